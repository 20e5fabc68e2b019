//! `rifq explain`: a rule in words, from its own file.

use super::args::ExplainArguments;
use super::explain_words::{Words, channel, dialect, zone};
use super::rule_files::RuleFiles;
use super::{Outcome, explain_courses, explain_facts, selection};
use crate::diagnostic::Severity;
use crate::rules::{Levels, Rule, Spec, SpeechAct};
use crate::text::{Dialect, Language};
use anyhow::{Result, bail};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write;
use std::path::Path;

/// Patterns shown per language and dialect.
const PATTERNS: usize = 3;
/// Examples shown per language and dialect.
const EXAMPLES: usize = 3;

pub(super) fn run(arguments: &ExplainArguments) -> Result<Outcome> {
    let set = selection::rules(&arguments.rules, Path::new("."))?;
    let Some(index) = set.find(&arguments.rule) else {
        bail!("there is no rule `{}`{}", arguments.rule, selection::suggestion(&set, &arguments.rule));
    };
    let rule = &set.rules[index];
    let files = RuleFiles::new(&arguments.rules)?;
    let spec = files.spec(&rule.name)?;
    let severity = Levels::new(&set, None, None, None).get(index as u16);
    let text = explanation(rule, severity, spec, arguments.ui_lang.into())?;
    std::io::stdout().lock().write_all(text.as_bytes())?;
    Ok(Outcome::Clean)
}

fn explanation(rule: &Rule, severity: Option<Severity>, spec: &Spec, language: Language) -> Result<String> {
    let words = Words::of(language);
    let severity = severity.map_or(words.off, |severity| words.severity(severity));
    let mut text = format!("{} ({severity})\n{}\n", rule.name, rule.summary.get(language));
    write!(text, "\n{}\n  {}\n", words.why, rule.why(language))?;
    write!(text, "\n{}\n  {}\n", words.message, rule.message(language))?;
    write!(text, "\n{}\n", words.looks_for)?;
    for line in looks_for(rule, spec, &words) {
        writeln!(text, "  {line}")?;
    }
    if spec.examples.iter().any(|example| !example.bad.is_empty() || !example.good.is_empty()) {
        write!(text, "\n{}\n", words.examples)?;
    }
    for example in &spec.examples {
        writeln!(text, "  {}", dialect(example.lang, example.dialect, language))?;
        for bad in example.bad.iter().take(EXAMPLES) {
            writeln!(text, "    - {bad}")?;
        }
        for good in example.good.iter().take(EXAMPLES) {
            writeln!(text, "    + {good}")?;
        }
    }
    if !spec.rewrites.is_empty() {
        write!(text, "\n{}\n", words.instead)?;
    }
    for rewrite in spec.rewrites.iter().map(toml::Spanned::get_ref) {
        let better = if rewrite.text.is_empty() { words.leave_out } else { &rewrite.text };
        writeln!(text, "  {}: {better}", dialect(rewrite.lang, rewrite.dialect, language))?;
    }
    Ok(text)
}

/// What the rule looks for, one thing a line.
pub(super) fn looks_for(rule: &Rule, spec: &Spec, words: &Words) -> Vec<String> {
    let mut lines = patterns(spec, words);
    let acts = match (&spec.phrase, &spec.metric) {
        (Some(phrase), _) => phrase.not_in.as_slice(),
        (_, Some(metric)) => metric.not_in.as_slice(),
        _ => &[],
    };
    if let Some(metric) = &spec.metric {
        lines.push(words.count(metric.at_least, metric.sentences));
    }
    if let Some(fact) = spec.fact {
        lines.extend(explain_facts::fact(fact, |severity| words.severity(severity), words.language));
    }
    if let Some(measure) = &spec.measure {
        lines.extend(measure.limits.iter().map(|limit| explain_facts::limit(limit, words.language)));
    }
    if let Some(course) = &spec.transcript {
        lines.extend(explain_courses::course(course, words.language));
    }
    lines.extend(acts.iter().map(|act| match act {
        SpeechAct::Quoted => words.not_quoted.to_owned(),
        SpeechAct::Question => words.not_question.to_owned(),
        SpeechAct::Conditional => words.not_conditional.to_owned(),
    }));
    if let Some(bridge) = spec.phrase.as_ref().and_then(|phrase| phrase.bridge.as_ref()) {
        lines.push(words.bridge(bridge.before, bridge.after));
    }
    let unless_said =
        spec.phrase.as_ref().is_some_and(|phrase| phrase.unless_customer_said) || spec.regex.as_ref().is_some_and(|regex| regex.unless_customer_said);
    if unless_said {
        lines.push(words.unless_customer_said.to_owned());
    }
    if let Some(channels) = &spec.channels {
        lines.push(words.channels(&channels.iter().map(|&known| channel(known, words.language)).collect::<Vec<_>>()));
    }
    if let Some(zones) = &spec.zones {
        lines.push(words.zones(&zones.iter().map(|&known| zone(known, words.language)).collect::<Vec<_>>()));
    }
    if let Some((base, _)) = &spec.inherited {
        lines.push(words.extends(base));
    }
    if !rule.supersedes.is_empty() {
        lines.push(words.supersedes(&rule.supersedes.iter().map(AsRef::as_ref).collect::<Vec<_>>()));
    }
    lines
}

/// The first patterns of each language and dialect.
fn patterns(spec: &Spec, words: &Words) -> Vec<String> {
    let mut by_dialect: BTreeMap<(Language, Option<Dialect>), Vec<&str>> = BTreeMap::new();
    let matches = spec.phrase.iter().flat_map(|phrase| &phrase.matches).chain(spec.metric.iter().flat_map(|metric| &metric.matches));
    let matches = matches.chain(spec.transcript.iter().flat_map(|course| &course.matches));
    for table in matches {
        by_dialect.entry((table.lang, table.dialect)).or_default().extend(table.any.iter().map(|pattern| pattern.get_ref().as_str()));
    }
    for table in spec.regex.iter().flat_map(|regex| &regex.matches) {
        by_dialect.entry((table.lang, None)).or_default().push(table.pattern.get_ref());
    }
    let mut lines = Vec::new();
    let mut by_dialect: Vec<_> = by_dialect.into_iter().collect();
    by_dialect.sort_by_key(|((language, _), _)| *language != words.language);
    for ((language, spoken), patterns) in by_dialect {
        lines.push(format!("{}:", dialect(language, spoken, words.language)));
        lines.extend(patterns.iter().take(PATTERNS).map(|pattern| format!("  {pattern}")));
        if patterns.len() > PATTERNS {
            lines.push(format!("  {}", words.more(patterns.len() - PATTERNS)));
        }
    }
    lines
}
