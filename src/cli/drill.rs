//! `rifq drill`: exercises on a terminal, or through pipes.

use super::args_drill::DrillArguments;
use super::{Outcome, places, selection};
use crate::drill::{Attempt, Scenario, attempts, case, fitting, scenarios, summary};
use crate::linter::Linter;
use crate::read::transcript::{Agents, Reading, files, records};
use crate::read::{Folders, Options};
use crate::report::drill::{Judged, Teller};
use crate::text::Language;
use crate::text::distance::nearest;
use crate::wire::{Offsets, report};
use anyhow::{Context, Result, bail};
use std::fs::{self, File};
use std::io::{self, BufRead, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// The name of the file within a state folder.
const FILE: &str = "drill.log";

/// The most cases of one's own.
const MOST: usize = 500;

/// The most bytes of an answer.
const LONGEST: usize = 1 << 20;

pub(super) fn run(arguments: &DrillArguments) -> Result<Outcome> {
    let linter = Linter::new(selection::rules(&arguments.rules, Path::new("."))?);
    // The names of exercises tell their language.
    let named = arguments.scenario.as_deref().is_some_and(|id| id.starts_with("ar-"));
    let exercises = if named { Language::Arabic } else { arguments.lang.into() };
    let language = arguments.ui_lang.map_or(exercises, Language::from);
    let teller = Teller { rules: linter.rules(), language };
    let all = match &arguments.from {
        Some(path) => own(path, arguments)?,
        None => scenarios(exercises),
    };
    let file = places::state().map(|folder| folder.join(FILE));
    let known = file.as_deref().map(practised).transpose()?.unwrap_or_default();
    let mut out = io::stdout().lock();
    if arguments.progress {
        teller.progress(&mut out, &all, &known, &summary(&known))?;
        return Ok(Outcome::Clean);
    }
    let chosen = chosen(&all, &known, arguments)?;
    if arguments.list {
        teller.list(&mut out, &chosen)?;
        return Ok(Outcome::Clean);
    }
    let session = Session { linter: &linter, teller, file };
    let mut input = io::stdin().lock();
    for (index, scenario) in chosen.iter().enumerate() {
        teller.scenario(&mut out, scenario, (index + 1, chosen.len()))?;
        if !session.practise(&mut input, &mut out, scenario)? {
            break;
        }
    }
    Ok(Outcome::Clean)
}

/// Whoever practises.
struct Session<'s> {
    linter: &'s Linter,
    teller: Teller<'s>,
    file: Option<PathBuf>,
}

impl Session<'_> {
    /// Answers to one case, as often as wanted; whether there is to be another case.
    fn practise(&self, input: &mut dyn BufRead, out: &mut dyn Write, scenario: &Scenario) -> Result<bool> {
        let mut before: Option<Judged> = None;
        loop {
            self.teller.ask(out)?;
            out.flush()?;
            let answer = answer(input)?;
            if answer.trim().is_empty() {
                return Ok(false);
            }
            let judged = self.judge(scenario, &answer);
            self.teller.judged(out, &judged, before.as_ref())?;
            if let Some(sent) = scenario.sent.as_deref().filter(|_| before.is_none()) {
                self.teller.sent(out, sent, &self.judge(scenario, sent))?;
            }
            self.keep(scenario, &judged)?;
            let ready = judged.is_ready();
            self.teller.choices(out, ready)?;
            out.flush()?;
            let mut line = String::new();
            if input.read_line(&mut line)? == 0 {
                return Ok(false);
            }
            match line.trim().chars().next() {
                Some('q' | 'Q') => return Ok(false),
                Some('n' | 'N') => break,
                None if ready => break,
                _ => before = Some(judged),
            }
        }
        writeln!(out)?;
        Ok(true)
    }

    fn judge(&self, scenario: &Scenario, answer: &str) -> Judged {
        let conversation = scenario.conversation(answer);
        let review = self.linter.review(&conversation, self.teller.language);
        let report = report(self.linter.rules(), &conversation, &review, (Offsets::Utf8, self.teller.language));
        Judged { review, report, trains: scenario.trains.clone() }
    }

    /// Adds a line to the file of what was practised.
    fn keep(&self, scenario: &Scenario, judged: &Judged) -> Result<()> {
        let Some(file) = &self.file else { return Ok(()) };
        let mut rules: Vec<String> = judged.findings().iter().map(|found| found.rule.clone()).collect();
        rules.sort_unstable();
        rules.dedup();
        let line = Attempt { id: scenario.id.clone(), score: judged.report.score, rules }.line();
        let cannot = || format!("{}: what was practised cannot be kept there", file.display());
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder).with_context(cannot)?;
        }
        File::options().create(true).append(true).open(file).and_then(|mut file| file.write_all(line.as_bytes())).with_context(cannot)
    }
}

