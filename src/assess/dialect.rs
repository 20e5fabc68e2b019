//! The dialect of an Arabic draft, by votes of words that only one dialect has.

use super::past::Past;
use crate::conversation::Role;
use crate::rules::EngineLexicons;
use crate::scan::{Hit, Matcher};
use crate::text::{Dialect, TokenClass};
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// Votes of a word that no other dialect has.
const STRONG: u32 = 2;
/// Votes from which on a draft is not read as MSA.
const LEAST: u32 = 2;

/// From so many votes on a dialect needs no witness.
const SURE: u32 = 5;
/// Words that only Modern Standard Arabic has; folded.
const STANDARD: &[&str] = &[
    "لم", "لن", "سوف", "الذي", "التي", "الذين", "ليس", "ليست", "لدينا", "لديك", "لديكم", "يرجي", "سيتم", "نود", "حيث", "لقد", "الذى", "ايضا", "لذلك", "كما",
    "عبر", "لدي", "لاننا", "اننا", "ولن", "ولم", "هذه", "ينبغي",
];

/// How nouns and other words begin that look like a future of the standard language.
const NO_FUTURES: &[&str] = &[
    "ساع", "سابق", "ساخن", "ساكن", "سايق", "سامح", "سالت", "سالن", "ستاير", "ستاره", "ستايل", "ستور", "ستين", "سناب", "سنتر", "سنين", "سنوات", "سنوي", "سنتين",
    "سيار", "سياس", "سيده", "سيدي", "سيدت", "سيستم", "سيرفر", "سيتي",
];

/// The dialect with the most votes, MSA below two. Hits of patterns that belong to a dialect vote too, and where the draft leaves it open so do
/// the messages that it answers.
pub fn dialect(matcher: &mut Matcher<'_>, hits: &[Hit], turn: usize, past: &Past<'_>) -> Dialect {
    let mut votes = words_of(matcher);
    let words = votes;
    let set = matcher.set;
    for hit in hits {
        let spoken = set.blocks[hit.block as usize].dialect;
        if let Some(index) = Dialect::SPOKEN.iter().position(|&dialect| Some(dialect) == spoken) {
            votes[index] += STRONG;
        }
    }
    let tokens = &matcher.document.tokens;
    let standard = tokens.list.iter().filter(|token| token.class == TokenClass::Arabic && is_standard(tokens.text(token))).count() as u32;
    let most = |votes: &Votes| votes.iter().copied().max().unwrap_or_default();
    if most(&votes) < SURE && standard == 0 {
        let messages = (0..turn).rev().filter(|&turn| past.turns()[turn].role == Role::Customer).take(WITNESSES);
        let mut heard = Votes::default();
        for message in messages {
            past.votes(message).iter().zip(&mut heard).for_each(|(count, sum)| *sum += count);
        }
        for (own, other) in votes.iter_mut().zip(heard) {
            // One word of the draft needs a second one, of the draft or of the customer.
            let told = *own >= LEAST || other >= LEAST || *own > 0 && other > 0;
            *own = if told { 2 * *own + other.min(SURE) } else { 0 };
        }
    } else if standard > 0 && most(&votes) <= STRONG {
        return Dialect::Msa;
    }
    let best = most(&votes);
    if best < LEAST {
        return Dialect::Msa;
    }
    // Words that two dialects share tell neither.
    let mut first = votes.iter().enumerate().filter(|(_, count)| **count == best);
    match (first.next(), first.next()) {
        // Patterns alone do not outweigh words of the standard language.
        (Some((index, _)), None) if standard > 0 && words[index] == 0 => Dialect::Msa,
        (Some((index, _)), None) => Dialect::SPOKEN[index],
        _ => Dialect::Msa,
    }
}

/// Whether a word is of the standard language alone, or a future as only that makes it.
fn is_standard(word: &str) -> bool {
    static WORDS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| STANDARD.iter().copied().collect());
    let begins = |starts: &[&str]| starts.iter().any(|start| word.starts_with(start));
    let future = || word.starts_with('س') && begins(&["ست", "سن", "سا", "سي"]) && word.chars().count() > 4 && !begins(NO_FUTURES);
    WORDS.contains(word) || future()
}

/// How many messages of the customer are heard.
const WITNESSES: usize = 3;

/// Votes by dialect, in the order of [`Dialect::SPOKEN`].
pub(super) type Votes = [u32; Dialect::SPOKEN.len()];

/// The votes of words that belong to one dialect.
pub(super) fn words_of(matcher: &mut Matcher<'_>) -> Votes {
    let mut votes = Votes::default();
    let (set, document) = (matcher.set, matcher.document);
    for sentence in &document.sentences {
        let bounds = matcher.bounds(sentence.first as usize);
        for at in sentence.range() {
            let marks = if document.tokens.list[at].class == TokenClass::Arabic { matcher.counted(at) & EngineLexicons::DIALECTS } else { 0 };
            // «حتى ذلك الحين» is of every standard text.
            if marks == 0 || document.tokens.word(at) == "الحين" && at > 0 && document.tokens.word(at - 1) == "ذلك" {
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
    votes
}

/// The first word that only a second dialect has, in a draft written in another one; mostly a pasted sentence.
pub(super) fn stranger(matcher: &mut Matcher<'_>) -> Option<std::ops::Range<usize>> {
    let (set, document) = (matcher.set, matcher.document);
    let mut found: Vec<(usize, std::ops::Range<usize>)> = Vec::new();
    for sentence in &document.sentences {
        let bounds = matcher.bounds(sentence.first as usize);
        for at in sentence.range() {
            let token = &document.tokens.list[at];
            let marks = if token.class == TokenClass::Arabic && !token.quoted { matcher.counted(at) & EngineLexicons::DIALECTS } else { 0 };
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
