//! Numbers and addresses that others must not read: cards and accounts anywhere, everything of the customer's where everybody reads.

use super::checksum::{Identity, identity, is_card, is_iban};
use super::numbers::{Run, digit, digit_ends, runs};
use super::{Mark, View};
use crate::diagnostic::Severity;
use crate::rules::Fact;
use crate::text::{Span, TokenClass};
use std::ops::Range;

/// The fewest digits of anything that is looked for here.
const LEAST: usize = 7;
/// Groups a card number is written in.
const CARD_GROUPS: &[&[usize]] = &[&[4, 4, 4, 4], &[4, 4, 4, 4, 3], &[4, 6, 5], &[4, 6, 4]];
/// Before a long number these say what else it is; folded.
const OTHER_NUMBERS: &[&str] = &[
    "tracking", "imei", "serial", "order", "awb", "waybill", "shipment", "parcel", "ticket", "case", "reference", "ref", "التتبع", "تتبع", "الشحنه", "شحنتك",
    "البوليصه", "بوليصه", "التسلسلي", "الطلب", "طلبك", "المرجع", "المرجعي", "التذكره",
];
/// In a sentence with one of these a number is nobody's; folded.
const TRIALS: &[&str] = &["test", "testing", "sandbox", "demo", "dummy", "fake", "sample", "تجريبيه", "تجريبي", "وهميه", "وهمي", "اختبار", "للاختبار"];
/// Words for an identity number; folded.
const IDENTITY: &[&str] =
    &["id", "iqama", "national", "identity", "civil", "هويه", "الهويه", "هويتك", "هويتكم", "الاقامه", "اقامتك", "الاقامة", "السجل", "المدني"];
/// The company's own: nearer to the number than any word for the customer's.
const OURS: &[&str] = &[
    "us", "our", "ours", "hotline", "helpline", "line", "toll", "centre", "center", "support", "team", "office", "branch", "store", "service", "services",
    "department", "desk", "reception", "agent", "manager", "driver", "courier", "bank", "بنا", "معنا", "علينا", "لنا", "رقمنا", "ارقامنا", "هاتفنا", "بريدنا",
    "ايميلنا", "حسابنا", "ايباننا", "فرعنا", "مكتبنا", "الموحد", "الساخن", "المجاني", "خدمه", "الدعم", "دعم", "الفرع", "فرع", "المندوب", "السايق", "موقعنا",
    "راسلنا", "كلمنا", "اتصل", "اتصلي", "اتصلوا", "الاتصال", "التواصل", "تواصل", "تواصلي", "تواصلوا", "راسلونا", "كلمونا", "ابعتلنا", "زورونا",
];
/// After "your": the customer's own.
const REACHED: &[&str] = &["phone", "mobile", "cell", "number", "telephone", "whatsapp", "contact", "email", "e-mail", "mail", "inbox", "address"];
/// Before "you": somebody reaches the customer.
const REACHES: &[&str] = &[
    "call", "called", "calling", "phone", "phoned", "ring", "rang", "reach", "reached", "contact", "contacted", "text", "texted", "email", "emailed", "mail",
    "mailed", "message", "messaged", "sent", "send",
];
/// The customer's own, in Arabic; a word that ends so, prefixes before it.
const YOURS: &[&str] = &[
    "جوالك", "جوالكم", "هاتفك", "هاتفكم", "موبايلك", "تلفونك", "تليفونك", "نمرتك", "رقمك", "رقمكم", "بريدك", "بريدكم", "ايميلك", "ايميلكم", "واتسابك", "بك",
    "بكم", "بيك", "فيك", "كلمناك", "اتصلناك", "راسلناك", "نراسلك", "نكلمك", "هنكلمك", "بنكلمك", "ارسلنالك", "بعتنالك",
];
/// What a company calls its mailboxes.
const MAILBOXES: &[&str] = &[
    "support", "info", "help", "care", "service", "services", "contact", "hello", "sales", "feedback", "reply", "customer", "team", "office", "complaints",
    "billing", "orders", "admin", "social", "desk", "press", "privacy", "security", "dev", "app", "feedbacks", "escalation", "grievance", "nodal",
];
/// Things of the customer's that have a number; folded.
const ORDERS: &[&str] = &[
    "order", "booking", "reservation", "invoice", "account", "membership", "policy", "tracking", "pnr", "awb", "طلبك", "طلبكم", "الطلب", "طلبيتك", "اوردرك",
    "الاوردر", "حجزك", "حجزكم", "الحجز", "فاتورتك", "الفاتوره", "حسابك", "شحنتك", "الشحنه", "بوليصتك", "عضويتك",
];
/// What may stand between the thing and its number.
const LINKS: &[&str] = &[
    "number", "no", "no.", "num", "id", "code", "is", "was", "ref", "reference", "#", ":", ".", "(", "رقم", "رقمه", "رقمها", "هو", "هي", "برقم", "ذو", "صاحب",
    "كود",
];
/// Those among them that say that a number follows.
const NAMERS: &[&str] = &["number", "no", "num", "id", "code", "#", "رقم", "رقمه", "رقمها", "برقم", "كود"];

