//! Typed tokens of patterns: numbers, durations, dates, times, amounts, in both languages.

use crate::document::Document;
use crate::rules::Typed;
use crate::text::TokenClass;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;
use std::sync::LazyLock;

const NUMBER_WORDS: &[&str] = &[
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "fifteen", "twenty", "thirty", "forty", "sixty",
    "ninety", "hundred", "couple", "few", "several", "half", "واحد", "واحده", "اثنين", "اثنان", "اتنين", "ثنين", "ثلاث", "ثلاثه", "تلات", "تلاته", "اربع", "اربعه",
    "خمس", "خمسه", "ست", "سته", "سبع", "سبعه", "ثمان", "ثمانيه", "ثماني", "تمن", "تمنيه", "تسع", "تسعه", "عشر", "عشره", "عشرين", "ثلاثين", "تلاتين", "اربعين",
    "خمسين", "ستين", "نصف", "نص", "ربع", "بضع", "بضعه", "كام", "جوج", "زوج",
];
const UNITS: &[&str] = &[
    "second", "seconds", "sec", "secs", "minute", "minutes", "min", "mins", "hour", "hours", "hr", "hrs", "day", "days", "week", "weeks", "month", "months",
    "year", "years", "ثانيه", "ثواني", "ثوان", "دقيقه", "دقايق", "دقيقة", "ساعه", "ساعات", "يوم", "ايام", "يوما", "اسبوع", "اسابيع", "شهر", "شهور", "اشهر",
    "سنه", "سنوات", "سنين", "سيمانه", "نهار", "نهارات", "سوايع", "دقيقا",
];
/// Units whose Arabic dual says the number too.
const DUALS: &[&str] = &[
    "ثانيتين", "ثانيتان", "دقيقتين", "دقيقتان", "ساعتين", "ساعتان", "يومين", "يومان", "اسبوعين", "اسبوعان", "شهرين", "شهران", "سنتين", "سنتان", "عامين",
    "نهارين", "سويعات",
];
/// One of them is a duration after a word of `SPANS`.
const ONE: &[&str] = &["hour", "minute", "day", "week", "month", "دقيقه", "ساعه", "يوم", "اسبوع", "شهر", "سنه"];
/// After these a bare unit says how long: «خلال ساعة», "within the hour".
const SPANS: &[&str] = &["خلال", "غضون", "بعد", "بظرف", "ظرف", "مدته", "مدتها", "لمده", "مده", "المده", "فظرف"];
const QUALIFIERS: &[&str] = &["business", "working", "calendar", "full", "more", "of", "a", "عمل", "كامله", "فقط"];
const DAYS: &[&str] = &[
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "tomorrow", "tonight", "الاحد", "الاثنين", "الاتنين", "الثلاثاء",
    "التلات", "الاربعاء", "الاربع", "الخميس", "الجمعه", "السبت", "اليوم", "غدا", "بكره", "بكرا", "النهارده", "غدوه", "الليله", "باكر", "العشيه",
];
const MONTHS: &[&str] = &[
    "january", "february", "march", "april", "june", "july", "august", "september", "october", "november", "december", "jan", "feb", "mar", "apr", "jun",
    "jul", "aug", "sep", "sept", "oct", "nov", "dec", "may", "يناير", "فبراير", "مارس", "ابريل", "مايو", "يونيو", "يوليو", "اغسطس", "سبتمبر", "اكتوبر",
    "نوفمبر", "ديسمبر", "رمضان", "شوال", "محرم",
];
const CURRENCIES: &[&str] = &[
    "$", "€", "£", "₹", "usd", "eur", "gbp", "sar", "aed", "egp", "kwd", "qar", "mad", "jod", "inr", "rs", "dollar", "dollars", "euro", "euros", "pound",
    "pounds", "rupees", "riyal", "riyals", "dirham", "dirhams", "dh", "ريال", "ريالا", "ريالات", "درهم", "دراهم", "جنيه", "جنيها", "دينار", "دنانير", "دولار",
    "دولارات", "يورو", "ليره", "ر.س", "ج.م",
];
const DAY_PARTS: &[&str] = &[
    "am", "pm", "o'clock", "noon", "midnight", "صباحا", "مساء", "ظهرا", "عصرا", "ليلا", "الصبح", "الظهر", "العصر", "المغرب", "بالليل", "فجرا", "الفجر", "مسا",
    "الضهر", "المسا", "العشيه", "صباح", "الصباح", "المساء", "الليل", "بليل",
];
/// Hours as Arabic spells them out, and the numbers the dialects use; folded.
const HOURS: &[&str] = &[
    "الواحده", "الثانيه", "الثالثه", "الرابعه", "الخامسه", "السادسه", "السابعه", "الثامنه", "التاسعه", "العاشره", "الحاديه", "وحده", "تنتين", "ثنتين", "تلاته",
    "ثلاثه", "اربعه", "خمسه", "سته", "سبعه", "ثمانيه", "ثمنيه", "تمنيه", "تسعه", "عشره", "حداش", "طناش", "اطناش", "اثناش", "التلاته", "الثلاثه", "الاربعه",
    "الخمسه", "السته", "السبعه", "الثمانيه", "التمنيه", "التسعه", "العشره", "الوحده", "الحداش", "الطناش", "الاطناش",
];
/// The second word of eleven and twelve; folded.
const TEENS: &[&str] = &["عشره", "عشر"];
/// Parts of an hour; folded.
const FRACTIONS: &[&str] = &["والنصف", "ونصف", "ونص", "والربع", "وربع", "والثلث", "وثلث", "وتلت"];
/// An hour spelled out after these is a time of day: «قبل الثالثة».
const BY: &[&str] = &["قبل", "بحلول", "حتي", "لغايه", "حوالي", "لحد", "عند", "بين"];

