//! What was decided about a reply, in the shape of version 1.

use crate::diagnostic::Verdict;
use crate::rules::Overriding;
use serde::{Deserialize, Serialize};

/// What a policy made of the findings. The report's `verdict` says what to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct DecisionReport {
    /// What the verdict would be without an override.
    pub found: Verdict,
    /// Why the reply does not simply pass, the heaviest first.
    pub reasons: Vec<ReasonReport>,
    /// Whether the reply may be sent all the same: never, with-reason or always.
    pub overridable: Overriding,
    /// What became of the wish to do so: none, granted, reason-missing or refused.
    #[serde(rename = "override")]
    pub wish: String,
    /// For people, a line each; in `ui_language`, or else in that of the agent.
    pub summary: String,
    /// The same in at most 500 UTF-16 code units.
    pub short_summary: String,
    /// The reply as it could be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suggestion: Option<SuggestionReport>,
}

/// Why a reply does not simply pass.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct ReasonReport {
    /// The rule, or `score/below`.
    pub code: String,
    /// What follows from it.
    pub verdict: Verdict,
    /// One sentence.
    pub message: String,
    /// Indices into `diagnostics`.
    pub findings: Vec<u32>,
}

/// A suggested reply.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct SuggestionReport {
    /// The reply; blanks stand as `{name}`.
    pub text: String,
    /// The blanks that are to be filled, in their order.
    pub blanks: Vec<String>,
    /// The rules whose findings it serves.
    pub rules: Vec<String>,
}
