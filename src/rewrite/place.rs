//! Where a rewrite goes, and how it meets the text around it.

use crate::check::Finding;
use crate::diagnostic::Edit;
use crate::document::Document;
use crate::scan::Matcher;
use crate::text::{Span, TokenClass};
use std::sync::Arc;

/// How many words a short sentence has at most.
const SHORT: usize = 8;

/// The finding's sentence without its final marks.
pub(super) fn sentence(document: &Document<'_>, finding: &Finding) -> Span {
    let index = document.sentence_of(finding.tokens.0 as usize);
    let Some(sentence) = document.sentences.get(index) else { return finding.span };
    let mut range = sentence.range();
    let outer = |at: usize| matches!(document.tokens.list[at].class, TokenClass::Punct | TokenClass::Emoji);
    if let Some(comma) = salutation_end(document, range.clone(), finding.tokens.0 as usize) {
        range.start = comma + 1;
    }
    while range.end > range.start + 1 && outer(range.end - 1) && range.end > finding.tokens.1 as usize {
        range.end -= 1;
    }
    while range.start + 1 < range.end
        && range.start < finding.tokens.0 as usize
        && matches!(document.tokens.list[range.start].class, TokenClass::Handle | TokenClass::Punct | TokenClass::Emoji)
    {
        range.start += 1;
    }
    document.span_of(range)
}

/// The comma that ends a salutation at the start of the sentence, where the finding follows it.
fn salutation_end(document: &Document<'_>, sentence: std::ops::Range<usize>, finding: usize) -> Option<usize> {
    const WORDS: &[&str] = &[
        "hi", "hello", "hey", "dear", "good", "اهلا", "مرحبا", "هلا", "السلام", "عزيزي", "عزيزتي", "استاذ", "استاذه", "حياك", "سلام", "يا", "مساء", "صباح",
        "عزيزنا", "اهلين", "ياهلا", "السيد", "السيده", "تحيه", "مساك", "وعليكم",
    ];
    const LONGEST: usize = 6;
    // «يا خبر،» is no greeting.
    const CRIES: &[&str] = &["خبر", "ريت", "ليت", "سلام", "رب", "لطيف", "ساتر", "الله", "حرام"];
    let first = sentence.clone().find(|&at| document.tokens.list[at].class.is_word())?;
    let greets = WORDS.contains(&document.tokens.word(first)) && !(document.tokens.word(first) == "يا" && CRIES.contains(&document.tokens.word(first + 1)));
    let mark = |at: &usize| document.tokens.word(*at) == "," || document.tokens.list[*at].class == TokenClass::Emoji;
    let mark = sentence.clone().take(LONGEST).find(mark)?;
    (greets && mark < finding).then_some(mark)
}

/// The sentence that an opening goes before: lines of a few words without an end ("Claim HH/22", a name) stay above it.
pub(super) fn opening(document: &Document<'_>, body: usize) -> usize {
    const LINE: usize = 5;
    let mut index = body;
    while let (Some(sentence), Some(next)) = (document.sentences.get(index), document.sentences.get(index + 1)) {
        let tokens = &document.tokens.list[sentence.range()];
        let words = tokens.iter().filter(|token| token.class.is_word()).count();
        let ended = tokens.last().is_some_and(|token| matches!(document.tokens.text(token), "." | "!" | "?" | ":"));
        if words > LINE || ended || sentence.question || !document.tokens.list[next.first as usize].breaks {
            break;
        }
        index += 1;
    }
    index
}

/// An edit that puts `text` in place of `span`: a capital where a sentence begins, one final mark.
pub(super) fn replacement(matcher: &Matcher<'_>, span: Span, text: String) -> Edit {
    let source = matcher.document.source;
    let mut text = text;
    // A name keeps its capital where one stood.
    let named = span.text(source).starts_with(char::is_uppercase);
    text = if begins_sentence(matcher.document, span.start) {
        capitalised(&text)
    } else if named {
        text
    } else {
        lowered(text)
    };
    let rest = &source[span.end as usize..];
    if rest.starts_with([',', '،', ';', '؛']) {
        text.truncate(text.trim_end_matches(['.', '!']).len());
    }
    let followed = rest.starts_with(['.', '!', '?', '؟']);
    if followed && text.ends_with(['.', '!', '?', '؟']) {
        // The mark of the rewrite wins: it may turn a statement into a question.
        let mark = source[span.end as usize..].chars().next().map_or(0, char::len_utf8) as u32;
        return Edit { span: Span::new(span.start, span.end + mark), text: text.into() };
    }
    Edit { span, text: text.into() }
}

