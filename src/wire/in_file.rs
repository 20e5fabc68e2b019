//! Moves places from a decoded reply to the library it is written in.

use super::Offsets;
use super::report::{DiagnosticReport, PositionReport, RangeReport, SpanReport};
use crate::diagnostic::{Applicability, Diagnostic};
use crate::text::origin::Origin;
use crate::text::{Encoding, Span};

/// Counts the places of a finding from the start of the file. What is written there is escaped or folded, so that no edit fits as it is: a person
/// has to make it.
pub(super) fn apply(report: &mut DiagnosticReport, diagnostic: &Diagnostic, origin: &Origin, offsets: Offsets) {
    let units = |offset: u32| origin.file.units(offset, offsets.into());
    let place = |span: Span| {
        let span = origin.span(span);
        SpanReport { start: units(span.start), end: units(span.end) }
    };
    let position = |offset: u32| {
        let position = origin.file.position(offset, Encoding::Utf16);
        PositionReport { line: position.line, character: position.character }
    };
    let span = origin.span(diagnostic.span);
    report.span = place(diagnostic.span);
    report.range = RangeReport { start: position(span.start), end: position(span.end) };
    for (told, related) in report.related.iter_mut().zip(&diagnostic.related).filter(|(_, related)| related.turn == diagnostic.turn) {
        told.span = place(related.span);
    }
    for (told, fix) in report.fixes.iter_mut().zip(&diagnostic.fixes) {
        told.applicability = Applicability::Display;
        for (told, edit) in told.edits.iter_mut().zip(&fix.edits) {
            let span = place(edit.span);
            (told.start, told.end) = (span.start, span.end);
        }
    }
}
