//! Drafts while they are typed: pauses, rests, and requests that are taken back.

use crate::client::{Client, code};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

const URI: &str = "file:///drafts/reply.md";
const BEFORE: &str = "+++\nchannel = \"email\"\n[[thread]]\nrole = \"customer\"\ntext = \"My parcel arrived broken, for the second time!\"\n+++\n";
const MISSING: &str = "empathy/missing-acknowledgement";

fn has(found: &[Value], rule: &str) -> bool {
    found.iter().any(|one| code(one) == rule)
}

#[test]
fn what_is_missing_waits_for_a_rest() {
    let mut client = Client::start(json!({ "capabilities": {}, "initializationOptions": { "debounce": 10, "rest": 3_000 } }));
    client.open(URI, "markdown", BEFORE);
    let start = Instant::now();
    client.replace(URI, 2, &format!("{BEFORE}Please send a photo of the box. Then we will see."));
    assert!(!has(&client.diagnostics(URI), MISSING));
    assert_eq!(client.next("rifq/status")["stage"], "final");
    assert_eq!(client.next("rifq/status")["stage"], "typing");
    assert!(has(&client.diagnostics(URI), MISSING));
    assert!(start.elapsed() >= Duration::from_secs(3));
}

#[test]
fn a_single_sentence_is_not_finished_by_a_rest_but_by_saving() {
    let mut client = Client::start(json!({ "capabilities": {}, "initializationOptions": { "debounce": 0, "rest": 20 } }));
    client.open(URI, "markdown", BEFORE);
    client.replace(URI, 2, &format!("{BEFORE}Please send a photo of the box"));
    assert!(!has(&client.diagnostics(URI), MISSING));
    std::thread::sleep(Duration::from_millis(100));
    assert!(!client.has("textDocument/publishDiagnostics"));
    client.notify("textDocument/didSave", json!({ "textDocument": { "uri": URI } }));
    assert!(has(&client.diagnostics(URI), MISSING));
}

#[test]
fn many_keystrokes_are_checked_once() {
    let mut client = Client::start(json!({ "capabilities": {}, "initializationOptions": { "debounce": 2_000, "rest": 60_000 } }));
    client.open(URI, "markdown", "");
    for version in 2..50 {
        client.replace(URI, version, &"a".repeat(usize::try_from(version).unwrap()));
    }
    assert!(!client.has("textDocument/publishDiagnostics"));
    assert_eq!(client.next("textDocument/publishDiagnostics")["version"], 49);
    assert!(!client.has("textDocument/publishDiagnostics"));
}

#[test]
fn an_answer_is_never_out_of_date() {
    let mut client = Client::start(json!({ "capabilities": {}, "initializationOptions": { "debounce": 60_000, "rest": 60_000 } }));
    client.open(URI, "markdown", "Hello.");
    client.replace(URI, 2, "We cannot do it.");
    let report = client.request("rifq/review", json!({ "textDocument": { "uri": URI } })).unwrap();
    assert!(report["diagnostics"].as_array().unwrap().iter().any(|one| one["rule"] == "negative/cannot"));
}

#[test]
fn a_request_can_be_taken_back() {
    let mut client = Client::start(json!({ "capabilities": {}, "initializationOptions": { "debounce": 60_000, "rest": 60_000 } }));
    let long = "The courier brings the parcel on Monday. ".repeat(2_000);
    client.open(URI, "markdown", &long);
    client.notify("$/cancelRequest", json!({ "id": "never asked" }));
    client.notify("$/cancelRequest", Value::Null);
    // The server may be quicker than the client that takes its request back.
    let mut taken_back = |version: i32| {
        client.replace(URI, version, &long);
        let busy = client.ask("rifq/review", json!({ "textDocument": { "uri": URI } }));
        let unwanted = client.ask("rifq/review", json!({ "textDocument": { "uri": URI } }));
        client.notify("$/cancelRequest", json!({ "id": unwanted }));
        assert!(client.answer(&busy).is_ok());
        client.answer(&unwanted) == Err(-32800)
    };
    assert!((2..100).any(&mut taken_back));
}
