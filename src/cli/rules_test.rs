//! `rifq rules test`: every rule is held against its own examples.

use super::Outcome;
use super::args_rules::TestArguments;
use crate::batch::test_script;
use crate::catalogue::{LoadError, embedded, folder_sources};
use crate::linter::Linter;
use crate::rule_test;
use crate::rules::{RuleSet, SourceFile, Sources, compile, specs};
use anyhow::{Result, bail};
use rayon::prelude::*;
use std::io::Write;
use std::path::Path;

pub(super) fn run(arguments: &TestArguments) -> Result<Outcome> {
    let (mut rules, all, files) = match &arguments.folder {
        None => (embedded::rules(), embedded::sources().rules, embedded::sources().rules),
        Some(folder) => user_rules(folder, if arguments.alone { Sources::default() } else { embedded::sources() })?,
    };
    rules.switch_on();
    let linter = Linter::new(rules);
    let (specs, _) = specs(&all);
    let test = |file: &SourceFile| {
        let spec = specs.get(file.name.as_str()).filter(|_| arguments.coverage);
        let missed = spec.map(|(_, spec)| rule_test::unfired(&linter, file, spec)).unwrap_or_default();
        rule_test::test(&linter, file).into_iter().chain(test_script(&linter, file)).chain(missed).collect::<Vec<_>>()
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

/// A user's rules on top of others, the files of all, and those to test.
fn user_rules(folder: &Path, mut sources: Sources) -> Result<(RuleSet, Vec<SourceFile>, Vec<SourceFile>)> {
    let user = folder_sources(folder)?;
    if user.rules.is_empty() {
        bail!("{}: no rules here; a rule is a file CATEGORY/NAME.toml", folder.display());
    }
    let rules = user.rules.clone();
    sources.add(user);
    let set = compile(&sources).map_err(LoadError::Rules)?;
    Ok((set, sources.rules, rules))
}

fn plural(count: usize, noun: &str) -> String {
    if count == 1 { noun.to_owned() } else { format!("{noun}s") }
}
