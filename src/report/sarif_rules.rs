//! The rules as SARIF describes them, with help in both languages.

use crate::diagnostic::Severity;
use crate::rules::{Rule, RuleSet};
use crate::text::Language;
use serde_json::{Value, json};

/// The tool and its rules; summaries are in the language of the reader, help in both.
pub(super) fn driver(rules: &RuleSet, reader: Language) -> Value {
    json!({
        "name": "rifq",
        "version": env!("CARGO_PKG_VERSION"),
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "language": reader.code(),
        "properties": { "rulesHash": rules.hash },
        "rules": rules.rules.iter().map(|rule| descriptor(rule, reader)).collect::<Vec<_>>(),
    })
}

fn descriptor(rule: &Rule, reader: Language) -> Value {
    json!({
        "id": &*rule.name,
        "shortDescription": { "text": rule.summary.get(reader) },
        "fullDescription": { "text": &**rule.why(reader) },
        "help": { "text": text(rule), "markdown": markdown(rule) },
        "defaultConfiguration": { "enabled": rule.severity.is_some(), "level": rule.severity.map_or("none", level) },
        "properties": { "category": rule.category(), "tags": [rule.category()] },
    })
}

/// SARIF's word for a severity.
pub(super) const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "note",
        Severity::Info => "none",
    }
}

fn text(rule: &Rule) -> String {
    let part = |language| format!("{}\n{}\n{}", rule.summary.get(language), rule.why(language), rule.message(language));
    format!("{}\n\n{}", part(Language::English), part(Language::Arabic))
}

fn markdown(rule: &Rule) -> String {
    let part = |language| format!("**{}**\n\n{}\n\n{}", rule.summary.get(language), rule.why(language), rule.message(language));
    format!("{}\n\n<div dir=\"rtl\" lang=\"ar\">\n\n{}\n\n</div>", part(Language::English), part(Language::Arabic))
}
