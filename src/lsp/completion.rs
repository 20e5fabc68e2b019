//! Ready sentences for the part of the reply that is being written, in the language, the dialect and the channel of the draft.

use super::client::Client;
use super::document::Checked;
use super::{convert, edits};
use crate::assess::{self, Past, Texts};
use crate::conversation::Role;
use crate::document::Document;
use crate::rewrite::offers;
use crate::rules::Part;
use crate::scan::{Matcher, Wanted, scan};
use crate::text::{Dialect, Language, Span};
use lsp_types::Position;
use serde_json::{Value, json};

/// What a part is called.
const fn name(part: Part, reader: Language) -> &'static str {
    match (part, reader) {
        (Part::Greeting, Language::English) => "greeting",
        (Part::Acknowledgement, Language::English) => "acknowledgement",
        (Part::Step, Language::English) => "next step",
        (Part::Remedy, Language::English) => "remedy",
        (Part::Thanks, Language::English) => "thanks",
        (Part::Closing, Language::English) => "closing",
        (Part::Greeting, Language::Arabic) => "تحية",
        (Part::Acknowledgement, Language::Arabic) => "اعتراف بما حدث",
        (Part::Step, Language::Arabic) => "خطوة تالية",
        (Part::Remedy, Language::Arabic) => "تعويض",
        (Part::Thanks, Language::Arabic) => "شكر",
        (Part::Closing, Language::Arabic) => "خاتمة",
    }
}

/// The sentences that fit at a position; none inside a sentence that has already begun.
pub(super) fn complete(client: &Client, checked: &Checked, position: Position) -> Value {
    let at = convert::byte(&checked.text, &checked.lines, position, client.encoding);
    let Some(begun) = begun(checked, at) else { return json!([]) };
    let places = checked.places(client.encoding);
    let wanted = missing(checked);
    let items = fitting(checked).into_iter().enumerate().map(|(order, (part, topic, text))| {
        let rank = u8::from(!wanted.contains(&part));
        let mut stops = Vec::new();
        let new = if client.completion_snippets { edits::snippet(&text, &mut stops) } else { text.clone() };
        let detail = topic.map_or_else(|| name(part, checked.reader).to_owned(), |topic| format!("{}: {topic}", name(part, checked.reader)));
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

/// The sentences in the language, dialect and channel of the draft, for what the customer tells of; each on one line.
fn fitting(checked: &Checked) -> Vec<(Part, Option<String>, String)> {
    let conversation = &checked.record.conversation;
    let Some(turn) = conversation.judged() else { return Vec::new() };
    let (set, texts) = (checked.rules.linter.rules(), Texts::new(&conversation.turns));
    let past = Past::new(set, &texts);
    let offers = offers(set, conversation, (&past, turn), &checked.review.assessment, language(checked));
    let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    offers.into_iter().map(|offer| (offer.part, offer.topic.map(str::to_owned), line(&offer.text))).collect()
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
