//! SARIF 2.1.0, <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>: one run, results written one after the other. Kept until the end:
//! what could not be read.

use super::fingerprint::Fingerprints;
use super::place::{Places, Region};
use super::sarif_rules::{driver, level};
use super::{Reviewed, Writer};
use crate::diagnostic::{Applicability, Diagnostic, Fix, Related, Severity};
use crate::read::{ReadError, Record};
use crate::rules::RuleSet;
use crate::text::Language;
use serde_json::{Value, json};
use std::io::{self, Write};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// Findings as results of one run.
#[derive(Debug)]
pub struct Sarif<'r> {
    rules: &'r RuleSet,
    reader: Language,
    results: usize,
    unread: Vec<Value>,
}

impl<'r> Sarif<'r> {
    /// A writer; `reader` is the language of the rules' summaries.
    pub fn new(rules: &'r RuleSet, reader: Language) -> Self {
        Self { rules, reader, results: 0, unread: Vec::new() }
    }
}

impl Writer for Sarif<'_> {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let driver = driver(self.rules, self.reader);
        writeln!(out, "{{\"$schema\":\"{SCHEMA}\",\"version\":\"2.1.0\",\"runs\":[{{\"tool\":{{\"driver\":{driver}}},")?;
        write!(out, "\"columnKind\":\"unicodeCodePoints\",\"results\":[")
    }

    fn reviewed(&mut self, out: &mut dyn Write, reviewed: &Reviewed) -> io::Result<()> {
        let draft = Draft { reviewed, places: Places::new(reviewed), uri: uri(reviewed.record.file()) };
        let mut fingerprints = Fingerprints::new(reviewed);
        for diagnostic in &reviewed.review.diagnostics {
            let mut result = draft.result(diagnostic);
            result["ruleIndex"] = json!(self.rules.find(&diagnostic.rule));
            result["partialFingerprints"] = json!({ "rifq/v1": fingerprints.next(diagnostic, reviewed.draft()) });
            out.write_all(if self.results == 0 { b"\n" } else { b",\n" })?;
            serde_json::to_writer(&mut *out, &result)?;
            self.results += 1;
        }
        Ok(())
    }

    fn unreadable(&mut self, _: &mut dyn Write, error: &ReadError) -> io::Result<()> {
        let location = json!({ "physicalLocation": {
            "artifactLocation": { "uri": uri(&error.file) },
            "region": { "startLine": error.line, "startColumn": error.column },
        } });
        self.unread.push(json!({
            "level": "error",
            "descriptor": { "id": error.kind.code() },
            "message": { "text": error.kind.to_string() },
            "locations": [location],
        }));
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let mut invocation = json!({ "executionSuccessful": self.unread.is_empty() });
        if !self.unread.is_empty() {
            invocation["toolExecutionNotifications"] = json!(self.unread);
        }
        writeln!(out, "\n],\"invocations\":[{invocation}]}}]}}")
    }
}

/// A draft whose findings are written.
struct Draft<'r> {
    reviewed: &'r Reviewed,
    places: Places<'r>,
    uri: String,
}

impl Draft<'_> {
    fn result(&self, diagnostic: &Diagnostic) -> Value {
        let Diagnostic { rule, severity, message, why, span, .. } = diagnostic;
        let mut result = json!({
            "ruleId": &**rule,
            "level": level(*severity),
            "message": { "text": format!("{message} {why}") },
            "locations": [self.location(self.places.region(*span), span.text(self.places.source))],
            "properties": { "severity": severity.name() },
        });
        if *severity == Severity::Info {
            // What costs nothing is no failure; SARIF has a word for it.
            result["kind"] = json!("informational");
        }
        if !diagnostic.related.is_empty() {
            result["relatedLocations"] = diagnostic.related.iter().enumerate().map(|(id, related)| self.related(id, related)).collect();
        }
        let (blank, whole): (Vec<&Fix>, Vec<&Fix>) = diagnostic.fixes.iter().partition(|fix| fix.applicability == Applicability::Display);
        // Edits are for the file: only where the draft is the file's own text.
        if !whole.is_empty() && self.reviewed.record.path.is_some() {
            result["fixes"] = whole.iter().map(|fix| self.fix(fix)).collect();
        }
        if !blank.is_empty() {
            result["properties"]["instead"] = blank.iter().map(|fix| json!(&*fix.title)).collect();
        }
        result
    }

    /// A place in the file; of a request, the line that holds it, with the place in the draft among the properties.
    fn location(&self, region: Region, text: &str) -> Value {
        let record = &self.reviewed.record;
        let mut location = json!({ "physicalLocation": { "artifactLocation": { "uri": self.uri } } });
        if let Some(line) = record.line {
            location["physicalLocation"]["region"] = json!({ "startLine": line });
            location["properties"] = json!({ "draft": self::region(region), "text": text });
        } else {
            location["physicalLocation"]["region"] = self::region(region);
            location["physicalLocation"]["region"]["snippet"] = json!({ "text": text });
        }
        if let Some(id) = request_id(record) {
            location["logicalLocations"] = json!([{ "name": id, "kind": "request" }]);
        }
        location
    }

    /// The same fault seen by another rule, or the words of a turn before.
    fn related(&self, id: usize, related: &Related) -> Value {
        let review = &self.reviewed.review;
        let text = self.reviewed.record.conversation.turns.get(related.turn as usize).map_or("", |turn| related.span.text(&turn.text));
        let mut location = if related.turn == review.turn { self.location(self.places.region(related.span), text) } else { json!({}) };
        let message = match &related.rule {
            Some(rule) => format!("{rule}: {}", related.message),
            None => format!("{}: {text}", related.message),
        };
        location["id"] = json!(id);
        location["message"] = json!({ "text": message });
        location
    }

    fn fix(&self, fix: &Fix) -> Value {
        let replacements =
            fix.edits.iter().map(|edit| json!({ "deletedRegion": region(self.places.region(edit.span)), "insertedContent": { "text": &*edit.text } }));
        json!({
            "description": { "text": &*fix.title },
            "artifactChanges": [{ "artifactLocation": { "uri": self.uri }, "replacements": replacements.collect::<Vec<_>>() }],
            "properties": { "applicability": fix.applicability },
        })
    }
}

fn request_id(record: &Record) -> Option<&String> {
    record.conversation.id.as_ref().filter(|_| record.line.is_some())
}

fn region(region: Region) -> Value {
    let Region { start, end, offset, length } = region;
    json!({
        "startLine": start.0, "startColumn": start.1, "endLine": end.0, "endColumn": end.1,
        "charOffset": offset, "charLength": length,
    })
}

/// A path as a URI reference.
fn uri(file: &str) -> String {
    let file = file.trim_start_matches("./").replace('\\', "/");
    let mut uri = if file.starts_with('/') { "file://".to_owned() } else { String::new() };
    for byte in file.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            _ => uri.extend([b'%', hexadecimal(byte >> 4), hexadecimal(byte & 15)].map(char::from)),
        }
    }
    uri
}

const fn hexadecimal(digit: u8) -> u8 {
    b"0123456789ABCDEF"[digit as usize & 15]
}

#[cfg(test)]
mod tests {
    #[test]
    fn paths_are_uris() {
        assert_eq!(super::uri("./drafts/رد 1.txt"), "drafts/%D8%B1%D8%AF%201.txt");
        assert_eq!(super::uri("/tmp/a:b.txt"), "file:///tmp/a%3Ab.txt");
        assert_eq!(super::uri("<stdin>"), "%3Cstdin%3E");
    }
}
