//! Runs of plain letters, which are most of any text: read in one go instead of character by character.

use super::fold::{fold_letter, is_deleted};
use super::script::is_arabic_letter;

/// A run of plain letters of one script, none three times in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    /// In Arabic letters; otherwise in those of ASCII.
    pub(super) arabic: bool,
    /// How many bytes it takes.
    pub(super) length: usize,
    /// Its last letter, folded, and how often it stands there in a row.
    pub(super) last: (char, u8),
    /// Folding changes none of its letters.
    pub(super) folded: bool,
}

/// By the low byte of a code point of the block Arabic: that of the letter it folds to, or 0 where it is no letter.
static LETTERS: [u8; 256] = letters();

const fn letters() -> [u8; 256] {
    let mut table = [0; 256];
    let mut low = 0_u8;
    loop {
        let c = code(low);
        let folded = fold_letter(c);
        if !is_deleted(c) && is_arabic_letter(folded) {
            table[low as usize] = (folded as u32 & 0xff) as u8;
        }
        if low == u8::MAX {
            return table;
        }
        low += 1;
    }
}

/// The character of the block Arabic with this low byte.
const fn code(low: u8) -> char {
    match char::from_u32(0x600 + low as u32) {
        Some(c) => c,
        None => '\u{600}',
    }
}

/// The letter that the character at a place folds to, as its low byte; 0 where it is no plain Arabic letter.
fn letter(bytes: &[u8], at: usize) -> u8 {
    match bytes.get(at..at + 2) {
        Some(&[lead @ 0xd8..=0xdb, trail]) => LETTERS[usize::from(lead - 0xd8) << 6 | usize::from(trail & 0x3f)],
        _ => 0,
    }
}

/// The run that a text begins with; `None` where its first letter is that of the run before it, or no plain letter.
pub(super) fn run(text: &str, before: char) -> Option<Run> {
    let bytes = text.as_bytes();
    if bytes.first()?.is_ascii_alphabetic() { latin(bytes, before) } else { arabic(bytes, before) }
}

fn latin(bytes: &[u8], before: char) -> Option<Run> {
    let (mut length, mut last, mut times, mut folded) = (0, 0, 0, true);
    for &byte in bytes {
        let lower = byte.to_ascii_lowercase();
        if !lower.is_ascii_lowercase() || (lower == last && times == 2) {
            break;
        }
        times = if lower == last { times + 1 } else { 1 };
        folded &= lower == byte;
        last = lower;
        length += 1;
    }
    let first = bytes.first()?.to_ascii_lowercase();
    (char::from(first) != before).then_some(Run { arabic: false, length, last: (char::from(last), times), folded })
}

fn arabic(bytes: &[u8], before: char) -> Option<Run> {
    let first = letter(bytes, 0);
    if first == 0 || code(first) == before {
        return None;
    }
    let (mut length, mut last, mut times, mut folded) = (0, 0, 0, true);
    loop {
        let next = letter(bytes, length);
        if next == 0 || (next == last && times == 2) {
            break;
        }
        times = if next == last { times + 1 } else { 1 };
        folded &= bytes[length + 1] & 0x3f == next & 0x3f && (bytes[length] - 0xd8) == next >> 6;
        last = next;
        length += 2;
    }
    Some(Run { arabic: true, length, last: (code(last), times), folded })
}

/// Adds the letters of a run, folded.
pub(super) fn fold(text: &str, run: Run, out: &mut String) {
    let Some(text) = text.get(..run.length) else { return };
    if run.folded {
        out.push_str(text);
    } else if run.arabic {
        out.extend((0..run.length).step_by(2).map(|at| code(letter(text.as_bytes(), at))));
    } else {
        out.extend(text.bytes().map(|byte| char::from(byte.to_ascii_lowercase())));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold::fold_str;

    #[test]
    fn a_run_is_what_folding_makes_of_it() {
        for (text, expected) in [
            ("Hello, you", "hello"),
            ("cool", "cool"),
            ("coool", "coo"),
            ("شكرا لك", "شكرا"),
            ("إلى", "الي"),
            ("مسؤولة، نعم", "مسووله"),
            ("شُكرا", "ش"),
            ("هاااا", "هاا"),
        ] {
            let found = run(text, ' ').expect("it begins with letters");
            let mut folded = String::new();
            fold(text, found, &mut folded);
            assert_eq!((folded.as_str(), fold_str(&text[..found.length]).as_str()), (expected, expected), "{text}");
            assert_eq!(found.last.0, expected.chars().last().expect("it has letters"), "{text}");
        }
        for (text, before) in [("2nd", ' '), ("\u{640}ش", ' '), ("٣", ' '), ("اب", 'ا'), ("Aha", 'a'), ("", ' '), ("é", ' ')] {
            assert_eq!(run(text, before), None, "{text}");
        }
    }
}
