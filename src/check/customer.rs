//! The words the customer used: a term they used themselves is no jargon to them.

use crate::conversation::{Role, Turn};
use crate::document::Document;
use crate::rules::RuleSet;
use crate::scan::Matcher;
use crate::text::TokenClass;
use rustc_hash::FxHashSet;
use std::cell::OnceCell;

/// The words of all customer turns, read when they are first asked for.
#[derive(Debug)]
pub struct CustomerWords<'s> {
    set: &'s RuleSet,
    turns: &'s [Turn],
    words: OnceCell<Words>,
}

#[derive(Debug, Default)]
struct Words {
    texts: FxHashSet<Box<str>>,
    stems: FxHashSet<u32>,
}

impl<'s> CustomerWords<'s> {
    /// The words of the customer among `turns`.
    pub fn new(set: &'s RuleSet, turns: &'s [Turn]) -> Self {
        Self { set, turns, words: OnceCell::new() }
    }

    fn words(&self) -> &Words {
        self.words.get_or_init(|| {
            let mut words = Words::default();
            for turn in self.turns.iter().filter(|turn| turn.role == Role::Customer) {
                let document = Document::new(&turn.text, turn.markup);
                for token in document.tokens.list.iter().filter(|token| token.class.is_word()) {
                    let text = document.tokens.text(token);
                    words.texts.insert(text.into());
                    words.stems.extend(self.set.vocabulary().analyses(token, text).iter().map(|analysis| analysis.word));
                }
            }
            words
        })
    }

    /// Whether the customer used every word in a range of the draft's tokens, in this or another form.
    pub(super) fn used(&self, matcher: &Matcher<'_>, tokens: std::ops::Range<usize>) -> bool {
        if !self.turns.iter().any(|turn| turn.role == Role::Customer) {
            return false;
        }
        let words = self.words();
        let document = matcher.document;
        let mut compared = document.tokens.list[tokens].iter().filter(|token| token.class.is_word()).peekable();
        compared.peek().is_some()
            && compared.all(|token| {
                let text = document.tokens.text(token);
                words.texts.contains(text)
                    || (token.class == TokenClass::Arabic
                        && self.set.vocabulary().analyses(token, text).iter().any(|analysis| words.stems.contains(&analysis.word)))
            })
    }
}
