//! The sentence a match stays in: its tokens, its words, and the bits by which most programs are turned away.

use super::Matcher;
use crate::rules::{Bloom, bit};
use crate::text::TokenClass;

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

    /// Reads all words of a sentence, once.
    #[inline]
    pub(super) fn read(&mut self, bounds: Bounds) {
        if self.blooms.get(bounds.sentence).is_some_and(Option::is_none) {
            self.bloom(bounds);
        }
    }

    /// The words of a sentence.
    pub(super) fn bloom(&mut self, bounds: Bounds) -> Bloom {
        if let Some(Some(bloom)) = self.blooms.get(bounds.sentence) {
            return *bloom;
        }
        let mut bloom = Bloom::default();
        for at in bounds.first..bounds.end {
            let mut bits = 0;
            for analysis in self.analyses(at) {
                bloom.add(analysis.word);
                bits |= bit(analysis.word);
            }
            let glued = self.document.tokens.list[at].class == TokenClass::Arabic && self.add_glued(at, &mut bloom);
            // Programs pass over quotation marks; what two words can be is told later.
            self.bits[at] = if glued || self.is_quotation_mark(at) { u64::MAX } else { bits };
        }
        if let Some(slot) = self.blooms.get_mut(bounds.sentence) {
            *slot = Some(bloom);
        }
        bloom
    }

    /// The bits of the words a token of a sentence can be; none beyond its end.
    pub(super) fn bits_at(&mut self, at: usize, bounds: Bounds) -> u64 {
        self.bloom(bounds);
        if at < bounds.end { self.bits[at] } else { 0 }
    }
}
