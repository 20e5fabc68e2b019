//! `rifq check`: reads drafts, reviews them, writes what was found.

use super::args_check::{CheckArguments, ColourChoice, Format};
use super::known::{self, Known};
use super::output::Output;
use super::progress::{Progress, Terminal};
use super::{Outcome, baseline, batch, selection};
use crate::baseline::Baseline;
use crate::catalogue::Scopes;
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
use crate::report::{Colour, Extent, Reviewed, Writer, notes};
use crate::rules::RuleSet;
use crate::text::Language;
use crate::wire::Verdict;
use anyhow::{Result, bail};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::io::{self, IsTerminal, Write};
use std::path::Path;

/// One pass over all drafts.
pub(super) fn once(arguments: &CheckArguments) -> Result<Outcome> {
    let linter = selection::linter(&arguments.which, &arguments.paths)?;
    let scopes = selection::scopes(&arguments.which.rules, &arguments.paths, linter.rules())?;
    let settings = Settings::new(arguments, scopes)?;
    let output = arguments.output.as_deref();
    let mut records = known::records_beside(&arguments.paths, &arguments.input, output.into_iter().chain(arguments.baseline.as_deref()));
    let writer = if arguments.statistics { settings.statistics(linter.rules())? } else { settings.writer(linter.rules()) };
    let progress = Progress::new(terminal(arguments));
    let known = arguments.baseline.as_deref().map(|path| baseline::read(path, linter.rules())).transpose()?;
    let out = Output::open(output)?;
    let (unreadable, worst, told) = (0, None, BTreeSet::new());
    let mut run = Run { linter: &linter, writer, out, settings, progress, unreadable, worst, baseline: known, left_out: 0, told };
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
    fn new(arguments: &CheckArguments, scopes: Option<Scopes>) -> Result<Self> {
        let least = match (arguments.min_severity, arguments.format) {
            (Some(level), _) => level.into(),
            (None, Format::Json | Format::Jsonl) => Severity::Info,
            (None, _) => Severity::Hint,
        };
        Ok(Self {
            known: Known::new(&arguments.about, arguments.input.max_bytes, scopes)?,
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
            _ => bail!("--statistics is written as --format pretty or json"),
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
    /// What is known and not yet found again.
    baseline: Option<Baseline>,
    left_out: usize,
    /// What was said of libraries.
    told: BTreeSet<String>,
}

/// A record after its review.
enum Done {
    /// With the hashes of its findings where there is a baseline.
    Reviewed(Box<Reviewed>, Vec<u128>),
    Unreadable(ReadError),
}

impl Run<'_> {
    fn chunk(&mut self, chunk: Vec<Result<Record, ReadError>>) -> Result<()> {
        if batch::is_small(&chunk) {
            for record in chunk {
                let done = review(self.linter, &self.settings, self.baseline.as_ref(), record);
                self.write(done)?;
            }
            return Ok(());
        }
        let (linter, settings, known) = (self.linter, &self.settings, self.baseline.as_ref());
        let done: Vec<Done> = chunk.into_par_iter().map(|record| review(linter, settings, known, record)).collect();
        done.into_iter().try_for_each(|done| self.write(done))
    }

    fn write(&mut self, done: Done) -> Result<()> {
        match done {
            Done::Reviewed(mut reviewed, hashes) => {
                self.judge(&mut reviewed, &hashes);
                self.writer.reviewed(&mut self.out, &reviewed)?;
                let notes = if self.settings.warns() { notes(&reviewed) } else { Vec::new() };
                if !notes.is_empty() {
                    self.out.flush()?;
                }
                // A comment of a library is told once, however many replies it is about.
                let library = reviewed.record.origin.is_some();
                for note in notes {
                    if !library || self.told.insert(note.clone()) {
                        self.progress.aside(|| eprintln!("rifq: {note}"));
                    }
                }
            }
            Done::Unreadable(error) => {
                self.unreadable += 1;
                self.writer.unreadable(&mut self.out, &error)?;
                self.out.flush()?;
                self.progress.aside(|| eprintln!("rifq: {error}"));
            }
        }
        Ok(())
    }

    /// Leaves out what the baseline knows, takes the verdict on the rest, and keeps what is to be shown of it.
    fn judge(&mut self, reviewed: &mut Reviewed, hashes: &[u128]) {
        let review = &mut reviewed.review;
        if let Some(baseline) = &mut self.baseline {
            let before = review.diagnostics.len();
            let new: Vec<bool> = review.diagnostics.iter().zip(hashes).map(|(found, &hash)| !baseline.take(&found.rule, hash)).collect();
            review.keep(&new);
            self.left_out += before - review.diagnostics.len();
        }
        reviewed.verdict = Verdict::of(&review.diagnostics);
        self.worst = self.worst.max(review.diagnostics.iter().map(|diagnostic| diagnostic.severity).max());
        review.retain(|diagnostic| diagnostic.severity >= self.settings.least);
    }

    fn finish(mut self) -> Result<Outcome> {
        self.progress.end();
        self.writer.end(&mut self.out)?;
        self.out.finish()?;
        if let Some(baseline) = self.baseline.filter(|_| self.settings.extent == Extent::Whole) {
            eprintln!("rifq: left out {} of the baseline; {} of its findings no longer occur", self.left_out, baseline.left());
        }
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

/// Reviews one record.
fn review(linter: &Linter, settings: &Settings, baseline: Option<&Baseline>, record: Result<Record, ReadError>) -> Done {
    let mut record = match record {
        Ok(record) => record,
        Err(error) => return Done::Unreadable(error),
    };
    settings.known.add_to(&mut record);
    record.listed |= settings.is_list;
    record.warnings.extend(linter.unknown(&record.conversation));
    let language = settings.reader.or(record.ui_language).unwrap_or_default();
    let review = linter.review(&record.conversation, language);
    let hashes = baseline.map_or_else(Vec::new, |baseline| baseline.hashes(&record.conversation, &review.diagnostics));
    Done::Reviewed(Box::new(Reviewed { record, review, verdict: Verdict::Pass, language }), hashes)
}
