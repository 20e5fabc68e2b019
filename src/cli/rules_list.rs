//! `rifq rules list`: the rules in force.

use super::args::{ListArguments, ListFormat};
use super::{Outcome, selection};
use crate::diagnostic::Severity;
use crate::rules::Rule;
use crate::text::Language;
use anyhow::Result;
use serde::Serialize;
use std::io::Write;
use std::path::Path;

/// One rule, as a program reads it.
#[derive(Serialize)]
struct Listed<'r> {
    name: &'r str,
    category: &'r str,
    /// `None`: off.
    severity: Option<Severity>,
    languages: Vec<Language>,
    summary: &'r str,
    aliases: &'r [String],
}

pub(super) fn run(arguments: &ListArguments) -> Result<Outcome> {
    let set = selection::rules(&arguments.rules, Path::new("."))?;
    let language = arguments.ui_lang.into();
    let listed: Vec<Listed<'_>> = set.rules.iter().map(|rule| listed(rule, language)).collect();
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

fn listed<'r>(rule: &'r Rule, language: Language) -> Listed<'r> {
    let languages =
        [Language::Arabic, Language::English].into_iter().filter(|&language| rule.rewrites.iter().any(|rewrite| rewrite.language == language)).collect();
    Listed { name: &rule.name, category: rule.category(), severity: rule.severity, languages, summary: rule.summary.get(language), aliases: &rule.aliases }
}
