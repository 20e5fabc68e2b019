//! What stands around the drafts of an HTML report: head, styles, the list of drafts.

use super::html_text::escaped;
use super::html_words::{Words, direction};
use super::words;
use crate::diagnostic::Severity;
use crate::text::Language;
use std::io::{self, Write};

const STYLE: &str = include_str!("html.css");

/// The columns of the list.
const SEVERITIES: [Severity; 4] = [Severity::Error, Severity::Warning, Severity::Hint, Severity::Info];

/// One line in the list of drafts; all that is kept of a draft once it is written.
#[derive(Debug)]
pub(super) struct Row {
    pub name: String,
    pub score: Option<u8>,
    /// Findings by severity, the least first.
    pub findings: [usize; 4],
}

/// Writes everything before the first draft. The policy forbids the page to load or run anything.
pub(super) fn head(out: &mut dyn Write, reader: Language) -> io::Result<()> {
    let words = Words::of(reader);
    writeln!(out, "<!DOCTYPE html>\n<html lang=\"{}\" dir=\"{}\">\n<head>\n<meta charset=\"utf-8\">", reader.code(), direction(reader))?;
    writeln!(out, "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">")?;
    writeln!(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")?;
    writeln!(out, "<title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>", words.title)?;
    writeln!(out, "<header class=\"top\"><h1>{}</h1><p>{}</p></header>\n<main>", words.title, words.tagline)
}

/// Writes the list of drafts, which the style puts before them, and the end of the page.
pub(super) fn foot(out: &mut dyn Write, (rows, unread): (&[Row], &[String]), reader: Language) -> io::Result<()> {
    let words = Words::of(reader);
    let findings = rows.iter().map(|row| row.findings.iter().sum::<usize>()).sum();
    writeln!(out, "<nav class=\"list\">\n<h2>{}</h2>", words::summary(findings, rows.len(), reader))?;
    if !unread.is_empty() {
        writeln!(out, "<h3>{}</h3>\n<ul class=\"unread\" dir=\"ltr\">", words.unread)?;
        for error in unread {
            writeln!(out, "<li>{}</li>", escaped(error))?;
        }
        writeln!(out, "</ul>")?;
    }
    if rows.len() > 1 {
        writeln!(out, "<table>\n<thead><tr><th>{}</th><th>{}</th>", words.draft, words.score)?;
        for severity in SEVERITIES {
            writeln!(out, "<th>{}</th>", words::severity(severity, reader))?;
        }
        writeln!(out, "</tr></thead>\n<tbody>")?;
        for (id, row) in (1..).zip(rows) {
            let score = row.score.map_or_else(|| "–".to_owned(), |score| score.to_string());
            write!(out, "<tr><td><a href=\"#d{id}\"><bdi>{}</bdi></a></td><td>{score}</td>", escaped(&row.name))?;
            for severity in SEVERITIES {
                let count = row.findings[severity as usize];
                let class = if count == 0 { "none" } else { severity.name() };
                write!(out, "<td class=\"{class}\">{count}</td>")?;
            }
            writeln!(out, "</tr>")?;
        }
        writeln!(out, "</tbody>\n</table>")?;
    }
    writeln!(out, "</nav>\n</main>\n</body>\n</html>")
}
