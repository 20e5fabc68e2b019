//! Offsets and columns of one text in any unit, in time that does not grow with the length of a line.

use crate::text::{Encoding, LineIndex, Position};

/// Counts a text in one unit, with a mark every so many bytes.
#[derive(Clone, Debug)]
pub struct Units<'s> {
    source: &'s str,
    encoding: Encoding,
    marks: Vec<u32>,
}

impl<'s> Units<'s> {
    const STEP: usize = 512;

    /// Marks `source`; bytes need no marks.
    pub fn new(source: &'s str, encoding: Encoding) -> Self {
        let mut marks = vec![0];
        if encoding != Encoding::Utf8 {
            let (mut at, mut units) = (0, 0);
            while at + Self::STEP < source.len() {
                let next = border(source, at + Self::STEP);
                units += encoding.len(&source[border(source, at)..next]);
                marks.push(units);
                at += Self::STEP;
            }
        }
        Self { source, encoding, marks }
    }

    /// The units before a byte offset, which must be a character border.
    pub fn at(&self, offset: u32) -> u32 {
        if self.encoding == Encoding::Utf8 {
            return offset;
        }
        let mut mark = (offset as usize / Self::STEP).min(self.marks.len() - 1);
        if border(self.source, mark * Self::STEP) > offset as usize {
            mark -= 1;
        }
        self.marks[mark] + self.encoding.len(&self.source[border(self.source, mark * Self::STEP)..offset as usize])
    }

    /// The line and column of a byte offset, which must be a character border; `lines` indexes the same text.
    pub fn position(&self, lines: &LineIndex, offset: u32) -> Position {
        let line = lines.line_of(offset);
        let start = lines.line_range(line, self.source).start as u32;
        Position { line: line as u32, character: self.at(offset) - self.at(start) }
    }
}

/// The first character border from `at` on.
fn border(source: &str, at: usize) -> usize {
    (at..source.len()).find(|&at| source.is_char_boundary(at)).unwrap_or(source.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_as_the_line_index_does() {
        let text = "سطر أول 🙂 and some English\r\n".repeat(60) + &"كلمة🙂 ".repeat(300);
        let lines = LineIndex::new(&text);
        for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
            let units = Units::new(&text, encoding);
            for (at, _) in text.char_indices() {
                assert_eq!(units.position(&lines, at as u32), lines.position(&text, at as u32, encoding));
                assert_eq!(units.at(at as u32), encoding.len(&text[..at]));
            }
        }
    }
}
