//! Dates that two readers read in two ways, and weekdays that are another day's.

use super::calendar::{Date, Months, month, weekday, written};
use super::{Mark, View};
use crate::diagnostic::{Applicability, Severity};
use crate::document::Document;
use crate::rules::Fact;
use crate::text::{Language, TokenClass};
use std::ops::Range;

/// A date as it is written: what it may mean, and whether words or only numbers say so.
struct Written {
    tokens: Range<usize>,
    readings: Vec<Date>,
    numeric: bool,
}

pub(super) fn marks(scene: &View<'_, '_>, marks: &mut Vec<Mark>) {
    let document = scene.document();
    let list = &document.tokens.list;
    let is_number = |at: usize| list.get(at).is_some_and(|token| token.class == TokenClass::Number);
    let weekends = WEEKENDS.iter().any(|word| document.tokens.folded.contains(word));
    // A date begins with a number, or with a month before one; a month has one word or two.
    let may_begin = |at: usize| is_number(at) || (is_number(at + 1) || is_number(at + 2)) && month_at(document, at).is_some();
    let numbers = list.iter().any(|token| token.class == TokenClass::Number);
    for sentence in document.sentences.iter().filter(|_| numbers || weekends) {
        for at in sentence.range() {
            if may_begin(at) {
                marks.extend(date(document, sentence.range(), at).and_then(|found| judged(document, sentence.range(), &found)));
            }
            if weekends {
                marks.extend(weekend(document, at));
            }
        }
    }
    if numbers && list.iter().any(|token| token.class == TokenClass::Arabic) {
        marks.extend(mixed_months(document));
        marks.extend(mixed_digits(document));
        marks.extend(other_calendar(scene));
    }
}

fn number(document: &Document<'_>, at: usize) -> Option<u32> {
    let token = document.tokens.list.get(at).filter(|token| token.class == TokenClass::Number)?;
    let text = document.tokens.text(token).trim_end_matches("th");
    (text.len() <= 4).then(|| text.parse().ok()).flatten()
}

fn month_at(document: &Document<'_>, at: usize) -> Option<(u32, Months, usize)> {
    document.tokens.list.get(at).filter(|token| token.class.is_word())?;
    month(document.tokens.word(at), document.tokens.word(at + 1))
}

fn is_year(year: u32) -> bool {
    (1990..2100).contains(&year)
}

/// A date with its year that begins at a token: `3/4/2026`, `8 May 2026`, `May 8, 2026`.
fn date(document: &Document<'_>, sentence: Range<usize>, at: usize) -> Option<Written> {
    let tokens = |end: usize| at..end.min(sentence.end);
    if let Some((first, second, year)) = numeric(document.tokens.word(at)) {
        let readings = [(second, first), (first, second)].map(|(month, day)| Date { year, month, day });
        let readings: Vec<Date> = readings.into_iter().filter(|date| date.weekday().is_some()).collect();
        return Some(Written { tokens: tokens(at + 1), readings, numeric: true });
    }
    let skip = |at: usize, words: &[&str]| at + usize::from(words.contains(&document.tokens.word(at)));
    if let Some((month, Months::Common | Months::Levantine | Months::Maghrebi, words)) = month_at(document, at) {
        // May 8th, 2026
        let day = number(document, at + words)?;
        let next = skip(skip(at + words + 1, &["st", "nd", "rd", "th"]), &[","]);
        let year = number(document, next).filter(|&year| is_year(year))?;
        return Some(Written { tokens: tokens(next + 1), readings: vec![Date { year, month, day }], numeric: false });
    }
    let day = number(document, at)?;
    let next = skip(skip(at + 1, &["st", "nd", "rd", "th"]), &["of", "من", "شهر"]);
    let (month, set, words) = month_at(document, next)?;
    let year_at = skip(skip(next + words, &[",", "من"]), &["عام", "سنه", "لعام"]);
    let year = number(document, year_at).filter(|&year| is_year(year) && set != Months::Hijri)?;
    Some(Written { tokens: tokens(year_at + 1), readings: vec![Date { year, month, day }], numeric: false })
}

