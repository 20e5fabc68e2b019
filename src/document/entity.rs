//! Finds order numbers, codes, phone numbers, account numbers and masked digits.

use super::page::Page;
use crate::text::TokenClass;

/// How far back a code may begin before its first digit, in bytes.
const LONGEST_FRONT: usize = 40;
/// Words after a number that make it an amount rather than a code.
const UNITS: &[&str] = &[
    "sar", "aed", "egp", "usd", "eur", "gbp", "kwd", "qar", "inr", "rs", "le", "dollars", "dollar", "euros", "pounds", "riyals", "points", "users",
    "customers", "people", "items", "km", "ريال", "ريالا", "درهم", "درهما", "جنيه", "جنيها", "دينار", "دينارا", "دولار", "يورو", "ليرة", "نقطة", "نقاط", "شخص",
    "عميل",
];
const MONTHS: &[&str] = &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Whether a digit of either script begins at an offset.
pub(super) fn is_digit(bytes: &[u8], at: usize) -> bool {
    digit_length(bytes, at) > 0
}

fn digit_length(bytes: &[u8], at: usize) -> usize {
    match (bytes.get(at), bytes.get(at + 1)) {
        (Some(b'0'..=b'9'), _) => 1,
        (Some(0xd9), Some(0xa0..=0xa9)) | (Some(0xdb), Some(0xb0..=0xb9)) => 2,
        _ => 0,
    }
}

/// Reads the number or code around its first digit and returns where it ends, masked or not.
pub(super) fn number(page: &mut Page<'_>, at: usize) -> usize {
    let bytes = page.source.as_bytes();
    let start = code_start(bytes, at);
    if let Some(end) = iban(page, start) {
        return page.opaque(start, end, TokenClass::Entity);
    }
    let end = code_end(bytes, at);
    let clear = !matches!(page.before(start), Some('@' | '.' | ',' | '/' | '٫' | '٬' | '$' | '€' | '£' | '₹')) && page.starts_word(start);
    let local = clear && (bytes[start] == b'0' || page.before(start) == Some('('));
    if let Some(end) = local.then(|| grouped(page, start, 9)).flatten() {
        return page.opaque(start, end, TokenClass::Entity);
    }
    if clear && is_code(&page.source[start..end]) && !is_amount(page, start, end) {
        page.opaque(start, end, TokenClass::Entity);
    }
    end
}

fn code_start(bytes: &[u8], at: usize) -> usize {
    let (mut start, mut solid) = (at, at);
    while start > 0 && at - start < LONGEST_FRONT {
        let byte = bytes[start - 1];
        if byte.is_ascii_alphanumeric() {
            start -= 1;
            solid = start;
        } else if matches!(byte, b'-' | b'_') || (byte == b'/' && upper_joint(bytes, start - 1)) {
            start -= 1;
        } else {
            break;
        }
    }
    solid
}

fn code_end(bytes: &[u8], at: usize) -> usize {
    let mut end = at;
    let mut solid = at;
    while let Some(&byte) = bytes.get(end) {
        let digit = digit_length(bytes, end);
        if digit > 0 || byte.is_ascii_alphabetic() {
            end += digit.max(1);
            solid = end;
        } else if matches!(byte, b'-' | b'_') || (byte == b'/' && upper_joint(bytes, end)) {
            end += 1;
        } else {
            break;
        }
    }
    solid
}

/// A slash joins the parts of `INV/2024/001`, not "and/or".
fn upper_joint(bytes: &[u8], at: usize) -> bool {
    let part = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    part(at.checked_sub(1).and_then(|at| bytes.get(at))) && part(bytes.get(at + 1))
}

/// The shape of a candidate: how its letters and digits alternate.
#[derive(Default)]
struct Shape {
    digits: usize,
    longest: usize,
    upper: usize,
    lower: usize,
    turns: usize,
    groups: usize,
    length: usize,
}

fn shape(code: &str) -> Shape {
    let mut shape = Shape { groups: 1, ..Shape::default() };
    let (mut run, mut last) = (0, None);
    for c in code.chars() {
        shape.length += 1;
        let kind = if c.is_numeric() {
            run += 1;
            shape.digits += 1;
            shape.longest = shape.longest.max(run);
            Some(true)
        } else {
            run = 0;
            shape.upper += usize::from(c.is_ascii_uppercase());
            shape.lower += usize::from(c.is_ascii_lowercase());
            shape.groups += usize::from(!c.is_alphanumeric());
            c.is_alphanumeric().then_some(false)
        };
        shape.turns += usize::from(kind.is_some() && last.is_some() && kind != last);
        last = kind.or(last);
    }
    shape
}

