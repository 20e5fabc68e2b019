//! Findings and their fixes: plain data that knows neither documents nor rules.

mod fix;
mod verdict;

pub use fix::{Applicability, Applied, Edit, Fix, apply};
pub use verdict::Verdict;

use crate::text::Span;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// For coaching; costs nothing.
    Info,
    /// Could be better.
    Hint,
    /// Should be changed.
    Warning,
    /// Must not be sent.
    Error,
}

impl Severity {
    /// Reads the word; `None` for another one.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Info, Self::Hint, Self::Warning, Self::Error].into_iter().find(|severity| severity.name() == word)
    }

    /// The word for it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Hint => "hint",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule's name, `category/name`.
    pub rule: Arc<str>,
    /// How much it weighs here.
    pub severity: Severity,
    /// Index of the turn in the conversation.
    pub turn: u32,
    /// Where in the turn's source.
    pub span: Span,
    /// One sentence, in the language of the reader.
    pub message: Arc<str>,
    /// What it does to the customer, in the language of the reader.
    pub why: Arc<str>,
    /// The same fault seen by other rules, and the words that made the rule apply.
    pub related: Vec<Related>,
    /// Better sentences, best first.
    pub fixes: Vec<Fix>,
}

/// A place that belongs to a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// The rule that also matched; `None` for evidence.
    pub rule: Option<Arc<str>>,
    /// What it is.
    pub message: Arc<str>,
    /// Index of the turn.
    pub turn: u32,
    /// Where in that turn's source.
    pub span: Span,
}
