//! Facts of form: greeting, name, closing, language.

use super::Facts;
use crate::assess::names;
use crate::conversation::Channel;
use crate::rules::Fact;
use crate::text::Span;
use std::ops::Range;

/// How long an answer to thanks is at most that needs no greeting, in words.
const FEW: usize = 12;

impl Facts<'_> {
    /// The tokens of a greeting, with its courtesies.
    fn greeting(&self, span: Span) -> Range<usize> {
        let tokens = &self.draft.document.tokens;
        let first = tokens.list.partition_point(|token| token.source.end <= span.start);
        let mut end = tokens.list.partition_point(|token| token.source.start < span.end);
        let goes_on = |at: usize| tokens.list.get(at).is_some_and(|token| !token.breaks);
        while goes_on(end) && names::is_courtesy(tokens.word(end)) {
            end += 1;
        }
        while end > first + 1 && matches!(tokens.word(end - 1), "," | "!" | "." | "-") {
            end -= 1;
        }
        first..end
    }

    pub(super) fn form(&mut self) {
        let assessment = self.assessment;
        let first_word = self.draft.document.tokens.list.iter().position(|token| token.class.is_word()).unwrap_or_default();
        let opening = first_word..first_word + 1;
        let opens = assessment.opening || self.setting.channel == Some(Channel::Email);
        // Who only says thanks is in the middle of a talk.
        let thanks = assessment.need.settled && assessment.words.0 <= FEW;
        if opens && assessment.greeting.is_none() && !self.setting.earlier.0 && !thanks {
            self.raise(Fact::GreetingMissing, opening);
        }
        if assessment.closing.is_none() {
            self.raise(Fact::ClosingMissing, self.ending());
        }
        let addressed = &assessment.addressed;
        let named = addressed.own.is_some() || addressed.other.is_some() || addressed.called.is_some() || self.setting.earlier.1;
        // Where the greeting is missing too, its rewrite offers the name.
        if let Some(greeting) = assessment.greeting.filter(|_| opens && self.setting.has_name && !named) {
            self.raise(Fact::NameMissing, self.greeting(greeting));
        }
        if let Some(tokens) = assessment.addressed.other.clone() {
            self.raise(Fact::NameWrong, tokens);
        }
        if assessment.mismatch.is_some() {
            self.raise(Fact::LanguageMismatched, self.opening());
        }
    }
}
