//! What is answered.

use super::shift::Shift;
use super::{Offsets, Units, VERSION};
use crate::conversation::Conversation;
use crate::diagnostic::{Applicability, Diagnostic, Severity, apply};
use crate::linter::Review;
use crate::rules::RuleSet;
use crate::text::{Encoding, Language, LineIndex, Position, Span};
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
    /// What to do with the draft: an error blocks, a warning warns.
    pub verdict: Verdict,
    /// 0 to 100; null when not scored.
    pub score: Option<u8>,
    /// Why there is no score.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_scored: Option<String>,
    /// Scores by category.
    pub categories: Vec<CategoryReport>,
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

/// What to do with a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Send it.
    Pass,
    /// Show the findings first.
    Warn,
    /// Hold it.
    Block,
}

impl Verdict {
    /// The verdict without a policy: an error blocks, a warning warns.
    pub fn of(diagnostics: &[Diagnostic]) -> Self {
        match diagnostics.iter().map(|diagnostic| diagnostic.severity).max() {
            Some(Severity::Error) => Self::Block,
            Some(Severity::Warning) => Self::Warn,
            _ => Self::Pass,
        }
    }
}

/// The score of one category.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct CategoryReport {
    /// Its name.
    pub id: String,
    /// 0 to 100; null where it does not apply.
    pub score: Option<u8>,
    /// Its weight in the whole.
    pub weight: u32,
    /// Indices into `diagnostics`.
    pub findings: Vec<u32>,
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct DiagnosticReport {
    /// The rule's name.
    pub rule: String,
    /// The folder of the rule.
    pub category: String,
    /// How much it weighs.
    pub severity: Severity,
    /// One sentence.
    pub message: String,
    /// What it does to the customer.
    pub why: String,
    /// Index of the turn; the draft follows the thread.
    pub turn: u32,
    /// Where, in the unit of `offsets`, from the start of the turn's `text`; for a draft in a file of its own from the start of the file,
    /// front matter included.
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

/// Puts a review into the shape of version 1.
pub fn report(rules: &RuleSet, conversation: &Conversation, review: &Review, offsets: Offsets) -> Report {
    let Report { version, id, engine, language, offsets, warnings, verdict, score, not_scored, categories, diagnostics } =
        stream(rules, conversation, review, Place { offsets, before: "" });
    let diagnostics = diagnostics.iter().collect();
    Report { version, id, engine, language, offsets, warnings, verdict, score, not_scored, categories, diagnostics }
}

/// How places in the draft are told.
#[derive(Clone, Copy, Debug)]
pub struct Place<'p> {
    /// The unit.
    pub offsets: Offsets,
    /// What stands before the draft in its file; places count from its start.
    pub before: &'p str,
}

/// As [`report`], with findings that take their final form while they are written.
pub fn stream<'r>(rules: &RuleSet, conversation: &'r Conversation, review: &'r Review, place: Place<'_>) -> Report<Diagnostics<'r>> {
    let source = conversation.turns.get(review.turn as usize).map_or("", |turn| turn.text.as_str());
    let units = Units::new(source, place.offsets.into());
    let places = Places { source, index: LineIndex::new(source), units, columns: Units::new(source, Encoding::Utf16) };
    Report {
        version: VERSION,
        id: conversation.id.clone(),
        engine: EngineReport { version: env!("CARGO_PKG_VERSION").to_owned(), rules: rules.hash.clone() },
        language: review.language,
        offsets: place.offsets,
        warnings: Vec::new(),
        verdict: Verdict::of(&review.diagnostics),
        score: None,
        not_scored: Some("scoring is not part of this version".to_owned()),
        categories: Vec::new(),
        diagnostics: Diagnostics { review, places, shift: Shift::new(place.before, place.offsets) },
    }
}

/// The findings of a review, each put into the shape when it is asked for: a long list costs no memory.
pub struct Diagnostics<'r> {
    review: &'r Review,
    places: Places<'r>,
    shift: Shift,
}

