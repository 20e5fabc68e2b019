//! rifq reads its own words: rules, rewrites, examples, help, the texts of the program and the prose of its documents, in both languages.
//!
//! What counts is said in [`Text::faults`]. Words that are not ours are passed over by three conventions, and nothing else is:
//! - inside quotation marks («», "", “”) stand words that somebody else would say, most of them bad ones;
//! - code, fenced or between backticks, is code;
//! - a row of a table that begins with code explains that code; a row that names a rule shows what raises it.

#[path = "own_words/literals.rs"]
mod literals;
#[path = "own_words/texts.rs"]
mod texts;

use rifq::catalogue::folder_sources;
use rifq::document::Document;
use rifq::rule_test::conversation;
use rifq::rules::{ExampleSpec, Kind, Spec, compile};
use rifq::{Conversation, Diagnostic, Language, Linter, Markup, RuleSet, Severity, Span};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

static RULES: LazyLock<RuleSet> =
    LazyLock::new(|| compile(&folder_sources(&root().join("rules")).expect("the folder can be read")).expect("the rules compile"));
static LINTER: LazyLock<Linter> = LazyLock::new(|| Linter::new(RULES.clone()));

/// What an agent reads must not hold even a hint of these.
const KIND: &[&str] = &["blame/", "tone/", "clarity/jargon", "clarity/bureaucratic", "clarity/wordy"];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Who reads a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reader {
    /// An agent, beside the own draft.
    Agent,
    /// A customer: sentences that rules hold up as better or good.
    Customer,
    /// A customer, as a part of a sentence that is not known.
    Part,
    /// Whoever sets rifq up or works on it, and knows the words of the trade.
    Expert,
}

/// One text of ours.
struct Text {
    /// Where it stands.
    place: String,
    words: String,
    markup: Markup,
    reader: Reader,
}

impl Text {
    fn new(place: impl Into<String>, text: impl Into<String>, reader: Reader) -> Self {
        Self { place: place.into(), words: text.into(), markup: Markup::Plain, reader }
    }

    /// What is wrong with it: a warning or worse, and for agents already a hint of blame, tone or jargon. What a reply owes (facts of absence)
    /// is not asked of a text that answers nobody, and of a part of a sentence only how it speaks.
    fn faults(&self) -> Vec<String> {
        let mut conversation = Conversation::draft(&self.words);
        if let Some(turn) = conversation.turns.last_mut() {
            turn.markup = self.markup;
        }
        conversation.profile = (self.reader == Reader::Expert).then(|| "technical".to_owned());
        let document = Document::new(&self.words, self.markup);
        let counts = |found: &Diagnostic| {
            let kind = KIND.iter().any(|prefix| found.rule.starts_with(prefix));
            let least = if self.reader == Reader::Agent && kind { Severity::Hint } else { Severity::Warning };
            let asked = kind || self.reader != Reader::Part;
            asked && found.severity >= least && !is_fact(&found.rule) && !is_quoted(&document, found)
        };
        told(&self.place, &self.words, &conversation, counts)
    }
}

/// The findings that count, each in a line.
fn told(place: &str, text: &str, conversation: &Conversation, counts: impl Fn(&Diagnostic) -> bool) -> Vec<String> {
    let found = LINTER.review(conversation, Language::English).diagnostics;
    let line =
        |found: &Diagnostic| format!("{place}: {} {} at \"{}\" in \"{}\"", found.severity.name(), found.rule, found.span.text(text), around(text, found));
    found.iter().filter(|found| counts(found)).map(line).collect()
}

/// The line a finding begins in.
fn around<'t>(text: &'t str, found: &Diagnostic) -> &'t str {
    let start = text[..found.span.start as usize].rfind('\n').map_or(0, |at| at + 1);
    text[start..].lines().next().unwrap_or_default()
}

/// Whether a rule stands on a fact of the whole reply.
fn is_fact(rule: &str) -> bool {
    RULES.find(rule).is_some_and(|index| matches!(RULES.rules[index].kind, Kind::Fact(_)))
}

/// Whether all words of a finding stand inside quotation marks. In a draft a single word in them may be irony; in our texts it is an example.
fn is_quoted(document: &Document<'_>, found: &Diagnostic) -> bool {
    const MARKS: [char; 5] = ['"', '«', '»', '“', '”'];
    let mut words = document.tokens.list.iter().filter(|token| token.class.is_word() && found.span.contains(token.source)).peekable();
    let alone = |word: Span| document.source[..word.start as usize].ends_with(MARKS) && document.source[word.end as usize..].starts_with(MARKS);
    words.peek().is_some() && words.all(|token| token.quoted || alone(token.source))
}

fn assert_clean(texts: &[Text], least: usize) {
    assert!(texts.len() >= least, "only {} texts were found", texts.len());
    let faults: Vec<String> = texts.iter().flat_map(Text::faults).collect();
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn what_rules_say_to_agents() {
    assert_clean(&texts::of_rules(), 500);
}

#[test]
fn what_rules_offer_instead() {
    assert_clean(&texts::offered(), 200);
}

#[test]
fn what_the_program_says() {
    assert_clean(&texts::of_program(), 100);
}

#[test]
fn help() {
    assert_clean(&texts::help(), 6);
}

#[test]
fn documents() {
    assert_clean(&texts::documents(), 5);
}

/// The good examples of all rules, held against every rule.
#[test]
fn good_examples_raise_nothing() {
    let mut faults = Vec::new();
    for file in folder_sources(&root().join("rules")).expect("the folder can be read").rules {
        let spec: Spec = file.parse().expect("a valid rule");
        // Whole conversations, held against the rules on them elsewhere.
        for example in spec.examples.iter().filter(|_| spec.transcript.is_none()) {
            let own = |rule: &str| rule == file.name;
            faults.extend(example.good.iter().flat_map(|good| example_faults(&file.name, example, good, own)));
        }
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

fn example_faults(name: &str, example: &ExampleSpec, good: &str, own: impl Fn(&str) -> bool) -> Vec<String> {
    let conversation = conversation(example, good);
    let counts = |found: &Diagnostic| found.severity >= Severity::Warning && (own(&found.rule) || example.whole || !is_fact(&found.rule));
    told(name, good, &conversation, counts)
}

/// The files below a folder with one of these extensions, sorted.
fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let (mut folders, mut files) = (vec![folder.to_owned()], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("the folder can be read") {
            let path = entry.expect("the folder can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|found| found == extension) {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}
