//! Positions of editors and bytes of texts, in both directions: the only place where the server counts in the client's units.

use crate::text::{self, LineIndex, Span};
use crate::wire::{Offsets, Units};
use lsp_types::{Position, Range};

pub(super) use crate::text::Encoding;

/// The best unit that a client offers; UTF-16 where it offers none.
pub(super) fn negotiate(offered: &[&str]) -> Encoding {
    let known = [("utf-8", Encoding::Utf8), ("utf-32", Encoding::Utf32), ("utf-16", Encoding::Utf16)];
    known.into_iter().find(|(name, _)| offered.contains(name)).map_or(Encoding::Utf16, |(_, encoding)| encoding)
}

/// What the protocol calls a unit.
pub(super) const fn name(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::Utf8 => "utf-8",
        Encoding::Utf16 => "utf-16",
        Encoding::Utf32 => "utf-32",
    }
}

/// The unit of offsets in reports that goes with a unit of positions.
pub(super) const fn offsets(encoding: Encoding) -> Offsets {
    match encoding {
        Encoding::Utf8 => Offsets::Utf8,
        Encoding::Utf16 => Offsets::Utf16,
        Encoding::Utf32 => Offsets::Utf32,
    }
}

/// The places of one text.
#[derive(Debug)]
pub(super) struct Places<'t> {
    text: &'t str,
    lines: &'t LineIndex,
    units: Units<'t>,
}

impl<'t> Places<'t> {
    /// The places of `text` in a unit.
    pub(super) fn new(text: &'t str, lines: &'t LineIndex, encoding: Encoding) -> Self {
        Self { text, lines, units: Units::new(text, encoding) }
    }

    /// The position of a byte; inside a character it is the character's start, beyond the text its end.
    pub(super) fn position(&self, byte: u32) -> Position {
        let mut at = (byte as usize).min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        let text::Position { line, character } = self.units.position(self.lines, at as u32);
        Position { line, character }
    }

    /// The range of a span.
    pub(super) fn range(&self, span: Span) -> Range {
        Range { start: self.position(span.start), end: self.position(span.end) }
    }
}

/// The byte of a position: at most the end of its line; inside a character, the character's start.
pub(super) fn byte(text: &str, lines: &LineIndex, position: Position, encoding: Encoding) -> u32 {
    locate(text, lines, position, encoding).0 as u32
}

/// The span of a range; a range that is the wrong way round is empty.
pub(super) fn span(text: &str, lines: &LineIndex, range: Range, encoding: Encoding) -> Span {
    let (start, end) = (byte(text, lines, range.start, encoding), byte(text, lines, range.end, encoding));
    Span::new(start, end.max(start))
}

/// Replaces a range by a text.
///
/// A client that counts in UTF-16 may cut a character in two. What is left of it stays as U+FFFD, which is as long as the half: no later place is shifted.
pub(super) fn replace(text: &mut String, lines: &LineIndex, (range, new): (Range, &str), encoding: Encoding) {
    let (start, cut_start) = locate(text, lines, range.start, encoding);
    let (mut end, mut cut_end) = locate(text, lines, range.end, encoding);
    if range.end < range.start {
        (end, cut_end) = (start, cut_start);
    }
    let half = |cut: bool| if cut && encoding == Encoding::Utf16 { "\u{fffd}" } else { "" };
    let after = if cut_end { text[end..].chars().next().map_or(end, |c| end + c.len_utf8()) } else { end };
    let (before, behind) = (half(cut_start), half(cut_end));
    if before.is_empty() && behind.is_empty() && !cut_start && !cut_end {
        text.replace_range(start..end, new);
    } else {
        text.replace_range(start..after, &[before, new, behind].concat());
    }
}

/// The byte of a position, and whether the position lies inside the character that begins there.
fn locate(text: &str, lines: &LineIndex, position: Position, encoding: Encoding) -> (usize, bool) {
    if position.line as usize >= lines.lines() {
        return (text.len(), false);
    }
    let range = lines.line_range(position.line as usize, text);
    let line = text[range.clone()].trim_end_matches(['\r', '\n']);
    if encoding == Encoding::Utf8 {
        let mut at = (position.character as usize).min(line.len());
        let wanted = at;
        while !line.is_char_boundary(at) {
            at -= 1;
        }
        return (range.start + at, at < wanted);
    }
    let mut units = 0;
    for (at, c) in line.char_indices() {
        let next = units + if encoding == Encoding::Utf16 { c.len_utf16() as u32 } else { 1 };
        if next > position.character {
            return (range.start + at, units < position.character);
        }
        units = next;
    }
    (range.start + line.len(), false)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(line: u32, character: u32) -> Position {
        Position { line, character }
    }

    #[test]
    fn the_best_unit_is_chosen() {
        for (offered, expected) in
            [(&["utf-16", "utf-8"][..], Encoding::Utf8), (&["utf-16", "utf-32"], Encoding::Utf32), (&["utf-7"], Encoding::Utf16), (&[], Encoding::Utf16)]
        {
            assert_eq!(negotiate(offered), expected);
        }
    }

    #[test]
    fn a_place_inside_a_character_is_its_start() {
        let text = "a👍b\r\nلا";
        let lines = LineIndex::new(text);
        for (position, encoding, expected) in [
            (at(0, 2), Encoding::Utf16, 1),
            (at(0, 3), Encoding::Utf16, 5),
            (at(0, 3), Encoding::Utf8, 1),
            (at(0, 2), Encoding::Utf32, 5),
            (at(0, 99), Encoding::Utf16, 6),
            (at(1, 1), Encoding::Utf16, 10),
            (at(7, 0), Encoding::Utf16, 12),
        ] {
            assert_eq!(byte(text, &lines, position, encoding), expected, "{position:?} {encoding:?}");
        }
    }

    #[test]
    fn half_a_character_stays_as_long_as_it_was() {
        for (start, end, expected) in [(0, 1, "x\u{fffd}b"), (1, 2, "\u{fffd}xb"), (1, 1, "\u{fffd}x\u{fffd}b"), (0, 2, "xb"), (1, 3, "\u{fffd}x")] {
            let mut text = "👍b".to_owned();
            let lines = LineIndex::new(&text);
            replace(&mut text, &lines, (Range { start: at(0, start), end: at(0, end) }, "x"), Encoding::Utf16);
            assert_eq!(text, expected, "{start}..{end}");
        }
    }
}
