//! What a pattern is compiled to: a small program over tokens.

use super::clitics::permits;
use super::pattern::{Class, Typed};
use super::vocabulary::{Analyses, Analysis, WordId};
use serde::{Deserialize, Serialize};

/// How many captures a pattern may have.
pub const MOST_CAPTURES: usize = 3;

/// The words of a sentence, as bits: most programs are turned away because a word they need has no bit here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bloom([u64; 4]);

impl Bloom {
    /// The place of a word's bit.
    pub const fn place(word: WordId) -> u8 {
        (word.wrapping_mul(0x9e37_79b1) >> 24) as u8
    }

    /// Adds a word.
    pub fn add(&mut self, word: WordId) {
        let place = Self::place(word);
        self.0[usize::from(place >> 6)] |= 1 << (place & 63);
    }

    /// Whether a word with this bit may be there.
    pub fn has(&self, place: u8) -> bool {
        self.0[usize::from(place >> 6)] & 1 << (place & 63) != 0
    }

    /// Whether each of the lists (its length, then its places) has a word that may be there.
    pub fn meets(&self, mut needs: &[u8]) -> bool {
        while let Some((&length, rest)) = needs.split_first() {
            let (list, rest) = rest.split_at(usize::from(length).min(rest.len()));
            if !list.iter().any(|&place| self.has(place)) {
                return false;
            }
            needs = rest;
        }
        true
    }
}

/// Words of which one must stand at a place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct WordSet {
    /// Sorted by word.
    pub items: Vec<(WordId, Class)>,
    /// A bit for each word, by its lowest six bits: most tokens are told apart by it.
    pub mask: u64,
    /// A bit for each first letter, by its lowest six bits.
    pub letters: u64,
}

/// The bit of a word in a mask.
pub const fn bit(word: WordId) -> u64 {
    1 << (word & 63)
}

/// The bit of a word's first letter.
pub(super) fn first_letter(text: &str) -> u64 {
    text.chars().next().map_or(0, |letter| bit(letter as u32))
}

impl WordSet {
    /// Whether one of the words begins with the same letter as `text`.
    pub fn begins_like(&self, text: &str) -> bool {
        self.letters & first_letter(text) != 0
    }

    /// Sorts the items and sets the mask.
    pub(super) fn settle(&mut self) {
        self.items.sort_unstable();
        self.items.dedup();
        self.mask = self.items.iter().fold(0, |mask, item| mask | bit(item.0));
    }

    /// Whether a token with these readings is one of the words.
    pub fn accepts(&self, analyses: &Analyses) -> bool {
        analyses.iter().any(|analysis| {
            if self.mask & bit(analysis.word) == 0 {
                return false;
            }
            let from = self.items.partition_point(|item| item.0 < analysis.word);
            self.items[from..].iter().take_while(|item| item.0 == analysis.word).any(|item| fits(*item, *analysis))
        })
    }
}

/// Whether a reading is this word with clitics that its class may carry.
pub fn fits((word, class): (WordId, Class), analysis: Analysis) -> bool {
    analysis.word == word && permits(class, analysis.before, analysis.after)
}

/// One step of a program. Places in a program count from its first step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Op {
    /// This word.
    Word(WordId, Class),
    /// A token of this word set.
    Words(u32),
    /// An entry of this lexicon.
    Lexicon(u32),
    /// A typed token.
    Typed(Typed),
    /// Up to so many tokens; `wide` crosses commas and colons.
    Gap {
        /// The most tokens.
        most: u8,
        /// Whether commas and colons may be crossed.
        wide: bool,
    },
    /// A word of the first set written on to one of the second.
    Glued(u32, u32),
    /// Fails unless the token can be one of the words whose bits this mask has: index into the masks.
    May(u32),
    /// Go on at the first place, or else at the second.
    Split(u16, u16),
    /// Go on there.
    Jump(u16),
    /// The start of the sentence.
    Start,
    /// The end of the sentence.
    End,
    /// A capture begins.
    Open(u8),
    /// A capture ends.
    Close(u8),
    /// A token spelled exactly so: index into the spellings.
    Spelled(u32),
    /// Matched.
    Accept,
}

/// A compiled pattern.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Program {
    /// Index of its first step; the last is [`Op::Accept`].
    pub first: u32,
    /// The bits of the words that can stand first and second, all of them where that is no closed list: most places are turned away by them.
    pub opening: (u64, u64),
    /// It begins with `^`.
    pub starts: bool,
    /// Where in the set's `needs` its lists stand: of each, one word must be in the sentence.
    pub needs: (u32, u32),
    /// The names of its captures.
    pub captures: Vec<Box<str>>,
}

/// A longer entry of a lexicon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Entry {
    /// A word it can begin with.
    pub first: WordId,
    /// Its program.
    pub program: u32,
    /// The bits of the words that can follow, all of them where that is no closed list: most entries are turned away by it.
    pub second: u64,
}

/// A compiled lexicon.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompiledLexicon {
    /// Its name.
    pub name: Box<str>,
    /// Entries of one word: index of their word set.
    pub singles: u32,
    /// Longer entries by their first word, sorted.
    pub indexed: Vec<Entry>,
    /// Longer entries whose first element is no plain word.
    pub loose: Vec<u32>,
    /// The bits of the words an entry can begin with; all of them where that is no closed list.
    pub opening: u64,
    /// For a long lexicon whose bits tell little: by place in the vocabulary, whether an entry begins with the word, 64 to a number.
    pub begins: Vec<u64>,
}

impl CompiledLexicon {
    /// Whether an entry may begin with the word at this place of the vocabulary.
    pub fn may_begin(&self, place: usize) -> bool {
        self.begins.is_empty() || self.begins.get(place / 64).is_some_and(|bits| bits & 1 << (place % 64) != 0)
    }
}
