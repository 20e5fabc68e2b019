//! Words that two texts share: the same word, another form of it, or one of the same meaning.

use crate::scan::Matcher;
use crate::text::TokenClass;
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// The shortest word that is compared (letters); names of things are longer than particles.
const SHORTEST: usize = 4;
/// Words that are too general to show that two sentences speak of the same thing.
const GENERAL: &[&str] = &[
    "about", "account", "after", "again", "also", "always", "another", "anything", "asap", "back", "been", "before", "being", "best", "both", "can't",
    "cannot", "come", "contact", "could", "customer", "customers", "didn't", "does", "doesn't", "doing", "don't", "done", "even", "ever", "every",
    "experience", "feedback", "from", "give", "going", "good", "great", "have", "hello", "help", "here", "hope", "i'll", "i've", "inconvenience", "isn't",
    "issue", "issues", "it's", "just", "keep", "know", "less", "like", "long", "made", "make", "many", "more", "most", "much", "need", "never", "number",
    "only", "other", "over", "people", "please", "problem", "problems", "really", "regards", "same", "says", "service", "should", "since", "some", "sorry",
    "still", "such", "sure", "take", "team", "than", "thank", "thanks", "that", "that's", "their", "them", "then", "there", "these", "they", "thing", "things",
    "think", "this", "those", "time", "today", "trying", "understand", "using", "very", "want", "we'll", "we're", "well", "were", "what", "when", "where",
    "which", "while", "will", "with", "without", "won't", "work", "working", "would", "you're", "you've", "your", "الان", "الي", "علي", "هنا", "هناك", "لدي",
    "عند", "بين", "التي", "الذي", "السلام", "الله", "اللي", "اليوم", "انا", "انت", "انتم", "ايضا", "بسبب", "بعد", "بعض", "تمام", "تواصل", "جدا", "حتي", "حضرتك",
    "خدمه", "خلال", "ذلك", "رقم", "سلام", "شكرا", "شيء", "عشان", "علشان", "عليكم", "عميل", "عندك", "عندكم", "عندي", "فقط", "قبل", "كان", "كانت", "كل", "كيف",
    "لكم", "لكن", "للاسف", "لماذا", "ليش", "مساعده", "مشكله", "معكم", "ممكن", "موضوع", "نحن", "هذا", "هذه", "هذي", "وقت", "يرجي", "يعني", "يمكن", "يوم",
];

/// What a word is compared by: the hash of its stem, figure or group of synonyms; 0 where it is not compared.
pub(super) type Key = u64;

/// The key of each token of a document.
pub(super) fn keys(matcher: &mut Matcher<'_>) -> Vec<Key> {
    (0..matcher.document.tokens.list.len()).map(|at| key(matcher, at)).collect()
}

/// The content words of some text.
#[derive(Clone, Debug, Default)]
pub struct Words {
    keys: FxHashSet<Key>,
}

impl Words {
    /// Adds content words.
    pub fn add(&mut self, keys: &[Key]) {
        self.keys.reserve(keys.len());
        self.keys.extend(keys.iter().filter(|&&key| key != 0));
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// The first of some words that is among them.
    pub fn shared(&self, keys: &[Key]) -> Option<usize> {
        if self.keys.is_empty() { None } else { keys.iter().position(|key| *key != 0 && self.keys.contains(key)) }
    }
}

fn key(matcher: &mut Matcher<'_>, at: usize) -> Key {
    let document = matcher.document;
    let token = &document.tokens.list[at];
    let text = document.tokens.text(token);
    match token.class {
        TokenClass::Number if text.len() > 1 => hash(text),
        TokenClass::Entity => hash(token.source.text(document.source)),
        TokenClass::Arabic | TokenClass::Latin => {
            let set = matcher.set;
            if let Some(group) = matcher.words(at).find_map(|word| set.synonym(word)) {
                return hash(&group);
            }
            let (stem, shortest) = if token.class == TokenClass::Arabic { (arabic_stem(text), SHORTEST - 1) } else { (english_stem(text), SHORTEST) };
            // A letter is at most four bytes.
            if stem.len() < 4 * shortest && stem.chars().take(shortest).count() < shortest {
                return 0;
            }
            let key = hash(stem);
            let general = is_general(key) || (stem.len() < text.len() && is_general(hash(text)));
            if general { 0 } else { key }
        }
        _ => 0,
    }
}

fn hash<T: std::hash::Hash + ?Sized>(value: &T) -> Key {
    use std::hash::BuildHasher;
    rustc_hash::FxBuildHasher.hash_one(value).max(1)
}

fn is_general(key: Key) -> bool {
    /// The keys, behind a bit for each by its lowest ten bits: most words are told apart by it.
    static KEYS: LazyLock<([u64; 16], FxHashSet<Key>)> = LazyLock::new(|| {
        let keys: FxHashSet<Key> = GENERAL.iter().map(|&word| hash(word)).collect();
        let mut bits = [0; 16];
        for key in &keys {
            bits[(key >> 6 & 15) as usize] |= 1 << (key & 63);
        }
        (bits, keys)
    });
    KEYS.0[(key >> 6 & 15) as usize] & 1 << (key & 63) != 0 && KEYS.1.contains(&key)
}

/// A word without the endings that change its number and tense.
fn english_stem(word: &str) -> &str {
    let ending = match word.as_bytes() {
        [.., b'i', b'n', b'g', b's'] => 4,
        [.., b'i', b'n', b'g'] => 3,
        [.., b'e', b'd' | b's'] | [.., b'\'', b's'] => 2,
        [.., b's' | b'e'] => 1,
        _ => 0,
    };
    let stem = word.len() - ending;
    if stem >= SHORTEST { &word[..stem] } else { word }
}

/// A word without what is written on to it. Only for comparing two texts: no rule looks for such a stem.
fn arabic_stem(word: &str) -> &str {
    // Letters are two bytes each; a stem keeps three.
    const LEAST: usize = 6;
    // A single letter before a word may be its own (فاتورة): only the article, with what may stand before it, tells itself.
    const BEFORE: &[&str] = &["وبال", "وال", "فال", "بال", "كال", "ولل", "ال", "لل"];
    const AFTER: &[&str] = &["كما", "هما", "كم", "هم", "ها", "نا", "ات", "ين", "ون", "تي", "تك", "ك", "ه", "ي", "ت"];
    let mut stem = word;
    // Before the article, and after a pronoun, there is a stem.
    if word.len() >= LEAST + 4
        && word.starts_with(['ا', 'و', 'ف', 'ب', 'ك', 'ل'])
        && let Some(rest) = BEFORE.iter().find_map(|before| stem.strip_prefix(before).filter(|rest| rest.len() >= LEAST))
    {
        stem = rest;
    }
    if stem.len() > LEAST + 1 && stem.ends_with(['ا', 'م', 'ت', 'ن', 'ي', 'ك', 'ه']) {
        return AFTER.iter().find_map(|after| stem.strip_suffix(after).filter(|rest| rest.len() >= LEAST)).unwrap_or(stem);
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
