//! The formats of inputs and how a file name tells them.

use crate::conversation::Markup;
use std::path::Path;

/// The format of an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A draft in plain text.
    Text,
    /// A draft in Markdown.
    Markdown,
    /// A draft in HTML.
    Html,
    /// A mail (RFC 822).
    Email,
    /// One request, or an array of requests.
    Json,
    /// One request a line.
    JsonLines,
}

impl Format {
    /// All formats, in the order of the documentation.
    pub const ALL: [Self; 6] = [Self::Text, Self::Markdown, Self::Html, Self::Email, Self::Json, Self::JsonLines];

    /// The word for it, which is also its file extension.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Email => "eml",
            Self::Json => "json",
            Self::JsonLines => "jsonl",
        }
    }

    /// The format a file's extension tells; `None` for other extensions.
    pub fn of(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        match extension.as_str() {
            "htm" => Some(Self::Html),
            other => Self::parse(other),
        }
    }

    /// Reads the word; `None` for an unknown format.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == word)
    }

    /// How a draft in this format is marked up; plain for requests, which say it themselves.
    pub const fn markup(self) -> Markup {
        match self {
            Self::Text | Self::Json | Self::JsonLines => Markup::Plain,
            Self::Markdown => Markup::Markdown,
            Self::Html => Markup::Html,
            Self::Email => Markup::Email,
        }
    }
}
