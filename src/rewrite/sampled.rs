//! Blanks whose samples stand in a text.

use crate::rules::{Piece, pieces};

/// A sample value in a text, and the blank it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sampled {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// The name of the blank.
    pub name: String,
}

impl Sampled {
    /// The samples of `sample` that stand where `real` has blanks: both are the same text otherwise.
    pub fn between(real: &str, sample: &str) -> Vec<Self> {
        let pieces = pieces(real).unwrap_or_default();
        let (mut found, mut at) = (Vec::new(), 0);
        for (index, piece) in pieces.iter().enumerate() {
            match *piece {
                Piece::Text(words) => at += words.len(),
                Piece::Slot(name) | Piece::Voice(name, _) => {
                    let rest = sample.get(at..).unwrap_or_default();
                    let length = match pieces.get(index + 1) {
                        // The last words end the text: a sample may hold them too.
                        Some(Piece::Text(next)) if index + 2 == pieces.len() => rest.strip_suffix(next).map_or(rest.len(), str::len),
                        Some(Piece::Text(next)) => rest.find(next).unwrap_or(rest.len()),
                        _ => rest.len(),
                    };
                    found.push(Self { start: at as u32, end: (at + length) as u32, name: name.to_owned() });
                    at += length;
                }
            }
        }
        found
    }

    /// The same in a text that begins this far on.
    #[must_use]
    pub fn moved(self, by: u32) -> Self {
        Self { start: self.start + by, end: self.end + by, ..self }
    }

    /// Moves it where so many bytes before it were taken out and so many put in.
    pub fn shift(&mut self, taken: u32, put: u32) {
        self.start = self.start + put - taken;
        self.end = self.end + put - taken;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn samples_are_found_again() {
        let found = Sampled::between("I'll {act} by {time}.", "I'll call you by 4 pm.");
        let named: Vec<_> = found.iter().map(|blank| (&*blank.name, &"I'll call you by 4 pm."[blank.start as usize..blank.end as usize])).collect();
        assert_eq!(named, [("act", "call you"), ("time", "4 pm")]);
        assert!(Sampled::between("No blank.", "No blank.").is_empty());
    }
}
