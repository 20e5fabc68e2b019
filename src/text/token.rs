//! Tokens: the words, numbers and marks of one turn, each with its way back to the source.

use super::Span;
use serde::{Deserialize, Serialize};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum TokenClass {
    /// A word in Arabic letters.
    Arabic,
    /// A word in any other letters, with inner apostrophes.
    Latin,
    /// A number, with inner separators: `1,000`, `10:30`, `3.5`.
    Number,
    /// One punctuation mark, or a run of the same one.
    Punct,
    /// An emoji.
    Emoji,
    /// A URL or bare domain.
    Link,
    /// An e-mail address.
    Email,
    /// `@name`.
    Handle,
    /// `#tag`.
    Hashtag,
    /// An order number, reference or code.
    Entity,
    /// A placeholder of a helpdesk template.
    Placeholder,
}

impl TokenClass {
    /// Words, as opposed to numbers, marks and opaque tokens.
    pub const fn is_word(self) -> bool {
        matches!(self, Self::Arabic | Self::Latin)
    }
}

/// One token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "facts that hold or not, each by itself; they are no states")]
pub struct Token {
    /// First byte of its folded text in [`Tokens::folded`](super::Tokens::folded).
    pub folded_start: u32,
    /// One past the last byte of its folded text; opaque tokens have none.
    pub folded_end: u32,
    /// Where it stands in the source, marks after it included.
    pub source: Span,
    /// What it is.
    pub class: TokenClass,
    /// A letter was written three times or more in a row.
    pub elongated: bool,
    /// Stands inside quotation marks.
    pub quoted: bool,
    /// No white space between it and the token before.
    pub glued: bool,
    /// A line end, a cut or a block border stands before it.
    pub breaks: bool,
    /// Its first letter is a capital.
    pub capital: bool,
}

/// Half-open range of token indices, and what the sentence is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// First token.
    pub first: u32,
    /// One past the last token.
    pub end: u32,
    /// Told by its letters; without any, that of the sentence before.
    pub language: super::Language,
    /// Ends with a question mark.
    pub question: bool,
}

impl Sentence {
    /// The tokens as a range for slicing.
    pub fn range(&self) -> std::ops::Range<usize> {
        self.first as usize..self.end as usize
    }
}
