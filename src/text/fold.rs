//! Folding: one spelling for the many ways a word is written, character by character, so that the way back is never lost.
//!
//! The mapping follows what Arabic search engines do (alef, yeh and teh marbuta forms, deleted marks and tatweel; compare
//! Lucene's `ArabicNormalizer`), with ؤ ئ also reduced to their seats, presentation forms decomposed, digits of all Arabic
//! ranges read as 0-9, and punctuation of both scripts made one. Bidi controls vanish: they never become a space.

use unicode_normalization::UnicodeNormalization;

/// What one source character becomes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Folded {
    /// Nothing: a mark, tatweel, a direction control.
    Drop,
    /// White space.
    Space,
    /// One character.
    One(char),
    /// Several characters: ligatures and presentation forms.
    Many(String),
}

/// Folds one character.
pub fn fold_char(c: char) -> Folded {
    match c {
        'a'..='z' | '0'..='9' | '!'..='/' | ':'..='@' | '['..='_' | '{'..='~' => Folded::One(c),
        'A'..='Z' => Folded::One(c.to_ascii_lowercase()),
        // Plain Arabic letters first: they are nearly all of Arabic text.
        '\u{621}'..='\u{63a}' | '\u{641}'..='\u{64a}' => Folded::One(fold_arabic(c)),
        '\t'..='\r' | ' ' | '\u{85}' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200b}' | '\u{2028}' | '\u{2029}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => {
            Folded::Space
        }
        '`' | '\u{b4}' | '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2bc}' => Folded::One('\''),
        _ if is_deleted(c) => Folded::Drop,
        '\u{600}'..='\u{6ff}' => Folded::One(fold_arabic(c)),
        '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' => fold_presentation(c),
        '\u{ab}' | '\u{bb}' | '\u{201c}'..='\u{201f}' | '\u{2039}' | '\u{203a}' => Folded::One('"'),
        '\u{2010}'..='\u{2015}' | '\u{2212}' => Folded::One('-'),
        '\u{2026}' => Folded::Many("...".to_owned()),
        _ => Folded::One(c.to_lowercase().next().unwrap_or(c)),
    }
}

/// Marks, tatweel and format controls: they are part of the character before them and compare as nothing.
pub const fn is_deleted(c: char) -> bool {
    matches!(c,
        '\u{0}'..='\u{8}' | '\u{e}'..='\u{1f}' | '\u{7f}'
        | '\u{ad}' | '\u{300}'..='\u{36f}'
        | '\u{610}'..='\u{61a}' | '\u{61c}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}'
        | '\u{6d6}'..='\u{6dc}' | '\u{6df}'..='\u{6e4}' | '\u{6e7}' | '\u{6e8}' | '\u{6ea}'..='\u{6ed}'
        | '\u{200c}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// Folds an Arabic letter; other characters stay.
pub(super) const fn fold_letter(c: char) -> char {
    match c {
        'أ' | 'إ' | 'آ' | 'ٱ' | 'ٲ' | 'ٳ' => 'ا',
        'ى' | 'ی' | 'ې' | 'ئ' => 'ي',
        'ة' | 'ۃ' | 'ە' | 'ھ' | 'ہ' | 'ۀ' => 'ه',
        'ک' | 'ڪ' => 'ك',
        'ؤ' => 'و',
        'پ' => 'ب',
        'ڤ' => 'ف',
        _ => c,
    }
}

fn fold_arabic(c: char) -> char {
    match c {
        '٠'..='٩' => ascii_digit(c, '٠'),
        '۰'..='۹' => ascii_digit(c, '۰'),
        '٫' | '۔' => '.',
        '٬' | '،' => ',',
        '٪' => '%',
        '؛' => ';',
        '؟' => '?',
        _ => fold_letter(c),
    }
}

fn ascii_digit(c: char, zero: char) -> char {
    char::from_digit(c as u32 - zero as u32, 10).unwrap_or(c)
}

fn fold_presentation(c: char) -> Folded {
    let folded: String = c
        .nfkc()
        .filter_map(|part| match part {
            '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' => Some(part),
            _ => match fold_char(part) {
                Folded::One(one) => Some(one),
                Folded::Drop | Folded::Space | Folded::Many(_) => None,
            },
        })
        .collect();
    let mut chars = folded.chars();
    match (chars.next(), chars.next()) {
        (None, _) => Folded::Drop,
        (Some(one), None) => Folded::One(one),
        _ => Folded::Many(folded),
    }
}

/// Folds a whole string, for patterns and comparisons; white space becomes single spaces.
pub fn fold_str(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match fold_char(c) {
            Folded::Drop => {}
            Folded::Space => {
                if !out.is_empty() && !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            Folded::One(one) => out.push(one),
            Folded::Many(many) => out.push_str(&many),
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Where the apostrophe belongs in a folded word such as "dont", which is nothing but a contraction without it.
pub fn missing_apostrophe(word: &str) -> Option<usize> {
    const BARE: &[&str] = &[
        "aint", "arent", "cant", "couldnt", "didnt", "doesnt", "dont", "hadnt", "hasnt", "havent", "isnt", "mustnt", "neednt", "shouldnt", "wasnt", "werent",
        "wont", "wouldnt",
    ];
    let may = matches!(word.as_bytes(), [.., b'n', b't']);
    (may && BARE.binary_search(&word).is_ok()).then(|| word.len() - 1)
}

/// Collapses each run of one letter to a single one: the key under which stretched words are compared.
pub fn collapse(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for c in word.chars() {
        if !out.ends_with(c) {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_arabic_spellings_to_one() {
        for (input, expected) in [
            ("لا يُمْكِنُنا", "لا يمكننا"),
            ("نعتــــذر", "نعتذر"),
            ("مسؤول", "مسوول"),
            ("مسئول", "مسيول"),
            ("إلى", "الي"),
            ("خدمة", "خدمه"),
            ("آسف", "اسف"),
            ("ا\u{653}سف", "اسف"),
            ("٢٤ ساعة", "24 ساعه"),
            ("لا\u{200f}يمكننا", "لايمكننا"),
            ("ﻻ", "لا"),
            ("ﷲ", "الله"),
            ("ﯾ", "ي"),
            ("Can\u{2019}t", "can't"),
            ("«نعم»؟", "\"نعم\"?"),
        ] {
            assert_eq!(fold_str(input), expected, "{input}");
        }
    }

    #[test]
    fn a_contraction_knows_its_apostrophe() {
        for (word, at) in [("dont", Some(3)), ("wouldnt", Some(6)), ("don't", None), ("want", None), ("different", None)] {
            assert_eq!(missing_apostrophe(word), at, "{word}");
        }
    }

    #[test]
    fn english_fractions_and_ligatures_keep_their_width() {
        assert_eq!(fold_str("½ ² ™"), "½ ² ™");
    }
}
