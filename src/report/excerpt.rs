//! The lines of a draft around a finding, cut to what fits on a screen.

use super::place::Places;
use crate::text::Span;
use std::ops::Range;

/// A line, or as much of it as is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Excerpt {
    /// The text, with `…` where the line goes on.
    pub text: String,
    /// The part of it that belongs to the finding.
    pub marked: Range<usize>,
}

/// A line is shown whole up to this many bytes; a longer one is cut around the finding.
const WHOLE: usize = 240;
/// Characters shown before the finding.
const BEFORE: usize = 40;
/// Characters shown of the finding.
const MARKED: usize = 160;
/// Characters shown after the finding.
const AFTER: usize = 60;
/// Lines shown of a finding.
const LINES: usize = 4;

/// The lines of a finding; takes time in proportion to what is shown.
pub(super) fn excerpts(places: &Places<'_>, span: Span) -> Vec<Excerpt> {
    let first = places.lines.line_of(span.start);
    let last = places.lines.line_of(span.end.saturating_sub(1).max(span.start));
    (first..=last).take(LINES).map(|line| excerpt(places, line, span)).collect()
}

fn excerpt(places: &Places<'_>, line: usize, span: Span) -> Excerpt {
    let range = places.lines.line_range(line, places.source);
    let text = places.source[range.clone()].trim_end_matches(['\n', '\r']);
    let start = (span.start as usize).clamp(range.start, range.start + text.len()) - range.start;
    let end = (span.end as usize).clamp(range.start, range.start + text.len()) - range.start;
    if text.len() <= WHOLE {
        return Excerpt { text: text.to_owned(), marked: start..end };
    }
    let from = text[..start].char_indices().rev().nth(BEFORE - 1).map_or(0, |(at, _)| at);
    let shown = text[start..end].char_indices().nth(MARKED).map_or(end, |(at, _)| start + at);
    let to = text[shown..].char_indices().nth(AFTER).map_or(text.len(), |(at, _)| shown + at);
    let from = word_border(text, from, start);
    let to = to - text[shown..to].char_indices().rev().take(12).find(|(_, c)| c.is_whitespace()).map_or(0, |(at, _)| to - shown - at);
    let to = if to <= shown { shown } else { to };
    let lead = if from > 0 { "…" } else { "" };
    let tail = if to < text.len() { "…" } else { "" };
    let at = lead.len();
    Excerpt { text: format!("{lead}{}{tail}", &text[from..to]), marked: at + start - from..at + shown - from }
}

/// The start of the first whole word from `from` on, if it is near.
fn word_border(text: &str, from: usize, most: usize) -> usize {
    if from == 0 {
        return 0;
    }
    let space = text[from..most].char_indices().take(12).find(|(_, c)| c.is_whitespace());
    space.map_or(from, |(at, c)| from + at + c.len_utf8())
}
