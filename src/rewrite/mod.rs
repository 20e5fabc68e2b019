//! Better sentences: a rule's rewrites, placed in the draft.

mod offer;
mod place;
mod ready;
mod sampled;
mod told;
mod whole;

use crate::assess::{Assessment, Grade, Past};
use crate::check::Finding;
use crate::conversation::{Channel, Conversation};
use crate::diagnostic::{Applicability, Edit, Fix};
use crate::rules::{BETTER, Fact, Kind, Part, Piece, Replace, Rewrite, RuleSet, Say, is_known, pieces};
use crate::scan::Matcher;
use crate::text::{Dialect, Language, Span};
pub use offer::{Offer, offers};
use ready::{Manner, Ready, Slots};
pub use sampled::Sampled;
use std::cell::OnceCell;
use std::sync::Arc;
use told::Told;

/// A longer reply that nobody needs consoled by is not closed with a step that fits every reply.
const BRIEF: usize = 12;

/// How the slots of a rewrite are filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filling {
    /// From the draft; what it does not say stays a blank `{name}`.
    Draft,
    /// As `Draft`, and the first fix of each finding is all that is wanted.
    First,
    /// As `Draft`, and blanks with the rule's sample values: for tests.
    Sample,
    /// As `Draft`, and only what a whole suggested reply may hold.
    Whole,
    /// As `Whole`, and blanks with the rule's sample values.
    WholeSample,
}

impl Filling {
    /// Whether blanks are filled with samples.
    const fn is_sampled(self) -> bool {
        matches!(self, Self::Sample | Self::WholeSample)
    }

    /// Whether a whole reply is being suggested.
    const fn is_whole(self) -> bool {
        matches!(self, Self::Whole | Self::WholeSample)
    }
}

/// What stands around the findings of a draft; what they share is worked out when the first one asks for it.
#[derive(Debug)]
pub struct Around<'c, 'p> {
    conversation: &'c Conversation,
    past: (&'c Past<'p>, usize),
    assessment: &'c Assessment,
    dialect: Dialect,
    filling: Filling,
    told: OnceCell<Told>,
    manner: OnceCell<Manner>,
    unmended: OnceCell<Option<usize>>,
}

impl<'c, 'p> Around<'c, 'p> {
    /// `past` holds what is read of the conversation, and which of its turns is the draft.
    pub fn new(conversation: &'c Conversation, past: (&'c Past<'p>, usize), assessment: &'c Assessment, (dialect, filling): (Dialect, Filling)) -> Self {
        Self { conversation, past, assessment, dialect, filling, told: OnceCell::new(), manner: OnceCell::new(), unmended: OnceCell::new() }
    }

    /// Whether others read the reply.
    fn is_public(&self) -> bool {
        matches!(self.conversation.channel, Some(Channel::Social | Channel::Review | Channel::Forum))
    }

    fn told(&self, set: &RuleSet, language: Language) -> &Told {
        self.told.get_or_init(|| Told::new(set, self, language))
    }

    /// The first sentence that no new words beside it mend.
    fn unmended(&self, matcher: &mut Matcher<'_>) -> Option<usize> {
        *self.unmended.get_or_init(|| whole::unmended(matcher))
    }

    fn manner(&self, matcher: &mut Matcher<'_>) -> Manner {
        *self.manner.get_or_init(|| Manner::of(matcher, self))
    }
}

