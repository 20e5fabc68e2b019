//! Columns in three units, and texts that stay the same on both sides.

use crate::client::{Client, at, of};
use serde_json::json;

const URI: &str = "file:///drafts/reply.txt";

fn client(encoding: &str) -> Client {
    Client::new(&json!({ "general": { "positionEncodings": [encoding] } }))
}

#[test]
fn columns_are_those_of_the_client() {
    let text = "👍 شُكرًا، لا يمكنني تغيير العنوان.";
    let start = text.find("لا يمكن").unwrap();
    for (encoding, units) in [("utf-8", start), ("utf-16", text[..start].encode_utf16().count()), ("utf-32", text[..start].chars().count())] {
        let mut client = client(encoding);
        let found = client.open(URI, "plaintext", text);
        assert_eq!(of(&found, "negative/cannot")["range"]["start"], at(0, units as u32), "{encoding}");
    }
}

#[test]
fn a_negation_is_reported_where_it_stands() {
    let text = "السلام عليكم، لا يمكنني تغيير العنوان.";
    let mut client = client("utf-16");
    let found = client.open(URI, "plaintext", text);
    let range = &of(&found, "negative/cannot")["range"];
    let (start, end) = (range["start"]["character"].as_u64().unwrap() as usize, range["end"]["character"].as_u64().unwrap() as usize);
    let words: Vec<char> = text.chars().collect();
    assert!(words[start..end].iter().collect::<String>().starts_with("لا يمكنني"));
}

#[test]
fn a_request_after_an_emoji_means_the_right_word() {
    let mut client = client("utf-16");
    client.open(URI, "plaintext", "👍 cannot do it, sorry.");
    let mut is_about = |character: u32| {
        let hover = client.request("textDocument/hover", json!({ "textDocument": { "uri": URI }, "position": at(0, character) })).unwrap();
        hover["contents"]["value"].as_str().is_some_and(|text| text.contains("negative/cannot"))
    };
    assert_eq!([0, 1, 2, 3, 8].map(&mut is_about), [false, false, false, true, true]);
}
