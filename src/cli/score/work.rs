//! The first pass: records read one after the other, judged by all cores, written in order.

use super::segments::{Place, Segments};
use super::told::Told;
use crate::assess::Texts;
use crate::batch::{Courses, Heard, Sketch, replies, row};
use crate::linter::Linter;
use crate::read::ReadError;
use crate::read::transcript::{Raw, Reading, records};
use crate::text::Language;
use anyhow::{Result, bail};
use rayon::prelude::*;
use serde::Serialize;
use std::path::PathBuf;

/// The most records of a chunk.
const RECORDS: usize = 1024;
/// A chunk is full when its records hold so many bytes.
const BYTES: usize = 1 << 20;
/// Records that one thread judges at a time.
const TOGETHER: usize = 16;

/// How records are judged.
pub(super) struct Work<'w> {
    pub linter: &'w Linter,
    pub courses: &'w Courses<'w>,
    pub reading: &'w Reading,
    pub style: &'w row::Style,
    pub reader: Language,
    pub strict: bool,
}

/// What was made of some records.
#[derive(Default)]
struct Made {
    parts: [Vec<u8>; 4],
    place: Place,
    errors: Vec<ReadError>,
}

/// A record that could not be read, as it is written.
#[derive(Serialize)]
struct ErrorRow<'e> {
    file: &'e str,
    line: u32,
    column: u32,
    id: Option<&'e str>,
    code: &'static str,
    message: String,
}

impl Work<'_> {
    /// Judges all records of the files that are not done yet.
    pub(super) fn run(&self, files: &[PathBuf], segments: &mut Segments, told: &mut Told) -> Result<()> {
        let mut records = files.iter().flat_map(|path| records(path, self.reading));
        told.skip(segments.place);
        for _ in 0..segments.place.records {
            if records.next().is_none() {
                bail!("the inputs hold fewer records than were read before; --restart begins anew");
            }
        }
        let mut chunk = chunk(&mut records);
        while !chunk.is_empty() {
            // The next records are read while these are judged.
            let (made, next) = rayon::join(|| self.judge(chunk), || self::chunk(&mut records));
            self.commit(made, segments, told)?;
            chunk = next;
        }
        segments.close()
    }

    fn commit(&self, made: Vec<Made>, segments: &mut Segments, told: &mut Told) -> Result<()> {
        let (mut parts, mut place) = (<[Vec<u8>; 4]>::default(), segments.place);
        for mut made in made {
            for (all, part) in parts.iter_mut().zip(&mut made.parts) {
                all.append(part);
            }
            place.add(made.place);
            for error in &made.errors {
                told.unreadable(error);
                if self.strict {
                    bail!("stopped there, because of --strict; what was done before is kept");
                }
            }
        }
        segments.add(&parts, place)?;
        told.add(place);
        Ok(())
    }

    fn judge(&self, chunk: Vec<Raw>) -> Vec<Made> {
        let (mut groups, mut chunk) = (Vec::with_capacity(chunk.len().div_ceil(TOGETHER)), chunk.into_iter().peekable());
        while chunk.peek().is_some() {
            groups.push(chunk.by_ref().take(TOGETHER).collect::<Vec<_>>());
        }
        groups.into_par_iter().map(|group| self.judge_group(group)).collect()
    }

    fn judge_group(&self, group: Vec<Raw>) -> Made {
        let mut made = Made::default();
        for raw in group {
            made.place.records += 1;
            match raw.read(self.reading) {
                Ok(transcript) => self.judge_one(&transcript, &mut made),
                Err(error) => made.error(error),
            }
        }
        made
    }

    fn judge_one(&self, transcript: &crate::transcript::Transcript, made: &mut Made) {
        let texts = Texts::new(&transcript.conversation.turns);
        let heard = Heard::new(self.linter.rules(), (&transcript.conversation.turns, &texts));
        let replies = replies(self.linter, (transcript, &heard), self.reader);
        let id = transcript.id();
        let sketch = Sketch::new(self.courses, (transcript, &heard), &replies, self.style);
        made.place.conversations += 1;
        made.place.turns += replies.iter().map(|reply| reply.turns.len() as u64).sum::<u64>();
        let [rows, conversations, _, sketches] = &mut made.parts;
        let written = row::write_replies(rows, self.linter.rules(), (transcript, &id, &replies), self.style)
            .and_then(|()| row::write_conversation(conversations, (transcript, &id, &replies), self.style));
        written.expect("rows are plain data, and writing to memory cannot fail");
        let bytes = postcard::to_stdvec(&sketch).expect("a sketch is plain data");
        sketches.extend_from_slice(&(bytes.len() as u32).to_le_bytes());
        sketches.extend_from_slice(&bytes);
    }
}

impl Made {
    fn error(&mut self, error: ReadError) {
        self.place.bad += 1;
        let row = ErrorRow {
            file: &error.file,
            line: error.line,
            column: error.column,
            id: error.id.as_deref(),
            code: error.kind.code(),
            message: error.kind.to_string(),
        };
        serde_json::to_writer(&mut self.parts[2], &row).expect("rows are plain data, and writing to memory cannot fail");
        self.parts[2].push(b'\n');
        self.errors.push(error);
    }
}

impl Place {
    fn add(&mut self, other: Self) {
        self.records += other.records;
        self.bad += other.bad;
        self.conversations += other.conversations;
        self.turns += other.turns;
    }
}

/// The next records; empty at the end.
fn chunk(records: &mut impl Iterator<Item = Raw>) -> Vec<Raw> {
    let (mut chunk, mut bytes) = (Vec::new(), 0);
    while chunk.len() < RECORDS && bytes < BYTES {
        let Some(record) = records.next() else { break };
        bytes += record.bytes();
        chunk.push(record);
    }
    chunk
}
