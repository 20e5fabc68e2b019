//! What one token can be read as.

use super::Matcher;
use crate::rules::{Analyses, WordId, WordSet};
use crate::text::TokenClass;
use crate::text::fold::is_deleted;
use smallvec::SmallVec;

/// The shortest word that a particle may be written on to (bytes).
const SHORTEST_GLUED: usize = 4;

impl Matcher<'_> {
    /// The words that the token at `at` can be read as, with or without clitics or a particle written on.
    pub(in crate::scan) fn anchor_words(&mut self, at: usize) -> SmallVec<[WordId; 4]> {
        let mut words: SmallVec<[WordId; 4]> = self.analyses(at).iter().map(|analysis| analysis.word).collect();
        let text = self.document.tokens.word(at);
        if self.document.tokens.list[at].class == TokenClass::Arabic
            && let Some(particles) = self.set.sets.get(self.set.particles as usize)
        {
            for rest in self.without_particle(particles, text) {
                words.extend(self.vocabulary.arabic(rest, false).iter().map(|analysis| analysis.word));
            }
        }
        words.sort_unstable();
        words.dedup();
        words
    }

    /// Whether an entry of a dialect lexicon may begin at `at`: any word with an open end may.
    pub fn may_tell_dialect(&mut self, at: usize) -> bool {
        let marked = &self.set.engine.dialect_words;
        self.analyses(at).iter().any(|analysis| marked.get(analysis.word as usize).copied().unwrap_or(true))
    }

    pub(super) fn analyses(&mut self, at: usize) -> &Analyses {
        let (document, vocabulary) = (self.document, self.vocabulary);
        let token = &document.tokens.list[at];
        self.analyses[at].get_or_insert_with(|| vocabulary.analyses(token, document.tokens.text(token)))
    }

    pub(super) fn accepts(&mut self, set: u32, at: usize) -> bool {
        let rules = self.set;
        let Some(set) = rules.sets.get(set as usize) else { return false };
        set.accepts(self.analyses(at))
    }

    /// Whether a word of `before` is written on to one of `after` in the token at `at`.
    pub(super) fn glued(&self, before: u32, after: u32, at: usize) -> bool {
        let text = self.document.tokens.word(at);
        let (Some(before), Some(after)) = (self.set.sets.get(before as usize), self.set.sets.get(after as usize)) else { return false };
        self.without_particle(before, text).iter().any(|rest| self.is_word(after, rest))
    }

    /// What is left of a word when one of the particles is taken from its beginning.
    fn without_particle<'t>(&self, particles: &WordSet, text: &'t str) -> SmallVec<[&'t str; 2]> {
        let bare = text.strip_prefix(['و', 'ف']).unwrap_or(text);
        let mut rests = SmallVec::new();
        for text in [Some(text), (bare.len() < text.len()).then_some(bare)].into_iter().flatten().filter(|text| particles.begins_like(text)) {
            let rest = |&(word, _): &(WordId, _)| text.strip_prefix(self.vocabulary.text(word)).filter(|rest| rest.len() >= SHORTEST_GLUED);
            rests.extend(particles.items.iter().filter_map(rest));
        }
        rests
    }

    fn is_word(&self, set: &WordSet, text: &str) -> bool {
        set.accepts(&self.vocabulary.arabic(text, false))
    }

    /// Whether the source of a token is spelled like `text`; marks count only where `text` has them.
    pub(super) fn spelled(&self, text: u32, at: usize) -> bool {
        let Some(text) = self.set.spellings.get(text as usize) else { return false };
        let source = self.document.tokens.list[at].source.text(self.document.source);
        let marked = text.chars().any(is_deleted);
        let clean = |c: &char| if marked { *c != '\u{640}' } else { !is_deleted(*c) };
        source.chars().filter(clean).eq(text.chars().filter(clean))
    }
}