pub(super) fn marks(scene: &View<'_, '_>, marks: &mut Vec<Mark>) {
    let source = scene.document().source;
    let digits = digit_ends(source);
    if digits.len() >= LEAST {
        for run in &runs(source, &digits, LEAST) {
            number(scene, run, marks);
        }
        accounts(scene, &digits, marks);
    }
    if scene.is_public() {
        if source.contains('@') {
            addresses(scene, marks);
        }
        if digits.len() >= 4 {
            orders(scene, marks);
        }
    }
}

/// What the draft says before a number, told from the nearest word on.
enum Owner {
    Company,
    Customer,
    Unknown,
}

fn owner(scene: &View<'_, '_>, at: usize) -> Owner {
    const FAR: usize = 7;
    let words: Vec<&str> = scene.before(at, FAR).collect();
    for (index, word) in words.iter().enumerate().rev() {
        let before = |back: usize| index.checked_sub(back).map_or("", |at| words[at]);
        if OURS.contains(word) {
            return Owner::Company;
        }
        let yours = REACHED.contains(word) && (1..=3).any(|back| before(back) == "your");
        let reached = *word == "you" && REACHES.contains(&before(1));
        if yours || reached || YOURS.iter().any(|known| word.strip_suffix(known).is_some_and(|rest| rest.chars().count() <= 2)) {
            return Owner::Customer;
        }
    }
    Owner::Unknown
}

/// Whether the customer wrote these digits.
fn was_said(scene: &View<'_, '_>, digits: &[u8]) -> bool {
    const TELLING: usize = 8;
    let ending = &digits[digits.len().saturating_sub(TELLING)..];
    scene.messages.iter().any(|message| {
        let said: Vec<u8> = message.document.source.chars().filter_map(digit).collect();
        said.windows(ending.len()).any(|window| window == ending)
    })
}

/// Nothing of a word or a longer number is written on to it.
fn stands_free(source: &str, span: Span) -> bool {
    let before = source[..span.start as usize].chars().next_back();
    let mut after = source[span.end as usize..].chars();
    let joined = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '*' | '•');
    let decimal = matches!(before, Some('.' | ',' | '/' | '$' | '€' | '£'))
        || after.clone().next().is_some_and(|c| matches!(c, '.' | ',' | '/')) && after.clone().nth(1).is_some_and(|c| digit(c).is_some());
    // "a7b2-91082777-d756": a part of an identifier.
    let hyphened = |text: &mut dyn Iterator<Item = char>| text.next() == Some('-') && text.next().is_some_and(|c| c.is_ascii_alphanumeric());
    let linked = hyphened(&mut source[..span.start as usize].chars().rev()) || hyphened(&mut source[span.end as usize..].chars());
    !linked && !before.is_some_and(joined) && !after.next().is_some_and(joined) && !decimal
}

fn sentence_has(scene: &View<'_, '_>, at: usize, words: &[&str]) -> bool {
    let document = scene.document();
    scene.draft.sentence(document.sentence_of(at)).any(|at| words.contains(&document.tokens.word(at)))
}

/// The most a finding of what is only the customer's business weighs.
const fn in_public(scene: &View<'_, '_>) -> Severity {
    if scene.is_public() { Severity::Error } else { Severity::Hint }
}

fn number(scene: &View<'_, '_>, run: &Run, marks: &mut Vec<Mark>) {
    let all = 0..run.groups.len();
    let ranges = || (0..all.end).flat_map(|start| (start + 1..=all.end).rev().map(move |end| start..end));
    let card = ranges().find(|groups| {
        let shape = groups.len() == 1 || CARD_GROUPS.contains(&&run.groups[groups.clone()]);
        shape && is_card(run.of(groups))
    });
    if let Some(mark) = card.and_then(|groups| card_mark(scene, run, &groups)) {
        marks.push(mark);
        return;
    }
    let known = ranges().find_map(|groups| identity(run.of(&groups)).map(|register| (groups, register)));
    if let Some((groups, register)) = known
        && let Some(mark) = mark(scene, run.span(groups.clone()), &["****", run.ending(scene.document().source, &groups, 4)].concat())
        && (register != Identity::Saudi || sentence_has(scene, mark.tokens.start, IDENTITY))
        && !sentence_has(scene, mark.tokens.start, TRIALS)
        && !scene.before(mark.tokens.start, 4).any(|word| OTHER_NUMBERS.contains(&word))
    {
        marks.push(mark.at_most(in_public(scene)));
    } else if scene.is_public() {
        marks.extend(phone(scene, run, &all));
    }
}

