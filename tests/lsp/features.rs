//! What the server offers on a draft.

use crate::client::{Client, at, of};
use serde_json::{Value, json};

const URI: &str = "file:///drafts/reply.md";
const DRAFT: &str = "Hi Sam,\n\nUnfortunately, we cannot change the address.\n";

fn lazy() -> Value {
    json!({ "textDocument": { "codeAction": { "dataSupport": true, "resolveSupport": { "properties": ["edit"] } }, "hover": { "contentFormat": ["markdown"] } },
        "workspace": { "workspaceEdit": { "documentChanges": true } } })
}

#[test]
fn a_better_sentence_is_one_action_away() {
    for capabilities in [json!({}), lazy()] {
        let resolves = capabilities != json!({});
        let mut client = Client::new(&capabilities);
        let found = client.open(URI, "markdown", DRAFT);
        let finding = of(&found, "negative/cannot").clone();
        let asked = json!({ "textDocument": { "uri": URI }, "range": finding["range"], "context": { "diagnostics": [finding], "only": ["quickfix"] } });
        let actions = client.request("textDocument/codeAction", asked).unwrap();
        let action = actions.as_array().unwrap().iter().find(|action| action["diagnostics"][0]["code"] == "negative/cannot").unwrap().clone();
        assert_eq!(action["kind"], "quickfix");
        assert_eq!(action.get("edit").is_some(), !resolves);
        let edit = if resolves { client.request("codeAction/resolve", action).unwrap()["edit"].clone() } else { action["edit"].clone() };
        let edits = if resolves { &edit["documentChanges"][0]["edits"] } else { &edit["changes"][URI] };
        assert!(edits[0]["newText"].as_str().is_some_and(|text| !text.is_empty()), "{edit}");
        if resolves {
            assert_eq!(edit["documentChanges"][0]["textDocument"], json!({ "uri": URI, "version": 1 }));
        }
    }
}

#[test]
fn safe_fixes_are_applied_together() {
    let mut client = Client::new(&lazy());
    client.open(URI, "markdown", "Hi Sam,\n\nIn order to return it , print the label. We are happy to help!!!!\n");
    let asked =
        json!({ "textDocument": { "uri": URI }, "range": { "start": at(0, 0), "end": at(0, 0) }, "context": { "diagnostics": [], "only": ["source.fixAll"] } });
    let actions = client.request("textDocument/codeAction", asked).unwrap();
    assert_eq!((actions.as_array().unwrap().len(), &actions[0]["kind"]), (1, &json!("source.fixAll.rifq")));
    let edits = client.request("codeAction/resolve", actions[0].clone()).unwrap()["edit"]["documentChanges"][0]["edits"].clone();
    assert!(edits.as_array().is_some_and(|edits| !edits.is_empty()), "{edits}");
}

#[test]
fn an_action_on_words_that_are_gone_is_refused() {
    let mut client = Client::new(&lazy());
    let found = client.open(URI, "markdown", DRAFT);
    let asked = json!({ "textDocument": { "uri": URI }, "range": of(&found, "negative/cannot")["range"], "context": { "diagnostics": [] } });
    let actions = client.request("textDocument/codeAction", asked).unwrap();
    client.replace(URI, 2, "Hello.");
    assert_eq!(client.request("codeAction/resolve", actions[0].clone()), Err(-32801));
}

#[test]
fn hover_tells_why() {
    let mut client = Client::new(&lazy());
    client.open(URI, "markdown", DRAFT);
    let hover = client.request("textDocument/hover", json!({ "textDocument": { "uri": URI }, "position": at(2, 20) })).unwrap();
    let text = hover["contents"]["value"].as_str().unwrap();
    assert!(text.contains("`negative/cannot`") && text.contains('✗') && text.contains('✓'), "{text}");
    let nothing = client.request("textDocument/hover", json!({ "textDocument": { "uri": URI }, "position": at(0, 1) })).unwrap();
    assert_eq!(nothing, Value::Null);
}

#[test]
fn the_report_the_rewrite_and_the_score_are_there_for_views() {
    let mut client = Client::new(&json!({}));
    client.open(URI, "markdown", &format!("+++\nchannel = \"email\"\n+++\n{DRAFT}"));
    let status = client.next("rifq/status");
    assert_eq!((&status["uri"], &status["version"], &status["verdict"]), (&json!(URI), &json!(1), &json!("warn")));
    let named = json!({ "textDocument": { "uri": URI } });
    let report = client.request("rifq/review", named.clone()).unwrap();
    assert_eq!((&report["version"], &report["offsets"]), (&json!(1), &json!("utf16")));
    assert_eq!(report["score"], status["score"]);
    let finding = report["diagnostics"].as_array().unwrap().iter().find(|one| one["rule"] == "negative/cannot").unwrap();
    assert_eq!(finding["range"]["start"]["line"], 5);
    let rewrite = client.request("rifq/rewrite", named.clone()).unwrap();
    assert!(rewrite["text"].as_str().is_some_and(|text| text.contains("can do is {option}")), "{rewrite}");
    assert_eq!(rewrite["range"]["start"], at(3, 0));
    assert_eq!(client.request("rifq/document", named).unwrap()["channel"], "email");
    assert_eq!(client.request("rifq/review", json!({ "textDocument": { "uri": "file:///other" } })), Err(-32602));
}

#[test]
fn broken_front_matter_is_told_at_its_place() {
    let mut client = Client::new(&json!({}));
    let found = client.open(URI, "markdown", &format!("+++\nchannel = \"email\"\nsubject = 3\n+++\n{DRAFT}"));
    assert_eq!(of(&found, "front-matter")["range"]["start"]["line"], 2);
    assert_eq!(of(&found, "negative/cannot")["range"]["start"]["line"], 6);
}