/// The fixes of one finding, in the language and dialect of the draft, best first.
pub fn fixes(matcher: &mut Matcher<'_>, finding: &Finding, around: &Around<'_, '_>) -> Vec<Fix> {
    let document = matcher.document;
    let sentence = document.sentence_of(finding.tokens.0 as usize);
    let language = document.sentences.get(sentence).map_or(document.language, |sentence| sentence.language);
    let set = matcher.set;
    let block = finding.pattern.map(|(block, _)| &set.blocks[block as usize]);
    if let Some((text, applicability)) = block.and_then(|block| block.instead.as_ref()) {
        let replace = block.map(|block| block.replace).unwrap_or_default();
        if around.filling.is_whole() && !text.is_empty() {
            return Vec::new();
        }
        let filled = captures_filled(matcher, finding, text);
        return filled.and_then(|text| placed(matcher, finding, around, (replace, text, *applicability))).into_iter().collect();
    }
    let rewrites = &set.rules[usize::from(finding.rule)].rewrites;
    let wanted = if language == Language::Arabic { around.dialect } else { Dialect::Msa };
    let in_dialect = |dialect| rewrites.iter().filter(move |rewrite| rewrite.language == language && (rewrite.dialect == dialect || speaks_none(rewrite)));
    let own = |dialect| in_dialect(dialect).any(|rewrite| !speaks_none(rewrite));
    let dialect = if own(wanted) { wanted } else { Dialect::Msa };
    let mut fixes: Vec<Fix> = Vec::new();
    for rewrite in in_dialect(dialect) {
        if around.filling.is_whole() && whole::leaves(matcher, finding, around, rewrite) || whole::takes_the_point(matcher.document, finding, around, rewrite) {
            continue;
        }
        let found = match rewrite.part {
            Some(part) => ready_fixes(matcher, finding, around, (rewrite, part, (language, wanted))),
            None => fix(matcher, finding, around, rewrite).into_iter().collect(),
        };
        for fix in found {
            if !fixes.contains(&fix) {
                fixes.push(fix);
            }
        }
        if around.filling == Filling::First && !fixes.is_empty() {
            fixes.truncate(1);
            break;
        }
    }
    fixes
}

/// Whether a rewrite is for every dialect: it takes words out, or its sentences have dialects of their own.
fn speaks_none(rewrite: &Rewrite) -> bool {
    rewrite.part.is_some() || rewrite.text.is_empty()
}

/// The ready sentences for a part, each put where the rewrite says.
fn ready_fixes(
    matcher: &mut Matcher<'_>,
    finding: &Finding,
    around: &Around<'_, '_>,
    (rewrite, part, manner): (&Rewrite, Part, (Language, Dialect)),
) -> Vec<Fix> {
    let assessment = around.assessment;
    let (body, thanked) = assessment.body;
    let own = matcher.document.sentence_of(finding.tokens.0 as usize);
    let elsewhere = |sentence: u32| sentence as usize != own;
    let late = matcher.document.sentence_of(finding.tokens.0 as usize) > body + usize::from(thanked.is_some());
    if part == Part::Acknowledgement && rewrite.replace == Replace::Clause && place::leads_on(matcher.document, finding) {
        return Vec::new();
    }
    if part == Part::Acknowledgement
        && !rewrite.replace.inserts()
        && (assessment.need.level == 0 && rewrite.replace == Replace::Alone
            || assessment.given.grade == Grade::Strong
            || late
            || around.filling.is_whole() && rewrite.replace == Replace::Alone && assessment.given.apologies.iter().any(|other| elsewhere(other.sentence)))
    {
        return Vec::new();
    }
    if part == Part::Step && rewrite.replace == Replace::Alone && place::beside(matcher.document, finding) > 1 {
        return Vec::new();
    }
    let missing = matches!(&matcher.set.rules[usize::from(finding.rule)].kind, Kind::Fact(fact) if fact.is == Fact::StepMissing);
    let specific = missing
        && part == Part::Step
        && match assessment.need.level {
            0 | 1 if around.filling.is_whole() => true,
            level => (level == 0 || around.is_public()) && assessment.words.0 > BRIEF,
        };
    let sentences = ready::sentences(matcher, around, (part, specific), manner);
    let place = |Ready { text, open }| {
        let applicability = if open { Applicability::Display } else { Say::FREELY };
        put(matcher, finding, around, (rewrite.replace, text, applicability, part == Part::Acknowledgement))
    };
    sentences.into_iter().filter_map(place).collect()
}

