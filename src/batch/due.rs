//! By when something was promised: "within 24 hours", "tomorrow by noon", «خلال يومين», «قبل الساعة الخامسة مساء».

use super::clock::{Clock, DAY, MINUTE};
use crate::conversation::Markup;
use crate::document::Document;
use jiff::civil::{Date, DateTime, Weekday};

const HOUR: i64 = 60 * MINUTE;

/// Units of time, one and several; folded.
const UNITS: &[(&str, i64)] = &[
    ("minute", MINUTE),
    ("minutes", MINUTE),
    ("min", MINUTE),
    ("mins", MINUTE),
    ("hour", HOUR),
    ("hours", HOUR),
    ("hr", HOUR),
    ("hrs", HOUR),
    ("day", DAY),
    ("days", DAY),
    ("week", 7 * DAY),
    ("weeks", 7 * DAY),
    ("دقيقه", MINUTE),
    ("دقايق", MINUTE),
    ("دقائق", MINUTE),
    ("ساعه", HOUR),
    ("ساعات", HOUR),
    ("يوم", DAY),
    ("ايام", DAY),
    ("يوما", DAY),
    ("اسبوع", 7 * DAY),
    ("اسابيع", 7 * DAY),
];
/// Two of a unit in one word.
const TWO: &[(&str, i64)] = &[("دقيقتين", MINUTE), ("ساعتين", HOUR), ("يومين", DAY), ("اسبوعين", 7 * DAY)];
/// Number words; hours of the day as Arabic spells them among them.
const NUMBERS: &[(&str, i64)] = &[
    ("a", 1),
    ("an", 1),
    ("one", 1),
    ("the", 1),
    ("next", 1),
    ("two", 2),
    ("couple", 2),
    ("few", 4),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("ten", 10),
    ("fifteen", 15),
    ("twenty", 20),
    ("thirty", 30),
    ("خلال", 1),
    ("بعد", 1),
    ("ثلاث", 3),
    ("ثلاثه", 3),
    ("اربع", 4),
    ("اربعه", 4),
    ("خمس", 5),
    ("خمسه", 5),
    ("ست", 6),
    ("سته", 6),
    ("سبع", 7),
    ("سبعه", 7),
    ("عشر", 10),
    ("عشره", 10),
];
const HOURS: &[&str] =
    &["الواحده", "الثانيه", "الثالثه", "الرابعه", "الخامسه", "السادسه", "السابعه", "الثامنه", "التاسعه", "العاشره", "الحاديه", "الثانيه عشره"];
const QUALIFIERS: &[&str] = &["business", "working", "full", "more", "of", "to", "-", "or"];
const MORNING: &[&str] = &["am", "a.m", "صباحا", "الصبح", "صباح", "فجرا"];
const AFTERNOON: &[&str] = &["pm", "p.m", "مساء", "عصرا", "ظهرا", "المسا", "العصر", "ليلا", "بالليل", "المغرب"];
const TOMORROW: &[&str] = &["tomorrow", "غدا", "بكره", "بكرا", "باكر", "غدوه"];
const TODAY: &[&str] = &["today", "tonight", "اليوم", "النهارده", "الليله"];
const DAYS: [&[&str]; 7] = [
    &["monday", "الاثنين", "الاتنين"],
    &["tuesday", "الثلاثاء", "التلات"],
    &["wednesday", "الاربعاء", "الاربع"],
    &["thursday", "الخميس"],
    &["friday", "الجمعه"],
    &["saturday", "السبت"],
    &["sunday", "الاحد"],
];

/// The last moment that the words allow, said at `said`; `None` where they name no time that can be told. Of two readings the later one.
pub(super) fn due(text: &str, said: i64, clock: &Clock) -> Option<i64> {
    let document = Document::new(text, Markup::Plain);
    let words: Vec<&str> = (0..document.tokens.list.len()).map(|token| document.tokens.word(token)).collect();
    if let Some(due) = span(&words, said, clock) {
        return Some(due);
    }
    let now = clock.local(said)?;
    let (day, time) = (day(&words, now), time(&words));
    let today = day.is_none();
    let date = day.unwrap_or_else(|| now.date());
    if today && time.is_none() {
        return None;
    }
    let due = clock.moment(date, time.unwrap_or(DAY))?;
    // "By 9 am", said at noon, is tomorrow's.
    if today && due <= said { clock.moment(date.tomorrow().ok()?, time?) } else { Some(due) }
}

/// The end of the longest duration.
fn span(words: &[&str], said: i64, clock: &Clock) -> Option<i64> {
    let mut last = None;
    for (at, word) in words.iter().enumerate() {
        let two = TWO.iter().find(|(name, _)| name == word).map(|&(_, unit)| (2, unit));
        let one = || {
            let unit = UNITS.iter().find(|(name, _)| name == word)?.1;
            let before = words[..at].iter().rev().take(4).take_while(|word| QUALIFIERS.contains(word) || number(word).is_some());
            let count = before.filter_map(|word| number(word)).max()?;
            Some((count, unit))
        };
        let Some((count, unit)) = two.or_else(one) else { continue };
        let business =
            unit == DAY && (words[..at].iter().rev().take(2).any(|word| ["business", "working"].contains(word)) || words.get(at + 1) == Some(&"عمل"));
        let due = if business { clock.business_days(said, count) } else { said.saturating_add(count.saturating_mul(unit)) };
        last = last.max(Some(due));
    }
    last
}

