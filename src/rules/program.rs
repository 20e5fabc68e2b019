//! What a pattern is compiled to: a small program over tokens.

use super::clitics::{After, Before, cut_before, permits};
use super::pattern::{Class, Typed};
use super::vocabulary::{Analyses, WordId};
use serde::{Deserialize, Serialize};

/// How many letters `*` stands for at the most.
const OPEN_END: usize = 4;

/// Words of which one must stand at a place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct WordSet {
    /// Sorted by word.
    pub items: Vec<(WordId, Class)>,
    /// Words with an open end.
    pub prefixes: Vec<(Box<str>, Class)>,
}

impl WordSet {
    /// Whether a token with these readings and this folded text is one of the words.
    pub fn accepts(&self, analyses: &Analyses, text: &str) -> bool {
        analyses.iter().any(|analysis| {
            let from = self.items.partition_point(|item| item.0 < analysis.word);
            self.items[from..].iter().take_while(|item| item.0 == analysis.word).any(|item| permits(item.1, analysis.before, analysis.after))
        }) || self.prefixes.iter().any(|(prefix, class)| starts_open(text, prefix, *class))
    }
}

fn starts_open(text: &str, prefix: &str, class: Class) -> bool {
    if text.is_ascii() {
        return text.strip_prefix(prefix).is_some_and(|rest| rest.len() <= OPEN_END);
    }
    let mut found = false;
    cut_before(text, |before: Before, rest| {
        found |= permits(class, before, After::None) && rest.strip_prefix(prefix).is_some_and(|rest| rest.chars().count() <= OPEN_END);
    });
    found
}

/// One step of a program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Op {
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
    /// A token spelled exactly so.
    Spelled(Box<str>),
    /// Matched.
    Accept,
}

/// A compiled pattern.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Program {
    /// The steps; the last is [`Op::Accept`].
    pub ops: Vec<Op>,
    /// The names of its captures.
    pub captures: Vec<Box<str>>,
}

/// A compiled lexicon.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompiledLexicon {
    /// Its name.
    pub name: Box<str>,
    /// Entries of one word: index of their word set.
    pub singles: u32,
    /// Longer entries by their first word, sorted.
    pub indexed: Vec<(WordId, u32)>,
    /// Longer entries whose first element is no plain word.
    pub loose: Vec<u32>,
}
