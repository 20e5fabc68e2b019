//! `rifq rules diff`: what changes in drafts when rules change.

use super::Outcome;
use super::args_rules::{DiffArguments, DiffFormat};
use super::known::{Known, records};
use crate::catalogue::{LoadError, embedded, folder_sources, load};
use crate::diagnostic::Severity;
use crate::linter::Linter;
use crate::report::places_of;
use crate::rule_diff::{Change, changes};
use crate::rules::{RuleSet, Sources, compile};
use crate::text::{Language, Span};
use anyhow::{Result, bail};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

/// What stands for the rules that come with rifq.
const BUILT_IN: &str = "built-in";

/// One change, as a program reads it.
#[derive(Serialize)]
struct Listed {
    file: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    rule: String,
    change: &'static str,
    old: Option<At>,
    new: Option<At>,
}

/// A severity and a place, from 1.
#[derive(Serialize)]
struct At {
    severity: Severity,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
}

/// How often each change occurred.
#[derive(Default, Serialize)]
struct Counts {
    appears: usize,
    vanishes: usize,
    weighs: usize,
    moves: usize,
}

#[derive(Serialize)]
struct Report {
    drafts: usize,
    changed: usize,
    rules: BTreeMap<String, Counts>,
    changes: Vec<Listed>,
}

pub(super) fn run(arguments: &DiffArguments) -> Result<Outcome> {
    let rules = |named: &Path| rules(named, arguments.alone);
    let (old, new) = (Linter::new(rules(&arguments.old)?), Linter::new(rules(&arguments.new)?));
    let known = Known::new(&arguments.about, arguments.input.max_bytes, None)?;
    let mut report = Report { drafts: 0, changed: 0, rules: BTreeMap::new(), changes: Vec::new() };
    let mut unreadable = false;
    for record in records(&arguments.paths, &arguments.input) {
        let mut record = match record {
            Ok(record) => record,
            Err(error) => {
                eprintln!("rifq: {error}");
                unreadable = true;
                continue;
            }
        };
        known.add_to(&mut record);
        let [before, after] = [&old, &new].map(|linter| linter.review(&record.conversation, Language::English).diagnostics);
        let found = changes(&before, &after, new.rules());
        report.drafts += 1;
        report.changed += usize::from(!found.is_empty());
        let draft = record.conversation.judged().map_or("", |turn| record.conversation.turns[turn].text.as_str());
        let place = places_of(&record, draft);
        for change in found {
            let counts = report.rules.entry(change.rule.to_string()).or_default();
            *counts.of(&change) += 1;
            report.changes.push(listed(&record.name, record.conversation.id.as_deref(), &change, &place));
        }
    }
    write(&report, arguments.format)?;
    Ok(if unreadable {
        Outcome::Unreadable
    } else if report.changes.is_empty() {
        Outcome::Clean
    } else {
        Outcome::Findings
    })
}

impl Counts {
    fn of(&mut self, change: &Change) -> &mut usize {
        match change.word() {
            "appears" => &mut self.appears,
            "vanishes" => &mut self.vanishes,
            "weighs" => &mut self.weighs,
            _ => &mut self.moves,
        }
    }
}

/// The rules that an argument names: those of rifq, a configuration, or a folder with those of rifq.
fn rules(named: &Path, alone: bool) -> Result<RuleSet> {
    if named == Path::new(BUILT_IN) && !named.exists() {
        return Ok(embedded::rules());
    }
    if named.is_file() {
        return Ok(load(Some(named), &[])?);
    }
    if !named.is_dir() {
        bail!("{}: is not there; write a folder of rules, a rifq.toml or {BUILT_IN}", named.display());
    }
    let pack = folder_sources(named)?;
    let mut sources = if alone { Sources::default() } else { embedded::sources() };
    sources.add(pack);
    Ok(compile(&sources).map_err(LoadError::Rules)?)
}

fn listed(file: &str, id: Option<&str>, change: &Change, place: impl Fn(Span) -> [(u32, u32); 2]) -> Listed {
    let at = |at: Option<(Severity, Span)>| {
        at.map(|(severity, span)| {
            let [(line, column), (end_line, end_column)] = place(span);
            At { severity, line, column, end_line, end_column }
        })
    };
    Listed { file: file.to_owned(), id: id.map(str::to_owned), rule: change.rule.to_string(), change: change.word(), old: at(change.old), new: at(change.new) }
}

fn write(report: &Report, format: DiffFormat) -> Result<()> {
    let mut out = std::io::stdout().lock();
    if format == DiffFormat::Json {
        serde_json::to_writer_pretty(&mut out, report)?;
        writeln!(out)?;
        return Ok(());
    }
    for change in &report.changes {
        let at = change.new.as_ref().or(change.old.as_ref()).map(|at| (at.line, at.column)).unwrap_or_default();
        let severity = |at: &Option<At>| at.as_ref().map_or("", |at| at.severity.name());
        let told = match (&change.old, &change.new) {
            (Some(old), Some(new)) => {
                let weight =
                    if old.severity == new.severity { new.severity.name().to_owned() } else { format!("{} -> {}", old.severity.name(), new.severity.name()) };
                let place = format!("from {}:{}-{}:{}", old.line, old.column, old.end_line, old.end_column);
                if change.change == "moves" { format!("{weight} {place}") } else { weight }
            }
            (old, new) => severity(if new.is_some() { new } else { old }).to_owned(),
        };
        writeln!(out, "{}:{}:{}: {} {} ({told})", change.file, at.0, at.1, change.rule, change.change)?;
    }
    if !report.rules.is_empty() {
        writeln!(out)?;
    }
    for (rule, counts) in &report.rules {
        let told = [("appears", counts.appears), ("vanishes", counts.vanishes), ("weighs", counts.weighs), ("moves", counts.moves)];
        let told: Vec<String> = told.into_iter().filter(|(_, count)| *count > 0).map(|(word, count)| format!("{word} {count}")).collect();
        writeln!(out, "{rule}: {}", told.join(", "))?;
    }
    let (drafts, changed) = (report.drafts, report.changed);
    writeln!(out, "{} changes in {changed} of {drafts} drafts", report.changes.len())?;
    Ok(())
}
