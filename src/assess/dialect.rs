//! The dialect of an Arabic draft, by votes of words that only one dialect has.

use crate::scan::{Hit, Matcher};
use crate::text::{Dialect, TokenClass};

/// Votes of a word that no other dialect has.
const STRONG: u32 = 2;
/// Votes from which on a draft is not read as MSA.
const LEAST: u32 = 2;

/// The dialect with the most votes, MSA below two. Hits of patterns that belong to a dialect vote too.
pub fn dialect(matcher: &mut Matcher<'_>, hits: &[Hit]) -> Dialect {
    let mut votes = [0_u32; Dialect::SPOKEN.len()];
    let set = matcher.set;
    let document = matcher.document;
    for sentence in &document.sentences {
        let bounds = matcher.bounds(sentence.first as usize);
        for at in sentence.range() {
            let marks = if document.tokens.list[at].class == TokenClass::Arabic { matcher.dialect_marks(at) } else { 0 };
            if marks == 0 {
                continue;
            }
            for (index, &(strong, weak)) in set.engine.dialects.iter().enumerate() {
                let (strong, weak) = (strong.filter(|_| marks & 1 << (2 * index) != 0), weak.filter(|_| marks & 2 << (2 * index) != 0));
                if strong.is_some_and(|lexicon| matcher.lexicon_at(lexicon, at, bounds).is_some()) {
                    votes[index] += STRONG;
                } else if weak.is_some_and(|lexicon| matcher.lexicon_at(lexicon, at, bounds).is_some()) {
                    votes[index] += 1;
                }
            }
        }
    }
    for hit in hits {
        let spoken = set.blocks[hit.block as usize].dialect;
        if let Some(index) = Dialect::SPOKEN.iter().position(|&dialect| Some(dialect) == spoken) {
            votes[index] += STRONG;
        }
    }
    let best = votes.iter().copied().max().unwrap_or_default();
    if best < LEAST {
        return Dialect::Msa;
    }
    votes.iter().position(|&count| count == best).map_or(Dialect::Msa, |index| Dialect::SPOKEN[index])
}

/// The first word that only a second dialect has, in a draft written in another one; mostly a pasted sentence.
pub(super) fn stranger(matcher: &mut Matcher<'_>) -> Option<std::ops::Range<usize>> {
    let (set, document) = (matcher.set, matcher.document);
    let mut found: Vec<(usize, std::ops::Range<usize>)> = Vec::new();
    for sentence in &document.sentences {
        let bounds = matcher.bounds(sentence.first as usize);
        for at in sentence.range() {
            let token = &document.tokens.list[at];
            let marks = if token.class == TokenClass::Arabic && !token.quoted { matcher.dialect_marks(at) } else { 0 };
            for (index, &(strong, _)) in set.engine.dialects.iter().enumerate().filter(|_| marks != 0) {
                let strong = strong.filter(|_| marks & 1 << (2 * index) != 0);
                found.extend(strong.and_then(|lexicon| matcher.lexicon_at(lexicon, at, bounds)).map(|end| (index, at..end)));
            }
        }
    }
    let count = |index: usize| found.iter().filter(|(other, _)| *other == index).count();
    let own = (0..set.engine.dialects.len()).rev().max_by_key(|&index| count(index))?;
    // As many of one as of the other: the first is the draft's own.
    let own = found.iter().map(|(index, _)| *index).find(|&index| count(index) == count(own)).unwrap_or(own);
    // One word may be at home in two dialects.
    found.iter().find(|(index, _)| *index != own && count(*index) >= LEAST as usize).map(|(_, tokens)| tokens.clone())
}
