//! What one draft adds to the figures: a small record, so that many drafts can be drawn anew.

use super::family::Family;
use super::places;
use super::scale::Scale;
use crate::diagnostic::Severity;
use crate::linter::Review;
use crate::read::Labelled;
use crate::stats::Counts;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What was expected of a draft and what was found; `None` where a label is not given or does not count.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Row {
    /// By family: whether it is expected, whether it is found.
    pub families: [Option<(bool, bool)>; Family::ALL.len()],
    /// By family with quotations: the places.
    pub places: [Option<Counts>; Family::QUOTED.len()],
    /// Of a draft with negative words that were found: whether each has an alternative, whether that was told.
    pub bridge: Option<(bool, bool)>,
    /// By scale: the level expected, the level found.
    pub grades: [Option<(u8, u8)>; Scale::ALL.len()],
    /// The score and the mark.
    pub score: Option<(u8, u8)>,
    /// The rules that are expected or found.
    pub rules: Option<Box<[Named]>>,
}

/// A rule that is expected in a draft, or found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    pub rule: Arc<str>,
    pub expected: bool,
    pub found: bool,
}

impl Row {
    pub(super) fn new(labelled: &Labelled, review: &Review) -> Self {
        let labels = &labelled.labels;
        let reply = labelled.conversation.turns.get(review.turn as usize).map_or("", |turn| turn.text.as_str());
        let total = review.score.as_ref().and_then(|score| score.total);
        Self {
            families: Family::ALL.map(|family| Some((family.expected(labels)?, family.found(review)))),
            places: Family::QUOTED.map(|family| Some(places::compare(family, family.phrases(labels)?, reply, review))),
            bridge: bridge(labelled, review),
            grades: Scale::ALL.map(|scale| Some((scale.expected(labels)?, scale.found(review)))),
            score: total.zip(labels.quality),
            rules: labels.rules.as_ref().map(|expected| rules(expected, review)),
        }
    }
}

/// Whether every negative word has an alternative, and whether every finding says so; of drafts with both.
pub(super) fn bridge(labelled: &Labelled, review: &Review) -> Option<(bool, bool)> {
    let phrases = Family::NegativeAny.phrases(&labelled.labels).filter(|phrases| !phrases.is_empty())?;
    Family::NegativeAny.findings(review).next()?;
    let softened = Family::NegativeAny.findings(review).all(|finding| finding.severity == Severity::Info);
    Some((phrases.iter().all(|phrase| phrase.alternative), softened))
}

/// The rules that are expected, and those that found something at hint or above.
fn rules(expected: &[String], review: &Review) -> Box<[Named]> {
    let mut rules: BTreeMap<Arc<str>, (bool, bool)> = BTreeMap::new();
    for finding in review.diagnostics.iter().filter(|finding| finding.severity >= Severity::Hint) {
        rules.entry(finding.rule.clone()).or_default().1 = true;
    }
    for rule in expected {
        rules.entry(rule.as_str().into()).or_default().0 = true;
    }
    rules.into_iter().map(|(rule, (expected, found))| Named { rule, expected, found }).collect()
}
