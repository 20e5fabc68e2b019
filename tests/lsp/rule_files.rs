//! Rule files and configurations, edited with help.

use crate::client::{Client, at, code};
use crate::folder::Folder;
use serde_json::{Value, json};

const RULE: &str = r#"severity = "warning"

[summary]
en = "A refusal said as a slogan"
ar = "رفض بصيغة شعار"

[why]
en = "It closes the door without saying what is possible."
ar = "يغلق الباب دون أن يذكر الممكن."

[message]
en = "Say what can be done instead."
ar = "اذكر ما يمكن فعله بدلا من ذلك."

[phrase]
[[phrase.match]]
lang = "en"
any = ["computer says no", "zilch from us"]

[[example]]
lang = "en"
bad = ["Sorry, computer says no."]
good = ["I can do that today."]
"#;

#[test]
fn an_open_rule_holds_as_it_is_written() {
    let folder = Folder::new();
    folder.write("rifq.toml", "rules = [\"house\"]\n");
    let rule = folder.write("house/negative/no-can-do.toml", RULE);
    let draft = folder.write("reply.txt", "Sorry, computer says no.");
    let mut client = Client::new(&json!({}));
    assert!(client.open(&draft, "plaintext", "Sorry, computer says no.").iter().any(|one| code(one) == "negative/no-can-do"));
    let dead = client.open(&rule, "toml", RULE);
    assert_eq!((dead.len(), &dead[0]["range"]["start"]["line"], &dead[0]["severity"]), (1, &json!(17), &json!(3)), "{dead:#?}");
    // A mistake is told at its place, and the draft is checked by the rule as it was.
    client.replace(&rule, 2, &RULE.replace("\"computer says no\"", "\"<no-such-list> says\""));
    let (found, mistakes) = (client.diagnostics(&draft), client.diagnostics(&rule));
    assert!(found.iter().any(|one| code(one) == "negative/no-can-do"));
    assert_eq!((&mistakes[0]["range"]["start"]["line"], &mistakes[0]["severity"]), (&json!(17), &json!(1)), "{mistakes:#?}");
    // What is mended holds although it is not saved.
    client.replace(&rule, 3, &RULE.replace("Sorry, computer says no.", "Sorry, nope.").replace("computer says no", "sorry , nope"));
    assert!(!client.diagnostics(&draft).iter().any(|one| code(one) == "negative/no-can-do"));
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": rule } }));
    assert!(client.diagnostics(&draft).iter().any(|one| code(one) == "negative/no-can-do"));
}

#[test]
fn a_rule_of_no_configuration_is_tried_alone() {
    let folder = Folder::new();
    let mut client = Client::new(&json!({}));
    let rule = folder.uri("pack/negative/no-can-do.toml");
    let dead = client.open(&rule, "toml", RULE);
    assert_eq!(dead.len(), 1, "{dead:#?}");
    client.replace(&rule, 2, &RULE.replace("I can do that today.", "Here the computer says no."));
    let found = client.diagnostics(&rule);
    assert!(found.iter().any(|one| one["severity"] == 2), "{found:#?}");
    let other = client.open(&folder.uri("Cargo.toml"), "toml", "[package]\nname = 3\n");
    assert!(other.is_empty(), "{other:#?}");
}

#[test]
fn keys_and_names_are_explained_and_completed() {
    let folder = Folder::new();
    let uri = folder.uri("house/negative/no-can-do.toml");
    let text = RULE.replace("\"zilch from us\"", "\"we <cannot> that\"").replace("severity =", "supersedes = [\"negative/cannot\"]\nseverity =");
    let mut client = Client::new(&json!({ "textDocument": { "hover": { "contentFormat": ["markdown"] } } }));
    client.open(&uri, "toml", &text);
    let mut hover = |line: u32, character: u32| -> String {
        let hover = client.request("textDocument/hover", json!({ "textDocument": { "uri": uri }, "position": at(line, character) })).unwrap();
        hover["contents"]["value"].as_str().unwrap_or_default().to_owned()
    };
    assert!(hover(0, 3).contains("yields to this one"));
    assert!(hover(0, 20).contains('\n'), "a rule is explained");
    assert!(hover(18, 34).contains("can't"), "{}", hover(18, 34));
    assert_eq!(hover(3, 0), "");
    client.replace(&uri, 2, "severity = \"w\nany = [\"we <can\nsupersedes = [\"neg\nunl");
    let mut labels = |line: u32, character: u32| -> Vec<String> {
        let items = client.request("textDocument/completion", json!({ "textDocument": { "uri": uri }, "position": at(line, character) })).unwrap();
        items.as_array().unwrap().iter().filter_map(|item| item["label"].as_str().map(str::to_owned)).collect()
    };
    assert!(labels(0, 13).contains(&"warning".to_owned()));
    assert!(labels(1, 15).contains(&"cannot".to_owned()));
    assert!(labels(2, 18).contains(&"negative/cannot".to_owned()));
    assert!(labels(3, 3).contains(&"unless".to_owned()));
}

#[test]
fn who_asks_for_diagnostics_asks_for_those_of_rules_too() {
    let folder = Folder::new();
    let toml = folder.uri("rifq.toml");
    folder.write("rifq.toml", "profile = \"no-such\"\n");
    let mut client = Client::new(&json!({ "textDocument": { "diagnostic": {} }, "workspace": { "diagnostics": { "refreshSupport": true } } }));
    client.notify("textDocument/didOpen", json!({ "textDocument": { "uri": toml, "languageId": "toml", "version": 1, "text": "profile = \"no-such\"\n" } }));
    let found = client.request("textDocument/diagnostic", json!({ "textDocument": { "uri": toml } })).unwrap();
    assert_eq!(found["items"].as_array().map(Vec::len), Some(1), "{found}");
    assert_eq!(found["items"][0]["code"], "rule-file");
    assert!(!client.has("textDocument/publishDiagnostics"));
    let nothing: Value = client.request("textDocument/diagnostic", json!({ "textDocument": { "uri": "file:///none" } })).unwrap();
    assert_eq!(nothing["items"], json!([]));
}
