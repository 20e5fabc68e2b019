//! The objects of a JSON export, one after the other: a line each, the elements of a list, or of a list inside one object.
//!
//! Nothing is parsed here: braces and quotation marks tell where an object ends, so that memory holds one of them. In a file of lines, a line
//! that is cut off does not swallow the ones after it.

use super::super::request::Piece;
use super::super::source::Opened;
use super::super::{ReadError, ReadErrorKind};
use std::io::BufRead as _;

/// An object of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Found {
    /// The line it begins in, from 1.
    pub line: u32,
    /// Its offset in the file.
    pub offset: u64,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The objects of a file.
pub(super) struct Objects {
    opened: Opened,
    /// Keys whose lists hold the records.
    lists: &'static [&'static str],
    line: u32,
    offset: u64,
    state: State,
    done: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Between objects that stand for themselves.
    Between,
    /// In a list; `wrapped`: inside an object.
    List { wrapped: bool },
    /// After the list of an object, so many braces deep.
    Rest(u32),
}

/// How the reading of an object ended.
enum End {
    Whole(Found),
    /// It holds a list of records.
    List,
    /// A new line begins with a brace.
    CutOff(Found),
    TooLong(Found),
    /// The file ends.
    Open(Found),
}

impl Objects {
    pub(super) fn new(opened: Opened, lists: &'static [&'static str]) -> Self {
        Self { opened, lists, line: 1, offset: 0, state: State::Between, done: false }
    }

    /// The file.
    pub(super) fn name(&self) -> &str {
        &self.opened.name
    }

    fn peek(&mut self) -> std::io::Result<Option<u8>> {
        Ok(self.opened.reader.fill_buf()?.first().copied())
    }

    fn advance(&mut self, byte: u8) {
        self.opened.reader.consume(1);
        self.offset += 1;
        self.line += u32::from(byte == b'\n');
    }

    fn error(&self, found: &Found, kind: ReadErrorKind) -> ReadError {
        Piece { file: &self.opened.name, line: found.line, column: 1, offset: found.offset, bytes: Vec::new() }.error(1, 1, None, kind)
    }

    fn broken(&self, found: &Found, message: &str) -> ReadError {
        self.error(found, ReadErrorKind::Request { code: "invalid_json", message: message.to_owned() })
    }

    /// One step: an object, an error, or nothing yet.
    fn step(&mut self) -> std::io::Result<Option<Result<Found, ReadError>>> {
        let Some(byte) = self.peek()? else {
            self.done = true;
            return Ok(None);
        };
        match (self.state, byte) {
            (State::Rest(depth), _) => self.rest(depth, byte),
            (State::Between | State::List { .. }, b'{') => return self.object(),
            (State::Between, b'[') => {
                self.advance(byte);
                self.state = State::List { wrapped: false };
            }
            (State::List { wrapped }, b']') => {
                self.advance(byte);
                self.state = if wrapped { State::Rest(1) } else { State::Between };
            }
            // Commas, white space, a byte order mark; another word is passed over with its line.
            (_, b',' | b' ' | b'\t' | b'\r' | b'\n' | 0xef | 0xbb | 0xbf | 0x1e) => self.advance(byte),
            _ => {
                let found = Found { line: self.line, offset: self.offset, bytes: Vec::new() };
                while let Some(byte) = self.peek()?.filter(|&byte| byte != b'\n') {
                    self.advance(byte);
                }
                return Ok(Some(Err(self.broken(&found, "expected an object"))));
            }
        }
        Ok(None)
    }

    /// Passes over what stands after the list of an object.
    fn rest(&mut self, depth: u32, byte: u8) {
        self.advance(byte);
        match byte {
            b'{' => self.state = State::Rest(depth + 1),
            b'}' if depth == 1 => self.state = State::Between,
            b'}' => self.state = State::Rest(depth - 1),
            _ => {}
        }
    }

    fn object(&mut self) -> std::io::Result<Option<Result<Found, ReadError>>> {
        Ok(match self.read()? {
            End::Whole(found) => Some(Ok(found)),
            End::List => {
                self.state = State::List { wrapped: true };
                None
            }
            End::CutOff(found) => Some(Err(self.broken(&found, "the object is cut off at the end of the line"))),
            End::Open(found) => Some(Err(self.broken(&found, "the file ends inside an object"))),
            End::TooLong(found) => Some(Err(self.error(&found, ReadErrorKind::TooLarge(self.opened.max_bytes)))),
        })
    }

    /// Reads from a brace to its counterpart.
    fn read(&mut self) -> std::io::Result<End> {
        let mut found = Found { line: self.line, offset: self.offset, bytes: Vec::new() };
        let (mut depth, mut quoted, mut escaped, mut too_long) = (0_u32, false, false, false);
        // The last string at depth 1, and the last byte that is no white space.
        let (mut key, mut before) = (Vec::new(), 0);
        let mut fresh = false;
        while let Some(byte) = self.peek()? {
            if fresh && byte == b'{' && self.state == State::Between {
                return Ok(End::CutOff(found));
            }
            fresh = byte == b'\n';
            quoted &= !fresh;
            match byte {
                _ if escaped => escaped = false,
                b'\\' if quoted => escaped = true,
                b'"' => {
                    quoted = !quoted;
                    if quoted && depth == 1 {
                        key.clear();
                    }
                }
                _ if quoted && depth == 1 && key.len() < 64 => key.push(byte),
                _ if quoted => {}
                b'[' if depth == 1 && before == b':' && self.state == State::Between && self.lists.iter().any(|list| list.as_bytes() == key) => {
                    self.advance(byte);
                    return Ok(End::List);
                }
                b'{' | b'[' => depth += 1,
                b'}' | b']' => depth = depth.saturating_sub(1),
                _ => {}
            }
            if !byte.is_ascii_whitespace() {
                before = byte;
            }
            self.advance(byte);
            too_long |= found.bytes.len() as u64 >= self.opened.max_bytes;
            if too_long {
                found.bytes = Vec::new();
            } else {
                found.bytes.push(byte);
            }
            if depth == 0 {
                return Ok(if too_long { End::TooLong(found) } else { End::Whole(found) });
            }
        }
        Ok(End::Open(found))
    }
}

