//! The JSON schemas of the shape and of the files that rules and settings are written in, generated from their types.

use super::{ErrorRecord, Report, Request};
use crate::rules::{CueSpec, Extension, LayerSpec, LexiconSpec, ScorecardSpec, Settings, Spec};

/// What one line of answers holds.
#[derive(schemars::JsonSchema)]
#[serde(untagged)]
#[schemars(title = "Report", description = "The review of one draft, or why there is none.")]
#[allow(dead_code)]
enum Answer {
    /// The review of one draft.
    Report(Box<Report>),
    /// Stands in the place of a report where a record could not be read.
    Error(ErrorRecord),
}

/// The schema of requests, as JSON.
pub fn request_schema() -> String {
    text(&schemars::schema_for!(Request))
}

/// The schema of reports and error records, as JSON.
pub fn report_schema() -> String {
    text(&schemars::schema_for!(Answer))
}

/// A rule file: a rule of its own, or one that extends another.
#[derive(schemars::JsonSchema)]
#[serde(untagged)]
#[schemars(title = "Rule file of rifq", description = "CATEGORY/NAME.toml in a folder of rules. docs/rules.md explains every key.")]
#[allow(dead_code)]
enum RuleFile {
    /// A rule of its own.
    Rule(Box<Spec>),
    /// A rule that extends another.
    Extension(Box<Extension>),
}

/// The schema of rule files.
pub fn rule_schema() -> String {
    text(&schemars::schema_for!(RuleFile))
}

/// The schema of lexicon files.
pub fn lexicon_schema() -> String {
    text(&schemars::schema_for!(LexiconSpec))
}

/// The schema of cue files.
pub fn cue_schema() -> String {
    text(&schemars::schema_for!(CueSpec))
}

/// The schema of scorecards.
pub fn scorecard_schema() -> String {
    text(&schemars::schema_for!(ScorecardSpec))
}

/// The schema of the files of layers.
pub fn layer_schema() -> String {
    text(&schemars::schema_for!(LayerSpec))
}

/// The schema of rifq.toml.
pub fn config_schema() -> String {
    text(&schemars::schema_for!(Settings))
}

fn text(schema: &schemars::Schema) -> String {
    serde_json::to_string_pretty(schema).expect("a schema is JSON") + "\n"
}
