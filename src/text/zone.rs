//! The parts of a draft.

use serde::{Deserialize, Serialize};

/// The part of a draft a sentence belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Zone {
    /// The salutation.
    Greeting,
    /// What the draft is about.
    #[default]
    Body,
    /// Thanks and regards at the end.
    Closing,
    /// Name, role, telephone number.
    Signature,
}
