//! One request, or an array of requests read element by element, so that the limit holds for each.

use super::request::Piece;
use super::source::Opened;
use super::{ReadError, ReadErrorKind, Record};
use std::io::BufRead;

/// The requests of a file, in order.
pub(super) struct Elements {
    opened: Opened,
    place: Place,
    state: State,
}

/// The place of the next byte.
#[derive(Clone, Copy)]
struct Place {
    offset: u64,
    line: u32,
    column: u32,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Start,
    /// After `[`: an element or the end.
    First,
    /// After an element: a comma or the end.
    After,
    Done,
}

/// What one step over the file gave.
type Step = Result<Option<Result<Record, ReadError>>, ReadErrorKind>;

impl Elements {
    pub(super) fn new(opened: Opened) -> Self {
        Self { opened, place: Place { offset: 0, line: 1, column: 1 }, state: State::Start }
    }

    fn peek(&mut self) -> std::io::Result<Option<u8>> {
        Ok(self.opened.reader.fill_buf()?.first().copied())
    }

    fn advance(&mut self, byte: u8) {
        self.opened.reader.consume(1);
        self.place.offset += 1;
        if byte == b'\n' {
            (self.place.line, self.place.column) = (self.place.line + 1, 1);
        } else if byte & 0xc0 != 0x80 {
            self.place.column += 1;
        }
    }

    /// The next byte that is no white space; a byte order mark counts as white space.
    fn skip_space(&mut self) -> std::io::Result<Option<u8>> {
        while let Some(byte) = self.peek()? {
            let mark = self.place.offset < 3 && matches!(byte, 0xef | 0xbb | 0xbf);
            if !mark && !matches!(byte, b' ' | b'\t' | b'\r' | b'\n') {
                return Ok(Some(byte));
            }
            self.advance(byte);
            if mark {
                self.place.column = 1;
            }
        }
        Ok(None)
    }

    fn step(&mut self) -> Step {
        let next = self.skip_space()?;
        match (self.state, next) {
            (State::Start, None) => self.state = State::Done,
            (State::Start, Some(b'[')) => {
                self.advance(b'[');
                self.state = State::First;
            }
            (State::Start, Some(_)) => {
                self.state = State::Done;
                return Ok(Some(self.only()));
            }
            (State::First | State::After, Some(b']')) => {
                self.advance(b']');
                self.state = State::Done;
                if self.skip_space()?.is_some() {
                    return Err(broken("text after the end of the array"));
                }
            }
            (State::First, Some(_)) => return self.element().map(Some),
            (State::After, Some(b',')) => {
                self.advance(b',');
                self.skip_space()?;
                return self.element().map(Some);
            }
            (State::After, Some(_)) => return Err(broken("expected `,` or `]` after an element of the array")),
            (_, None) => return Err(broken("the array is not closed")),
            (State::Done, _) => {}
        }
        Ok(None)
    }

    /// A file that holds a single request.
    fn only(&mut self) -> Result<Record, ReadError> {
        let start = self.place;
        let bytes = self.opened.bytes()?;
        let name = self.opened.name.clone();
        let piece = Piece { file: &name, line: start.line, column: start.column, offset: start.offset, bytes };
        piece.record().map(|record| Record { listed: false, ..record })
    }

    /// One element of the array, up to the comma or bracket after it.
    fn element(&mut self) -> Result<Result<Record, ReadError>, ReadErrorKind> {
        self.state = State::After;
        let (start, mut bytes, mut too_long) = (self.place, Vec::new(), false);
        let (mut depth, mut quoted, mut escaped) = (0_u64, false, false);
        while let Some(byte) = self.peek()? {
            match byte {
                _ if escaped => escaped = false,
                b'\\' if quoted => escaped = true,
                b'"' => quoted = !quoted,
                _ if quoted => {}
                b',' | b']' if depth == 0 => break,
                b'[' | b'{' => depth += 1,
                b']' | b'}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            self.advance(byte);
            too_long |= bytes.len() as u64 >= self.opened.max_bytes;
            if too_long {
                bytes = Vec::new();
            } else {
                bytes.push(byte);
            }
        }
        if bytes.is_empty() && !too_long && self.peek()?.is_none() {
            return Err(broken("the array is not closed"));
        }
        let piece = Piece { file: &self.opened.name, line: start.line, column: start.column, offset: start.offset, bytes };
        if too_long {
            return Ok(Err(piece.error(1, 1, None, ReadErrorKind::TooLarge(self.opened.max_bytes))));
        }
        Ok(piece.record())
    }
}

fn broken(message: &str) -> ReadErrorKind {
    ReadErrorKind::Request { code: "invalid_json", message: message.to_owned() }
}

impl Iterator for Elements {
    type Item = Result<Record, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.state != State::Done {
            match self.step() {
                Ok(Some(record)) => return Some(record),
                Ok(None) => {}
                Err(kind) => {
                    self.state = State::Done;
                    let Place { line, column, .. } = self.place;
                    return Some(Err(ReadError { file: self.opened.name.clone(), line, column, id: None, kind }));
                }
            }
        }
        None
    }
}