/// One answer: lines up to one with a dot alone, or to the end.
fn answer(input: &mut dyn BufRead) -> Result<String> {
    let mut answer = String::new();
    loop {
        let mut line = String::new();
        if input.read_line(&mut line).context("standard input cannot be read")? == 0 || line.trim_end() == "." {
            return Ok(answer);
        }
        if answer.len() + line.len() > LONGEST {
            bail!("the answer has more than {LONGEST} bytes");
        }
        answer.push_str(&line);
    }
}

/// The cases in their order: those not tried first, then those with the lowest score.
fn chosen<'s>(all: &'s [Scenario], known: &[Attempt], arguments: &DrillArguments) -> Result<Vec<&'s Scenario>> {
    if let Some(id) = &arguments.scenario {
        let Some(scenario) = all.iter().find(|scenario| scenario.id == *id) else {
            let near = nearest(id, all.iter().map(|scenario| scenario.id.as_str()));
            let instead =
                near.map_or_else(|| "`rifq drill --list` shows them all, those in Arabic with --lang ar".to_owned(), |near| format!("did you mean `{near}`?"));
            bail!("there is no exercise `{id}`; {instead}");
        };
        return Ok(vec![scenario]);
    }
    let fits = |scenario: &&Scenario| {
        arguments.channel.is_none_or(|channel| scenario.channel == Some(channel)) && arguments.dialect.is_none_or(|dialect| scenario.dialect == dialect)
    };
    let mut found: Vec<&Scenario> = match &arguments.habit {
        Some(rule) => fitting(all, rule, arguments.channel).into_iter().filter(fits).collect(),
        None => all.iter().filter(fits).collect(),
    };
    if found.is_empty() {
        bail!("there is no exercise for this; `rifq drill --list` shows them all");
    }
    let done = summary(known);
    found.sort_by_key(|scenario| done.get(scenario.id.as_str()).map(|done| done.best));
    Ok(found)
}

/// Cases of one's own.
fn own(path: &Path, arguments: &DrillArguments) -> Result<Vec<Scenario>> {
    let reading = Reading {
        channel: arguments.channel,
        agents: Agents(arguments.agent.clone()),
        scratch: Some(std::env::temp_dir()),
        max_bytes: Options::MAX_BYTES,
        folders: Folders::default(),
        ..Reading::default()
    };
    let mut cases = Vec::new();
    for file in files(std::slice::from_ref(&path.to_owned()), &reading.folders) {
        for raw in records(&file?, &reading) {
            match raw.read(&reading) {
                Ok(transcript) => cases.extend(case(&transcript)),
                Err(error) => eprintln!("rifq: {error}"),
            }
            if cases.len() >= MOST {
                return Ok(cases);
            }
        }
    }
    if cases.is_empty() {
        bail!("{}: there is no message of a customer that an agent answered", path.display());
    }
    Ok(cases)
}

/// What was practised before.
fn practised(file: &Path) -> Result<Vec<Attempt>> {
    match fs::read_to_string(file) {
        Ok(text) => Ok(attempts(&text)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(error).with_context(|| format!("{}: cannot be read", file.display())),
    }
}