fn number(word: &str) -> Option<i64> {
    let known = || NUMBERS.iter().find(|(name, _)| *name == word).map(|&(_, number)| number);
    word.parse().ok().filter(|number| (1..1000).contains(number)).or_else(known)
}

/// The day that is named.
fn day(words: &[&str], now: DateTime) -> Option<Date> {
    let tells = |list: &[&str]| words.iter().any(|word| list.contains(word));
    if tells(TOMORROW) {
        return now.date().tomorrow().ok();
    }
    let weekday = DAYS.iter().zip(1_i8..).find(|(days, _)| tells(days));
    if let Some((_, number)) = weekday {
        let weekday = Weekday::from_monday_one_offset(number).ok()?;
        return if now.date().weekday() == weekday { now.date().checked_add(jiff::Span::new().days(7)).ok() } else { now.date().nth_weekday(1, weekday).ok() };
    }
    let ends = words.windows(3).any(|three| three[0] == "end" && three[1] == "of" && ["day", "the"].contains(&three[2])) && words.contains(&"day");
    (tells(TODAY) || ends || words.contains(&"eod")).then(|| now.date())
}

/// The time of the day, in milliseconds from midnight. An hour without its half is read as the later one that is likely.
fn time(words: &[&str]) -> Option<i64> {
    let half = |pm: bool, hour: i64| if pm && hour < 12 { hour + 12 } else { hour };
    for (at, word) in words.iter().enumerate() {
        if *word == "noon" || (*word == "الظهر" && at > 0) {
            return Some(13 * HOUR);
        }
        let near = |list: &[&str]| words.iter().skip(at + 1).take(3).any(|word| list.contains(word));
        let is_clock = near(MORNING) || near(AFTERNOON) || words.get(at.wrapping_sub(1)).is_some_and(|word| ["الساعه", "ساعه"].contains(word));
        let pm = near(AFTERNOON) || !near(MORNING);
        if let Some((hour, minute)) = word.split_once(':') {
            let (hour, minute): (i64, i64) = (hour.parse().ok()?, minute.get(..2)?.parse().ok()?);
            let hour = if near(AFTERNOON) || (hour < 7 && !near(MORNING)) { half(true, hour) } else { hour };
            return (hour < 24 && minute < 60).then_some(hour * HOUR + minute * MINUTE);
        }
        let spelled = HOURS.iter().zip(1_i64..).find(|(name, _)| *name == word).map(|(_, hour)| hour);
        let glued = word.strip_suffix("pm").map(|hour| (hour, true)).or_else(|| word.strip_suffix("am").map(|hour| (hour, false)));
        if let Some((hour, pm)) = glued.and_then(|(hour, pm)| Some((hour.parse::<i64>().ok()?, pm))) {
            return (1..=12).contains(&hour).then(|| half(pm, hour) * HOUR);
        }
        if let Some(hour) = spelled.or_else(|| word.parse().ok().filter(|_| is_clock)) {
            return (1..=24).contains(&hour).then(|| half(pm, hour) * HOUR);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::transcript::Zone;

    #[test]
    fn promised_times_are_read_in_both_languages() {
        let zone = Zone::default();
        let clock = Clock::default();
        // A Thursday.
        let said = zone.parse("2026-01-08 10:30").expect("a time");
        for (text, due) in [
            ("I'll get back to you within 24 hours", Some("2026-01-09 10:30")),
            ("we will write in 3-5 days", Some("2026-01-13 10:30")),
            ("in 2 business days", Some("2026-01-12 10:30")),
            ("within the hour", Some("2026-01-08 11:30")),
            ("give me a few minutes", Some("2026-01-08 10:34")),
            ("I'll update you tomorrow", Some("2026-01-10 00:00")),
            ("I'll write tomorrow by noon", Some("2026-01-09 13:00")),
            ("by 3 pm", Some("2026-01-08 15:00")),
            ("by 3pm today", Some("2026-01-08 15:00")),
            ("by 9 am", Some("2026-01-09 09:00")),
            ("by 15:45", Some("2026-01-08 15:45")),
            ("by Monday", Some("2026-01-13 00:00")),
            ("by end of day", Some("2026-01-09 00:00")),
            ("سأرد عليك خلال ٢٤ ساعة", Some("2026-01-09 10:30")),
            ("سنتواصل معك خلال يومين", Some("2026-01-10 10:30")),
            ("خلال ٣ أيام عمل", Some("2026-01-13 10:30")),
            ("أرد عليك غدا", Some("2026-01-10 00:00")),
            ("قبل الساعة الخامسة مساء", Some("2026-01-08 17:00")),
            ("قبل الساعة ٣", Some("2026-01-08 15:00")),
            ("I'll write soon", None),
            ("we will contact you in due course", None),
        ] {
            let due = due.map(|due| zone.parse(due).expect(due));
            assert_eq!(super::due(text, said, &clock), due, "{text}");
        }
    }
}
