//! The JSON schemas of the shape and of the files that rules and settings are written in, generated from their types.

use super::{ErrorRecord, Report, Request};
use crate::rules::{CueSpec, Extension, LayerSpec, LexiconSpec, ScorecardSpec, SentenceSpec, Settings, Spec};
use serde_json::json;

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

/// The schema of rule files: of a rule of its own, and of one that extends another. It is one table with the keys of both, so that editors can
/// complete them and tell mistakes at their places.
pub fn rule_schema() -> String {
    let mut schema = schemars::schema_for!(Spec).to_value();
    let extension = schemars::schema_for!(Extension).to_value();
    for part in ["properties", "$defs"] {
        for (name, value) in extension[part].as_object().into_iter().flatten() {
            // Of the tables that differ, those of an extension ask for less.
            if schema[part][name].is_null() || name == "metric" {
                schema[part][name] = value.clone();
            }
        }
    }
    let needed = schema["required"].take();
    schema["if"] = json!({ "not": { "required": ["extends"] } });
    schema["then"] = json!({ "required": needed });
    if let Some(table) = schema.as_object_mut() {
        table.remove("required");
        table.insert("title".to_owned(), json!("Rule file of rifq"));
    }
    text(&schemars::Schema::try_from(schema).unwrap_or_default())
}

/// The schema of lexicon files.
pub fn lexicon_schema() -> String {
    text(&schemars::schema_for!(LexiconSpec))
}

/// The schema of cue files.
pub fn cue_schema() -> String {
    text(&schemars::schema_for!(CueSpec))
}

/// The schema of the files of ready sentences.
pub fn sentence_schema() -> String {
    text(&schemars::schema_for!(SentenceSpec))
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
