//! Help while rule files and configurations are written: what a key means, and which names there are. The texts are those of `docs/rules.md`.

use super::client::Client;
use super::convert::{self, Places};
use super::document::OpenDocument;
use super::rules::Rules;
use crate::catalogue::embedded;
use crate::conversation::Channel;
use crate::rules::{LayerKind, LexiconSpec, RuleSet};
use crate::text::{Language, Span};
use lsp_types::Position;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The manual of the notation.
const MANUAL: &str = include_str!("../../docs/rules.md");

/// What the manual says of each key and each fact.
fn manual() -> BTreeMap<String, String> {
    let (mut meanings, mut rows) = (BTreeMap::new(), BTreeMap::new());
    let mut fenced = false;
    for line in MANUAL.lines() {
        if line.starts_with("```") {
            fenced = line.starts_with("```toml");
        } else if let Some((key, meaning)) = fenced.then(|| line.split_once('#')).flatten() {
            // `profile = "strict"     # start from a profile`
            let key = key.split('=').next().unwrap_or_default().trim().trim_matches(['[', ']']);
            if !key.is_empty() && !key.contains(' ') {
                meanings.entry(key.rsplit('.').next().unwrap_or(key).to_owned()).or_insert_with(|| meaning.trim().to_owned());
            }
        } else if let Some(row) = line.strip_prefix("| `") {
            let cells: Vec<&str> = row.trim_end_matches([' ', '|']).split(" | ").collect();
            let (names, meaning) = (cells.first().copied().unwrap_or_default(), cells.get(1..).unwrap_or_default().join(". "));
            for name in names.split('`').step_by(2).map(|name| name.trim_matches(['[', ']'])) {
                let is_name = name.starts_with(|c: char| c.is_ascii_lowercase()) && name.chars().all(|c| c.is_ascii_lowercase() || "_-.".contains(c));
                if is_name && !meaning.is_empty() {
                    rows.entry(name.to_owned()).or_insert_with(|| meaning.clone());
                }
            }
        }
    }
    // A row says more than a remark; of several rows the first is about the key itself.
    meanings.extend(rows);
    meanings
}

/// What the word at a position means; null where there is nothing to say.
pub(super) fn hover(client: &Client, document: &OpenDocument, rules: &Rules, position: Position) -> Value {
    let at = convert::byte(&document.text, document.lines(), position, client.encoding) as usize;
    let part_of_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '/');
    let start = document.text[..at].rfind(|c| !part_of_name(c)).map_or(0, |before| before + document.text[before..].chars().next().map_or(1, char::len_utf8));
    let end = document.text[at..].find(|c| !part_of_name(c)).map_or(document.text.len(), |length| at + length);
    let word = &document.text[start..end];
    let in_pattern = document.text[..start].ends_with('<') && document.text[end..].starts_with('>');
    let line = document.text[..start].rsplit('\n').next().unwrap_or_default();
    let set = rules.linter.rules();
    let told = if in_pattern || line.contains("lexicon") {
        lexicon(rules, word)
    } else if let Some(rule) = Some(word).filter(|word| word.contains('/')).and_then(|word| set.find(word)) {
        Some(format!("{}\n\n{}", set.rules[rule].summary.get(client.language), set.rules[rule].why(client.language)))
    } else {
        manual().remove(word)
    };
    let Some(told) = told else { return Value::Null };
    let kind = if client.markdown { "markdown" } else { "plaintext" };
    let range = Places::new(&document.text, document.lines(), client.encoding).range(Span::new(start as u32, end as u32));
    json!({ "contents": { "kind": kind, "value": told }, "range": range })
}

/// What is in a lexicon: its summary and its first words in both languages.
fn lexicon(rules: &Rules, name: &str) -> Option<String> {
    const MOST: usize = 12;
    let files = rules.own_lexicons().into_iter().chain(embedded::sources().lexicons);
    let spec: LexiconSpec = files.into_iter().find(|file| file.name == name)?.parse().ok()?;
    let mut text = format!("{}\n\n{}", spec.summary.en, spec.summary.ar);
    for language in [Language::English, Language::Arabic] {
        let words = spec.words.iter().filter(|words| words.lang == language).flat_map(|words| &words.any);
        let words: Vec<&str> = words.take(MOST).map(|word| word.get_ref().as_str()).collect();
        if !words.is_empty() {
            text.extend(["\n\n", &words.join(" · ")]);
        }
    }
    Some(text)
}

/// What a list of names is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asked {
    Lexicon,
    Rule,
    Layer(LayerKind),
    Words(&'static [&'static str]),
    Channel,
    Fact,
    Key,
}

/// The names that can stand at a position.
pub(super) fn complete(client: &Client, document: &OpenDocument, rules: &Rules, position: Position) -> Value {
    let at = convert::byte(&document.text, document.lines(), position, client.encoding);
    let line = document.text[..at as usize].rsplit('\n').next().unwrap_or_default();
    let Some(asked) = asked(line) else { return json!([]) };
    let begun = line.len() - line.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '/')).len();
    let range = Places::new(&document.text, document.lines(), client.encoding).range(Span::new(at - begun as u32, at));
    let manual = manual();
    let items = names(asked, rules).into_iter().map(|name| {
        let meaning = if matches!(asked, Asked::Key | Asked::Fact) { manual.get(&name).cloned() } else { summary(asked, &name, rules, client.language) };
        json!({ "label": name, "kind": if asked == Asked::Key { 10 } else { 12 }, "detail": meaning, "textEdit": { "range": range, "newText": name } })
    });
    Value::Array(items.collect())
}

