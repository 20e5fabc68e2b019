//! The care of the writing: spaces, drawn-out words, words written twice, marks that turn the direction round.

use super::{Mark, View};
use crate::diagnostic::Applicability;
use crate::document::Document;
use crate::rules::Fact;
use crate::text::script::is_arabic_letter;
use crate::text::{Token, TokenClass};

/// Words that nobody means to write twice.
const ONCE: &[&str] = &[
    "the", "a", "an", "to", "of", "for", "and", "or", "but", "with", "at", "by", "from", "are", "be", "we", "your", "our", "this", "will", "if", "as", "not",
    "have", "has", "was", "were", "you'll", "we'll", "i", "their", "which", "when", "where", "would", "should", "could", "في", "فى", "على", "إلى", "الى", "عن",
    "مع", "هذا", "هذه", "ذلك", "التي", "الذي", "أن", "قد", "سوف", "كما", "أو", "حيث", "عند", "لأن", "اللي", "بعد", "خلال",
];
/// "Hmm", "ooh": sounds, not words drawn out.
const FEWEST_LETTERS: usize = 3;
/// Endings that a drawn-out word may have rightly: "too", "see".
const DOUBLES: &[&str] =
    &["to", "so", "of", "be", "se", "al", "wil", "fre", "wel", "sel", "tel", "cal", "ful", "stil", "les", "mis", "agre", "fe", "add", "ad", "off"];

pub(super) fn marks(scene: &View<'_, '_>, marks: &mut Vec<Mark>) {
    let document = scene.document();
    spacing(document, marks);
    for at in 0..document.tokens.list.len() {
        if document.tokens.list[at].elongated {
            marks.extend(stretched(document, at));
        }
        if let Some(mark) = doubled(document, at) {
            marks.push(mark);
        }
    }
    if document.source.contains(FORCED) {
        forced(document, marks);
    }
}

/// What stands between two tokens; `None` where a line ends there or something was cut out.
fn gap<'d>(document: &Document<'d>, at: usize) -> Option<&'d str> {
    let list = &document.tokens.list;
    let (before, after) = (list.get(at.checked_sub(1)?)?, list.get(at)?);
    let gap = document.source.get(before.source.end as usize..after.source.start as usize)?;
    (!after.breaks && gap.chars().all(|c| c == ' ' || c == '\u{a0}')).then_some(gap)
}

/// What should stand there instead; `None` where nothing is wrong.
fn better_gap(document: &Document<'_>, at: usize) -> Option<&'static str> {
    const LAYOUT: usize = 3;
    let list = &document.tokens.list;
    let (before, token) = (list.get(at.checked_sub(1)?)?, list.get(at)?);
    let marked = before.class == TokenClass::Punct || token.class == TokenClass::Punct;
    if !marked && token.source.start.abs_diff(before.source.end) <= 1 {
        // Words with one space or none between them: most places.
        return None;
    }
    let found = gap(document, at)?;
    let mark = |token: &Token| token.class == TokenClass::Punct && token.source.text(document.source).chars().count() == 1;
    let told = |token: &Token| token.class.is_word() || token.class == TokenClass::Number;
    let text = document.tokens.text(token);
    // "Hi .NET", ":)" and "; )" are no marks at the end of a word.
    let next_glued = list.get(at + 1).is_some_and(|next| next.glued && !next.breaks);
    if !found.is_empty() && mark(token) && matches!(text, "," | "." | "?" | "!" | ";") && told(before) && !next_glued {
        return Some("");
    }
    if found.len() > 1 {
        return (found.len() <= LAYOUT && told(before) && told(token) && !marked).then_some(" ");
    }
    (found.is_empty() && at > 1 && mark(before) && before.glued && written_on(document, at)).then_some(" ")
}

/// Whether a word is written on to the mark that ends the word before: "done.Please", «تم،وسوف».
fn written_on(document: &Document<'_>, at: usize) -> bool {
    const SHORTEST: usize = 3;
    let list = &document.tokens.list;
    let (first, mark, next) = (&list[at - 2], document.tokens.word(at - 1), &list[at]);
    let letters = |token: &Token| document.tokens.text(token).chars().count();
    if first.class != next.class || !next.class.is_word() || letters(first) < SHORTEST || letters(next) < 2 {
        return false;
    }
    let lower = first.source.text(document.source).chars().last().is_some_and(char::is_lowercase);
    match (next.class, mark) {
        (TokenClass::Arabic, "," | ";" | "?" | ".") => true,
        (_, ",") => lower && !next.capital,
        (_, "." | "?" | "!") => {
            // "Settings.App" is a file; a sentence goes on.
            let goes_on = list.get(at + 1).is_some_and(|after| !after.glued && after.class == TokenClass::Latin && !after.breaks);
            lower && !first.capital && next.capital && goes_on && next.source.text(document.source).chars().skip(1).all(char::is_lowercase)
        }
        _ => false,
    }
}

fn spacing(document: &Document<'_>, marks: &mut Vec<Mark>) {
    let mut at = 1;
    while at < document.tokens.list.len() {
        if better_gap(document, at).is_none() {
            at += 1;
            continue;
        }
        // Faults that follow each other are mended together.
        let start = at - 1;
        let mut text = document.tokens.list[start].source.text(document.source).to_owned();
        while let Some(better) = better_gap(document, at) {
            text.push_str(better);
            text.push_str(document.tokens.list[at].source.text(document.source));
            at += 1;
        }
        marks.push(Mark::new(Fact::SpacingOff, start..at).with(text));
    }
}

fn stretched(document: &Document<'_>, at: usize) -> Option<Mark> {
    let token = &document.tokens.list[at];
    if !token.elongated || !token.class.is_word() {
        return None;
    }
    let source = token.source.text(document.source);
    let letters = || source.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase);
    let mut kinds: Vec<char> = letters().collect();
    kinds.sort_unstable();
    kinds.dedup();
    let arabic = token.class == TokenClass::Arabic;
    let laughs = kinds.len() < if arabic { 2 } else { FEWEST_LETTERS }
        && !(kinds.len() == 2 && letters().next() != letters().last() && source.to_lowercase().starts_with("so"));
    let run = longest_run(source);
    let code = source.chars().skip(1).any(char::is_uppercase) && source.chars().any(char::is_lowercase) || source.to_lowercase().starts_with("www");
    if laughs || code || run.1 < 3 {
        return None;
    }
    let found = Mark::new(Fact::WordStretched, at..at + 1);
    let once = document.tokens.text(token);
    // «اللله» and "sooorry" may need two.
    let sure = if arabic { run.0 != 'ل' } else { source.ends_with(run.0) && !DOUBLES.contains(&once) || once == "so" };
    Some(if sure { found.with(shortened(source)).freely(Applicability::Unsafe) } else { found })
}

