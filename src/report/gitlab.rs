//! Code quality of GitLab: an array of findings with fingerprints that stay when lines move.
//! <https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>

use super::fingerprint::Fingerprints;
use super::json::Array;
use super::place::Places;
use super::{Reviewed, Writer};
use crate::diagnostic::Severity;
use crate::read::ReadError;
use serde::Serialize;
use std::io::{self, Write};

/// Findings in an array, each written when it is there.
#[derive(Clone, Copy, Debug, Default)]
pub struct GitLab {
    array: Array,
}

#[derive(Serialize)]
struct Finding<'f> {
    description: String,
    check_name: &'f str,
    fingerprint: String,
    severity: &'static str,
    location: Location<'f>,
}

#[derive(Serialize)]
struct Location<'f> {
    path: &'f str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
    end: u32,
}

impl Writer for GitLab {
    fn reviewed(&mut self, out: &mut dyn Write, reviewed: &Reviewed) -> io::Result<()> {
        let (places, mut fingerprints) = (Places::new(reviewed), Fingerprints::new(reviewed));
        for diagnostic in &reviewed.review.diagnostics {
            let ((begin, _), (end, _)) = places.in_file(diagnostic.span);
            let finding = Finding {
                description: format!("{} {}", diagnostic.message, diagnostic.why),
                check_name: &diagnostic.rule,
                fingerprint: fingerprints.next(diagnostic, reviewed.draft()),
                severity: severity(diagnostic.severity),
                location: Location { path: path(reviewed.record.file()), lines: Lines { begin, end } },
            };
            self.array.element(out, &finding)?;
        }
        Ok(())
    }

    fn unreadable(&mut self, out: &mut dyn Write, error: &ReadError) -> io::Result<()> {
        let finding = Finding {
            description: error.kind.to_string(),
            check_name: error.kind.code(),
            fingerprint: super::fingerprint::of_error(error),
            severity: "blocker",
            location: Location { path: path(&error.file), lines: Lines { begin: error.line, end: error.line } },
        };
        self.array.element(out, &finding)
    }

    fn end(&mut self, out: &mut dyn Write) -> io::Result<()> {
        self.array.end(out)
    }
}

/// GitLab joins paths from the root of the project.
fn path(file: &str) -> &str {
    file.trim_start_matches("./")
}

const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "critical",
        Severity::Warning => "major",
        Severity::Hint => "minor",
        Severity::Info => "info",
    }
}
