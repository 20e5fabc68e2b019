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