/// `03/04/2026` or `3/4/26`: both numbers and the year.
fn numeric(word: &str) -> Option<(u32, u32, u32)> {
    let mut parts = word.split('/');
    let (first, second, year) = (parts.next()?, parts.next()?, parts.next()?);
    let short = year.len() == 2 && first.len() == 2 && second.len() == 2;
    if parts.next().is_some() || !(year.len() == 4 || short) || first.len() > 2 || second.len() > 2 {
        return None;
    }
    let year: u32 = year.parse().ok()?;
    let year = if short { 2000 + year } else { year };
    is_year(year).then_some((first.parse().ok()?, second.parse().ok()?, year))
}

/// The weekday before or after a date, as a token.
fn weekday_beside(document: &Document<'_>, sentence: &Range<usize>, date: &Range<usize>) -> Option<(usize, usize)> {
    const BETWEEN: &[&str] = &[",", "(", "the", "الموافق", "بتاريخ", "يوم", "-", "–"];
    let day = |at: usize| weekday(document.tokens.word(at)).map(|day| (at, day));
    let mut at = date.start;
    while at > sentence.start && BETWEEN.contains(&document.tokens.word(at - 1)) {
        at -= 1;
    }
    let before = (at > sentence.start).then(|| day(at - 1)).flatten();
    let mut after = date.end;
    while after < sentence.end && matches!(document.tokens.word(after), "(" | ",") {
        after += 1;
    }
    // "on 8 May 2026, Friday is closed" speaks of another day; in brackets it is this one.
    let bracketed = after > date.end && document.tokens.word(after - 1) == "(" && document.tokens.word(after + 1) == ")";
    before.or_else(|| (after < sentence.end && bracketed).then(|| day(after)).flatten())
}

fn judged(document: &Document<'_>, sentence: Range<usize>, date: &Written) -> Option<Mark> {
    let days: Vec<usize> = date.readings.iter().filter_map(|date| date.weekday()).collect();
    if let Some((at, day)) = weekday_beside(document, &sentence, &date.tokens) {
        if days.is_empty() || days.contains(&day) {
            return None;
        }
        let found = Mark::new(Fact::DateAmbiguous, at.min(date.tokens.start)..date.tokens.end.max(at + 1));
        let [right] = days[..] else { return Some(found) };
        let token = &document.tokens.list[at];
        let old = token.source.text(document.source);
        let (english, arabic) = written(right);
        let new = if token.class == TokenClass::Arabic { arabic } else { english };
        let whole = document.span_of(found.tokens.clone()).text(document.source).replacen(old, new, 1);
        return Some(found.with(whole).freely(Applicability::Unsafe));
    }
    let two = date.numeric && date.readings.len() > 1 && date.readings[0] != date.readings[1];
    two.then(|| Mark::new(Fact::DateAmbiguous, date.tokens.clone()).at_most(Severity::Hint))
}

/// One of these stands in what [`weekend`] finds; folded.
const WEEKENDS: &[&str] = &["week", "الاسبوع", "الويك"];

/// "By the weekend", «قبل نهاية الأسبوع»: Friday for one reader, Sunday for another.
fn weekend(document: &Document<'_>, at: usize) -> Option<Mark> {
    let word = |at: usize| document.tokens.word(at);
    let mark = |end: usize| Some(Mark::new(Fact::DateAmbiguous, at..end).at_most(Severity::Hint));
    match word(at) {
        "by" | "before" | "until" => {
            let next = at + 1 + usize::from(matches!(word(at + 1), "the" | "this" | "next"));
            let of_week = word(next) == "end" && word(next + 1) == "of" && matches!(word(next + 2), "the" | "this" | "next") && word(next + 3) == "week";
            if word(next) == "weekend" {
                mark(next + 1)
            } else if of_week {
                mark(next + 4)
            } else {
                None
            }
        }
        "قبل" | "بنهايه" | "حتي" | "لحد" | "بحلول" | "لغايه" | "في" | "خلال" | "اخر" => {
            let next = at + usize::from(word(at) != "بنهايه" || word(at + 1) == "نهايه");
            let next = if word(at) == "بنهايه" || word(at) == "اخر" { at } else { next };
            let named = matches!(word(next), "نهايه" | "بنهايه" | "اخر") && word(next + 1) == "الاسبوع";
            let borrowed = matches!(word(next), "الويكند" | "الويك") && word(at) != "في";
            if named {
                mark(next + 2)
            } else if borrowed {
                mark(next + 1)
            } else {
                None
            }
        }
        _ => None,
    }
}