/// Whether a run of letters, digits and hyphens is a code rather than a number, a date or a word with a number.
fn is_code(code: &str) -> bool {
    let shape = shape(code);
    let letters = shape.upper + shape.lower;
    let first_letter = code.starts_with(|c: char| c.is_ascii_alphabetic());
    if letters == 0 {
        return shape.longest >= 5 && !code.contains('/') || shape.groups >= 3 && shape.digits >= 7 && !is_date(code);
    }
    if is_month(code) {
        return false;
    }
    let masked = code.trim_start_matches(['x', 'X', '-']);
    if code.len() >= masked.len() + 2 && masked.len() >= 2 && masked.bytes().all(|byte| byte.is_ascii_digit()) {
        return true;
    }
    if shape.longest >= 5 {
        return true;
    }
    if shape.lower == 0 {
        return shape.length >= 5 && shape.digits >= 3 && (first_letter || shape.turns >= 2) && !is_hours(code);
    }
    (first_letter && shape.groups >= 3 && shape.digits >= 5) || (shape.turns >= 4 && shape.digits >= 3 && shape.length >= 8 && shape.groups == 1)
}

/// `2024-05-12`, `12/5/2024`.
fn is_date(code: &str) -> bool {
    let parts: Vec<usize> = code.split(['-', '/']).map(|part| part.chars().count()).collect();
    matches!(parts[..], [4, 1..=2, 1..=2] | [1..=2, 1..=2, 2 | 4])
}

fn is_month(code: &str) -> bool {
    code.split(|c: char| !c.is_ascii_alphabetic())
        .any(|part| part.get(..3).is_some_and(|head| MONTHS.iter().any(|month| head.eq_ignore_ascii_case(month))) && (part.len() == 3 || part.len() > 4))
        && shape(code).longest <= 4
}

/// `9AM-10PM`.
fn is_hours(code: &str) -> bool {
    code.split(|c: char| !c.is_ascii_alphabetic()).any(|part| matches!(part, "AM" | "PM"))
}

fn is_amount(page: &Page<'_>, start: usize, end: usize) -> bool {
    if !page.source[start..end].chars().all(char::is_numeric) {
        return false;
    }
    let before = page.source[..start].trim_end_matches(' ').chars().next_back();
    if matches!(before, Some('$' | '€' | '£' | '¥' | '₹' | '﷼')) {
        return true;
    }
    let rest = page.window(end, 32);
    if rest.starts_with(['%', '٪', '$', '€', '£'])
        || (rest.starts_with(['.', ',', '٫', '٬']) && is_digit(rest.as_bytes(), rest.chars().next().map_or(0, char::len_utf8)))
    {
        return true;
    }
    let word = rest.trim_start().split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    UNITS.iter().any(|unit| word.eq_ignore_ascii_case(unit)) || rest.trim_start().starts_with("ر.س") || rest.trim_start().starts_with("ج.م")
}

/// `SA03 8000 0000 6080 1016 7519`.
fn iban(page: &Page<'_>, start: usize) -> Option<usize> {
    let bytes = page.source.as_bytes();
    let head = bytes.get(start..start + 4)?;
    let looks = head[0].is_ascii_uppercase() && head[1].is_ascii_uppercase() && head[2].is_ascii_digit() && head[3].is_ascii_digit();
    if !looks || bytes.get(start + 4) != Some(&b' ') {
        return None;
    }
    let (mut end, mut groups) = (start + 4, 0);
    while groups < 8 && bytes.get(end) == Some(&b' ') {
        let length = bytes[end + 1..].iter().take(5).take_while(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit()).count();
        let digit = bytes[end + 1..end + 1 + length].iter().any(u8::is_ascii_digit);
        if length == 0 || length > 4 || !digit {
            break;
        }
        end += 1 + length;
        groups += 1;
        if length < 4 {
            break;
        }
    }
    (groups >= 3).then_some(end)
}

/// `+966 50 123 4567`.
pub(super) fn phone(page: &mut Page<'_>, at: usize) -> Option<usize> {
    if !page.starts_word(at) || !is_digit(page.source.as_bytes(), at + 1) {
        return None;
    }
    let end = grouped(page, at + 1, 7)?;
    Some(page.opaque(at, end, TokenClass::Entity))
}

