//! Findings as diagnostics of the protocol.

use super::convert::Encoding;
use super::document::Checked;
use super::pages::Pages;
use super::uri;
use crate::diagnostic::{Diagnostic, Severity};
use lsp_types::{CodeDescription, DiagnosticRelatedInformation, DiagnosticSeverity, Location, NumberOrString};
use serde_json::json;

/// What all diagnostics come from.
pub(super) const SOURCE: &str = "rifq";

/// How a severity is shown: a hint as information, which editors show plainly; a remark as a hint.
pub(super) const fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::ERROR,
        Severity::Warning => DiagnosticSeverity::WARNING,
        Severity::Hint => DiagnosticSeverity::INFORMATION,
        Severity::Info => DiagnosticSeverity::HINT,
    }
}

/// The diagnostics of a draft, those of at least this severity.
pub(super) fn diagnostics(uri: &str, checked: &Checked, (encoding, least): (Encoding, Severity), pages: &Pages) -> Vec<lsp_types::Diagnostic> {
    let places = checked.places(encoding);
    let faults = checked.faults.iter().map(|fault| lsp_types::Diagnostic {
        range: places.range(fault.span),
        severity: Some(DiagnosticSeverity::WARNING),
        code: Some(NumberOrString::String(fault.code.to_owned())),
        source: Some(SOURCE.to_owned()),
        message: fault.message.clone(),
        ..lsp_types::Diagnostic::default()
    });
    let notes = checked.review.notes.iter().filter_map(|note| {
        let at = checked.before() + note.at?;
        let end = checked.text[at as usize..].find('\n').map_or(checked.text.len() as u32, |length| at + length as u32);
        Some(lsp_types::Diagnostic {
            range: places.range(crate::text::Span::new(at, end)),
            severity: Some(DiagnosticSeverity::INFORMATION),
            code: Some(NumberOrString::String("remark".to_owned())),
            source: Some(SOURCE.to_owned()),
            message: note.message.clone(),
            ..lsp_types::Diagnostic::default()
        })
    });
    let found = checked.review.diagnostics.iter().filter(|found| found.severity >= least);
    let found = found.map(|found| {
        let related = related(uri, checked, found, encoding);
        lsp_types::Diagnostic {
            range: places.range(checked.outer(found.span)),
            severity: Some(severity(found.severity)),
            code: Some(NumberOrString::String(found.rule.to_string())),
            code_description: pages.of(&checked.rules, &found.rule).and_then(|page| Some(CodeDescription { href: uri::parsed(&page)? })),
            source: Some(SOURCE.to_owned()),
            message: found.message.to_string(),
            related_information: (!related.is_empty()).then_some(related),
            tags: None,
            data: Some(json!({ "rule": &*found.rule, "severity": found.severity.name() })),
        }
    });
    faults.chain(notes).chain(found).collect()
}

/// The places that belong to a finding: other names of the fault, and the customer's words.
fn related(uri: &str, checked: &Checked, found: &Diagnostic, encoding: Encoding) -> Vec<DiagnosticRelatedInformation> {
    let Some(uri) = uri::parsed(uri) else { return Vec::new() };
    let places = checked.places(encoding);
    let turns = &checked.record.conversation.turns;
    let told = found.related.iter().filter_map(|related| {
        let words = related.span.text(&turns.get(related.turn as usize)?.text);
        let span = if related.turn == found.turn { related.span } else { found.span };
        let message = if related.turn == found.turn { related.message.to_string() } else { format!("{}: «{words}»", related.message) };
        Some(DiagnosticRelatedInformation { location: Location { uri: uri.clone(), range: places.range(checked.outer(span)) }, message })
    });
    told.collect()
}
