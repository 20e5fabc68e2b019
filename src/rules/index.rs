//! The anchor index: which programs to try at a token, and which tokens to look at at all.
//!
//! Every pattern has anchors, words of which every match holds one. An Aho-Corasick pass over the folded text finds the
//! tokens that may hold an anchor by their bare stems (`needles`); what the token really is, its readings as words with
//! clitics tell; the programs to try are those of these words.

use super::table::Table;
use super::vocabulary::{OPEN, Vocabulary, WordId};
use crate::text::script::is_arabic_letter;
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

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
        let (closed, open) = vocabulary.counts();
        let mut index = Self { closed, ..Self::default() };
        for word in (0..closed).chain((0..open).map(|id| id | OPEN)) {
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

/// Letters that affixes are made of: a needle of these alone would be found in every second word.
const AFFIX_LETTERS: &[char] = &['ا', 'ل', 'و', 'ي', 'ن', 'ت', 'م', 'ه'];
/// The shortest needle cut out of longer words (letters).
const SHORTEST_NEEDLE: usize = 3;

/// What the Aho-Corasick pass of one script looks for.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Needles {
    texts: Table,
    #[serde(skip)]
    automaton: OnceLock<Option<AhoCorasick>>,
}

impl Needles {
    /// Needles such that each of the words holds one: a word's own text, or the stem it shares with others.
    pub(super) fn new<'w>(words: impl Iterator<Item = &'w str>) -> Self {
        let mut open: BTreeSet<&str> = words.collect();
        let mut texts = Table::default();
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for word in &open {
            for stem in stems(word) {
                *counts.entry(stem).or_default() += 1;
            }
        }
        let mut shared: Vec<(usize, &str)> = counts.into_iter().filter(|&(_, count)| count > 1).map(|(stem, count)| (count, stem)).collect();
        shared.sort_unstable_by(|a, b| b.cmp(a));
        for (_, stem) in shared {
            let covered: Vec<&str> = open.iter().copied().filter(|word| word.contains(stem)).collect();
            if covered.len() > 1 {
                for word in covered {
                    open.remove(word);
                }
                texts.intern(stem);
            }
        }
        for word in open {
            if !texts.iter().any(|needle| word.contains(needle)) {
                texts.intern(word);
            }
        }
        Self { texts, automaton: OnceLock::new() }
    }

    /// The automaton, built when the script is first met.
    pub fn automaton(&self) -> Option<&AhoCorasick> {
        self.automaton
            .get_or_init(|| {
                AhoCorasick::builder().match_kind(MatchKind::Standard).kind(Some(AhoCorasickKind::ContiguousNFA)).prefilter(false).build(self.texts.iter()).ok()
            })
            .as_ref()
    }

    /// The needles.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.texts.iter()
    }
}

/// The parts of an Arabic word that may serve as its needle: three or four letters, one of them no affix letter.
fn stems(word: &str) -> impl Iterator<Item = &str> {
    let borders: Vec<usize> = word.char_indices().map(|(at, _)| at).chain([word.len()]).collect();
    let arabic = word.starts_with(is_arabic_letter);
    let mut parts = BTreeSet::new();
    for length in SHORTEST_NEEDLE..=SHORTEST_NEEDLE + 1 {
        for window in borders.windows(length + 1).filter(|_| arabic) {
            let part = &word[window[0]..window[length]];
            if part.contains(|c| !AFFIX_LETTERS.contains(&c)) {
                parts.insert(part);
            }
        }
    }
    parts.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_holds_a_needle() {
        let words = ["نقدر", "اقدر", "نقدرو", "يمكننا", "لا", "can't", "cannot", "نرسل", "ارسل", "رسلنا"];
        let needles = Needles::new(words.into_iter());
        for word in words {
            assert!(needles.iter().any(|needle| word.contains(needle)), "{word}");
        }
        assert!(needles.iter().count() < words.len());
    }
}
