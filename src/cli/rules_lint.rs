//! `rifq rules lint`: what is wrong or doubtful in rule files.

use super::Outcome;
use super::args_rules::{LintArguments, LintFormat};
use super::selection::nearest_configuration;
use crate::catalogue::{embedded, folder_sources, rule_folders};
use crate::linter::Linter;
use crate::rule_lint::{Check, Doubt, Pack, lint};
use crate::rules::{RuleError, Sources, compile};
use anyhow::{Result, bail};
use serde::Serialize;
use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};

/// A doubt, as a program reads it.
#[derive(Serialize)]
struct Listed<'d> {
    file: &'d str,
    line: u32,
    column: u32,
    check: &'static str,
    message: &'d str,
    help: Option<&'d str>,
}

pub(super) fn run(arguments: &LintArguments) -> Result<Outcome> {
    let mut paths = arguments.paths.clone();
    if paths.is_empty()
        && let Some(configuration) = nearest_configuration(Path::new("."))?
    {
        paths = rule_folders(&configuration)?;
    }
    let (all, linted) = if paths.is_empty() { built_in() } else { on_disk(&paths, arguments.alone)? };
    let doubts = match compile(&all) {
        Ok(set) => lint(&Pack { linter: &Linter::new(set), all: &all, linted: &linted }),
        Err(errors) => errors.into_iter().map(|at| Doubt { check: Check::Error, at }).collect(),
    };
    let mut out = std::io::stdout().lock();
    match arguments.format {
        LintFormat::Json => {
            serde_json::to_writer_pretty(&mut out, &doubts.iter().map(listed).collect::<Vec<_>>())?;
            writeln!(out)?;
        }
        LintFormat::Concise => {
            for Doubt { check, at: RuleError { file, line, column, message, help } } in &doubts {
                let help = help.as_ref().map(|help| format!("; {help}")).unwrap_or_default();
                writeln!(out, "{file}:{line}:{column}: {}: {message}{help}", check.name())?;
            }
            writeln!(out, "{}, {}", counted(linted.len(), "file"), counted(doubts.len(), "doubt"))?;
        }
    }
    Ok(if doubts.is_empty() { Outcome::Clean } else { Outcome::Findings })
}

fn listed(doubt: &Doubt) -> Listed<'_> {
    let at = &doubt.at;
    Listed { file: &at.file, line: at.line, column: at.column, check: doubt.check.name(), message: &at.message, help: at.help.as_deref() }
}

fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// The built-in files, all of them linted.
fn built_in() -> (Sources, BTreeSet<String>) {
    let all = embedded::sources();
    let linted = files(&all);
    (all, linted)
}

/// The files that the paths name, on top of the built-in ones.
fn on_disk(paths: &[PathBuf], alone: bool) -> Result<(Sources, BTreeSet<String>)> {
    let mut all = if alone { Sources::default() } else { embedded::sources() };
    let (mut linted, mut folders) = (BTreeSet::new(), BTreeSet::new());
    for path in paths {
        let folder = pack_of(path)?;
        let pack = folder_sources(&folder)?;
        let below: BTreeSet<String> = files(&pack).into_iter().filter(|file| Path::new(file).starts_with(path)).collect();
        if below.is_empty() {
            bail!("{}: no rules here; a rule is a file CATEGORY/NAME.toml", path.display());
        }
        linted.extend(below);
        if !folders.insert(folder) {
            continue;
        }
        all.lexicons.retain(|known| !pack.lexicons.contains(known));
        all.cues.retain(|known| !pack.cues.contains(known));
        all.add(pack);
    }
    Ok((all, linted))
}

/// The paths of the files that can be linted.
fn files(sources: &Sources) -> BTreeSet<String> {
    sources.rules.iter().chain(&sources.lexicons).chain(&sources.cues).map(|file| file.path.clone()).collect()
}

/// The folder of rules a path is, or stands in: above a category, or above that of a file.
fn pack_of(path: &Path) -> Result<PathBuf> {
    if !path.exists() {
        bail!("{}: is not there", path.display());
    }
    let is_rule = |path: &Path| path.extension().is_some_and(|extension| extension == "toml");
    let category = if path.is_file() {
        path.parent().unwrap_or(Path::new("")).to_owned()
    } else if std::fs::read_dir(path)?.flatten().any(|entry| is_rule(&entry.path()) && entry.path().is_file() && entry.file_name() != "rifq.toml") {
        path.to_owned()
    } else {
        return Ok(path.to_owned());
    };
    let category = if category.as_os_str().is_empty() { PathBuf::from(".") } else { category };
    match category.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => Ok(folder.to_owned()),
        Some(_) if category != Path::new(".") => Ok(PathBuf::from(".")),
        _ => Ok(PathBuf::from("..")),
    }
}