/// A mark over a part of the draft that is prose, or one number: not over a part of a link or a code.
fn mark(scene: &View<'_, '_>, span: Span, better: &str) -> Option<Mark> {
    let mark = Mark::over(Fact::PersonalDataShown, scene.document(), span, better)?;
    let plain = |at: usize| matches!(scene.document().tokens.list[at].class, TokenClass::Number | TokenClass::Entity | TokenClass::Punct | TokenClass::Latin);
    (stands_free(scene.document().source, span) && mark.tokens.clone().all(plain)).then_some(mark)
}

fn card_mark(scene: &View<'_, '_>, run: &Run, groups: &Range<usize>) -> Option<Mark> {
    let document = scene.document();
    let masked = format!("**** {}", run.ending(document.source, groups, 4));
    let found = mark(scene, run.span(groups.clone()), &masked).or_else(|| in_link(scene, run.span(groups.clone()), &masked))?;
    let other = groups.len() == 1 && scene.before(found.tokens.start, 4).any(|word| OTHER_NUMBERS.contains(&word));
    (!other && !sentence_has(scene, found.tokens.start, TRIALS)).then_some(found)
}

/// A card number in a link that calls it one.
fn in_link(scene: &View<'_, '_>, span: Span, masked: &str) -> Option<Mark> {
    let document = scene.document();
    let found = Mark::over(Fact::PersonalDataShown, document, span, &masked.replace(' ', ""))?;
    let token = &document.tokens.list[found.tokens.start];
    let link = token.source.text(document.source).to_ascii_lowercase();
    let called = ["card", "pan=", "cc=", "ccnum"].iter().any(|key| link.contains(key));
    (token.class == TokenClass::Link && called).then_some(found)
}

/// International bank account numbers, with or without spaces; `digits`: where the digits end.
fn accounts(scene: &View<'_, '_>, digits: &[usize], marks: &mut Vec<Mark>) {
    let source = scene.document().source;
    let mut from = 0;
    for &end in digits {
        let Some(at) = account_start(source, end).filter(|&at| at >= from) else { continue };
        let Some(end) = account_end(source, at) else { continue };
        from = end;
        let tail: String = source[at..end].chars().rev().filter(|&c| !is_gap(c)).take(4).collect();
        let masked = [&source[at..at + 2], "****", &tail.chars().rev().collect::<String>()].concat();
        let Some(mark) = mark(scene, Span::new(at as u32, end as u32), &masked) else { continue };
        let ours = scene.before(mark.tokens.start, 7).any(|word| OURS.contains(&word));
        if !ours && !sentence_has(scene, mark.tokens.start, TRIALS) {
            marks.push(mark.at_most(in_public(scene)));
        }
    }
}

/// Where the two letters stand that begin a word, and an account number with the digit that ends at `end`.
fn account_start(source: &str, end: usize) -> Option<usize> {
    let front = source[..end].strip_suffix(|c| digit(c).is_some())?.trim_end_matches(is_gap).as_bytes();
    let at = front.len().checked_sub(2)?;
    let begins = !at.checked_sub(1).is_some_and(|before| front[before].is_ascii_alphanumeric());
    (begins && front[at..].iter().all(u8::is_ascii_alphabetic)).then_some(at)
}

const fn is_gap(c: char) -> bool {
    matches!(c, ' ' | '-' | '\u{a0}')
}

/// Where an account number that begins at `at` ends.
fn account_end(source: &str, at: usize) -> Option<usize> {
    const LENGTHS: std::ops::RangeInclusive<usize> = 15..=34;
    let mut number = String::new();
    let mut gap = false;
    let mut longest = None;
    for (offset, c) in source[at..].char_indices() {
        let plain = match digit(c) {
            Some(value) => char::from(b'0' + value),
            None if c.is_ascii_alphabetic() => c.to_ascii_uppercase(),
            None if is_gap(c) && !gap => {
                gap = true;
                continue;
            }
            None => break,
        };
        let shaped = match number.len() {
            0 | 1 => plain.is_ascii_alphabetic() && !gap,
            2 | 3 => plain.is_ascii_digit(),
            length => length < *LENGTHS.end(),
        };
        if !shaped {
            break;
        }
        gap = false;
        number.push(plain);
        let end = at + offset + c.len_utf8();
        let ends = !source[end..].starts_with(|c: char| c.is_ascii_alphanumeric() || digit(c).is_some());
        if ends && LENGTHS.contains(&number.len()) && is_iban(&number) {
            longest = Some(end);
        }
    }
    longest
}

