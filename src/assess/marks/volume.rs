//! Text that shouts: words in capitals, marks in a row, more exclamation marks than the channel bears.

use super::{Mark, View};
use crate::conversation::Channel;
use crate::diagnostic::Applicability;
use crate::document::Document;
use crate::rules::Fact;
use crate::text::TokenClass;
use std::ops::Range;

/// Ordinary words: capitals here are weight, not a name or an abbreviation; folded.
const ORDINARY: &[&str] = &[
    "please", "read", "not", "the", "you", "your", "all", "must", "will", "never", "always", "don't", "do", "does", "stop", "important", "now", "this", "that",
    "what", "why", "call", "wait", "check", "send", "sent", "thank", "thanks", "sorry", "again", "only", "very", "before", "after", "for", "and", "any", "are",
    "can", "cannot", "can't", "have", "need", "how", "from", "with", "our", "answer", "already", "told", "once", "more", "refund", "refunded", "calm", "down",
    "until", "without", "every", "asap", "immediately", "today", "tomorrow", "answered", "reply", "email", "message", "wrong", "right", "just", "they",
    "there", "were", "was", "has", "would", "should", "could", "been", "did", "didn't", "won't", "isn't", "nothing", "something", "anything", "order", "money",
    "us", "me", "it", "is", "no", "yes",
];
/// What follows is to be typed; folded.
const COMMANDS: &[&str] =
    &["text", "type", "send", "reply", "enter", "sms", "texting", "sending", "typing", "says", "reads", "press", "select", "choose", "tap", "click"];
/// The fewest letters of a word whose capitals are counted, and how many such words shout.
const SHOUTED: (usize, usize) = (3, 2);

pub(super) fn marks(scene: &View<'_, '_>, marks: &mut Vec<Mark>) {
    let document = scene.document();
    for sentence in &document.sentences {
        capitals(document, sentence.range(), marks);
    }
    exclamations(scene, marks);
}

/// Runs of words in capitals within a sentence.
fn capitals(document: &Document<'_>, sentence: Range<usize>, marks: &mut Vec<Mark>) {
    let list = &document.tokens.list;
    let upper = |at: usize| {
        let token = &list[at];
        let capital = token.class == TokenClass::Latin && token.capital && !token.quoted;
        capital && !token.source.text(document.source).chars().any(char::is_lowercase)
    };
    let mut at = sentence.start;
    while at < sentence.end {
        if !upper(at) {
            at += 1;
            continue;
        }
        let start = at;
        while at < sentence.end && upper(at) {
            at += 1;
        }
        let long: Vec<usize> = (start..at).filter(|&at| document.tokens.text(&list[at]).chars().filter(|c| c.is_alphabetic()).count() >= SHOUTED.0).collect();
        let ordinary = (start..at).filter(|&at| ORDINARY.contains(&document.tokens.word(at))).count();
        let meant = long.iter().any(|&at| ORDINARY.contains(&document.tokens.word(at))) && ordinary * 3 >= at - start;
        // "Text STOP ALL to 7001" is what is to be typed.
        let typed = start > sentence.start && COMMANDS.contains(&document.tokens.word(start - 1));
        if long.len() >= SHOUTED.1 && meant && !typed && !is_heading(document, &sentence, start..at) {
            let first = start == sentence.start;
            marks.push(Mark::new(Fact::Shouting, start..at).with(calmed(document, start..at, first)).freely(Applicability::Unsafe));
        }
    }
}

/// A line of its own without an end, or with a colon.
fn is_heading(document: &Document<'_>, sentence: &Range<usize>, run: Range<usize>) -> bool {
    let list = &document.tokens.list;
    let whole = run.start == sentence.start && list[run.start].breaks;
    let ends = run.end == sentence.end || document.tokens.word(run.end) == ":";
    let more = list.get(run.end).is_some_and(|next| next.breaks || document.tokens.text(next) == ":");
    whole && ends && more
}

/// The words in small letters; "I" and what is no ordinary word of four letters or fewer stay.
fn calmed(document: &Document<'_>, run: Range<usize>, first: bool) -> String {
    const ABBREVIATION: usize = 4;
    let list = &document.tokens.list;
    let mut out = String::new();
    let mut end = list[run.start].source.start;
    for at in run.clone() {
        out.push_str(&document.source[end as usize..list[at].source.start as usize]);
        let text = list[at].source.text(document.source);
        let kept = text == "I" || text.starts_with("I'") || (text.len() <= ABBREVIATION && text.len() > 1 && !ORDINARY.contains(&document.tokens.word(at)));
        let small = text.to_lowercase();
        match (kept, at == run.start && first) {
            (true, _) => out.push_str(text),
            (false, true) => out.extend(small.chars().next().into_iter().flat_map(char::to_uppercase).chain(small.chars().skip(1))),
            (false, false) => out.push_str(&small),
        }
        end = list[at].source.end;
    }
    out
}

/// Marks in a row, and single ones beyond what the channel bears.
fn exclamations(scene: &View<'_, '_>, marks: &mut Vec<Mark>) {
    let document = scene.document();
    let list = &document.tokens.list;
    let most = match scene.conversation.channel {
        Some(Channel::Email) => 1,
        Some(Channel::Chat) => 2,
        _ => usize::MAX,
    };
    let mut single = 0;
    let mut at = 0;
    while at < list.len() {
        if !is_loud(document, at) {
            at += 1;
            continue;
        }
        let start = at;
        let mut written = String::new();
        while at < list.len() && is_loud(document, at) && (at == start || !list[at].breaks && list[at].glued) {
            written.push_str(list[at].source.text(document.source).trim_end());
            at += 1;
        }
        let asks = written.chars().find(|&c| matches!(c, '?' | '؟'));
        let count = written.chars().filter(|c| matches!(c, '!' | '?' | '؟' | '！' | '？')).count();
        // "[??]", "(!)" and a line of marks are no sentence's end.
        let ends = start > 0 && !list[start].breaks && !matches!(document.tokens.word(start - 1), "(" | "[" | "\"" | "/");
        if count > 1 && ends {
            let calm = asks.map_or_else(|| "!".to_owned(), String::from);
            let calm = if asks.is_none() && single >= most { ".".to_owned() } else { calm };
            single += usize::from(asks.is_none() && calm == "!");
            marks.push(Mark::new(Fact::Shouting, start..at).with(calm));
        } else if written == "!" {
            single += 1;
            if single > most {
                marks.push(Mark::new(Fact::Shouting, start..at).with("."));
            }
        }
    }
}

fn is_loud(document: &Document<'_>, at: usize) -> bool {
    document.tokens.list[at].class == TokenClass::Punct && matches!(document.tokens.word(at), "!" | "?")
}
