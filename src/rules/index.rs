//! The anchor index: which programs to try at a token.
//!
//! Every pattern has anchors, words of which every match holds one. The programs to try at a token are those of the words it can be
//! read as.

use super::flat::{Flat, Record, Slice, number};
use super::vocabulary::{OPEN, Vocabulary, WordId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Where the anchors of one program are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Anchor {
    /// Index of the program.
    pub program: u32,
    /// Least and most tokens of the match before the anchor's token.
    pub before: (u8, u8),
    /// In which passes its program is wanted: bits of [`DRAFT`], [`REPLY`], [`CUSTOMER`], [`TOPIC`].
    pub passes: u8,
}

impl Record for Anchor {
    const SIZE: usize = 7;

    #[inline]
    fn read(bytes: &[u8]) -> Self {
        Self { program: number(bytes, 0), before: (bytes[4], bytes[5]), passes: bytes[6] }
    }

    fn write(&self, out: &mut Vec<u8>) {
        self.program.write(out);
        out.extend([self.before.0, self.before.1, self.passes]);
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

/// The programs to try at each word.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(super) struct AnchorIndex {
    /// The anchors of all words, one word's after the other's.
    anchors: Flat<Anchor>,
    /// Where each word's anchors end: closed words, then open ones.
    ends: Flat<u32>,
    closed: u32,
}

impl AnchorIndex {
    /// The index of all anchors by word.
    pub(super) fn new(mut by_word: BTreeMap<WordId, Vec<Anchor>>, vocabulary: &Vocabulary) -> Self {
        let mut index = Self { closed: vocabulary.counts().0, ..Self::default() };
        for word in vocabulary.ids() {
            by_word.remove(&word).unwrap_or_default().iter().for_each(|anchor| index.anchors.push(anchor));
            index.ends.push(&(index.anchors.len() as u32));
        }
        index
    }

    /// The anchors at a word.
    #[inline]
    pub(super) fn of(&self, word: WordId) -> Slice<'_, Anchor> {
        let place = if word & OPEN == 0 { word } else { (word & !OPEN) + self.closed } as usize;
        let end = self.ends.get(place).unwrap_or_default();
        let start = place.checked_sub(1).and_then(|before| self.ends.get(before)).unwrap_or_default();
        self.anchors.range(start as usize..(end as usize).max(start as usize))
    }
}
