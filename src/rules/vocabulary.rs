//! The words that patterns name, and how a token's text is looked up among them.

use super::clitics::{After, Before, cut_after, cut_before};
use super::table::{Hash, Table};
use crate::text::fold::collapse;
use crate::text::{Token, TokenClass};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use smallvec::SmallVec;
use std::sync::OnceLock;

/// Id of a word in the vocabulary; words with an open end have the highest bit set.
pub type WordId = u32;

/// Marks the ids of words with an open end.
pub(super) const OPEN: WordId = 1 << 31;
/// The longest word that another is written on to (bytes).
const LONGEST_BEGINNING: usize = 12;
/// How many letters `*` stands for at the most.
const OPEN_END: usize = 4;

/// One way to read a token as a word of the vocabulary with clitics.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Analysis {
    /// The stem.
    pub word: WordId,
    /// What stands before it.
    pub before: Before,
    /// What stands after it.
    pub after: After,
}

/// All readings of one token; most have one or none.
pub type Analyses = SmallVec<[Analysis; 2]>;

/// The first bytes of words, as bits by their hash.
#[derive(Clone, Debug, Default)]
struct Starts([u64; 16]);

impl Starts {
    /// How many bytes are looked at; a shorter word allows all beginnings.
    const BYTES: usize = 4;

    fn of<'w>(words: impl Iterator<Item = &'w str>) -> Self {
        let mut starts = Self::default();
        for word in words {
            match Self::place(word) {
                Some((slot, bit)) => starts.0[slot] |= bit,
                None => return Self([u64::MAX; 16]),
            }
        }
        starts
    }

    fn place(word: &str) -> Option<(usize, u64)> {
        let bytes: [u8; Self::BYTES] = word.as_bytes().get(..Self::BYTES)?.try_into().ok()?;
        let hash = u32::from_le_bytes(bytes).wrapping_mul(0x9e37_79b1) >> 22;
        Some(((hash >> 6) as usize, 1 << (hash & 63)))
    }

    /// Whether a word may begin like one of them.
    fn may(&self, word: &str) -> bool {
        Self::place(word).is_some_and(|(slot, bit)| self.0[slot] & bit != 0)
    }
}

/// All words of all patterns, folded.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Vocabulary {
    words: Table,
    open: Table,
    /// How words with an open end begin: most tokens begin like none of them.
    #[serde(skip)]
    starts: OnceLock<Starts>,
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
        self.open.intern(word) | OPEN
    }

    /// All readings of a token.
    pub fn analyses(&self, token: &Token, text: &str) -> Analyses {
        match token.class {
            TokenClass::Arabic => self.arabic(text, token.elongated),
            TokenClass::Latin | TokenClass::Punct | TokenClass::Number => self.latin(text, token.elongated),
            _ => Analyses::new(),
        }
    }

    /// Whether a word with an open end may begin this text.
    fn may_be_open(&self, text: &str) -> bool {
        self.starts.get_or_init(|| Starts::of(self.open.iter())).may(text)
    }

    fn latin(&self, text: &str, elongated: bool) -> Analyses {
        let mut out = Analyses::new();
        let mut hash = Hash::EMPTY;
        let whole = |word| Analysis { word, before: Before::NONE, after: After::None };
        let open = self.may_be_open(text);
        for (at, byte) in text.bytes().enumerate() {
            if open && text.len() - at <= OPEN_END && text.is_char_boundary(at) {
                out.extend(self.open.find(hash, &text[..at]).map(|id| whole(id | OPEN)));
            }
            hash = hash.with(byte);
        }
        if open {
            out.extend(self.open.find(hash, text).map(|id| whole(id | OPEN)));
        }
        out.extend(self.words.find(hash, text).or_else(|| self.stretched(text, elongated)).map(whole));
        out
    }

    /// All readings of an Arabic word.
    pub fn arabic(&self, text: &str, elongated: bool) -> Analyses {
        let mut out = Analyses::new();
        let mut hashes: SmallVec<[Hash; 32]> = SmallVec::new();
        cut_before(text, |before, rest| {
            // The hash of every prefix that ends at a letter: Arabic letters are two bytes.
            hashes.clear();
            let mut hash = Hash::EMPTY;
            hashes.push(hash);
            for pair in rest.as_bytes().chunks(2) {
                hash = pair.iter().fold(hash, |hash, &byte| hash.with(byte));
                hashes.push(hash);
            }
            cut_after(rest, |after, stem| {
                let hash = if stem.len() % 2 == 0 { hashes[stem.len() / 2] } else { Hash::of(stem) };
                if let Some(word) = self.words.find(hash, stem).or_else(|| self.stretched(stem, elongated)) {
                    out.push(Analysis { word, before, after });
                }
            });
            let longest = if self.may_be_open(rest) { OPEN_END + 1 } else { 0 };
            for letters in 0..longest {
                let Some(stem) = rest.len().checked_sub(2 * letters).filter(|&end| rest.is_char_boundary(end) && end >= 4).map(|end| &rest[..end]) else {
                    break;
                };
                let hash = if stem.len() % 2 == 0 { hashes[stem.len() / 2] } else { Hash::of(stem) };
                out.extend(self.open.find(hash, stem).map(|id| Analysis { word: id | OPEN, before, after: After::None }));
            }
        });
        out
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
