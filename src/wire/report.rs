//! What is answered.

use super::assessment::{self, AssessmentReport, CapReport, CategoryReport, LackReport};
use super::decision::DecisionReport;
use super::findings::{Diagnostics, Places};
use super::shift::Shift;
use super::{Offsets, Units, VERSION};
use crate::conversation::Conversation;
use crate::diagnostic::{Applicability, Severity, Verdict};
use crate::linter::Review;
use crate::rules::RuleSet;
use crate::text::origin::Origin;
use crate::text::{Encoding, Language, LineIndex};
use serde::{Deserialize, Serialize};

/// The review of one draft. `D` is its findings: all of them, or a way to write one after the other.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema), schemars(rename = "Report", description = "The review of one draft."))]
pub struct Report<D = Vec<DiagnosticReport>> {
    /// The version of this shape: 1.
    pub version: u32,
    /// The request's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// What made the report.
    pub engine: EngineReport,
    /// The language of the draft.
    pub language: Language,
    /// The unit of `span`s and `edits`.
    pub offsets: Offsets,
    /// What in the request was not understood.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<String>,
    /// What to do with the draft: as `decision` says, or else an error blocks and a warning warns.
    pub verdict: Verdict,
    /// What a policy made of the findings, where one was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<DecisionReport>,
    /// 0 to 100, above it where a scorecard has a bonus; null when not scored.
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
    /// Scores by category.
    pub categories: Vec<CategoryReport>,
    /// What the models say about the reply.
    pub assessment: AssessmentReport,
    /// The findings, sorted by place and rule.
    pub diagnostics: D,
}

/// What made the report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct EngineReport {
    /// The version of rifq.
    pub version: String,
    /// The hash of the rules.
    pub rules: String,
}

/// A half-open range of offsets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct SpanReport {
    /// First unit.
    pub start: u32,
    /// One past the last unit.
    pub end: u32,
}

/// A line and a column, both from 0; columns in UTF-16 code units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct PositionReport {
    /// Line.
    pub line: u32,
    /// Column.
    pub character: u32,
}

/// A range of lines and columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct RangeReport {
    /// Where it begins.
    pub start: PositionReport,
    /// Where it ends.
    pub end: PositionReport,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct DiagnosticReport {
    /// The rule's name.
    pub rule: String,
    /// The folder of the rule.
    pub category: String,
    /// The category of the scorecard it costs points in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scored_in: Option<String>,
    /// How much it weighs.
    pub severity: Severity,
    /// The points it costs there.
    pub points: f64,
    /// One sentence.
    pub message: String,
    /// What it does to the customer.
    pub why: String,
    /// Where a built-in rule is described, from the root of rifq's repository.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Index of the turn; the draft follows the thread.
    pub turn: u32,
    /// Where, in the unit of `offsets`, from the start of the turn's `text`; for a draft in a file of its own from the start of the file,
    /// front matter included; for a reply in a library from the start of the library.
    pub span: SpanReport,
    /// Where, for editors; from the same start.
    pub range: RangeReport,
    /// The words found.
    pub text: String,
    /// The same fault seen by other rules, and evidence.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<RelatedReport>,
    /// Better sentences, best first.
    pub fixes: Vec<FixReport>,
}

/// A place that belongs to a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct RelatedReport {
    /// The rule that also matched.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// What it is.
    pub message: String,
    /// Index of the turn.
    pub turn: u32,
    /// Where, in the unit of `offsets`.
    pub span: SpanReport,
    /// The words.
    pub text: String,
}

/// One suggestion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct FixReport {
    /// What it offers.
    pub title: String,
    /// How freely it may be applied.
    pub applicability: Applicability,
    /// Sorted and disjoint, in the unit of `offsets`.
    pub edits: Vec<EditReport>,
    /// The sentence or passage as it would read.
    pub preview: String,
}

/// Replaces a range by a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct EditReport {
    /// First unit.
    pub start: u32,
    /// One past the last unit.
    pub end: u32,
    /// What stands there afterwards.
    pub text: String,
}

/// Stands in the place of a report where a record could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct ErrorRecord {
    /// The version of this shape: 1.
    pub version: u32,
    /// The request's id where it could be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// What is wrong.
    pub error: ErrorReport,
}

