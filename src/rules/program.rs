//! What a pattern is compiled to: a small program over tokens.

use super::flat::{Flat, Record, Slice, bits, number};
use super::pattern::{Class, Typed};
use super::vocabulary::WordId;
use super::word_set::Bits;
use serde::{Deserialize, Serialize};

/// How many captures a pattern may have.
pub const MOST_CAPTURES: usize = 3;

/// The words of a sentence, as bits: most programs are turned away because a word they need has no bit here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bloom([u64; 16]);

impl Bloom {
    /// The place of a word's bit.
    pub const fn place(word: WordId) -> u16 {
        (word.wrapping_mul(0x9e37_79b1) >> 22) as u16
    }

    /// Adds a word.
    pub fn add(&mut self, word: WordId) {
        let place = Self::place(word);
        self.0[usize::from(place >> 6)] |= 1 << (place & 63);
    }

    /// Whether a word with this bit may be there.
    #[inline]
    pub const fn has(&self, place: u16) -> bool {
        self.0[(place >> 6) as usize % 16] & 1 << (place & 63) != 0
    }

    /// Whether each of the lists (its length, then its places) has a word that may be there.
    pub fn meets(&self, needs: Slice<'_, u16>) -> bool {
        let mut at = 0;
        while let Some(length) = needs.get(at) {
            let (mut place, end) = (at + 1, at + 1 + usize::from(length));
            while place < end && !needs.get(place).is_some_and(|place| self.has(place)) {
                place += 1;
            }
            if place == end {
                return false;
            }
            at = end;
        }
        true
    }
}

/// One step of a program. Places in a program count from its first step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
        /// The words it goes on with: index into the masks.
        mask: u32,
    },
    /// A word of the first set written on to one of the second.
    Glued(u32, u32),
    /// Fails unless the token can be one of the words whose bits this mask has: index into the masks.
    May(u32),
    /// Go on at the next step where the token can be one of the words of a mask, or else at this one.
    Split {
        /// The other place.
        other: u16,
        /// Index into the masks.
        mask: u32,
    },
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

impl Record for Op {
    const SIZE: usize = 8;

    #[inline]
    fn read(bytes: &[u8]) -> Self {
        let Some(bytes) = bytes.first_chunk::<{ Self::SIZE }>() else { return Self::Accept };
        let (small, low, high) = (bytes[1], number(bytes, 4) as u16, (number(bytes, 4) >> 16) as u16);
        let word = number(bytes, 4);
        match bytes[0] {
            0 => Self::Word(word, Class::ALL[usize::from(small) % Class::ALL.len()]),
            1 => Self::Words(word),
            2 => Self::Lexicon(word),
            3 => Self::Typed(Typed::NAMES[usize::from(small) % Typed::NAMES.len()].1),
            4 => Self::Gap { most: small, wide: word & 1 != 0, mask: word >> 1 },
            5 => Self::Glued(number(bytes, 0) >> 8, word),
            6 => Self::May(word),
            7 => Self::Split { other: low, mask: u32::from(high) | u32::from(small) << 16 },
            8 => Self::Jump(low),
            9 => Self::Start,
            10 => Self::End,
            11 => Self::Open(small),
            12 => Self::Close(small),
            13 => Self::Spelled(word),
            _ => Self::Accept,
        }
    }

    fn write(&self, out: &mut Vec<u8>) {
        let (kind, small, value) = match *self {
            Self::Word(word, class) => (0, class as u32, word),
            Self::Words(set) => (1, 0, set),
            Self::Lexicon(lexicon) => (2, 0, lexicon),
            Self::Typed(typed) => (3, typed as u32, 0),
            Self::Gap { most, wide, mask } => (4, u32::from(most), u32::from(wide) | mask << 1),
            Self::Glued(before, after) => (5, before, after),
            Self::May(mask) => (6, 0, mask),
            Self::Split { other, mask } => (7, mask >> 16, u32::from(other) | mask << 16),
            Self::Jump(step) => (8, 0, u32::from(step)),
            Self::Start => (9, 0, 0),
            Self::End => (10, 0, 0),
            Self::Open(slot) => (11, u32::from(slot), 0),
            Self::Close(slot) => (12, u32::from(slot), 0),
            Self::Spelled(text) => (13, 0, text),
            Self::Accept => (14, 0, 0),
        };
        (kind | small << 8).write(out);
        value.write(out);
    }
}

/// A compiled pattern.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Program {
    /// Index of its first step; the last is [`Op::Accept`].
    pub first: u32,
    /// The block of a searched program; `u32::MAX` for others.
    pub owner: u32,
    /// The bits of the words that can stand first and second, all of them where that is no closed list: most places are turned away by them.
    pub opening: (Bits, Bits),
    /// The lexicon it begins with; `u32::MAX` for others.
    pub lexicon: u32,
    /// Where in the set's `needs` its lists stand, and how long they are together: of each, one word must be in the sentence.
    pub needs: (u32, u8),
    /// It begins with `^`.
    pub starts: bool,
}

impl Program {
    /// Its opening alone, from its record.
    #[inline]
    pub(super) fn opening_of(record: &[u8]) -> (Bits, Bits) {
        (bits(record, 8), bits(record, 24))
    }
}

impl Record for Program {
    const SIZE: usize = 50;

    #[inline]
    fn read(bytes: &[u8]) -> Self {
        let Some(bytes) = bytes.first_chunk::<{ Self::SIZE }>() else { return Self::default() };
        Self {
            first: number(bytes, 0),
            owner: number(bytes, 4),
            opening: Self::opening_of(bytes),
            lexicon: number(bytes, 40),
            needs: (number(bytes, 44), bytes[48]),
            starts: bytes[49] != 0,
        }
    }

    fn write(&self, out: &mut Vec<u8>) {
        self.first.write(out);
        self.owner.write(out);
        self.opening.0.write(out);
        self.opening.1.write(out);
        self.lexicon.write(out);
        self.needs.0.write(out);
        out.extend([self.needs.1, u8::from(self.starts)]);
    }
}

/// A longer entry of a lexicon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// A word it can begin with.
    pub first: WordId,
    /// Its program.
    pub program: u32,
    /// The bits of the words that can follow, all of them where that is no closed list: most entries are turned away by it.
    pub second: Bits,
}

impl Record for Entry {
    const SIZE: usize = 24;

    #[inline]
    fn read(bytes: &[u8]) -> Self {
        Self { first: number(bytes, 0), program: number(bytes, 4), second: bits(bytes, 8) }
    }

    fn write(&self, out: &mut Vec<u8>) {
        self.first.write(out);
        self.program.write(out);
        self.second.write(out);
    }
}

/// A compiled lexicon.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct CompiledLexicon {
    /// Entries of one word: index of their word set.
    pub singles: u32,
    /// Longer entries by their first word, sorted.
    pub indexed: Flat<Entry>,
    /// Longer entries whose first element is no plain word.
    pub loose: Vec<u32>,
    /// The bits of the words an entry can begin with; all of them where that is no closed list.
    pub opening: Bits,
    /// For a long lexicon whose bits tell little: by place in the vocabulary, whether an entry begins with the word, 64 to a number.
    pub begins: Flat<u64>,
}

impl CompiledLexicon {
    /// Whether an entry may begin with the word at this place of the vocabulary.
    pub fn may_begin(&self, place: usize) -> bool {
        self.begins.is_empty() || self.begins.get(place / 64).is_some_and(|bits| bits & 1 << (place % 64) != 0)
    }
}
