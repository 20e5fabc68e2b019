//! Sentences of both scripts.

use super::tokenize::Tokens;
use super::{Language, Sentence, TokenClass};

/// Words whose full stop does not end a sentence when it is written on to them.
const ABBREVIATIONS: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "vs", "approx", "e", "g", "i", "a", "p", "m", "st", "inc", "ltd", "co", "dept", "ext", "tel", "fig", "د", "ا", "م", "ص",
    "ب", "ت", "ه", "ر", "س", "ج",
];

/// Groups tokens into sentences: they end at `. ! ?` with the marks that close them, at line ends, cuts and block borders.
///
/// `fallback` is the language of leading sentences without letters.
pub fn sentences(tokens: &Tokens, fallback: Language) -> Vec<Sentence> {
    let mut out = Vec::new();
    let (mut first, mut index) = (0, 0);
    let mut language = fallback;
    while index < tokens.list.len() {
        if index > first && tokens.list[index].breaks {
            push(&mut out, tokens, (first, index), &mut language);
            first = index;
        }
        if ends_sentence(tokens, index) {
            let mut end = index + 1;
            while end < tokens.list.len() && !tokens.list[end].breaks && closes(tokens, end) {
                end += 1;
            }
            push(&mut out, tokens, (first, end), &mut language);
            first = end;
            index = end;
        } else {
            index += 1;
        }
    }
    if first < tokens.list.len() {
        push(&mut out, tokens, (first, tokens.list.len()), &mut language);
    }
    out
}

fn push(out: &mut Vec<Sentence>, tokens: &Tokens, (first, end): (usize, usize), language: &mut Language) {
    let (mut arabic, mut latin) = (0, 0);
    for token in &tokens.list[first..end] {
        let letters = token.folded_end - token.folded_start;
        match token.class {
            TokenClass::Arabic => arabic += letters / 2,
            TokenClass::Latin => latin += letters,
            _ => {}
        }
    }
    if let Some(told) = Language::of_counts(arabic, latin) {
        *language = told;
    }
    let question = (first..end).rev().take(4).any(|index| tokens.list[index].class == TokenClass::Punct && tokens.word(index) == "?");
    out.push(Sentence { first: first as u32, end: end as u32, language: *language, question });
}

/// Marks that still belong to the sentence they follow.
fn closes(tokens: &Tokens, index: usize) -> bool {
    let token = &tokens.list[index];
    match token.class {
        TokenClass::Punct => {
            let mark = tokens.word(index);
            matches!(mark, "!" | "?" | "." | ")" | "]") || (token.glued && matches!(mark, "\"" | "'"))
        }
        TokenClass::Emoji => true,
        _ => false,
    }
}

fn ends_sentence(tokens: &Tokens, index: usize) -> bool {
    let token = &tokens.list[index];
    if token.class != TokenClass::Punct {
        return false;
    }
    match tokens.word(index) {
        "!" | "?" => true,
        "." => full_stop(tokens, index),
        _ => false,
    }
}

fn full_stop(tokens: &Tokens, index: usize) -> bool {
    let token = &tokens.list[index];
    let next = tokens.list.get(index + 1);
    let capital_next = next.is_none_or(|next| next.breaks || next.capital || next.class != TokenClass::Latin);
    // "..": a pause rather than an end, unless a new sentence visibly begins.
    if token.source.len() > 1 {
        return next.is_none_or(|next| next.breaks || next.capital || !next.class.is_word());
    }
    let Some(before) = index.checked_sub(1).map(|at| &tokens.list[at]) else { return true };
    if !token.glued {
        return true;
    }
    let word = tokens.text(before);
    let inside = next.is_some_and(|next| next.glued && next.class.is_word());
    if ABBREVIATIONS.contains(&word) && (inside || next.is_some_and(|next| !next.breaks)) {
        // "at 5 p.m. Please": the last letter of an abbreviation may still end the sentence.
        let dotted = index >= 2 && tokens.list[index - 1].glued && tokens.word(index - 2) == ".";
        return dotted && !inside && next.is_some_and(|next| next.capital);
    }
    if word == "no" && next.is_some_and(|next| next.class == TokenClass::Number) {
        return false;
    }
    !inside || capital_next
}

#[cfg(test)]
mod tests {
    use super::super::tokenize::tokenize;
    use super::*;

    fn split(source: &str) -> Vec<String> {
        let tokens = tokenize(source, &[]);
        sentences(&tokens, Language::English)
            .iter()
            .map(|sentence| {
                let list = &tokens.list[sentence.range()];
                source[list[0].source.start as usize..list[list.len() - 1].source.end as usize].to_owned()
            })
            .collect()
    }

    #[test]
    fn splits_sentences() {
        for (source, expected) in [
            ("Hi. I'm Dr. Lee, e.g. here. Ok?", vec!["Hi.", "I'm Dr. Lee, e.g. here.", "Ok?"]),
            ("شكرًا.نعتذر عن ذلك؟ نعم", vec!["شكرًا.", "نعتذر عن ذلك؟", "نعم"]),
            ("السعر ٤٥ ج.م. أجهّز الطلب؟", vec!["السعر ٤٥ ج.م. أجهّز الطلب؟"]),
            ("Call at 5 p.m. Please wait", vec!["Call at 5 p.m.", "Please wait"]),
            ("one\ntwo", vec!["one", "two"]),
            ("حسابك..رجاءآ تواصل", vec!["حسابك..رجاءآ تواصل"]),
            ("Really?! \"Yes.\" Ok", vec!["Really?!", "\"Yes.\"", "Ok"]),
            ("It costs 3.5 dollars", vec!["It costs 3.5 dollars"]),
        ] {
            assert_eq!(split(source), expected, "{source}");
        }
    }
}