/// Edits that put a sentence before this one, after handles and a salutation that open it; the rest begins with a capital.
pub(super) fn insertion_before(document: &Document<'_>, index: usize, text: &str) -> Vec<Edit> {
    let Some(sentence) = document.sentences.get(index) else { return Vec::new() };
    let range = sentence.range();
    let mut at = salutation_end(document, range.clone(), range.end).map_or(range.start, |comma| comma + 1);
    let outer = |at: usize| matches!(document.tokens.list[at].class, TokenClass::Handle | TokenClass::Punct | TokenClass::Emoji);
    while at + 1 < range.end && outer(at) && !matches!(document.tokens.word(at), "\"" | "'" | "(" | "-") {
        at += 1;
    }
    let Some(token) = document.tokens.list.get(at) else { return Vec::new() };
    let start = token.source.start;
    let inside = start > document.span_of(range).start && !token.breaks && index == document.sentence_of(at);
    let handled = at > 0 && document.tokens.list[at - 1].class == TokenClass::Handle;
    let text = if inside && !handled { lowered(text.to_owned()) } else { text.to_owned() };
    // Before a list the sentence has a line of its own.
    let listed = token.breaks && (token.class == TokenClass::Number || matches!(document.tokens.text(token), "-" | "*" | "•"));
    let gap = if text.ends_with('\n') {
        ""
    } else if listed {
        "\n\n"
    } else {
        " "
    };
    let mut edits = vec![Edit { span: Span::new(start, start), text: format!("{text}{gap}").into() }];
    let first = document.source[start as usize..].chars().next().filter(|first| first.is_lowercase());
    if let Some(first) = first.filter(|_| token.class == TokenClass::Latin) {
        edits.push(Edit { span: Span::new(start, start + first.len_utf8() as u32), text: first.to_uppercase().collect::<String>().into() });
    }
    edits
}

/// An edit that puts a sentence after the finding's own.
pub(super) fn insertion_after(document: &Document<'_>, finding: &Finding, text: &str) -> Edit {
    let index = document.sentence_of(finding.tokens.1.saturating_sub(1) as usize);
    let range = document.sentences.get(index).map_or(0..0, crate::text::Sentence::range);
    let end = document.span_of(range.clone()).end.max(finding.span.end);
    let closed = range.end > 0 && document.tokens.list.get(range.end - 1).is_some_and(|token| matches!(token.class, TokenClass::Punct | TokenClass::Emoji));
    let mark = if closed { "" } else { "." };
    let gap = if text.starts_with('\n') { "" } else { " " };
    Edit { span: Span::new(end, end), text: format!("{mark}{gap}{text}").into() }
}

/// An edit that takes the match out with the comma and space beside it, and begins the rest with a capital.
pub(super) fn deletion(matcher: &Matcher<'_>, finding: &Finding) -> Option<Edit> {
    let document = matcher.document;
    let source = document.source;
    let mut start = document.tokens.list.get(finding.tokens.0 as usize)?.source.start as usize;
    let mut end = document.tokens.list.get(finding.tokens.1.checked_sub(1)? as usize)?.source.end as usize;
    let first = begins_sentence(document, start as u32);
    if leaves_a_rest(document, finding, first) {
        return None;
    }
    let before = source[..start].trim_end_matches([',', '،', ' ', '\u{a0}']).len();
    let after = end + source[end..].find(|c: char| !matches!(c, ',' | '،' | ' ' | '\u{a0}' | ':')).unwrap_or(source.len() - end);
    let mut text = String::new();
    if first {
        end = after;
        let next = source[end..].chars().next()?;
        text = next.to_uppercase().collect();
        end += next.len_utf8();
    } else if source[after..].starts_with(['.', '!', '?', '؟', '\n']) || after == source.len() {
        // At the end of the sentence: what led to it goes too.
        (start, end) = (before, after);
    } else if source[end..].starts_with([',', '،']) && source[before..start].contains([',', '،']) {
        // Between two commas: a parenthesis, both go.
        (start, end) = (before, after);
        text.push(' ');
    } else {
        end = after;
    }
    Some(Edit { span: Span::new(start as u32, end as u32), text: text.into() })
}