/// A telephone number of the customer's, where everybody reads.
fn phone(scene: &View<'_, '_>, run: &Run, all: &Range<usize>) -> Option<Mark> {
    const SHORTEST: usize = 8;
    let source = scene.document().source;
    let span = run.span(all.clone());
    let plus = source[..span.start as usize].ends_with('+');
    let shape = phone_shape(&run.digits, plus, &run.groups);
    let own = |contact: &str| contact.chars().filter_map(digit).eq(run.digits.iter().copied());
    if run.digits.len() < SHORTEST || !stands_free(source, span) || scene.contacts.iter().any(|contact| own(contact)) {
        return None;
    }
    let found = mark(scene, span, &["****", run.ending(source, all, 2)].concat())?;
    match owner(scene, found.tokens.start) {
        Owner::Customer if shape != Shape::None => Some(found),
        Owner::Company => None,
        _ if shape != Shape::None && was_said(scene, &run.digits) => Some(found),
        Owner::Unknown if shape == Shape::Mobile && !sentence_has(scene, found.tokens.start, OURS) => Some(found.at_most(Severity::Hint)),
        _ => None,
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    None,
    Phone,
    Mobile,
}

fn phone_shape(digits: &[u8], plus: bool, groups: &[usize]) -> Shape {
    let local = match digits {
        [0, 0, rest @ ..] | rest if plus || rest.len() + 2 == digits.len() => match rest {
            [9, 6, 2 | 5 | 6, rest @ ..] | [9, 7, 1, rest @ ..] | [2, 0, rest @ ..] => rest,
            _ => return Shape::Phone,
        },
        [0, rest @ ..] => rest,
        _ if matches!(groups, [3, 3, 4] | [1, 3, 3, 4]) || digits.len() == 8 => return Shape::Phone,
        _ => return Shape::None,
    };
    match local {
        [5, ..] if local.len() == 9 => Shape::Mobile,
        [1, 0 | 1 | 2 | 5, ..] if local.len() == 10 => Shape::Mobile,
        _ if local.len() >= 7 && local.len() <= 11 => Shape::Phone,
        _ => Shape::None,
    }
}

/// E-mail addresses of the customer's.
fn addresses(scene: &View<'_, '_>, marks: &mut Vec<Mark>) {
    let document = scene.document();
    for (at, token) in document.tokens.list.iter().enumerate().filter(|(_, token)| token.class == TokenClass::Email) {
        let address = token.source.text(document.source);
        let Some((local, domain)) = address.split_once('@') else { continue };
        let mailbox = local.to_ascii_lowercase();
        let own = scene.contacts.iter().any(|contact| contact.eq_ignore_ascii_case(address));
        if own || local.contains('*') || MAILBOXES.iter().any(|known| mailbox.contains(known)) {
            continue;
        }
        let said = || scene.messages.iter().any(|message| message.document.source.contains(address));
        let theirs = match owner(scene, at) {
            Owner::Customer => true,
            Owner::Company => false,
            Owner::Unknown => said(),
        };
        if theirs {
            let first: String = local.chars().take(1).collect();
            marks.push(Mark::new(Fact::PersonalDataShown, at..at + 1).with([&first, "***@", domain].concat()));
        }
    }
}

/// Order and booking numbers.
fn orders(scene: &View<'_, '_>, marks: &mut Vec<Mark>) {
    const LEAST: usize = 4;
    let document = scene.document();
    for (at, token) in document.tokens.list.iter().enumerate() {
        if !matches!(token.class, TokenClass::Entity | TokenClass::Number) {
            continue;
        }
        let number = token.source.text(document.source);
        let digits: Vec<u8> = number.chars().filter_map(digit).collect();
        if digits.len() < LEAST || number.contains(['*', '•', '.', ',', ':', '/']) || number.to_ascii_lowercase().starts_with("xx") {
            continue;
        }
        let mut named = token.class == TokenClass::Entity && digits.len() > LEAST || number.starts_with('#');
        let mut words = scene.before(at, 5).rev().skip_while(|word| {
            named |= NAMERS.contains(word);
            LINKS.contains(word)
        });
        let thing = words.next().unwrap_or_default();
        let yours = words.next() == Some("your") || thing.ends_with('ك') || thing.ends_with("كم");
        if !ORDERS.contains(&thing) || !(named || yours && token.class == TokenClass::Entity) || marks.iter().any(|mark| mark.tokens.contains(&at)) {
            continue;
        }
        let ending: String = number.chars().skip(number.chars().count().saturating_sub(2)).collect();
        let light = was_said(scene, &digits) || matches!(thing, "tracking" | "awb" | "شحنتك" | "الشحنه" | "بوليصتك");
        let most = if light { Severity::Hint } else { Severity::Warning };
        marks.push(Mark::new(Fact::PersonalDataShown, at..at + 1).with(["****", &ending].concat()).at_most(most));
    }
}
