//! Requests, one a line; a line beyond the limit is skipped in bounded memory and the next one is read.

use super::request::Piece;
use super::source::Opened;
use super::{ReadError, ReadErrorKind, Record};
use std::io::BufRead;

/// The requests of a file, in order; blank lines are skipped.
pub(super) struct Lines {
    opened: Opened,
    line: u32,
    offset: u64,
    done: bool,
}

impl Lines {
    pub(super) fn new(opened: Opened) -> Self {
        Self { opened, line: 0, offset: 0, done: false }
    }

    /// The next line without its end, its offset and whether it was too long to keep; `None` at the end of the file.
    fn line(&mut self) -> std::io::Result<Option<(Vec<u8>, u64, bool)>> {
        let (mut line, start, mut too_long) = (Vec::new(), self.offset, false);
        loop {
            let buffer = self.opened.reader.fill_buf()?;
            if buffer.is_empty() {
                return Ok((self.offset > start).then_some((line, start, too_long)));
            }
            let end = buffer.iter().position(|&byte| byte == b'\n');
            let part = &buffer[..end.unwrap_or(buffer.len())];
            too_long |= (line.len() + part.len()) as u64 > self.opened.max_bytes;
            if too_long {
                line = Vec::new();
            } else {
                line.extend_from_slice(part);
            }
            let used = part.len() + usize::from(end.is_some());
            self.opened.reader.consume(used);
            self.offset += used as u64;
            if end.is_some() {
                return Ok(Some((line, start, too_long)));
            }
        }
    }

    /// The next line that is not blank, for `read` to make something of.
    pub(super) fn next_as<T>(&mut self, read: impl FnOnce(Piece<'_>) -> Result<T, ReadError>) -> Option<Result<T, ReadError>> {
        while !self.done {
            self.line += 1;
            let line = self.line();
            let mut piece = Piece { file: &self.opened.name, line: self.line, column: 1, offset: 0, bytes: Vec::new() };
            match line {
                Ok(Some((_, _, true))) => return Some(Err(piece.error(1, 1, None, ReadErrorKind::TooLarge(self.opened.max_bytes)))),
                Ok(Some((bytes, _, _))) if bytes.trim_ascii().is_empty() => {}
                Ok(Some((bytes, offset, _))) => {
                    (piece.bytes, piece.offset) = (bytes, offset);
                    return Some(read(piece));
                }
                Ok(None) => self.done = true,
                Err(error) => {
                    let error = piece.error(1, 1, None, error.into());
                    self.done = true;
                    return Some(Err(error));
                }
            }
        }
        None
    }
}

impl Iterator for Lines {
    type Item = Result<Record, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.next_as(record)
    }
}

fn record(piece: Piece<'_>) -> Result<Record, ReadError> {
    piece.record()
}