/// Whether what would remain is no sentence: "About your enquiry your order left", «كما مدة الإصلاح تختلف», «حقا أن الطلب تأخر», «مندوبي التوصيل يعملون».
fn leaves_a_rest(document: &Document<'_>, finding: &Finding, first: bool) -> bool {
    const THAT: &[&str] = &["that", "ان", "بان", "انه", "بانه", "انها", "بانها", "اننا", "باننا"];
    const NEEDY: &[&str] = &["ان", "انه", "انها", "اننا", "انني", "حقا", "جدا", "كثيرا", "بشده", "ايضا"];
    let (start, end) = (finding.tokens.0 as usize, finding.tokens.1 as usize);
    let that = end > start && THAT.contains(&document.tokens.word(end - 1));
    let next = document.tokens.word(end);
    let owned = start > 0 && ["انا", "وانا", "نحن", "ونحن"].contains(&document.tokens.word(start - 1));
    let arabic = document.tokens.list.get(end).is_some_and(|token| token.class == TokenClass::Arabic);
    let after_comma = start > 0 && document.tokens.word(start - 1) == ",";
    // «أن» makes accusatives of what follows.
    let bent = that && (next.ends_with("ين") || next.ends_with('ي') || next.ends_with("ا"));
    let goes_on = document.tokens.list.get(end).is_some_and(|token| token.class.is_word());
    goes_on && (arabic && (owned || NEEDY.contains(&next) || that && !first || bent) || !arabic && that && !first && !after_comma)
}

/// An edit that takes the finding's sentence out, with its mark and one space.
pub(super) fn removal(document: &Document<'_>, finding: &Finding) -> Edit {
    let source = document.source;
    let span = sentence(document, finding);
    let rest = &source[span.end as usize..];
    let marks = rest.len() - rest.trim_start_matches(['.', '!', '?', '؟', '…']).len();
    let end = span.end as usize + marks;
    let end = end + scale(&source[end..]);
    let space = |c: char| c == ' ' || c == '\u{a0}';
    let (mut start, mut end) = (span.start as usize, end);
    let rest = source[end..].trim_start_matches(space);
    let alone = source[..start].chars().next_back().is_none_or(|last| last == '\n') && (rest.is_empty() || rest.starts_with(['\n', '\r']));
    if alone && !rest.is_empty() {
        // A paragraph of its own: the empty lines behind it go too.
        end = source.len() - rest.trim_start_matches(['\n', '\r']).len();
    } else if alone {
        (start, end) = (source[..start].trim_end().len(), source.len());
    } else if let Some(next) = source[end..].chars().next().filter(|&c| space(c)) {
        end += next.len_utf8();
    } else if let Some(last) = source[..start].chars().next_back().filter(|&c| space(c)) {
        start -= last.len_utf8();
    }
    Edit { span: Span::new(start as u32, end as u32), text: "".into() }
}

/// How long the scale is that stands behind a request for a rating: "Reply 1-5.", "⭐⭐⭐⭐⭐".
fn scale(rest: &str) -> usize {
    let line = rest.split('\n').next().unwrap_or_default();
    let sentence = line.split_inclusive(['.', '!', '؟', '?']).next().unwrap_or_default();
    let ends = [('1', '5'), ('١', '٥')].iter().any(|&(low, high)| sentence.contains(low) && sentence.contains(high));
    let digits = ends && sentence.split_whitespace().count() <= 3;
    let stars = sentence.chars().any(|c| c == '⭐') && sentence.chars().all(|c| !c.is_alphanumeric());
    if digits || stars { sentence.len() } else { 0 }
}

/// What a menu shows for an edit: the new words, or those taken out.
pub(super) fn title(document: &Document<'_>, edit: &Edit) -> Arc<str> {
    let words = edit.text.trim();
    match words.chars().nth(1) {
        Some(_) if words.len() == edit.text.len() => edit.text.clone(),
        Some(_) => words.into(),
        None => format!("− {}", edit.span.text(document.source).trim()).into(),
    }
}

fn begins_sentence(document: &Document<'_>, start: u32) -> bool {
    let token = document.tokens.list.partition_point(|token| token.source.start < start);
    let Some(sentence) = document.sentences.get(document.sentence_of(token)) else { return true };
    document.tokens.list[sentence.first as usize..token.max(sentence.first as usize)]
        .iter()
        .all(|token| matches!(token.class, TokenClass::Punct | TokenClass::Handle | TokenClass::Emoji))
}

