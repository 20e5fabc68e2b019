//! Where in the file a finding stands, as people count: lines and columns from 1, columns in characters.

use super::Reviewed;
use crate::read::Record;
use crate::text::origin::Origin;
use crate::text::{Encoding, LineIndex, Span};
use crate::wire::Units;

/// The lines of one draft within its file.
pub(super) struct Places<'s> {
    pub(super) source: &'s str,
    pub(super) lines: LineIndex,
    columns: Units<'s>,
    before: (u32, u32),
    /// Characters before the draft, without a byte order mark.
    skipped: u32,
    /// The line of a request in its file.
    request: Option<u32>,
    /// The way back from a reply in a library.
    origin: Option<&'s Origin>,
}

/// A range in a file: lines and columns from 1, the end exclusive; characters from 0. A byte order mark counts nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Region {
    pub start: (u32, u32),
    pub end: (u32, u32),
    pub offset: u32,
    pub length: u32,
}

impl<'s> Places<'s> {
    pub(super) fn new(reviewed: &'s Reviewed) -> Self {
        Self::of_record(&reviewed.record, reviewed.draft())
    }

    /// The places of a record whose judged turn is `source`.
    pub(super) fn of_record(record: &'s Record, source: &'s str) -> Self {
        let before = record.before.as_str();
        let end = LineIndex::new(before).position(before, before.len() as u32, Encoding::Utf32);
        let mark = u32::from(before == "\u{feff}");
        let skipped = Encoding::Utf32.len(before) - u32::from(before.starts_with('\u{feff}'));
        let columns = Units::new(source, Encoding::Utf32);
        let before = (end.line, end.character - mark);
        Self { source, lines: LineIndex::new(source), columns, before, skipped, request: record.line, origin: record.origin.as_ref() }
    }

    /// Where a span of the draft stands.
    pub(super) fn region(&self, span: Span) -> Region {
        if let Some(origin) = self.origin {
            let (text, span) = (&origin.file.text, origin.span(span));
            let place = |offset: u32| {
                let position = origin.file.position(offset, Encoding::Utf32);
                (position.line + 1, position.character + 1)
            };
            let offset = origin.file.units(span.start, Encoding::Utf32) - u32::from(text.starts_with('\u{feff}'));
            return Region { start: place(span.start), end: place(span.end), offset, length: Encoding::Utf32.len(span.text(text)) };
        }
        let (first, last) = (self.columns.at(span.start), self.columns.at(span.end));
        Region { start: self.of(span.start), end: self.of(span.end), offset: self.skipped + first, length: last - first }
    }

    /// Where a span stands as those see it who open the file: for a request, the line that holds it.
    pub(super) fn in_file(&self, span: Span) -> ((u32, u32), (u32, u32)) {
        let Region { start, end, .. } = self.region(span);
        self.request.map_or((start, end), |line| ((line, 1), (line, 1)))
    }

    /// Line and column of a byte of the draft; a byte order mark is no column.
    pub(super) fn of(&self, offset: u32) -> (u32, u32) {
        if let Some(origin) = self.origin {
            let position = origin.file.position(origin.start(offset), Encoding::Utf32);
            return (position.line + 1, position.character + 1);
        }
        let position = self.columns.position(&self.lines, offset);
        let shift = if position.line == 0 { self.before.1 } else { 0 };
        (position.line + self.before.0 + 1, position.character + shift + 1)
    }
}
