//! Ready sentences for the part of the reply that is being written, in the language, the dialect and the channel of the draft.

use super::client::Client;
use super::document::Checked;
use super::{convert, edits};
use crate::assess::{self, Past, Texts};
use crate::conversation::{Channel, Role};
use crate::document::Document;
use crate::rules::Cue;
use crate::scan::{Matcher, Wanted, scan};
use crate::text::{Dialect, Language, Span};
use lsp_types::Position;
use serde::Deserialize;
use serde_json::{Value, json};

/// The sentences, as they are written.
const TEXT: &str = include_str!("sentences.toml");

/// What a sentence is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Part {
    Greeting,
    Acknowledgement,
    Step,
    Closing,
}

impl Part {
    const fn name(self, reader: Language) -> &'static str {
        match (self, reader) {
            (Self::Greeting, Language::English) => "greeting",
            (Self::Acknowledgement, Language::English) => "acknowledgement",
            (Self::Step, Language::English) => "next step",
            (Self::Closing, Language::English) => "closing",
            (Self::Greeting, Language::Arabic) => "تحية",
            (Self::Acknowledgement, Language::Arabic) => "اعتراف بما حدث",
            (Self::Step, Language::Arabic) => "خطوة تالية",
            (Self::Closing, Language::Arabic) => "خاتمة",
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sentences {
    sentence: Vec<Entry>,
}

/// Sentences of one use.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    part: Part,
    /// What happened to the customer: the name of a cue without `need-`.
    trigger: Option<String>,
    lang: Language,
    #[serde(default)]
    dialect: Dialect,
    /// Where they are used; everywhere without.
    #[serde(default)]
    channels: Vec<Channel>,
    text: Vec<String>,
}

/// The sentences that fit at a position; none inside a sentence that has already begun.
pub(super) fn complete(client: &Client, checked: &Checked, position: Position) -> Value {
    let at = convert::byte(&checked.text, &checked.lines, position, client.encoding);
    let Some(begun) = begun(checked, at) else { return json!([]) };
    let places = checked.places(client.encoding);
    let wanted = missing(checked);
    let all = sentences();
    let items = fitting(&all, checked).into_iter().enumerate().map(|(order, (part, trigger, text))| {
        let rank = u8::from(!wanted.contains(&part));
        let mut stops = Vec::new();
        let new = if client.completion_snippets { edits::snippet(text, &mut stops) } else { text.to_owned() };
        let detail = trigger.map_or_else(|| part.name(checked.reader).to_owned(), |trigger| format!("{}: {trigger}", part.name(checked.reader)));
        json!({
            "label": text,
            "kind": if client.completion_snippets { 15 } else { 1 },
            "detail": detail,
            "sortText": format!("{rank}{order:03}"),
            "filterText": text,
            "insertTextFormat": if client.completion_snippets { 2 } else { 1 },
            "textEdit": { "range": places.range(begun), "newText": new },
        })
    });
    Value::Array(items.collect())
}

/// What of a sentence stands before a position, if that is at most the beginning of one: two words.
fn begun(checked: &Checked, at: u32) -> Option<Span> {
    const MOST_WORDS: usize = 2;
    if at < checked.before() {
        return None;
    }
    let before = &checked.text[checked.before() as usize..at as usize];
    let start = before.rfind(['\n', '.', '!', '?', '؟', '،', ',']).map_or(0, |mark| mark + before[mark..].chars().next().map_or(1, char::len_utf8));
    let words = &before[start..];
    let trimmed = words.trim_start();
    let first = at - trimmed.len() as u32;
    (trimmed.split_whitespace().count() <= MOST_WORDS).then(|| Span::new(first, at))
}

/// The parts that the draft still lacks, so that they are offered first.
fn missing(checked: &Checked) -> Vec<Part> {
    let assessment = &checked.review.assessment;
    let mut missing = Vec::new();
    if assessment.greeting.is_none() {
        missing.push(Part::Greeting);
    }
    if assessment.need.level > 0 && assessment.given.first.is_none() {
        missing.push(Part::Acknowledgement);
    }
    if assessment.step.needed && assessment.step.action.is_none() {
        missing.push(Part::Step);
    }
    if assessment.closing.is_none() {
        missing.push(Part::Closing);
    }
    missing
}

/// The sentences in the language, dialect and channel of the draft; acknowledgements only of what happened, where the customer tells it.
fn fitting<'s>(all: &'s [Entry], checked: &Checked) -> Vec<(Part, Option<&'s str>, &'s str)> {
    let (language, dialect) = language(checked);
    let channel = checked.record.conversation.channel;
    let trigger = checked.review.assessment.need.trigger.map(name);
    let mut chosen = Vec::new();
    let fits = |entry: &&'s Entry| {
        let here = channel.is_none_or(|channel| entry.channels.is_empty() || entry.channels.contains(&channel));
        let happened = entry.trigger.as_deref().is_none_or(|of| trigger.is_none_or(|trigger| trigger == of));
        entry.lang == language && here && happened
    };
    for part in [Part::Greeting, Part::Acknowledgement, Part::Step, Part::Closing] {
        let of_part = || all.iter().filter(move |entry| entry.part == part).filter(fits);
        let own = of_part().any(|entry| entry.dialect == dialect);
        let wanted = if own { dialect } else { Dialect::default() };
        for entry in of_part().filter(|entry| entry.dialect == wanted) {
            chosen.extend(entry.text.iter().map(|text| (part, entry.trigger.as_deref(), text.as_str())));
        }
    }
    chosen
}

