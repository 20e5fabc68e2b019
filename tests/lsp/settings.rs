//! Settings from every side, and rules that change on the disk.

use crate::client::{Client, code, of};
use crate::folder::Folder;
use lsp_server::{Message, Response};
use serde_json::{Value, json};

const DRAFT: &str = "Hi Sam,\n\nUnfortunately, we cannot change the address.\n";
const URI: &str = "file:///drafts/reply.txt";

fn has(found: &[Value], rule: &str) -> bool {
    found.iter().any(|one| code(one) == rule)
}

#[test]
fn settings_come_with_or_without_their_section() {
    for settings in [json!({ "ignore": ["negative"] }), json!({ "rifq": { "ignore": ["negative"] } })] {
        let mut client = Client::start(json!({ "capabilities": {}, "initializationOptions": settings }));
        assert!(!has(&client.open(URI, "plaintext", DRAFT), "negative/cannot"));
        client.notify("workspace/didChangeConfiguration", json!({ "settings": { "rifq": { "ignore": [] } } }));
        assert!(has(&client.diagnostics(URI), "negative/cannot"));
        client.notify("workspace/didChangeConfiguration", json!({ "settings": settings }));
        assert!(!has(&client.diagnostics(URI), "negative/cannot"));
    }
}

#[test]
fn settings_are_asked_for() {
    let mut client = Client::start(json!({ "capabilities": { "workspace": { "configuration": true } } }));
    let asked = client.next("workspace/configuration");
    assert_eq!(asked["params"]["items"][0]["section"], "rifq");
    let answer = |client: &mut Client, asked: &Value, settings: Value| {
        let id = serde_json::from_value(asked["id"].clone()).unwrap();
        client.send(Message::Response(Response::new_ok(id, json!([settings]))));
    };
    answer(&mut client, &asked, json!({ "minSeverity": "error" }));
    assert!(!has(&client.open(URI, "plaintext", DRAFT), "negative/cannot"));
    client.notify("workspace/didChangeConfiguration", json!({ "settings": null }));
    let asked = client.next("workspace/configuration");
    answer(&mut client, &asked, json!({ "minSeverity": "hint" }));
    assert!(has(&client.diagnostics(URI), "negative/cannot"));
}

#[test]
fn a_wrong_setting_is_told() {
    let mut client = Client::start(json!({ "capabilities": {}, "initializationOptions": { "minSeverty": "hint" } }));
    let message = client.next("window/showMessage");
    assert!(message["message"].as_str().unwrap().contains("did you mean `minSeverity`"));
}

#[test]
fn messages_are_in_the_language_of_the_editor() {
    for (parameters, is_arabic) in [
        (json!({ "capabilities": {}, "locale": "ar-EG" }), true),
        (json!({ "capabilities": {}, "locale": "en" }), false),
        (json!({ "capabilities": {}, "locale": "en", "initializationOptions": { "uiLanguage": "ar" } }), true),
    ] {
        let mut client = Client::start(parameters);
        let found = client.open(URI, "plaintext", DRAFT);
        let message = of(&found, "negative/cannot")["message"].as_str().unwrap();
        assert_eq!(message.chars().next().unwrap() > '\u{600}', is_arabic, "{message}");
    }
}

#[test]
fn the_configuration_is_watched() {
    let folder = Folder::new();
    let uri = folder.write("reply.txt", DRAFT);
    let mut client = Client::new(&json!({ "workspace": { "didChangeWatchedFiles": { "dynamicRegistration": true } } }));
    let asked = client.next("client/registerCapability");
    assert_eq!(asked["params"]["registrations"][0]["method"], "workspace/didChangeWatchedFiles");
    assert!(has(&client.open(&uri, "plaintext", DRAFT), "negative/cannot"));
    let toml = folder.write("rifq.toml", "[rule.\"negative/cannot\"]\nseverity = \"off\"\n");
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": toml, "type": 1 }] }));
    assert!(!has(&client.diagnostics(&uri), "negative/cannot"));
}

#[test]
fn tables_for_some_files_hold() {
    let folder = Folder::new();
    folder.write("rifq.toml", "[[path]]\nmatch = [\"macros/**\"]\nrule.\"negative/cannot\".severity = \"off\"\n");
    let (inside, outside) = (folder.write("macros/reply.txt", DRAFT), folder.write("reply.txt", DRAFT));
    let mut client = Client::new(&json!({}));
    assert!(!has(&client.open(&inside, "plaintext", DRAFT), "negative/cannot"));
    assert!(has(&client.open(&outside, "plaintext", DRAFT), "negative/cannot"));
}

#[test]
fn broken_rules_are_told_at_their_place_and_the_last_good_ones_stay() {
    let folder = Folder::new();
    let good = "[rule.\"negative/cannot\"]\nseverity = \"off\"\n";
    let toml = folder.write("rifq.toml", good);
    let uri = folder.write("reply.txt", DRAFT);
    let mut client = Client::new(&json!({}));
    assert!(!has(&client.open(&uri, "plaintext", DRAFT), "negative/cannot"));
    folder.write("rifq.toml", &format!("{good}\n👍 = 3\n"));
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": toml, "type": 2 }] }));
    assert!(!has(&client.diagnostics(&uri), "negative/cannot"));
    let mistakes = client.diagnostics(&toml);
    assert_eq!((mistakes.len(), &mistakes[0]["severity"], &mistakes[0]["range"]["start"]["line"]), (1, &json!(1), &json!(3)), "{mistakes:#?}");
    folder.write("rifq.toml", "");
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": toml, "type": 2 }] }));
    assert!(has(&client.diagnostics(&uri), "negative/cannot"));
    assert!(client.diagnostics(&toml).is_empty());
}
