//! The score of a draft and what would raise it most, as a lens above it or a hint in its first line.

use super::convert::Encoding;
use super::document::Checked;
use crate::text::{Language, Span};
use serde_json::{Value, json};

/// The lens above the draft.
pub(super) fn lens(checked: &Checked, encoding: Encoding) -> Value {
    let Some(title) = title(checked) else { return json!([]) };
    let at = checked.places(encoding).position(checked.before());
    json!([{ "range": { "start": at, "end": at }, "command": { "title": title, "command": "" } }])
}

/// The hint at the end of the draft's first line.
pub(super) fn inlay(checked: &Checked, encoding: Encoding) -> Value {
    let Some(title) = title(checked) else { return json!([]) };
    let draft = checked.draft();
    let end = draft.find(['\r', '\n']).unwrap_or(draft.len()) as u32;
    let at = checked.places(encoding).position(checked.outer(Span::new(end, end)).start);
    let most = most(checked).map(|(_, message)| message);
    json!([{ "position": at, "label": title, "paddingLeft": true, "tooltip": most }])
}

/// The score in a line; `None` where there is none.
pub(super) fn title(checked: &Checked) -> Option<String> {
    let scored = checked.review.score.as_ref()?;
    let total = scored.total?;
    let card = checked.rules.linter.rules().scorecard()?;
    if let Some(cap) = scored.cap.as_ref().and_then(|held| card.caps.get(held.cap)) {
        return Some(format!("rifq {total} · {}", cap.reason.get(checked.reader)));
    }
    let Some((points, message)) = most(checked) else { return Some(format!("rifq {total}")) };
    Some(match checked.reader {
        Language::English => format!("rifq {total} · +{points}: {message}"),
        Language::Arabic => format!("رفق {total} · ‎+{points}‎: {message}"),
    })
}

/// The finding that costs the whole score most: how much about, and what to do.
fn most(checked: &Checked) -> Option<(u32, &str)> {
    let review = &checked.review;
    let scored = review.score.as_ref()?;
    let card = checked.rules.linter.rules().scorecard()?;
    let weight = |index: usize| card.categories.get(index).map_or(0, |category| u32::from(category.weight));
    let whole: u32 = (0..card.categories.len()).filter(|&index| scored.categories.get(index).is_some_and(|score| score.parts.is_some())).map(weight).sum();
    let cost = |at: usize| {
        let category = card.category_of(&review.diagnostics.get(at)?.rule)?;
        Some(scored.costs.get(at)? * weight(category))
    };
    let (at, cost) = (0..review.diagnostics.len()).filter_map(|at| Some((at, cost(at)?))).max_by_key(|&(at, cost)| (cost, std::cmp::Reverse(at)))?;
    // Costs are hundredths of a point of one category.
    let points = (cost / whole.max(1) + 50) / 100;
    (points > 0).then(|| (points, &*review.diagnostics[at].message))
}
