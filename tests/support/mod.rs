//! What several tests look for in a review.
#![allow(dead_code, reason = "each test uses a part of it")]

pub(crate) mod real;

use rifq::document::Document;
use rifq::text::TokenClass;
use rifq::text::fold::{collapse, fold_str};
use rifq::{Markup, Review, Span};

/// Whether a span lies in the text and cuts it between characters.
pub(crate) fn is_on_borders(source: &str, span: Span) -> bool {
    span.start <= span.end && source.is_char_boundary(span.start as usize) && source.is_char_boundary(span.end as usize)
}

/// Says what is wrong with the places of a review; `None` if nothing is.
pub(crate) fn misplaced(review: &Review, source: &str, markup: Markup) -> Option<String> {
    let document = Document::new(source, markup);
    for diagnostic in &review.diagnostics {
        let here = diagnostic.related.iter().filter(|related| related.turn == diagnostic.turn);
        let spans = std::iter::once(diagnostic.span).chain(here.map(|related| related.span));
        for span in spans {
            if span.is_empty() || !is_on_borders(source, span) {
                return Some(format!("{}: {span:?} does not cut the text at character borders", diagnostic.rule));
            }
            if let Some(fault) = does_not_refold(&document, span) {
                return Some(format!("{}: {fault}", diagnostic.rule));
            }
        }
        for fix in &diagnostic.fixes {
            let borders = fix.edits.iter().all(|edit| is_on_borders(source, edit.span));
            let order = fix.edits.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start);
            if fix.edits.is_empty() || !borders || !order {
                return Some(format!("{}: the edits {:?} cannot be applied", diagnostic.rule, fix.edits));
            }
        }
    }
    None
}

/// Folding the text of a span must give the folded tokens that it covers; what is masked is not text.
fn does_not_refold(document: &Document<'_>, span: Span) -> Option<String> {
    let masked = |part: Span| document.cuts.iter().any(|cut| cut.overlaps(part));
    let mut at = span.start;
    for token in document.tokens.list.iter().filter(|token| token.source.overlaps(span)) {
        if !span.contains(token.source) {
            return Some(format!("{span:?} cuts the token {:?}", token.source.text(document.source)));
        }
        let between = Span::new(at, token.source.start.max(at));
        // The line of a compound (`re-enable`) joins two words and is no token.
        if !masked(between) && !matches!(fold_str(between.text(document.source)).as_str(), "" | "-" | "_") {
            return Some(format!("no token for {:?}", between.text(document.source)));
        }
        at = token.source.end;
        if masked(token.source) || token.folded_start == token.folded_end {
            continue;
        }
        let refolded = fold_str(token.source.text(document.source)).replace(' ', "");
        let folded = document.tokens.text(token);
        let same = if token.elongated || token.class == TokenClass::Punct { collapse(&refolded) == collapse(folded) } else { refolded == folded };
        if !same {
            return Some(format!("{:?} folds to {refolded:?}, its token is {folded:?}", token.source.text(document.source)));
        }
    }
    (at != span.end).then(|| format!("{span:?} ends outside a token"))
}
