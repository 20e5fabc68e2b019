//! Names: whom the reply addresses, and whether that is the customer.

use super::reading::Reading;
use crate::document::Document;
use crate::text::distance::alike;
use crate::text::{TokenClass, Zone, fold};
use std::ops::Range;

/// Titles that stand before a name; folded.
const TITLES: &[&str] = &[
    "mr", "mrs", "ms", "miss", "dr", "prof", "sir", "madam", "استاذ", "استاذه", "الاستاذ", "الاستاذه", "السيد", "السيده", "سيد", "سيده", "دكتور", "دكتوره",
    "الدكتور", "د", "الاخ", "الاخت", "اخي", "اختي", "اخ", "اخت", "يا", "مهندس", "المهندس", "ابو", "ام", "عزيزي", "عزيزتي", "شيخ",
];
/// Titles that greet by themselves: «السيد رشيد،»; folded.
const FORMAL: &[&str] = &["السيد", "السيده", "الاستاذ", "الاستاذه", "استاذ", "استاذه", "دكتور", "دكتوره", "الدكتور", "الدكتوره", "المهندس", "المهندسه", "مهندس"];
/// Words that begin a salutation; folded.
const SALUTATIONS: &[&str] = &[
    "hi", "hello", "hey", "dear", "hiya", "morning", "afternoon", "evening", "اهلا", "مرحبا", "هلا", "ياهلا", "عزيزي", "عزيزتي", "حياك", "اهلين", "تحيه", "يا",
    "عليكم", "الخير", "النور", "وسهلا", "بك", "بيك", "فيك", "والله", "بكم",
];
/// Words of `SALUTATIONS` that none begins with; folded.
const FOLLOWING: &[&str] = &["عليكم", "الخير", "النور", "وسهلا", "بك", "بيك", "فيك", "والله", "بكم"];
/// Words in a salutation that are no name; folded.
const NO_NAMES: &[&str] = &[
    "there", "all", "everyone", "team", "friend", "customer", "valued", "guest", "user", "client", "member", "folks", "again", "good", "to", "you", "the",
    "our", "and", "welcome", "back", "العميل", "العميله", "العزيز", "العزيزه", "الكريم", "الكريمه", "عميلنا", "عميلتنا", "فندم", "باشا", "غالي", "الغالي",
    "الغاليه", "طيب", "طيبه", "guys", "support", "sunshine", "world", "happy", "dears", "buddy", "mate", "pal", "sir", "madam", "ma'am", "subscriber",
    "partner", "traveller", "traveler", "neighbour", "neighbor", "shopper", "reader", "fam", "dunno", "passenger", "love", "darling", "honey", "boss", "bro",
    "sis", "applicant", "claimant", "policyholder", "resident", "tenant", "student", "parent", "parents", "patient", "guests", "candidate", "citizen", "user",
    "tutor", "المستفيد", "المراجع", "المواطن", "المشترك", "الفاضل", "الفاضله", "المحترم", "المحترمه", "الله", "ورحمه", "وبركاته", "رحمه", "بك", "بكم", "بيك",
    "فيك", "جميعا", "صديقي", "حضرتك", "الضيف", "المدير", "المديره", "المدعو", "صديقتي", "حبيبي", "حبيبتي", "قلبي", "عيني", "عيوني", "بطل", "وحش", "كبير",
    "ريس", "هانم", "بيه", "بيك", "افندم", "برنس", "كابتن", "معلم", "اخوي", "خويا", "ختي", "خيي", "خيتي", "الحبيب", "الطيب", "الطيبه", "عمري", "روحي", "وغلا",
    "بحضرتك", "حضرتكم", "معك", "معاك", "معكم", "معاكم", "فيكم", "بيكم", "سيدي", "سيدتي", "زبوننا", "ضيفنا", "ضيفتنا", "عملاءنا", "الغاليين", "الكرام", "تحياتي",
    "تحياتنا", "اهلا", "مرحبا", "هلا", "نعتذر", "ناسف", "اسفين", "اسف", "اسفه", "شكرا", "نشكرك", "نشكركم", "عذرا", "للاسف", "تم", "نعم", "لا", "لن", "لم", "ما",
    "هل", "كيف", "شو", "ايش", "وش", "كم", "متي", "وين", "فين", "خبر", "ريت", "ليت", "رب", "ساتر", "سلام", "حرام", "طلبك", "طلبكم", "شحنتك", "حسابك", "يومك",
    "يومكم", "سعدنا", "يسعدنا", "ابشر", "ابشري", "تفضل", "تفضلي", "اكيد", "طبعا", "تمام", "حاضر", "انا", "نحن", "احنا", "كل", "عام", "رمضان", "عيد", "جمعه",
    "مبارك", "بخير", "اخباركم", "اخبارك",
];
/// Words before a comma at the start, or after one further on, that are no names; folded.
const INTERJECTIONS: &[&str] = &[
    "ok", "okay", "hmm", "hm", "ah", "oh", "yes", "no", "yeah", "yep", "nope", "well", "so", "sure", "sorry", "apologies", "thanks", "thank", "please",
    "unfortunately", "sadly", "also", "however", "first", "firstly", "now", "then", "great", "awesome", "perfect", "right", "certainly", "absolutely", "note",
    "you", "we", "i", "for", "it", "this", "that", "the", "if", "in", "our", "your", "can", "what", "let", "done", "again", "finally", "currently",
    "understood", "noted", "alright", "cool", "nice", "good", "wow", "oops", "ouch", "yikes", "congratulations", "congrats", "cheers", "indeed", "actually",
    "basically", "honestly", "regarding", "besides", "meanwhile", "otherwise", "additionally", "moreover", "furthermore", "therefore", "hence", "still",
    "once", "as", "at", "on", "to", "by", "here", "there", "just", "maybe", "perhaps", "hopefully", "absolutely", "definitely", "of", "course", "fine",
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april", "june", "july", "august",
    "september", "october", "november", "december", "hello", "hi", "hey", "dear", "welcome", "best", "regards", "love",
];
/// Short forms of English names that do not look like the long one.
const SHORT_FORMS: &[(&str, &str)] = &[
    ("bob", "robert"),
    ("bobby", "robert"),
    ("bill", "william"),
    ("billy", "william"),
    ("dick", "richard"),
    ("tony", "anthony"),
    ("jack", "john"),
    ("jim", "james"),
    ("jimmy", "james"),
    ("peggy", "margaret"),
    ("meg", "margaret"),
    ("ted", "edward"),
    ("ned", "edward"),
    ("hank", "henry"),
    ("sasha", "alexander"),
    ("sasha", "alexandra"),
    ("kate", "catherine"),
    ("kathy", "catherine"),
    ("chuck", "charles"),
    ("becky", "rebecca"),
    ("molly", "mary"),
    ("polly", "mary"),
    ("nancy", "ann"),
];
/// Whether a word belongs to a salutation and is no name.
pub(super) fn is_courtesy(word: &str) -> bool {
    SALUTATIONS.contains(&word) || TITLES.contains(&word) || NO_NAMES.contains(&word)
}

