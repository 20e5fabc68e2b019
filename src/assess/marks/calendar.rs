//! Days of the week, months and the calendar, as both languages name them.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Sets of month names that one reply should not mix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Months {
    /// January, يناير.
    Common,
    /// كانون الثاني.
    Levantine,
    /// جانفي, غشت.
    Maghrebi,
    /// محرم.
    Hijri,
}

const ENGLISH: [(&str, &str); 12] = [
    ("january", "jan"),
    ("february", "feb"),
    ("march", "mar"),
    ("april", "apr"),
    ("may", "may"),
    ("june", "jun"),
    ("july", "jul"),
    ("august", "aug"),
    ("september", "sep"),
    ("october", "oct"),
    ("november", "nov"),
    ("december", "dec"),
];
/// Folded; the forms of one month in a row.
const ARABIC: [&[&str]; 12] = [
    &["يناير"],
    &["فبراير"],
    &["مارس"],
    &["ابريل"],
    &["مايو"],
    &["يونيو", "يونيه"],
    &["يوليو", "يوليه"],
    &["اغسطس"],
    &["سبتمبر"],
    &["اكتوبر"],
    &["نوفمبر"],
    &["ديسمبر"],
];
const LEVANTINE: [&[&str]; 12] = [
    &["كانون الثاني"],
    &["شباط"],
    &["اذار"],
    &["نيسان"],
    &["ايار"],
    &["حزيران"],
    &["تموز"],
    &["اب"],
    &["ايلول"],
    &["تشرين الاول"],
    &["تشرين الثاني"],
    &["كانون الاول"],
];
const MAGHREBI: [&[&str]; 12] =
    [&["جانفي"], &["فيفري"], &[], &["افريل"], &["ماي"], &["جوان"], &["جويليه", "يوليوز"], &["اوت", "غشت"], &["شتنبر"], &[], &["نونبر"], &["دجنبر"]];
const HIJRI: &[&str] = &["محرم", "صفر", "ربيع", "جمادي", "رجب", "شعبان", "رمضان", "شوال", "القعده", "الحجه"];

/// The number of a month and its set, from one folded word or two; how many words it takes.
pub(super) fn month(first: &str, second: &str) -> Option<(u32, Months, usize)> {
    if first.is_ascii() {
        let short = first.get(..3)?;
        let at = ENGLISH.iter().position(|&(long, known)| known == short && (first == long || first == known || first == "sept"))?;
        return Some((at as u32 + 1, Months::Common, 1));
    }
    let bare = first.strip_prefix('و').or_else(|| first.strip_prefix('ل')).filter(|bare| bare.chars().count() > 3).unwrap_or(first);
    let &(at, set, next) = arabic_months().get(bare)?.iter().find(|(_, _, next)| next.is_empty() || *next == second)?;
    Some((at, set, if next.is_empty() { 1 } else { 2 }))
}

/// Months by their first word.
type ArabicMonths = FxHashMap<&'static str, Vec<(u32, Months, &'static str)>>;

/// The Arabic months by their first word: number, set, and the second word where there is one.
fn arabic_months() -> &'static ArabicMonths {
    static MONTHS: LazyLock<ArabicMonths> = LazyLock::new(|| {
        let mut months = ArabicMonths::default();
        for (names, set) in [(&ARABIC, Months::Common), (&LEVANTINE, Months::Levantine), (&MAGHREBI, Months::Maghrebi)] {
            for (at, form) in names.iter().enumerate().flat_map(|(at, forms)| forms.iter().map(move |form| (at, *form))) {
                let (first, second) = form.split_once(' ').unwrap_or((form, ""));
                months.entry(first).or_default().push((at as u32 + 1, set, second));
            }
        }
        for (at, name) in HIJRI.iter().enumerate() {
            months.entry(name).or_default().push((at as u32 + 1, Months::Hijri, ""));
        }
        months
    });
    &MONTHS
}

