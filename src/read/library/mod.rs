//! Libraries of canned replies: files in which each reply is one string among others. Each becomes a record that knows its place.

mod align;
mod csv;
mod json;
mod remarks;
mod shape;
mod toml;
mod yaml;

use super::source::{Opened, utf8};
use super::{Format, ReadError, ReadErrorKind, Record};
use crate::conversation::{Conversation, Markup, Origin, Role, Turn};
use crate::text::origin::{Decoded, SourceText};
use shape::Reply;
use std::sync::Arc;

pub(super) use json::is_library;

/// A value of the file, and the line it begins in, from 1.
struct Node {
    line: u32,
    value: Value,
}

enum Value {
    Text(Decoded),
    List(Vec<Node>),
    Table(Vec<(Key, Node)>),
    Other,
}

/// The name of a value in a table, and the line it stands in, from 1.
struct Key {
    text: String,
    line: u32,
}

/// The most levels of lists and tables.
const DEPTH: usize = 64;

/// What is wrong with a file, and at which byte.
struct Broken {
    offset: usize,
    message: String,
}

/// The replies of a library, in the order of the file.
pub(super) fn records(mut opened: Opened, format: Format) -> Result<Vec<Record>, ReadError> {
    let name = opened.name.clone();
    let text = opened.bytes().and_then(|bytes| utf8(&name, bytes))?;
    let file = Arc::new(SourceText::new(text));
    let (code, replies) = match format {
        Format::Yaml => ("invalid_yaml", yaml::root(&file).map(shape::replies)),
        Format::Toml => ("invalid_toml", toml::root(&file).map(shape::replies)),
        Format::Csv => return csv::replies(&file, &name).map(|replies| finish(replies, &file, &name)),
        _ => ("invalid_json", json::root(&file).map(shape::replies)),
    };
    match replies {
        Ok(replies) if replies.is_empty() => Err(ReadError::whole(&name, ReadErrorKind::NoReplies)),
        Ok(replies) => Ok(finish(replies, &file, &name)),
        Err(Broken { offset, message }) => Err(ReadError::at(&name, &file.text, offset, ReadErrorKind::Request { code, message })),
    }
}

/// Replies as records, with what the comments of the file say of them.
fn finish(replies: Vec<Reply>, file: &Arc<SourceText>, name: &str) -> Vec<Record> {
    let (ignored, warnings) = remarks::read(&file.text, &replies);
    let mut records = Vec::with_capacity(replies.len());
    for (reply, ignored) in replies.into_iter().zip(ignored) {
        let (text, origin) = reply.text.finish(file);
        let markup = if is_html(&text) { Markup::Html } else { Markup::Plain };
        let conversation = Conversation {
            id: Some(reply.name),
            turns: vec![Turn { role: Role::Agent, text, markup, ..Turn::default() }],
            ignored,
            origin: Origin::Macro,
            ..Conversation::default()
        };
        records.push(Record { conversation, name: name.to_owned(), origin: Some(origin), listed: true, ..Record::default() });
    }
    if let Some(first) = records.first_mut() {
        first.warnings = warnings;
    }
    records
}

