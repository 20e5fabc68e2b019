//! The words that patterns name, and how a token's text is looked up among them.

use super::clitics::{After, Before, cut_after, cut_before, permitted};
use super::pattern::Class;
use super::table::{Hash, Table};
use crate::text::fold::collapse;
use crate::text::{Token, TokenClass};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;

/// Id of a word in the vocabulary; words with an open end have the highest bit set.
pub type WordId = u32;

/// Marks the ids of words with an open end.
pub(super) const OPEN: WordId = 1 << 31;
/// The longest word that another is written on to (bytes).
const LONGEST_BEGINNING: usize = 12;
/// The shortest Arabic word with an open end that is found (bytes).
const SHORTEST_STEM: usize = 4;
/// How many letters `*` stands for at the most.
const OPEN_END: usize = 4;

/// One way to read a token as a word of the vocabulary with clitics.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Analysis {
    /// The stem.
    pub word: WordId,
    /// The classes whose words may carry what stands before and after it, as bits.
    pub classes: u8,
}

/// Whether a reading is this word with clitics that its class may carry.
#[inline]
pub const fn fits((word, class): (WordId, Class), reading: Analysis) -> bool {
    reading.word == word && reading.classes >> class as u32 & 1 != 0
}

/// The hashes of an Arabic word and of what is left of it without up to four letters, computed in one go: letters are two bytes.
struct Shorter {
    length: usize,
    hashes: [Hash; OPEN_END + 1],
}

impl Shorter {
    fn new(word: &str) -> Self {
        let bytes = word.as_bytes();
        let mut hash = Hash::EMPTY;
        let mut hashes = [hash; OPEN_END + 1];
        for (at, pair) in bytes.chunks_exact(2).enumerate() {
            hash = pair.iter().fold(hash, |hash, &byte| hash.with(byte));
            let left = bytes.len() / 2 - at - 1;
            if left <= OPEN_END {
                hashes[left] = hash;
            }
        }
        Self { length: bytes.len(), hashes }
    }

    /// The hash of the word without its last letters.
    fn of(&self, stem: &str) -> Hash {
        let cut = self.length - stem.len().min(self.length);
        if self.length.is_multiple_of(2) && cut.is_multiple_of(2) && cut / 2 <= OPEN_END { self.hashes[cut / 2] } else { Hash::of(stem) }
    }
}

/// Adds a reading to those from `first` on: one word is kept once.
fn add(readings: &mut Vec<Analysis>, first: usize, new: Analysis) {
    match readings[first..].iter_mut().find(|known| known.word == new.word) {
        Some(known) => known.classes |= new.classes,
        None => readings.push(new),
    }
}

/// How words begin: the first two, four or six bytes of each, as many as it has, as bits by their hash.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Starts([u64; 32]);

impl Starts {
    fn add(&mut self, word: &str) {
        match Self::places(word).last() {
            Some((slot, bit)) => self.0[slot] |= bit,
            None => self.0 = [u64::MAX; 32],
        }
    }

    fn places(word: &str) -> impl Iterator<Item = (usize, u64)> {
        let mut hash = 0_u32;
        word.as_bytes().chunks_exact(2).take(3).map(move |pair| {
            hash = (hash ^ u32::from(u16::from_le_bytes([pair[0], pair[1]]))).wrapping_mul(0x9e37_79b1);
            let place = hash >> 21;
            ((place >> 6) as usize, 1 << (place & 63))
        })
    }

    /// Whether a word may begin like one of them.
    fn may(&self, word: &str) -> bool {
        Self::places(word).any(|(slot, bit)| self.0[slot] & bit != 0)
    }
}

/// All words of all patterns, folded.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Vocabulary {
    words: Table,
    open: Table,
    /// How words with an open end begin: most tokens begin like none of them.
    starts: Starts,
    /// Words with doubled letters by their collapsed form, for stretched tokens; made when the first one is met.
    #[serde(skip)]
    collapsed: OnceLock<FxHashMap<String, WordId>>,
}

