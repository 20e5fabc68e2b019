//! Looks ahead, told once for all drafts: with which words long lexicons begin, and with which the branches of a program go on.

use super::Compiler;
use crate::rules::program::Op;
use crate::rules::word_set::{ANY, Bits, NO_WORD, bit};

/// How many branches ahead a look goes.
const DEEPEST: u8 = 3;

impl Compiler<'_> {
    /// Marks the words with which the entries of long lexicons begin, when all words are known.
    pub(in crate::rules) fn mark_beginnings(&mut self) {
        /// Where so many of its bits are set, they tell little.
        const FULL: u32 = 32;
        let words = self.vocabulary.len();
        for lexicon in self.lexicons.iter_mut().filter(|lexicon| lexicon.loose.is_empty() && lexicon.opening.count_ones() >= FULL) {
            let mut begins = vec![0_u64; words.div_ceil(64)];
            let singles = self.sets[lexicon.singles as usize].items.iter().map(|item| item.0);
            for word in singles.chain(lexicon.indexed.all().iter().map(|entry| entry.first)) {
                let place = self.vocabulary.place(word);
                begins[place / 64] |= 1 << (place % 64);
            }
            lexicon.begins = begins.into_iter().collect();
        }
    }

    /// Gives each branch and each gap of each program its mask; when all lexicons are compiled, for they name each other.
    pub(in crate::rules) fn look_ahead(&mut self) {
        // Some share their steps.
        let mut starts: Vec<usize> = self.programs.iter().map(|program| program.first as usize).collect();
        starts.sort_unstable();
        starts.dedup();
        for (index, &first) in starts.iter().enumerate() {
            let end = starts.get(index + 1).copied().unwrap_or(self.ops.len());
            for at in first..end {
                if !matches!(self.ops[at], Op::Split { .. } | Op::Gap { .. }) {
                    continue;
                }
                let words = self.expected(first, at - first + 1, DEEPEST);
                let expected = self.mask(words);
                if let Op::Split { mask, .. } | Op::Gap { mask, .. } = &mut self.ops[at] {
                    *mask = expected;
                }
            }
        }
    }

    /// The bits of the words with which a step of the program from `first` on can go on; all of them where that is no closed list.
    fn expected(&self, first: usize, step: usize, depth: u8) -> Bits {
        match self.ops.get(first + step) {
            Some(&Op::Word(word, _)) => bit(word),
            Some(&Op::Words(set)) => self.sets[set as usize].mask(),
            Some(&Op::Lexicon(id)) => self.lexicons.get(id as usize).map_or(ANY, |lexicon| lexicon.opening),
            Some(&Op::May(mask)) => self.masks[mask as usize],
            Some(Op::Typed(typed)) if typed.class().is_some() => bit(NO_WORD),
            // A token that is two words written together has all bits.
            Some(Op::Glued(..)) => 0,
            Some(&Op::Split { other, .. }) if depth > 0 => self.expected(first, step + 1, depth - 1) | self.expected(first, usize::from(other), depth - 1),
            Some(&Op::Jump(step)) if depth > 0 => self.expected(first, usize::from(step), depth - 1),
            _ => ANY,
        }
    }
}
