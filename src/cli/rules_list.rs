//! `rifq rules list`: the rules in force.

use super::args_rules::{ListArguments, ListFormat};
use super::rule_files::RuleFiles;
use super::{Outcome, selection};
use crate::diagnostic::Severity;
use crate::rules::{Levels, Rule, Spec};
use crate::text::Language;
use anyhow::Result;
use serde::Serialize;
use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;

/// One rule, as a program reads it.
#[derive(Serialize)]
struct Listed<'r> {
    name: &'r str,
    category: &'r str,
    /// `None`: off.
    severity: Option<Severity>,
    languages: BTreeSet<Language>,
    summary: &'r str,
    aliases: &'r [String],
}

pub(super) fn run(arguments: &ListArguments) -> Result<Outcome> {
    let set = selection::rules(&arguments.rules, Path::new("."))?;
    let language = arguments.ui_lang.into();
    let files = RuleFiles::new(&arguments.rules)?;
    let channel = arguments.channel;
    let levels = Levels::new(&set, channel, None, None);
    let level = |index: usize, rule: &Rule| {
        levels.get(index as u16).filter(|_| channel.is_none_or(|channel| rule.channels.is_empty() || rule.channels.contains(&channel)))
    };
    let rules = set.rules.iter().enumerate();
    let listed = rules.map(|(index, rule)| Ok(listed(rule, level(index, rule), files.spec(&rule.name)?, language))).collect::<Result<Vec<_>>>()?;
    let mut out = std::io::stdout().lock();
    match arguments.format {
        ListFormat::Json => {
            serde_json::to_writer_pretty(&mut out, &listed)?;
            writeln!(out)?;
        }
        ListFormat::Text => {
            let width = listed.iter().map(|rule| rule.name.len()).max().unwrap_or_default();
            for rule in &listed {
                let severity = rule.severity.map_or("off", Severity::name);
                let languages: Vec<&str> = rule.languages.iter().map(|language| language.code()).collect();
                writeln!(out, "{:width$}  {severity:7}  {:6}  {}", rule.name, languages.join(","), rule.summary)?;
            }
        }
    }
    Ok(Outcome::Clean)
}

fn listed<'r>(rule: &'r Rule, severity: Option<Severity>, spec: &Spec, language: Language) -> Listed<'r> {
    let phrases = spec.phrase.iter().flat_map(|phrase| &phrase.matches).chain(spec.metric.iter().flat_map(|metric| &metric.matches));
    let regexes = spec.regex.iter().flat_map(|regex| &regex.matches).map(|table| table.lang);
    let languages: BTreeSet<Language> = phrases.map(|table| table.lang).chain(regexes).collect();
    Listed { name: &rule.name, category: rule.category(), severity, languages, summary: rule.summary.get(language), aliases: &rule.aliases }
}
