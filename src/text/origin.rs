//! The way back from a decoded text to its file: escapes, folded lines and indentation undone.

use super::{Encoding, LineIndex, Position, Span};
use std::sync::Arc;

/// A file whose strings were decoded.
#[derive(Clone, Debug)]
pub struct SourceText {
    /// All of it.
    pub text: String,
    /// Its lines.
    pub lines: LineIndex,
    /// Characters and UTF-16 code units before every so many bytes: a file may be one long line.
    marks: Vec<(u32, u32)>,
}

impl SourceText {
    /// Indexes the lines of a file.
    pub fn new(text: String) -> Self {
        let lines = LineIndex::new(&text);
        let (mut marks, mut at, mut count) = (vec![(0, 0)], 0, (0, 0));
        while at + STEP <= text.len() {
            let part = &text[border(&text, at)..border(&text, at + STEP)];
            count = (count.0 + Encoding::Utf32.len(part), count.1 + Encoding::Utf16.len(part));
            marks.push(count);
            at += STEP;
        }
        Self { text, lines, marks }
    }

    /// The units before a byte.
    pub fn units(&self, offset: u32, encoding: Encoding) -> u32 {
        let end = border(&self.text, offset as usize);
        let mark = (end / STEP).min(self.marks.len() - 1);
        let before = match encoding {
            Encoding::Utf8 => return end as u32,
            Encoding::Utf16 => self.marks[mark].1,
            Encoding::Utf32 => self.marks[mark].0,
        };
        before + encoding.len(&self.text[border(&self.text, mark * STEP)..end])
    }

    /// The line and column of a byte; a byte order mark is no column.
    pub fn position(&self, offset: u32, encoding: Encoding) -> Position {
        let line = self.lines.line_of(offset);
        let start = self.lines.line_range(line, &self.text).start as u32;
        let character = self.units(offset, encoding).saturating_sub(self.units(start, encoding));
        let mut position = Position { line: line as u32, character };
        if position.line == 0 && self.text.starts_with('\u{feff}') {
            position.character = position.character.saturating_sub(encoding.len("\u{feff}"));
        }
        position
    }
}

/// Bytes between two marks.
const STEP: usize = 1024;

/// The last character border up to a byte.
fn border(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or_default()
}

/// A run of the decoded text and what it was made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    /// In the decoded text.
    at: u32,
    length: u32,
    /// In the file.
    from: u32,
    taken: u32,
}

impl Piece {
    /// Whether it reads as it is written.
    const fn is_verbatim(self) -> bool {
        self.length == self.taken
    }
}

/// A text in the making, each part with its place in the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decoded {
    /// What it reads.
    pub text: String,
    pieces: Vec<Piece>,
}

impl Decoded {
    /// Adds what is written as it reads, at this byte of the file.
    pub fn verbatim(&mut self, text: &str, from: usize) {
        self.push(text, from, text.len());
    }

    /// Adds a text that so many bytes of the file stand for.
    pub fn replaced(&mut self, text: &str, from: usize, taken: usize) {
        self.push(text, from, taken);
    }

    /// Where in the file it begins.
    pub fn start(&self) -> u32 {
        self.pieces.first().map_or(0, |piece| piece.from)
    }

    /// Where in the file it ends; its beginning where only that is known.
    pub fn end(&self) -> u32 {
        self.pieces.last().map_or(0, |piece| if piece.taken == u32::MAX { piece.from } else { piece.from + piece.taken })
    }

    /// Whether a byte of the file belongs to it.
    pub fn covers(&self, offset: usize) -> bool {
        let offset = offset as u32;
        self.pieces.iter().any(|piece| piece.taken != u32::MAX && piece.from <= offset && offset - piece.from < piece.taken)
    }

    /// A text of which only the place of its beginning is known.
    pub fn whole(text: &str, from: usize) -> Self {
        Self { text: text.to_owned(), pieces: vec![Piece { at: 0, length: text.len() as u32, from: from as u32, taken: u32::MAX }] }
    }

