//! The second pass: what only all conversations together show is looked up, a part at a time on disk; then each conversation gets its findings.

use super::segments::{Part, Segments};
use super::triage::Triage;
use crate::Channel;
use crate::batch::{Contact, Contacts, CourseFinding, Courses, Flows, Marks, Printed, Sketch, Tables, reused, row};
use crate::read::transcript::Zone;
use crate::rules::CourseFact;
use anyhow::{Context, Result};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

/// So many bytes of sketches make a part, up to so many parts.
const PART: u64 = 8 << 20;
const MOST_PARTS: u64 = 128;
/// A day, in milliseconds.
const DAY: i64 = 86_400_000;

/// What the second pass found.
pub(super) struct Second<'s> {
    courses: &'s Courses<'s>,
    zone: &'s Zone,
    /// Where the data end, or are said to end.
    pub as_of: Option<i64>,
    reused: Marks,
    contacts: Option<Contacts>,
}

/// What was added up.
#[derive(Default)]
pub(in crate::cli) struct Sums {
    pub tables: Tables,
    pub flows: Flows,
}

/// What else is told of a conversation, as it is written.
#[derive(Serialize)]
struct FactsRow {
    handle_seconds: Option<i64>,
    resolution_seconds: Option<i64>,
    asks: bool,
    came_back: Option<bool>,
    waits: Option<WaitRow>,
}

/// A message that waits, as it is written.
#[derive(Serialize)]
struct WaitRow {
    turn: u32,
    need: u8,
    widespread: bool,
}

/// A finding in a whole conversation, as it is written.
#[derive(Serialize)]
struct FindingRow<'f> {
    rule: &'f str,
    severity: crate::diagnostic::Severity,
    turn: u32,
    agent: Option<&'f str>,
    since: Option<String>,
    due: Option<String>,
    seconds: Option<i64>,
}

impl<'s> Second<'s> {
    /// Looks through all sketches; `as_of` in place of the latest time in them.
    pub(super) fn new(segments: &Segments, (courses, zone): (&'s Courses<'s>, &'s Zone), as_of: Option<i64>, scratch: &Path) -> Result<Self> {
        let told = || format!("{}: cannot be written; the same command again goes on from here", scratch.display());
        let files = segments.files(Part::Sketches);
        let bytes: u64 = files.iter().filter_map(|path| fs::metadata(path).ok()).map(|data| data.len()).sum();
        let mut second = Self { courses, zone, as_of, reused: Marks::default(), contacts: None };
        let parts = (bytes / PART + 1).min(MOST_PARTS);
        let (mut prints, mut contacts) = (Parts::new(scratch, "prints", parts).with_context(told)?, Parts::new(scratch, "contacts", parts).with_context(told)?);
        let (mut conversations, mut replies, mut last) = (0, 0, None);
        each(&files, |sketch: Sketch| {
            last = last.max(sketch.ended.max(sketch.started));
            for printed in Printed::of(&sketch, conversations, replies) {
                prints.put(printed.key, &printed)?;
            }
            if let Some(contact) = Contact::of(&sketch, conversations) {
                contacts.put(contact.customer, &contact)?;
            }
            conversations += 1;
            replies += sketch.replies.len() as u64;
            Ok(())
        })
        .with_context(told)?;
        second.as_of = as_of.or(last);
        if let Some(least) = courses.least(CourseFact::TextReused) {
            for path in prints.done()? {
                reused(all::<Printed>(path)?, least, &mut second.reused);
            }
        }
        if let (Some(days), Some(as_of)) = (courses.least(CourseFact::ContactRepeated), second.as_of) {
            let mut found = Contacts::default();
            for path in contacts.done()? {
                found.add(all(path)?, i64::from(days) * DAY, as_of);
            }
            second.contacts = Some(found);
        }
        fs::remove_dir_all(scratch).with_context(told)?;
        Ok(second)
    }

    /// Writes all sketches as they are now, and adds them up.
    pub(super) fn sketches(&self, segments: &Segments, out: &mut impl Write) -> io::Result<Sums> {
        let (mut sums, mut conversation, mut reply) = (Sums::default(), 0, 0);
        each(&segments.files(Part::Sketches), |mut sketch: Sketch| {
            self.resolve(&mut sketch, conversation, reply);
            conversation += 1;
            reply += sketch.replies.len() as u64;
            sums.add(&sketch, self.zone);
            frame(out, &sketch)
        })?;
        Ok(sums)
    }

    fn resolve(&self, sketch: &mut Sketch, conversation: u64, first: u64) {
        sketch.course.retain(|found| found.holds(self.as_of));
        let channel = Channel::parse(&sketch.channel);
        if let Some((rule, severity)) = self.courses.on(CourseFact::TextReused, channel) {
            let marked = sketch.replies.iter().zip(first..).filter(|(_, place)| self.reused.has(*place));
            sketch.course.extend(marked.map(|(reply, _)| CourseFinding {
                rule,
                severity,
                turn: reply.turn,
                agent: reply.agent.clone(),
                ..CourseFinding::default()
            }));
        }
        if let Some(contacts) = &self.contacts
            && sketch.customer != 0
            && contacts.decided.has(conversation)
        {
            let repeated = contacts.repeated.has(conversation);
            sketch.repeated = Some(repeated);
            if let (true, Some((rule, severity)), Some(reply)) = (repeated, self.courses.on(CourseFact::ContactRepeated, channel), sketch.replies.last()) {
                sketch.course.push(CourseFinding { rule, severity, turn: reply.turn, agent: reply.agent.clone(), ..CourseFinding::default() });
            }
        }
        sketch.replies.iter_mut().for_each(|reply| reply.print = None);
    }

    /// Writes the rows of conversations with their findings; `sketches` are those that were written.
    pub(super) fn conversations(&self, segments: &Segments, sketches: &Path, (out, triage): (&mut impl Write, &mut Triage)) -> io::Result<()> {
        let files = segments.files(Part::Conversations);
        let mut rows = Rows { files: files.into_iter(), open: None };
        let mut line = Vec::new();
        each(&[sketches.to_owned()], |sketch: Sketch| {
            rows.next(&mut line)?;
            // A row is an object; its last key goes before the brace that ends it.
            line.truncate(line.len().saturating_sub(b"}\n".len()));
            if sketch.wait.is_some() {
                triage.add(&sketch, &[line.as_slice(), b"}"].concat(), self.as_of)?;
            }
            out.write_all(&line)?;
            let facts = FactsRow {
                handle_seconds: sketch.handled.map(|time| time / 1000),
                resolution_seconds: sketch.resolved.map(|time| time / 1000),
                asks: sketch.asks,
                came_back: sketch.repeated,
                waits: sketch.wait.map(|wait| WaitRow { turn: wait.turn, need: wait.urgency, widespread: wait.widespread }),
            };
            let facts = serde_json::to_vec(&facts)?;
            out.write_all(b",")?;
            out.write_all(&facts[1..facts.len() - 1])?;
            out.write_all(b",\"findings\":")?;
            let set = self.courses.linter().rules();
            let told: Vec<FindingRow<'_>> = sketch.course.iter().map(|found| self.row(found, &set.rules[usize::from(found.rule)].name)).collect();
            serde_json::to_writer(&mut *out, &told)?;
            out.write_all(b"}\n")
        })
    }

    fn row<'f>(&self, found: &'f CourseFinding, rule: &'f str) -> FindingRow<'f> {
        FindingRow {
            rule,
            severity: found.severity,
            turn: found.turn,
            agent: Some(found.agent.as_str()).filter(|agent| !agent.is_empty()),
            since: found.since.and_then(row::time),
            due: found.due.and_then(row::time),
            seconds: found.waited(self.as_of).map(|waited| waited / 1000),
        }
    }
}

impl Sums {
    /// Adds up sketches that were written.
    pub(super) fn of(sketches: &Path, zone: &Zone) -> Result<Self> {
        let mut sums = Self::default();
        let done = each(&[sketches.to_owned()], |sketch: Sketch| {
            sums.add(&sketch, zone);
            Ok(())
        });
        done.with_context(|| format!("{}: cannot be read", sketches.display()))?;
        Ok(sums)
    }

