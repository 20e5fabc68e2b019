//! The words that patterns name, and how a token's text is looked up among them.

use super::clitics::{After, Before, cut_after, cut_before};
use crate::text::fold::collapse;
use crate::text::{Token, TokenClass};
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

/// Index of a word in the vocabulary.
pub type WordId = u32;

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

/// All words of all patterns, folded.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    words: Vec<Box<str>>,
    ids: FxHashMap<Box<str>, WordId>,
    /// Words with doubled letters by their collapsed form, for stretched tokens.
    collapsed: FxHashMap<Box<str>, WordId>,
}

impl Vocabulary {
    /// A vocabulary of these words; ids are their indices.
    pub fn from_words(words: Vec<Box<str>>) -> Self {
        let mut vocabulary = Self::default();
        vocabulary.ids.reserve(words.len());
        for word in words {
            vocabulary.intern(&word);
        }
        vocabulary
    }

    /// The words, by id.
    pub fn words(&self) -> &[Box<str>] {
        &self.words
    }

    /// The id of a word, which is added if it is new.
    pub fn intern(&mut self, word: &str) -> WordId {
        if let Some(&id) = self.ids.get(word) {
            return id;
        }
        let id = self.words.len() as WordId;
        self.words.push(word.into());
        self.ids.insert(word.into(), id);
        let collapsed = collapse(word);
        if collapsed != word {
            self.collapsed.insert(collapsed.into(), id);
        }
        id
    }

    /// The id of a word.
    pub fn id(&self, word: &str) -> Option<WordId> {
        self.ids.get(word).copied()
    }

    /// All readings of a token.
    pub fn analyses(&self, token: &Token, text: &str) -> Analyses {
        match token.class {
            TokenClass::Arabic => self.arabic(text, token.elongated),
            TokenClass::Latin | TokenClass::Punct | TokenClass::Number => {
                self.find(text, token.elongated).map(|word| Analysis { word, before: Before::NONE, after: After::None }).into_iter().collect()
            }
            _ => Analyses::new(),
        }
    }

    /// All readings of an Arabic word.
    pub fn arabic(&self, text: &str, elongated: bool) -> Analyses {
        let mut out = Analyses::new();
        cut_before(text, |before, rest| {
            cut_after(rest, |after, stem| {
                if let Some(word) = self.find(stem, elongated) {
                    out.push(Analysis { word, before, after });
                }
            });
        });
        out
    }

    fn find(&self, text: &str, elongated: bool) -> Option<WordId> {
        self.ids.get(text).copied().or_else(|| if elongated { self.collapsed.get(collapse(text).as_str()).copied() } else { None })
    }
}