impl Diagnostics<'_> {
    /// The findings, sorted by place and rule.
    pub fn iter(&self) -> impl Iterator<Item = DiagnosticReport> {
        self.review.diagnostics.iter().map(|diagnostic| {
            let mut report = self.places.diagnostic(diagnostic);
            self.shift.apply(&mut report, self.review.turn);
            report
        })
    }
}

impl Serialize for Diagnostics<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

struct Places<'s> {
    source: &'s str,
    index: LineIndex,
    units: Units<'s>,
    columns: Units<'s>,
}

impl Places<'_> {
    fn diagnostic(&self, diagnostic: &Diagnostic) -> DiagnosticReport {
        DiagnosticReport {
            rule: diagnostic.rule.to_string(),
            category: diagnostic.rule.split_once('/').map_or("", |(category, _)| category).to_owned(),
            severity: diagnostic.severity,
            message: diagnostic.message.to_string(),
            why: diagnostic.why.to_string(),
            turn: diagnostic.turn,
            span: self.span(diagnostic.span),
            range: RangeReport { start: self.position(diagnostic.span.start), end: self.position(diagnostic.span.end) },
            text: diagnostic.span.text(self.source).to_owned(),
            related: diagnostic
                .related
                .iter()
                .map(|related| RelatedReport {
                    rule: related.rule.as_ref().map(ToString::to_string),
                    message: related.message.to_string(),
                    turn: related.turn,
                    span: self.span(related.span),
                    text: related.span.text(self.source).to_owned(),
                })
                .collect(),
            fixes: diagnostic.fixes.iter().map(|fix| self.fix(fix, diagnostic.span)).collect(),
        }
    }

    fn fix(&self, fix: &crate::diagnostic::Fix, span: Span) -> FixReport {
        let edits = fix.edits.iter().map(|edit| {
            let span = self.span(edit.span);
            EditReport { start: span.start, end: span.end, text: edit.text.to_string() }
        });
        FixReport { title: fix.title.to_string(), applicability: fix.applicability, edits: edits.collect(), preview: self.preview(fix, span) }
    }

    /// The line of the finding after the fix, at most so much of it that a menu can show it.
    fn preview(&self, fix: &crate::diagnostic::Fix, span: Span) -> String {
        const AROUND: usize = 120;
        let first = fix.edits.first().map_or(span.start, |edit| edit.span.start) as usize;
        let last = fix.edits.last().map_or(span.end, |edit| edit.span.end) as usize;
        let start = clip_back(self.source, first, AROUND);
        let end = clip_forward(self.source, last, AROUND);
        let moved = crate::diagnostic::Fix {
            title: "".into(),
            applicability: Applicability::Safe,
            edits: fix
                .edits
                .iter()
                .map(|edit| crate::diagnostic::Edit { span: Span::new(edit.span.start - start as u32, edit.span.end - start as u32), text: edit.text.clone() })
                .collect(),
        };
        apply(&self.source[start..end], [&moved], Applicability::Display).text.trim().to_owned()
    }

    fn span(&self, span: Span) -> SpanReport {
        SpanReport { start: self.units.at(span.start), end: self.units.at(span.end) }
    }

    fn position(&self, offset: u32) -> PositionReport {
        let Position { line, character } = self.columns.position(&self.index, offset);
        PositionReport { line, character }
    }
}

fn clip_back(source: &str, at: usize, most: usize) -> usize {
    let mut start = at.saturating_sub(most);
    while !source.is_char_boundary(start) {
        start += 1;
    }
    source[start..at].rfind('\n').map_or(start, |line| start + line + 1)
}

fn clip_forward(source: &str, at: usize, most: usize) -> usize {
    let mut end = (at + most).min(source.len());
    while !source.is_char_boundary(end) {
        end -= 1;
    }
    source[at..end].find('\n').map_or(end, |line| at + line)
}
