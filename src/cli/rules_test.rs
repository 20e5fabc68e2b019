//! `rifq rules test`: every rule is held against its own examples.

use super::Outcome;
use super::args::TestArguments;
use crate::catalogue::{LoadError, embedded, folder_sources};
use crate::linter::Linter;
use crate::rule_test;
use crate::rules::{RuleSet, SourceFile, Sources, compile};
use anyhow::{Result, bail};
use rayon::prelude::*;
use std::io::Write;
use std::path::Path;

pub(super) fn run(arguments: &TestArguments) -> Result<Outcome> {
    let (mut rules, files) = match &arguments.folder {
        None => (embedded::rules(), embedded::sources().rules),
        Some(folder) => user_rules(folder, if arguments.alone { Sources::default() } else { embedded::sources() })?,
    };
    rules.switch_on();
    let linter = Linter::new(rules);
    let test = |file| {
        let missed = if arguments.coverage { rule_test::unfired(&linter, file) } else { Vec::new() };
        rule_test::test(&linter, file).into_iter().chain(missed).collect::<Vec<_>>()
    };
    let failures: Vec<_> = files.par_iter().map(test).collect();
    let mut out = std::io::stdout().lock();
    let mut count = 0;
    for failure in failures.iter().flatten() {
        writeln!(out, "{failure}")?;
        count += 1;
    }
    writeln!(out, "{} {}, {count} {}", files.len(), plural(files.len(), "rule"), plural(count, "failure"))?;
    Ok(if count == 0 { Outcome::Clean } else { Outcome::Findings })
}

/// A user's rules on top of others, and the files to test.
fn user_rules(folder: &Path, mut sources: Sources) -> Result<(RuleSet, Vec<SourceFile>)> {
    let user = folder_sources(folder)?;
    if user.rules.is_empty() {
        bail!("{}: no rules here; a rule is a file CATEGORY/NAME.toml", folder.display());
    }
    sources.rules.retain(|known| user.rules.iter().all(|rule| rule.name != known.name));
    sources.rules.extend(user.rules.iter().cloned());
    sources.lexicons.extend(user.lexicons);
    sources.cues.extend(user.cues);
    sources.sentences.extend(user.sentences);
    sources.layers.extend(user.layers);
    let set = compile(&sources).map_err(LoadError::Rules)?;
    Ok((set, user.rules))
}

fn plural(count: usize, noun: &str) -> String {
    if count == 1 { noun.to_owned() } else { format!("{noun}s") }
}
