//! `rifq stats`: what became of findings, counted by rule.

use super::args_rules::ListFormat;
use super::args_stats::{CountArguments, RecordArguments};
use super::{Outcome, places, selection};
use crate::catalogue::feedback_setting;
use crate::feedback::{self, Counts, FILE};
use crate::rules::Feedback;
use anyhow::{Context, Result, bail};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

/// The counts of one rule, as a program reads them.
#[derive(Serialize)]
struct Listed<'r> {
    rule: &'r str,
    shown: u64,
    accepted: u64,
    dismissed: u64,
}

pub(super) fn record(arguments: &RecordArguments) -> Result<Outcome> {
    let set = selection::rules(&arguments.rules, Path::new("."))?;
    let Some(index) = set.find(&arguments.rule) else {
        bail!("there is no rule `{}`{}", arguments.rule, selection::suggestion(&set, &arguments.rule));
    };
    let configuration = selection::configuration(&arguments.rules, Path::new("."))?;
    let Some(file) = file(configuration.as_deref())? else {
        bail!("counting is switched off, by RIFQ_STATE_DIR or by `feedback` in rifq.toml");
    };
    feedback::record(&file, &set.rules[index].name, arguments.event, arguments.times).with_context(|| format!("{}: cannot be written", file.display()))?;
    Ok(Outcome::Clean)
}

pub(super) fn rules(arguments: &CountArguments) -> Result<Outcome> {
    let configuration = selection::configuration(&arguments.rules, Path::new("."))?;
    let file = file(configuration.as_deref())?;
    let counts = match &file {
        Some(file) => feedback::read(file).with_context(|| format!("{}: cannot be read", file.display()))?,
        None => BTreeMap::default(),
    };
    let mut listed: Vec<Listed<'_>> = counts.iter().map(|(rule, &Counts { shown, accepted, dismissed })| Listed { rule, shown, accepted, dismissed }).collect();
    listed.sort_by(|a, b| b.dismissed.cmp(&a.dismissed).then(a.rule.cmp(b.rule)));
    let mut out = std::io::stdout().lock();
    if arguments.format == ListFormat::Json {
        serde_json::to_writer_pretty(&mut out, &listed)?;
        writeln!(out)?;
        return Ok(Outcome::Clean);
    }
    if listed.is_empty() {
        writeln!(out, "nothing was counted yet; rifq stats record --rule RULE --event dismissed counts one")?;
        return Ok(Outcome::Clean);
    }
    let width = listed.iter().map(|rule| rule.rule.len()).max().unwrap_or_default();
    writeln!(out, "{:width$}  {:>9}  {:>9}  {:>9}", "rule", "shown", "accepted", "dismissed")?;
    for Listed { rule, shown, accepted, dismissed } in &listed {
        writeln!(out, "{rule:width$}  {shown:>9}  {accepted:>9}  {dismissed:>9}")?;
    }
    Ok(Outcome::Clean)
}

/// The file of counts: what the environment says, else the configuration, else the platform; `None` where counting is switched off.
pub(super) fn file(configuration: Option<&Path>) -> Result<Option<PathBuf>> {
    if places::is_state_named() {
        return Ok(places::state().map(|folder| folder.join(FILE)));
    }
    let setting = configuration.map(feedback_setting).transpose()?.flatten();
    Ok(match (setting, configuration) {
        (Some(Feedback::Switch(false)), _) => None,
        (Some(Feedback::File(name)), Some(configuration)) => Some(configuration.parent().unwrap_or(Path::new("")).join(name)),
        _ => places::state().map(|folder| folder.join(FILE)),
    })
}
