//! Words that two texts share: the same word, another form of it, or one of the same meaning.

use crate::document::Document;
use crate::rules::RuleSet;
use crate::text::{Token, TokenClass};
use rustc_hash::FxHashSet;
use std::ops::Range;

/// The shortest word that is compared (letters); names of things are longer than particles.
const SHORTEST: usize = 4;
/// Words that are too general to show that two sentences speak of the same thing.
const GENERAL: &[&str] = &[
    "about", "account", "after", "again", "also", "always", "another", "anything", "asap", "back", "been", "before", "being", "best", "both", "cannot", "come",
    "contact", "could", "customer", "customers", "does", "doing", "don't", "done", "even", "ever", "every", "experience", "feedback", "from", "give", "going",
    "good", "great", "have", "hello", "help", "here", "hope", "inconvenience", "issue", "issues", "just", "keep", "know", "less", "like", "long", "made",
    "make", "many", "more", "most", "much", "need", "never", "number", "only", "other", "over", "people", "please", "problem", "problems", "really", "regards",
    "same", "says", "service", "should", "since", "some", "sorry", "still", "such", "sure", "take", "team", "than", "thank", "thanks", "that", "that's",
    "their", "them", "then", "there", "these", "they", "thing", "things", "think", "this", "those", "time", "today", "trying", "understand", "using", "very",
    "want", "well", "were", "what", "when", "where", "which", "while", "will", "with", "without", "work", "working", "would", "your", "you're", "you've",
    "can't", "didn't", "doesn't", "isn't", "won't", "i've", "i'll", "we're", "we'll", "it's",
    "الان", "التي", "الذي", "اللي", "اليوم", "انا", "انت", "انتم", "ايضا", "بسبب", "بعد", "بعض", "تمام", "جدا", "حتي", "حضرتك", "خدمه", "خلال", "ذلك", "رقم",
    "شكرا", "شيء", "عشان", "علشان", "عندك", "عندكم", "عندي", "عليكم", "عميل", "فقط", "قبل", "كان", "كانت", "كل", "كيف", "لكم", "لكن", "للاسف", "لماذا", "ليش",
    "مشكله", "معكم", "ممكن", "موضوع", "نحن", "هذا", "هذه", "هذي", "وقت", "يرجي", "يعني", "يمكن", "يوم", "سلام", "السلام", "الله", "مساعده", "تواصل",
];

/// What a word is compared by.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Key {
    /// A group of synonyms.
    Meaning(u16),
    /// The word without endings and particles.
    Stem(Box<str>),
    /// A number, amount or code as written.
    Figure(Box<str>),
}

/// The content words of some text.
#[derive(Clone, Debug, Default)]
pub struct Words {
    keys: FxHashSet<Key>,
}

impl Words {
    /// Adds the content words of a range of tokens.
    pub fn add(&mut self, set: &RuleSet, document: &Document<'_>, tokens: Range<usize>) {
        self.keys.extend(document.tokens.list[tokens].iter().filter_map(|token| key(set, document, token)));
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// The first of these tokens whose word is among them.
    pub fn shared(&self, set: &RuleSet, document: &Document<'_>, tokens: Range<usize>) -> Option<usize> {
        if self.is_empty() {
            return None;
        }
        tokens.into_iter().find(|&at| key(set, document, &document.tokens.list[at]).is_some_and(|key| self.keys.contains(&key)))
    }
}

fn key(set: &RuleSet, document: &Document<'_>, token: &Token) -> Option<Key> {
    let text = document.tokens.text(token);
    match token.class {
        TokenClass::Number => (text.len() > 1).then(|| Key::Figure(text.into())),
        TokenClass::Entity => Some(Key::Figure(token.source.text(document.source).into())),
        TokenClass::Arabic | TokenClass::Latin => {
            let vocabulary = set.vocabulary();
            if let Some(group) = vocabulary.analyses(token, text).iter().find_map(|analysis| set.synonym(analysis.word)) {
                return Some(Key::Meaning(group));
            }
            let stem = if token.class == TokenClass::Arabic { arabic_stem(text) } else { english_stem(text) };
            let content = stem.chars().count() >= SHORTEST - usize::from(token.class == TokenClass::Arabic);
            (content && !GENERAL.contains(&text) && !GENERAL.contains(&stem)).then(|| Key::Stem(stem.into()))
        }
        _ => None,
    }
}

/// A word without the endings that change its number and tense.
fn english_stem(word: &str) -> &str {
    let word = word.strip_suffix("'s").unwrap_or(word);
    for ending in ["ings", "ing", "ed", "es", "s", "e"] {
        if let Some(stem) = word.strip_suffix(ending).filter(|stem| stem.len() >= SHORTEST) {
            return stem;
        }
    }
    word
}

/// A word without what is written on to it. Only for comparing two texts: no rule looks for such a stem.
fn arabic_stem(word: &str) -> &str {
    const LEAST: usize = 3;
    let long = |stem: &&str| stem.chars().count() >= LEAST;
    let mut stem = word;
    // A single letter before a word may be its own (فاتورة): only the article, with what may stand before it, tells itself.
    for before in ["وبال", "وال", "فال", "بال", "كال", "ولل", "ال", "لل"] {
        if let Some(rest) = stem.strip_prefix(before).filter(long) {
            stem = rest;
            break;
        }
    }
    for after in ["كما", "هما", "كم", "هم", "ها", "نا", "ات", "ين", "ون", "تي", "تك", "ك", "ه", "ي", "ت"] {
        if let Some(rest) = stem.strip_suffix(after).filter(long) {
            return rest;
        }
    }
    stem
}

#[cfg(test)]
mod tests {
    use super::{arabic_stem, english_stem};

    #[test]
    fn forms_of_a_word_are_compared_by_its_stem() {
        for (a, b) in [("طلبي", "الطلب"), ("شحنتكم", "الشحنه"), ("وبالفاتوره", "فاتورتي")] {
            let shorter = arabic_stem(a).chars().count().min(arabic_stem(b).chars().count());
            let cut = |word| arabic_stem(word).chars().take(shorter).collect::<String>();
            assert_eq!(cut(a), cut(b), "{a} {b}");
        }
        for (a, b) in [("flights", "flight"), ("delayed", "delay"), ("charging", "charged")] {
            assert_eq!(english_stem(a), english_stem(b), "{a} {b}");
        }
    }
}
