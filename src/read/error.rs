//! Why a record could not be read, told with its place.

use crate::text::{Encoding, LineIndex};

/// A record that could not be read.
#[derive(Debug, thiserror::Error)]
#[error("{file}:{line}:{column}: {kind}")]
pub struct ReadError {
    /// The file as it was named.
    pub file: String,
    /// From 1.
    pub line: u32,
    /// In characters, from 1.
    pub column: u32,
    /// The id of the request where it could be read; the file's name for a draft.
    pub id: Option<String>,
    /// What is wrong.
    pub kind: ReadErrorKind,
}

/// What is wrong with a record.
#[derive(Debug, thiserror::Error)]
pub enum ReadErrorKind {
    /// The system refused.
    #[error("cannot be read: {0}")]
    Io(#[from] std::io::Error),
    /// A folder where a file is needed.
    #[error("is a folder, not a file")]
    Folder,
    /// Refused for its size.
    #[error("larger than {0} bytes; --max-bytes raises the limit")]
    TooLarge(u64),
    /// Bytes that are no text.
    #[error("not valid UTF-8: byte {offset} of the file is 0x{byte:02X}")]
    InvalidUtf8 {
        /// Its offset in the file, from 0.
        offset: u64,
        /// The first byte that does not fit.
        byte: u8,
    },
    /// Settings before a draft that cannot be read.
    #[error("front matter: {0}")]
    FrontMatter(String),
    /// A request that cannot be read.
    #[error("{message}")]
    Request {
        /// `invalid_json` or `invalid_request`.
        code: &'static str,
        /// What is wrong with it.
        message: String,
    },
    /// A library without replies.
    #[error("no replies in this file; docs/macros.md tells where they are looked for")]
    NoReplies,
    /// A mail without a body in plain text or HTML.
    #[error("no text in this mail")]
    NoText,
}

impl ReadErrorKind {
    /// A word for programs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Io(_) => "io",
            Self::Folder => "folder",
            Self::TooLarge(_) => "too_large",
            Self::InvalidUtf8 { .. } => "invalid_utf8",
            Self::FrontMatter(_) => "invalid_front_matter",
            Self::Request { code, .. } => code,
            Self::NoReplies => "no_replies",
            Self::NoText => "no_text",
        }
    }
}

impl ReadError {
    /// An error about a file as a whole.
    pub(super) fn whole(file: &str, kind: impl Into<ReadErrorKind>) -> Self {
        Self { file: file.to_owned(), line: 1, column: 1, id: Some(file.to_owned()), kind: kind.into() }
    }

    /// An error at a byte of a draft.
    pub(super) fn at(file: &str, text: &str, offset: usize, kind: ReadErrorKind) -> Self {
        let position = LineIndex::new(&text[..offset.min(text.len())]).position(text, offset as u32, Encoding::Utf32);
        Self { line: position.line + 1, column: position.character + 1, ..Self::whole(file, kind) }
    }
}