/// Names of months from two sets, each beside a number; a name in brackets explains the other.
fn mixed_months(document: &Document<'_>) -> Option<Mark> {
    let mut seen: Option<Months> = None;
    for (at, _) in document.tokens.list.iter().enumerate().filter(|(_, token)| token.class == TokenClass::Arabic) {
        let led = at > 0 && (number(document, at - 1).is_some() || document.tokens.word(at - 1) == "شهر");
        let followed = |words: usize| number(document, at + words).is_some();
        // Most words have no number beside them.
        if !(led || followed(1) || followed(2)) {
            continue;
        }
        let Some((_, set, words)) = month_at(document, at).filter(|(_, set, _)| *set != Months::Hijri) else { continue };
        let explained = at > 0 && matches!(document.tokens.word(at - 1), "(" | "/" | "-");
        if !(led || followed(words)) || explained {
            continue;
        }
        match seen {
            Some(other) if other != set => return Some(Mark::new(Fact::DateAmbiguous, at..at + words).at_most(Severity::Hint)),
            _ => seen = Some(set),
        }
    }
    None
}

/// Numbers of the prose in both sets of digits.
fn mixed_digits(document: &Document<'_>) -> Option<Mark> {
    let western = |at: usize| document.tokens.list[at].source.text(document.source).bytes().any(|byte| byte.is_ascii_digit());
    let arabic = |at: usize| document.tokens.list[at].source.text(document.source).chars().any(|c| matches!(c, '\u{660}'..='\u{669}' | '\u{6f0}'..='\u{6f9}'));
    let counted = |at: &usize| {
        let list = &document.tokens.list;
        if list[*at].class != TokenClass::Number {
            return false;
        }
        let sentence = document.sentence_of(*at);
        let ours = document.sentences.get(sentence).is_some_and(|sentence| sentence.language == Language::Arabic);
        // "5G", "iPhone 15" and "V2" keep their digits.
        let named =
            [at.checked_sub(1), Some(at + 1)].into_iter().flatten().any(|beside| list.get(beside).is_some_and(|token| token.class == TokenClass::Latin));
        ours && !named
    };
    let numbers: Vec<usize> = (0..document.tokens.list.len()).filter(counted).collect();
    let first = *numbers.first()?;
    let other = numbers.iter().copied().find(|&at| if western(first) { arabic(at) } else { western(at) })?;
    Some(Mark::new(Fact::DateAmbiguous, other..other + 1).at_most(Severity::Hint))
}

/// A Hijri date alone where the customer wrote a Gregorian one.
fn other_calendar(scene: &View<'_, '_>) -> Option<Mark> {
    let document = scene.document();
    let hijri = (0..document.tokens.list.len()).find(|&at| is_hijri(document, at))?;
    let asked = scene.messages.iter().any(|message| has_gregorian(message.document));
    (asked && !has_gregorian(document)).then(|| Mark::new(Fact::DateAmbiguous, hijri..hijri + 1).at_most(Severity::Hint))
}

/// `12/3/1447`, «١٢ ربيع الأول ١٤٤٧», «١٤٤٧هـ».
fn is_hijri(document: &Document<'_>, at: usize) -> bool {
    if document.tokens.list[at].class != TokenClass::Number {
        return false;
    }
    let word = document.tokens.word(at);
    let year = |text: &str| text.parse::<u32>().is_ok_and(|year| (1420..1480).contains(&year));
    let slashed = word.split('/').count() == 3 && word.split('/').any(year);
    let named = (at.saturating_sub(3)..at).any(|before| month_at(document, before).is_some_and(|(_, set, _)| set == Months::Hijri));
    let letter = matches!(document.tokens.word(at + 1), "ه" | "هـ" | "هجري" | "هجريه");
    slashed || (year(word) && (named || letter))
}

fn has_gregorian(document: &Document<'_>) -> bool {
    (0..document.tokens.list.len()).any(|at| {
        let word = document.tokens.word(at);
        let slashed = document.tokens.list[at].class == TokenClass::Number && word.split('/').count() == 3 && numeric(word).is_some();
        let beside = |at: usize| number(document, at).is_some();
        let named = month_at(document, at).is_some_and(|(_, set, words)| set != Months::Hijri && (at > 0 && beside(at - 1) || beside(at + words)));
        slashed || named
    })
}