/// What is wrong with a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct ErrorReport {
    /// A word for programs.
    pub code: String,
    /// A sentence for people.
    pub message: String,
    /// From 1.
    pub line: u32,
    /// From 1.
    pub column: u32,
}

/// Puts a review into the shape of version 1; sentences are in `reader`, the language of whoever reads them.
pub fn report(rules: &RuleSet, conversation: &Conversation, review: &Review, (offsets, reader): (Offsets, Language)) -> Report {
    stream(rules, conversation, review, Place { offsets, reader, before: "", origin: None }).collect()
}

impl Report<Diagnostics<'_>> {
    /// The report with all its findings.
    pub fn collect(self) -> Report {
        let diagnostics = self.diagnostics.iter().collect();
        let Self { version, id, engine, language, offsets, warnings, verdict, decision, score, not_scored, band, cap, lacks, categories, assessment, .. } =
            self;
        Report { version, id, engine, language, offsets, warnings, verdict, decision, score, not_scored, band, cap, lacks, categories, assessment, diagnostics }
    }
}

/// How places in the draft are told.
#[derive(Clone, Copy, Debug)]
pub struct Place<'p> {
    /// The language of sentences for people.
    pub reader: Language,
    /// The unit.
    pub offsets: Offsets,
    /// What stands before the draft in its file; places count from its start.
    pub before: &'p str,
    /// For a reply in a library: the way back to the file; places count from its start.
    pub origin: Option<&'p Origin>,
}

/// As [`report`], with findings that take their final form while they are written.
pub fn stream<'r>(rules: &'r RuleSet, conversation: &'r Conversation, review: &'r Review, place: Place<'r>) -> Report<Diagnostics<'r>> {
    let source = conversation.turns.get(review.turn as usize).map_or("", |turn| turn.text.as_str());
    let units = Units::new(source, place.offsets.into());
    let scorecard = rules.scorecard();
    let scored = review.score.as_ref();
    let total = scored.and_then(|scored| scored.total);
    let not_scored = scored.map_or(Some("no_scorecard"), |scored| scored.not_scored.map(crate::score::NotScored::name));
    let band = scorecard.zip(scored).and_then(|(scorecard, scored)| scorecard.bands.get(scored.band?));
    let cap = scorecard.zip(scored).and_then(|(scorecard, scored)| scored.cap.as_ref().zip(scorecard.caps.get(scored.cap.as_ref()?.cap)));
    let notes = notes(review, source, place.before);
    let assessment = assessment::assessment(conversation, review, place.reader, &units);
    let places = Places { source, index: LineIndex::new(source), units, columns: Units::new(source, Encoding::Utf16), scorecard, scored, conversation };
    Report {
        version: VERSION,
        id: conversation.id.clone(),
        engine: engine(rules),
        language: review.language,
        offsets: place.offsets,
        warnings: notes,
        verdict: Verdict::of(&review.diagnostics),
        decision: None,
        score: total,
        not_scored: not_scored.map(str::to_owned),
        band: band.map(|band| band.id.clone()),
        cap: cap.map(|(held, cap)| CapReport { at: held.at, reason: cap.reason.get(place.reader).to_owned() }),
        lacks: assessment::lacks(scorecard, scored, place.reader),
        categories: assessment::categories(scorecard, scored),
        assessment,
        diagnostics: Diagnostics { review, places, offsets: place.offsets, shift: Shift::new(place.before, place.offsets), origin: place.origin },
    }
}

/// What makes reports by these rules.
pub(super) fn engine(rules: &RuleSet) -> EngineReport {
    EngineReport { version: env!("CARGO_PKG_VERSION").to_owned(), rules: rules.hash.clone() }
}

/// What is to be told about remarks to rifq, each with its line and column from 1.
fn notes(review: &Review, source: &str, before: &str) -> Vec<String> {
    if review.notes.is_empty() {
        return Vec::new();
    }
    let (lines, above) = (LineIndex::new(source), before.matches('\n').count() as u32);
    let told = review.notes.iter().map(|note| match note.at {
        Some(at) => {
            let place = lines.position(source, at, Encoding::Utf32);
            format!("{}:{}: {}", place.line + above + 1, place.character + 1, note.message)
        }
        None => note.message.clone(),
    });
    told.collect()
}
