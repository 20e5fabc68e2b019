//! Names: whom the reply addresses, and whether that is the customer.

use super::reading::Reading;
use crate::document::Document;
use crate::text::distance::alike;
use crate::text::{TokenClass, fold};
use std::ops::Range;

/// Titles that stand before a name; folded.
const TITLES: &[&str] = &[
    "mr", "mrs", "ms", "miss", "dr", "prof", "sir", "madam", "استاذ", "استاذه", "الاستاذ", "الاستاذه", "السيد", "السيده", "سيد", "سيده", "دكتور", "دكتوره", "الدكتور", "د",
    "الاخ", "الاخت", "اخي", "اختي", "اخ", "اخت", "يا", "مهندس", "المهندس", "ابو", "ام", "عزيزي", "عزيزتي", "شيخ",
];
/// Words that begin a salutation; folded.
const SALUTATIONS: &[&str] = &[
    "hi", "hello", "hey", "dear", "hiya", "morning", "afternoon", "evening", "اهلا", "مرحبا", "هلا", "ياهلا", "عزيزي", "عزيزتي", "حياك", "اهلين", "تحيه", "يا", "عليكم", "الخير",
    "النور", "وسهلا", "بك", "بيك", "فيك", "والله", "بكم",
];
/// Words in a salutation that are no name; folded.
const NO_NAMES: &[&str] = &[
    "there", "all", "everyone", "team", "friend", "customer", "valued", "guest", "user", "client", "member", "folks", "again", "good", "to", "you", "the", "our",
    "and", "welcome", "back", "العميل", "العميله", "العزيز", "العزيزه", "الكريم", "الكريمه", "عميلنا", "عميلتنا", "فندم", "باشا", "غالي", "الغالي", "الغاليه", "طيب", "طيبه",
    "المشترك", "الفاضل", "الفاضله", "المحترم", "المحترمه", "الله", "ورحمه", "وبركاته", "رحمه", "بك", "بكم", "بيك", "فيك", "جميعا", "صديقي", "حضرتك", "الضيف",
];
/// How much of a name may differ before it is another one (per cent): in the salutation, and anywhere in the opening.
const ANOTHER: usize = 40;
const SPELLING: usize = 20;
/// How many tokens of the opening are searched.
const OPENING: usize = 14;

/// Who is addressed in the opening, as tokens of the draft.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Addressed {
    /// The customer's own name.
    pub own: Option<Range<usize>>,
    /// Another name.
    pub other: Option<Range<usize>>,
}

/// Looks for the customer's name, and for another one in its place.
pub(super) fn addressed(draft: &Reading<'_>, name: Option<&str>) -> Addressed {
    let document = draft.document;
    let vocative = vocative(document);
    let Some(name) = name.map(str::trim).filter(|name| !name.is_empty()) else {
        // Without a known name any name is taken for the customer's.
        return Addressed { own: vocative, other: None };
    };
    let parts = parts(name);
    let opening = 0..document.tokens.list.len().min(OPENING);
    let own = opening.clone().find(|&at| parts.iter().any(|part| is_part(document, at, part)));
    if let Some(at) = own {
        return Addressed { own: Some(at..at + 1), other: None };
    }
    let other = vocative.filter(|tokens| {
        let written = written(document, tokens.clone());
        same_script(&written, name) && parts.iter().all(|part| !alike(&written, part, ANOTHER))
    });
    Addressed { own: None, other }
}

/// The parts of a name that it can be called by: titles left out, عبد with what follows.
fn parts(name: &str) -> Vec<String> {
    let folded = fold::fold_str(name);
    let words: Vec<&str> = folded.split([' ', '.', ',', '-', '_']).filter(|word| word.chars().count() > 1 && !TITLES.contains(word)).collect();
    let mut parts: Vec<String> = words.iter().map(|&word| word.to_owned()).collect();
    for pair in words.windows(2) {
        if pair[0] == "عبد" {
            parts.push(pair.concat());
        }
    }
    parts.retain(|part| part != "عبد");
    parts
}

fn is_part(document: &Document<'_>, at: usize, part: &str) -> bool {
    let token = &document.tokens.list[at];
    if !token.class.is_word() {
        return false;
    }
    let text = document.tokens.text(token);
    let joined = || text == "عبد" && document.tokens.list.get(at + 1).is_some_and(|next| part.strip_prefix("عبد") == Some(document.tokens.text(next)));
    text == part || text.strip_suffix("'s") == Some(part) || alike(text, part, SPELLING) || joined()
}

fn written(document: &Document<'_>, tokens: Range<usize>) -> String {
    document.tokens.list[tokens].iter().map(|token| document.tokens.text(token)).collect::<Vec<_>>().join(" ")
}

fn same_script(a: &str, b: &str) -> bool {
    let arabic = |text: &str| fold::fold_str(text).chars().any(crate::text::script::is_arabic_letter);
    arabic(a) == arabic(b)
}

/// The name after a salutation: "Hi Mona,", «أهلًا منى،», or alone before a comma in the first line.
fn vocative(document: &Document<'_>) -> Option<Range<usize>> {
    let list = &document.tokens.list;
    let mut at = list.iter().position(|token| token.class.is_word())?;
    if at > 3 {
        return None;
    }
    let greeted = SALUTATIONS.contains(&document.tokens.word(at));
    while list.get(at).is_some_and(|token| token.class.is_word()) && (SALUTATIONS.contains(&document.tokens.word(at)) || TITLES.contains(&document.tokens.word(at)) || document.tokens.word(at) == "good") {
        at += 1;
    }
    let first = list.get(at).filter(|token| token.class.is_word() && !NO_NAMES.contains(&document.tokens.text(token)))?;
    let named = first.class == TokenClass::Arabic || first.capital;
    let mut end = at + 1;
    while end < list.len() && end < at + 3 && list[end].class == first.class && (list[end].class == TokenClass::Arabic || list[end].capital) {
        end += 1;
    }
    let closed = list.get(end).is_none_or(|token| token.breaks || matches!(document.tokens.text(token), "," | "!" | "." | "-" | ":") || token.class == TokenClass::Emoji);
    let wanted = if greeted { named && closed } else { first.capital && end == at + 1 && document.tokens.word(end) == "," };
    let name = wanted.then_some(at..end)?;
    (!document.tokens.list[name.clone()].iter().any(|token| NO_NAMES.contains(&document.tokens.text(token)))).then_some(name)
}
