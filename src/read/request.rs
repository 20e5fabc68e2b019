//! One request in JSON, wherever it stood.

use super::{ReadError, ReadErrorKind, Record};
use crate::wire::{self, Request};

/// A piece of a file that holds one request.
pub(super) struct Piece<'p> {
    /// The file.
    pub file: &'p str,
    /// The line it begins in, from 1.
    pub line: u32,
    /// The column it begins at, in characters, from 1.
    pub column: u32,
    /// Its offset in the file.
    pub offset: u64,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Piece<'_> {
    /// The request, or what is wrong with it, told at its place in the file.
    pub(super) fn record(self) -> Result<Record, ReadError> {
        let request: Request = self.parse(self.text()?)?;
        let (conversation, warnings) = request.conversation();
        Ok(Record {
            conversation,
            offsets: request.offsets,
            ui_language: request.ui_language,
            warnings,
            name: format!("{}:{}", self.file, self.line),
            before: String::new(),
            path: None,
            line: Some(self.line),
            origin: None,
            listed: true,
        })
    }

    /// Its text without a byte order mark.
    pub(super) fn text(&self) -> Result<&str, ReadError> {
        match std::str::from_utf8(&self.bytes) {
            Ok(text) => Ok(text.strip_prefix('\u{feff}').unwrap_or(text)),
            Err(error) => {
                let valid = std::str::from_utf8(&self.bytes[..error.valid_up_to()]).unwrap_or_default();
                let kind = ReadErrorKind::InvalidUtf8 { offset: self.offset + valid.len() as u64, byte: self.bytes[valid.len()] };
                let line = valid.matches('\n').count() as u32 + 1;
                let last = valid.rsplit('\n').next().unwrap_or_default();
                Err(self.error(line, last.chars().count() as u32 + 1, None, kind))
            }
        }
    }

    /// The value that its text is in JSON.
    pub(super) fn parse<T: serde::de::DeserializeOwned>(&self, text: &str) -> Result<T, ReadError> {
        wire::parse_as(text).map_err(|error| {
            let before = text.lines().nth(error.line.saturating_sub(1) as usize).unwrap_or_default();
            let column = before.char_indices().take_while(|(at, _)| *at + 1 < error.column as usize).count() as u32 + 1;
            self.error(error.line, column, id(text), ReadErrorKind::Request { code: error.code, message: error.message })
        })
    }

    /// An error at a line and column of the piece, both from 1.
    pub(super) fn error(&self, line: u32, column: u32, id: Option<String>, kind: ReadErrorKind) -> ReadError {
        let column = if line <= 1 { self.column + column.max(1) - 1 } else { column };
        ReadError { file: self.file.to_owned(), line: self.line + line.max(1) - 1, column, id, kind }
    }
}

/// The id of a request that is JSON but no request.
fn id(text: &str) -> Option<String> {
    match serde_json::from_str::<serde_json::Value>(text).ok()?.get("id")? {
        serde_json::Value::String(id) => Some(id.clone()),
        serde_json::Value::Number(id) => Some(id.to_string()),
        _ => None,
    }
}
