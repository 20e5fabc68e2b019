//! The words the customer used: a term they used themselves is no jargon to them.

use crate::assess::Past;
use crate::conversation::Role;
use crate::rules::RuleSet;
use crate::scan::Matcher;
use crate::text::TokenClass;
use rustc_hash::FxHashSet;
use std::cell::OnceCell;

/// The words of all customer turns before a draft, read when they are first asked for.
#[derive(Debug)]
pub struct CustomerWords<'s, 'p> {
    set: &'s RuleSet,
    past: &'s Past<'p>,
    draft: usize,
    words: OnceCell<Words<'p>>,
}

#[derive(Debug, Default)]
struct Words<'p> {
    texts: FxHashSet<&'p str>,
    stems: FxHashSet<u32>,
}

impl<'s, 'p> CustomerWords<'s, 'p> {
    /// The words of the customer before a turn.
    pub fn new(set: &'s RuleSet, past: &'s Past<'p>, draft: usize) -> Self {
        Self { set, past, draft, words: OnceCell::new() }
    }

    fn turns(&self) -> impl Iterator<Item = usize> {
        (0..self.draft).filter(|&turn| self.past.turns()[turn].role == Role::Customer)
    }

    fn words(&self) -> &Words<'p> {
        self.words.get_or_init(|| {
            let mut words = Words::default();
            for turn in self.turns() {
                let document = self.past.document(turn);
                for token in document.tokens.list.iter().filter(|token| token.class.is_word()) {
                    let text = document.tokens.text(token);
                    words.texts.insert(text);
                    words.stems.extend(self.set.vocabulary().analyses(token, text).iter().map(|analysis| analysis.word));
                }
            }
            words
        })
    }

    /// Whether the customer used every word in a range of the draft's tokens, in this or another form.
    pub(super) fn used(&self, matcher: &Matcher<'_>, tokens: std::ops::Range<usize>) -> bool {
        if self.turns().next().is_none() {
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