fn fix(matcher: &mut Matcher<'_>, finding: &Finding, around: &Around<'_, '_>, rewrite: &Rewrite) -> Option<Fix> {
    if rewrite.text.strip_prefix('{').and_then(|text| text.strip_suffix('}')) == Some(BETTER) {
        // Exactly these characters: no capital, no mark of ours.
        let better = finding.better.clone()?;
        let edit = Edit { span: better.span, text: better.text };
        return Some(single(place::title(matcher.document, &edit), rewrite.applicability.min(better.freely), edit));
    }
    let fact = match &matcher.set.rules[usize::from(finding.rule)].kind {
        Kind::Fact(fact) => Some(fact.is),
        _ => None,
    };
    let first = matcher.document.sentences.first().is_none_or(|first| finding.tokens.0 < first.range().end as u32);
    if fact == Some(Fact::NameMissing) && (!first || finding.span.text(matcher.document.source).contains(['.', '!'])) {
        return None;
    }
    if fact == Some(Fact::CommitmentUntimed) && rewrite.replace == Replace::After && place::tells(matcher.document, finding) {
        return timed(matcher, finding, around, rewrite);
    }
    if fact == Some(Fact::TimeVague) && rewrite.replace == Replace::Match && place::is_governed(matcher.document, finding) {
        return None;
    }
    if fact == Some(Fact::AcknowledgementWeak) && rewrite.replace == Replace::Clause && place::leads_on(matcher.document, finding) {
        return None;
    }
    let Ready { text, open } = filled(matcher, finding, around, rewrite)?;
    let applicability = if open { Applicability::Display } else { rewrite.applicability };
    placed(matcher, finding, around, (rewrite.replace, text, applicability))
}

/// Where a sentence ends with what the customer will be told, the time is put there: "... and let you know by {time}".
fn timed(matcher: &mut Matcher<'_>, finding: &Finding, around: &Around<'_, '_>, rewrite: &Rewrite) -> Option<Fix> {
    let at = ["by {", "قبل {"].iter().find_map(|by| rewrite.text.find(by))?;
    let text = format!(" {}", rewrite.text.get(at..)?.trim_end_matches('.'));
    let Ready { text, open } = filled(matcher, finding, around, &Rewrite { text, ..rewrite.clone() })?;
    let end = place::sentence(matcher.document, finding).end;
    let applicability = if open { Applicability::Display } else { rewrite.applicability };
    Some(single(text.trim().into(), applicability, Edit { span: Span::new(end, end), text: text.into() }))
}

/// A text put where it belongs.
fn placed(matcher: &Matcher<'_>, finding: &Finding, around: &Around<'_, '_>, (replace, text, applicability): (Replace, String, Applicability)) -> Option<Fix> {
    put(matcher, finding, around, (replace, text, applicability, false))
}

/// The same; what opens a reply goes before the first sentence of its body, wherever the finding stands.
fn put(
    matcher: &Matcher<'_>,
    finding: &Finding,
    around: &Around<'_, '_>,
    (replace, text, applicability, opens): (Replace, String, Applicability, bool),
) -> Option<Fix> {
    let edit = match replace {
        Replace::Match if text.is_empty() => place::deletion(matcher, finding)?,
        Replace::Match => place::replacement(matcher, finding.span, text),
        Replace::Clause => {
            let span = matcher.document.span_of(finding.clause.0 as usize..finding.clause.1 as usize);
            place::replacement(matcher, span, text)
        }
        Replace::Alone if !place::is_alone(matcher.document, finding) => return None,
        Replace::Sentence | Replace::Alone if text.is_empty() => place::removal(matcher.document, finding),
        Replace::Sentence | Replace::Alone => place::replacement(matcher, place::sentence(matcher.document, finding), text),
        Replace::Before => {
            let own = matcher.document.sentence_of(finding.tokens.0 as usize);
            let (body, thanked) = around.assessment.body;
            let own = if opens { place::opening(matcher.document, body) } else { own };
            let index = thanked.filter(|&next| opens && next == own + 1 && !text.ends_with(['\n', '،', ','])).unwrap_or(own);
            let edits = place::insertion_before(matcher.document, index, &text);
            return (!edits.is_empty()).then(|| Fix { title: text.trim().into(), applicability, edits });
        }
        Replace::After => {
            let edit = place::insertion_after(matcher.document, finding, &text);
            return Some(single(text.trim().into(), applicability, edit));
        }
    };
    Some(single(place::title(matcher.document, &edit), applicability, edit))
}

