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

/// Kinds of cues, as bits.
#[derive(Clone, Copy, Debug, Default)]
struct Kinds([u64; 4]);

const _: () = assert!(Cue::ALL.len() <= 256, "each kind has its bit");

impl Kinds {
    fn add(&mut self, cue: Cue) {
        self.0[cue as usize / 64] |= 1 << (cue as usize % 64);
    }

    const fn has(self, cue: Cue) -> bool {
        self.0[cue as usize / 64] & 1 << (cue as usize % 64) != 0
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
    /// The kinds of its cues.
    kinds: Kinds,
    /// The tokens of its longest cue.
    longest: usize,
    /// Durations, dates and times of day, as tokens, in order; those of the agent's side alone are asked for.
    times: OnceCell<Vec<(Typed, Range<usize>)>>,
}

impl<'d> Reading<'d> {
    /// The cues among `hits` whose conditions hold.
    pub fn new(turn: u32, matcher: &mut Matcher<'d>, hits: &[Hit]) -> Self {
        let (set, document): (&RuleSet, _) = (matcher.set, matcher.document);
        let (mut cues, mut harms) = (Vec::with_capacity(hits.len()), Vec::new());
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
        let (mut kinds, mut longest) = (Kinds::default(), 0);
        for found in &cues {
            kinds.add(found.cue);
            longest = longest.max(found.tokens().len());
        }
        Self { turn, document, cues, harms, keys: keys(matcher), kinds, longest, times: OnceCell::new() }
    }

    /// The cues of one kind, in order.
    pub fn of(&self, cue: Cue) -> impl Iterator<Item = &Found> {
        let cues = if self.has(cue) { self.cues.as_slice() } else { &[] };
        cues.iter().filter(move |found| found.cue == cue)
    }

    /// The cues of a sentence, in order.
    pub fn cues_in(&self, sentence: u32) -> impl Iterator<Item = &Found> + Clone {
        let from = self.cues.partition_point(|found| found.sentence < sentence);
        self.cues[from..].iter().take_while(move |found| found.sentence == sentence)
    }

    /// Those of one kind.
    pub fn in_sentence(&self, cue: Cue, sentence: u32) -> impl Iterator<Item = &Found> {
        let sentence = if self.has(cue) { sentence } else { u32::MAX };
        self.cues_in(sentence).filter(move |found| found.cue == cue)
    }

    /// The first cue of one kind.
    pub fn first(&self, cue: Cue) -> Option<&Found> {
        self.of(cue).next()
    }

    /// Whether a cue of this kind stands.
    pub fn has(&self, cue: Cue) -> bool {
        self.kinds.has(cue)
    }

    /// Whether one of the kinds stands.
    pub fn has_any(&self, cues: &[Cue]) -> bool {
        cues.iter().any(|&cue| self.kinds.has(cue))
    }

    /// Whether a cue of one of the kinds overlaps these tokens.
    pub fn covers(&self, cues: &[Cue], tokens: &Range<usize>) -> bool {
        if !self.has_any(cues) {
            return false;
        }
        let from = self.cues.partition_point(|found| (found.first as usize + self.longest) < tokens.start);
        let near = self.cues[from..].iter().take_while(|found| (found.first as usize) < tokens.end);
        near.into_iter().any(|found| tokens.start < found.end as usize && cues.contains(&found.cue))
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
