//! What is known about a draft, and where the customer's words stand.

use crate::client::{Client, at, code, of};
use crate::folder::Folder;
use serde_json::{Value, json};

const COMPLAINT: &str = "This is the third time I write! My parcel arrived broken.";
const DRAFT: &str = "Hello,\n\nPlease send a photo of the box. We will reply.\n\nKind regards,\nRami\n";
const RULE: &str = "empathy/missing-acknowledgement";

/// Where the customer's words are, for the finding of a rule.
fn said(found: &[Value], rule: &str) -> Value {
    let related = of(found, rule)["relatedInformation"].as_array().cloned().unwrap_or_default();
    related.into_iter().find(|one| one["message"].as_str().is_some_and(|message| message.contains('«'))).unwrap_or_else(|| panic!("{found:#?}"))
}

#[test]
fn the_front_matter_tells_what_the_customer_wrote() {
    let mut client = Client::new(&json!({}));
    let uri = "file:///drafts/reply.md";
    let text = format!("+++\nchannel = \"email\"\n[[thread]]\nrole = \"customer\"\ntext = \"👍 {COMPLAINT}\"\n+++\n{DRAFT}");
    let found = client.open(uri, "markdown", &text);
    let said = said(&found, RULE);
    assert_eq!((&said["location"]["uri"], &said["location"]["range"]["start"]["line"]), (&json!(uri), &json!(4)));
    let (start, end) = (&said["location"]["range"]["start"]["character"], &said["location"]["range"]["end"]["character"]);
    let line: Vec<u16> = text.lines().nth(4).unwrap().encode_utf16().collect();
    let words = String::from_utf16_lossy(&line[start.as_u64().unwrap() as usize..end.as_u64().unwrap() as usize]);
    assert!(said["message"].as_str().unwrap().ends_with(&format!("«{words}»")), "{said} {words}");
}

#[test]
fn a_file_beside_the_draft_tells_it_too() {
    let request = json!({ "channel": "email", "customer": { "name": "Sami" }, "thread": [{ "role": "customer", "text": COMPLAINT }] }).to_string();
    for (name, text, line) in [("reply.customer.txt", COMPLAINT, 0), ("reply.customer.json", request.as_str(), 0)] {
        let folder = Folder::new();
        let beside = folder.write(name, text);
        let uri = folder.write("reply.md", DRAFT);
        let mut client = Client::new(&json!({}));
        let found = client.open(&uri, "markdown", DRAFT);
        let said = said(&found, RULE);
        assert_eq!((&said["location"]["uri"], &said["location"]["range"]["start"]["line"]), (&json!(beside), &json!(line)));
        // It is no draft itself, and what it says is taken from the editor while it is open there.
        client.notify("textDocument/didOpen", json!({ "textDocument": { "uri": beside, "languageId": "plaintext", "version": 1, "text": text } }));
        client.replace(&beside, 2, if name.ends_with("json") { "{}" } else { "Thank you, all is well." });
        assert!(!client.diagnostics(&uri).iter().any(|one| code(one) == RULE), "{name}");
    }
}

#[test]
fn a_file_beside_the_draft_that_cannot_be_read_is_told() {
    let folder = Folder::new();
    folder.write("reply.customer.json", "{\"thread\": 3}");
    let uri = folder.write("reply.md", DRAFT);
    let mut client = Client::new(&json!({}));
    let found = client.open(&uri, "markdown", DRAFT);
    assert!(of(&found, "front-matter")["message"].as_str().unwrap().starts_with("reply.customer.json"));
}

#[test]
fn an_editor_tells_it_by_a_command() {
    let mut client = Client::new(&json!({}));
    let uri = "file:///drafts/reply.txt";
    assert!(!client.open(uri, "plaintext", DRAFT).iter().any(|one| code(one) == RULE));
    let set = |client: &mut Client, context: Value| client.request("workspace/executeCommand", json!({ "command": "rifq.setContext", "arguments": [context] }));
    let told = json!({ "uri": uri, "channel": "chat", "customerMessage": COMPLAINT, "customerName": "Sami", "mood": "bad" });
    let answer = set(&mut client, told).unwrap();
    assert!(answer["warnings"][0].as_str().unwrap().contains("mood"));
    let found = client.diagnostics(uri);
    assert_eq!(said(&found, RULE)["location"]["uri"], uri);
    let known = client.request("rifq/document", json!({ "textDocument": { "uri": uri } })).unwrap();
    assert_eq!((&known["channel"], &known["customer"]["name"], &known["thread"][0]["text"]), (&json!("chat"), &json!("Sami"), &json!(COMPLAINT)));
    assert_eq!(set(&mut client, json!({ "uri": "file:///other" })), Err(-32602));
    assert_eq!(set(&mut client, json!({ "uri": uri, "attachments": "two" })), Err(-32602));
    set(&mut client, json!({ "uri": uri })).unwrap();
    assert!(!client.diagnostics(uri).iter().any(|one| code(one) == RULE));
}

#[test]
fn hover_shows_the_words_of_the_customer() {
    let mut client = Client::new(&json!({ "textDocument": { "hover": { "contentFormat": ["markdown"] } } }));
    let uri = "file:///drafts/reply.md";
    client.open(uri, "markdown", &format!("+++\n[[thread]]\nrole = \"customer\"\ntext = \"{COMPLAINT}\"\n+++\n{DRAFT}"));
    let hover = client.request("textDocument/hover", json!({ "textDocument": { "uri": uri }, "position": at(7, 3) })).unwrap();
    assert!(hover["contents"]["value"].as_str().is_some_and(|text| text.contains("third time")), "{hover}");
}
