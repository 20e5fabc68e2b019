//! Single drafts in which rifq and the labels differ.

use super::family::Family;
use super::measure::folder;
use super::row::bridge;
use super::scale::Scale;
use crate::conversation::Role;
use crate::diagnostic::{Diagnostic, Severity};
use crate::linter::Review;
use crate::read::Labelled;
use crate::text::Span;
use serde::Serialize;

/// The most characters kept of a message.
const CHARACTERS: usize = 1000;

/// What is asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A family of faults.
    Family(Family),
    /// A graded judgement.
    Scale(Scale),
    /// Whether refusals come with an alternative.
    Bridge,
    /// A folder of rules, with the slash.
    Category(String),
    /// A rule.
    Rule(String),
}

impl Subject {
    /// Reads a word; a folder of rules ends in a slash where it has the name of a family or scale. `None` for a word that is none of these
    /// and holds no slash.
    pub fn parse(word: &str) -> Option<Self> {
        let family = Family::ALL.into_iter().find(|family| family.name() == word).map(Self::Family);
        let scale = || Scale::ALL.into_iter().find(|scale| scale.name() == word).map(Self::Scale);
        let bridge = || (word == "bridge").then_some(Self::Bridge);
        let rule = || word.contains('/').then(|| if word.ends_with('/') { Self::Category(word.to_owned()) } else { Self::Rule(word.to_owned()) });
        family.or_else(scale).or_else(bridge).or_else(rule)
    }

    /// The words that [`parse`](Self::parse) knows without a slash.
    pub fn words() -> impl Iterator<Item = &'static str> {
        Family::ALL.map(Family::name).into_iter().chain(Scale::ALL.map(Scale::name)).chain(["bridge"])
    }
}

/// In which way they differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// Expected, not found.
    Miss,
    /// Found, not expected.
    FalseAlarm,
    /// Found on a lower level than expected.
    TooLow,
    /// Found on a higher level than expected.
    TooHigh,
}

/// A draft in which they differ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Case {
    /// In which way.
    pub fault: Fault,
    /// The draft's id.
    pub id: Option<String>,
    /// Where it stands.
    pub place: String,
    /// What the labels say.
    pub expected: Vec<String>,
    /// What rifq says.
    pub found: Vec<String>,
    /// The customer's last message.
    pub customer: Option<String>,
    /// The draft.
    pub reply: String,
    /// The levels of a graded judgement.
    #[serde(skip)]
    pub(super) levels: Option<(u8, u8)>,
}

/// The case that a draft is, if it is one.
pub(super) fn case(subject: &Subject, labelled: &Labelled, review: &Review) -> Option<Case> {
    let labels = &labelled.labels;
    let (mut levels, differ) = (None, |expected: bool, found: bool| match (expected, found) {
        (true, false) => Some(Fault::Miss),
        (false, true) => Some(Fault::FalseAlarm),
        _ => None,
    });
    let listed = |found: &mut dyn Iterator<Item = &Diagnostic>| found.map(|finding| told(finding, labelled)).collect::<Vec<_>>();
    let (fault, expected, found) = match subject {
        Subject::Family(family) => {
            let fault = differ(family.expected(labels)?, family.found(review))?;
            let quoted = family.phrases(labels).unwrap_or_default().iter().map(ToString::to_string);
            let scales: &[Scale] = match family {
                Family::MissingEmpathy => &[Scale::EmpathyNeeded, Scale::Empathy],
                Family::MissingNextStep => &[Scale::NextStepNeeded, Scale::NextStep],
                _ => &[],
            };
            let expected = scales.iter().filter_map(|scale| Some(level(*scale, scale.expected(labels)?)));
            let found = scales.iter().map(|scale| level(*scale, scale.found(review)));
            (fault, quoted.chain(expected).collect(), found.chain(listed(&mut family.findings(review))).collect())
        }
        Subject::Scale(scale) => {
            let (expected, found) = (scale.expected(labels)?, scale.found(review));
            levels = Some((expected, found));
            let fault = match (expected.cmp(&found), scale.is_graded()) {
                (std::cmp::Ordering::Equal, _) => return None,
                (std::cmp::Ordering::Greater, false) => Fault::Miss,
                (std::cmp::Ordering::Less, false) => Fault::FalseAlarm,
                (std::cmp::Ordering::Greater, true) => Fault::TooLow,
                (std::cmp::Ordering::Less, true) => Fault::TooHigh,
            };
            let words = std::iter::once(scale.word(found).to_owned()).chain(evidence(*scale, labelled, review));
            (fault, vec![scale.word(expected).to_owned()], words.collect())
        }
        Subject::Bridge => {
            let (expected, found) = bridge(labelled, review)?;
            let phrases = Family::NegativeAny.phrases(labels)?.iter().map(ToString::to_string).collect();
            (differ(expected, found)?, phrases, listed(&mut Family::NegativeAny.findings(review)))
        }
        Subject::Category(name) | Subject::Rule(name) => {
            let is_meant = |rule: &str| rule == name || folder(rule) == name;
            let expected: Vec<String> = labels.rules.as_ref()?.iter().filter(|rule| is_meant(rule)).cloned().collect();
            let loud = review.diagnostics.iter().any(|finding| finding.severity >= Severity::Hint && is_meant(&finding.rule));
            let fault = differ(!expected.is_empty(), loud)?;
            (fault, expected, listed(&mut review.diagnostics.iter().filter(|finding| is_meant(&finding.rule))))
        }
    };
    let turns = &labelled.conversation.turns;
    let customer = turns.iter().rev().find(|turn| turn.role == Role::Customer).map(|turn| start(&turn.text));
    let reply = turns.last().map_or(String::new(), |turn| start(&turn.text));
    Some(Case { fault, id: labelled.conversation.id.clone(), place: labelled.place.clone(), expected, found, customer, reply, levels })
}

/// A level with the name of its scale.
fn level(scale: Scale, level: u8) -> String {
    format!("{} {}", scale.name(), scale.word(level))
}

/// A finding in a few words.
fn told(finding: &Diagnostic, labelled: &Labelled) -> String {
    format!("{} ({}) {}", finding.rule, finding.severity.name(), quoted(labelled, finding.turn, finding.span))
}

/// The words that made rifq say so, where it can tell.
fn evidence(scale: Scale, labelled: &Labelled, review: &Review) -> Vec<String> {
    let said = &review.assessment;
    let here = |span: Option<Span>| span.map(|span| quoted(labelled, review.turn, span)).into_iter().collect();
    match scale {
        Scale::EmpathyNeeded => said.need.evidence.iter().map(|evidence| quoted(labelled, evidence.turn, evidence.span)).collect(),
        Scale::NextStep => here(said.step.action),
        Scale::Greeting => here(said.greeting),
        Scale::Closing => here(said.closing),
        Scale::Empathy | Scale::NextStepNeeded => Vec::new(),
    }
}

fn quoted(labelled: &Labelled, turn: u32, span: Span) -> String {
    let text = labelled.conversation.turns.get(turn as usize).map_or("", |turn| span.text(&turn.text));
    format!("“{}”", start(text))
}

/// The text, or as much of it as is kept.
fn start(text: &str) -> String {
    match text.char_indices().nth(CHARACTERS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