/// What Arabic writes on to these words.
const WRITTEN_ON: &[&str] = &["ال", "ب", "ل", "و", "لل"];

/// In which of the lists a word stands, as bits.
type Lists = u16;
const NUMBER: Lists = 1;
const UNIT: Lists = 2;
const DUAL: Lists = 4;
const SINGLE: Lists = 8;
const QUALIFIER: Lists = 16;
const DAY: Lists = 32;
const MONTH: Lists = 64;
const CURRENCY: Lists = 128;
const DAY_PART: Lists = 256;
const HOUR: Lists = 1024;
/// Words that begin a typed token and are told by name.
const NAMED: Lists = 512;
/// What a typed token can begin with.
const BEGINNINGS: Lists = NUMBER | DUAL | SINGLE | DAY | MONTH | CURRENCY | NAMED | HOUR;

/// The lists of all words.
struct AllLists {
    /// A bit for each word by its length and first letters: most words of a text are told apart by it.
    bits: [u64; 64],
    words: FxHashMap<&'static str, Lists>,
}

impl AllLists {
    fn place(word: &str) -> (usize, u64) {
        let bytes = word.as_bytes();
        let byte = |at: usize| bytes.get(at).copied().map_or(0, usize::from);
        let place = byte(0) * 7 + byte(1) * 67 + byte(3) * 31 + bytes.len() * 13;
        (place / 64 % 64, 1 << (place % 64))
    }
}

/// The lists a word stands in: one look-up for all of them.
fn lists(word: &str) -> Lists {
    static ALL: LazyLock<AllLists> = LazyLock::new(|| {
        let named: &[&str] = &["a", "an", "الساعه", "ساعه", "noon", "midnight"];
        let all = [
            (NUMBER_WORDS, NUMBER),
            (UNITS, UNIT),
            (DUALS, DUAL),
            (ONE, SINGLE),
            (QUALIFIERS, QUALIFIER),
            (DAYS, DAY),
            (MONTHS, MONTH),
            (CURRENCIES, CURRENCY),
            (DAY_PARTS, DAY_PART),
            (HOURS, HOUR),
            (named, NAMED),
        ];
        let mut lists = AllLists { bits: [0; 64], words: FxHashMap::default() };
        for (list, bit) in all {
            for &word in list {
                let (slot, place) = AllLists::place(word);
                lists.bits[slot] |= place;
                *lists.words.entry(word).or_default() |= bit;
            }
        }
        lists
    });
    let (slot, place) = AllLists::place(word);
    if ALL.bits[slot] & place == 0 { 0 } else { ALL.words.get(word).copied().unwrap_or_default() }
}

/// The lists a word stands in with و, ب, ل or ال stripped, as Arabic writes them on.
fn bare_lists(word: &str) -> Lists {
    let whole = lists(word);
    if !word.starts_with(['ا', 'ب', 'ل', 'و']) {
        return whole;
    }
    let stripped = WRITTEN_ON.iter().filter_map(|prefix| word.strip_prefix(prefix));
    stripped.fold(whole, |all, rest| all | lists(rest))
}

/// Where a typed token that begins at token `at` ends; `None` where there is none.
pub(super) fn end(document: &Document<'_>, typed: Typed, at: usize, limit: usize) -> Option<usize> {
    let tokens = Reader { document, limit };
    let class = tokens.class(at)?;
    match typed {
        Typed::Number | Typed::Duration | Typed::Date | Typed::Time | Typed::Money if !may_begin(tokens.word(at), class) => None,
        Typed::Number => tokens.number(at),
        Typed::Duration => tokens.duration(at),
        Typed::Date => tokens.date(at),
        Typed::Time => tokens.time(at),
        Typed::Money => tokens.money(at),
        Typed::Entity | Typed::Link | Typed::Email | Typed::Handle | Typed::Hashtag | Typed::Placeholder | Typed::Emoji => {
            (typed.class() == Some(class)).then_some(at + 1)
        }
    }
}