    fn push(&mut self, text: &str, from: usize, taken: usize) {
        if text.is_empty() {
            return;
        }
        let piece = Piece { at: self.text.len() as u32, length: text.len() as u32, from: from as u32, taken: taken as u32 };
        self.text.push_str(text);
        match self.pieces.last_mut() {
            Some(last) if last.is_verbatim() && piece.is_verbatim() && last.from + last.taken == piece.from => {
                last.length += piece.length;
                last.taken += piece.taken;
            }
            _ => self.pieces.push(piece),
        }
    }

    /// The text, and the way back to this file.
    pub fn finish(self, file: &Arc<SourceText>) -> (String, Origin) {
        (self.text, Origin { file: Arc::clone(file), pieces: self.pieces })
    }
}

/// The way back from a decoded text to its file.
#[derive(Clone, Debug)]
pub struct Origin {
    /// The file.
    pub file: Arc<SourceText>,
    pieces: Vec<Piece>,
}

impl PartialEq for Origin {
    fn eq(&self, other: &Self) -> bool {
        self.pieces == other.pieces && self.file.text == other.file.text
    }
}

impl Eq for Origin {}

impl Origin {
    /// Where in the file a span of the text stands.
    pub fn span(&self, span: Span) -> Span {
        let start = self.start(span.start);
        if span.is_empty() { Span::new(start, start) } else { Span::new(start, self.end(span.end).max(start)) }
    }

    /// The byte of the file at which a byte of the text begins.
    pub fn start(&self, offset: u32) -> u32 {
        let Some(piece) = self.piece(offset) else { return 0 };
        let inside = (offset - piece.at).min(piece.length);
        match (piece.is_verbatim(), piece.taken) {
            (true, _) => piece.from + inside,
            // Behind the last piece.
            (false, taken) if inside == piece.length && taken != u32::MAX => piece.from + taken,
            (false, _) => piece.from,
        }
    }

    /// The byte of the file at which the text before `offset` ends.
    fn end(&self, offset: u32) -> u32 {
        let Some(piece) = self.piece(offset.saturating_sub(1)) else { return 0 };
        match (piece.is_verbatim(), piece.taken) {
            (true, _) => piece.from + (offset - piece.at).min(piece.length),
            (false, u32::MAX) => piece.from,
            (false, taken) => piece.from + taken,
        }
    }

    fn piece(&self, offset: u32) -> Option<Piece> {
        let after = self.pieces.partition_point(|piece| piece.at <= offset);
        self.pieces.get(after.saturating_sub(1)).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_counted_from_marks() {
        let text = "كلمة🙂 x\r\n".repeat(400);
        let file = SourceText::new(text.clone());
        for (at, _) in text.char_indices().step_by(7) {
            for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
                assert_eq!(file.units(at as u32, encoding), encoding.len(&text[..at]));
                assert_eq!(file.position(at as u32, encoding), file.lines.position(&text, at as u32, encoding));
            }
        }
    }

    #[test]
    fn places_are_found_again() {
        let source = "\u{feff}\"لا \\u064a\\nمكن\"";
        let mut decoded = Decoded::default();
        let at = |text: &str| source.find(text).unwrap_or_default();
        decoded.verbatim("لا ", at("لا"));
        decoded.replaced("ي", at("\\u"), 6);
        decoded.replaced("\n", at("\\n"), 2);
        decoded.verbatim("مك", at("مكن"));
        decoded.verbatim("ن", at("ن"));
        assert_eq!((decoded.text.as_str(), decoded.pieces.len()), ("لا ي\nمكن", 4));
        let (text, origin) = decoded.finish(&Arc::new(SourceText::new(source.to_owned())));
        for (found, expected) in [("لا ي", "لا \\u064a"), ("ي", "\\u064a"), ("ي\nم", "\\u064a\\nم"), ("كن", "كن"), ("\n", "\\n")] {
            let start = text.find(found).unwrap_or_default();
            let span = origin.span(Span::new(start as u32, (start + found.len()) as u32));
            assert_eq!(span.text(source), expected, "{found}");
        }
        assert_eq!(origin.file.position(origin.start(0), Encoding::Utf32), Position { line: 0, character: 1 });
        assert_eq!(origin.start(text.len() as u32), source.len() as u32 - 1);
    }
}
