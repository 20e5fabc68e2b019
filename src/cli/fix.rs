//! `rifq fix`: fixes applied to files, each written whole or not at all.

use super::args::FixArguments;
use super::known::{self, Known};
use super::{Outcome, batch, selection};
use crate::catalogue::replace;
use crate::diagnostic::Applicability;
use crate::linter::Linter;
use crate::mend::{Mended, mend};
use crate::read::Record;
use anyhow::{Context, Result, bail};
use rayon::prelude::*;
use similar::TextDiff;
use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};
use std::path::Path;

pub(super) fn run(arguments: &FixArguments) -> Result<Outcome> {
    let linter = selection::linter(&arguments.which, &arguments.paths)?;
    let scopes = selection::scopes(&arguments.which.rules, &arguments.paths, linter.rules())?;
    let run = Run {
        linter,
        known: Known::new(&arguments.about, arguments.input.max_bytes, scopes)?,
        least: if arguments.with_unsafe { Applicability::Unsafe } else { Applicability::Safe },
        end: match (arguments.diff, arguments.dry_run) {
            (true, _) => End::Diff,
            (_, true) => End::Tell,
            _ => End::Write,
        },
        standard: arguments.paths.iter().all(|path| path == Path::new("-")),
    };
    let mut out = BufWriter::new(io::stdout().lock());
    let mut records = known::records(&arguments.paths, &arguments.input);
    let mut totals = Totals::default();
    while let Some((read, unread)) = batch::readable(&mut records) {
        totals.failed += unread;
        let done: Vec<(Record, Mended)> = read.into_par_iter().map(|record| run.mend(record)).collect();
        for (record, mended) in &done {
            if let Err(error) = run.end(&mut out, record, mended, &mut totals) {
                out.flush()?;
                eprintln!("rifq: {error:#}");
                totals.failed += 1;
            }
        }
    }
    out.flush()?;
    if totals.drafts > 0 {
        let verb = if run.end == End::Write { "fixed" } else { "to fix" };
        eprintln!("{} {verb} in {} of {}; {} left", count(totals.fixed, "finding"), totals.changed, count(totals.drafts, "draft"), totals.left);
    }
    Ok(match (totals.failed, run.end != End::Write && totals.changed > 0) {
        (1.., _) => Outcome::Unreadable,
        (0, true) => Outcome::Findings,
        (0, false) => Outcome::Clean,
    })
}

/// What becomes of a mended draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Write,
    Diff,
    Tell,
}

#[derive(Default)]
struct Totals {
    drafts: usize,
    changed: usize,
    fixed: usize,
    left: usize,
    failed: usize,
}

struct Run {
    linter: Linter,
    known: Known,
    least: Applicability,
    end: End,
    /// The draft comes from standard input and goes to standard output.
    standard: bool,
}

impl Run {
    fn mend(&self, mut record: Record) -> (Record, Mended) {
        self.known.add_to(&mut record);
        let mended = mend(&self.linter, &record.conversation, self.least);
        (record, mended)
    }

    fn end(&self, out: &mut impl Write, record: &Record, mended: &Mended, totals: &mut Totals) -> Result<()> {
        let text = record.conversation.turns.last().map_or("", |turn| turn.text.as_str());
        let standard = self.standard && !record.listed;
        totals.drafts += 1;
        totals.left += mended.left;
        if mended.fixed.is_empty() && !(standard && self.end == End::Write) {
            return Ok(());
        }
        match self.end {
            End::Diff => {
                let old = format!("{}{text}", record.before);
                let new = format!("{}{}", record.before, mended.text);
                let diff = TextDiff::from_lines(&old, &new);
                write!(out, "{}", diff.unified_diff().header(&record.name, &record.name))?;
            }
            End::Tell => writeln!(out, "{}: {}", record.name, rules(mended))?,
            End::Write => match &record.path {
                Some(path) => {
                    write_back(path, record, text, mended)?;
                    writeln!(out, "{}: {}", record.name, rules(mended))?;
                }
                None if standard => write!(out, "{}{}", record.before, mended.text)?,
                None => bail!("{}: this text stands encoded in its file and cannot be written back; --diff shows the changes", record.name),
            },
        }
        totals.changed += usize::from(!mended.fixed.is_empty());
        totals.fixed += mended.fixed.len();
        Ok(())
    }
}

/// Puts the mended text in its place in the file, unless the file has changed since it was read.
fn write_back(path: &Path, record: &Record, text: &str, mended: &Mended) -> Result<()> {
    let name = || record.name.clone();
    let now = std::fs::read_to_string(path).with_context(name)?;
    let Some(after) = now.strip_prefix(record.before.as_str()).and_then(|rest| rest.strip_prefix(text)) else {
        bail!("{}: the file has changed since it was read; left as it is", record.name);
    };
    replace(path, &format!("{}{}{after}", record.before, mended.text)).with_context(name)
}

/// The rules served, each with how often.
fn rules(mended: &Mended) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for rule in &mended.fixed {
        *counts.entry(rule).or_default() += 1;
    }
    let told: Vec<String> = counts.iter().map(|(rule, count)| if *count == 1 { (*rule).to_owned() } else { format!("{rule} ({count})") }).collect();
    told.join(", ")
}

fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}
