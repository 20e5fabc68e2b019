//! What of a reply's words is kept to find it again: 32 minima of its runs of three words.
//!
//! A. Broder, *On the resemblance and containment of documents*, Compression and Complexity of Sequences, 1997: two texts share as many minima
//! as their sets of runs have members in common, of all.

use crate::conversation::{Markup, Turn};
use serde::{Deserialize, Serialize};

/// Minima of a text.
const MINIMA: usize = 32;
/// Groups of minima; texts that share one are compared.
pub(super) const BANDS: usize = 4;
/// Minima of a group.
const ROWS: usize = 4;
/// So many minima are shared by texts that are much the same: four fifths of their runs.
const ALIKE: usize = 26;
/// A text of fewer words is courtesy that many share.
const LEAST_WORDS: usize = 25;
/// From a line that begins so on, a letter is signature.
const SIGNS: &[&str] = &["--", "best regards", "kind regards", "regards", "warm regards", "sincerely", "مع تحيات", "مع اطيب", "تحياتي"];

/// The print of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Print {
    /// By group: a number that texts with the same minima share.
    pub bands: [u32; BANDS],
    /// The lowest byte of each minimum.
    bytes: [u8; MINIMA],
}

impl Print {
    /// The print of these turns together; `None` where they say too little to be told apart.
    pub(super) fn of<'t>(turns: impl Iterator<Item = &'t Turn>) -> Option<Self> {
        let mut words = Vec::new();
        turns.for_each(|turn| read(turn, &mut words));
        if words.len() < LEAST_WORDS {
            return None;
        }
        let mut minima = [u32::MAX; MINIMA];
        for run in words.windows(3) {
            let run = mix(run[0].wrapping_mul(31).wrapping_add(run[1]).wrapping_mul(31).wrapping_add(run[2]));
            for (minimum, seed) in minima.iter_mut().zip(1_u64..) {
                *minimum = (*minimum).min((mix(run ^ seed.wrapping_mul(0x9e37_79b9_7f4a_7c15)) >> 32) as u32);
            }
        }
        let mut bands = [0; BANDS];
        for (band, rows) in bands.iter_mut().zip(minima.chunks(ROWS)) {
            *band = (rows.iter().fold(0, |all, &minimum| mix(all ^ u64::from(minimum))) >> 32) as u32;
        }
        Some(Self { bands, bytes: minima.map(|minimum| minimum as u8) })
    }

    /// Whether both texts are much the same.
    pub fn is_like(&self, other: &Self) -> bool {
        self.bytes.iter().zip(&other.bytes).filter(|(one, other)| one == other).count() >= ALIKE
    }
}

/// The words of a turn as numbers; what holds a digit is the same for all, and tags are no words.
fn read(turn: &Turn, words: &mut Vec<u64>) {
    for line in turn.text.lines() {
        let start: String = line.trim_start().chars().take(20).collect::<String>().to_lowercase();
        if SIGNS.iter().any(|sign| start.starts_with(sign)) && !words.is_empty() {
            return;
        }
        let (mut word, mut digits, mut tag) = (0_u64, false, false);
        for c in line.chars().chain([' ']) {
            match c {
                '<' if turn.markup == Markup::Html => tag = true,
                '>' if tag => tag = false,
                _ if tag => {}
                // Marks above and below Arabic letters, and the stroke that draws them out.
                '\u{64b}'..='\u{652}' | '\u{640}' | '\'' | '’' => {}
                _ if c.is_alphanumeric() => {
                    digits |= c.is_numeric();
                    if c.is_ascii() {
                        word = mix(word ^ u64::from(u32::from(c.to_ascii_lowercase())));
                    } else {
                        c.to_lowercase().for_each(|c| word = mix(word ^ u64::from(u32::from(c))));
                    }
                }
                _ if word != 0 => {
                    words.push(if digits { 1 } else { word });
                    (word, digits) = (0, false);
                }
                _ => {}
            }
        }
    }
}

/// A number that stands for another, any bit of it depending on all: the last steps of `SplitMix64`.
pub(super) const fn mix(number: u64) -> u64 {
    let mixed = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

/// A number that stands for a text, in every run the same.
pub fn number(text: &str) -> u64 {
    text.bytes().fold(0x5eed, |all, byte| mix(all ^ u64::from(byte)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn print(text: &str) -> Option<Print> {
        Print::of([Turn { text: text.to_owned(), ..Turn::default() }].iter())
    }

    #[test]
    fn a_template_is_known_by_its_words() {
        let of = |name: &str, order: &str| {
            let text = format!(
                "Hello {name}, thank you for waiting. I looked at order {order} with the warehouse, and the parcel was sent on a later van because the label could not be read. It is on its way now and the courier brings it to your door; you get a message from them in the morning with the hour. If it is not there by the evening, write to me and I send another one at once.\n\nBest regards\n{name}'s agent"
            );
            print(&text).expect("enough words")
        };
        let (sara, omar) = (of("Sara", "5512"), of("Omar", "99-X1"));
        assert!(sara.is_like(&omar));
        assert!(sara.bands.iter().zip(&omar.bands).any(|(one, other)| one == other));
        let other = print(
            "Hello Sara, I have booked the refund of 30 euros today, and your bank shows it within five working days. I am sorry that the lamp arrived broken; you need not send it back, and a new one can be ordered at the old price whenever you like to do so.",
        );
        assert!(!other.expect("enough words").is_like(&sara));
        assert_eq!(print("Thank you for contacting us and have a nice day!"), None);
    }
}
