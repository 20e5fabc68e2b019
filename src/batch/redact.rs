//! Personal data masked in all that is written: addresses, handles, numbers, references, and the names that are known.

use crate::conversation::{Markup, Role};
use crate::document::Document;
use crate::text::{Span, TokenClass};
use crate::transcript::Transcript;
use std::borrow::Cow;

/// So many digits in a row of numbers are a telephone, a card, an account or a reference.
const DIGITS: usize = 6;

/// What is masked in one conversation; without masking, texts stay as they are.
#[derive(Clone, Debug, Default)]
pub(super) struct Redaction {
    on: bool,
    /// Words of the names that are known, in small letters.
    names: Vec<String>,
}

/// A text with its masks, and where they stand in the original.
#[derive(Clone, Debug)]
pub(super) struct Masked<'t> {
    /// The text as it is written.
    pub text: Cow<'t, str>,
    masks: Vec<(Span, &'static str)>,
}

impl Redaction {
    /// Masks nothing.
    pub(super) fn off() -> Self {
        Self::default()
    }

    /// Masks, in the texts of a conversation, also the names of those who take part.
    pub(super) fn of(transcript: &Transcript) -> Self {
        let conversation = &transcript.conversation;
        let authors = conversation.turns.iter().filter(|turn| matches!(turn.role, Role::Customer | Role::Agent)).filter_map(|turn| turn.author.as_deref());
        let known = [conversation.customer.name.as_deref(), transcript.customer.as_deref(), transcript.agent.as_deref()];
        let words = authors.chain(known.into_iter().flatten()).flat_map(|name| name.split(|c: char| !c.is_alphanumeric()));
        // Two letters are initials, or a word of their own.
        let mut names: Vec<String> = words.filter(|word| word.chars().count() > 2).map(str::to_lowercase).collect();
        names.sort_unstable();
        names.dedup();
        Self { on: true, names }
    }

    /// A text with masks.
    pub(super) fn mask<'t>(&self, text: &'t str, markup: Markup) -> Masked<'t> {
        if !self.on {
            return Masked { text: Cow::Borrowed(text), masks: Vec::new() };
        }
        let masks = self.masks(text, markup);
        if masks.is_empty() {
            return Masked { text: Cow::Borrowed(text), masks };
        }
        let (mut masked, mut at) = (String::with_capacity(text.len()), 0);
        for (span, mark) in &masks {
            masked.push_str(&text[at..span.start as usize]);
            masked.push_str(mark);
            at = span.end as usize;
        }
        masked.push_str(&text[at..]);
        Masked { text: Cow::Owned(masked), masks }
    }

    /// What is masked in a text, sorted and disjoint.
    fn masks(&self, text: &str, markup: Markup) -> Vec<(Span, &'static str)> {
        let document = Document::new(text, markup);
        let tokens = &document.tokens.list;
        let digits = |span: Span| span.text(text).chars().filter(|c| c.is_numeric()).count();
        let mut masks: Vec<(Span, &'static str)> = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            let token = tokens[at];
            let mut span = token.source;
            // Numbers that only marks and blanks part are one: +966 50 123 4567.
            while token.class == TokenClass::Number && next_number(&document, at).is_some_and(|next| next > at) {
                at = next_number(&document, at).unwrap_or(at);
                span = Span::new(span.start, tokens[at].source.end);
            }
            let mark = match token.class {
                TokenClass::Email => Some("[EMAIL]"),
                TokenClass::Handle => Some("[HANDLE]"),
                TokenClass::Entity => Some("[NUMBER]"),
                TokenClass::Number if digits(span) >= DIGITS => Some("[NUMBER]"),
                TokenClass::Link if span.text(text).contains(['?', '=']) => Some("[LINK]"),
                TokenClass::Latin | TokenClass::Arabic if self.is_name(span.text(text)) => Some("[NAME]"),
                _ => None,
            };
            masks.extend(mark.map(|mark| (span, mark)));
            at += 1;
        }
        masks
    }

    fn is_name(&self, word: &str) -> bool {
        let word = word.to_lowercase();
        let word = word.trim_end_matches("'s").trim_end_matches("’s");
        self.names.binary_search_by(|name| name.as_str().cmp(word)).is_ok()
    }
}

/// The number that goes on after one, with at most one mark between them.
fn next_number(document: &Document<'_>, at: usize) -> Option<usize> {
    let tokens = &document.tokens.list;
    let next = tokens.get(at + 1)?;
    if next.class == TokenClass::Number && !next.breaks {
        return Some(at + 1);
    }
    let joined = next.class == TokenClass::Punct && matches!(next.source.text(document.source).trim(), "-" | "." | "/" | "(" | ")");
    tokens.get(at + 2).filter(|after| joined && after.class == TokenClass::Number && after.glued && next.glued).map(|_| at + 2)
}

impl Masked<'_> {
    /// A place of the original in the text as it is written; inside of a mask, its start or its end.
    fn at(&self, offset: u32, end: bool) -> u32 {
        let mut moved = i64::from(offset);
        for (span, mark) in &self.masks {
            let length = i64::from(mark.len() as u32);
            if span.end <= offset {
                moved += length - i64::from(span.end - span.start);
            } else if span.start < offset {
                moved += i64::from(span.start) - i64::from(offset) + if end { length } else { 0 };
                break;
            } else {
                break;
            }
        }
        u32::try_from(moved).unwrap_or_default()
    }

    /// A span of the original in the text as it is written.
    pub(super) fn span(&self, span: Span) -> Span {
        Span::new(self.at(span.start, false), self.at(span.end, true))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conversation::Turn;

    #[test]
    fn personal_data_is_masked_and_places_follow() {
        let mut transcript = Transcript::default();
        transcript.conversation.turns.push(Turn { role: Role::Customer, author: Some("Sara Al-Otaibi".to_owned()), ..Turn::default() });
        let redaction = Redaction::of(&transcript);
        for (text, expected) in [
            ("Hi Sara, call +966 50 123 4567 or write to a.b@shop.example.", "Hi [NAME], call [NUMBER] or write to [EMAIL]."),
            ("@sara_91 your order left on 12 May at 10:30.", "[HANDLE] your order left on 12 May at 10:30."),
            ("Open https://shop.example/help or https://shop.example/t?id=4", "Open https://shop.example/help or [LINK]"),
            ("رقمك ٠٥٠١٢٣٤٥٦٧ عندنا", "رقمك [NUMBER] عندنا"),
        ] {
            assert_eq!(redaction.mask(text, Markup::Plain).text, expected);
            assert_eq!(Redaction::off().mask(text, Markup::Plain).text, text);
        }
        let text = "Hi Sara, Sara Otaibi waits.";
        let masked = redaction.mask(text, Markup::Plain);
        assert_eq!(masked.text, "Hi [NAME], [NAME] [NAME] waits.");
        assert_eq!(masked.span(Span::new(21, 26)).text(&masked.text), "waits");
        assert_eq!(masked.span(Span::new(4, 6)).text(&masked.text), "[NAME]");
    }
}
