//! Findings switched off and words added by commands of the server.

use crate::client::{Client, code, of};
use crate::folder::Folder;
use serde_json::{Value, json};

const DRAFT: &str = "Hi Sam,\n\nUnfortunately, we cannot change the address.\n";

/// The commands offered on the finding of a rule, by name.
fn offered(client: &mut Client, uri: &str, finding: &Value) -> Vec<Value> {
    let asked = json!({ "textDocument": { "uri": uri }, "range": finding["range"], "context": { "diagnostics": [finding], "only": ["quickfix"] } });
    let actions = client.request("textDocument/codeAction", asked).unwrap();
    let of_rule = |action: &&Value| action["diagnostics"][0]["code"] == finding["code"];
    actions.as_array().unwrap().iter().filter(of_rule).filter_map(|action| action.get("command").cloned()).collect()
}

/// Carries out the command of this name.
fn carry_out(client: &mut Client, commands: &[Value], name: &str) -> Result<Value, i32> {
    let command = commands.iter().find(|command| command["command"] == name).unwrap_or_else(|| panic!("no {name} in {commands:#?}"));
    client.request("workspace/executeCommand", json!({ "command": name, "arguments": command["arguments"] }))
}

#[test]
fn a_remark_switches_a_rule_off_for_a_line_or_a_draft() {
    for (name, language, before, remark, line) in [
        ("rifq.ignoreOnce", "plaintext", "", "// rifq: ignore negative/cannot\n", 2),
        ("rifq.ignoreOnce", "markdown", "", "<!-- rifq: ignore negative/cannot -->\n", 2),
        ("rifq.ignoreInFile", "markdown", "", "<!-- rifq: ignore-file negative/cannot -->\n", 0),
        ("rifq.ignoreInFile", "markdown", "+++\nchannel = \"chat\" # ours\n+++\n", "channel = \"chat\" # ours\nignore = [\"negative/cannot\"]\n", 1),
    ] {
        let folder = Folder::new();
        let uri = folder.uri(if language == "markdown" { "reply.md" } else { "reply.txt" });
        let mut client = Client::new(&json!({}));
        let found = client.open(&uri, language, &format!("{before}{DRAFT}"));
        let commands = offered(&mut client, &uri, of(&found, "negative/cannot"));
        assert_eq!(carry_out(&mut client, &commands, name), Ok(Value::Null));
        let edit = client.next("workspace/applyEdit")["params"]["edit"]["changes"][&uri][0].clone();
        assert_eq!((&edit["newText"], &edit["range"]["start"]["line"]), (&json!(remark), &json!(line)), "{name}");
        client.notify(
            "textDocument/didChange",
            json!({ "textDocument": { "uri": uri, "version": 2 }, "contentChanges": [{ "range": edit["range"], "text": edit["newText"] }] }),
        );
        let left = client.diagnostics(&uri);
        assert!(!left.iter().any(|one| code(one) == "negative/cannot"), "{left:#?}");
    }
}

#[test]
fn a_rule_is_switched_off_in_the_configuration_which_keeps_its_comments() {
    let folder = Folder::new();
    folder.write("rifq.toml", "# ours\nregister = \"neutral\" # as agreed\n");
    let uri = folder.uri("drafts/reply.txt");
    folder.write("drafts/reply.txt", DRAFT);
    let mut client = Client::new(&json!({}));
    let found = client.open(&uri, "plaintext", DRAFT);
    let commands = offered(&mut client, &uri, of(&found, "negative/cannot"));
    carry_out(&mut client, &commands, "rifq.disableRule").unwrap();
    assert!(!client.diagnostics(&uri).iter().any(|one| code(one) == "negative/cannot"));
    assert_eq!(folder.read("rifq.toml"), "# ours\nregister = \"neutral\" # as agreed\n\n[rule.\"negative/cannot\"]\nseverity = \"off\"\n");
}

