//! `rifq check`: reads drafts, reviews them, writes what was found.

use super::args_check::{CheckArguments, ColourChoice, Format};
use super::known::{self, Known};
use super::output::Output;
use super::progress::{Progress, Terminal};
use super::{Outcome, batch, selection};
use crate::diagnostic::Severity;
use crate::linter::Linter;
use crate::read::{ReadError, Record};
use crate::report::concise::Concise;
use crate::report::github::GitHub;
use crate::report::gitlab::GitLab;
use crate::report::html::Html;
use crate::report::json::{Expected, Json, JsonLines};
use crate::report::junit::JUnit;
use crate::report::pretty::Pretty;
use crate::report::sarif::Sarif;
use crate::report::statistics::{Form, Statistics};
use crate::report::{Colour, Extent, Reviewed, Writer};
use crate::rules::RuleSet;
use crate::text::Language;
use crate::wire::Verdict;
use anyhow::{Result, bail};
use rayon::prelude::*;
use std::io::{self, IsTerminal, Write};
use std::path::Path;

pub(super) fn run(arguments: &CheckArguments) -> Result<Outcome> {
    let linter = selection::linter(&arguments.which, &arguments.paths)?;
    let settings = Settings::new(arguments)?;
    let output = arguments.output.as_deref();
    let mut records = known::records_beside(&arguments.paths, &arguments.input, output);
    let writer = if arguments.statistics { settings.statistics(linter.rules())? } else { settings.writer(linter.rules()) };
    let progress = Progress::new(terminal(arguments));
    let mut run = Run { linter: &linter, writer, out: Output::open(output)?, settings, progress, unreadable: 0, worst: None };
    run.writer.begin(&mut run.out)?;
    loop {
        let chunk = batch::chunk(&mut records);
        if chunk.is_empty() {
            break;
        }
        let drafts = chunk.len();
        run.chunk(chunk)?;
        run.progress.add(drafts);
    }
    run.finish()
}

/// The settings that hold for the whole run.
struct Settings {
    known: Known,
    is_list: bool,
    reader: Option<Language>,
    format: Format,
    extent: Extent,
    least: Severity,
    fail_on: Option<Severity>,
    colour: Colour,
}

impl Settings {
    fn new(arguments: &CheckArguments) -> Result<Self> {
        let least = match (arguments.min_severity, arguments.format) {
            (Some(level), _) => level.into(),
            (None, Format::Json | Format::Jsonl) => Severity::Info,
            (None, _) => Severity::Hint,
        };
        Ok(Self {
            known: Known::new(&arguments.about, arguments.input.max_bytes)?,
            is_list: arguments.paths.len() > 1 || arguments.paths.iter().any(|path| path.is_dir()),
            reader: arguments.ui_lang.map(Language::from),
            format: arguments.format,
            extent: if arguments.quiet { Extent::Findings } else { Extent::Whole },
            least,
            fail_on: arguments.fail_on.severity(),
            colour: if arguments.output.is_some() && arguments.color == ColourChoice::Auto { Colour::Plain } else { colour(arguments.color) },
        })
    }

    fn writer<'r>(&self, rules: &'r RuleSet) -> Box<dyn Writer + 'r> {
        let reader = self.reader.unwrap_or_default();
        match self.format {
            Format::Pretty => Box::new(Pretty::new(rules, self.colour, self.extent, reader)),
            Format::Concise => Box::new(Concise),
            Format::Json => Box::new(Json::new(rules, if self.is_list { Expected::List } else { Expected::AsRead })),
            Format::Jsonl => Box::new(JsonLines::new(rules)),
            Format::Sarif => Box::new(Sarif::new(rules, reader)),
            Format::Github => Box::new(GitHub),
            Format::Gitlab => Box::new(GitLab::default()),
            Format::Junit => Box::new(JUnit { fail_on: self.fail_on }),
            Format::Html => Box::new(Html::new(rules, reader)),
        }
    }

    /// Counts in the place of findings.
    fn statistics<'r>(&self, rules: &'r RuleSet) -> Result<Box<dyn Writer + 'r>> {
        let form = match self.format {
            Format::Pretty | Format::Concise => Form::Text,
            Format::Json => Form::Json,
            _ => bail!("--statistics has no such format; use --format pretty or json"),
        };
        Ok(Box::new(Statistics::new(rules, form, self.reader.unwrap_or_default())))
    }

    /// Whether what was not understood is told on standard error: the JSON shape has a place for it.
    fn warns(&self) -> bool {
        self.extent == Extent::Whole && !matches!(self.format, Format::Json | Format::Jsonl)
    }
}

/// Whether progress can be told: on a terminal that shows no findings meanwhile.
fn terminal(arguments: &CheckArguments) -> Terminal {
    let is_free = arguments.output.is_some() || arguments.statistics || !io::stdout().is_terminal();
    let is_read = arguments.paths.iter().any(|path| path == Path::new("-")) && io::stdin().is_terminal();
    if io::stderr().is_terminal() && is_free && !is_read && !arguments.quiet { Terminal::Free } else { Terminal::Taken }
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
struct Run<'r> {
    linter: &'r Linter,
    writer: Box<dyn Writer + 'r>,
    out: Output,
    settings: Settings,
    progress: Progress,
    unreadable: usize,
    worst: Option<Severity>,
}

/// A record after its review.
enum Done {
    Reviewed(Box<Reviewed>, Option<Severity>),
    Unreadable(ReadError),
}

impl Run<'_> {
    fn chunk(&mut self, chunk: Vec<Result<Record, ReadError>>) -> Result<()> {
        if batch::is_small(&chunk) {
            for record in chunk {
                let done = review(self.linter, &self.settings, record);
                self.write(&done)?;
            }
            return Ok(());
        }
        let (linter, settings) = (self.linter, &self.settings);
        let done: Vec<Done> = chunk.into_par_iter().map(|record| review(linter, settings, record)).collect();
        done.iter().try_for_each(|done| self.write(done))
    }

    fn write(&mut self, done: &Done) -> Result<()> {
        match done {
            Done::Reviewed(reviewed, worst) => {
                self.worst = self.worst.max(*worst);
                self.writer.reviewed(&mut self.out, reviewed)?;
                if self.settings.warns() && !reviewed.record.warnings.is_empty() {
                    self.out.flush()?;
                    for warning in &reviewed.record.warnings {
                        self.progress.aside(|| eprintln!("rifq: {}: {warning}", reviewed.record.name));
                    }
                }
            }
            Done::Unreadable(error) => {
                self.unreadable += 1;
                self.writer.unreadable(&mut self.out, error)?;
                self.out.flush()?;
                self.progress.aside(|| eprintln!("rifq: {error}"));
            }
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Outcome> {
        self.progress.end();
        self.writer.end(&mut self.out)?;
        self.out.finish()?;
        let failed = self.settings.fail_on.is_some_and(|least| self.worst.is_some_and(|worst| worst >= least));
        Ok(if self.unreadable > 0 {
            Outcome::Unreadable
        } else if failed {
            Outcome::Findings
        } else {
            Outcome::Clean
        })
    }
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
