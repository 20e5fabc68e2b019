//! What a written pattern means.

use crate::text::TokenClass;
use serde::{Deserialize, Serialize};

/// Which clitics a word may carry (`docs/rules.md`, "Words and what may be attached to them").
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Class {
    /// `/X`: nothing.
    Exact,
    /// `/C`: a conjunction before it.
    Plain,
    /// `/N`: article, prepositions, possessives.
    Noun,
    /// The ـت form of a noun in ة: as `Noun`, but a possessive must follow.
    NounBeforePossessive,
    /// `/V`: tense markers before, objects after.
    Verb,
    /// A verb with the ش of negation after it.
    NegatedVerb,
    /// `/P`: prepositions before, pronouns after.
    Particle,
}

impl Class {
    /// Every class, in order.
    pub const ALL: [Self; 7] = [Self::Exact, Self::Plain, Self::Noun, Self::NounBeforePossessive, Self::Verb, Self::NegatedVerb, Self::Particle];
}

/// A kind of token that patterns can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Typed {
    /// `#num`
    Number,
    /// `#dur`
    Duration,
    /// `#date`
    Date,
    /// `#time`
    Time,
    /// `#money`
    Money,
    /// `#entity`
    Entity,
    /// `#link`
    Link,
    /// `#email`
    Email,
    /// `#handle`
    Handle,
    /// `#hashtag`
    Hashtag,
    /// `#placeholder`
    Placeholder,
    /// `#emoji`
    Emoji,
}

impl Typed {
    /// Every kind with its name in patterns.
    pub const NAMES: [(&'static str, Self); 12] = [
        ("num", Self::Number),
        ("dur", Self::Duration),
        ("date", Self::Date),
        ("time", Self::Time),
        ("money", Self::Money),
        ("entity", Self::Entity),
        ("link", Self::Link),
        ("email", Self::Email),
        ("handle", Self::Handle),
        ("hashtag", Self::Hashtag),
        ("placeholder", Self::Placeholder),
        ("emoji", Self::Emoji),
    ];

    /// The class of tokens it is one of; `None` for those that are made of words and numbers.
    pub const fn class(self) -> Option<TokenClass> {
        match self {
            Self::Number | Self::Duration | Self::Date | Self::Time | Self::Money => None,
            Self::Entity => Some(TokenClass::Entity),
            Self::Link => Some(TokenClass::Link),
            Self::Email => Some(TokenClass::Email),
            Self::Handle => Some(TokenClass::Handle),
            Self::Hashtag => Some(TokenClass::Hashtag),
            Self::Placeholder => Some(TokenClass::Placeholder),
            Self::Emoji => Some(TokenClass::Emoji),
        }
    }
}

/// One folded word and what may be attached to it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Word {
    /// Folded text.
    pub text: String,
    /// What may be attached.
    pub class: Class,
    /// `*`: up to four more letters.
    pub open: bool,
}

/// A pattern or part of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// One after the other.
    Sequence(Vec<Node>),
    /// One of these.
    Choice(Vec<Node>),
    /// May be missing.
    Optional(Box<Node>),
    /// A word.
    Word(Word),
    /// `<name>`, with its byte offset in the pattern.
    Lexicon(String, u32),
    /// `#type`.
    Typed(Typed),
    /// `~N`, or `~~N` when wide.
    Gap {
        /// The most tokens between.
        most: u8,
        /// Whether commas and colons may be crossed.
        wide: bool,
    },
    /// `{name: ...}`.
    Capture(String, Box<Node>),
    /// `!...`.
    Negated(Box<Node>),
    /// `a_b`: the space between may be missing.
    Joined(Box<Node>, Box<Node>),
    /// `^`.
    Start,
    /// `$`.
    End,
    /// `"..."`: one token spelled exactly so.
    Spelled(String),
}

/// A mistake in a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatternError {
    /// Byte offset in the pattern.
    pub at: u32,
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
}
