//! What is read of the turns of one conversation, once for the replies in it and for what it shows as a whole.

use crate::assess::{Past, Texts, Wish};
use crate::check::told;
use crate::conversation::Turn;
use crate::rules::RuleSet;

/// So many bytes of turns are held in memory with what is read of them; of a longer conversation, what is asked for is read anew.
pub(super) const STRETCH: usize = 1 << 20;

/// The turns of one conversation.
pub struct Heard<'h> {
    rules: &'h RuleSet,
    turns: &'h [Turn],
    past: Option<Past<'h>>,
}

impl<'h> Heard<'h> {
    /// Nothing is read yet; `texts` are those of the turns.
    pub fn new(rules: &'h RuleSet, (turns, texts): (&'h [Turn], &'h Texts<'h>)) -> Self {
        let short = turns.iter().map(|turn| turn.text.len()).sum::<usize>() < STRETCH;
        Self { rules, turns, past: short.then(|| Past::new(rules, texts)) }
    }

    /// What is kept of all turns; `None` for a conversation that is too long.
    pub(super) const fn past(&self) -> Option<&Past<'h>> {
        self.past.as_ref()
    }

    /// What a message of the customer asks for.
    pub(super) fn wish(&self, turn: usize) -> Wish {
        let mut wish = Wish::default();
        self.ask(turn, |past, turn| wish = past.wish(turn));
        wish
    }

    /// Whether what a rule on whole conversations looks for stands in a message of the customer.
    pub(super) fn tells(&self, turn: usize, rule: u16) -> bool {
        self.ask(turn, |past, turn| past.heard(turn, |matcher, hits| told(matcher, hits).iter().any(|told| told.0 == rule)))
    }

    fn ask<T>(&self, turn: usize, ask: impl FnOnce(&Past<'_>, usize) -> T) -> T {
        if let Some(past) = &self.past {
            return ask(past, turn);
        }
        let texts = Texts::new(&self.turns[turn..=turn]);
        ask(&Past::new(self.rules, &texts), 0)
    }
}
