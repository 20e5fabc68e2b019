//! Joins messages of one conversation that stand apart: texts go to a file, memory holds a few numbers a message.

use super::super::ReadError;
use super::Raw;
use crate::conversation::{Markup, Role, Turn};
use crate::transcript::Transcript;
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};

/// What is kept of a message in the file.
#[derive(Debug, Serialize, Deserialize)]
struct Kept {
    role: Role,
    text: String,
    markup: Markup,
    at: Option<i64>,
    author: Option<String>,
}

/// Where a message is, and which conversation it belongs to.
#[derive(Clone, Copy, Debug)]
struct Entry {
    key: u64,
    at: i64,
    offset: u64,
    length: u32,
    line: u32,
}

/// Messages being collected.
pub(super) struct Join {
    file: BufWriter<File>,
    entries: Vec<Entry>,
    offset: u64,
}

/// Messages joined, the conversations in the order of their first message.
pub(super) struct Joined {
    file: File,
    entries: Vec<Entry>,
    next: usize,
    /// Messages that could not be read.
    bad: std::vec::IntoIter<ReadError>,
}

impl Join {
    /// Begins with an empty file.
    pub(super) fn new(file: File) -> Self {
        Self { file: BufWriter::with_capacity(1 << 16, file), entries: Vec::new(), offset: 0 }
    }

    /// Adds a message.
    pub(super) fn add(&mut self, key: u64, line: u32, turn: Turn) -> io::Result<()> {
        let at = turn.at.unwrap_or(i64::MIN);
        let kept = Kept { role: turn.role, text: turn.text, markup: turn.markup, at: turn.at, author: turn.author };
        let bytes = postcard::to_stdvec(&kept).map_err(io::Error::other)?;
        self.file.write_all(&bytes)?;
        self.entries.push(Entry { key, at, offset: self.offset, length: bytes.len() as u32, line });
        self.offset += bytes.len() as u64;
        Ok(())
    }

    /// The conversations, and what could not be read; `rekey` tells the conversation that the key of a message stands for.
    pub(super) fn finish(mut self, bad: Vec<ReadError>, rekey: impl Fn(u64) -> u64) -> io::Result<Joined> {
        self.file.flush()?;
        let file = self.file.into_inner().map_err(io::IntoInnerError::into_error)?;
        let mut first = rustc_hash::FxHashMap::default();
        for (index, entry) in self.entries.iter_mut().enumerate() {
            entry.key = *first.entry(rekey(entry.key)).or_insert(index as u64);
        }
        self.entries.sort_by_key(|entry| (entry.key, entry.at, entry.offset));
        Ok(Joined { file, entries: self.entries, next: 0, bad: bad.into_iter() })
    }
}

impl Joined {
    fn read(&mut self, entry: Entry) -> io::Result<Turn> {
        let mut bytes = vec![0; entry.length as usize];
        self.file.seek(SeekFrom::Start(entry.offset))?;
        self.file.read_exact(&mut bytes)?;
        let Kept { role, text, markup, at, author } = postcard::from_bytes(&bytes).map_err(io::Error::other)?;
        Ok(Turn { role, text, markup, at, author })
    }

    /// The line of the first message, and all of them by time.
    fn next(&mut self) -> Option<io::Result<(u32, Vec<Turn>)>> {
        let first = *self.entries.get(self.next)?;
        let count = self.entries[self.next..].iter().take_while(|entry| entry.key == first.key).count();
        let entries: Vec<Entry> = self.entries[self.next..self.next + count].to_vec();
        self.next += count;
        let line = entries.iter().map(|entry| entry.line).min().unwrap_or_default();
        Some(entries.into_iter().map(|entry| self.read(entry)).collect::<io::Result<Vec<_>>>().map(|turns| (line, turns)))
    }

    /// What comes next of a file: first what could not be read, then the conversations, each as `make` puts it together.
    pub(super) fn raw(&mut self, file: &str, make: impl FnOnce(u32, Vec<Turn>) -> Transcript) -> Option<Raw> {
        if let Some(error) = self.bad.next() {
            return Some(Raw::Bad(Box::new(error)));
        }
        Some(match self.next()? {
            Ok((line, turns)) => Raw::Whole(Box::new(Transcript { file: file.to_owned(), line, ..make(line, turns) })),
            Err(error) => Raw::Bad(Box::new(ReadError::whole(file, error))),
        })
    }
}
