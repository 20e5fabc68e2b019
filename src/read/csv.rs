//! Tables of comma-separated values (RFC 4180), row by row within the limit; each cell knows where it stands.
//!
//! Semicolons and tabs are understood as well: spreadsheets write them where the comma is the decimal sign. A quotation mark inside an
//! unquoted cell is a letter like any other.

use super::request::Piece;
use super::source::Opened;
use super::{ReadError, ReadErrorKind};
use std::io::BufRead;

/// One cell, without its quotation marks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Cell {
    pub text: String,
    /// The line it begins in, from 1.
    pub line: u32,
    /// The column it begins at, in characters, from 1.
    pub column: u32,
}

/// The rows of a table.
pub(super) struct Rows {
    opened: Opened,
    separator: Option<u8>,
    line: u32,
    offset: u64,
    done: bool,
}

/// Where in a cell a reader is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Start,
    Bare,
    Quoted,
    /// After a quotation mark that ends the cell, unless another follows.
    Closed,
}

impl State {
    /// The state after one more letter.
    const fn after(self, byte: u8, separator: u8) -> Self {
        match (self, byte) {
            (Self::Quoted, b'"') => Self::Closed,
            (Self::Quoted, _) | (Self::Start | Self::Closed, b'"') => Self::Quoted,
            (_, byte) if byte == separator => Self::Start,
            _ => Self::Bare,
        }
    }
}

impl Rows {
    pub(super) fn new(opened: Opened) -> Self {
        Self { opened, separator: None, line: 1, offset: 0, done: false }
    }

    /// Reads no further.
    pub(super) fn stop(&mut self) {
        self.done = true;
    }

    pub(super) fn name(&self) -> &str {
        &self.opened.name
    }

    /// The next row that is not empty.
    pub(super) fn row(&mut self) -> Option<Result<Vec<Cell>, ReadError>> {
        while !self.done {
            let (line, offset) = (self.line, self.offset);
            let raw = self.raw();
            let mut piece = Piece { file: &self.opened.name, line, column: 1, offset, bytes: Vec::new() };
            match raw {
                Err(error) => {
                    let error = piece.error(1, 1, None, error.into());
                    self.done = true;
                    return Some(Err(error));
                }
                Ok(None) => self.done = true,
                Ok(Some((_, true))) => return Some(Err(piece.error(1, 1, None, ReadErrorKind::TooLarge(self.opened.max_bytes)))),
                Ok(Some((bytes, false))) => {
                    piece.bytes = bytes;
                    let separator = *self.separator.get_or_insert_with(|| separator(&piece.bytes));
                    let cells = piece.text().and_then(|text| cells(&piece, text, separator));
                    if cells.as_ref().map_or(true, |cells| cells.iter().any(|cell| !cell.text.trim().is_empty())) {
                        return Some(cells);
                    }
                }
            }
        }
        None
    }

    /// The bytes of the next row and whether they were too many to keep; `None` at the end.
    fn raw(&mut self) -> std::io::Result<Option<(Vec<u8>, bool)>> {
        let (mut row, mut state, mut too_long) = (Vec::new(), State::Start, false);
        let separator = self.separator.unwrap_or(b',');
        let start = self.offset;
        loop {
            let buffer = self.opened.reader.fill_buf()?;
            if buffer.is_empty() {
                return Ok((self.offset > start).then_some((row, too_long)));
            }
            let mut end = None;
            for (at, &byte) in buffer.iter().enumerate() {
                self.line += u32::from(byte == b'\n');
                if byte == b'\n' && state != State::Quoted {
                    end = Some(at);
                    break;
                }
                // A byte order mark stands before the first cell.
                if start + at as u64 > 2 || !matches!(byte, 0xef | 0xbb | 0xbf) {
                    state = state.after(byte, separator);
                }
            }
            let part = &buffer[..end.unwrap_or(buffer.len())];
            too_long |= (row.len() + part.len()) as u64 > self.opened.max_bytes;
            if too_long {
                row = Vec::new();
            } else {
                row.extend_from_slice(part);
            }
            let used = part.len() + usize::from(end.is_some());
            self.opened.reader.consume(used);
            self.offset += used as u64;
            if end.is_some() {
                return Ok(Some((row, too_long)));
            }
        }
    }
}

