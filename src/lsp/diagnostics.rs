//! Findings as diagnostics of the protocol.

use super::context::Source;
use super::convert::{Encoding, Places};
use super::document::Checked;
use super::pages::Pages;
use super::uri;
use crate::diagnostic::{Diagnostic, Severity};
use crate::text::Span;
use lsp_types::{CodeDescription, DiagnosticRelatedInformation, DiagnosticSeverity, Location, NumberOrString, Uri};
use std::collections::BTreeMap;

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
            range: places.range(Span::new(at, end)),
            severity: Some(DiagnosticSeverity::INFORMATION),
            code: Some(NumberOrString::String("remark".to_owned())),
            source: Some(SOURCE.to_owned()),
            message: note.message.clone(),
            ..lsp_types::Diagnostic::default()
        })
    });
    let found = checked.review.diagnostics.iter().filter(|found| found.severity >= least);
    let here = uri::parsed(uri);
    let mut links: BTreeMap<&str, Option<CodeDescription>> = BTreeMap::new();
    let found = found.map(|found| {
        let related = related(here.as_ref(), checked, found, (&places, encoding));
        let link = || pages.of(&checked.rules, &found.rule).and_then(|page| Some(CodeDescription { href: uri::parsed(&page)? }));
        lsp_types::Diagnostic {
            range: places.range(checked.outer(found.span)),
            severity: Some(severity(found.severity)),
            code: Some(NumberOrString::String(found.rule.to_string())),
            code_description: links.entry(&found.rule).or_insert_with(link).clone(),
            source: Some(SOURCE.to_owned()),
            message: found.message.to_string(),
            related_information: (!related.is_empty()).then_some(related),
            tags: None,
            data: None,
        }
    });
    faults.chain(notes).chain(found).collect()
}

/// The places that belong to a finding: other names of the fault, and the customer's words where they stand.
fn related(document: Option<&Uri>, checked: &Checked, found: &Diagnostic, (places, encoding): (&Places<'_>, Encoding)) -> Vec<DiagnosticRelatedInformation> {
    let told = found.related.iter().filter_map(|related| {
        let here = |span: Span| Some(Location { uri: document?.clone(), range: places.range(span) });
        if related.turn == found.turn {
            return Some(DiagnosticRelatedInformation { location: here(checked.outer(related.span))?, message: related.message.to_string() });
        }
        let words = related.span.text(&checked.record.conversation.turns.get(related.turn as usize)?.text);
        let location = match checked.sources.get(related.turn as usize)? {
            Source::Inside(value, true) => here(Span::new(value.start + related.span.start, value.start + related.span.end))?,
            Source::Inside(value, false) => here(*value)?,
            Source::Beside(beside, exact) => {
                let span = if *exact { related.span } else { Span::default() };
                let range = Places::new(&beside.text, &beside.lines, encoding).range(span);
                Location { uri: uri::parsed(&uri::of(&beside.path))?, range }
            }
            Source::Told => here(checked.outer(found.span))?,
        };
        Some(DiagnosticRelatedInformation { location, message: format!("{}: «{words}»", related.message) })
    });
    told.collect()
}