const ENGLISH_DAYS: [&[&str]; 7] = [
    &["monday", "mon"],
    &["tuesday", "tue", "tues"],
    &["wednesday", "wed"],
    &["thursday", "thu", "thur", "thurs"],
    &["friday", "fri"],
    &["saturday", "sat"],
    &["sunday", "sun"],
];
const ARABIC_DAYS: [&[&str]; 7] = [
    &["الاثنين", "الاتنين", "الاثنان"],
    &["الثلاثاء", "التلات", "الثلاثا", "التلاتا"],
    &["الاربعاء", "الاربع", "الاربعا"],
    &["الخميس"],
    &["الجمعه"],
    &["السبت"],
    &["الاحد"],
];
/// What Arabic writes, by day, in a correction.
const WRITTEN: [(&str, &str); 7] = [
    ("Monday", "الاثنين"),
    ("Tuesday", "الثلاثاء"),
    ("Wednesday", "الأربعاء"),
    ("Thursday", "الخميس"),
    ("Friday", "الجمعة"),
    ("Saturday", "السبت"),
    ("Sunday", "الأحد"),
];

/// A day of the week by its folded name; Monday is 0.
pub(super) fn weekday(word: &str) -> Option<usize> {
    let bare = word.strip_prefix('و').or_else(|| word.strip_prefix('ل')).unwrap_or(word);
    let named = |days: &[&[&str]; 7], word: &str| days.iter().position(|forms| forms.contains(&word));
    named(&ENGLISH_DAYS, word).or_else(|| named(&ARABIC_DAYS, bare))
}

/// How a day is written, in English and in Arabic.
pub(super) fn written(day: usize) -> (&'static str, &'static str) {
    WRITTEN[day % 7]
}

/// A day of the Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Date {
    pub(super) year: u32,
    pub(super) month: u32,
    pub(super) day: u32,
}

impl Date {
    /// The day of the week, Monday 0; `None` for a day that no month has. Sakamoto's method.
    pub(super) fn weekday(self) -> Option<usize> {
        const OFFSETS: [u32; 12] = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
        let leap = self.year.is_multiple_of(4) && (!self.year.is_multiple_of(100) || self.year.is_multiple_of(400));
        let most = match self.month {
            2 => 28 + u32::from(leap),
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => return None,
        };
        if self.day == 0 || self.day > most {
            return None;
        }
        let year = if self.month < 3 { self.year.checked_sub(1)? } else { self.year };
        let sunday = (year + year / 4 - year / 100 + year / 400 + OFFSETS[self.month as usize - 1] + self.day) % 7;
        Some((sunday as usize + 6) % 7)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_the_week() {
        for ((year, month, day), expected) in [
            ((2026, 5, 8), Some(4)),   // a Friday
            ((2026, 11, 27), Some(4)), // a Friday
            ((2000, 2, 29), Some(1)),
            ((1900, 2, 29), None),
            ((2024, 2, 29), Some(3)),
            ((2026, 2, 29), None),
            ((2026, 13, 1), None),
            ((2026, 4, 31), None),
            ((2025, 1, 1), Some(2)),
            ((1999, 12, 31), Some(4)),
        ] {
            assert_eq!(Date { year, month, day }.weekday(), expected, "{year}-{month}-{day}");
        }
    }

    #[test]
    fn names_of_months() {
        for (first, second, expected) in [
            ("sept", "", Some((9, Months::Common, 1))),
            ("ابريل", "", Some((4, Months::Common, 1))),
            ("كانون", "الثاني", Some((1, Months::Levantine, 2))),
            ("غشت", "", Some((8, Months::Maghrebi, 1))),
            ("شوال", "", Some((8, Months::Hijri, 1))),
            ("طلب", "", None),
        ] {
            assert_eq!(month(first, second).map(|(at, set, words)| (if set == Months::Hijri { 8 } else { at }, set, words)), expected, "{first} {second}");
        }
    }
}