#[test]
fn a_false_alarm_is_no_alarm_again() {
    let folder = Folder::new();
    let uri = folder.write("reply.txt", DRAFT);
    let mut client = Client::start(json!({ "capabilities": {}, "rootUri": folder.uri("") }));
    let found = client.open(&uri, "plaintext", DRAFT);
    let commands = offered(&mut client, &uri, of(&found, "negative/cannot"));
    carry_out(&mut client, &commands, "rifq.falseAlarm").unwrap();
    assert!(!client.diagnostics(&uri).iter().any(|one| code(one) == "negative/cannot"));
    assert!(folder.read("rifq.toml").contains("unless = [\""), "{}", folder.read("rifq.toml"));
}

#[test]
fn words_of_a_team_are_no_fault() {
    for (text, rule, expected) in [
        ("Hello Sam, your XQZT is ready. Kind regards, Rami", "clarity/acronym-undefined", "[lexicon."),
        ("Hello Sam, our SLA is four hours. Kind regards, Rami", "clarity/jargon", "[brand]"),
    ] {
        let folder = Folder::new();
        let uri = folder.write("reply.txt", text);
        let mut client = Client::start(json!({ "capabilities": {}, "rootUri": folder.uri("") }));
        let found = client.open(&uri, "plaintext", text);
        let commands = offered(&mut client, &uri, of(&found, rule));
        carry_out(&mut client, &commands, "rifq.addWord").unwrap();
        let left = client.diagnostics(&uri);
        assert!(!left.iter().any(|one| code(one) == rule), "{left:#?}");
        assert!(folder.read("rifq.toml").contains(expected), "{}", folder.read("rifq.toml"));
    }
}

#[test]
fn a_configuration_that_is_open_is_changed_in_the_editor() {
    let folder = Folder::new();
    let toml = folder.write("rifq.toml", "");
    let uri = folder.write("reply.txt", DRAFT);
    let mut client = Client::new(&json!({}));
    client.open(&toml, "toml", "# not saved yet\n");
    let found = client.open(&uri, "plaintext", DRAFT);
    let commands = offered(&mut client, &uri, of(&found, "negative/cannot"));
    carry_out(&mut client, &commands, "rifq.disableRule").unwrap();
    let edit = client.next("workspace/applyEdit")["params"]["edit"]["changes"][&toml][0].clone();
    assert!(edit["newText"].as_str().is_some_and(|text| text.contains("# not saved yet") && text.contains("\"off\"")), "{edit}");
    assert_eq!(folder.read("rifq.toml"), "");
}

#[test]
fn what_cannot_be_done_is_refused() {
    let folder = Folder::new();
    let uri = folder.write("reply.txt", DRAFT);
    folder.write("rifq.toml", "[broken");
    let mut client = Client::new(&json!({}));
    client.open(&uri, "plaintext", DRAFT);
    let mut execute = |command: &str, arguments: Value| client.request("workspace/executeCommand", json!({ "command": command, "arguments": [arguments] }));
    assert_eq!(execute("rifq.sing", json!({ "uri": uri })), Err(-32602));
    assert_eq!(execute("rifq.disableRule", json!({ "uri": "file:///other" })), Err(-32602));
    assert_eq!(execute("rifq.disableRule", json!({ "uri": uri, "rule": "no/such" })), Err(-32602));
    assert_eq!(execute("rifq.disableRule", json!({ "uri": uri, "rule": "negative/cannot" })), Err(-32803));
    assert_eq!(execute("rifq.ignoreOnce", json!("x")), Err(-32602));
    assert_eq!(folder.read("rifq.toml"), "[broken");
}

#[test]
fn all_safe_fixes_are_a_command_too() {
    let mut client = Client::new(&json!({}));
    let uri = "file:///drafts/reply.txt";
    client.open(uri, "plaintext", "Hi Sam,\n\nWe are happy to help!!!! In order to return it, print the label.\n");
    client.request("workspace/executeCommand", json!({ "command": "rifq.fixAll", "arguments": [{ "uri": uri }] })).unwrap();
    let edits = client.next("workspace/applyEdit")["params"]["edit"]["changes"][uri].clone();
    assert!(edits.as_array().is_some_and(|edits| !edits.is_empty()));
}
