//! `rifq check`: reads drafts, reviews them, writes what was found.

use super::args::{CheckArguments, ColourChoice, Format};
use super::known::{self, Known};
use super::{Outcome, batch, selection};
use crate::diagnostic::Severity;
use crate::linter::Linter;
use crate::read::{ReadError, Record};
use crate::report::{Colour, Reviewed, concise, json, pretty};
use crate::text::Language;
use crate::wire::Verdict;
use anyhow::Result;
use rayon::prelude::*;
use std::io::{self, BufWriter, IsTerminal, Write};

pub(super) fn run(arguments: &CheckArguments) -> Result<Outcome> {
    let linter = selection::linter(&arguments.which, &arguments.paths)?;
    let settings = Settings::new(arguments)?;
    let mut records = known::records(&arguments.paths, &arguments.input);
    let mut run =
        Run { linter, settings, out: BufWriter::with_capacity(1 << 16, io::stdout().lock()), array: None, counts: pretty::Counts::default(), worst: None };
    loop {
        let chunk = batch::chunk(&mut records);
        if chunk.is_empty() {
            break;
        }
        run.chunk(chunk)?;
    }
    run.finish()
}

/// The settings that hold for the whole run.
struct Settings {
    known: Known,
    is_list: bool,
    reader: Option<Language>,
    format: Format,
    least: Severity,
    fail_on: Option<Severity>,
    colour: Colour,
}

impl Settings {
    fn new(arguments: &CheckArguments) -> Result<Self> {
        let least = match (arguments.min_severity, arguments.format) {
            (Some(level), _) => level.into(),
            (None, Format::Pretty | Format::Concise) => Severity::Hint,
            (None, Format::Json | Format::Jsonl) => Severity::Info,
        };
        Ok(Self {
            known: Known::new(&arguments.about, arguments.input.max_bytes)?,
            is_list: arguments.paths.len() > 1 || arguments.paths.iter().any(|path| path.is_dir()),
            reader: arguments.ui_lang.map(Language::from),
            format: arguments.format,
            least,
            fail_on: arguments.fail_on.severity(),
            colour: colour(arguments.color),
        })
    }
}

/// Colours on a terminal, unless `NO_COLOR` or `--color` says otherwise.
fn colour(choice: ColourChoice) -> Colour {
    let coloured = match choice {
        ColourChoice::Always => true,
        ColourChoice::Never => false,
        ColourChoice::Auto => {
            io::stdout().is_terminal()
                && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
                && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
        }
    };
    if coloured { Colour::Coloured } else { Colour::Plain }
}

/// One run over all records.
struct Run<W: Write> {
    linter: Linter,
    settings: Settings,
    out: W,
    array: Option<json::Array>,
    counts: pretty::Counts,
    worst: Option<Severity>,
}

/// A record after its review.
enum Done {
    Reviewed(Box<Reviewed>, Option<Severity>),
    Unreadable(ReadError),
}

impl<W: Write> Run<W> {
    fn chunk(&mut self, chunk: Vec<Result<Record, ReadError>>) -> Result<()> {
        if batch::is_small(&chunk) {
            for record in chunk {
                let done = review(&self.linter, &self.settings, record);
                self.write(&done)?;
            }
            return Ok(());
        }
        let (linter, settings) = (&self.linter, &self.settings);
        let done: Vec<Done> = chunk.into_par_iter().map(|record| review(linter, settings, record)).collect();
        done.iter().try_for_each(|done| self.write(done))
    }

    fn write(&mut self, done: &Done) -> Result<()> {
        let format = self.settings.format;
        match done {
            Done::Reviewed(reviewed, worst) => {
                self.counts.drafts += 1;
                self.counts.findings += reviewed.review.diagnostics.len();
                self.worst = self.worst.max(*worst);
                match format {
                    Format::Pretty => pretty::write(&mut self.out, self.linter.rules(), reviewed, self.settings.colour)?,
                    Format::Concise => concise::write(&mut self.out, reviewed)?,
                    Format::Json => {
                        let report = json::report(self.linter.rules(), reviewed);
                        element((&mut self.out, &mut self.array), &report, reviewed.record.listed)?;
                    }
                    Format::Jsonl => json::line(&mut self.out, &json::report(self.linter.rules(), reviewed))?,
                }
                if matches!(format, Format::Pretty | Format::Concise) {
                    self.warn(&reviewed.record)?;
                }
            }
            Done::Unreadable(error) => {
                self.counts.unreadable += 1;
                match format {
                    Format::Pretty | Format::Concise => {}
                    Format::Json => {
                        let listed = self.settings.is_list || error.id.as_ref() != Some(&error.file);
                        element((&mut self.out, &mut self.array), &json::error(error), listed)?;
                    }
                    Format::Jsonl => json::line(&mut self.out, &json::error(error))?,
                }
                self.out.flush()?;
                eprintln!("rifq: {error}");
            }
        }
        Ok(())
    }

    /// What was not understood, where the report has no place for it.
    fn warn(&mut self, record: &Record) -> Result<()> {
        if !record.warnings.is_empty() {
            self.out.flush()?;
        }
        for warning in &record.warnings {
            eprintln!("rifq: {}: {warning}", record.name);
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Outcome> {
        match self.settings.format {
            Format::Pretty => pretty::summary(&mut self.out, self.counts, self.settings.reader.unwrap_or_default())?,
            Format::Json if self.array.is_some() || self.counts == pretty::Counts::default() => self.array.unwrap_or_default().end(&mut self.out)?,
            Format::Concise | Format::Json | Format::Jsonl => {}
        }
        self.out.flush()?;
        let failed = self.settings.fail_on.is_some_and(|least| self.worst.is_some_and(|worst| worst >= least));
        Ok(if self.counts.unreadable > 0 {
            Outcome::Unreadable
        } else if failed {
            Outcome::Findings
        } else {
            Outcome::Clean
        })
    }
}

/// One report or error of `--format json`.
fn element((out, array): (&mut impl Write, &mut Option<json::Array>), value: &impl serde::Serialize, listed: bool) -> Result<()> {
    if listed || array.is_some() {
        array.get_or_insert_default().element(out, value)?;
    } else {
        json::object(out, value)?;
    }
    Ok(())
}

/// Reviews one record; also tells the severest finding, shown or not.
fn review(linter: &Linter, settings: &Settings, record: Result<Record, ReadError>) -> Done {
    let mut record = match record {
        Ok(record) => record,
        Err(error) => return Done::Unreadable(error),
    };
    settings.known.add_to(&mut record);
    record.listed |= settings.is_list;
    record.warnings.extend(linter.unknown(&record.conversation));
    let language = settings.reader.or(record.ui_language).unwrap_or_default();
    let mut review = linter.review(&record.conversation, language);
    let verdict = Verdict::of(&review.diagnostics);
    let worst = review.diagnostics.iter().map(|diagnostic| diagnostic.severity).max();
    review.retain(|diagnostic| diagnostic.severity >= settings.least);
    Done::Reviewed(Box::new(Reviewed { record, review, verdict, language }), worst)
}
