//! `rifq calibrate`: reviewers' tables beside each other and beside rifq.

use super::args_calibrate::{CalibrateArguments, CalibrateFormat};
use super::output::Output;
use super::{Outcome, selection};
use crate::calibration::{Key, Told, calibrate, parse, write};
use crate::read::table;
use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

pub(super) fn run(arguments: &CalibrateArguments) -> Result<Outcome> {
    let rules = selection::rules(&arguments.rules, Path::new("."))?;
    let Some(scorecard) = rules.scorecard() else { bail!("the rules in force have no scorecard") };
    let keys = keys(&arguments.key)?;
    let mut reviews = Vec::new();
    for file in &arguments.files {
        let name = file.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let read = parse(&table(file)?, scorecard, &name);
        let found = read.map_err(|(line, message)| anyhow::anyhow!("{}:{line}: {message}", file.display()))?;
        if let Some(stranger) = found.iter().find(|review| !keys.contains_key(&review.item)) {
            eprintln!("rifq: {}: the key has no item `{}`; it and others like it are left out", file.display(), stranger.item);
        }
        if found.is_empty() {
            eprintln!("rifq: {}: nothing is filled in", file.display());
        }
        reviews.extend(found);
    }
    let calibration = calibrate(reviews, &keys, scorecard);
    if calibration.items == 0 {
        bail!("no item of the key was reviewed");
    }
    let told = Told { calibration: &calibration, rules: &rules, language: arguments.ui_lang.into() };
    let mut out = Output::open(None)?;
    match arguments.format {
        CalibrateFormat::Pretty => write(&mut out, told)?,
        CalibrateFormat::Json => writeln!(out, "{:#}", told.json())?,
    }
    out.finish()?;
    arguments.examples.as_deref().map_or(Ok(()), |path| examples(path, &told.examples(&keys)))?;
    Ok(Outcome::Clean)
}

/// Writes blocks of examples, those of a rule together.
fn examples(path: &Path, blocks: &[(String, String)]) -> Result<()> {
    let mut out = Output::open(Some(path).filter(|path| *path != Path::new("-")))?;
    let mut last = "";
    for (rule, block) in blocks {
        if rule != last {
            writeln!(out, "# For {rule}.toml:\n")?;
        }
        writeln!(out, "{block}")?;
        last = rule;
    }
    if blocks.is_empty() {
        writeln!(out, "# No dispute is about a rule.")?;
    }
    out.finish()
}

fn keys(path: &Path) -> Result<BTreeMap<String, Key>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("{}: cannot be read", path.display()))?;
    let mut keys = BTreeMap::new();
    for (line, number) in text.lines().zip(1..) {
        let key: Key = serde_json::from_str(line).with_context(|| format!("{}:{number}: is no key that `rifq sample` wrote", path.display()))?;
        keys.insert(key.item.clone(), key);
    }
    Ok(keys)
}
