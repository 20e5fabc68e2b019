//! The one JSON shape, version 1: requests in, reports out, wherever rifq is asked.

mod assessment;
mod decision;
mod findings;
mod in_file;
mod parts;
mod report;
mod request;
#[cfg(feature = "cli")]
mod schema;
mod shift;
mod units;

pub use assessment::{AssessmentReport, CapReport, CategoryReport, EmpathyReport, LackReport, NextStepReport, QuestionReport, StrengthReport, praise};
pub use decision::{DecisionReport, ReasonReport, SuggestionReport};
pub use findings::Diagnostics;
pub use parts::{RewriteReport, ScoreReport};
pub use report::{
    DiagnosticReport, EditReport, EngineReport, ErrorRecord, ErrorReport, FixReport, Place, RangeReport, RelatedReport, Report, SpanReport, report, stream,
};
pub use request::{Facts, Offsets, OverrideRequest, PersonRequest, Request, RequestError, ThreadTurn, parse, parse_as, without_value};

pub use crate::diagnostic::Verdict;
#[cfg(feature = "cli")]
pub use schema::{config_schema, cue_schema, layer_schema, lexicon_schema, report_schema, request_schema, rule_schema, scorecard_schema, sentence_schema};
pub use units::Units;

/// The version of the shape. Later versions only add optional keys.
pub const VERSION: u32 = 1;
