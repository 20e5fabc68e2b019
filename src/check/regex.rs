//! The kind `regex`: expressions on the draft as written.

use super::{Finding, Situation};
use crate::rules::{RegexKind, Rule};
use crate::scan::Matcher;
use crate::text::Span;

/// Adds the findings of one regex rule.
pub(super) fn check(matcher: &mut Matcher<'_>, (index, rule, kind): (u16, &Rule, &RegexKind), situation: &Situation<'_, '_>, findings: &mut Vec<Finding>) {
    let Some(severity) = situation.levels.get(index) else { return };
    let document = matcher.document;
    for (number, sentence) in document.sentences.iter().enumerate() {
        if document.zones.get(number).is_some_and(|zone| !rule.zones.contains(zone)) {
            continue;
        }
        let (span, bounds) = (document.span_of(sentence.range()), matcher.bounds(sentence.first as usize));
        for (_, expression) in kind.matches.iter().filter(|(language, _)| *language == sentence.language) {
            let text = span.text(document.source);
            let Some(expression) = expression.for_text(text) else { continue };
            for captures in expression.captures_iter(text) {
                let Some(found) = captures.get(1).or_else(|| captures.get(0)) else { continue };
                let found = Span::new(span.start + found.start() as u32, span.start + found.end() as u32);
                let Some(tokens) = tokens_of(matcher, sentence.range(), found) else { continue };
                let allowed = kind.allow.is_some_and(|lexicon| matcher.lexicon_at(lexicon, tokens.start, bounds) == Some(tokens.end));
                if allowed || kind.unless_customer_said && situation.customer_said(matcher, tokens.clone()) {
                    continue;
                }
                findings.push(Finding::at(document, (index, severity), tokens.clone(), tokens));
            }
        }
    }
}

/// The tokens a match touches; `None` where it touches none, or what is not prose.
fn tokens_of(matcher: &Matcher<'_>, sentence: std::ops::Range<usize>, found: Span) -> Option<std::ops::Range<usize>> {
    let document = matcher.document;
    let cut = document.cuts.partition_point(|cut| cut.end <= found.start);
    if document.cuts.get(cut).is_some_and(|cut| cut.overlaps(found)) {
        return None;
    }
    let list = &document.tokens.list[sentence.clone()];
    let first = list.partition_point(|token| token.source.end <= found.start);
    let end = list.partition_point(|token| token.source.start < found.end);
    (first < end).then(|| sentence.start + first..sentence.start + end)
}