/// What is wanted after the beginning of a line.
fn asked(line: &str) -> Option<Asked> {
    const SEVERITIES: &[&str] = &["off", "info", "hint", "warning", "error"];
    const LANGUAGES: &[&str] = &["en", "ar"];
    const DIALECTS: &[&str] = &["gulf", "egyptian", "levantine", "maghrebi"];
    let (before, quoted) = (line.trim_start(), line.matches('"').count() % 2 == 1);
    if before.starts_with("[rule.\"") || before.contains(".rule.\"") {
        return quoted.then_some(Asked::Rule);
    }
    if before.starts_with("[lexicon.") {
        return Some(Asked::Lexicon);
    }
    if !quoted {
        let is_key = !before.contains(['=', '[', '#', ']']) && before.chars().all(|c| c.is_ascii_lowercase() || c == '_');
        return is_key.then_some(Asked::Key);
    }
    if line.rfind('<').is_some_and(|open| line.rfind('"') < Some(open) && !line[open..].contains('>')) {
        return Some(Asked::Lexicon);
    }
    match before.split(['=', ' ']).next().unwrap_or_default() {
        _ if before.contains("lexicon = \"") => Some(Asked::Lexicon),
        "allow" if !before.contains('[') => Some(Asked::Lexicon),
        "supersedes" | "ignore" => Some(Asked::Rule),
        "severity" => Some(Asked::Words(SEVERITIES)),
        "lang" => Some(Asked::Words(LANGUAGES)),
        "dialect" => Some(Asked::Words(DIALECTS)),
        "channel" | "channels" => Some(Asked::Channel),
        "zones" => Some(Asked::Words(&["greeting", "body", "closing", "signature"])),
        "replace" => Some(Asked::Words(&["match", "clause", "sentence", "before", "after"])),
        "merge" => Some(Asked::Words(&["clause", "sentence", "draft"])),
        "applicability" => Some(Asked::Words(&["safe", "unsafe", "display"])),
        "not_in" => Some(Asked::Words(&["quoted", "question", "conditional"])),
        "source" => Some(Asked::Words(&["draft", "macro", "archive"])),
        "is" => Some(Asked::Fact),
        "profile" => Some(Asked::Layer(LayerKind::Profile)),
        "register" => Some(Asked::Layer(LayerKind::Register)),
        "locale" => Some(Asked::Layer(LayerKind::Locale)),
        "religious" => Some(Asked::Layer(LayerKind::Religious)),
        _ => None,
    }
}

/// The names of a kind.
fn names(asked: Asked, rules: &Rules) -> Vec<String> {
    let set: &RuleSet = rules.linter.rules();
    match asked {
        Asked::Lexicon => {
            let mut names: Vec<String> = rules.own_lexicons().into_iter().chain(embedded::sources().lexicons).map(|file| file.name).collect();
            names.sort();
            names.dedup();
            names
        }
        Asked::Rule => set.rules.iter().map(|rule| rule.name.to_string()).collect(),
        Asked::Layer(kind) => set.layers.names(kind),
        Asked::Words(words) => words.iter().map(|&word| word.to_owned()).collect(),
        Asked::Channel => Channel::ALL.iter().map(|channel| channel.name().to_owned()).collect(),
        Asked::Fact => manual().into_keys().filter(|name| name.contains('-') && !name.contains('.')).collect(),
        Asked::Key => manual().into_keys().filter(|name| !name.contains(['-', '.'])).collect(),
    }
}

fn summary(asked: Asked, name: &str, rules: &Rules, language: Language) -> Option<String> {
    let set = rules.linter.rules();
    match asked {
        Asked::Rule => set.find(name).map(|rule| set.rules[rule].summary.get(language).to_owned()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_manual_tells_keys_and_facts() {
        let manual = manual();
        for key in ["severity", "unless", "supersedes", "bridge", "step-missing", "locale", "scorecard", "phrase.match", "extend"] {
            assert!(manual.get(key).is_some_and(|meaning| meaning.len() > 10), "{key}");
        }
    }

    #[test]
    fn names_are_asked_for_where_they_stand() {
        for (line, expected) in [
            ("any = [\"we <can", Some(Asked::Lexicon)),
            ("any = [\"we <cannot> ", None),
            ("supersedes = [\"negative/", Some(Asked::Rule)),
            ("[rule.\"negative/c", Some(Asked::Rule)),
            ("[lexicon.kno", Some(Asked::Lexicon)),
            ("bridge = { lexicon = \"alt", Some(Asked::Lexicon)),
            ("  is = \"step", Some(Asked::Fact)),
            ("sev", Some(Asked::Key)),
            ("severity = ", None),
        ] {
            assert_eq!(asked(line), expected, "{line}");
        }
        assert!(matches!(asked("severity = \"w"), Some(Asked::Words(_))));
    }
}
