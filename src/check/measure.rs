//! The kind `measure`: sentences and replies that are too long for their channel.

use super::{Finding, Situation};
use crate::rules::{Measure, Rule, Unit};
use crate::scan::Matcher;
use crate::text::{Sentence, TokenClass, Zone};
use std::ops::Range;

/// Characters of the GSM alphabet beside ASCII letters and figures (3GPP TS 23.038, 6.2.1).
const GSM: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./:;<=>?¡ÄÖÑÜ§¿äöñüà";
/// Those that take two places.
const GSM_TWICE: &str = "^{}\\[~]|€";
/// Where one word in so many is followed by a comma, a sentence is an enumeration.
const ENUMERATION: usize = 5;

/// Adds the findings of one rule of measure.
pub(super) fn check(matcher: &Matcher<'_>, (index, rule, measure): (u16, &Rule, &Measure), situation: &Situation<'_, '_>, findings: &mut Vec<Finding>) {
    let Some(severity) = situation.levels.get(index) else { return };
    let document = matcher.document;
    let finding = |tokens: Range<usize>| Finding::at(document, (index, severity), tokens.clone(), tokens);
    let prose = || document.sentences.iter().zip(&document.zones).filter(|(_, zone)| rule.zones.contains(zone)).map(|(sentence, _)| sentence);
    for sentence in prose() {
        if let Some(most) = measure.most(Unit::SentenceWords, sentence.language, situation.channel)
            && sentence.range().len() > most
            && longest_run(matcher, sentence.range()) > most
            && !enumerates(matcher, sentence)
        {
            findings.push(finding(sentence.range()));
        }
    }
    let whole = || {
        let body = document.zones.iter().rposition(|zone| *zone == Zone::Body)?;
        Some(document.sentences.get(body)?.range())
    };
    let too_long = [Unit::ReplyWords, Unit::SmsParts].into_iter().any(|unit| {
        measure.most(unit, document.language, situation.channel).is_some_and(|most| match unit {
            Unit::SmsParts => sms_parts(document.source.trim()) > most,
            _ => prose().map(|sentence| words(matcher, sentence.range())).sum::<usize>() > most,
        })
    });
    findings.extend(whole().filter(|_| too_long).map(finding));
}

fn words(matcher: &Matcher<'_>, tokens: Range<usize>) -> usize {
    matcher.document.tokens.list[tokens].iter().filter(|token| token.class.is_word() || token.class == TokenClass::Number).count()
}

/// The words of a sentence; behind a link the next one often begins without a stop, and a semicolon is a stop.
fn longest_run(matcher: &Matcher<'_>, sentence: Range<usize>) -> usize {
    let tokens = &matcher.document.tokens;
    let runs = tokens.list[sentence].split(|token| matches!(token.class, TokenClass::Link | TokenClass::Email) || matches!(tokens.text(token), ";" | ":"));
    runs.map(|run| run.iter().filter(|token| token.class.is_word() || token.class == TokenClass::Number).count()).max().unwrap_or_default()
}

/// A list in a sentence, or an address: many commas.
fn enumerates(matcher: &Matcher<'_>, sentence: &Sentence) -> bool {
    let tokens = &matcher.document.tokens;
    let commas = sentence.range().filter(|&at| matches!(tokens.word(at), "," | ";" | "|" | "/")).count();
    commas * ENUMERATION >= words(matcher, sentence.range())
}

/// How many parts a short message is sent in.
fn sms_parts(text: &str) -> usize {
    let parts = |length: usize, alone: usize, joined: usize| if length <= alone { 1 } else { length.div_ceil(joined) };
    let plain = |c: char| c.is_ascii_alphanumeric() || GSM.contains(c);
    if text.chars().all(|c| plain(c) || GSM_TWICE.contains(c)) {
        parts(text.chars().map(|c| if plain(c) { 1 } else { 2 }).sum(), 160, 153)
    } else {
        parts(text.encode_utf16().count(), 70, 67)
    }
}

#[cfg(test)]
mod tests {
    use super::sms_parts;

    #[test]
    fn one_arabic_letter_changes_the_size_of_all_parts() {
        for (text, expected) in [
            ("a".repeat(160), 1),
            ("a".repeat(161), 2),
            ("a".repeat(307), 3),
            ("[".repeat(80), 1),
            ("[".repeat(81), 2),
            ("ب".repeat(70), 1),
            ("ب".repeat(71), 2),
            (format!("{}ب", "a".repeat(134)), 3),
        ] {
            assert_eq!(sms_parts(&text), expected, "{text}");
        }
    }
}
