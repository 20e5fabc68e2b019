//! Where a rewrite goes, and how it meets the text around it.

use crate::check::Finding;
use crate::diagnostic::Edit;
use crate::document::Document;
use crate::scan::Matcher;
use crate::text::{Span, TokenClass};

/// The finding's sentence without its final marks.
pub(super) fn sentence(document: &Document<'_>, finding: &Finding) -> Span {
    let index = document.sentence_of(finding.tokens.0 as usize);
    let Some(sentence) = document.sentences.get(index) else { return finding.span };
    let mut range = sentence.range();
    let outer = |at: usize| matches!(document.tokens.list[at].class, TokenClass::Punct | TokenClass::Emoji);
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

/// An edit that puts `text` in place of `span`: a capital where a sentence begins, one final mark.
pub(super) fn replacement(matcher: &Matcher<'_>, span: Span, text: String) -> Edit {
    let source = matcher.document.source;
    let mut text = text;
    if begins_sentence(matcher.document, span.start) {
        text = capitalised(&text);
    }
    let followed = source[span.end as usize..].starts_with(['.', '!', '?', '؟', '،', ',']);
    if followed && text.ends_with(['.', '!', '?', '؟']) {
        // The mark of the rewrite wins: it may turn a statement into a question.
        let mark = source[span.end as usize..].chars().next().map_or(0, char::len_utf8) as u32;
        return Edit { span: Span::new(span.start, span.end + mark), text };
    }
    Edit { span, text }
}

/// An edit that takes the match out with the comma and space after it, and begins the rest with a capital.
pub(super) fn deletion(matcher: &mut Matcher<'_>, finding: &Finding) -> Option<Edit> {
    let document = matcher.document;
    let source = document.source;
    let start = document.tokens.list.get(finding.tokens.0 as usize)?.source.start;
    let mut end = document.tokens.list.get(finding.tokens.1.checked_sub(1)? as usize)?.source.end as usize;
    end += source[end..].find(|c: char| !matches!(c, ',' | '،' | ' ' | '\u{a0}' | ':')).unwrap_or(0);
    let mut text = String::new();
    if begins_sentence(document, start) {
        let next = source[end..].chars().next()?;
        text = next.to_uppercase().collect();
        end += next.len_utf8();
    }
    Some(Edit { span: Span::new(start, end as u32), text })
}

/// The title of a deletion: the words taken out.
pub(super) fn removed(document: &Document<'_>, span: Span) -> String {
    format!("− {}", span.text(document.source).trim())
}

fn begins_sentence(document: &Document<'_>, start: u32) -> bool {
    let token = document.tokens.list.partition_point(|token| token.source.start < start);
    let Some(sentence) = document.sentences.get(document.sentence_of(token)) else { return true };
    document.tokens.list[sentence.first as usize..token.max(sentence.first as usize)]
        .iter()
        .all(|token| matches!(token.class, TokenClass::Punct | TokenClass::Handle | TokenClass::Emoji))
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
