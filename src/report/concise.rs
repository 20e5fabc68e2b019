//! One line per finding: `file:line:column: severity[rule] message`.

use super::place::Places;
use super::{Reviewed, Writer, visible, words};
use std::io::{self, Write};

/// Findings in lines.
#[derive(Clone, Copy, Debug, Default)]
pub struct Concise;

impl Writer for Concise {
    fn reviewed(&mut self, out: &mut dyn Write, reviewed: &Reviewed) -> io::Result<()> {
        write(out, reviewed)
    }
}

fn write(out: &mut dyn Write, reviewed: &Reviewed) -> io::Result<()> {
    let places = Places::new(reviewed);
    let name = visible(&reviewed.record.name);
    for diagnostic in &reviewed.review.diagnostics {
        let (line, column) = places.of(diagnostic.span.start);
        let severity = words::severity(diagnostic.severity, reviewed.language);
        writeln!(out, "{name}:{line}:{column}: {severity}[{}] {}", diagnostic.rule, diagnostic.message)?;
    }
    Ok(())
}
