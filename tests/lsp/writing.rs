//! Help with writing: ready sentences, the score, the parts of a reply.

use crate::client::{Client, at};
use serde_json::{Value, json};

const URI: &str = "file:///drafts/reply.md";

fn with_customer(message: &str, channel: &str, draft: &str) -> String {
    format!("+++\nchannel = \"{channel}\"\n[[thread]]\nrole = \"customer\"\ntext = \"{message}\"\n+++\n{draft}")
}

fn complete(client: &mut Client, line: u32, character: u32) -> Vec<Value> {
    let asked = json!({ "textDocument": { "uri": URI }, "position": at(line, character) });
    client.request("textDocument/completion", asked).unwrap().as_array().cloned().unwrap_or_default()
}

fn labels(items: &[Value]) -> Vec<&str> {
    items.iter().filter_map(|item| item["label"].as_str()).collect()
}

#[test]
fn sentences_fit_what_happened_and_the_channel() {
    let mut client = Client::new(&json!({ "textDocument": { "completion": { "completionItem": { "snippetSupport": true } } } }));
    client.open(URI, "markdown", &with_customer("My father passed away last week, please close his line.", "chat", "Hi Sami,\n\n"));
    let items = complete(&mut client, 8, 0);
    let labels = labels(&items);
    assert!(labels.contains(&"I am so sorry for your loss."), "{labels:?}");
    assert!(!labels.iter().any(|label| label.contains("still waiting") || label.contains("Kind regards")), "{labels:?}");
    let step = items.iter().find(|item| item["label"].as_str().is_some_and(|label| label.starts_with("I'll check"))).unwrap();
    assert_eq!(step["textEdit"]["newText"], "I'll check this and write to you by ${1:time}.");
}

#[test]
fn sentences_are_in_the_dialect_of_the_draft() {
    let mut client = Client::new(&json!({}));
    client.open(URI, "markdown", "هلا سامي، وش تبي نسوي لك الحين؟\n\n");
    let items = complete(&mut client, 2, 0);
    let labels = labels(&items);
    assert!(labels.iter().any(|label| label.contains("بتأكد من")) && !labels.iter().any(|label| label.contains("هراجع")), "{labels:?}");
}

#[test]
fn an_empty_draft_is_answered_in_the_customers_language() {
    let mut client = Client::new(&json!({}));
    client.open(URI, "markdown", &with_customer("طلبي متأخر منذ أسبوع", "email", ""));
    let items = complete(&mut client, 6, 0);
    assert!(labels(&items).iter().any(|label| label.starts_with("أعتذر عن تأخر")));
}

#[test]
fn no_sentence_is_offered_inside_another() {
    let mut client = Client::new(&json!({}));
    client.open(URI, "markdown", "Hi Sam,\n\nI'm s\nYour parcel left today and I");
    let begun = complete(&mut client, 2, 5);
    assert_eq!(begun[0]["textEdit"]["range"]["start"], at(2, 0));
    assert!(complete(&mut client, 3, 28).is_empty());
    assert!(complete(&mut client, 9, 9).is_empty() || complete(&mut client, 9, 9).iter().all(Value::is_object));
}

#[test]
fn the_score_and_what_would_raise_it_are_shown() {
    let draft = "Hello,\n\nUnfortunately, we cannot change the address of your order after it has left the warehouse, as per our policy.\n";
    for (place, method, other) in [("lens", "textDocument/codeLens", "textDocument/inlayHint"), ("inlay", "textDocument/inlayHint", "textDocument/codeLens")] {
        let mut client = Client::start(json!({ "capabilities": {}, "initializationOptions": { "score": place } }));
        client.open(URI, "markdown", draft);
        let asked = json!({ "textDocument": { "uri": URI }, "range": { "start": at(0, 0), "end": at(9, 0) } });
        let shown = client.request(method, asked.clone()).unwrap();
        let text = if place == "lens" { &shown[0]["command"]["title"] } else { &shown[0]["label"] };
        assert!(text.as_str().is_some_and(|text| text.starts_with("rifq ") && text.contains(" · ")), "{shown}");
        assert_eq!(client.request(other, asked).unwrap(), json!([]));
    }
}

#[test]
fn the_parts_of_a_reply_are_symbols() {
    let mut client = Client::new(&json!({ "textDocument": { "documentSymbol": { "hierarchicalDocumentSymbolSupport": true } } }));
    let draft = "Hi Sami,\n\nI'm sorry the cups arrived broken. They were packed without paper. I'll post new ones today, and they reach you by Friday.\n\nKind regards,\nRami\n";
    client.open(URI, "markdown", &with_customer("The cups arrived broken.", "email", draft));
    let symbols = client.request("textDocument/documentSymbol", json!({ "textDocument": { "uri": URI } })).unwrap();
    let names: Vec<&str> = symbols.as_array().unwrap().iter().filter_map(|symbol| symbol["name"].as_str()).collect();
    assert_eq!(names, ["Greeting", "Acknowledgement", "Answer", "Next step", "Closing"], "{symbols:#}");
    let mut flat = Client::new(&json!({}));
    flat.open(URI, "markdown", draft);
    let symbols = flat.request("textDocument/documentSymbol", json!({ "textDocument": { "uri": URI } })).unwrap();
    assert_eq!(symbols[0]["location"]["uri"], URI);
}

#[test]
fn blanks_are_tab_stops_where_the_client_takes_them() {
    let draft = with_customer(
        "This is the third time I write! My parcel arrived broken.",
        "email",
        "Hello,\n\nI'm sorry about the broken parcel and the three letters. We cannot change the address.\n\nKind regards,\nRami\n",
    );
    for (capabilities, expected) in [
        (json!({ "workspace": { "workspaceEdit": { "documentChanges": true, "snippetEditSupport": true } } }), "snippet"),
        (json!({ "workspace": { "workspaceEdit": { "documentChanges": true } }, "experimental": { "snippetTextEdit": true } }), "insertTextFormat"),
        (json!({ "workspace": { "workspaceEdit": { "documentChanges": true } } }), "newText"),
    ] {
        let mut client = Client::new(&capabilities);
        let found = client.open(URI, "markdown", &draft);
        let finding = crate::client::of(&found, "negative/cannot");
        let asked = json!({ "textDocument": { "uri": URI }, "range": finding["range"], "context": { "diagnostics": [] } });
        let actions = client.request("textDocument/codeAction", asked).unwrap();
        let action = actions
            .as_array()
            .unwrap()
            .iter()
            .find(|action| action["diagnostics"][0]["code"] == "negative/cannot" && action["edit"].to_string().contains("option"));
        let action = action.unwrap_or_else(|| panic!("{actions:#}"));
        let edit = &action["edit"]["documentChanges"][0]["edits"][0];
        assert!(edit.get(expected).is_some(), "{edit}");
        assert_eq!(edit.to_string().contains("${1:"), expected != "newText", "{edit}");
    }
}
