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
    /// Canned replies in JSON.
    Macros,
    /// Canned replies in YAML.
    Yaml,
    /// Canned replies in TOML.
    Toml,
    /// Canned replies in a table.
    Csv,
}

impl Format {
    /// All formats, in the order of the documentation.
    pub const ALL: [Self; 10] =
        [Self::Text, Self::Markdown, Self::Html, Self::Email, Self::Json, Self::JsonLines, Self::Macros, Self::Yaml, Self::Toml, Self::Csv];

    /// The word for it, which is also its file extension, except for libraries in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Email => "eml",
            Self::Json => "json",
            Self::JsonLines => "jsonl",
            Self::Macros => "macros",
            Self::Yaml => "yaml",
            Self::Toml => "toml",
            Self::Csv => "csv",
        }
    }

    /// The format a file's extension tells; `None` for other extensions.
    pub fn of(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        match extension.as_str() {
            "htm" => Some(Self::Html),
            "yml" => Some(Self::Yaml),
            "tsv" => Some(Self::Csv),
            "macros" => None,
            other => Self::parse(other),
        }
    }

    /// Reads the word; `None` for an unknown format.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == word)
    }

    /// Whether files of this format are looked for in folders: not those that mostly are something else.
    pub const fn is_walked(self) -> bool {
        !matches!(self, Self::Macros | Self::Yaml | Self::Toml | Self::Csv)
    }

    /// How a draft in this format is marked up; plain for requests, which say it themselves.
    pub const fn markup(self) -> Markup {
        match self {
            Self::Text | Self::Json | Self::JsonLines | Self::Macros | Self::Yaml | Self::Toml | Self::Csv => Markup::Plain,
            Self::Markdown => Markup::Markdown,
            Self::Html => Markup::Html,
            Self::Email => Markup::Email,
        }
    }
}
