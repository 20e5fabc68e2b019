//! The JSON shape: one report or error a line, or all of them as one object or array.

use super::Reviewed;
use crate::read::ReadError;
use crate::rules::RuleSet;
use crate::wire::{self, ErrorRecord, ErrorReport, Report};
use std::io::{self, Write};

/// The report on one record.
pub fn report(rules: &RuleSet, reviewed: &Reviewed) -> Report {
    let record = &reviewed.record;
    let report = wire::report(rules, &record.conversation, &reviewed.review, record.offsets);
    Report { warnings: record.warnings.clone(), verdict: reviewed.verdict, ..report }.shifted(&record.before, reviewed.review.turn)
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

/// The brackets and commas of an array of which each element stands on its own lines.
#[derive(Clone, Copy, Debug, Default)]
pub struct Array {
    elements: usize,
}

impl Array {
    /// Writes what comes before the next element.
    pub fn element(&mut self, out: &mut dyn Write) -> io::Result<()> {
        self.elements += 1;
        out.write_all(if self.elements == 1 { b"[\n" } else { b"," })
    }

    /// Writes the end.
    pub fn end(self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(if self.elements == 0 { b"[]\n" } else { b"]\n" })
    }
}