/// The words that a greeting begins with, without whom they are said to; neutral where they have a gender.
pub fn salutation(document: &Document<'_>, greeting: Range<usize>) -> String {
    const KEPT: &[&str] = &["الخير", "النور", "وسهلا", "عليكم", "ورحمه", "رحمه", "الله", "وبركاته", "بركاته", "طيبه", "مساء", "صباح", "good", "morning"];
    let kept = |at: &usize| {
        let word = document.tokens.word(*at);
        let opens = SALUTATIONS.contains(&word) && !matches!(word, "عزيزي" | "عزيزتي" | "يا" | "بك" | "بيك" | "فيك" | "بكم");
        document.tokens.list[*at].class.is_word() && (opens || KEPT.contains(&word) || matches!(word, "السلام" | "وعليكم" | "greetings" | "day" | "سلام"))
    };
    let end = greeting.clone().find(|at| !kept(at)).unwrap_or(greeting.end);
    let words = document.span_of(greeting.start..end).text(document.source).trim();
    match words {
        "" if greeting.clone().any(|at| document.tokens.list[at].class == TokenClass::Arabic) => "مرحبا".to_owned(),
        "" => "Hello".to_owned(),
        words => words.to_owned(),
    }
}

/// How much of a name may differ before it is another one (per cent): in the salutation, and anywhere in the opening.
const ANOTHER: usize = 40;
const SPELLING: usize = 20;
/// How many tokens of the opening are searched.
const OPENING: usize = 14;

/// Who is addressed in the opening, as tokens of the draft.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Addressed {
    /// The customer's own name.
    pub own: Option<Range<usize>>,
    /// Another name.
    pub other: Option<Range<usize>>,
    /// A name in passing: "Sorry about that, Mona."
    pub called: Option<Range<usize>>,
}

/// A name at the start.
struct Vocative {
    name: Range<usize>,
    /// After a salutation, or alone on its line.
    sure: bool,
}

