//! `rifq score`, run for real: what is written, what is refused, and that an interrupted run ends in the same bytes.

#[path = "support/program.rs"]
mod program;

use program::{command, folder};
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

fn score(folder: &Path, arguments: &[&str]) -> Output {
    command(folder, &["score", "--no-config", "--quiet"]).args(arguments).output().expect("rifq can be run")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn rows(path: &Path) -> Vec<serde_json::Value> {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text.lines().map(|line| serde_json::from_str(line).expect("a row is JSON")).collect()
}

/// Conversations enough for several chunks.
fn many(count: usize) -> String {
    let one = |number: usize| {
        let (language, reply) = match number % 3 {
            0 => ("en", "Unfortunately I cannot change the address. I will ask the courier today and write to you by 5 pm."),
            1 => ("ar", "نعتذر عن التأخير في وصول طلبك، سأتواصل مع شركة الشحن الآن وأرد عليك قبل الخامسة مساء اليوم."),
            _ => ("en", "As per our policy you must call again."),
        };
        let turns = [("customer", "Where is my order? It is the third time I write."), ("agent", "Hello Sara,"), ("agent", reply)];
        let turns = turns.iter().zip(0..).map(|((role, text), minute)| {
            serde_json::json!({"role": role, "text": text, "author": if *role == "agent" { format!("a{}", number % 7) } else { format!("c{number}") },
                "at": format!("2026-01-{:02}T10:{minute:02}:00Z", number % 28 + 1)})
        });
        serde_json::json!({"id": number, "channel": "chat", "language": language, "turns": turns.collect::<Vec<_>>()}).to_string() + "\n"
    };
    (0..count).map(one).collect()
}

/// All files of a folder and what they hold.
fn contents(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found: Vec<_> = fs::read_dir(folder)
        .expect("it is there")
        .map(|entry| entry.expect("it can be read").path())
        .map(|path| (path.file_name().expect("a name").to_string_lossy().into_owned(), fs::read(&path).expect("a file")))
        .collect();
    found.sort();
    found
}

#[test]
fn a_reply_of_several_turns_is_one() {
    let folder = folder("batch", "several");
    let line = serde_json::json!({"id": "t1", "channel": "chat", "turns": [
        {"role": "customer", "text": "Where is my order 4411? It is late.", "at": "2026-01-02T10:00:00Z"},
        {"role": "bot", "text": "Thanks for writing to us."},
        {"role": "agent", "text": "Hello Sara,", "author": "Omar", "at": "2026-01-02T10:01:30Z"},
        {"role": "note", "text": "customer sounds angry, no refund!!!"},
        {"role": "agent", "text": "I am sorry that your order 4411 is late. I called the courier and it arrives tomorrow by noon.", "author": "Omar", "at": "2026-01-02T10:02:00Z"},
        {"role": "customer", "text": "Thanks!", "at": "2026-01-02T10:05:00Z"}]});
    fs::write(folder.join("in.jsonl"), format!("{line}\n")).expect("written");
    let output = score(&folder, &["in.jsonl", "--out", "out"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let replies = rows(&folder.join("out/replies.jsonl"));
    assert_eq!(replies.len(), 1);
    let reply = &replies[0];
    assert_eq!((&reply["turns"], &reply["agent"], &reply["response_seconds"]), (&serde_json::json!([2, 4]), &"Omar".into(), &90.into()));
    assert_eq!((&reply["greeting"], &reply["first"], &reply["week"]), (&true.into(), &true.into(), &"2026-W01".into()));
    let missing: Vec<_> = reply["findings"].as_array().expect("a list").iter().filter(|found| found["rule"] == "next-step/missing").collect();
    assert!(missing.is_empty(), "the last turn gives what the first one leaves out: {missing:?}");
    let conversation = &rows(&folder.join("out/conversations.jsonl"))[0];
    assert_eq!((&conversation["replies"], &conversation["waiting_since"]), (&1.into(), &"2026-01-02T10:05:00Z".into()));
    assert_eq!(conversation["score"], reply["score"]);
}

#[test]
fn what_cannot_be_read_is_told_and_counted() {
    let folder = folder("batch", "bad");
    let good = r#"{"id": 1, "turns": [{"role": "agent", "text": "Your order left today and arrives on Monday."}]}"#;
    fs::write(folder.join("in.jsonl"), format!("{good}\n{{\"id\": 2, \"turns\": [{{\"role\": \"boss\", \"text\": \"x\"}}]}}\n\n{{\"id\n{good}\n"))
        .expect("written");
    let output = score(&folder, &["in.jsonl", "missing.jsonl", "in.jsonl", "--out", "out"]);
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    for told in ["in.jsonl:2:1: unknown role `boss`", "in.jsonl:4:4: EOF while parsing a string", "missing.jsonl:1:1: cannot be read: No such file"] {
        assert!(said(&output).contains(told), "{told}: {}", said(&output));
    }
    let errors = rows(&folder.join("out/errors.jsonl"));
    assert_eq!(errors.iter().map(|row| row["line"].as_u64().expect("a number")).collect::<Vec<_>>(), [2, 4, 1, 2, 4]);
    assert_eq!(rows(&folder.join("out/replies.jsonl")).len(), 4);
    let strict = score(&folder, &["in.jsonl", "--out", "strict", "--strict"]);
    assert_eq!(strict.status.code(), Some(2));
    assert!(said(&strict).contains("stopped there"), "{}", said(&strict));
}

#[test]
fn tables_are_read_with_and_without_a_map() {
    let folder = folder("batch", "tables");
    let table = "\u{feff}Ticket ID;Sender Type;Sender;Timestamp;Message\r\n7;end-user;c9;2026-01-02 10:00:00;\"Where is it?\r\nIt is late.\"\r\n7;agent;Omar;2026-01-02 10:04:00;\"It left today; it arrives on Monday.\"\r\n8;agent;Mona;;Your refund of 20 EUR was booked today.\r\n";
    fs::write(folder.join("a.csv"), table).expect("written");
    fs::write(folder.join("b.tsv"), "Owner\tNachricht\nOmar\tYour order left today and arrives on Monday.\n").expect("written");
    let output = score(&folder, &["a.csv", "--out", "a", "--timezone", "Asia/Riyadh"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let replies = rows(&folder.join("a/replies.jsonl"));
    let plain: Vec<_> =
        replies.iter().map(|row| (row["conversation"].clone(), row["agent"].clone(), row["at"].clone(), row["response_seconds"].clone())).collect();
    let null = serde_json::Value::Null;
    assert_eq!(plain, [("7".into(), "Omar".into(), "2026-01-02T07:04:00Z".into(), 240.into()), ("8".into(), "Mona".into(), null.clone(), null)]);
    let unmapped = score(&folder, &["b.tsv", "--out", "b"]);
    assert_eq!(unmapped.status.code(), Some(1));
    assert!(said(&unmapped).contains("no column holds the text; --columns text=NAME says which of: Owner, Nachricht"), "{}", said(&unmapped));
    let mapped = score(&folder, &["b.tsv", "--out", "c", "--columns", "text=Nachricht,author=Owner,channel==email"]);
    assert_eq!(mapped.status.code(), Some(0), "{}", said(&mapped));
    assert_eq!(rows(&folder.join("c/replies.jsonl"))[0]["agent"], "Omar");
}

#[test]
fn a_killed_run_ends_in_the_same_bytes() {
    let folder = folder("batch", "killed");
    fs::write(folder.join("in.jsonl"), many(6000)).expect("written");
    let whole = score(&folder, &["in.jsonl", "--out", "whole"]);
    assert_eq!(whole.status.code(), Some(0), "{}", said(&whole));
    let mut killed = 0;
    for wait in [5, 40, 80, 120, 200, 300] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_rifq"))
            .current_dir(&folder)
            .args(["score", "--no-config", "--quiet", "in.jsonl", "--out", "again"])
            .stderr(Stdio::null())
            .spawn()
            .expect("rifq can be run");
        std::thread::sleep(std::time::Duration::from_millis(wait));
        killed += u32::from(child.try_wait().expect("it can be asked").is_none());
        let _ = child.kill();
        child.wait().expect("it ends");
    }
    assert!(killed > 0, "the run was over before it could be killed");
    let last = score(&folder, &["in.jsonl", "--out", "again"]);
    assert_eq!(last.status.code(), Some(0), "{}", said(&last));
    assert_eq!(contents(&folder.join("again")), contents(&folder.join("whole")));
}

#[test]
fn another_input_is_refused() {
    let folder = folder("batch", "refused");
    fs::write(folder.join("in.jsonl"), many(3)).expect("written");
    assert_eq!(score(&folder, &["in.jsonl", "--out", "out"]).status.code(), Some(0));
    fs::write(folder.join("in.jsonl"), many(4)).expect("written");
    let changed = score(&folder, &["in.jsonl", "--out", "out", "--ignore", "tone"]);
    assert_eq!(changed.status.code(), Some(2));
    assert!(said(&changed).contains("--ignore was ``, now `tone`; in.jsonl has changed; take another folder, or --restart"), "{}", said(&changed));
    let anew = score(&folder, &["in.jsonl", "--out", "out", "--restart"]);
    assert_eq!(anew.status.code(), Some(0), "{}", said(&anew));
    assert_eq!(rows(&folder.join("out/conversations.jsonl")).len(), 4);
    fs::create_dir(folder.join("other")).expect("a folder");
    fs::write(folder.join("other/mine.txt"), "x").expect("written");
    let full = score(&folder, &["in.jsonl", "--out", "other"]);
    assert!(said(&full).contains("is not empty and holds no run of rifq"), "{}", said(&full));
}

#[test]
fn pseudonyms_hide_names() {
    let folder = folder("batch", "pseudonyms");
    fs::write(folder.join("in.jsonl"), many(9)).expect("written");
    assert_eq!(score(&folder, &["in.jsonl", "--out", "out", "--pseudonyms", "s3cret"]).status.code(), Some(0));
    let agents = fs::read_to_string(folder.join("out/agents.csv")).expect("written");
    assert!(agents.lines().skip(1).all(|line| line.starts_with("agent-")), "{agents}");
    assert!(!fs::read_to_string(folder.join("out/manifest.json")).expect("written").contains("s3cret"));
    assert!(rows(&folder.join("out/conversations.jsonl")).iter().all(|row| row["customer"].as_str().is_some_and(|name| name.starts_with("customer-"))));
}

#[test]
fn personal_data_is_masked_where_it_is_asked_for() {
    let folder = folder("batch", "redact");
    let line = serde_json::json!({"id": "t1", "channel": "email", "turns": [
        {"role": "customer", "text": "I am Sara Otaibi, write to sara@example.com", "author": "Sara Otaibi"},
        {"role": "agent", "text": "Hi Sara, I cannot reach you at 0501234567, so I will write to sara@example.com.", "author": "Omar"}]});
    fs::write(folder.join("in.jsonl"), format!("{line}\n")).expect("written");
    let output = score(&folder, &["in.jsonl", "--out", "out", "--redact", "--pseudonyms", "x"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    for (name, bytes) in contents(&folder.join("out")) {
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        for told in ["sara", "otaibi", "0501234567", "omar"] {
            assert!(!text.contains(told), "{name} holds {told}");
        }
    }
    let conversation = &rows(&folder.join("out/conversations.jsonl"))[0];
    let text = conversation["turns"][1]["text"].as_str().expect("a text");
    assert_eq!(text, "Hi [NAME], I cannot reach you at [NUMBER], so I will write to [EMAIL].");
    for found in rows(&folder.join("out/replies.jsonl"))[0]["findings"].as_array().expect("a list") {
        let place = |key: &str| usize::try_from(found[key].as_u64().expect("a number")).expect("small");
        assert_eq!(text.get(place("start")..place("end")), found["text"].as_str(), "{found}");
    }
}

/// Recomputed by another program, in another language; passes over where there is no Python.
#[test]
fn the_tables_come_out_the_same_in_python() {
    let folder = folder("batch", "python");
    fs::write(folder.join("in.jsonl"), many(700)).expect("written");
    assert_eq!(score(&folder, &["in.jsonl", "--out", "out"]).status.code(), Some(0));
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join(".ci/batch_check.py");
    let Ok(check) = Command::new("python3").arg(script).arg(folder.join("out")).output() else { return };
    assert!(check.status.success(), "{}", String::from_utf8_lossy(&check.stdout));
}
