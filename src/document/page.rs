//! What all finders share: the source, its lines, and the masks found so far.

use crate::conversation::Markup;
use crate::text::fold::is_deleted;
use crate::text::{Mask, Span, TokenClass, Treatment};

/// One line of the source, without its line end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    /// First byte.
    pub(super) start: usize,
    /// First byte that is neither white space nor an invisible mark.
    pub(super) text: usize,
    /// One past the last byte that is not white space.
    pub(super) end: usize,
    /// First byte of the next line.
    pub(super) next: usize,
}

impl Line {
    /// Whether nothing visible stands on the line.
    pub(super) fn is_blank(self) -> bool {
        self.text >= self.end
    }
}

/// The source with what was found in it.
pub(super) struct Page<'t> {
    pub(super) source: &'t str,
    pub(super) markup: Markup,
    pub(super) lines: Vec<Line>,
    pub(super) masks: Vec<Mask>,
}

impl<'t> Page<'t> {
    pub(super) fn new(source: &'t str, markup: Markup) -> Self {
        let mut page = Self { source, markup, lines: Vec::new(), masks: Vec::new() };
        let mut start = 0;
        while start < source.len() {
            let next = source[start..].find('\n').map_or(source.len(), |at| start + at + 1);
            let line = &source[start..next];
            let end = start + line.trim_end().len();
            let text = start + (line.len() - line.trim_start_matches(|c: char| c.is_whitespace() || is_deleted(c)).len());
            page.lines.push(Line { start, text: text.min(end.max(start)), end, next });
            start = next;
        }
        page
    }

    /// The visible text of a line.
    pub(super) fn line(&self, line: Line) -> &'t str {
        &self.source[line.text..line.end]
    }

    /// The byte at an offset; 0 outside the source.
    pub(super) fn byte(&self, at: usize) -> u8 {
        self.source.as_bytes().get(at).copied().unwrap_or(0)
    }

    /// The character that begins at an offset.
    pub(super) fn after(&self, at: usize) -> Option<char> {
        self.source.get(at..).and_then(|rest| rest.chars().next())
    }

    /// The character that ends at an offset.
    pub(super) fn before(&self, at: usize) -> Option<char> {
        self.source.get(..at).and_then(|rest| rest.chars().next_back())
    }

    /// Whether no letter or digit stands directly before the offset.
    pub(super) fn starts_word(&self, at: usize) -> bool {
        !self.before(at).is_some_and(char::is_alphanumeric)
    }

    /// Whether no letter or digit stands directly at the offset.
    pub(super) fn ends_word(&self, at: usize) -> bool {
        !self.after(at).is_some_and(char::is_alphanumeric)
    }

    /// At most `bytes` bytes from an offset on, cut at a character border.
    pub(super) fn window(&self, at: usize, bytes: usize) -> &'t str {
        let mut end = at.saturating_add(bytes).min(self.source.len());
        while !self.source.is_char_boundary(end) {
            end -= 1;
        }
        self.source.get(at..end).unwrap_or_default()
    }

    pub(super) fn push(&mut self, start: usize, end: usize, treatment: Treatment) {
        self.masks.push(Mask { span: Span::new(start as u32, end as u32), treatment });
    }

    /// Masks a range as one token and returns its end, where the scan goes on.
    pub(super) fn opaque(&mut self, start: usize, end: usize, class: TokenClass) -> usize {
        self.push(start, end, Treatment::Opaque(class));
        end
    }
}

#[cfg(test)]
/// What the finders made of a text: masked parts as `class:text`, in order.
pub(super) fn found(source: &str, markup: Markup) -> Vec<String> {
    super::masks(source, markup)
        .0
        .into_iter()
        .map(|mask| {
            let text = mask.span.text(source);
            match mask.treatment {
                Treatment::Cut => format!("cut:{text}"),
                Treatment::Break => format!("break:{text}"),
                Treatment::Transparent => format!("gone:{text}"),
                Treatment::Decoded(to) => format!("{text}={to}"),
                Treatment::Opaque(class) => format!("{class:?}:{text}").to_lowercase().replace(&text.to_lowercase(), text),
            }
        })
        .collect()
}
