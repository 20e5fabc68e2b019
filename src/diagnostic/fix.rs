//! Fixes: edits in source bytes, and applying them.

use crate::text::Span;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// How freely a fix may be applied; ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Applicability {
    /// Has a blank for the agent to fill.
    Display,
    /// May change what is said: for the agent to accept.
    Unsafe,
    /// Cannot change the meaning for the customer.
    Safe,
}

/// Replaces one span by a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; empty for an insertion.
    pub span: Span,
    /// What stands there afterwards.
    pub text: Arc<str>,
}

/// One suggestion. Its edits are sorted by place and disjoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it offers, for a menu.
    pub title: Arc<str>,
    /// How freely it may be applied.
    pub applicability: Applicability,
    /// The edits.
    pub edits: Vec<Edit>,
}

/// A text after fixes were applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    /// The new text.
    pub text: String,
    /// How many fixes were applied.
    pub fixes: usize,
    /// How many were left out: below the threshold, or overlapping an earlier one.
    pub skipped: usize,
}

/// Applies all fixes of at least the given applicability, in order of place; of two that overlap the first wins.
pub fn apply<'f>(source: &str, fixes: impl IntoIterator<Item = &'f Fix>, least: Applicability) -> Applied {
    let mut chosen: Vec<&Fix> = Vec::new();
    let mut skipped = 0;
    for fix in fixes {
        if fix.applicability >= least && fits(source, fix) {
            chosen.push(fix);
        } else {
            skipped += 1;
        }
    }
    chosen.sort_by_key(|fix| fix.edits.first().map(|edit| edit.span));
    let mut text = String::with_capacity(source.len());
    let (mut at, mut fixes) = (0, 0);
    for fix in chosen {
        if fix.edits.first().is_none_or(|edit| (edit.span.start as usize) < at) {
            skipped += 1;
            continue;
        }
        for edit in &fix.edits {
            text.push_str(&source[at..edit.span.start as usize]);
            text.push_str(&edit.text);
            at = edit.span.end as usize;
        }
        fixes += 1;
    }
    text.push_str(&source[at..]);
    Applied { text, fixes, skipped }
}

/// Whether all edits lie inside the source, on character borders, in order.
fn fits(source: &str, fix: &Fix) -> bool {
    let mut at = 0;
    fix.edits.iter().all(|edit| {
        let (start, end) = (edit.span.start as usize, edit.span.end as usize);
        let fine = at <= start && start <= end && source.is_char_boundary(start) && source.is_char_boundary(end) && end <= source.len();
        at = end;
        fine
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fix(start: u32, end: u32, text: &str, applicability: Applicability) -> Fix {
        Fix { title: "".into(), applicability, edits: vec![Edit { span: Span::new(start, end), text: text.into() }] }
    }

    #[test]
    fn applies_in_order_and_skips_overlaps() {
        let fixes = [
            fix(4, 7, "X", Applicability::Safe),
            fix(0, 3, "A", Applicability::Safe),
            fix(5, 9, "-", Applicability::Safe),
            fix(8, 9, "?", Applicability::Display),
        ];
        let applied = apply("abc def gh", &fixes, Applicability::Unsafe);
        assert_eq!(applied, Applied { text: "A X gh".to_owned(), fixes: 2, skipped: 2 });
    }
}