/// The language the reply is, or will be, written in: that of the customer where nothing is written yet.
fn language(checked: &Checked) -> (Language, Dialect) {
    let conversation = &checked.record.conversation;
    if checked.draft().chars().any(char::is_alphabetic) {
        let language = checked.review.language;
        return (language, if language == Language::Arabic { dialect(checked) } else { Dialect::default() });
    }
    let customer = conversation.turns.iter().rev().find(|turn| turn.role == Role::Customer);
    let told = customer.map(|turn| Document::new(&turn.text, turn.markup).language);
    (conversation.language.or(told).unwrap_or(checked.reader), Dialect::default())
}

/// The dialect of the draft, whether or not anything was found in it.
fn dialect(checked: &Checked) -> Dialect {
    let turns = &checked.record.conversation.turns;
    let Some(turn) = checked.record.conversation.judged() else { return Dialect::default() };
    let (set, texts) = (checked.rules.linter.rules(), Texts::new(turns));
    let past = Past::new(set, &texts);
    let mut matcher = Matcher::new(set, past.document(turn));
    let hits = scan(&mut matcher, Wanted::Draft);
    assess::dialect(&mut matcher, &hits, turn, &past)
}

fn name(cue: Cue) -> &'static str {
    cue.name().strip_prefix("need-").unwrap_or(cue.name())
}

fn sentences() -> Vec<Entry> {
    toml::from_str::<Sentences>(TEXT).map(|all| all.sentence).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::embedded;
    use crate::conversation::{Conversation, Origin};
    use crate::diagnostic::Severity;
    use crate::linter::Linter;

    #[test]
    fn the_sentences_are_read_and_are_no_fault() {
        let linter = Linter::new(embedded::rules());
        assert!(sentences().len() > 60);
        for entry in sentences() {
            for text in &entry.text {
                let mut conversation = Conversation::draft(text.as_str());
                conversation.origin = Origin::Macro;
                let review = linter.review(&conversation, Language::English);
                assert_eq!(review.language, entry.lang, "{text}");
                let faults: Vec<_> = review
                    .diagnostics
                    .iter()
                    .filter(|found| found.severity >= Severity::Warning || found.rule.starts_with("canned/"))
                    .map(|found| &found.rule)
                    .collect();
                assert!(faults.is_empty(), "{text}: {faults:?}");
            }
        }
    }

    #[test]
    fn every_trigger_is_a_cue() {
        let known = |trigger: &str| Cue::ALL.iter().any(|&cue| name(cue) == trigger);
        assert!(sentences().iter().filter_map(|entry| entry.trigger.as_deref()).all(known));
    }
}
