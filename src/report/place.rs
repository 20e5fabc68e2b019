//! Where in the file a finding stands, as people count: lines and columns from 1, columns in characters.

use super::Reviewed;
use crate::text::{Encoding, LineIndex};
use crate::wire::Units;

/// The lines of one draft within its file.
pub(super) struct Places<'s> {
    pub(super) source: &'s str,
    pub(super) lines: LineIndex,
    columns: Units<'s>,
    before: (u32, u32),
}

impl<'s> Places<'s> {
    pub(super) fn new(reviewed: &'s Reviewed) -> Self {
        let (source, before) = (reviewed.draft(), reviewed.record.before.as_str());
        let end = LineIndex::new(before).position(before, before.len() as u32, Encoding::Utf32);
        let mark = u32::from(before == "\u{feff}");
        Self { source, lines: LineIndex::new(source), columns: Units::new(source, Encoding::Utf32), before: (end.line, end.character - mark) }
    }

    /// Line and column of a byte of the draft; a byte order mark is no column.
    pub(super) fn of(&self, offset: u32) -> (u32, u32) {
        let position = self.columns.position(&self.lines, offset);
        let shift = if position.line == 0 { self.before.1 } else { 0 };
        (position.line + self.before.0 + 1, position.character + shift + 1)
    }
}