/// Looks for the customer's name, and for another one in its place.
pub(super) fn addressed(draft: &Reading<'_>, name: Option<&str>) -> Addressed {
    let document = draft.document;
    let vocative = vocative(document);
    let called = called(draft);
    let Some(name) = name.map(str::trim).filter(|name| !name.is_empty()) else {
        // Without a known name any name is taken for the customer's.
        return Addressed { own: vocative.map(|vocative| vocative.name), other: None, called };
    };
    let parts = parts(name);
    let opening = 0..document.tokens.list.len().min(OPENING);
    let own = opening.clone().find(|&at| parts.iter().any(|part| is_part(document, at, part)));
    if let Some(at) = own {
        return Addressed { own: Some(at..at + 1), other: None, called };
    }
    let is_name =
        !parts.is_empty() && name.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '.' | '-' | '\'' | '’') || !c.is_alphanumeric() && !c.is_ascii());
    let other = vocative.filter(|vocative| {
        let written = written(document, vocative.name.clone());
        is_name && vocative.sure && same_script(&written, name) && written.split(' ').all(|word| parts.iter().all(|part| !may_be(word, part)))
    });
    Addressed { own: None, other: other.map(|vocative| vocative.name), called }
}

/// Whether a token is another name than the customer's, in the same letters.
pub(super) fn is_another(document: &Document<'_>, at: usize, name: &str) -> bool {
    let parts = parts(name);
    let word = document.tokens.word(at);
    let lettered = name.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '.' | '-' | '\'' | '’'));
    !parts.is_empty() && lettered && same_script(word, name) && parts.iter().all(|part| !may_be(word, part))
}

/// Whether a word is said in passing and is no name.
pub(super) fn is_interjection(word: &str) -> bool {
    INTERJECTIONS.contains(&word) || NO_NAMES.contains(&word)
}

/// Whether a word may be a form of a name: another spelling, a short form.
fn may_be(word: &str, part: &str) -> bool {
    const START: usize = 2;
    let start = |word: &str| word.chars().take(START).collect::<String>();
    let short = SHORT_FORMS.iter().any(|&(short, long)| (word == short && part == long) || (word == long && part == short));
    let latin = part.is_ascii();
    short
        || (alike(word, part, ANOTHER) && !is_other_consonant(word, part))
        || (latin && (start(word) == start(part) || word.contains(part) || part.contains(word)))
}

/// «رباب» and «رحاب»: one consonant is another, and so is the name. Weak letters and pairs that dialects exchange are spelling.
fn is_other_consonant(word: &str, part: &str) -> bool {
    const WEAK: &str = "اويهءة";
    const EXCHANGED: &[&str] = &["تثط", "دذض", "سصث", "زذظ", "قكجغگ", "ضظ", "جيش"];
    let arabic = |word: &str| word.chars().all(crate::text::script::is_arabic_letter);
    if !arabic(word) || !arabic(part) || word.chars().count() != part.chars().count() {
        return false;
    }
    let mut differing = word.chars().zip(part.chars()).filter(|(a, b)| a != b);
    let (Some((a, b)), None) = (differing.next(), differing.next()) else { return false };
    !WEAK.contains([a, b]) && !EXCHANGED.iter().any(|set| set.contains(a) && set.contains(b))
}

/// The parts of a name that it can be called by: titles left out, عبد with what follows.
fn parts(name: &str) -> Vec<String> {
    let folded = fold::fold_str(name);
    let words: Vec<&str> = folded.split([' ', '.', ',', '-', '_']).filter(|word| word.chars().count() > 1 && !TITLES.contains(word)).collect();
    let mut parts: Vec<String> = words.iter().map(|&word| word.to_owned()).collect();
    for pair in words.windows(2) {
        if pair[0] == "عبد" {
            parts.push(pair.concat());
        }
    }
    parts.retain(|part| part != "عبد");
    parts
}

fn is_part(document: &Document<'_>, at: usize, part: &str) -> bool {
    let token = &document.tokens.list[at];
    if !token.class.is_word() {
        return false;
    }
    let text = document.tokens.text(token);
    let joined = || text == "عبد" && document.tokens.list.get(at + 1).is_some_and(|next| part.strip_prefix("عبد") == Some(document.tokens.text(next)));
    text == part || text.strip_suffix("'s") == Some(part) || alike(text, part, SPELLING) || joined()
}

fn written(document: &Document<'_>, tokens: Range<usize>) -> String {
    document.tokens.list[tokens].iter().map(|token| document.tokens.text(token)).collect::<Vec<_>>().join(" ")
}

fn same_script(a: &str, b: &str) -> bool {
    let arabic = |text: &str| fold::fold_str(text).chars().any(crate::text::script::is_arabic_letter);
    arabic(a) == arabic(b)
}