/// What separates the cells of a header: the most frequent of the three.
fn separator(header: &[u8]) -> u8 {
    let count = |separator: u8| header.split(|&byte| byte == separator).count();
    [b'\t', b';', b','].into_iter().max_by_key(|&separator| count(separator)).unwrap_or(b',')
}

/// The cells of a row.
fn cells(piece: &Piece<'_>, text: &str, separator: u8) -> Result<Vec<Cell>, ReadError> {
    let text = text.strip_suffix('\r').unwrap_or(text);
    let (mut line, mut column) = (1, 1);
    let (mut cell, mut cells, mut state) = (Cell { line, column, ..Cell::default() }, Vec::new(), State::Start);
    for c in text.chars() {
        let byte = u8::try_from(c).ok().filter(u8::is_ascii).unwrap_or(b'x');
        let next = state.after(byte, separator);
        (line, column) = if c == '\n' { (line + 1, 1) } else { (line, column + 1) };
        match (state, next) {
            (State::Start, State::Quoted) | (State::Quoted, State::Closed) => {}
            (_, State::Start) => cells.push(std::mem::replace(&mut cell, Cell { text: String::new(), line, column })),
            _ => cell.text.push(c),
        }
        state = next;
    }
    if state == State::Quoted {
        let error = ReadErrorKind::Request { code: "invalid_csv", message: "the quotation mark is not closed".to_owned() };
        return Err(piece.error(cell.line, cell.column, None, error));
    }
    cells.push(cell);
    for cell in &mut cells {
        cell.line += piece.line - 1;
    }
    Ok(cells)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Text, line and column.
    type Told = (String, u32, u32);

    fn rows(text: &'static str) -> Vec<Result<Vec<Told>, String>> {
        let opened = Opened { name: "t.csv".to_owned(), reader: Box::new(text.as_bytes()), max_bytes: 40, id: None, path: None };
        let mut rows = Rows::new(opened);
        let plain = |row: Vec<Cell>| row.into_iter().map(|cell| (cell.text, cell.line, cell.column)).collect();
        std::iter::from_fn(|| rows.row()).map(|row| row.map(plain).map_err(|error| error.to_string())).collect()
    }

    fn row(cells: &[(&str, u32, u32)]) -> Vec<Told> {
        cells.iter().map(|&(text, line, column)| (text.to_owned(), line, column)).collect()
    }

    #[test]
    fn cells_are_told_with_their_places() {
        for (text, expected) in [
            ("a,b\n1,2", [row(&[("a", 1, 1), ("b", 1, 3)]), row(&[("1", 2, 1), ("2", 2, 3)])]),
            ("\u{feff}\"a\";b\r\n\r\n;;\n1;", [row(&[("a", 1, 1), ("b", 1, 5)]), row(&[("1", 4, 1), ("", 4, 3)])]),
            ("a\tb\n\"x \"\"y\"\"\n,z\"\t5\" w", [row(&[("a", 1, 1), ("b", 1, 3)]), row(&[("x \"y\"\n,z", 2, 1), ("5\" w", 3, 5)])]),
            ("لا,ب\n1,\"\"", [row(&[("لا", 1, 1), ("ب", 1, 4)]), row(&[("1", 2, 1), ("", 2, 3)])]),
        ] {
            assert_eq!(rows(text), expected.map(Ok), "{text:?}");
        }
    }

    #[test]
    fn an_open_quotation_mark_is_told_where_it_stands() {
        let error = Err("t.csv:2:3: the quotation mark is not closed".to_owned());
        assert_eq!(rows("a,b\n1,\"2\n3"), [Ok(row(&[("a", 1, 1), ("b", 1, 3)])), error]);
    }

    #[test]
    fn a_row_beyond_the_limit_is_skipped() {
        let found = rows("a,b\n\"0123456789012345678901234567890123\n56789\",2\n3,4\n");
        let error = Err("t.csv:2:1: larger than 40 bytes; --max-bytes raises the limit".to_owned());
        assert_eq!(found[1..], [error, Ok(row(&[("3", 4, 1), ("4", 4, 3)]))]);
    }
}
