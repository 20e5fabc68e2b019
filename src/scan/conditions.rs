//! Where a phrase stands: its clause, its speech act, its exceptions.

use super::{Hit, Matcher};
use crate::rules::{Block, SpeechAct};
use std::ops::Range;

/// How far a clause is looked at to each side (tokens); keeps the time per hit bounded.
const LONGEST_REACH: usize = 40;
/// How far before a match an exception that overlaps it may begin (tokens).
const EXCEPTION_REACH: usize = 6;

/// The tokens of the clause around a range of tokens: up to commas, colons, dashes and conjunctions.
pub fn clause(matcher: &mut Matcher<'_>, tokens: Range<usize>) -> Range<usize> {
    let document = matcher.document;
    let Some(sentence) = document.sentences.get(document.sentence_of(tokens.start)) else { return tokens };
    let (least, most) = (sentence.first as usize, sentence.end as usize);
    let mut first = tokens.start;
    while first > least && tokens.start - first < LONGEST_REACH {
        if matcher.is_conjunction(first) || matcher.is_clause_border(first - 1) && !matcher.is_conjunction(first - 1) {
            break;
        }
        first -= 1;
    }
    let mut end = tokens.end;
    while end < most && end - tokens.end < LONGEST_REACH && !matcher.is_clause_border(end) {
        end += 1;
    }
    first..end
}

/// Whether the conditions of a block let a hit stand.
pub fn stands(matcher: &mut Matcher<'_>, block: &Block, hit: &Hit) -> bool {
    let tokens = hit.first as usize..hit.end as usize;
    if overlaps(matcher, &block.unless, &tokens) || within(matcher, &block.unless_draft, 0..matcher.document.tokens.list.len()) {
        return false;
    }
    if block.not_in.is_empty() && block.unless_before.is_empty() && block.unless_after.is_empty() && block.unless_near.is_empty() {
        return true;
    }
    let clause = clause(matcher, tokens.clone());
    !(block.not_in.iter().any(|&act| in_speech_act(matcher, act, &tokens, &clause))
        || before(matcher, &block.unless_before, clause.start..tokens.start)
        || within(matcher, &block.unless_after, tokens.end..clause.end)
        || near(matcher, &block.unless_near, &tokens))
}

fn overlaps(matcher: &mut Matcher<'_>, programs: &[u32], tokens: &Range<usize>) -> bool {
    let bounds = matcher.bounds(tokens.start);
    let from = tokens.start.saturating_sub(EXCEPTION_REACH).max(bounds.first());
    matcher.finds_any(programs, &(from..tokens.end), bounds, |end| end > tokens.start)
}

fn before(matcher: &mut Matcher<'_>, programs: &[u32], range: Range<usize>) -> bool {
    let (limit, bounds) = (range.end, matcher.bounds(range.start));
    matcher.finds_any(programs, &range, bounds, |end| end <= limit)
}

fn within(matcher: &mut Matcher<'_>, programs: &[u32], range: Range<usize>) -> bool {
    let mut at = range.start;
    while !programs.is_empty() && at < range.end {
        let bounds = matcher.bounds(at);
        if matcher.finds_any(programs, &(at..range.end), bounds, |_| true) {
            return true;
        }
        at = bounds.end().max(at + 1);
    }
    false
}

/// In the sentence of the match, or the next one, at most so far away.
fn near(matcher: &mut Matcher<'_>, programs: &[u32], tokens: &Range<usize>) -> bool {
    if programs.is_empty() {
        return false;
    }
    let document = matcher.document;
    let index = document.sentence_of(tokens.start);
    let first = document.sentences.get(index).map_or(0, |sentence| sentence.first as usize).max(tokens.start.saturating_sub(LONGEST_REACH));
    let next = document.sentences.get(index + 1).or_else(|| document.sentences.get(index));
    let end = next.map_or(tokens.end, |sentence| sentence.end as usize).min(tokens.end + 2 * LONGEST_REACH);
    within(matcher, programs, first..end)
}

fn in_speech_act(matcher: &mut Matcher<'_>, act: SpeechAct, tokens: &Range<usize>, clause: &Range<usize>) -> bool {
    let document = matcher.document;
    match act {
        SpeechAct::Quoted => document.tokens.list[tokens.start].quoted,
        SpeechAct::Question => {
            let asked = document.sentences.get(document.sentence_of(tokens.start)).is_some_and(|sentence| sentence.question);
            asked && document.tokens.word(clause.end) == "?"
        }
        SpeechAct::Conditional => {
            let Some(lexicon) = matcher.set.engine.conditional else { return false };
            let previous = clause.start.saturating_sub(usize::from(clause.start > 0 && document.tokens.list[clause.start - 1].class.is_word()));
            let bounds = matcher.bounds(tokens.start);
            (previous..tokens.start).any(|at| matcher.lexicon_at(lexicon, at, bounds).is_some_and(|end| end <= tokens.start))
        }
    }
}
