//! What is known of the turns of a conversation, each analysed and read once, when it is first asked for, however many of its drafts are judged.

use super::dialect::{Votes, words_of};
use super::reading::Reading;
use crate::conversation::Turn;
use crate::document::Document;
use crate::rules::{RuleSet, Side};
use crate::scan::{Matcher, Wanted, scan};
use std::cell::OnceCell;

/// The documents of all turns.
#[derive(Debug)]
pub struct Texts<'c> {
    turns: &'c [Turn],
    documents: Box<[OnceCell<Document<'c>>]>,
}

impl<'c> Texts<'c> {
    /// The documents of these turns.
    pub fn new(turns: &'c [Turn]) -> Self {
        Self { turns, documents: turns.iter().map(|_| OnceCell::new()).collect() }
    }

    /// All turns.
    pub const fn turns(&self) -> &'c [Turn] {
        self.turns
    }

    /// The document of a turn.
    pub fn document(&self, turn: usize) -> &Document<'c> {
        let new = || Document::new(&self.turns[turn].text, self.turns[turn].markup);
        self.documents[turn].get_or_init(new)
    }
}

/// What of one turn is read, once.
#[derive(Debug, Default)]
struct Read<'p> {
    customer: OnceCell<Reading<'p>>,
    reply: OnceCell<Reading<'p>>,
    votes: OnceCell<Votes>,
}

/// What the models read of all turns.
#[derive(Debug)]
pub struct Past<'p> {
    set: &'p RuleSet,
    texts: &'p Texts<'p>,
    read: Box<[Read<'p>]>,
}

impl<'p> Past<'p> {
    /// Nothing is read yet.
    pub fn new(set: &'p RuleSet, texts: &'p Texts<'p>) -> Self {
        Self { set, texts, read: texts.turns.iter().map(|_| Read::default()).collect() }
    }

    /// All turns.
    pub const fn turns(&self) -> &'p [Turn] {
        self.texts.turns
    }

    /// The document of a turn.
    pub fn document(&self, turn: usize) -> &'p Document<'p> {
        self.texts.document(turn)
    }

    /// Some turns, as the models read messages of one side.
    pub(super) fn readings(&self, turns: &[u32], side: Side) -> Vec<&Reading<'p>> {
        turns.iter().map(|&turn| self.reading(turn, side)).collect()
    }

    fn reading(&self, turn: u32, side: Side) -> &Reading<'p> {
        let read = &self.read[turn as usize];
        let place = match side {
            Side::Customer => &read.customer,
            Side::Reply => &read.reply,
        };
        place.get_or_init(|| {
            let mut matcher = Matcher::new(self.set, self.document(turn as usize));
            let hits = scan(&mut matcher, Wanted::Cues(side));
            Reading::new(turn, &mut matcher, &hits)
        })
    }

    /// Keeps what was read of a draft: to a later one it is what was said before.
    pub(super) fn keep(&self, mut draft: Reading<'p>) {
        // The phrases of rules are looked for in drafts alone.
        draft.harms = Vec::new();
        let _ = self.read[draft.turn as usize].reply.set(draft);
    }

    /// The votes of a turn's words for dialects.
    pub(super) fn votes(&self, turn: usize) -> &Votes {
        self.read[turn].votes.get_or_init(|| words_of(&mut Matcher::new(self.set, self.document(turn))))
    }
}
