//! The JSON shape: one report or error a line, or all of them as one object or array.

use super::{Reviewed, Writer};
use crate::read::ReadError;
use crate::rules::RuleSet;
use crate::wire::{self, Diagnostics, ErrorRecord, ErrorReport, Place, Report};
use std::io::{self, Write};

/// The report on one record; places count from the start of its file.
fn report<'r>(rules: &'r RuleSet, reviewed: &'r Reviewed) -> Report<Diagnostics<'r>> {
    let record = &reviewed.record;
    let place = Place { offsets: record.offsets, reader: reviewed.language, before: &record.before, origin: record.origin.as_ref() };
    let report = wire::stream(rules, &record.conversation, &reviewed.review, place);
    let warnings = record.warnings.iter().cloned().chain(report.warnings.clone()).collect();
    Report { warnings, verdict: reviewed.verdict, ..report }
}

/// What stands in the place of a report where a record could not be read.
fn error(error: &ReadError) -> ErrorRecord {
    ErrorRecord {
        version: wire::VERSION,
        id: error.id.clone(),
        error: ErrorReport { code: error.kind.code().to_owned(), message: error.kind.to_string(), line: error.line, column: error.column },
    }
}

/// One report or error a line.
#[derive(Debug)]
pub struct JsonLines<'r> {
    rules: &'r RuleSet,
}

impl<'r> JsonLines<'r> {
    /// A writer of reports by these rules.
    pub fn new(rules: &'r RuleSet) -> Self {
        Self { rules }
    }
}

impl Writer for JsonLines<'_> {
    fn reviewed(&mut self, out: &mut dyn Write, reviewed: &Reviewed) -> io::Result<()> {
        line(out, &report(self.rules, reviewed))
    }

    fn unreadable(&mut self, out: &mut dyn Write, unread: &ReadError) -> io::Result<()> {
        line(out, &error(unread))
    }
}

fn line(out: &mut dyn Write, value: &impl serde::Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    out.write_all(b"\n")
}

/// What the reader of a report expects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// An object for a draft that is the only one in its file, else a list.
    AsRead,
    /// A list, however many there are.
    List,
}

/// One object over several lines, or an array with one element a line.
#[derive(Debug)]
pub struct Json<'r> {
    rules: &'r RuleSet,
    expected: Expected,
    array: Option<Array>,
    written: usize,
}

impl<'r> Json<'r> {
    /// A writer of reports by these rules.
    pub fn new(rules: &'r RuleSet, expected: Expected) -> Self {
        Self { rules, expected, array: None, written: 0 }
    }

    fn element(&mut self, out: &mut dyn Write, value: &impl serde::Serialize, listed: bool) -> io::Result<()> {
        self.written += 1;
        if listed || self.array.is_some() {
            return self.array.get_or_insert_default().element(out, value);
        }
        serde_json::to_writer_pretty(&mut *out, value)?;
        out.write_all(b"\n")
    }
}

impl Writer for Json<'_> {
    fn reviewed(&mut self, out: &mut dyn Write, reviewed: &Reviewed) -> io::Result<()> {
        self.element(out, &report(self.rules, reviewed), reviewed.record.listed)
    }

    fn unreadable(&mut self, out: &mut dyn Write, unread: &ReadError) -> io::Result<()> {
        let listed = self.expected == Expected::List || unread.id.as_ref() != Some(&unread.file);
        self.element(out, &error(unread), listed)
    }

    fn end(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if self.array.is_some() || self.written == 0 { self.array.unwrap_or_default().end(out) } else { Ok(()) }
    }
}

/// An array with one element a line.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Array {
    elements: usize,
}

impl Array {
    /// Writes the next element.
    pub(super) fn element(&mut self, out: &mut dyn Write, value: &impl serde::Serialize) -> io::Result<()> {
        self.elements += 1;
        out.write_all(if self.elements == 1 { b"[\n" } else { b",\n" })?;
        Ok(serde_json::to_writer(out, value)?)
    }

    /// Writes the end.
    pub(super) fn end(self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(if self.elements == 0 { b"[]\n" } else { b"\n]\n" })
    }
}
