//! Bridges: what opens a way for the customer beside a refusal.

use crate::rules::Bridge;
use crate::scan::{Hit, Matcher};
use crate::text::{Sentence, TokenClass};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// The alternatives a draft offers, looked up sentence by sentence when a refusal near them asks.
#[derive(Default)]
pub(super) struct Alternatives {
    by_sentence: FxHashMap<(u16, u32), bool>,
}

impl Alternatives {
    /// Whether an alternative stands near enough to the match at `tokens`. `refusals` are all matches that can be bridged.
    pub(super) fn bridge(&mut self, matcher: &mut Matcher<'_>, (rule, bridge): (u16, &Bridge), tokens: (u32, u32), refusals: &[&Hit]) -> bool {
        let index = matcher.document.sentence_of(tokens.0 as usize);
        let last = (index + usize::from(bridge.after)).min(matcher.document.sentences.len().saturating_sub(1));
        (index..=last)
            .chain(index.saturating_sub(usize::from(bridge.before))..index)
            .any(|sentence| *self.by_sentence.entry((rule, sentence as u32)).or_insert_with(|| offers(matcher, bridge, sentence, refusals)))
    }
}

/// Whether a sentence holds an alternative that is not itself part of a refusal, negated, or excepted by the bridge.
fn offers(matcher: &mut Matcher<'_>, bridge: &Bridge, sentence: usize, refusals: &[&Hit]) -> bool {
    let Some(range) = matcher.document.sentences.get(sentence).map(Sentence::range) else { return false };
    let (negator, bounds) = (matcher.set.engine.negator, matcher.bounds(range.start));
    let mut excepted: Option<Vec<(usize, usize)>> = None;
    let mut refusal = refusals.partition_point(|hit| (hit.end as usize) <= range.start);
    for at in range.clone() {
        while refusal < refusals.len() && refusals[refusal].end as usize <= at {
            refusal += 1;
        }
        let Some(end) = matcher.lexicon_at(bridge.lexicon, at, bounds) else { continue };
        let inside = refusals.get(refusal).is_some_and(|hit| (hit.first as usize) < end && at < hit.end as usize);
        let negated = at > bounds.first()
            && matcher.document.tokens.list[at - 1].class != TokenClass::Punct
            && negator.is_some_and(|negator| matcher.lexicon_at(negator, at - 1, bounds).is_some());
        if inside || negated {
            continue;
        }
        let excepted = excepted.get_or_insert_with(|| exceptions(matcher, bridge, range.clone()));
        if excepted.iter().all(|&(first, last)| end <= first || at >= last) {
            return true;
        }
    }
    false
}

/// Where a sentence holds what opens no way although it sounds like it.
fn exceptions(matcher: &mut Matcher<'_>, bridge: &Bridge, range: Range<usize>) -> Vec<(usize, usize)> {
    let bounds = matcher.bounds(range.start);
    let mut found = Vec::new();
    for at in range {
        for &program in &bridge.unless {
            found.extend(matcher.match_at(program, at, bounds).map(|(end, _)| (at, end)));
        }
    }
    found
}
