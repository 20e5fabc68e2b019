//! Whether the reply is in the customer's language, told by letters of the prose; links, codes and addresses do not count.

use super::reading::Reading;
use crate::document::Document;
use crate::text::{Language, TokenClass};

/// Fewer letters tell nothing.
const LEAST: u32 = 12;
/// Share of the letters that makes a message one of its script (per cent): the customer's, the reply's.
const SHARES: (u32, u32) = (70, 60);
/// Words of Arabic in Latin letters.
const ARABIZI: &[&str] = &[
    "salam", "salamo", "ya3ni", "yaani", "mish", "mesh", "msh", "shukran", "chokran", "chno", "chnou", "wach", "wash", "bghit", "ana", "inta", "enta", "wen",
    "wein", "fen", "fein", "leh", "lesh", "leish", "shu", "shou", "kif", "kifash", "3ndi", "3andi", "talabi", "habibi", "inshallah", "yalla", "khalas", "mafi",
    "mafish", "ma3", "msa", "sabah", "mar7aba", "marhaba", "ahlan", "lw", "sama7t", "samaht", "dyal", "daba", "fin", "3la", "hada", "chhal", "barsha",
];

/// Letters of both scripts; an Arabic letter is two bytes.
fn letters(document: &Document<'_>) -> (u32, u32) {
    let mut counts = (0, 0);
    for token in &document.tokens.list {
        let bytes = token.folded_end - token.folded_start;
        match token.class {
            TokenClass::Arabic => counts.0 += bytes / 2,
            TokenClass::Latin => counts.1 += bytes,
            _ => {}
        }
    }
    counts
}

/// Letters that stand for Arabic sounds (3ndi, mar7aba), or a word only Arabic has.
fn is_arabizi(document: &Document<'_>) -> bool {
    let words = || document.tokens.list.iter().filter(|token| token.class.is_word());
    let told = |word: &str| {
        let digit = word.contains(['2', '3', '5', '7', '9']) && word.chars().filter(char::is_ascii_lowercase).count() >= 2;
        digit && word.chars().next().is_some_and(|c| c.is_ascii_alphabetic() || c == '3' || c == '7') || ARABIZI.contains(&word)
    };
    words().filter(|token| told(document.tokens.text(token))).count() * 4 >= words().count().max(1)
}

/// The language the customer wrote in where the reply is in the other one.
pub(super) fn mismatch(messages: &[&Reading<'_>], draft: &Reading<'_>) -> Option<Language> {
    let latest = messages.last()?;
    let (arabic, latin) = messages.iter().map(|message| letters(message.document)).fold((0, 0), |sum, part| (sum.0 + part.0, sum.1 + part.1));
    let (reply_arabic, reply_latin) = letters(draft.document);
    let (asked, answered) = (arabic + latin, reply_arabic + reply_latin);
    if asked < LEAST || answered < LEAST {
        return None;
    }
    let is_mostly = |part: u32, whole: u32, share: u32| part * 100 >= whole * share;
    if is_mostly(arabic, asked, SHARES.0) && is_mostly(reply_latin, answered, SHARES.1) {
        return Some(Language::Arabic);
    }
    if is_mostly(latin, asked, SHARES.0) && is_mostly(reply_arabic, answered, SHARES.1) && !is_arabizi(latest.document) {
        return Some(Language::English);
    }
    None
}
