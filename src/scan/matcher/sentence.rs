//! The sentence a match stays in.

use super::Matcher;
use crate::rules::Bits;

/// The tokens of the sentence in which a match must stay.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    pub(super) first: usize,
    pub(super) end: usize,
    pub(super) sentence: usize,
}

impl Bounds {
    /// The first token of the sentence.
    pub const fn first(self) -> usize {
        self.first
    }

    /// One past its last token.
    pub const fn end(self) -> usize {
        self.end
    }
}

impl Matcher<'_> {
    /// The sentence that holds a token.
    pub fn bounds(&mut self, at: usize) -> Bounds {
        if !(self.last.first..self.last.end).contains(&at) {
            let index = self.document.sentence_of(at);
            let sentence = self.document.sentences.get(index);
            self.last = sentence.map_or(Bounds { first: 0, end: 0, sentence: 0 }, |sentence| Bounds {
                first: sentence.first as usize,
                end: sentence.end as usize,
                sentence: index,
            });
        }
        self.last
    }

    /// The bits of the words a token of a sentence can be; none beyond its end.
    #[inline]
    pub(super) fn bits_at(&self, at: usize, bounds: Bounds) -> Bits {
        if at < bounds.end { self.words.bits[at] } else { 0 }
    }

    /// Only marks, emoji and addresses stand before it in its sentence.
    #[inline]
    pub(super) fn starts_sentence(&self, at: usize, bounds: Bounds) -> bool {
        self.words.sentences.get(bounds.sentence).is_none_or(|sentence| at <= sentence.start)
    }

    /// Only marks and emoji stand from there on in its sentence.
    #[inline]
    pub(super) fn ends_sentence(&self, at: usize, bounds: Bounds) -> bool {
        self.words.sentences.get(bounds.sentence).is_none_or(|sentence| at >= sentence.end)
    }
}
