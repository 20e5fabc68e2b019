//! Text in HTML: escaped, and a draft with its findings marked in it.

use super::is_hidden;
use crate::diagnostic::{Diagnostic, Severity};
use std::fmt::Write;

/// Text that HTML takes as text; control characters and overrides of direction are shown, lines are kept.
pub(super) fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + text.len() / 16);
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            '\n' | '\t' => html.push(c),
            '\r' => {}
            c if is_hidden(c) => html.push('\u{fffd}'),
            c => html.push(c),
        }
    }
    html
}

/// The draft with every finding marked, each with its number as a link to what is said about it. Where findings overlap, the severest colours.
pub(super) fn marked(draft: &str, findings: &[Diagnostic], id: usize) -> String {
    let mut edges: Vec<(u32, Edge, usize)> = Vec::new();
    for (index, finding) in findings.iter().enumerate() {
        edges.push((finding.span.start, Edge::Start, index));
        edges.push((finding.span.end, Edge::End, index));
    }
    edges.sort_by_key(|&(at, edge, index)| (at, edge, index));
    let (mut html, mut from, mut open) = (String::with_capacity(draft.len() * 2), 0, [0_usize; 4]);
    for (at, edge, index) in edges {
        segment(&mut html, draft.get(from..at as usize).unwrap_or_default(), open);
        from = at as usize;
        let severity = findings[index].severity;
        match edge {
            Edge::End => open[severity as usize] -= 1,
            Edge::Start => {
                open[severity as usize] += 1;
                let (number, class) = (index + 1, severity.name());
                let _ = write!(html, "<a class=\"n {class}\" id=\"d{id}m{number}\" href=\"#d{id}f{number}\">{number}</a>");
            }
        }
    }
    segment(&mut html, draft.get(from..).unwrap_or_default(), open);
    html
}

/// Ends come before starts at the same place.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Edge {
    End,
    Start,
}

fn segment(html: &mut String, text: &str, open: [usize; 4]) {
    const SEVERITIES: [Severity; 4] = [Severity::Info, Severity::Hint, Severity::Warning, Severity::Error];
    if text.is_empty() {
        return;
    }
    match SEVERITIES.iter().rev().find(|&&severity| open[severity as usize] > 0) {
        Some(severity) => {
            let _ = write!(html, "<mark class=\"{}\">{}</mark>", severity.name(), escaped(text));
        }
        None => html.push_str(&escaped(text)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    fn finding(start: u32, end: u32, severity: Severity) -> Diagnostic {
        let empty = || std::sync::Arc::from("");
        Diagnostic { rule: empty(), severity, turn: 0, span: Span::new(start, end), message: empty(), why: empty(), related: vec![], fixes: vec![] }
    }

    #[test]
    fn overlaps_are_cut_and_text_is_escaped() {
        let findings = [finding(0, 6, Severity::Hint), finding(4, 8, Severity::Error)];
        let link = |number, class| format!("<a class=\"n {class}\" id=\"d1m{number}\" href=\"#d1f{number}\">{number}</a>");
        let expected = format!(
            "{}<mark class=\"hint\">a&lt;b </mark>{}<mark class=\"error\">c&amp;</mark><mark class=\"error\">d </mark>e\n&#39;",
            link(1, "hint"),
            link(2, "error")
        );
        assert_eq!(marked("a<b c&d e\r\n'", &findings, 1), expected);
    }
}
