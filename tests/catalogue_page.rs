//! `docs/catalogue.md` is made from `rules/` and `docs/practices.toml`; `RIFQ_UPDATE=1` rewrites it.
//!
//! Which practice a rule serves is no business of the engine, and a practice is served by several rules: so it stands in one small file beside the page,
//! sorted by practice, and not in the rule files.

use rifq::catalogue::embedded;
use rifq::rules::{Kind, Rule, RuleSet, SourceFile, Spec};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

/// What checks a practice besides rules.
const BESIDES: &[(&str, &str)] = &[
    ("transcripts", "whole conversations with their times and all agents in them: who waited how long, what was promised and kept, what was sent to many"),
    ("reports", "figures of a team over time: how often a fault stands in its replies, before and after"),
    ("drills", "exercises: a weak draft or a long message, written anew and scored again"),
    ("strengths", "what was done well, told beside the score"),
    ("scores", "the score and its categories"),
    ("templates", "the same rules, run over the library of macros"),
    ("settings", "countries, registers, profiles and the voice of a brand"),
    ("organisation", "people, tools and money: nothing that a text shows"),
];

/// `docs/practices.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Practices {
    #[serde(rename = "practice")]
    list: Vec<Practice>,
    /// What a fact reads besides the draft.
    reads: BTreeMap<String, Vec<String>>,
}

/// One practice of good service.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Practice {
    number: u8,
    en: String,
    ar: String,
    #[serde(default)]
    rules: Vec<String>,
    #[serde(default)]
    by: Vec<String>,
}

fn read(name: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap_or_default()
}

fn practices() -> Practices {
    toml::from_str(&read("docs/practices.toml")).expect("docs/practices.toml is as described above")
}

#[test]
fn the_page_is_current() {
    let page = page(&embedded::rules(), &practices());
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/catalogue.md");
    if std::env::var_os("RIFQ_UPDATE").is_some_and(|value| value == "1") {
        std::fs::write(&path, &page).expect("the folder can be written");
    }
    assert!(read("docs/catalogue.md") == page, "docs/catalogue.md is not current; run RIFQ_UPDATE=1 cargo test --test catalogue_page");
}

#[test]
fn every_rule_serves_a_practice_and_every_practice_is_checked() {
    let (rules, practices) = (embedded::rules(), practices());
    let numbers: Vec<u8> = practices.list.iter().map(|practice| practice.number).collect();
    assert!(numbers.into_iter().eq(1..=80), "the practices are not numbered from 1 to 80");
    for practice in &practices.list {
        let number = practice.number;
        assert!(!practice.rules.is_empty() || !practice.by.is_empty(), "nothing checks practice {number}");
        assert!(practice.by.iter().all(|by| BESIDES.iter().any(|(name, _)| name == by)), "practice {number}: {:?}", practice.by);
        for rule in &practice.rules {
            assert!(rules.find(rule).is_some_and(|index| *rules.rules[index].name == **rule), "practice {number}: there is no rule {rule}");
        }
    }
    for rule in &rules.rules {
        assert!(practices.list.iter().any(|practice| practice.rules.iter().any(|name| **name == *rule.name)), "{}: name it in docs/practices.toml", rule.name);
    }
    let facts: Vec<String> = embedded::sources().rules.iter().filter_map(fact).collect();
    assert!(practices.reads.keys().all(|name| facts.contains(name)), "[reads] of docs/practices.toml names a fact that no rule stands on");
}

/// The fact that a rule stands on, by its name.
fn fact(file: &SourceFile) -> Option<String> {
    let file: toml::Table = toml::from_str(&file.text).ok()?;
    Some(file.get("fact")?.get("is")?.as_str()?.to_owned())
}

