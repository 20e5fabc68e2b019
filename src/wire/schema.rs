//! The JSON schemas of the shape, generated from its types.

use super::{ErrorRecord, Report, Request};

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

fn text(schema: &schemars::Schema) -> String {
    serde_json::to_string_pretty(schema).expect("a schema is JSON") + "\n"
}
