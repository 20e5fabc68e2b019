//! Libraries in JSON: exports of helpdesks and tables of translations.

use super::align::{Escapes, align};
use super::{Broken, DEPTH, Key, Node, Value};
use crate::text::origin::SourceText;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;

/// Keys that requests have and libraries do not.
const REQUEST: [&[u8]; 3] = [b"text", b"thread", b"markup"];
/// Keys that exports of helpdesks have and requests do not.
const EXPORT: [&[u8]; 12] = [
    b"macros", b"actions", b"content", b"content_html", b"short_code", b"responses", b"canned_responses", b"text_modules", b"saved_replies", b"payload",
    b"body", b"html_body",
];

/// Whether a file that begins like this is a library rather than requests: told by the keys of its first object.
pub(in crate::read) fn is_library(start: &[u8]) -> bool {
    let (mut depth, mut at, mut keys, mut strings, mut opened) = (0, 0, Vec::new(), 0, false);
    while let Some(&byte) = start.get(at) {
        match byte {
            b'{' => {
                depth += 1;
                opened = true;
            }
            b'[' if opened => depth += 1,
            b'}' | b']' if opened => {
                depth -= 1;
                if depth == 0 {
                    break;
                }
            }
            b'"' => {
                let Some(end) = string_end(start, at) else { break };
                let after = start[end..].iter().position(|byte| !byte.is_ascii_whitespace()).map(|space| start[end + space]);
                if depth == 1 && after == Some(b':') {
                    keys.push(&start[at + 1..end - 1]);
                } else if depth >= 1 {
                    strings += 1;
                }
                at = end - 1;
            }
            _ => {}
        }
        at += 1;
    }
    let has = |known: &[&[u8]]| keys.iter().any(|key| known.contains(key));
    let translations = || strings > 1 && keys.len() > 1 && !keys.iter().any(|key| [b"id".as_slice(), b"version", b"customer"].contains(key));
    !has(&REQUEST) && (has(&EXPORT) || translations() || (keys.len() == 1 && strings > 4))
}

/// One past the quotation mark that closes a string.
fn string_end(bytes: &[u8], at: usize) -> Option<usize> {
    let mut end = at + 1;
    while *bytes.get(end)? != b'"' {
        end += if bytes[end] == b'\\' { 2 } else { 1 };
    }
    Some(end + 1)
}

/// An object in the order of the file.
struct Object<'t>(Vec<(String, &'t RawValue)>);

impl<'de> Deserialize<'de> for Object<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries;
        impl<'de> Visitor<'de> for Entries {
            type Value = Object<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Object(entries))
            }
        }
        deserializer.deserialize_map(Entries)
    }
}

/// The value that a file holds.
pub(super) fn root(file: &SourceText) -> Result<Node, Broken> {
    let text = file.text.trim_start_matches('\u{feff}');
    let raw: &RawValue = serde_json::from_str(text).map_err(|error| {
        let line = file.lines.line_range(error.line().saturating_sub(1), &file.text);
        let message = error.to_string();
        let message = crate::wire::without_value(message.rsplit_once(" at line ").map_or(message.as_str(), |(message, _)| message));
        Broken { offset: line.start + error.column().saturating_sub(1), message }
    })?;
    node(file, raw, 0)
}

fn node(file: &SourceText, raw: &RawValue, depth: usize) -> Result<Node, Broken> {
    let text = raw.get();
    let offset = text.as_ptr() as usize - file.text.as_ptr() as usize;
    let line = file.lines.line_of(offset as u32) as u32 + 1;
    let broken = |error: serde_json::Error| {
        let message = error.to_string();
        Broken { offset, message: crate::wire::without_value(message.rsplit_once(" at line ").map_or(message.as_str(), |(message, _)| message)) }
    };
    if depth > DEPTH {
        return Err(Broken { offset, message: format!("lists and tables deeper than {DEPTH}") });
    }
    let value = match text.as_bytes().first() {
        Some(b'"') => {
            let value: String = serde_json::from_str(text).map_err(broken)?;
            Value::Text(align(&value, &text[1..], offset + 1, Escapes::Backslash))
        }
        Some(b'[') => {
            let items: Vec<&RawValue> = serde_json::from_str(text).map_err(broken)?;
            Value::List(items.into_iter().map(|item| node(file, item, depth + 1)).collect::<Result<_, _>>()?)
        }
        Some(b'{') => {
            let Object(entries) = serde_json::from_str(text).map_err(broken)?;
            let entries = entries.into_iter().map(|(key, raw)| {
                let node = node(file, raw, depth + 1)?;
                Ok((Key { text: key, line: node.line }, node))
            });
            Value::Table(entries.collect::<Result<_, Broken>>()?)
        }
        _ => Value::Other,
    };
    Ok(Node { line, value })
}

#[cfg(test)]
mod tests {
    use super::is_library;

    #[test]
    fn libraries_are_told_from_requests() {
        for (start, expected) in [
            (r#"{"text": "no", "id": 4}"#, false),
            (r#"[{"id": 4, "thread": [{"content": "x"#, false),
            (r#"{"txt": "no"}"#, false),
            (r#"{"macros": [{"title": "Late", "#, true),
            (r#"[{"id": 3, "title": "a", "content": "x"}]"#, true),
            (r#"{"greeting": "Hello", "late": {"title": "It is late"}}"#, true),
            (r#"{"en": {"a": "b", "c": "d", "e": {"f": "g", "h": "i", "j": "k"}}}"#, true),
            ("", false),
            ("[1, 2", false),
        ] {
            assert_eq!(is_library(start.as_bytes()), expected, "{start}");
        }
    }
}