    fn add(&mut self, sketch: &Sketch, zone: &Zone) {
        self.tables.add(sketch);
        self.flows.add(sketch, zone);
    }
}

/// Records on disk, those of a key in one file.
struct Parts {
    files: Vec<(PathBuf, BufWriter<File>)>,
}

impl Parts {
    fn new(folder: &Path, name: &str, parts: u64) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        let open = |part: u64| -> io::Result<_> {
            let path = folder.join(format!("{name}-{part}"));
            Ok((path.clone(), BufWriter::with_capacity(1 << 14, File::create(path)?)))
        };
        Ok(Self { files: (0..parts).map(open).collect::<Result<_, _>>()? })
    }

    fn put(&mut self, key: u64, record: &impl Serialize) -> io::Result<()> {
        let part = (key % self.files.len() as u64) as usize;
        frame(&mut self.files[part].1, record)
    }

    fn done(self) -> io::Result<Vec<PathBuf>> {
        let close = |(path, file): (PathBuf, BufWriter<File>)| file.into_inner().map_err(io::IntoInnerError::into_error).map(|_| path);
        self.files.into_iter().map(close).collect()
    }
}

/// The lines of several files.
struct Rows {
    files: std::vec::IntoIter<PathBuf>,
    open: Option<BufReader<File>>,
}

impl Rows {
    fn next(&mut self, line: &mut Vec<u8>) -> io::Result<()> {
        line.clear();
        loop {
            if let Some(file) = &mut self.open
                && file.read_until(b'\n', line)? > 0
            {
                return Ok(());
            }
            let path = self.files.next().ok_or_else(|| io::Error::other("fewer rows than sketches"))?;
            self.open = Some(BufReader::with_capacity(1 << 18, File::open(path)?));
        }
    }
}

fn frame(out: &mut impl Write, record: &impl Serialize) -> io::Result<()> {
    let bytes = postcard::to_stdvec(record).map_err(io::Error::other)?;
    out.write_all(&(bytes.len() as u32).to_le_bytes())?;
    out.write_all(&bytes)
}

/// All records of a file.
fn all<T: DeserializeOwned>(path: PathBuf) -> io::Result<Vec<T>> {
    let mut records = Vec::new();
    each(&[path], |record| {
        records.push(record);
        Ok(())
    })?;
    Ok(records)
}

/// Reads all records of these files, one after the other.
pub(super) fn each<T: DeserializeOwned>(files: &[PathBuf], mut use_it: impl FnMut(T) -> io::Result<()>) -> io::Result<()> {
    let (mut length, mut bytes) = ([0; 4], Vec::new());
    for path in files {
        let mut file = BufReader::with_capacity(1 << 18, File::open(path)?);
        loop {
            match file.read_exact(&mut length) {
                Ok(()) => {}
                Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => break,
                Err(error) => return Err(error),
            }
            bytes.resize(u32::from_le_bytes(length) as usize, 0);
            file.read_exact(&mut bytes)?;
            use_it(postcard::from_bytes(&bytes).map_err(io::Error::other)?)?;
        }
    }
    Ok(())
}