/// Whether a reply is written in HTML.
fn is_html(text: &str) -> bool {
    ["</", "<br", "<p>", "<div", "<img ", "&nbsp;"].iter().any(|tag| text.contains(tag))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    fn read(text: &str, format: Format) -> Vec<Record> {
        let reader = Box::new(std::io::Cursor::new(text.to_owned().into_bytes()));
        let opened = Opened { name: "t".to_owned(), reader, max_bytes: 1 << 20, path: None, id: None };
        records(opened, format).unwrap_or_else(|error| panic!("{error}"))
    }

    /// What stands in the file for a word of the only reply that has it.
    fn written(records: &[Record], word: &str) -> String {
        let found = records.iter().find_map(|record| {
            let at = record.conversation.turns[0].text.find(word)? as u32;
            let origin = record.origin.as_ref()?;
            Some(origin.span(Span::new(at, at + word.len() as u32)).text(&origin.file.text).to_owned())
        });
        found.unwrap_or_else(|| panic!("no reply with {word}"))
    }

    #[test]
    fn words_are_found_in_each_format() {
        let yaml = "\u{feff}a:\r\n  text: >\r\n    لا يمكن\r\n    ذلك اليوم\r\n\r\n    ثم\r\nb:\r\n  - body: \"x\\u0644ا \\\r\n      y\"\r\n  - body: |-\r\n      one\r\n        two\r\n  - body: plain is\r\n      folded\r\n";
        let toml = "\u{feff}[[macro]]\r\nbody = \"\"\"\r\nلا \\\r\n   يمكن\r\nx\\ty\"\"\"\r\n[[macro]]\r\nbody = '''\r\none ''two'''\r\n";
        let csv = "\u{feff}id;body\r\n1;\"لا \"\"يمكن\"\"\r\nذلك\"\r\n2;plain two\r\n";
        let json = "\u{feff}{\r\n\"ل\": {\"a\": \"لا \\u064a\\u0645\\u0643\\u0646\", \"b\": \"\\ud83d\\ude42 x\\/y\\nz\"}}";
        for (text, format, words) in [
            (
                yaml,
                Format::Yaml,
                &[("يمكن ذلك", "يمكن\r\n    ذلك"), ("ثم", "ثم"), ("xل", "x\\u0644"), ("y", "y"), ("two", "two"), ("is folded", "is\r\n      folded")][..],
            ),
            (toml, Format::Toml, &[("لا يمكن", "لا \\\r\n   يمكن"), ("y", "y"), ("''two", "''two")]),
            (csv, Format::Csv, &[("\"يمكن\"", "\"\"يمكن\"\""), ("ذلك", "ذلك"), ("two", "two")]),
            (json, Format::Macros, &[("يمكن", "\\u064a\\u0645\\u0643\\u0646"), ("🙂 x/y", "\\ud83d\\ude42 x\\/y"), ("z", "z")]),
        ] {
            let records = read(text, format);
            for (word, expected) in words {
                assert_eq!(written(&records, word), *expected, "{format:?}");
            }
        }
    }

    #[test]
    fn replies_are_named_and_told_apart() {
        let names = |text: &str, format| read(text, format).into_iter().filter_map(|record| record.conversation.id).collect::<Vec<_>>();
        for (text, format, expected) in [
            (
                r#"{"macros":[{"title":"A","actions":[{"field":"status","value":"open"},{"field":"comment_value","value":["all","Hi"]}]}]}"#,
                Format::Macros,
                &["A"][..],
            ),
            (r#"[{"id":1,"content":"x","content_html":"<p>y</p>"},{"short_code":"b","content":"z"}]"#, Format::Macros, &["1", "b"]),
            (
                "version: '3'\nactions: [a]\nresponses:\n  utter_a:\n  - text: x\n  - text: y\nforms: {b: {text: no}}",
                Format::Yaml,
                &["responses.utter_a.1", "responses.utter_a.2"],
            ),
            ("en:\n  a: x\n  _b: y\n  c: [1, d]", Format::Yaml, &["en.a", "en.c.2"]),
            ("Macro,Tags\nx,y\n", Format::Csv, &["line 2"]),
        ] {
            assert_eq!(names(text, format), expected, "{text}");
        }
    }

    #[test]
    fn comments_hold_for_entries() {
        let yaml = "# rifq: ignore tone\n\nall:\n  one:\n    text: a # rifq: ignore x, y -- why\n  two:\n    # rifq: ignore\n    text: \"b # rifq: ignore no\"\n  # rifq: ignore-start z\n  three: {text: c}\n  # rifq: ignore-end\n  four: {text: d}\n";
        let ignored: Vec<Vec<String>> =
            read(yaml, Format::Yaml).into_iter().map(|record| record.conversation.ignored.into_iter().map(|ignored| ignored.name).collect()).collect();
        assert_eq!(ignored, [&["tone", "x", "y"][..], &["tone", ""], &["tone", "z"], &["tone"]]);
    }
}
