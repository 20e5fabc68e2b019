//! What to do with a draft.

use super::{Diagnostic, Severity};
use serde::{Deserialize, Serialize};

/// What to do with a draft.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Send it.
    #[default]
    Pass,
    /// Show the findings first.
    Warn,
    /// Hold it.
    Block,
}

impl Verdict {
    /// The verdict without a policy: an error blocks, a warning warns.
    pub fn of(diagnostics: &[Diagnostic]) -> Self {
        diagnostics.iter().map(|diagnostic| Self::of_severity(diagnostic.severity)).max().unwrap_or_default()
    }

    /// What a finding of this weight does without a policy.
    pub const fn of_severity(severity: Severity) -> Self {
        match severity {
            Severity::Error => Self::Block,
            Severity::Warning => Self::Warn,
            Severity::Info | Severity::Hint => Self::Pass,
        }
    }

    /// The word for it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Warn => "warn",
            Self::Block => "block",
        }
    }
}
