//! Requests beyond the protocol, for views of editors: the report, the suggested reply, and what the server knows of a document.

use super::client::Client;
use super::convert;
use super::document::Checked;
use crate::conversation::Stage;
use crate::diagnostic::{Applicability, Severity};
use crate::mend::mend;
use crate::rules::blanks;
use crate::wire::{self, Place, Report, Verdict};
use serde_json::{Value, json};

/// `rifq/review`: the report on a draft in the JSON shape; places count in the client's unit, from the start of the document.
pub(super) fn report(client: &Client, checked: &Checked) -> Value {
    let rules = checked.rules.linter.rules();
    let place = Place { reader: checked.reader, offsets: convert::offsets(client.encoding), before: &checked.record.before, origin: None };
    let report = wire::stream(rules, &checked.record.conversation, &checked.review, place);
    let warnings = checked.faults.iter().map(|fault| fault.message.clone()).chain(report.warnings.clone()).collect();
    serde_json::to_value(Report { warnings, ..report }).unwrap_or_default()
}

/// `rifq/rewrite`: the whole suggested reply with its blanks, and where the draft stands that it would replace.
pub(super) fn rewrite(client: &Client, checked: &Checked) -> Value {
    let mended = mend(&checked.rules.linter, &checked.record.conversation, Applicability::Display);
    let draft = crate::text::Span::new(checked.before(), checked.text.len() as u32);
    json!({
        "text": mended.text,
        "blanks": blanks(&mended.text).unwrap_or_default(),
        "rules": mended.fixed.iter().map(|rule| &**rule).collect::<Vec<_>>(),
        "range": checked.places(client.encoding).range(draft),
        "version": checked.version,
        "language": checked.review.language,
    })
}

/// `rifq/status`: the score in a few words, after each check.
pub(super) fn status(uri: &str, checked: &Checked) -> Value {
    let review = &checked.review;
    let scored = review.score.as_ref();
    let band = checked.rules.linter.rules().scorecard().zip(scored.and_then(|scored| scored.band)).and_then(|(card, band)| card.bands.get(band));
    let count = |severity: Severity| review.diagnostics.iter().filter(|found| found.severity == severity).count();
    json!({
        "uri": uri,
        "version": checked.version,
        "score": scored.and_then(|scored| scored.total),
        "band": band.map(|band| &band.id),
        "verdict": Verdict::of(&review.diagnostics),
        "language": review.language,
        "stage": if checked.record.conversation.stage == Stage::Typing { "typing" } else { "final" },
        "findings": { "error": count(Severity::Error), "warning": count(Severity::Warning), "hint": count(Severity::Hint), "info": count(Severity::Info) },
    })
}

/// `rifq/document`: what the server has of a document, to compare when something looks wrong.
pub(super) fn document(checked: &Checked) -> Value {
    let conversation = &checked.record.conversation;
    json!({
        "version": checked.version,
        "text": &*checked.text,
        "draft": checked.before(),
        "channel": conversation.channel,
        "customer": { "name": conversation.customer.name },
        "thread": conversation.turns.iter().take(conversation.turns.len().saturating_sub(1)).map(|turn| json!({ "role": turn.role, "text": turn.text })).collect::<Vec<_>>(),
        "configuration": checked.rules.configuration.as_ref().map(|path| path.display().to_string()),
    })
}
