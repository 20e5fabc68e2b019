//! How a session begins, goes wrong and ends.

use crate::client::{Client, code, of};
use rifq::lsp::Ending;
use serde_json::{Value, json};

const URI: &str = "file:///drafts/reply.txt";
const DRAFT: &str = "Hi Sam,\n\nUnfortunately, we cannot change the address.\n";

#[test]
fn the_best_position_encoding_is_chosen() {
    for (offered, expected) in
        [(json!(["utf-16", "utf-8"]), "utf-8"), (json!(["utf-32", "utf-16"]), "utf-32"), (json!(["utf-16"]), "utf-16"), (Value::Null, "utf-16")]
    {
        let mut client = Client::silent();
        let answer = client.request("initialize", json!({ "capabilities": { "general": { "positionEncodings": offered } } })).unwrap();
        assert_eq!(answer["capabilities"]["positionEncoding"], expected);
        assert_eq!(answer["serverInfo"]["name"], "rifq");
    }
}

#[test]
fn a_session_ends_cleanly_or_not() {
    assert_eq!(Client::new(&json!({})).stop(), Ending::Clean);
    let mut client = Client::new(&json!({}));
    client.notify("exit", Value::Null);
    assert_eq!(client.end(), Ending::Abrupt);
}

#[test]
fn requests_out_of_order_are_refused() {
    let mut client = Client::silent();
    assert_eq!(client.request("textDocument/hover", json!({})), Err(-32002));
    client.notify("textDocument/didOpen", json!({}));
    client.request("initialize", json!({})).unwrap();
    assert_eq!(client.request("initialize", json!({})), Err(-32600));
    client.request("shutdown", Value::Null).unwrap();
    assert_eq!(client.request("textDocument/hover", json!({})), Err(-32600));
}

#[test]
fn what_is_unknown_or_malformed_is_told_and_survived() {
    let mut client = Client::new(&json!({}));
    assert_eq!(client.request("textDocument/sing", json!({})), Err(-32601));
    assert_eq!(client.request("textDocument/hover", json!({ "textDocument": 3 })), Err(-32602));
    assert_eq!(client.request("textDocument/hover", Value::Null), Err(-32602));
    for params in [Value::Null, json!([]), json!({ "textDocument": { "uri": 1 } }), json!({ "textDocument": { "uri": URI }, "contentChanges": [{}] })] {
        client.notify("textDocument/didOpen", params.clone());
        client.notify("textDocument/didChange", params.clone());
        client.notify("textDocument/didClose", params);
    }
    client.notify("$/setTrace", json!({ "value": "off" }));
    assert!(!client.open(URI, "plaintext", DRAFT).is_empty());
    assert_eq!(client.stop(), Ending::Clean);
}

#[test]
fn names_that_are_no_uri_are_documents_too() {
    let mut client = Client::new(&json!({}));
    for uri in ["", "no uri at all", "file:///a b|c.txt", "file:///رد.txt", "untitled:Untitled-1", "file://%zz"] {
        let found = client.open(uri, "plaintext", DRAFT);
        assert!(!found.is_empty(), "{uri}");
        let actions =
            client.request("textDocument/codeAction", json!({ "textDocument": { "uri": uri }, "range": found[0]["range"], "context": { "diagnostics": [] } }));
        assert!(actions.is_ok(), "{uri}");
    }
    assert_eq!(client.stop(), Ending::Clean);
}

#[test]
fn diagnostics_are_pushed_with_their_version_and_taken_back() {
    let mut client = Client::new(&json!({}));
    client.notify("textDocument/didOpen", json!({ "textDocument": { "uri": URI, "languageId": "plaintext", "version": 7, "text": DRAFT } }));
    let published = client.next("textDocument/publishDiagnostics");
    assert_eq!((&published["uri"], &published["version"]), (&json!(URI), &json!(7)));
    let found = published["diagnostics"].as_array().unwrap().clone();
    let finding = of(&found, "negative/cannot");
    assert_eq!((&finding["severity"], &finding["source"]), (&json!(2), &json!("rifq")));
    assert!(finding["message"].as_str().is_some_and(|message| !message.is_empty()));
    client.replace(URI, 8, "Hi Sam,\n\nThe address is changed. Thank you!\n");
    let published = client.next("textDocument/publishDiagnostics");
    assert_eq!(published["version"], 8);
    assert!(!published["diagnostics"].as_array().unwrap().iter().any(|one| code(one) == "negative/cannot"));
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": URI } }));
    assert_eq!(client.next("textDocument/publishDiagnostics")["diagnostics"], json!([]));
}

#[test]
fn who_asks_for_diagnostics_gets_none_unasked() {
    let capabilities = json!({ "textDocument": { "diagnostic": {} }, "workspace": { "diagnostics": { "refreshSupport": true } } });
    let mut client = Client::new(&capabilities);
    client.notify("textDocument/didOpen", json!({ "textDocument": { "uri": URI, "languageId": "plaintext", "version": 1, "text": DRAFT } }));
    let first = client.request("textDocument/diagnostic", json!({ "textDocument": { "uri": URI } })).unwrap();
    assert_eq!(first["kind"], "full");
    of(first["items"].as_array().unwrap(), "negative/cannot");
    let again = client.request("textDocument/diagnostic", json!({ "textDocument": { "uri": URI }, "previousResultId": first["resultId"] })).unwrap();
    assert_eq!(again["kind"], "unchanged");
    client.replace(URI, 2, "Hello.");
    let changed = client.request("textDocument/diagnostic", json!({ "textDocument": { "uri": URI }, "previousResultId": first["resultId"] })).unwrap();
    assert_eq!(changed["kind"], "full");
    assert!(!client.has("textDocument/publishDiagnostics"));
}

#[test]
fn rules_link_to_pages_that_exist() {
    let folder = std::env::temp_dir().join(format!("rifq-pages-{}", std::process::id()));
    let mut client = Client::with(rifq::lsp::Options { pages: Some(folder.clone()) });
    client.request("initialize", json!({ "capabilities": {} })).unwrap();
    let found = client.open(URI, "plaintext", DRAFT);
    let link = of(&found, "negative/cannot")["codeDescription"]["href"].as_str().unwrap().to_owned();
    let page = std::fs::read_to_string(link.strip_prefix("file://").unwrap()).unwrap();
    assert!(page.starts_with("# negative/cannot") && page.contains("✓"));
    std::fs::remove_dir_all(folder).unwrap();
}