/// The name after a salutation: "Hi Mona,", «أهلًا منى،», or alone before a comma in the first line.
fn vocative(document: &Document<'_>) -> Option<Vocative> {
    let list = &document.tokens.list;
    let mut at = list.iter().position(|token| token.class.is_word())?;
    if at > 3 {
        return None;
    }
    let word = |at: usize| document.tokens.word(at);
    let greeted = (SALUTATIONS.contains(&word(at)) && !FOLLOWING.contains(&word(at))) || FORMAL.contains(&word(at));
    while list.get(at).is_some_and(|token| token.class.is_word()) && (SALUTATIONS.contains(&word(at)) || TITLES.contains(&word(at)) || word(at) == "good") {
        at += 1;
    }
    let no_name = |at: usize| NO_NAMES.contains(&word(at)) || INTERJECTIONS.contains(&word(at)) || word(at).contains('\'');
    let first = list.get(at).filter(|token| token.class.is_word() && !no_name(at))?;
    let named = first.class == TokenClass::Arabic || first.capital;
    let mut end = at + 1;
    while end < list.len() && end < at + 3 && list[end].class == first.class && (list[end].class == TokenClass::Arabic || list[end].capital) {
        end += 1;
    }
    let breaks = list.get(end).is_none_or(|token| token.breaks);
    let closed = breaks || matches!(word(end), "," | "!" | "." | "-" | ":") || list[end].class == TokenClass::Emoji;
    let alone = word(end) == "," && list.get(end + 1).is_some_and(|token| token.breaks);
    let wanted = if greeted { named && closed } else { first.capital && end == at + 1 && word(end) == "," };
    let name = wanted.then_some(at..end)?;
    if name.clone().any(no_name) {
        return None;
    }
    // «أبو محمد» is Khaled, perhaps; two words of Arabic are a name where the second is a family's.
    let kunya = at.checked_sub(1).is_some_and(|before| matches!(word(before), "ابو" | "ام" | "بو" | "ابا"));
    let family =
        end == at + 1 || first.class != TokenClass::Arabic || (end == at + 2 && ["ال", "بن", "ابو", "عبد"].iter().any(|start| word(at + 1).starts_with(start)));
    Some(Vocative { name, sure: (greeted || alone) && !kunya && family && first.source.len() > 2 })
}

/// The customer's name in passing: "Sorry about that, Mona." "Thanks {name}!", in the first two sentences.
fn called(draft: &Reading<'_>) -> Option<Range<usize>> {
    const FIRST: usize = 2;
    let document = draft.document;
    let body = |index: &usize| !matches!(document.zones.get(*index), Some(Zone::Closing | Zone::Signature));
    (0..document.sentences.len()).filter(body).take(FIRST).find_map(|index| {
        let range = draft.sentence(index);
        range.clone().find(|&at| is_called(document, at, range.clone())).map(|at| at..at + 1)
    })
}

fn is_called(document: &Document<'_>, at: usize, sentence: Range<usize>) -> bool {
    const SLOTS: &[&str] =
        &["name", "first name", "customer name", "customer first name", "client name", "user name", "customer", "اسم", "الاسم", "اسم العميل", "اسم العميلة"];
    let list = &document.tokens.list;
    let source = |at: usize| list[at].source.text(document.source);
    if list[at].class == TokenClass::Placeholder {
        let inner = source(at).trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase().replace(['_', '-', '.'], " ");
        return SLOTS.contains(&inner.as_str());
    }
    let name = |at: usize| {
        let lower = || source(at).len() > 1 && source(at).chars().skip(1).all(char::is_lowercase);
        let word = document.tokens.word(at);
        list[at].class == TokenClass::Latin && list[at].capital && lower() && !INTERJECTIONS.contains(&word) && !NO_NAMES.contains(&word)
    };
    if at <= sentence.start || !name(at) {
        return false;
    }
    let spoken = matches!(document.tokens.word(at - 1), "thanks" | "sorry" | "you" | "welcome" | "that" | "this");
    let comma = document.tokens.word(at - 1) == "," && at >= sentence.start + 2 && !name(at - 2);
    let end = if at + 1 < sentence.end && name(at + 1) { at + 2 } else { at + 1 };
    let closed = list.get(end).is_none_or(|next| {
        end >= sentence.end || next.breaks || next.class == TokenClass::Emoji || matches!(document.tokens.text(next), "," | "." | "!" | "?" | "-" | "–" | ":")
    });
    closed && (comma || spoken)
}

#[cfg(test)]
mod tests {
    use super::is_other_consonant;

    #[test]
    fn one_consonant_makes_another_name() {
        for (word, part, expected) in
            [("رباب", "رحاب", true), ("تامر", "ثامر", false), ("ليلا", "ليلي", false), ("خلودي", "خلود", false), ("mona", "mona", false)]
        {
            assert_eq!(is_other_consonant(word, part), expected, "{word} {part}");
        }
    }
}
