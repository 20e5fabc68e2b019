//! Moves a report from a draft to the file the draft stands in.

use super::report::{PositionReport, SpanReport};
use super::{Offsets, Report};
use crate::text::{Encoding, LineIndex};

impl Report {
    /// Counts the places in the draft from the start of its file: `before` stands in front of the draft there.
    #[must_use]
    pub fn shifted(mut self, before: &str, draft: u32) -> Self {
        if before.is_empty() {
            return self;
        }
        let shift = Shift::new(before, self.offsets);
        for diagnostic in self.diagnostics.iter_mut().filter(|diagnostic| diagnostic.turn == draft) {
            shift.span(&mut diagnostic.span);
            shift.position(&mut diagnostic.range.start);
            shift.position(&mut diagnostic.range.end);
            for related in diagnostic.related.iter_mut().filter(|related| related.turn == draft) {
                shift.span(&mut related.span);
            }
            for edit in diagnostic.fixes.iter_mut().flat_map(|fix| &mut fix.edits) {
                edit.start += shift.units;
                edit.end += shift.units;
            }
        }
        self
    }
}

struct Shift {
    units: u32,
    lines: u32,
    characters: u32,
}

impl Shift {
    fn new(before: &str, offsets: Offsets) -> Self {
        let end = LineIndex::new(before).position(before, before.len() as u32, Encoding::Utf16);
        Self { units: Encoding::from(offsets).len(before), lines: end.line, characters: end.character }
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
