//! Forms of one gender: fine where the customer's is known and the same, a guess where it is not, a fault where it is the other.

use super::{Mark, View};
use crate::conversation::Gender;
use crate::diagnostic::{Applicability, Severity};
use crate::rules::Fact;
use crate::text::TokenClass;
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// Titles and vocatives of one gender in the opening; folded.
const TITLES: &[(&str, Gender)] = &[
    ("عزيزي", Gender::Masculine),
    ("اخي", Gender::Masculine),
    ("اخوي", Gender::Masculine),
    ("سيدي", Gender::Masculine),
    ("خويا", Gender::Masculine),
    ("استاذ", Gender::Masculine),
    ("الاستاذ", Gender::Masculine),
    ("السيد", Gender::Masculine),
    ("الاخ", Gender::Masculine),
    ("mr", Gender::Masculine),
    ("sir", Gender::Masculine),
    ("عزيزتي", Gender::Feminine),
    ("اختي", Gender::Feminine),
    ("سيدتي", Gender::Feminine),
    ("ختي", Gender::Feminine),
    ("استاذه", Gender::Feminine),
    ("الاستاذه", Gender::Feminine),
    ("السيده", Gender::Feminine),
    ("الاخت", Gender::Feminine),
    ("mrs", Gender::Feminine),
    ("ms", Gender::Feminine),
    ("miss", Gender::Feminine),
    ("madam", Gender::Feminine),
    ("ma'am", Gender::Feminine),
];
/// Verbs and pronouns that speak to a woman only; folded.
const FEMININE: &[&str] = &[
    "انتي", "حضرتكي", "تبين", "تبغين", "تقدرين", "ترغبين", "تودين", "تريدين", "تحتاجين", "تستطيعين", "تواجهين", "تلاحظين", "تفضلي", "تواصلي", "راسلينا",
    "راسليني", "زودينا", "زوديني", "اضغطي", "ابعتيلنا", "ابعتيلي", "خبرينا", "خبريني", "اخبرينا", "اخبريني", "جربي", "انتظري", "تابعينا", "ادخلي", "كلمينا",
    "كلميني", "ابشري", "تقدري", "بتقدري", "معاكي", "ليكي", "فيكي", "بيكي", "عليكي", "معج", "منج", "لج", "عندج", "طلبج", "حسابج", "تترددي", "تتردين", "تتردديش",
    "صيفطي", "شوفي", "تشوفين", "اعيدي", "حدثي", "تاكدي",
];
/// Verbs that speak to a man, where they speak to the customer; folded.
const MASCULINE: &[&str] =
    &["تفضل", "ابشر", "تقدر", "ترغب", "تريد", "تستطيع", "تبي", "تبغي", "تحتاج", "متضايق", "راضي", "مستعد", "متاكد", "محتاج", "عايز", "حاب"];
/// After these the verb speaks to the customer; folded.
const SPOKEN_TO: &[&str] = &["", "انت", "حضرتك", "كنت", "اذا", "لو", "هل", "كيف", "متي", "ممكن", ",", ".", "!", "?", "انك", "كما", "حين", "عندما", "وقتما"];
/// Vocatives without a name, and what greets both; folded words, then as written.
const NEUTRAL: &[(&[&str], &str)] = &[
    (&["عزيزي", "العميل"], "أهلًا بك"),
    (&["عزيزتي", "العميله"], "أهلًا بك"),
    (&["اخي", "الكريم"], "أهلًا بك"),
    (&["اختي", "الكريمه"], "أهلًا بك"),
    (&["اخي", "العزيز"], "أهلًا بك"),
    (&["اختي", "العزيزه"], "أهلًا بك"),
    (&["سيدي", "الفاضل"], "أهلًا بك"),
    (&["سيدتي", "الفاضله"], "أهلًا بك"),
    (&["عزيزي", "المشترك"], "أهلًا بك"),
    (&["dear", "sir"], "Hello"),
    (&["dear", "madam"], "Hello"),
    (&["dear", "ma'am"], "Hello"),
    (&["hi", "guys"], "Hi everyone"),
    (&["hello", "guys"], "Hello everyone"),
    (&["hey", "guys"], "Hi everyone"),
    (&["hi", "ladies"], "Hi everyone"),
    (&["hello", "ladies"], "Hello everyone"),
];
/// How far the opening reaches, in tokens.
const OPENING: usize = 6;

pub(super) fn marks(scene: &View<'_, '_>, marks: &mut Vec<Mark>) {
    match scene.conversation.customer.gender {
        Some(gender) => contradictions(scene, gender, marks),
        None => marks.extend(assumption(scene)),
    }
}

fn feminine() -> &'static FxHashSet<&'static str> {
    static WORDS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| FEMININE.iter().copied().collect());
    &WORDS
}

/// Forms of the other gender than the customer's.
fn contradictions(scene: &View<'_, '_>, gender: Gender, marks: &mut Vec<Mark>) {
    let document = scene.document();
    for (at, token) in document.tokens.list.iter().enumerate().filter(|(_, token)| token.class.is_word() && !token.quoted) {
        let word = document.tokens.text(token);
        let title = at < OPENING && TITLES.iter().any(|&(known, of)| known == word && of != gender) && !is_both(scene, at);
        let form = match gender {
            Gender::Masculine => feminine().contains(word),
            Gender::Feminine => MASCULINE.contains(&word) && is_spoken_to(scene, at),
        };
        if title || form {
            marks.push(Mark::new(Fact::GenderAssumed, at..at + 1));
        }
    }
}

/// The verb begins its clause, or stands after a word that speaks to the customer.
fn is_spoken_to(scene: &View<'_, '_>, at: usize) -> bool {
    let document = scene.document();
    let first = document.tokens.list[at].breaks || at == 0;
    first || SPOKEN_TO.contains(&document.tokens.word(at - 1))
}

/// "Sir or Madam", «عزيزي/عزيزتي».
fn is_both(scene: &View<'_, '_>, at: usize) -> bool {
    let word = |at: usize| scene.document().tokens.word(at);
    let joint = |word: &str| matches!(word, "/" | "or" | "and" | "او" | "(" | "\\" | "-");
    joint(word(at + 1)) || at > 0 && joint(word(at - 1))
}

/// A form of one gender where nobody said which, and no name is used.
fn assumption(scene: &View<'_, '_>) -> Option<Mark> {
    let document = scene.document();
    let tokens = &document.tokens;
    let named = scene.assessment.addressed.own.is_some() || scene.assessment.addressed.other.is_some() || scene.conversation.customer.name.is_some();
    if named {
        return None;
    }
    let length = tokens.list.len();
    let vocative = (0..length.min(OPENING)).find_map(|at| {
        let (words, neutral) = NEUTRAL.iter().find(|(words, _)| words.iter().enumerate().all(|(offset, word)| tokens.word(at + offset) == *word))?;
        let end = at + words.len();
        // «أهلًا بك عزيزي العميل»: taken out rather than greeted twice.
        let greeted = at > 0;
        let both = is_both(scene, at) || is_both(scene, end - 1);
        (!both).then(|| {
            let found = Mark::new(Fact::GenderAssumed, at..end);
            if greeted { found } else { found.with(*neutral).freely(Applicability::Unsafe) }
        })
    });
    let form = || {
        let feminine = |at: &usize| tokens.list[*at].class == TokenClass::Arabic && !tokens.list[*at].quoted && feminine().contains(tokens.word(*at));
        (0..length).find(feminine).map(|at| Mark::new(Fact::GenderAssumed, at..at + 1))
    };
    vocative.or_else(form).map(|found| found.at_most(Severity::Hint))
}
