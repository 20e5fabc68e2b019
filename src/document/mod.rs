//! One turn, analysed: what is not prose is masked, the rest is tokens, sentences and zones. Judges nothing.

mod code;
mod disclaimer;
mod email;
mod entity;
pub mod front_matter;
mod handle;
mod markup_html;
mod markup_markdown;
mod page;
mod placeholder;
mod quote;
mod remark;
mod scan;
mod signature;
mod slots;
mod url;
mod zones;

use crate::conversation::Markup;
use crate::text::{Language, Mask, Sentence, Span, TokenClass, Tokens, mask, sentences, tokenize};
pub use remark::Remark;
pub use zones::Zone;

/// One turn, analysed.
#[derive(Clone, Debug)]
pub struct Document<'t> {
    /// The text as written.
    pub source: &'t str,
    /// Its tokens.
    pub tokens: Tokens,
    /// Its sentences, as ranges of tokens.
    pub sentences: Vec<Sentence>,
    /// The zone of each sentence.
    pub zones: Vec<Zone>,
    /// The language of most of its letters.
    pub language: Language,
    /// The regions that are not plain prose, sorted and disjoint: quoted mail, links, blanks, tags, marks of emphasis ….
    pub cuts: Vec<Span>,
    /// What is said to rifq, in the order of the text.
    pub remarks: Vec<Remark>,
}

impl<'t> Document<'t> {
    /// Analyses a text. Never fails; takes time in proportion to the length of the text.
    pub fn new(source: &'t str, markup: Markup) -> Self {
        let (masks, remarks) = masks(source, markup);
        let tokens = tokenize(source, &masks);
        let language = language(&tokens);
        let sentences = sentences(&tokens, language);
        let zones = zones::zones(source, &tokens, &sentences);
        let cuts = masks.iter().map(|mask| mask.span).collect();
        Self { source, tokens, sentences, zones, language, cuts, remarks }
    }

    /// The sentence that holds a token; the last one for an index beyond all tokens.
    pub fn sentence_of(&self, token: usize) -> usize {
        let after = self.sentences.partition_point(|sentence| sentence.first as usize <= token);
        after.saturating_sub(1)
    }

    /// The source from the first to the last of a range of tokens; empty for an empty range.
    pub fn span_of(&self, tokens: std::ops::Range<usize>) -> Span {
        match self.tokens.list.get(tokens) {
            Some([first, .., last]) => Span::new(first.source.start, last.source.end),
            Some([only]) => only.source,
            _ => Span::default(),
        }
    }
}

/// All regions that are not plain prose, sorted and disjoint, and the remarks among them.
fn masks(source: &str, markup: Markup) -> (Vec<Mask>, Vec<Remark>) {
    let mut page = page::Page::new(source, markup);
    code::fences(&mut page);
    if markup != Markup::Html {
        quote::find(&mut page);
    }
    let remarks = remark::find(&mut page);
    if markup != Markup::Html {
        signature::find(&mut page);
        markup_markdown::lines(&mut page);
    }
    scan::scan(&mut page);
    disclaimer::find(&mut page);
    mask::settle(&mut page.masks);
    (page.masks, remarks)
}

/// The language of most letters; English without any.
fn language(tokens: &Tokens) -> Language {
    let (mut arabic, mut latin) = (0, 0);
    for token in &tokens.list {
        let bytes = token.folded_end - token.folded_start;
        match token.class {
            TokenClass::Arabic => arabic += bytes / 2,
            TokenClass::Latin => latin += bytes,
            _ => {}
        }
    }
    Language::of_counts(arabic, latin).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_sentences_and_spans_of_tokens() {
        let source = "Hi Sami. See https://x.com/a for {{order}}.\n> old";
        let document = Document::new(source, Markup::Email);
        assert_eq!(document.sentences.len(), 2);
        assert_eq!((document.sentence_of(0), document.sentence_of(3), document.sentence_of(99)), (0, 1, 1));
        assert_eq!(document.span_of(3..5).text(source), "See https://x.com/a");
        assert!(document.span_of(7..7).is_empty() && document.span_of(5..99).is_empty());
        let cuts: Vec<&str> = document.cuts.iter().map(|cut| cut.text(source)).collect();
        assert_eq!(cuts, ["https://x.com/a", "{{order}}", "> old"]);
    }

    #[test]
    fn language_is_that_of_the_prose() {
        for (source, language) in [
            ("طلبك في https://www.example.com/a-very-long-path-of-letters", Language::Arabic),
            ("Open the الإعدادات page of your phone", Language::English),
            ("", Language::English),
        ] {
            assert_eq!(Document::new(source, Markup::Plain).language, language, "{source}");
        }
    }

    #[test]
    fn odd_input_is_read_in_full() {
        for source in ["", "\n", "\u{feff}", "<", "{{", "[", "> ", "`", "@", "#", "&#", "\u{200f}> a", "-- \n", "***", "<!--", "++"] {
            for markup in [Markup::Plain, Markup::Markdown, Markup::Html, Markup::Email] {
                let document = Document::new(source, markup);
                assert_eq!(document.zones.len(), document.sentences.len(), "{source}");
            }
        }
    }
}