/// A pattern's own better words with its captures; `None` where one holds nothing.
fn captures_filled(matcher: &Matcher<'_>, finding: &Finding, text: &str) -> Option<String> {
    let words = pieces(text)?.into_iter().map(|piece| match piece {
        Piece::Text(words) => Some(words),
        Piece::Slot(name) => captured(matcher, finding, name),
        Piece::Voice(one, _) => Some(one),
    });
    words.collect()
}

/// The rewrite's text with its slots filled.
fn filled(matcher: &mut Matcher<'_>, finding: &Finding, around: &Around<'_, '_>, rewrite: &Rewrite) -> Option<Ready> {
    let pieces = pieces(&rewrite.text)?;
    if pieces.iter().all(|piece| matches!(piece, Piece::Text(_))) {
        return Some(Ready { text: rewrite.text.clone(), open: false });
    }
    let (set, manner) = (matcher.set, around.manner(matcher));
    // What the customer tells is read where a slot asks for it.
    let fact = |name: &str| {
        let told = is_known(name).then(|| around.told(set, rewrite.language))?;
        let asked = finding.evidence.first().and_then(|evidence| question(around.conversation, evidence));
        Slots { told, thing: None, manner, filling: around.filling, asked }.fact(name)
    };
    let mut ready = Ready { text: String::with_capacity(rewrite.text.len()), open: false };
    for piece in pieces {
        match piece {
            Piece::Text(words) => ready.text.push_str(words),
            Piece::Voice(one, many) => ready.text.push_str(if manner.team { many } else { one }),
            Piece::Slot(name) => {
                let sample = rewrite.sample.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
                // «Dear» is followed by the whole name.
                let full = name == "customer" && finding.better.as_ref().is_some_and(|better| *better.text == *"Dear");
                let full = around.conversation.customer.name.as_deref().filter(|_| full).map(str::trim);
                let better = finding.better.as_ref().filter(|_| name == BETTER).map(|better| &*better.text);
                let words = better.or_else(|| captured(matcher, finding, name)).or(full).map(str::to_owned).or_else(|| fact(name));
                let words = words.or_else(|| (name == "match").then(|| finding.span.text(matcher.document.source).to_owned()));
                match (words, sample, around.filling.is_sampled()) {
                    (Some(words), _, _) => ready.text.push_str(&words),
                    (None, Some(sample), true) => ready.text.push_str(sample),
                    (None, Some(_), false) => {
                        ready.open = true;
                        ready.text.extend(["{", name, "}"]);
                    }
                    (None, None, _) => return None,
                }
            }
        }
    }
    Some(ready)
}

/// A short question of the customer's, without its marks.
fn question<'c>(conversation: &'c Conversation, evidence: &crate::assess::Evidence) -> Option<&'c str> {
    const LONGEST: usize = 14;
    let text = &conversation.turns.get(evidence.turn as usize)?.text;
    let words = text.get(evidence.span.start as usize..evidence.span.end as usize)?.trim().trim_end_matches(['?', '؟', '!', '.', ' ']);
    (!words.contains(['\n', '"', '«', '{']) && words.split_whitespace().count() <= LONGEST).then_some(words)
}

/// The words of the draft that a capture holds; `None` where it holds none.
fn captured<'m>(matcher: &Matcher<'m>, finding: &Finding, name: &str) -> Option<&'m str> {
    let slot = matcher.set.captures(finding.pattern?.1).iter().position(|known| &**known == name)?;
    let &(first, end) = finding.captures.get(slot)?;
    let span: Span = matcher.document.span_of(first as usize..end as usize);
    Some(span.text(matcher.document.source)).filter(|words| !words.is_empty())
}

fn single(title: Arc<str>, applicability: Applicability, edit: Edit) -> Fix {
    Fix { title, applicability, edits: vec![edit] }
}