fn page(rules: &RuleSet, practices: &Practices) -> String {
    let mut page = String::from(HEAD);
    let sources = embedded::sources().rules;
    let mut category = "";
    for rule in &rules.rules {
        if rule.category() != category {
            category = rule.category();
            write!(page, "\n### {category}\n\n| rule | kind | severity | reads | practices | finds | ما تجده |\n|---|---|---|---|---|---|---|\n")
                .expect("a string");
        }
        let file = sources.iter().find(|file| file.name == *rule.name).expect("a built-in rule");
        page.push_str(&row(rule, file, practices));
    }
    page.push_str(PRACTICES);
    for Practice { number, en, ar, rules, by } in &practices.list {
        let rules: Vec<String> = rules.iter().map(|rule| format!("`{rule}`")).collect();
        writeln!(page, "| {number} | {en} | {ar} | {} | {} |", rules.join(", "), by.join(", ")).expect("a string");
    }
    page.push_str(ELSEWHERE);
    for (by, what) in BESIDES {
        let numbers = |alone: bool| {
            let these = practices.list.iter().filter(|practice| practice.by.iter().any(|name| name == by) && practice.rules.is_empty() == alone);
            these.map(|practice| practice.number.to_string()).collect::<Vec<_>>().join(", ")
        };
        writeln!(page, "| {by} | {what} | {} | {} |", numbers(true), numbers(false)).expect("a string");
    }
    page
}

fn row(rule: &Rule, file: &SourceFile, practices: &Practices) -> String {
    let numbers: Vec<String> =
        practices.list.iter().filter(|practice| practice.rules.iter().any(|name| **name == *rule.name)).map(|practice| practice.number.to_string()).collect();
    let severity = rule.severity.map_or("off", rifq::Severity::name);
    let summary = [&rule.summary.en, &rule.summary.ar].map(|text| text.replace('|', "\\|"));
    format!(
        "| `{}` <a id=\"{}\"></a> | {} | {severity} | {} | {} | {} | {} |\n",
        rule.name,
        embedded::page(&rule.name).and_then(|page| page.split_once('#').map(|(_, anchor)| anchor.to_owned())).unwrap_or_default(),
        kind(rule),
        reads(rule, file, practices).join(", "),
        numbers.join(", "),
        summary[0],
        summary[1]
    )
}

const fn kind(rule: &Rule) -> &'static str {
    match rule.kind {
        Kind::Phrase(_) => "phrase",
        Kind::Regex(_) => "regex",
        Kind::Metric(_) => "metric",
        Kind::Fact(_) => "fact",
        Kind::Measure(_) => "measure",
        Kind::Course(_) => "transcript",
    }
}

/// What a rule reads: the draft, the customer's messages, metadata; and the channels it is for.
fn reads(rule: &Rule, file: &SourceFile, practices: &Practices) -> Vec<String> {
    let spec: Spec = file.parse().expect("a built-in rule");
    let excused = spec.phrase.is_some_and(|phrase| phrase.unless_customer_said) || spec.regex.is_some_and(|regex| regex.unless_customer_said);
    let besides = fact(file).and_then(|fact| practices.reads.get(&fact).cloned()).unwrap_or_default();
    let customer = excused || besides.iter().any(|name| name == "customer");
    let metadata = besides.iter().any(|name| name == "metadata");
    let whole = spec.transcript.is_some();
    let parts = [("whole conversations", whole), ("draft", !whole), ("customer's message", customer), ("metadata", metadata)];
    let parts = parts.into_iter().filter(|&(_, holds)| holds).map(|(name, _)| name.to_owned());
    let channels: Vec<&str> = rule.channels.iter().map(|channel| channel.name()).collect();
    parts.chain((!channels.is_empty()).then(|| format!("in {} only", channels.join(", ")))).collect()
}

const HEAD: &str = "<!-- Made from rules/ and docs/practices.toml by tests/catalogue_page.rs; change those. -->\n\
# The catalogue\n\n\
All rules that come with rifq, and the practices of good service that they serve. `rifq explain RULE` shows a rule in full.\n\n\
## Rules\n\n\
*Kind* says how a rule finds: phrases, regular expressions, a count (metric), a length (measure), a fact of the model of the reply, or a fact of whole conversations (transcript: `rifq score` alone); [rules.md](rules.md) explains them. *Severity* is \
that of the rule file, before countries, channels, registers and profiles change it. *Reads* says what a rule looks at: the draft alone, the customer's \
messages too, or metadata (names, the channel, facts of the ticket). *Practices* are the numbers of the table below.\n";

const PRACTICES: &str = "\n## Practices\n\n\
Eighty practices that guides for support teams ask for, what checks each, and what else must, where a draft alone cannot show it.\n\n\
| | practice | الممارسة | rules | besides |\n|---|---|---|---|---|\n";

const ELSEWHERE: &str = "\n## What no rule on a draft can check\n\n\
| by | what it is | practices with no rule | practices with rules too |\n|---|---|---|---|\n";
