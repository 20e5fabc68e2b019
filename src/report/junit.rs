//! `JUnit` XML: a test suite per draft, a case per finding. A finding at or above `--fail-on` is a failure, another one a passed case that tells
//! itself in `system-out`, so that what is red is what the exit code says. Suites are written one after the other, without totals over all.

use super::place::Places;
use super::{Reviewed, Writer, visible};
use crate::diagnostic::{Diagnostic, Severity};
use crate::read::ReadError;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use std::io::{self, Write};

/// Findings as test cases.
#[derive(Clone, Copy, Debug)]
pub struct JUnit {
    /// The least severity that is a failure; `None` for none.
    pub fail_on: Option<Severity>,
}

type Xml<'o> = quick_xml::Writer<&'o mut dyn Write>;

impl Writer for JUnit {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let mut xml = quick_xml::Writer::new(&mut *out);
        xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        xml.write_event(Event::Text(BytesText::new("\n")))?;
        xml.write_event(Event::Start(BytesStart::new("testsuites").with_attributes([("name", "rifq")])))?;
        out.write_all(b"\n")
    }

    fn reviewed(&mut self, out: &mut dyn Write, reviewed: &Reviewed) -> io::Result<()> {
        let (places, name) = (Places::new(reviewed), clean(&reviewed.record.name));
        let findings = &reviewed.review.diagnostics;
        let failures = findings.iter().filter(|diagnostic| self.fails(diagnostic)).count();
        suite(out, &name, (findings.len().max(1), failures, 0), |xml| {
            if findings.is_empty() {
                return case(xml, (&name, "no findings"), None);
            }
            findings.iter().try_for_each(|diagnostic| self.finding(xml, &name, diagnostic, places.of(diagnostic.span.start)))
        })
    }

    fn unreadable(&mut self, out: &mut dyn Write, error: &ReadError) -> io::Result<()> {
        let name = clean(&error.file);
        suite(out, &name, (1, 0, 1), |xml| {
            let told = clean(&error.to_string());
            let body = Body { element: "error", attributes: &[("type", error.kind.code()), ("message", &told)], text: "" };
            case(xml, (&name, "readable"), Some(&body))
        })
    }

    fn end(&mut self, out: &mut dyn Write) -> io::Result<()> {
        quick_xml::Writer::new(&mut *out).write_event(Event::End(BytesEnd::new("testsuites")))?;
        out.write_all(b"\n")
    }
}

impl JUnit {
    fn fails(self, diagnostic: &Diagnostic) -> bool {
        self.fail_on.is_some_and(|least| diagnostic.severity >= least)
    }

    fn finding(self, xml: &mut Xml<'_>, file: &str, diagnostic: &Diagnostic, (line, column): (u32, u32)) -> io::Result<()> {
        let Diagnostic { rule, severity, message, why, fixes, .. } = diagnostic;
        let mut text = format!("{file}:{line}:{column}: {}[{rule}] {}\n{}", severity.name(), clean(message), clean(why));
        for fix in fixes {
            text.push_str("\n- ");
            text.push_str(&clean(&fix.title));
        }
        let attributes = [("type", severity.name()), ("message", &*clean(message))];
        let body = if self.fails(diagnostic) {
            Body { element: "failure", attributes: &attributes, text: &text }
        } else {
            Body { element: "system-out", attributes: &[], text: &text }
        };
        case(xml, (file, &format!("{rule} at {line}:{column}")), Some(&body))
    }
}

/// What a test case says.
struct Body<'b> {
    element: &'static str,
    attributes: &'b [(&'static str, &'b str)],
    text: &'b str,
}

fn suite(out: &mut dyn Write, name: &str, counts: (usize, usize, usize), cases: impl FnOnce(&mut Xml<'_>) -> io::Result<()>) -> io::Result<()> {
    let (tests, failures, errors) = counts;
    let counts = [tests, failures, errors].map(|count| count.to_string());
    let mut xml = quick_xml::Writer::new_with_indent(out, b' ', 2);
    let attributes = [("name", name), ("tests", &counts[0]), ("failures", &counts[1]), ("errors", &counts[2])];
    xml.create_element("testsuite").with_attributes(attributes).write_inner_content(cases)?;
    xml.get_mut().write_all(b"\n")
}

fn case(xml: &mut Xml<'_>, (file, name): (&str, &str), body: Option<&Body<'_>>) -> io::Result<()> {
    let case = xml.create_element("testcase").with_attributes([("classname", file), ("name", name)]);
    match body {
        None => case.write_empty()?,
        Some(&Body { element, attributes, text }) => case.write_inner_content(|xml| {
            let inner = xml.create_element(element).with_attributes(attributes.iter().copied());
            if text.is_empty() {
                inner.write_empty()?
            } else {
                inner.write_text_content(BytesText::new(text))?
            };
            Ok(())
        })?,
    };
    Ok(())
}

/// Text on one line without what XML 1.0 has no way to write.
fn clean(text: &str) -> String {
    visible(text).replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
}
