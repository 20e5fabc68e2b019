//! Findings in the shape of version 1, each made when it is asked for.

use super::assessment;
use super::report::{DiagnosticReport, EditReport, FixReport, PositionReport, RangeReport, RelatedReport, SpanReport};
use super::shift::Shift;
use super::{Offsets, Units, in_file};
use crate::catalogue::embedded::page;
use crate::conversation::Conversation;
use crate::diagnostic::{Applicability, Diagnostic, Related, apply};
use crate::linter::Review;
use crate::rules::Scorecard;
use crate::score::Scored;
use crate::text::origin::Origin;
use crate::text::{LineIndex, Position, Span};
use serde::Serialize;

/// The findings of a review, each put into the shape when it is asked for: a long list costs no memory.
pub struct Diagnostics<'r> {
    pub(super) review: &'r Review,
    pub(super) places: Places<'r>,
    pub(super) offsets: Offsets,
    pub(super) shift: Shift,
    pub(super) origin: Option<&'r Origin>,
}

impl Diagnostics<'_> {
    /// The findings, sorted by place and rule.
    pub fn iter(&self) -> impl Iterator<Item = DiagnosticReport> {
        self.review.diagnostics.iter().enumerate().map(|(index, diagnostic)| {
            let mut report = self.places.diagnostic(index, diagnostic, self.offsets);
            match self.origin {
                Some(origin) => in_file::apply(&mut report, diagnostic, origin, self.offsets),
                None => self.shift.apply(&mut report, self.review.turn),
            }
            report
        })
    }
}

impl Serialize for Diagnostics<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

/// What tells the places of one conversation.
pub(super) struct Places<'s> {
    pub(super) source: &'s str,
    pub(super) index: LineIndex,
    pub(super) units: Units<'s>,
    pub(super) columns: Units<'s>,
    pub(super) scorecard: Option<&'s Scorecard>,
    pub(super) scored: Option<&'s Scored>,
    pub(super) conversation: &'s Conversation,
}

impl Places<'_> {
    fn diagnostic(&self, index: usize, diagnostic: &Diagnostic, offsets: Offsets) -> DiagnosticReport {
        let category = self.scorecard.and_then(|scorecard| scorecard.categories.get(scorecard.category_of(&diagnostic.rule)?));
        DiagnosticReport {
            scored_in: category.map(|category| category.id.clone()),
            points: self.scored.and_then(|scored| scored.costs.get(index)).map_or(0.0, |&cost| assessment::points(cost)),
            rule: diagnostic.rule.to_string(),
            category: diagnostic.rule.split_once('/').map_or("", |(category, _)| category).to_owned(),
            severity: diagnostic.severity,
            message: diagnostic.message.to_string(),
            why: diagnostic.why.to_string(),
            url: page(&diagnostic.rule),
            turn: diagnostic.turn,
            span: self.span(diagnostic.span),
            range: RangeReport { start: self.position(diagnostic.span.start), end: self.position(diagnostic.span.end) },
            text: diagnostic.span.text(self.source).to_owned(),
            related: diagnostic.related.iter().map(|related| self.related(related, diagnostic.turn, offsets)).collect(),
            fixes: diagnostic.fixes.iter().map(|fix| self.fix(fix, diagnostic.span)).collect(),
        }
    }

    /// A place in the draft, or in an earlier turn.
    fn related(&self, related: &Related, draft: u32, offsets: Offsets) -> RelatedReport {
        let earlier = (related.turn != draft).then(|| self.conversation.turns.get(related.turn as usize)).flatten();
        let source = earlier.map_or(self.source, |turn| turn.text.as_str());
        let span = match earlier {
            Some(turn) => {
                let units = Units::new(&turn.text, offsets.into());
                SpanReport { start: units.at(related.span.start), end: units.at(related.span.end) }
            }
            None => self.span(related.span),
        };
        RelatedReport {
            rule: related.rule.as_ref().map(ToString::to_string),
            message: related.message.to_string(),
            turn: related.turn,
            span,
            text: related.span.text(source).to_owned(),
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