impl Vocabulary {
    /// How many words there are.
    pub fn len(&self) -> usize {
        self.words.len() + self.open.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The text of a word.
    pub fn text(&self, id: WordId) -> &str {
        if id & OPEN == 0 { self.words.get(id) } else { self.open.get(id & !OPEN) }
    }

    /// How many closed and how many open words there are.
    pub(super) fn counts(&self) -> (u32, u32) {
        (self.words.len() as u32, self.open.len() as u32)
    }

    /// All words.
    pub(super) fn ids(&self) -> impl Iterator<Item = WordId> {
        let (closed, open) = self.counts();
        (0..closed).chain((0..open).map(|id| id | OPEN))
    }

    /// The place of a word in a list of all: closed words first, then open ones.
    pub fn place(&self, word: WordId) -> usize {
        if word & OPEN == 0 { word as usize } else { self.words.len() + (word & !OPEN) as usize }
    }

    /// The id of a word, which is added if it is new.
    pub(super) fn intern(&mut self, word: &str) -> WordId {
        self.words.intern(word)
    }

    /// The id of a word with an open end, which is added if it is new.
    pub(super) fn intern_open(&mut self, word: &str) -> WordId {
        // What is shorter no Arabic word is read as.
        if word.is_ascii() || word.len() >= SHORTEST_STEM {
            self.starts.add(word);
        }
        self.open.intern(word) | OPEN
    }

    /// All readings of a token; most have one or none.
    pub fn analyses(&self, token: &Token, text: &str) -> Vec<Analysis> {
        let mut readings = Vec::new();
        self.read(token, text, &mut readings);
        readings
    }

    /// Adds all readings of a token.
    pub fn read(&self, token: &Token, text: &str, readings: &mut Vec<Analysis>) {
        match token.class {
            TokenClass::Arabic => self.arabic(text, token.elongated, readings),
            TokenClass::Latin | TokenClass::Punct | TokenClass::Number => self.latin(text, token.elongated, readings),
            _ => {}
        }
    }

    fn latin(&self, text: &str, elongated: bool, readings: &mut Vec<Analysis>) {
        let first = readings.len();
        let mut whole = |word| add(readings, first, Analysis { word, classes: permitted(Before::NONE, After::None) });
        let open = self.starts.may(text);
        let mut hash = Hash::EMPTY;
        for (at, byte) in text.bytes().enumerate() {
            if open && text.len() - at <= OPEN_END && text.is_char_boundary(at) {
                self.open.find(hash, &text[..at]).into_iter().for_each(|id| whole(id | OPEN));
            }
            hash = hash.with(byte);
        }
        if open {
            self.open.find(hash, text).into_iter().for_each(|id| whole(id | OPEN));
        }
        self.words.find(hash, text).or_else(|| self.stretched(text, elongated)).into_iter().for_each(whole);
    }

    /// All readings of an Arabic word, or of what stands in one after another word.
    pub fn arabic(&self, text: &str, elongated: bool, readings: &mut Vec<Analysis>) {
        let first = readings.len();
        cut_before(text, |before, rest| {
            let hashes = Shorter::new(rest);
            cut_after(rest, |after, stem| {
                if let Some(word) = self.words.find(hashes.of(stem), stem).or_else(|| self.stretched(stem, elongated)) {
                    add(readings, first, Analysis { word, classes: permitted(before, after) });
                }
            });
            if !self.starts.may(rest) {
                return;
            }
            for letters in 0..=OPEN_END {
                let Some(stem) = rest.len().checked_sub(2 * letters).filter(|&end| rest.is_char_boundary(end) && end >= SHORTEST_STEM).map(|end| &rest[..end])
                else {
                    break;
                };
                if let Some(id) = self.open.find(hashes.of(stem), stem) {
                    add(readings, first, Analysis { word: id | OPEN, classes: permitted(before, After::None) });
                }
            }
        });
    }

    /// The words that a text begins with, each with what follows it; only those after which at least `rest` bytes follow.
    pub fn beginnings<'t>(&self, text: &'t str, rest: usize) -> impl Iterator<Item = (WordId, &'t str)> {
        let mut hash = Hash::EMPTY;
        let longest = text.len().saturating_sub(rest).min(LONGEST_BEGINNING);
        text.bytes().take(longest).enumerate().filter_map(move |(at, byte)| {
            hash = hash.with(byte);
            let (word, rest) = text.split_at_checked(at + 1)?;
            Some((self.words.find(hash, word)?, rest))
        })
    }

    fn stretched(&self, text: &str, elongated: bool) -> Option<WordId> {
        if !elongated {
            return None;
        }
        let collapsed = self.collapsed.get_or_init(|| {
            self.words.iter().enumerate().map(|(id, word)| (collapse(word), id as WordId)).filter(|(key, id)| key != self.words.get(*id)).collect()
        });
        collapsed.get(&collapse(text)).copied()
    }
}
