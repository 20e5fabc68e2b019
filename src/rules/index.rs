//! The anchor index: which programs to try at a token.
//!
//! Every pattern has anchors, words of which every match holds one. The programs to try at a token are those of the words it can be
//! read as.

use super::vocabulary::{OPEN, Vocabulary, WordId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Where the anchors of one program are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    /// Index of the program.
    pub program: u32,
    /// Least and most tokens of the match before the anchor's token.
    pub before: (u8, u8),
    /// In which passes its program is wanted: bits of [`DRAFT`], [`REPLY`], [`CUSTOMER`].
    pub passes: u8,
}

/// The pass over a draft: rules and the cues of replies.
pub const DRAFT: u8 = 1;
/// The pass over what the agent wrote before: the cues of replies.
pub const REPLY: u8 = 2;
/// The pass over the customer's messages: their cues.
pub const CUSTOMER: u8 = 4;

/// The programs to try at each word.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct AnchorIndex {
    /// The anchors of all words, one word's after the other's.
    anchors: Vec<Anchor>,
    /// Where each word's anchors end: closed words, then open ones.
    ends: Vec<u32>,
    closed: u32,
}

impl AnchorIndex {
    /// The index of all anchors by word.
    pub(super) fn new(mut by_word: BTreeMap<WordId, Vec<Anchor>>, vocabulary: &Vocabulary) -> Self {
        let mut index = Self { closed: vocabulary.counts().0, ..Self::default() };
        for word in vocabulary.ids() {
            index.anchors.extend(by_word.remove(&word).unwrap_or_default());
            index.ends.push(index.anchors.len() as u32);
        }
        index
    }

    /// The anchors at a word.
    pub(super) fn of(&self, word: WordId) -> &[Anchor] {
        let place = if word & OPEN == 0 { word } else { (word & !OPEN) + self.closed } as usize;
        let Some(&end) = self.ends.get(place) else { return &[] };
        let start = if place == 0 { 0 } else { self.ends[place - 1] };
        &self.anchors[start as usize..end as usize]
    }
}
