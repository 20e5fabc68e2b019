//! Texts that stay the same on both sides, long ones, and many of them.

use crate::client::{Client, at};
use rifq::lsp::Ending;
use serde_json::{Value, json};

const URI: &str = "file:///drafts/reply.txt";
const PIECES: [&str; 16] = ["a", "لا", "👍", "\n", "\r\n", "e\u{301}", "شُكْرًا", "\u{200f}", "🧑‍🚒", " ", "can't", "\t", "{x}", "\u{fffd}", "ﻻ", ". "];

/// Random numbers that are the same on every run.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end.max(1)
    }
}

/// The position of a unit of a text, as a client counts that knows lines and units only.
fn position(units: &[u16], index: usize) -> Value {
    let (mut line, mut start) = (0, 0);
    for at_unit in 0..index {
        if units[at_unit] == 10 || (units[at_unit] == 13 && units.get(at_unit + 1) != Some(&10)) {
            line += 1;
            start = at_unit + 1;
        }
    }
    at(line, (index - start) as u32)
}

/// A place that is not inside the end of a line.
fn place(units: &[u16], random: &mut Random) -> usize {
    let index = random.below(units.len() + 1);
    if index > 0 && units[index - 1] == 13 && units.get(index) == Some(&10) { index - 1 } else { index }
}

#[test]
fn the_text_is_the_same_after_ten_thousand_edits() {
    let mut client = Client::start(json!({ "capabilities": {}, "initializationOptions": { "debounce": 60_000, "rest": 60_000 } }));
    let mut units: Vec<u16> = Vec::new();
    client.open(URI, "plaintext", "");
    let mut random = Random(20_261_128);
    let mut splits = 0;
    for version in 2..10_002 {
        // Halves of characters are among the places, as no client should send them and some do.
        let (a, b) = (place(&units, &mut random), place(&units, &mut random));
        let (start, end) = if units.len() > 400 { (a.min(b), a.max(b)) } else { (a, (a + random.below(3)).min(units.len())) };
        let end = if end > 0 && units[end - 1] == 13 && units.get(end) == Some(&10) { end + 1 } else { end };
        let is_split = |at: usize| at > 0 && at < units.len() && (0xDC00..0xE000).contains(&units[at]) && (0xD800..0xDC00).contains(&units[at - 1]);
        let (split_start, split_end) = (is_split(start), is_split(end));
        splits += usize::from(split_start || split_end);
        let new = PIECES[random.below(PIECES.len())].repeat(1 + random.below(2));
        let range = json!({ "start": position(&units, start), "end": position(&units, end) });
        let change = json!({ "textDocument": { "uri": URI, "version": version }, "contentChanges": [{ "range": range, "text": new }] });
        client.notify("textDocument/didChange", change);
        units.splice(start..end, new.encode_utf16());
        // What is left of a character that was cut in two is shown as U+FFFD.
        let text = String::from_utf16_lossy(&units);
        units = text.encode_utf16().collect();
        if version % 10 == 0 {
            let known = client.request("rifq/document", json!({ "textDocument": { "uri": URI } })).unwrap();
            assert_eq!(known["text"].as_str(), Some(text.as_str()), "after {version}");
        }
    }
    assert!(splits > 20, "{splits}");
    assert_eq!(client.stop(), Ending::Clean);
}

#[test]
fn a_megabyte_is_checked_and_edited() {
    let text = "👍 The courier brings the parcel on Monday morning.\n".repeat(18_000);
    let mut client = Client::new(&json!({}));
    client.open(URI, "plaintext", &text);
    let change = json!({ "range": { "start": at(17_999, 3), "end": at(17_999, 3) }, "text": "we cannot do it. " });
    client.notify("textDocument/didChange", json!({ "textDocument": { "uri": URI, "version": 2 }, "contentChanges": [change] }));
    let found = client.diagnostics(URI);
    let finding = crate::client::of(&found, "negative/cannot");
    assert_eq!(finding["range"]["start"]["line"], 17_999);
    assert!(client.request("rifq/review", json!({ "textDocument": { "uri": URI } })).is_ok());
}

#[test]
fn five_hundred_documents_are_kept_apart() {
    let mut client = Client::new(&json!({}));
    let uri = |index: usize| format!("file:///drafts/reply-{index}.txt");
    for index in 0..500 {
        client.notify(
            "textDocument/didOpen",
            json!({ "textDocument": { "uri": uri(index), "languageId": "plaintext", "version": index, "text": format!("We cannot do it, {index}.") } }),
        );
    }
    for index in (0..500).rev().step_by(50) {
        let known = client.request("rifq/document", json!({ "textDocument": { "uri": uri(index) } })).unwrap();
        assert_eq!((&known["version"], known["text"].as_str()), (&json!(index), Some(format!("We cannot do it, {index}.").as_str())));
    }
    for index in 0..500 {
        client.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri(index) } }));
    }
    assert_eq!(client.request("rifq/document", json!({ "textDocument": { "uri": uri(7) } })), Err(-32602));
    assert_eq!(client.stop(), Ending::Clean);
}