/// The letter most often written in a row, and how often.
fn longest_run(word: &str) -> (char, usize) {
    let (mut best, mut run) = (('\0', 0), ('\0', 0));
    for c in word.chars() {
        run = if c == run.0 { (c, run.1 + 1) } else { (c, 1) };
        if run.1 > best.1 {
            best = run;
        }
    }
    best
}

/// The word with each run of three or more letters written once.
fn shortened(word: &str) -> String {
    let mut out = String::new();
    let mut chars = word.chars().peekable();
    while let Some(c) = chars.next() {
        let mut count = 1;
        while chars.next_if_eq(&c).is_some() {
            count += 1;
        }
        out.extend(std::iter::repeat_n(c, if count >= 3 { 1 } else { count }));
    }
    out
}

fn doubled(document: &Document<'_>, at: usize) -> Option<Mark> {
    let list = &document.tokens.list;
    let (first, second) = (&list[at], list.get(at + 1)?);
    let length = |token: &Token| token.folded_end - token.folded_start;
    if length(first) != length(second) || document.tokens.text(first) != document.tokens.text(second) {
        return None;
    }
    if !first.class.is_word() || second.class != first.class || gap(document, at + 1).is_none_or(str::is_empty) || first.quoted != second.quoted {
        return None;
    }
    let (one, two) = (first.source.text(document.source), second.source.text(document.source));
    let third = list.get(at + 2).is_some_and(|third| document.tokens.text(third) == document.tokens.text(second) && !third.breaks);
    let same = if first.class == TokenClass::Arabic { one == two } else { one.eq_ignore_ascii_case(two) && !(second.capital && one != "I") };
    let word = if one.is_ascii() { one.to_ascii_lowercase() } else { one.to_owned() };
    let bare = word.strip_prefix('و').filter(|_| word.contains(is_arabic_letter)).unwrap_or(&word);
    (same && !third && ONCE.contains(&bare)).then(|| Mark::new(Fact::WordDoubled, at..at + 2).with(one))
}

/// Left-to-right and right-to-left override.
const FORCED: [char; 2] = ['\u{202d}', '\u{202e}'];

fn forced(document: &Document<'_>, marks: &mut Vec<Mark>) {
    let list = &document.tokens.list;
    let mut done = 0;
    for (at, _) in document.source.match_indices(FORCED) {
        if at < done || list.is_empty() {
            continue;
        }
        let next = list.partition_point(|token| token.source.end as usize <= at).min(list.len() - 1);
        let inside = (list[next].source.start as usize) <= at && at < list[next].source.end as usize;
        let first = if inside { next } else { next.saturating_sub(1) };
        let span = document.span_of(first..next + 1);
        let found = Mark::new(Fact::DirectionForced, first..next + 1);
        let holds = (span.start as usize) <= at && at < span.end as usize;
        marks.push(if holds { found.with(span.text(document.source).replace(FORCED, "")) } else { found });
        done = span.end as usize;
    }
}