/// Groups of digits with single separators; the end when they have at least `least` digits.
fn grouped(page: &Page<'_>, start: usize, least: usize) -> Option<usize> {
    let bytes = page.source.as_bytes();
    let (mut at, mut end, mut digits) = (start, start, 0);
    while digits <= 20 {
        let length = digit_length(bytes, at);
        if length > 0 {
            digits += 1;
            at += length;
            end = at;
        } else if matches!(page.byte(at), b' ' | b'-' | b'(' | b')') && at - end < 2 {
            at += 1;
        } else {
            break;
        }
    }
    ((least..=16).contains(&digits) && page.ends_word(end)).then_some(end)
}

/// `****1234`, `••••1234` and service codes such as `*#06#`.
pub(super) fn starred(page: &mut Page<'_>, at: usize) -> Option<usize> {
    let window = page.window(at, 48);
    let stars = window.chars().take_while(|&c| matches!(c, '*' | '•' | '●')).count();
    if let Some(length) = service_code(window) {
        return Some(page.opaque(at, at + length, TokenClass::Entity));
    }
    let body = window.trim_start_matches(['*', '•', '●', ' ', '-']);
    let digits = body.bytes().take_while(u8::is_ascii_digit).count();
    let closes = body[digits..].starts_with('*');
    let enough = stars >= 4 && digits >= 2 || (2..4).contains(&stars) && digits >= 3;
    let touching = window[..window.len() - body.len()].ends_with(['*', '•', '●']) || stars >= 4;
    if stars < 2 || !enough || closes || !touching {
        return None;
    }
    let front = page.source.as_bytes()[..at].iter().rev().take(LONGEST_FRONT).take_while(|byte| byte.is_ascii_alphanumeric()).count();
    Some(page.opaque(at - front, at + window.len() - body.len() + digits, TokenClass::Entity))
}

/// The length of a code for a telephone keypad: `*#06#`, `*123*1#`.
fn service_code(window: &str) -> Option<usize> {
    let end = window.find(|c: char| !(c.is_ascii_digit() || matches!(c, '*' | '#'))).unwrap_or(window.len());
    let code = window.get(..end)?;
    let digits = code.bytes().filter(u8::is_ascii_digit).count();
    (code.ends_with('#') && digits > 0 && !code.starts_with("**")).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::super::page::found;
    use crate::conversation::Markup;

    #[test]
    fn finds_codes() {
        for (input, expected) in [
            ("order ORD-12345, INV2024-001.", vec!["entity:ORD-12345", "entity:INV2024-001"]),
            ("رقم ١٢٣٤٥٦ وطلب 998877", vec!["entity:١٢٣٤٥٦", "entity:998877"]),
            ("SA03 8000 0000 6080 1016 7519 ok", vec!["entity:SA03 8000 0000 6080 1016 7519"]),
            ("card ****1234 or **** **** 1234 or XXXX-1234", vec!["entity:****1234", "entity:**** **** 1234", "entity:XXXX-1234"]),
            ("call +966 50 123 4567 or 050 123 4567", vec!["entity:+966 50 123 4567", "entity:050 123 4567"]),
            ("1-800-123-4567 KB4056892", vec!["entity:1-800-123-4567", "entity:KB4056892"]),
            ("a1b2c3d4e5", vec!["entity:a1b2c3d4e5"]),
            ("INV/2024/001 *100*1#", vec!["entity:INV/2024/001", "entity:*100*1#"]),
        ] {
            assert_eq!(found(input, Markup::Plain), expected, "{input}");
        }
    }

    #[test]
    fn leaves_numbers_and_words_alone() {
        for input in [
            "in 2024, 1,000 or 10:30, 3.5 and 12/05/2024, 2024-05-12",
            "24hours 2nd 30-day 3-5 days covid-19 64-bit iPhone14 office365 24/7",
            "9AM-10PM, 10am-5pm, 128GB, 1080P, 15-Jan-2024",
            "50000 SAR, ١٥٠٠٠ ريال, $25000, ₹39000, 12345.67, 4198812.044644275",
            "1,000,000 and 1000-2000 in 12هـ",
            "**2024** and 5*3 = 15",
        ] {
            let masks: Vec<String> = found(input, Markup::Plain).into_iter().filter(|mask| mask.starts_with("entity")).collect();
            assert!(masks.is_empty(), "{input}: {masks:?}");
        }
    }
}
