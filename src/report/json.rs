//! The JSON shape: one report or error a line, or all of them as one object or array.

use super::Reviewed;
use crate::read::ReadError;
use crate::rules::RuleSet;
use crate::wire::{self, Diagnostics, ErrorRecord, ErrorReport, Place, Report};
use std::io::{self, Write};

/// The report on one record; places count from the start of its file.
pub fn report<'r>(rules: &'r RuleSet, reviewed: &'r Reviewed) -> Report<Diagnostics<'r>> {
    let record = &reviewed.record;
    let place = Place { offsets: record.offsets, reader: reviewed.language, before: &record.before };
    let report = wire::stream(rules, &record.conversation, &reviewed.review, place);
    Report { warnings: record.warnings.clone(), verdict: reviewed.verdict, ..report }
}

/// What stands in the place of a report where a record could not be read.
pub fn error(error: &ReadError) -> ErrorRecord {
    ErrorRecord {
        version: wire::VERSION,
        id: error.id.clone(),
        error: ErrorReport { code: error.kind.code().to_owned(), message: error.kind.to_string(), line: error.line, column: error.column },
    }
}

/// Writes a report or error on one line.
pub fn line(out: &mut dyn Write, value: &impl serde::Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    out.write_all(b"\n")
}

/// Writes a report or error over several lines.
pub fn object(out: &mut dyn Write, value: &impl serde::Serialize) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, value)?;
    out.write_all(b"\n")
}

/// An array with one element a line.
#[derive(Clone, Copy, Debug, Default)]
pub struct Array {
    elements: usize,
}

impl Array {
    /// Writes the next element.
    pub fn element(&mut self, out: &mut dyn Write, value: &impl serde::Serialize) -> io::Result<()> {
        self.elements += 1;
        out.write_all(if self.elements == 1 { b"[\n" } else { b",\n" })?;
        Ok(serde_json::to_writer(out, value)?)
    }

    /// Writes the end.
    pub fn end(self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(if self.elements == 0 { b"[]\n" } else { b"\n]\n" })
    }
}