/// Whether a typed token can begin with a token: most words are told apart here.
fn may_begin(word: &str, class: TokenClass) -> bool {
    match class {
        TokenClass::Latin => lists(word) & BEGINNINGS != 0,
        TokenClass::Arabic => bare_lists(word) & BEGINNINGS != 0,
        _ => true,
    }
}

/// All durations, dates and times of day that begin at token `at`, each with its end.
pub(super) fn times(document: &Document<'_>, at: usize, limit: usize) -> SmallVec<[(Typed, usize); 3]> {
    let tokens = Reader { document, limit };
    let mut times = SmallVec::new();
    let class = tokens.class(at).filter(|&class| class.is_word() || class == TokenClass::Number || class == TokenClass::Entity);
    if class.is_some_and(|class| may_begin(tokens.word(at), class)) {
        let all = [(Typed::Duration, tokens.duration(at)), (Typed::Date, tokens.date(at)), (Typed::Time, tokens.time(at))];
        times.extend(all.into_iter().filter_map(|(typed, end)| Some((typed, end?))));
    }
    times
}

struct Reader<'d> {
    document: &'d Document<'d>,
    limit: usize,
}

impl Reader<'_> {
    fn class(&self, at: usize) -> Option<TokenClass> {
        if at < self.limit { self.document.tokens.list.get(at).map(|token| token.class) } else { None }
    }

    fn word(&self, at: usize) -> &str {
        if at < self.limit { self.document.tokens.word(at) } else { "" }
    }

    /// Whether a word of one of these lists stands there.
    fn is(&self, at: usize, wanted: Lists) -> bool {
        lists(self.word(at)) & wanted != 0
    }

    /// The same with what Arabic writes on.
    fn is_bare(&self, at: usize, wanted: Lists) -> bool {
        self.class(at).is_some_and(TokenClass::is_word) && bare_lists(self.word(at)) & wanted != 0
    }

    fn number(&self, at: usize) -> Option<usize> {
        let one = |at: usize| self.class(at) == Some(TokenClass::Number) || self.class(at) == Some(TokenClass::Entity) || self.is(at, NUMBER);
        if !one(at) {
            return None;
        }
        let mut end = at + 1;
        // "3-5", "3 to 5", "ثلاثه او اربعه"
        if matches!(self.word(end), "-" | "to" | "or" | "الي" | "او" | "و") && one(end + 1) {
            end += 2;
        }
        Some(end)
    }

    fn duration(&self, at: usize) -> Option<usize> {
        if self.is_bare(at, DUAL) {
            return Some(self.qualified(at + 1));
        }
        let before = |back: usize| at.checked_sub(back).map_or("", |before| self.word(before));
        if self.is(at, SINGLE) && (SPANS.contains(&before(1)) || (before(1) == "the" && before(2) == "within")) {
            return Some(self.qualified(at + 1));
        }
        let numbered = self.number(at).or_else(|| matches!(self.word(at), "a" | "an").then_some(at + 1))?;
        // «الساعة ٣ يوم الاثنين» is a time and a date.
        if self.word(numbered) == "يوم" && self.is(numbered + 1, DAY) {
            return None;
        }
        let unit = if self.is(numbered, QUALIFIER) { numbered + 1 } else { numbered };
        self.is_bare(unit, UNIT).then(|| self.qualified(unit + 1))
    }

    fn qualified(&self, at: usize) -> usize {
        if matches!(self.word(at), "عمل" | "كامله" | "فقط") { at + 1 } else { at }
    }

    fn date(&self, at: usize) -> Option<usize> {
        if self.is_bare(at, DAY) {
            return Some(at + 1);
        }
        if self.class(at) == Some(TokenClass::Number) {
            if self.word(at).contains('/') {
                return Some(at + 1);
            }
            let month = if matches!(self.word(at + 1), "st" | "nd" | "rd" | "th" | "of") { at + 2 } else { at + 1 };
            return self.is(month, MONTH).then_some(month + 1);
        }
        (self.is(at, MONTH) && self.class(at + 1) == Some(TokenClass::Number)).then_some(at + 2)
    }

    fn time(&self, at: usize) -> Option<usize> {
        if matches!(self.word(at), "الساعه" | "ساعه") && (self.number(at + 1).is_some() || self.is(at + 1, HOUR)) {
            let end = self.spelled(at + 1).unwrap_or(at + 2);
            return Some(self.day_part(end).unwrap_or(end));
        }
        if let Some(end) = self.spelled(at) {
            let ordinal = self.word(at).starts_with("ال");
            let by = ordinal && at.checked_sub(1).is_some_and(|before| BY.contains(&self.word(before)));
            return self.day_part(end).or_else(|| by.then_some(end));
        }
        if matches!(self.word(at), "noon" | "midnight") {
            return Some(at + 1);
        }
        if self.class(at) != Some(TokenClass::Number) {
            return None;
        }
        if let Some(end) = self.day_part(at + 1) {
            return Some(end);
        }
        if matches!(self.word(at + 1), "a" | "p") && self.word(at + 2) == "." && self.word(at + 3) == "m" {
            return Some(at + 4);
        }
        self.word(at).contains(':').then_some(at + 1)
    }

    /// «الثانية عشرة والنصف»: where an hour in words ends, with its fraction.
    fn spelled(&self, at: usize) -> Option<usize> {
        if !self.is_bare(at, HOUR) {
            return None;
        }
        let end = if TEENS.contains(&self.word(at + 1)) { at + 2 } else { at + 1 };
        let less = self.word(end) == "الا" && matches!(self.word(end + 1), "ربع" | "ربعا" | "الربع" | "ثلث" | "ثلثا" | "تلت" | "خمسه" | "عشره");
        Some(if less { end + 2 } else { end + usize::from(FRACTIONS.contains(&self.word(end))) })
    }

    /// «من مساء اليوم», «صباحا»: where the half of the day after an hour ends.
    fn day_part(&self, at: usize) -> Option<usize> {
        let part = if matches!(self.word(at), "من" | "متاع" | "تاع" | "ديال" | "في" | "ف") { at + 1 } else { at };
        self.is(part, DAY_PART).then_some(part + 1)
    }

    fn money(&self, at: usize) -> Option<usize> {
        if self.is(at, CURRENCY) {
            return self.number(at + 1);
        }
        let end = self.number(at)?;
        self.is(end, CURRENCY).then_some(end + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conversation::Markup;

    fn found(source: &str, typed: Typed) -> Option<String> {
        let document = Document::new(source, Markup::Plain);
        let limit = document.tokens.list.len();
        (0..limit).find_map(|at| end(&document, typed, at, limit).map(|end| document.span_of(at..end).text(source).to_owned()))
    }

    #[test]
    fn reads_both_languages() {
        for (source, typed, expected) in [
            ("within 24 hours please", Typed::Duration, "24 hours"),
            ("in 3-5 business days", Typed::Duration, "3-5 business days"),
            ("give me a minute", Typed::Duration, "a minute"),
            ("خلال ٢٤ ساعة", Typed::Duration, "٢٤ ساعة"),
            ("خلال يومين", Typed::Duration, "يومين"),
            ("يصلك خلال ساعة", Typed::Duration, "ساعة"),
            ("بعد يوم عمل", Typed::Duration, "يوم عمل"),
            ("we write within the hour", Typed::Duration, "hour"),
            ("الساعة ٣ يوم الاثنين", Typed::Date, "الاثنين"),
            ("نكلمك الليلة", Typed::Date, "الليلة"),
            ("خلال ثلاث دقائق", Typed::Duration, "ثلاث دقائق"),
            ("استنى 5 دقايق", Typed::Duration, "5 دقايق"),
            ("before 3 May", Typed::Date, "3 May"),
            ("يوم الخميس", Typed::Date, "الخميس"),
            ("at 10:30", Typed::Time, "10:30"),
            ("by 4 pm", Typed::Time, "4 pm"),
            ("الساعة ١١ الصبح", Typed::Time, "الساعة ١١ الصبح"),
            ("قبل السادسة مساءً", Typed::Time, "السادسة مساءً"),
            ("أعود إليك قبل الثالثة.", Typed::Time, "الثالثة"),
            ("الساعة الثانية عشرة والنصف ظهرًا", Typed::Time, "الساعة الثانية عشرة والنصف ظهرًا"),
            ("من التاسعة إلا ربعًا صباحا", Typed::Time, "التاسعة إلا ربعًا صباحا"),
            ("الساعة خمسة ونص العصر", Typed::Time, "الساعة خمسة ونص العصر"),
            ("بقيمة ٤٥ ريال", Typed::Money, "٤٥ ريال"),
            ("about $20", Typed::Money, "$20"),
            ("two of them", Typed::Number, "two"),
        ] {
            assert_eq!(found(source, typed).as_deref(), Some(expected), "{source}");
        }
        for source in ["a long way", "كل ساعة", "الساعة ٣ يوم الاثنين"] {
            assert_eq!(found(source, Typed::Duration), None, "{source}");
        }
        assert_eq!(found("وقت طويل", Typed::Duration), None);
        for source in ["الخطوة الثالثة", "المرة الثانية مساعدة", "الطبعة العاشرة"] {
            assert_eq!(found(source, Typed::Time), None, "{source}");
        }
    }
}