/// The same inside a sentence: "We're" is "we're", while "I'm" stays.
fn lowered(text: String) -> String {
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (Some(first), Some(second)) if first.is_uppercase() && second.is_lowercase() => first.to_lowercase().chain(text.chars().skip(1)).collect(),
        _ => text,
    }
}

/// How many words of the finding's sentence stand outside the match.
pub(super) fn beside(document: &Document<'_>, finding: &Finding) -> usize {
    let sentence = document.sentences.get(document.sentence_of(finding.tokens.0 as usize)).map_or(0..0, crate::text::Sentence::range);
    let outside = |at: &usize| !(finding.tokens.0 as usize..finding.tokens.1 as usize).contains(at) && document.tokens.list[*at].class.is_word();
    sentence.filter(outside).count()
}

/// Whether the finding's sentence holds nothing but the match: a word may stand beside it, or a few in a short sentence.
pub(super) fn is_alone(document: &Document<'_>, finding: &Finding) -> bool {
    let sentence = document.sentences.get(document.sentence_of(finding.tokens.0 as usize)).map_or(0..0, crate::text::Sentence::range);
    let outside = |at: &usize| !(finding.tokens.0 as usize..finding.tokens.1 as usize).contains(at);
    let is_word = |at: &usize| document.tokens.list[*at].class.is_word();
    let (all, rest) = (sentence.clone().filter(is_word).count(), sentence.filter(outside).filter(is_word).count());
    rest <= 1 || all <= SHORT && rest <= all / 2
}

/// Whether the sentence goes on behind the finding's clause in a way that needs it: "... and will call you". A new clause may follow a comma.
pub(super) fn leads_on(document: &Document<'_>, finding: &Finding) -> bool {
    const CLAUSES: &[&str] =
        &["please", "kindly", "we", "i", "our", "your", "the", "this", "you", "we've", "we're", "we'll", "i've", "i'll", "i'm", "let", "could", "can"];
    let sentence = document.sentences.get(document.sentence_of(finding.tokens.0 as usize)).map_or(0..0, crate::text::Sentence::range);
    let rest = (finding.clause.1 as usize).min(sentence.end)..sentence.end;
    let Some(first) = rest.clone().find(|&at| document.tokens.list[at].class.is_word()) else { return false };
    let comma = document.tokens.word(rest.start) == ",";
    !comma || document.tokens.list[first].class != TokenClass::Arabic && !CLAUSES.contains(&document.tokens.word(first))
}

/// Whether a sentence ends with a promise to tell: "... and let you know."
pub(super) fn tells(document: &Document<'_>, finding: &Finding) -> bool {
    const REACH: usize = 5;
    const TOLD: &[&str] =
        &["know", "update", "inform", "tell", "notify", "back", "call", "write", "contact", "touch", "reply", "confirm", "ring", "message", "posted", "loop"];
    const STEMS: &[&str] =
        &["بلغ", "خبر", "علمك", "علمكم", "نعلم", "نرد", "ارد", "هرد", "برد", "تواصل", "نكلم", "اكلم", "كلمك", "اكتب", "نكتب", "اعود", "نعود", "نرجع"];
    let range = document.sentences.get(document.sentence_of(finding.tokens.0 as usize)).map_or(0..0, crate::text::Sentence::range);
    let words: Vec<usize> = range.clone().filter(|&at| document.tokens.list[at].class.is_word()).collect();
    let last = words.iter().rev().take(REACH);
    let told = |&at: &usize| TOLD.contains(&document.tokens.word(at)) || STEMS.iter().any(|stem| document.tokens.word(at).contains(stem));
    let broken = words.iter().rev().take(REACH).any(|&at| document.tokens.word(at.saturating_sub(1)) == ",");
    let ends = range.end > range.start && matches!(document.tokens.text(&document.tokens.list[range.end - 1]), "." | "!" | "؟" | "?");
    !broken && (ends || range.end == document.tokens.list.len()) && last.into_iter().any(told)
}

/// Whether a small word before the match holds it, so that no "by" can stand there: "in the next version".
pub(super) fn is_governed(document: &Document<'_>, finding: &Finding) -> bool {
    const SMALL: &[&str] = &["the", "a", "an", "in", "within", "at", "our", "next", "by", "في", "ب", "خلال"];
    let first = finding.tokens.0 as usize;
    let start = document.sentences.get(document.sentence_of(first)).map_or(0, |sentence| sentence.first as usize);
    first > start && SMALL.contains(&document.tokens.word(first - 1))
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
