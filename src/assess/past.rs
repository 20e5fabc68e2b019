//! What is known of the turns of a conversation, each analysed and read once, when it is first asked for, however many of its drafts are judged.

use super::dialect::{Votes, words_of};
use super::reading::Reading;
use super::{Wish, wish};
use crate::conversation::{Role, Turn};
use crate::document::Document;
use crate::rules::{RuleSet, Side};
use crate::scan::{Hit, Matcher, Wanted, scan, stands};
use crate::text::TokenClass;
use rustc_hash::FxHashSet;
use std::cell::{OnceCell, RefCell};
use std::fmt;
use std::ops::Range;

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

    /// The document of a turn.
    fn document(&self, turn: usize) -> &Document<'c> {
        let new = || Document::new(&self.turns[turn].text, self.turns[turn].markup);
        self.documents[turn].get_or_init(new)
    }
}

/// What of one turn is read, once.
#[derive(Default)]
struct Read<'p> {
    matcher: OnceCell<RefCell<Matcher<'p>>>,
    customer: OnceCell<Reading<'p>>,
    reply: OnceCell<Reading<'p>>,
    topics: OnceCell<Vec<Hit>>,
    votes: OnceCell<Votes>,
}

/// The words of the customer in the first turns.
#[derive(Debug, Default)]
struct Spoken<'p> {
    turns: usize,
    texts: FxHashSet<&'p str>,
    stems: FxHashSet<u32>,
}

/// What is read of all turns.
pub struct Past<'p> {
    set: &'p RuleSet,
    texts: &'p Texts<'p>,
    read: Box<[Read<'p>]>,
    spoken: RefCell<Spoken<'p>>,
}

impl<'p> Past<'p> {
    /// Nothing is read yet.
    pub fn new(set: &'p RuleSet, texts: &'p Texts<'p>) -> Self {
        Self { set, texts, read: texts.turns.iter().map(|_| Read::default()).collect(), spoken: RefCell::default() }
    }

    /// All turns.
    pub const fn turns(&self) -> &'p [Turn] {
        self.texts.turns
    }

    /// The document of a turn.
    pub fn document(&self, turn: usize) -> &'p Document<'p> {
        self.texts.document(turn)
    }

    /// Uses the matcher of a turn, which keeps what it looks up.
    fn with<T>(&self, turn: usize, ask: impl FnOnce(&mut Matcher<'p>) -> T) -> T {
        let matcher = self.read[turn].matcher.get_or_init(|| RefCell::new(Matcher::new(self.set, self.document(turn))));
        ask(&mut matcher.borrow_mut())
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
            self.with(turn as usize, |matcher| {
                let hits = scan(matcher, Wanted::Cues(side));
                Reading::new(turn, matcher, &hits)
            })
        })
    }

    /// Keeps what was read of a draft: to a later one it is what was said before.
    pub(super) fn keep(&self, mut draft: Reading<'p>) {
        // The phrases of rules are looked for in drafts alone.
        draft.harms = Vec::new();
        let _ = self.read[draft.turn as usize].reply.set(draft);
    }

    /// What a message of the customer is about, as hits of topics and things.
    pub fn topics(&self, turn: usize) -> &[Hit] {
        self.read[turn].topics.get_or_init(|| {
            self.with(turn, |matcher| {
                let mut hits = scan(matcher, Wanted::Topics);
                hits.retain(|hit| stands(matcher, &self.set.blocks[hit.block as usize], hit));
                hits
            })
        })
    }

    /// Uses the matcher of a message of the customer for what rules on whole conversations look for in it.
    pub fn heard<T>(&self, turn: usize, tell: impl FnOnce(&mut Matcher<'p>, &[Hit]) -> T) -> T {
        self.with(turn, |matcher| {
            let hits = scan(matcher, Wanted::Course);
            tell(matcher, &hits)
        })
    }

    /// What a message of the customer asks for.
    pub fn wish(&self, turn: usize) -> Wish {
        wish(self.reading(turn as u32, Side::Customer))
    }

    /// The votes of a turn's words for dialects.
    pub(super) fn votes(&self, turn: usize) -> &Votes {
        self.read[turn].votes.get_or_init(|| self.with(turn, words_of))
    }

    /// Whether the customer used every word among some tokens of a document before a turn, in this or another form.
    pub fn customer_said(&self, before: usize, (document, tokens): (&Document<'_>, Range<usize>)) -> bool {
        let mut compared = document.tokens.list[tokens].iter().filter(|token| token.class.is_word()).peekable();
        if compared.peek().is_none() || !self.turns()[..before].iter().any(|turn| turn.role == Role::Customer) {
            return false;
        }
        let mut spoken = self.spoken.borrow_mut();
        self.hear(&mut spoken, before);
        compared.all(|token| {
            let text = document.tokens.text(token);
            spoken.texts.contains(text)
                || (token.class == TokenClass::Arabic
                    && self.set.vocabulary().analyses(token, text).iter().any(|analysis| spoken.stems.contains(&analysis.word)))
        })
    }

    fn hear(&self, spoken: &mut Spoken<'p>, before: usize) {
        if before < spoken.turns {
            *spoken = Spoken::default();
        }
        for turn in (spoken.turns..before).filter(|&turn| self.turns()[turn].role == Role::Customer) {
            let tokens = &self.document(turn).tokens;
            self.with(turn, |matcher| {
                for (at, token) in tokens.list.iter().enumerate().filter(|(_, token)| token.class.is_word()) {
                    spoken.texts.insert(tokens.text(token));
                    spoken.stems.extend(matcher.words(at));
                }
            });
        }
        spoken.turns = before;
    }
}

impl fmt::Debug for Past<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Past").field("texts", self.texts).finish_non_exhaustive()
    }
}
