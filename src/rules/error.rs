//! What can be wrong with a rule file, told with its place and what to write instead.

use crate::text::{Encoding, LineIndex, Span};

/// A mistake in a rule, lexicon, profile or configuration file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}:{column}: {message}{}", .help.as_ref().map(|help| format!("; {help}")).unwrap_or_default())]
pub struct RuleError {
    /// The file as it was named.
    pub file: String,
    /// From 1.
    pub line: u32,
    /// In characters, from 1.
    pub column: u32,
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
}

/// A TOML file as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// Its path, for messages.
    pub path: String,
    /// The name rules and lexicons get from it: `negative/cannot`, `cannot`.
    pub name: String,
    /// Its text.
    pub text: String,
}

impl SourceFile {
    /// An error at a byte range of this file.
    pub fn error(&self, span: Span, message: impl Into<String>, help: Option<String>) -> RuleError {
        let position = LineIndex::new(&self.text).position(&self.text, span.start, Encoding::Utf32);
        RuleError { file: self.path.clone(), line: position.line + 1, column: position.character + 1, message: message.into(), help }
    }

    /// Reads the file as TOML.
    pub fn parse<T: serde::de::DeserializeOwned>(&self) -> Result<T, RuleError> {
        toml::from_str(&self.text).map_err(|error| {
            let span = error.span().map_or(Span::default(), |range| Span::new(range.start as u32, range.end as u32));
            let (message, help) = explain(error.message());
            self.error(span, message, help)
        })
    }
}

/// Splits the parser's "unknown field `x`, expected one of ..." into what is wrong and what to write.
fn explain(message: &str) -> (String, Option<String>) {
    let message = message.trim().replace('\n', " ");
    if let Some((wrong, expected)) = message.split_once(", expected") {
        return (wrong.replace("unknown field", "unknown key"), Some(format!("write{}", expected.trim_end_matches('.'))));
    }
    (message.replace("missing field", "missing key"), None)
}
