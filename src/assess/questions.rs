//! What the customer asked, and whether the reply answers it.

use super::next_step::is_step;
use super::overlap::Words;
use super::reading::{Found, Reading};
use super::structure::is_bare;
use crate::document::Document;
use crate::rules::{Cue, Typed};
use crate::text::{Language, Span, TokenClass};
use std::ops::Range;

/// What a question asks for, with its cue.
const KINDS: &[Cue] = &[Cue::AskWhen, Cue::AskWhere, Cue::AskHowMuch, Cue::AskHow, Cue::AskWhy, Cue::AskWhich, Cue::AskWhether];
/// A sentence with a question mark and fewer words is no question of its own ("ok?").
const LEAST_WORDS: usize = 2;
/// A question word so close behind another one belongs to the same question (tokens).
const NEAR: usize = 3;
/// Words that may stand before the question word of an English question without its mark.
const MOST_BEFORE: usize = 1;

/// Question words that «و» is written on to; folded.
const ARABIC_QUESTIONS: &[&str] =
    &["كم", "متي", "كيف", "هل", "ليش", "ليه", "لماذا", "اين", "فين", "كام", "بكم", "قديش", "شو", "ايش", "ايمتي", "امتي", "شنو", "شحال", "علاش", "ازاي"];

/// One question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Index of the turn.
    pub turn: u32,
    /// Where in the turn's source.
    pub span: Span,
    /// What it asks for; `None` where only the question mark tells.
    pub kind: Option<Cue>,
    /// Whether the reply answers it.
    pub answered: bool,
}

/// The questions of some messages, answered or not by the bubbles of a reply.
pub(super) fn questions(messages: &[Reading<'_>], bubbles: &[&Reading<'_>]) -> Vec<Question> {
    let mut questions: Vec<Question> = Vec::new();
    for message in messages {
        for (kind, tokens) in asked(message) {
            let mut words = Words::default();
            words.add(&message.keys[tokens.clone()]);
            let answered = bubbles.iter().any(|bubble| answers(bubble, kind, &words));
            questions.push(Question { turn: message.turn, span: message.document.span_of(tokens), kind, answered });
        }
    }
    questions
}

/// The questions of one message: by their words, or by their mark alone.
fn asked(message: &Reading<'_>) -> Vec<(Option<Cue>, Range<usize>)> {
    let document = message.document;
    let mut found = Vec::new();
    for (index, sentence) in document.sentences.iter().enumerate() {
        let range = sentence.range();
        if message.covers(&[Cue::AskRhetorical], &range) {
            continue;
        }
        let mut starts: Vec<(usize, Cue, usize)> = Vec::new();
        // "I see why", "the card which is mine": in English a question without its mark begins with its word.
        let marked = sentence.question || sentence.language == Language::Arabic;
        let may_ask = |cue: &Found| marked || message.words_in(range.start..cue.first as usize) <= MOST_BEFORE;
        for cue in message.cues.iter().filter(|cue| cue.sentence as usize == index && KINDS.contains(&cue.cue) && may_ask(cue)) {
            match starts.last_mut() {
                // "Can you tell me when ...": one question, and it asks when.
                Some(last) if (cue.first as usize) < last.2 + NEAR && !joined(document, last.2..cue.first as usize + 1) => {
                    if last.1 == Cue::AskWhether {
                        last.1 = cue.cue;
                    }
                    last.2 = last.2.max(cue.end as usize);
                }
                _ => starts.push((cue.first as usize, cue.cue, cue.end as usize)),
            }
        }
        for (number, &(first, cue, _)) in starts.iter().enumerate() {
            let end = starts.get(number + 1).map_or(range.end, |next| next.0);
            found.push((Some(cue), first..end));
        }
        if starts.is_empty() && sentence.question && message.words_in(range.clone()) >= LEAST_WORDS {
            found.push((None, range));
        }
    }
    found
}

/// "When and how much": the second one is a question of its own.
fn joined(document: &Document<'_>, between: Range<usize>) -> bool {
    between.into_iter().any(|at| {
        let word = document.tokens.word(at);
        matches!(word, "and" | "or" | "," | ";") || word.strip_prefix('و').is_some_and(|rest| ARABIC_QUESTIONS.contains(&rest))
    })
}

/// Whether a bubble answers: in the words of the question, with what was asked for, or with a clear way to the answer.
fn answers(bubble: &Reading<'_>, kind: Option<Cue>, words: &Words) -> bool {
    let all = 0..bubble.document.tokens.list.len();
    let expected = match kind {
        // "Soon" answers, badly: that is the fault of another rule.
        Some(Cue::AskWhen) => bubble.time(all.clone()).is_some() || bubble.has_any(&[Cue::TimeVague, Cue::TimeNow]),
        Some(Cue::AskHowMuch) => counts(bubble),
        _ => false,
    };
    // A promise to find out, "I don't know", a link, or a request for what is needed to answer deals with any question.
    let asks_back = || bubble.document.sentences.iter().any(|sentence| sentence.question);
    let steps = [Cue::StepRequested, Cue::StepWeak];
    let stepped = bubble.cues.iter().any(|found| steps.contains(&found.cue) && is_step(bubble, found));
    let found_out = stepped || bubble.has(Cue::AnswerDeferred) || bubble.has_class(TokenClass::Link, all.clone()) || asks_back();
    // A time and a price want to be told. What else is asked is answered by whoever says anything at all: the words need not be the customer's.
    let told = match kind {
        Some(Cue::AskWhen | Cue::AskHowMuch) => bubble.of(Cue::AnswerWhether).any(|found| settles(bubble, found)),
        _ => bubble.has_any(&[Cue::StepPromised, Cue::StepTaken, Cue::StepRepair, Cue::StepResolved, Cue::AnswerWhether]) || !is_bare(bubble),
    };
    expected || found_out || told || words.shared(&bubble.keys).is_some()
}

/// An amount or a number that is no part of a time.
fn counts(bubble: &Reading<'_>) -> bool {
    let mut at = 0;
    let end = bubble.document.tokens.list.len();
    while let Some(range) = bubble.typed(&[Typed::Money, Typed::Number], at..end) {
        let within = |time: Range<usize>| time.start <= range.start && range.end <= time.end;
        if !bubble.time(range.start.saturating_sub(2)..end).is_some_and(within) {
            return true;
        }
        at = range.end;
    }
    false
}

/// "We don't have a date", "it's free", «ما ندري»: what leaves nothing to be told.
fn settles(bubble: &Reading<'_>, found: &Found) -> bool {
    const NOT: &[&str] =
        &["not", "no", "nope", "none", "free", "included", "unable", "مجانا", "مجاني", "مجانيه", "لا", "ليس", "ليست", "لست", "مش", "مو", "مدري", "الله"];
    found.tokens().any(|at| {
        let word = bubble.document.tokens.word(at);
        NOT.contains(&word) || word.ends_with("n't") || word == "cannot" || word.starts_with("ما") || (word.starts_with('م') && word.ends_with('ش'))
    })
}
