//! The anchor index: which programs to try at a token.
//!
//! Every pattern has anchors, words of which every match holds one. The programs to try at a token are those of the words it can be
//! read as. Beside each stands what turns most of them away before the program is looked at.

use super::flat::{Flat, Record, Slice, bits, long_number, number};
use super::program::{Bloom, Program};
use super::vocabulary::{OPEN, Vocabulary, WordId};
use super::word_set::{ANY, Bits};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Half the bits of words: a bit for each by its lowest six bits.
pub type HalfBits = u64;

/// The bits of words, two of them in one.
#[inline]
pub const fn half(bits: Bits) -> HalfBits {
    bits as u64 | (bits >> 64) as u64
}

/// The most words of a list of which one is needed beside an anchor.
const MOST_BESIDE: usize = 7;

/// In place of a distance: the words stand at any place where the match may begin.
pub const ANYWHERE: u8 = u8::MAX;

/// Where the anchors of one program are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Anchor {
    /// Index of the program.
    pub program: u32,
    /// Least and most tokens of the match before the anchor's token.
    pub before: (u8, u8),
    /// The classes whose clitics the anchor may carry, as bits; and [`STARTS`](Self::STARTS).
    pub classes: u8,
    /// The words that must stand so many tokens before the anchor's, or at the next one for 0, or [`ANYWHERE`] the match may begin; all of them where that
    /// is not known.
    pub beside: (u8, HalfBits),
    /// Places in a [`Bloom`]: of the words with these places, one must be in the sentence; none where nothing is needed.
    pub needs: Needs,
}

/// Up to seven places in a [`Bloom`], packed: two bytes for each, how many they are in the highest byte.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Needs(u128);

impl Needs {
    fn new(places: &[u16]) -> Self {
        let packed = places.iter().rev().fold(0, |packed, &place| packed << 16 | u128::from(place));
        Self(packed | (places.len() as u128) << 120)
    }

    /// How many there are.
    #[inline]
    const fn len(self) -> usize {
        (self.0 >> 120) as usize
    }

    /// Whether there is none.
    #[inline]
    pub const fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// Whether a word with one of these places may be in a sentence.
    #[inline]
    pub const fn may_meet(self, sentence: &Bloom) -> bool {
        let (mut left, mut places) = (self.len(), self.0);
        while left > 0 {
            if sentence.has(places as u16) {
                return true;
            }
            left -= 1;
            places >>= 16;
        }
        false
    }
}

impl Anchor {
    /// Its program begins with `^`.
    pub const STARTS: u8 = 1 << 7;

    /// With what can be told beforehand from its program, at this word.
    fn told(mut self, word: WordId, programs: &[Program], needs: &[u16]) -> Self {
        self.beside = (0, HalfBits::MAX);
        let Some(program) = programs.get(self.program as usize) else { return self };
        self.classes = self.classes & !Self::STARTS | if program.starts { Self::STARTS } else { 0 };
        let (first, second) = program.opening;
        let wanted = if self.before.1 == 0 { second } else { first };
        if wanted != ANY {
            self.beside = (if self.before.0 == self.before.1 { self.before.0 } else { ANYWHERE }, half(wanted));
        }
        let mut rest = &needs[program.needs.0 as usize..][..usize::from(program.needs.1)];
        while let Some((&length, places)) = rest.split_first() {
            let (list, others) = places.split_at(usize::from(length));
            // The anchor's own word is there.
            let shorter = self.needs.is_empty() || list.len() < self.needs.len();
            if list.len() <= MOST_BESIDE && !list.contains(&Bloom::place(word)) && shorter {
                self.needs = Needs::new(list);
            }
            rest = others;
        }
        self
    }
}

/// The group it stands in among the anchors of a word, by the passes it is wanted in: rules, cues of replies, cues of customers, topics, rules on whole
/// conversations.
const fn group(passes: u8) -> usize {
    match passes {
        DRAFT => 0,
        CUSTOMER => 2,
        TOPIC => 3,
        COURSE => 4,
        _ => 1,
    }
}

impl Record for Anchor {
    const SIZE: usize = 32;

    #[inline]
    fn read(bytes: &[u8]) -> Self {
        let Some(bytes) = bytes.first_chunk::<{ Self::SIZE }>() else { return Self::default() };
        Self {
            program: number(bytes, 0),
            before: (bytes[4], bytes[5]),
            classes: bytes[6],
            beside: (bytes[7], long_number(bytes, 8)),
            needs: Needs(bits(bytes, 16)),
        }
    }

    fn write(&self, out: &mut Vec<u8>) {
        self.program.write(out);
        out.extend([self.before.0, self.before.1, self.classes, self.beside.0]);
        self.beside.1.write(out);
        self.needs.0.write(out);
    }
}

/// The pass over a draft: rules and the cues of replies.
pub const DRAFT: u8 = 1;
/// The pass over what the agent wrote before: the cues of replies.
pub const REPLY: u8 = 2;
/// The pass over the customer's messages: their cues.
pub const CUSTOMER: u8 = 4;
/// The pass over the customer's messages that tells what they are about.
pub const TOPIC: u8 = 8;
/// The pass over the customer's messages for what rules on whole conversations look for in them.
pub const COURSE: u8 = 16;

/// The programs to try at each word.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(super) struct AnchorIndex {
    /// The anchors of all words, one word's after the other's, by group.
    anchors: Flat<Anchor>,
    /// Where each word's groups end: those of closed words, then of open ones.
    ends: Flat<u32>,
    closed: u32,
}

/// How many groups the anchors of a word stand in.
const GROUPS: usize = 5;

impl AnchorIndex {
    /// The index of all anchors by word.
    pub(super) fn new(mut by_word: BTreeMap<WordId, Vec<(u8, Anchor)>>, (programs, needs): (&[Program], &[u16]), vocabulary: &Vocabulary) -> Self {
        let mut index = Self { closed: vocabulary.counts().0, ..Self::default() };
        for word in vocabulary.ids() {
            let anchors = by_word.remove(&word).unwrap_or_default();
            for group in 0..GROUPS {
                let here = anchors.iter().filter(|(passes, _)| self::group(*passes) == group);
                here.for_each(|(_, anchor)| index.anchors.push(&anchor.told(word, programs, needs)));
                index.ends.push(&(index.anchors.len() as u32));
            }
        }
        index
    }

    /// The anchors at a word that are wanted in a pass; in several passes: all of them.
    #[inline]
    pub(super) fn of(&self, word: WordId, pass: u8) -> Slice<'_, Anchor> {
        let place = if word & OPEN == 0 { word } else { (word & !OPEN) + self.closed } as usize * GROUPS;
        let (first, end) = match pass {
            DRAFT => (0, 2),
            REPLY => (1, 2),
            CUSTOMER => (2, 3),
            TOPIC => (3, 4),
            COURSE => (4, GROUPS),
            _ => (0, GROUPS),
        };
        let end_of = |group: usize| group.checked_sub(1).and_then(|group| self.ends.get(group)).unwrap_or_default() as usize;
        self.anchors.range(end_of(place + first)..end_of(place + end).max(end_of(place + first)))
    }
}
