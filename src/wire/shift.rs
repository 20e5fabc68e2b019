//! Moves places from a draft to the file the draft stands in.

use super::Offsets;
use super::report::{DiagnosticReport, PositionReport, SpanReport};
use crate::text::{Encoding, LineIndex};

/// How far the draft stands from the start of its file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shift {
    units: u32,
    lines: u32,
    characters: u32,
}

impl Shift {
    pub(super) fn new(before: &str, offsets: Offsets) -> Self {
        let end = LineIndex::new(before).position(before, before.len() as u32, Encoding::Utf16);
        Self { units: Encoding::from(offsets).len(before), lines: end.line, characters: end.character }
    }

    /// Counts the places of a finding in turn `draft` from the start of the file.
    pub(super) fn apply(&self, diagnostic: &mut DiagnosticReport, draft: u32) {
        if diagnostic.turn != draft {
            return;
        }
        self.span(&mut diagnostic.span);
        self.position(&mut diagnostic.range.start);
        self.position(&mut diagnostic.range.end);
        for related in diagnostic.related.iter_mut().filter(|related| related.turn == draft) {
            self.span(&mut related.span);
        }
        for edit in diagnostic.fixes.iter_mut().flat_map(|fix| &mut fix.edits) {
            edit.start += self.units;
            edit.end += self.units;
        }
    }

    fn span(&self, span: &mut SpanReport) {
        span.start += self.units;
        span.end += self.units;
    }

    fn position(&self, position: &mut PositionReport) {
        if position.line == 0 {
            position.character += self.characters;
        }
        position.line += self.lines;
    }
}
