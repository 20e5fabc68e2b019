//! Sets of words: what may stand at one place of a pattern.

use super::flat::{Flat, Record, Slice, bits, long_number, number};
use super::pattern::Class;
use super::vocabulary::{Analysis, OPEN, WordId};
use serde::{Deserialize, Serialize};

/// The words that can stand at a place, a bit for each by its lowest seven bits: most tokens are told apart by it.
pub type Bits = u128;

/// All words: no closed list.
pub const ANY: Bits = Bits::MAX;

/// Stands for links, addresses, codes and other tokens that are no words where the words are told that can stand at a place; no word has this id.
pub const NO_WORD: WordId = u32::MAX >> 1;

/// The bit of a word.
pub const fn bit(word: WordId) -> Bits {
    1 << (word & 127)
}

/// The bit of a word's first letter.
fn first_letter(text: &str) -> u64 {
    text.chars().next().map_or(0, |letter| 1 << (letter as u32 & 63))
}

/// A word and what may be attached to it, in one number that sorts like the pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item(u32);

impl Item {
    /// How many low bits hold the class.
    const CLASS_BITS: u32 = 3;

    fn new(word: WordId, class: Class) -> Self {
        Self(Self::least(word).0 | class as u32)
    }

    /// The least item of a word.
    const fn least(word: WordId) -> Self {
        Self((word & OPEN) | ((word & !OPEN) << Self::CLASS_BITS))
    }

    const fn is_word(self, word: WordId) -> bool {
        self.0 >> Self::CLASS_BITS == Self::least(word).0 >> Self::CLASS_BITS
    }

    const fn permits(self, reading: Analysis) -> bool {
        reading.classes >> (self.0 & ((1 << Self::CLASS_BITS) - 1)) & 1 != 0
    }
}

impl Record for Item {
    const SIZE: usize = 4;

    #[inline]
    fn read(bytes: &[u8]) -> Self {
        Self(number(bytes, 0))
    }

    fn write(&self, out: &mut Vec<u8>) {
        self.0.write(out);
    }
}

/// Words of which one must stand at a place, while they are collected.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct WordList {
    /// Sorted by word when settled.
    pub(super) items: Vec<(WordId, Class)>,
}

impl WordList {
    /// Sorts the items.
    pub(super) fn settle(&mut self) {
        self.items.sort_unstable();
        self.items.dedup();
    }

    /// The bits of its words.
    pub(super) fn mask(&self) -> Bits {
        self.items.iter().fold(0, |mask, item| mask | bit(item.0))
    }
}

/// Where a set's words stand, and what tells most tokens apart from them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Head {
    first: u32,
    end: u32,
    mask: Bits,
    letters: u64,
}

impl Record for Head {
    const SIZE: usize = 32;

    #[inline]
    fn read(bytes: &[u8]) -> Self {
        Self { first: number(bytes, 0), end: number(bytes, 4), mask: bits(bytes, 8), letters: long_number(bytes, 24) }
    }

    fn write(&self, out: &mut Vec<u8>) {
        self.first.write(out);
        self.end.write(out);
        self.mask.write(out);
        self.letters.write(out);
    }
}

/// All word sets.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct WordSets {
    heads: Flat<Head>,
    items: Flat<Item>,
}

impl WordSets {
    /// Packs settled lists; `text` tells how a word is written.
    pub(super) fn new<'t>(lists: &[WordList], text: impl Fn(WordId) -> &'t str) -> Self {
        let mut sets = Self::default();
        for list in lists {
            let first = sets.items.len() as u32;
            list.items.iter().for_each(|&(word, class)| sets.items.push(&Item::new(word, class)));
            let letters = list.items.iter().fold(0, |letters, item| letters | first_letter(text(item.0)));
            sets.heads.push(&Head { first, end: sets.items.len() as u32, mask: list.mask(), letters });
        }
        sets
    }

    /// The set with this index.
    #[inline]
    pub fn get(&self, set: u32) -> Option<WordSet<'_>> {
        let head = self.heads.get(set as usize)?;
        Some(WordSet { items: self.items.range(head.first as usize..head.end as usize), mask: head.mask, letters: head.letters })
    }
}

/// Words of which one must stand at a place.
#[derive(Clone, Copy)]
pub struct WordSet<'s> {
    items: Slice<'s, Item>,
    /// The bits of its words.
    pub mask: Bits,
    /// A bit for each first letter, by its lowest six bits.
    letters: u64,
}

impl WordSet<'_> {
    /// Whether one of the words begins with the same letter as `text`.
    pub fn begins_like(self, text: &str) -> bool {
        self.letters & first_letter(text) != 0
    }

    /// Whether a word is among them, whatever may be attached to it.
    pub fn has(self, word: WordId) -> bool {
        self.mask & bit(word) != 0 && self.of(word).next().is_some()
    }

    /// Whether a token with these readings is one of the words.
    #[inline]
    pub fn accepts(self, readings: &[Analysis]) -> bool {
        readings.iter().any(|reading| self.mask & bit(reading.word) != 0 && self.of(reading.word).any(|item| item.permits(*reading)))
    }

    fn of(self, word: WordId) -> impl Iterator<Item = Item> {
        let least = Item::least(word);
        self.items.since(move |item| item.0 < least.0).iter().take_while(move |item| item.is_word(word))
    }
}
