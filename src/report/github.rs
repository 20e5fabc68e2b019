//! Annotations of GitHub workflows, one line a finding: `::warning file=…,line=…,col=…,title=rule::message`.
//! <https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions>

use super::place::Places;
use super::{Reviewed, Writer};
use crate::diagnostic::Severity;
use crate::read::ReadError;
use std::io::{self, Write};

/// Findings as workflow commands.
#[derive(Clone, Copy, Debug, Default)]
pub struct GitHub;

impl Writer for GitHub {
    fn reviewed(&mut self, out: &mut dyn Write, reviewed: &Reviewed) -> io::Result<()> {
        let places = Places::new(reviewed);
        let file = property(reviewed.record.file());
        for diagnostic in &reviewed.review.diagnostics {
            let command = match diagnostic.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Hint | Severity::Info => "notice",
            };
            let ((line, column), (end_line, end_column)) = places.in_file(diagnostic.span);
            write!(out, "::{command} file={file},line={line},endLine={end_line},col={column}")?;
            // Columns that end in another line are refused.
            if line == end_line && end_column > column {
                write!(out, ",endColumn={end_column}")?;
            }
            let text = format!("{} {}", diagnostic.message, diagnostic.why);
            writeln!(out, ",title={}::{}", property(&diagnostic.rule), data(&text))?;
        }
        Ok(())
    }

    fn unreadable(&mut self, out: &mut dyn Write, error: &ReadError) -> io::Result<()> {
        let (file, line, column) = (property(&error.file), error.line, error.column);
        writeln!(out, "::error file={file},line={line},col={column},title=rifq::{}", data(&error.kind.to_string()))
    }
}

/// The text of a command on one line.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A value between commas and colons.
fn property(value: &str) -> String {
    data(value).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    #[test]
    fn values_cannot_end_a_command() {
        assert_eq!(super::property("a:b,c%\n::error::x"), "a%3Ab%2Cc%25%0A%3A%3Aerror%3A%3Ax");
        assert_eq!(super::data("50% off:\r\nnow, yes"), "50%25 off:%0D%0Anow, yes");
    }
}
