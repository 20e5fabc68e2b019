//! What one token can be read as.

use super::{Bounds, Matcher};
use crate::rules::{Analyses, Analysis, Bloom, WordId};
use crate::text::TokenClass;
use crate::text::fold::is_deleted;
use smallvec::SmallVec;

/// The shortest word that a particle may be written on to (bytes).
const SHORTEST_GLUED: usize = 4;

/// A particle and the readings of the word written on to it.
pub(super) struct Glue {
    particle: WordId,
    rest: Analyses,
}

/// What is known of a token's glue.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum GlueState {
    Unknown,
    None,
    Some,
}

impl Matcher<'_> {
    /// The words that a token of a sentence can be read as, with clitics or with a particle written on, each once.
    pub(in crate::scan) fn words_at(&mut self, at: usize, bounds: Bounds) -> SmallVec<[WordId; 4]> {
        self.read(bounds);
        let mut words = SmallVec::new();
        let mut add = |analysis: &Analysis| {
            if !words.contains(&analysis.word) {
                words.push(analysis.word);
            }
        };
        self.analyses(at).iter().for_each(&mut add);
        if self.glue_state[at] == GlueState::Some {
            self.glue(at).iter().flat_map(|glue| glue.rest.iter()).for_each(add);
        }
        words
    }

    /// In which dialect lexicons an entry may begin at `at`, as bits in their order.
    pub fn dialect_marks(&mut self, at: usize) -> u8 {
        let (set, vocabulary) = (self.set, self.vocabulary);
        let mark = |word| set.engine.dialect_words.get(vocabulary.place(word)).copied().unwrap_or_default();
        self.analyses(at).iter().fold(0, |marks, analysis| marks | mark(analysis.word))
    }

    pub(super) fn analyses(&mut self, at: usize) -> &Analyses {
        let (document, vocabulary) = (self.document, self.vocabulary);
        let token = &document.tokens.list[at];
        self.analyses[at].get_or_insert_with(|| vocabulary.analyses(token, document.tokens.text(token)))
    }

    /// The words a token can be read as.
    pub fn words(&mut self, at: usize) -> impl Iterator<Item = WordId> {
        self.analyses(at).iter().map(|analysis| analysis.word)
    }

    pub(super) fn accepts(&mut self, set: u32, at: usize) -> bool {
        let rules = self.set;
        let Some(set) = rules.sets.get(set as usize) else { return false };
        set.accepts(self.analyses(at))
    }

    /// Whether a word of `before` is written on to one of `after` in the token at `at`.
    pub(super) fn glued(&mut self, before: u32, after: u32, at: usize) -> bool {
        let set = self.set;
        let (Some(before), Some(after)) = (set.sets.get(before as usize), set.sets.get(after as usize)) else { return false };
        self.glue(at).iter().any(|glue| before.items.iter().any(|item| item.0 == glue.particle) && after.accepts(&glue.rest))
    }

    /// Adds the words that are written together in the token at `at`; whether there are any.
    pub(super) fn add_glued(&mut self, at: usize, bloom: &mut Bloom) -> bool {
        let glue = self.glue(at);
        for glue in glue {
            bloom.add(glue.particle);
            glue.rest.iter().for_each(|analysis| bloom.add(analysis.word));
        }
        !glue.is_empty()
    }

    /// The ways to read the token at `at` as a particle with a word written on; looked up once.
    fn glue(&mut self, at: usize) -> &[Glue] {
        if self.glue_state[at] == GlueState::Unknown {
            let glue = self.find_glue(at);
            self.glue_state[at] = if glue.is_empty() { GlueState::None } else { GlueState::Some };
            if !glue.is_empty() {
                self.glue.insert(at as u32, glue);
            }
        }
        match self.glue_state[at] {
            GlueState::Some => self.glue.get(&(at as u32)).map(Vec::as_slice).unwrap_or_default(),
            GlueState::None | GlueState::Unknown => &[],
        }
    }

    fn find_glue(&self, at: usize) -> Vec<Glue> {
        let mut found = Vec::new();
        let Some(particles) = self.set.sets.get(self.set.particles as usize) else { return found };
        if self.document.tokens.list[at].class != TokenClass::Arabic {
            return found;
        }
        let text = self.document.tokens.word(at);
        let bare = text.strip_prefix(['و', 'ف']).unwrap_or(text);
        for text in [Some(text), (bare.len() < text.len()).then_some(bare)].into_iter().flatten().filter(|text| particles.begins_like(text)) {
            for (particle, rest) in self.vocabulary.beginnings(text, SHORTEST_GLUED) {
                if particles.items.binary_search_by_key(&particle, |item| item.0).is_err() {
                    continue;
                }
                let rest = self.vocabulary.arabic(rest, false);
                found.extend((!rest.is_empty()).then_some(Glue { particle, rest }));
            }
        }
        found
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
