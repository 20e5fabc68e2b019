//! The agent's own sentence that shows a strength: the reply is judged once more, for the place.

use super::super::gather::short;
use super::gather::Case;
use crate::conversation::{Channel, Conversation, Origin, Role, Stage, Turn};
use crate::linter::Linter;
use crate::rewrite::Filling;
use crate::text::{Language, Span};

/// The shortest and the longest sentence shown, in letters.
const LENGTHS: std::ops::RangeInclusive<usize> = 18..=260;

/// The sentence of the case that shows the strength of this name; the whole reply where it is short and the strength has no place.
pub(super) fn showing(linter: &Linter, case: &Case, strength: &str) -> Option<String> {
    let conversation = conversation(case)?;
    let mut placed = false;
    for (index, &turn) in case.reply.turns.iter().enumerate() {
        let last = index + 1 == case.reply.turns.len();
        let turns = conversation.turns.get(..=turn as usize)?.to_vec();
        let text = turns.last()?.text.clone();
        let so_far = Conversation { stage: if last { Stage::Final } else { Stage::Typing }, turns, ..conversation.clone() };
        let review = linter.review_filled(&so_far, Language::English, Filling::First);
        for (_, span) in review.assessment.strengths.iter().filter(|(found, _)| found.name() == strength) {
            placed |= span.is_some();
            let Some(sentence) = span.map(|span| if strength == "refusal-bridged" { bridged(&text, span) } else { around(&text, span) }) else { continue };
            if is_shown(sentence) {
                return Some(short(sentence, *LENGTHS.end()));
            }
        }
    }
    let [turn] = case.reply.turns[..] else { return None };
    let whole = &conversation.turns.get(turn as usize)?.text;
    (!placed && is_shown(whole)).then(|| short(whole, *LENGTHS.end()))
}

/// Whether it is a sentence to show: of a readable length, and words rather than links.
fn is_shown(sentence: &str) -> bool {
    let words = sentence.split_whitespace().filter(|word| !word.contains("://")).filter(|word| word.chars().any(char::is_alphabetic)).count();
    LENGTHS.contains(&sentence.chars().count())
        && words >= 4
        && sentence.matches("://").count() < 2
        && sentence.starts_with(|c: char| c.is_alphanumeric() || "@«\"“'".contains(c))
}

/// The conversation as far as the reply reaches.
fn conversation(case: &Case) -> Option<Conversation> {
    let end = *case.reply.turns.last()? as usize + 1;
    let turns = case.conversation.turns.get(..end)?.iter().map(|turn| Turn { role: role(&turn.role), text: turn.text.clone(), ..Turn::default() });
    Some(Conversation {
        channel: case.conversation.channel.as_deref().and_then(Channel::parse),
        origin: Origin::Archive,
        turns: turns.collect(),
        ..Conversation::default()
    })
}

fn role(name: &str) -> Role {
    match name {
        "customer" => Role::Customer,
        "bot" => Role::Bot,
        "note" => Role::Note,
        _ => Role::Agent,
    }
}

/// A refusal with the sentence behind it, where its alternative mostly stands.
fn bridged(text: &str, span: Span) -> &str {
    let refusal = around(text, span);
    let end = refusal.as_ptr() as usize - text.as_ptr() as usize + refusal.len();
    let rest = text[end..].trim_start();
    if rest.is_empty() {
        return refusal;
    }
    let at = (text.len() - rest.len()) as u32;
    let next = around(text, Span::new(at, at + 1));
    let both = &text[end - refusal.len()..(text.len() - rest.len() + next.len()).min(text.len())];
    if LENGTHS.contains(&both.chars().count()) { both } else { refusal }
}

/// The sentence around a place: from behind the last stop before it to the next one, within its line.
pub(super) fn around(text: &str, span: Span) -> &str {
    let stop = |c: char| matches!(c, '.' | '!' | '?' | '؟' | '…');
    let (start, end) = (span.start as usize, (span.end as usize).min(text.len()));
    let (Some(before), Some(after)) = (text.get(..start), text.get(end..)) else { return text.trim() };
    // A stop is one only where a blank follows: links and sums have points, too.
    let blank_follows = |rest: &str| rest.chars().next().is_none_or(char::is_whitespace);
    let from = before.char_indices().rev().find(|&(at, c)| c == '\n' || stop(c) && blank_follows(&text[at + c.len_utf8()..]));
    let from = from.map_or(0, |(at, c)| at + c.len_utf8());
    let closed = text[..end].ends_with(stop);
    let to = after.char_indices().find(|&(at, c)| c == '\n' || stop(c) && blank_follows(&after[at + c.len_utf8()..]));
    let to = if closed { end } else { to.map_or(text.len(), |(at, c)| end + at + if c == '\n' { 0 } else { c.len_utf8() }) };
    text[from..to].trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_ends_at_stops_and_lines() {
        let text = "Hi Anna. I called them today about www.shop.example! It costs 3.50 now\nBye";
        let of = |words: &str| {
            let at = text.find(words).expect("it stands there") as u32;
            around(text, Span::new(at, at + words.len() as u32))
        };
        assert_eq!(of("called"), "I called them today about www.shop.example!");
        assert_eq!(of("costs"), "It costs 3.50 now");
        assert_eq!(of("Bye"), "Bye");
        assert_eq!(of("Anna."), "Hi Anna.");
    }
}
