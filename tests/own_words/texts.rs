//! Where our own words stand.

use super::literals::{literals, without_slots};
use super::{RULES, Reader, Text, files, root};
use rifq::Markup;
use std::fs::read_to_string;
use std::path::Path;
use std::process::Command;
use toml::Value;

/// Path below the project, and text, of each file.
fn read(folder: &str, extension: &str) -> impl Iterator<Item = (String, String)> {
    let named = |path: &Path| path.strip_prefix(root()).expect("it was found there").to_string_lossy().into_owned();
    files(&root().join(folder), extension).into_iter().map(move |path| (named(&path), read_to_string(&path).expect("UTF-8")))
}

/// Each text that stands in English and Arabic beside each other: summaries, reasons, messages, words of scorecards and layers.
pub(crate) fn of_rules() -> Vec<Text> {
    let mut texts = Vec::new();
    for (path, text) in read("rules", "toml") {
        bilingual(&path, &Value::Table(toml::from_str(&text).expect("valid TOML")), &mut texts);
    }
    texts
}

fn bilingual(path: &str, value: &Value, texts: &mut Vec<Text>) {
    match value {
        Value::Table(table) => {
            if let (Some(Value::String(english)), Some(Value::String(arabic))) = (table.get("en"), table.get("ar")) {
                texts.extend([english, arabic].map(|text| Text::new(path, text, Reader::Agent)));
            }
            table.values().for_each(|value| bilingual(path, value, texts));
        }
        Value::Array(values) => values.iter().for_each(|value| bilingual(path, value, texts)),
        _ => {}
    }
}

/// The rewrites of rules with their samples, and the better words of single patterns.
pub(crate) fn offered() -> Vec<Text> {
    let mut texts = Vec::new();
    for (path, text) in read("rules", "toml") {
        let value: toml::Table = toml::from_str(&text).expect("valid TOML");
        let tables = |value: Option<&Value>| value.and_then(Value::as_array).cloned().unwrap_or_default();
        for rewrite in tables(value.get("rewrite")) {
            texts.extend(rewrite.get("text").and_then(Value::as_str).map(|text| Text::new(&path, filled(text, rewrite.get("sample")), Reader::Customer)));
        }
        for found in ["phrase", "metric"].iter().flat_map(|kind| tables(value.get(*kind).and_then(|kind| kind.get("match")))) {
            texts.extend(found.get("instead").and_then(Value::as_str).map(|text| Text::new(&path, without_slots(text), Reader::Part)));
        }
    }
    texts
}

fn filled(text: &str, sample: Option<&Value>) -> String {
    let sample = sample.and_then(Value::as_table).into_iter().flatten();
    without_slots(&sample.fold(text.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value.as_str().unwrap_or_default())))
}

/// Source whose texts agents read; the others are errors in rules, files and requests.
const FOR_AGENTS: &[&str] = &["src/report/", "src/hook/", "src/cli/explain", "src/linter.rs", "src/rewrite/", "src/wire/assessment.rs"];

/// What the program says: the literals of its source that are sentences, told by two spaces.
pub(crate) fn of_program() -> Vec<Text> {
    let sentences = |(path, text): (String, String)| {
        let reader = if FOR_AGENTS.iter().any(|place| path.starts_with(place)) { Reader::Agent } else { Reader::Expert };
        let sentences: Vec<String> = literals(&text).into_iter().filter(|literal| literal.matches(' ').count() >= 2).collect();
        let markup = |literal: &str| if literal.contains("</") { Markup::Html } else { Markup::Markdown };
        sentences.into_iter().map(move |literal| Text { markup: markup(&literal), ..Text::new(&path, literal, reader) })
    };
    read("src", "rs").flat_map(sentences).collect()
}

/// `--help` of every command.
pub(crate) fn help() -> Vec<Text> {
    let (mut texts, mut commands) = (Vec::new(), vec![Vec::new()]);
    while let Some(command) = commands.pop() {
        let output = Command::new(env!("CARGO_BIN_EXE_rifq")).args(&command).arg("--help").env("NO_COLOR", "1").output().expect("rifq can be run");
        let said = String::from_utf8(output.stdout).expect("UTF-8");
        let below = said.split("Commands:\n").nth(1).unwrap_or_default().lines().take_while(|line| line.starts_with("  "));
        let names = below.filter_map(|line| line.split_whitespace().next()).filter(|&name| name != "help");
        commands.extend(names.map(|name| command.iter().map(String::as_str).chain([name]).map(str::to_owned).collect()));
        texts.push(Text::new(format!("rifq {} --help", command.join(" ")), without_arguments(&said), Reader::Expert));
    }
    texts
}

/// Help without `<ARGUMENT>`, which is a name.
fn without_arguments(help: &str) -> String {
    let parts = help.split('<').enumerate().map(|(index, part)| if index == 0 { part } else { part.split_once('>').map_or(part, |(_, after)| after) });
    parts.collect()
}

/// The documents, without rows of tables that explain code or show what raises a rule.
pub(crate) fn documents() -> Vec<Text> {
    let documents = ["README.md", "CHANGELOG.md"].map(|name| (name.to_owned(), read_to_string(root().join(name)).expect("UTF-8")));
    let shows_rule = |line: &str| line.split(['|', ' ', '`']).any(|word| RULES.find(word).is_some());
    let is_prose = |line: &&str| !line.starts_with('|') || !(line.starts_with("| `") || shows_rule(line));
    let prose = |text: &str| text.lines().map(|line| if is_prose(&line) { line } else { "" }).collect::<Vec<_>>().join("\n");
    let texts = documents.into_iter().chain(read("docs", "md"));
    texts.map(|(path, text)| Text { markup: Markup::Markdown, ..Text::new(path, prose(&text), Reader::Expert) }).collect()
}
