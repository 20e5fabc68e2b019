//! What the models read of one turn: its document and the cues that stand in it.

use super::overlap::{Key, keys};
use crate::document::Document;
use crate::rules::{Cue, RuleSet, Typed};
use crate::scan::{Hit, Matcher, stands, times_at, typed_end};
use crate::text::{Span, TokenClass};
use std::cell::OnceCell;
use std::ops::Range;

/// A cue that stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// First token.
    pub first: u32,
    /// One past the last token.
    pub end: u32,
    /// What it tells.
    pub cue: Cue,
    /// Index of its sentence.
    pub sentence: u32,
}

impl Found {
    /// Its tokens.
    pub fn tokens(&self) -> Range<usize> {
        self.first as usize..self.end as usize
    }

    /// Whether it shares a token with another.
    pub const fn overlaps(&self, other: &Self) -> bool {
        self.first < other.end && other.first < self.end
    }
}

/// One turn as the models read it.
#[derive(Clone, Debug)]
pub struct Reading<'d> {
    /// Index of the turn.
    pub turn: u32,
    /// The turn, analysed.
    pub document: &'d Document<'d>,
    /// Its cues, sorted by place.
    pub cues: Vec<Found>,
    /// Matches of rules that take back empathy.
    pub harms: Vec<(u32, u32)>,
    /// What each token is compared by.
    pub keys: Vec<Key>,
    /// Durations, dates and times of day, as tokens, in order; those of the agent's side alone are asked for.
    times: OnceCell<Vec<(Typed, Range<usize>)>>,
}

impl<'d> Reading<'d> {
    /// The cues among `hits` whose conditions hold.
    pub fn new(turn: u32, matcher: &mut Matcher<'d>, hits: &[Hit]) -> Self {
        let (set, document): (&RuleSet, _) = (matcher.set, matcher.document);
        let (mut cues, mut harms) = (Vec::new(), Vec::new());
        for hit in hits {
            let block = &set.blocks[hit.block as usize];
            let harms_here = block.cue.is_none() && set.rule_of(block).is_some_and(|rule| rule.harms);
            if (block.cue.is_none() && !harms_here) || !stands(matcher, block, hit) {
                continue;
            }
            match block.cue {
                Some(cue) => {
                    let sentence = document.sentence_of(hit.first as usize) as u32;
                    cues.push(Found { first: hit.first, end: hit.end, cue, sentence });
                }
                None => harms.push((hit.first, hit.end)),
            }
        }
        cues.sort_unstable();
        cues.dedup();
        Self { turn, document, cues, harms, keys: keys(matcher), times: OnceCell::new() }
    }

    /// The cues of one kind, in order.
    pub fn of(&self, cue: Cue) -> impl Iterator<Item = &Found> {
        self.cues.iter().filter(move |found| found.cue == cue)
    }

    /// The first cue of one kind.
    pub fn first(&self, cue: Cue) -> Option<&Found> {
        self.of(cue).next()
    }

    /// Whether a cue of this kind stands.
    pub fn has(&self, cue: Cue) -> bool {
        self.first(cue).is_some()
    }

    /// Whether one of the kinds stands.
    pub fn has_any(&self, cues: &[Cue]) -> bool {
        self.cues.iter().any(|found| cues.contains(&found.cue))
    }

    /// Whether a cue of one of the kinds overlaps these tokens.
    pub fn covers(&self, cues: &[Cue], tokens: &Range<usize>) -> bool {
        self.cues.iter().any(|found| cues.contains(&found.cue) && (found.first as usize) < tokens.end && tokens.start < found.end as usize)
    }

    /// The source of a cue.
    pub fn span(&self, found: &Found) -> Span {
        self.document.span_of(found.tokens())
    }

    /// The first typed token of one of the kinds among these tokens.
    pub fn typed(&self, kinds: &[Typed], tokens: Range<usize>) -> Option<Range<usize>> {
        let limit = tokens.end;
        tokens.into_iter().find_map(|at| kinds.iter().find_map(|&typed| typed_end(self.document, typed, at, limit)).map(|end| at..end))
    }

    /// The first duration, date or time of day among these tokens.
    pub fn time(&self, tokens: Range<usize>) -> Option<Range<usize>> {
        self.times_in(tokens).next().map(|(_, time)| time)
    }

    /// The durations, dates and times of day among these tokens, in order.
    pub fn times_in(&self, tokens: Range<usize>) -> impl Iterator<Item = (Typed, Range<usize>)> {
        let times = self.times.get_or_init(|| {
            let mut times = Vec::new();
            for sentence in self.document.sentences.iter().map(crate::text::Sentence::range) {
                for begin in sentence.clone() {
                    times.extend(times_at(self.document, begin, sentence.end).map(|(typed, end)| (typed, begin..end)));
                }
            }
            times
        });
        let from = times.partition_point(|time| time.1.start < tokens.start);
        times[from..].iter().take_while(move |time| time.1.start < tokens.end).filter(move |time| time.1.end <= tokens.end).cloned()
    }

    /// The tokens of a sentence; empty beyond the last one.
    pub fn sentence(&self, index: usize) -> Range<usize> {
        self.document.sentences.get(index).map_or(0..0, crate::text::Sentence::range)
    }

    /// How many words it has.
    pub fn words(&self) -> usize {
        self.words_in(0..self.document.tokens.list.len())
    }

    /// How many words these tokens hold; none where the range is turned round.
    pub fn words_in(&self, tokens: Range<usize>) -> usize {
        self.document.tokens.list[tokens.start.min(tokens.end)..tokens.end].iter().filter(|token| token.class.is_word()).count()
    }

    /// Whether a token of this class stands in these tokens.
    pub fn has_class(&self, class: TokenClass, tokens: Range<usize>) -> bool {
        self.document.tokens.list[tokens].iter().any(|token| token.class == class)
    }
}
