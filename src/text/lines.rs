//! Lines and columns, in the three encodings of editors.

/// How an editor counts the characters of a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// Bytes.
    #[default]
    Utf8,
    /// UTF-16 code units.
    Utf16,
    /// Unicode scalar values.
    Utf32,
}

impl Encoding {
    /// How many units `text` has.
    pub fn len(self, text: &str) -> u32 {
        let units = match self {
            Self::Utf8 => text.len(),
            Self::Utf16 => text.chars().map(char::len_utf16).sum(),
            Self::Utf32 => text.chars().count(),
        };
        units as u32
    }
}

/// A place in a text: both numbers count from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line.
    pub line: u32,
    /// Units of the chosen [`Encoding`] from the start of the line.
    pub character: u32,
}

/// The starts of the lines of one text. Lines end at `\n`, `\r\n` or a lone `\r`.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    /// Indexes `text`.
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for (at, &byte) in bytes.iter().enumerate() {
            if byte == b'\n' || (byte == b'\r' && bytes.get(at + 1) != Some(&b'\n')) {
                starts.push(at as u32 + 1);
            }
        }
        Self { starts }
    }

    /// How many lines there are; at least 1.
    pub fn lines(&self) -> usize {
        self.starts.len()
    }

    /// The line (from 0) that holds a byte offset.
    pub fn line_of(&self, offset: u32) -> usize {
        self.starts.partition_point(|&start| start <= offset) - 1
    }

    /// The bytes of `line` (from 0) with its line end; the last line for a number beyond it.
    pub fn line_range(&self, line: usize, text: &str) -> std::ops::Range<usize> {
        let line = line.min(self.starts.len() - 1);
        let end = self.starts.get(line + 1).map_or(text.len(), |&end| end as usize);
        self.starts[line] as usize..end
    }

    /// The line and column of a byte offset; an offset inside a character is read as that character's start.
    pub fn position(&self, text: &str, offset: u32, encoding: Encoding) -> Position {
        let line = self.line_of(offset);
        let start = self.starts[line] as usize;
        let mut end = (offset as usize).min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        Position { line: line as u32, character: encoding.len(&text[start.min(end)..end]) }
    }

    /// The byte offset of a position; beyond the end of its line it is the end of the line's text.
    pub fn offset(&self, text: &str, position: Position, encoding: Encoding) -> u32 {
        if position.line as usize >= self.starts.len() {
            return text.len() as u32;
        }
        let range = self.line_range(position.line as usize, text);
        let line = text[range.clone()].trim_end_matches(['\r', '\n']);
        let mut units = 0;
        for (at, c) in line.char_indices() {
            if units >= position.character {
                return (range.start + at) as u32;
            }
            units += encoding.len(c.encode_utf8(&mut [0; 4]));
        }
        (range.start + line.len()) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_in_three_encodings() {
        let text = "مرحبا 🙂 x\r\nb";
        let index = LineIndex::new(text);
        let x = text.find('x').unwrap_or_default() as u32;
        for (encoding, character) in [(Encoding::Utf8, 16), (Encoding::Utf16, 9), (Encoding::Utf32, 8)] {
            let position = Position { line: 0, character };
            assert_eq!(index.position(text, x, encoding), position);
            assert_eq!(index.offset(text, position, encoding), x);
        }
        assert_eq!(index.position(text, text.len() as u32, Encoding::Utf8), Position { line: 1, character: 1 });
        assert_eq!(index.lines(), 2);
    }
}
