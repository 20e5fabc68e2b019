//! What stands beside the cursor: why a place is marked, what the customer wrote, and an example of the same fault done well.

use super::client::Client;
use super::convert;
use super::document::Checked;
use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::{ExampleSpec, Spec};
use crate::text::{Dialect, Language};
use lsp_types::Position;
use serde_json::{Value, json};

/// The hover at a position; null where nothing is marked.
pub(super) fn hover(client: &Client, checked: &Checked, position: Position, least: Severity) -> Value {
    let at = convert::byte(&checked.text, &checked.lines, position, client.encoding);
    let covers = |found: &&Diagnostic| {
        let span = checked.outer(found.span);
        span.start <= at && (at < span.end || (at == span.end && span.end as usize == checked.text.len()))
    };
    let found: Vec<&Diagnostic> = checked.review.diagnostics.iter().filter(|found| found.severity >= least).filter(covers).collect();
    let Some(first) = found.iter().min_by_key(|found| found.span.end - found.span.start) else { return Value::Null };
    let texts: Vec<String> = found.iter().map(|found| text(client, checked, found)).collect();
    let (kind, border) = if client.markdown { ("markdown", "\n\n---\n\n") } else { ("plaintext", "\n\n") };
    let range = checked.places(client.encoding).range(checked.outer(first.span));
    json!({ "contents": { "kind": kind, "value": texts.join(border) }, "range": range })
}

/// One finding, explained.
fn text(client: &Client, checked: &Checked, found: &Diagnostic) -> String {
    let words = Words::of(checked.reader);
    let strong = |text: &str| if client.markdown { format!("**{text}**") } else { text.to_owned() };
    let plain = |text: &str| if client.markdown { escaped(text) } else { text.to_owned() };
    let mut parts = vec![strong(&plain(&found.message)), plain(&found.why)];
    let turns = &checked.record.conversation.turns;
    let said = found.related.iter().filter(|related| related.turn != found.turn).filter_map(|related| {
        let text = &turns.get(related.turn as usize)?.text;
        Some(format!("{}{} «{}»", related.message, words.colon, related.span.text(text)))
    });
    parts.extend(said.map(|line| plain(&line)));
    if let Some((bad, good)) = example(checked, found) {
        parts.push(format!("✗ {}{}✓ {}", plain(&bad), if client.markdown { "  \n" } else { "\n" }, plain(&good)));
    }
    let name = if client.markdown { format!("`{}`", found.rule) } else { found.rule.to_string() };
    parts.push(format!("{name} · {}", words.severity(found.severity)));
    parts.join("\n\n")
}

/// A bad and a good example of the rule, in the language of the draft and in its dialect where the rule has one.
fn example(checked: &Checked, found: &Diagnostic) -> Option<(String, String)> {
    let spec: Spec = checked.rules.file(&found.rule)?.parse().ok()?;
    let (language, dialect) = (checked.review.language, checked.review.dialect);
    let whole = |example: &&ExampleSpec| example.lang == language && !example.bad.is_empty() && !example.good.is_empty();
    let of = |wanted: Dialect| spec.examples.iter().filter(whole).find(move |example| example.dialect.unwrap_or_default() == wanted);
    let example = of(dialect).or_else(|| of(Dialect::default())).or_else(|| spec.examples.iter().find(whole))?;
    Some((example.bad.first()?.clone(), example.good.first()?.clone()))
}

/// A text as Markdown that shows it as it is.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if "\\`*_{}[]<>()#+-!|~".contains(c) {
            out.push('\\');
        }
        out.push(if c == '\n' { ' ' } else { c });
    }
    out
}

struct Words {
    colon: &'static str,
    severities: [&'static str; 4],
}

impl Words {
    const fn of(reader: Language) -> Self {
        match reader {
            Language::English => Self { colon: ":", severities: ["remark", "hint", "warning", "error"] },
            Language::Arabic => Self { colon: ":", severities: ["معلومة", "تلميح", "تحذير", "خطأ"] },
        }
    }

    const fn severity(&self, severity: Severity) -> &'static str {
        match severity {
            Severity::Info => self.severities[0],
            Severity::Hint => self.severities[1],
            Severity::Warning => self.severities[2],
            Severity::Error => self.severities[3],
        }
    }
}
