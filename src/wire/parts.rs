//! Smaller answers: the score alone, the suggested reply alone.

use super::report::{EngineReport, engine};
use super::{CapReport, CategoryReport, Diagnostics, LackReport, Report, VERSION};
use crate::conversation::Conversation;
use crate::rules::{RuleSet, blanks};
use crate::text::Language;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What a draft is worth.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct ScoreReport {
    /// The version of this shape: 1.
    pub version: u32,
    /// The request's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// What made the report.
    pub engine: EngineReport,
    /// The language of the draft.
    pub language: Language,
    /// What in the request was not understood.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<String>,
    /// 0 to 100; null when not scored.
    pub score: Option<u8>,
    /// Why there is no score.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_scored: Option<String>,
    /// The range the score falls in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub band: Option<String>,
    /// What held the score down.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cap: Option<CapReport>,
    /// What is lacking without being a fault, and lowered the score.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lacks: Vec<LackReport>,
    /// Scores by category; `findings` are indices into those of a whole report.
    pub categories: Vec<CategoryReport>,
}

impl From<Report<Diagnostics<'_>>> for ScoreReport {
    fn from(report: Report<Diagnostics<'_>>) -> Self {
        let Report { version, id, engine, language, warnings, score, not_scored, band, cap, lacks, categories, .. } = report;
        Self { version, id, engine, language, warnings, score, not_scored, band, cap, lacks, categories }
    }
}

/// A reply as it could be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct RewriteReport {
    /// The version of this shape: 1.
    pub version: u32,
    /// The request's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// What made the report.
    pub engine: EngineReport,
    /// What in the request was not understood.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<String>,
    /// The reply; blanks stand as `{name}`. The same as before where nothing better is known.
    pub text: String,
    /// The blanks that are to be filled, in their order.
    pub blanks: Vec<String>,
    /// The rules whose findings it serves.
    pub rules: Vec<String>,
}

impl RewriteReport {
    /// From a mended text and the rules that it serves.
    pub fn new(rules: &RuleSet, conversation: &Conversation, (text, fixed): (&str, &[Arc<str>]), warnings: Vec<String>) -> Self {
        Self {
            version: VERSION,
            id: conversation.id.clone(),
            engine: engine(rules),
            warnings,
            text: text.to_owned(),
            blanks: blanks(text).unwrap_or_default().into_iter().map(str::to_owned).collect(),
            rules: fixed.iter().map(ToString::to_string).collect(),
        }
    }
}
