//! Masks: ranges of the source that are not plain prose, and how the tokenizer treats them.

use super::{Span, TokenClass};

/// How a masked range is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Treatment {
    /// Not prose at all: a sentence border, nothing matches inside or across.
    Cut,
    /// One token of the given class.
    Opaque(TokenClass),
    /// Absent: the text goes on as if it were not there.
    Transparent,
    /// Absent, and ends the sentence (a block tag, a list marker).
    Break,
    /// Reads as another text (an HTML entity).
    Decoded(String),
}

/// One masked range. Lists of masks are sorted by start and disjoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mask {
    /// Where.
    pub span: Span,
    /// How it is read.
    pub treatment: Treatment,
}

/// Sorts masks and drops those that overlap an earlier one; of two that start together the longer stays.
///
/// A [`Treatment::Cut`] wins over all masks it covers.
pub fn settle(masks: &mut Vec<Mask>) {
    masks.retain(|mask| !mask.span.is_empty());
    masks.sort_by(|a, b| a.span.start.cmp(&b.span.start).then(b.span.end.cmp(&a.span.end)));
    let mut kept: Vec<Mask> = Vec::with_capacity(masks.len());
    for mask in masks.drain(..) {
        while let Some(last) = kept.last() {
            let cut_over = mask.treatment == Treatment::Cut && last.treatment != Treatment::Cut;
            if cut_over && last.span.overlaps(mask.span) {
                kept.pop();
            } else {
                break;
            }
        }
        match kept.last() {
            Some(last) if last.span.overlaps(mask.span) => {
                if last.treatment == Treatment::Cut && mask.treatment == Treatment::Cut && mask.span.end > last.span.end {
                    let start = last.span.start;
                    kept.pop();
                    kept.push(Mask { span: Span::new(start, mask.span.end), treatment: Treatment::Cut });
                }
            }
            _ => kept.push(mask),
        }
    }
    *masks = kept;
}