impl Iterator for Objects {
    type Item = Result<Found, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.done {
            match self.step() {
                Ok(Some(found)) => return Some(found),
                Ok(None) => {}
                Err(error) => {
                    self.done = true;
                    let found = Found { line: self.line, offset: self.offset, bytes: Vec::new() };
                    return Some(Err(self.error(&found, error.into())));
                }
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn objects(text: &'static str) -> Vec<Result<(u32, String), String>> {
        let opened = Opened { name: "t.json".to_owned(), reader: Box::new(text.as_bytes()), max_bytes: 60, id: None, path: None };
        let told = |found: Found| (found.line, String::from_utf8_lossy(&found.bytes).into_owned());
        Objects::new(opened, &["tickets"]).map(|found| found.map(told).map_err(|error| error.to_string())).collect()
    }

    fn whole(found: &[(u32, &str)]) -> Vec<Result<(u32, String), String>> {
        found.iter().map(|(line, text)| Ok((*line, (*text).to_owned()))).collect()
    }

    #[test]
    fn lines_lists_and_wrapped_lists_hold_the_same() {
        let expected = [(1, r#"{"a":"}\"{"}"#), (2, r#"{"b":[{}]}"#)];
        assert_eq!(objects("\u{feff}{\"a\":\"}\\\"{\"}\n{\"b\":[{}]}\n"), whole(&expected));
        assert_eq!(objects("[{\"a\":\"}\\\"{\"},\n {\"b\":[{}]}]"), whole(&expected));
        assert_eq!(objects("{\"count\":2,\"tickets\": [{\"a\":\"}\\\"{\"},\n{\"b\":[{}]}],\"next\":{\"x\":[]}}"), whole(&expected));
    }

    #[test]
    fn what_is_cut_off_takes_nothing_with_it() {
        let found = objects("{\"a\":\"x\n{\"b\":1}\nword\n{\"c\":\"0123456789012345678901234567890123456789012345678901234567890\"}\n{\"d\":{");
        let error = |text: &str| Err(text.to_owned());
        assert_eq!(
            found,
            [
                error("t.json:1:1: the object is cut off at the end of the line"),
                Ok((2, "{\"b\":1}".to_owned())),
                error("t.json:3:1: expected an object"),
                error("t.json:4:1: larger than 60 bytes; --max-bytes raises the limit"),
                error("t.json:5:1: the file ends inside an object"),
            ]
        );
    }
}
