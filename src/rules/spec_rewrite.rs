//! The shape of the tables `[[rewrite]]` and `[[example]]`.

use super::sentence::Part;
use crate::conversation::{Channel, Gender, Origin};
use crate::diagnostic::Applicability;
use crate::text::{Dialect, Language};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a rewrite replaces.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Replace {
    /// The finding's span.
    #[default]
    Match,
    /// The clause it stands in.
    Clause,
    /// The sentence it stands in.
    Sentence,
    /// The sentence, where the match is all of it.
    Alone,
    /// Nothing: it is put before the finding's sentence.
    Before,
    /// Nothing: it is put after the finding's sentence.
    After,
}

impl Replace {
    /// Whether nothing is replaced.
    pub const fn inserts(self) -> bool {
        matches!(self, Self::Before | Self::After)
    }
}

/// A table `[[rewrite]]`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RewriteSpec {
    /// For drafts in this language.
    pub lang: Language,
    /// For drafts in this dialect; absent: MSA.
    pub dialect: Option<Dialect>,
    /// The better words; `{slots}` are filled from captures or left as blanks.
    #[serde(default)]
    pub text: String,
    /// In place of `text`: the ready sentences of `rules/sentences/` for this part of a reply.
    pub part: Option<Part>,
    /// What it replaces.
    #[serde(default)]
    pub replace: Replace,
    /// How freely it may be applied; `display` where a blank remains.
    #[serde(default = "display")]
    pub applicability: Applicability,
    /// Values that make the text a sentence, for tests and previews.
    #[serde(default)]
    pub sample: BTreeMap<String, String>,
    /// Whether a whole suggested reply may hold it; `false`: it is only offered beside the finding.
    #[serde(default = "fits_whole")]
    pub whole: bool,
}

const fn fits_whole() -> bool {
    true
}

const fn display() -> Applicability {
    Applicability::Display
}

/// A table `[[example]]`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ExampleSpec {
    /// The language of the sentences.
    pub lang: Language,
    /// Their dialect.
    pub dialect: Option<Dialect>,
    /// The customer's message they answer.
    pub customer: Option<String>,
    /// What the agent wrote before in the same reply.
    pub earlier: Option<String>,
    /// Where the reply goes.
    pub channel: Option<Channel>,
    /// The customer's name.
    pub name: Option<String>,
    /// The customer's gender.
    pub gender: Option<Gender>,
    /// The subject of the e-mail.
    pub subject: Option<String>,
    /// How many files go with the sentences.
    pub attachments: Option<u32>,
    /// What the sentences are.
    pub source: Option<Origin>,
    /// The good sentences are whole replies, not parts of one: nothing may be missing in them either.
    #[serde(default)]
    pub whole: bool,
    /// Each raises the rule.
    #[serde(default)]
    pub bad: Vec<String>,
    /// None raises it.
    #[serde(default)]
    pub good: Vec<String>,
}
