//! The parts of a reply, for outlines: greeting, acknowledgement, answer, next step, closing.

use super::convert::Encoding;
use super::document::Checked;
use crate::document::Document;
use crate::text::{Language, Span};
use serde_json::{Value, json};

/// A part of a reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Greeting,
    Acknowledgement,
    Answer,
    NextStep,
    Closing,
}

impl Part {
    const fn name(self, reader: Language) -> &'static str {
        match (self, reader) {
            (Self::Greeting, Language::English) => "Greeting",
            (Self::Acknowledgement, Language::English) => "Acknowledgement",
            (Self::Answer, Language::English) => "Answer",
            (Self::NextStep, Language::English) => "Next step",
            (Self::Closing, Language::English) => "Closing",
            (Self::Greeting, Language::Arabic) => "التحية",
            (Self::Acknowledgement, Language::Arabic) => "الاعتراف بما حدث",
            (Self::Answer, Language::Arabic) => "الجواب",
            (Self::NextStep, Language::Arabic) => "الخطوة التالية",
            (Self::Closing, Language::Arabic) => "الخاتمة",
        }
    }
}

/// The parts of a draft as symbols; `nested`: as the client takes newer lists.
pub(super) fn symbols(uri: &str, checked: &Checked, encoding: Encoding, nested: Nested) -> Value {
    /// The protocol's kind for a string of text.
    const STRING: u32 = 15;
    let places = checked.places(encoding);
    let symbols = parts(checked).into_iter().map(|(part, span)| {
        let range = places.range(checked.outer(span));
        let name = part.name(checked.reader);
        match nested {
            Nested::Yes => json!({ "name": name, "detail": excerpt(span.text(checked.draft())), "kind": STRING, "range": range, "selectionRange": range }),
            Nested::No => json!({ "name": name, "kind": STRING, "location": { "uri": uri, "range": range } }),
        }
    });
    Value::Array(symbols.collect())
}

/// Which of the two forms of symbols a client takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Nested {
    Yes,
    No,
}

/// The parts in the order of the draft.
fn parts(checked: &Checked) -> Vec<(Part, Span)> {
    let assessment = &checked.review.assessment;
    let turn = checked.record.conversation.turns.last();
    let document = Document::new(checked.draft(), turn.map(|turn| turn.markup).unwrap_or_default());
    let sentence = |span: Span| {
        let within = document.sentences.iter().map(|sentence| document.span_of(sentence.range())).find(|sentence| sentence.overlaps(span));
        within.unwrap_or(span)
    };
    let mut parts: Vec<(Part, Span)> = Vec::new();
    let acknowledgement = assessment.given.first.map(|found| document.span_of(found.tokens()));
    let known = [
        (Part::Greeting, assessment.greeting),
        (Part::Closing, assessment.closing),
        (Part::Acknowledgement, acknowledgement.map(sentence)),
        (Part::NextStep, assessment.step.action.map(sentence)),
    ];
    for (part, span) in known {
        let Some(span) = span.filter(|span| !span.is_empty() && !parts.iter().any(|(_, other)| other.overlaps(*span))) else { continue };
        parts.push((part, span));
    }
    // What is none of these is the answer, from its first sentence to its last.
    let rest = document.sentences.iter().map(|sentence| document.span_of(sentence.range()));
    let mut rest = rest.filter(|span| span.text(checked.draft()).chars().any(char::is_alphanumeric) && !parts.iter().any(|(_, part)| part.overlaps(*span)));
    if let Some(first) = rest.next() {
        let last = rest.next_back().unwrap_or(first);
        let end = parts.iter().map(|(_, part)| part.start).filter(|&start| start > first.start).min().unwrap_or(last.end).min(last.end);
        parts.push((Part::Answer, Span::new(first.start, end.max(first.end))));
    }
    parts.sort_by_key(|(_, span)| span.start);
    parts
}

/// The first words of a part.
fn excerpt(text: &str) -> String {
    const MOST: usize = 60;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}
