//! `rifq sample`, `rifq calibrate` and `rifq rules example`, run for real.

#[path = "support/program.rs"]
mod program;

use program::{done, folder, rifq};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

fn scored(name: &str) -> PathBuf {
    let folder = folder("calibrate", name);
    let one = |number: usize| {
        let (reply, channel) = match number % 4 {
            0 => ("=Unfortunately, I am unable to change the address. That is not my department.", "chat"),
            1 => ("نعتذر عن التأخير في وصول طلبك، سأتواصل مع شركة الشحن الآن وأرد عليك قبل الخامسة مساء اليوم.", "chat"),
            _ => ("Hi Ada, I'm sorry that parcel 4711 is late. I will call the courier today and write to you by 5 pm.", "email"),
        };
        let turns = serde_json::json!([{"role": "customer", "text": format!("Where is parcel {number}? It is late.")},
            {"role": "agent", "author": format!("agent{}", number % 3), "text": reply}]);
        serde_json::json!({"id": format!("t{number}"), "channel": channel, "turns": turns}).to_string() + "\n"
    };
    fs::write(folder.join("in.jsonl"), (0..80).map(one).collect::<String>()).expect("it can be written");
    done(&folder, &["score", "in.jsonl", "--out", "out", "--no-config", "--quiet"]);
    folder
}

/// The rows of a table that this test wrote or rifq did; quoted cells may hold commas and lines.
fn rows(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut letters = text.trim_start_matches('\u{feff}').chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => cell.extend(letters.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !quoted => {}
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            letter => cell.push(letter),
        }
    }
    rows
}

/// A table filled in: `judge` gives level and rules for each item.
fn fill(folder: &Path, name: &str, judge: impl Fn(&str) -> (String, String)) {
    let table = rows(&fs::read_to_string(folder.join("batch.csv")).expect("the batch"));
    let column = |name: &str| table[0].iter().position(|cell| cell == name).expect("a column");
    let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
    let mut text = table[0].join(",") + "\n";
    for row in &table[1..] {
        let mut row = row.clone();
        let (level, rules) = judge(&row[column("reply")]);
        for name in ["solution", "positive", "overall"] {
            row[column(name)].clone_from(&level);
        }
        row[column("rules")] = rules;
        text += &(row.iter().map(quoted).collect::<Vec<_>>().join(",") + "\n");
    }
    fs::write(folder.join(name), text).expect("it can be written");
}

#[test]
fn a_batch_is_blind_seeded_and_safe() {
    let folder = scored("batch");
    done(&folder, &["sample", "out", "--out", "batch.csv", "--count", "24", "--no-config", "--bom"]);
    let batch = fs::read_to_string(folder.join("batch.csv")).expect("the batch");
    assert!(batch.starts_with('\u{feff}') && !batch.contains("agent") && !batch.contains("t1,"), "{batch}");
    let table = rows(&batch);
    assert_eq!(table.len(), 25);
    assert!(table.iter().flatten().all(|cell| !cell.starts_with('=')), "{batch}");
    assert!(batch.contains("\"'=Unfortunately"), "{batch}");
    let keys: Vec<serde_json::Value> =
        fs::read_to_string(folder.join("batch.key.jsonl")).expect("the key").lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let mut strata: BTreeMap<(String, String), usize> = BTreeMap::new();
    for key in &keys {
        *strata.entry((key["channel"].to_string(), key["language"].to_string())).or_default() += 1;
    }
    // 20 of 80 in English in chats, 20 in Arabic, 40 by mail.
    assert_eq!(strata.values().copied().collect::<Vec<_>>(), [6, 6, 12], "{strata:?}");
    done(&folder, &["sample", "out", "--out", "again.csv", "--count", "24", "--no-config", "--bom"]);
    assert_eq!(batch, fs::read_to_string(folder.join("again.csv")).expect("the batch"));
    done(&folder, &["sample", "out", "--out", "other.csv", "--count", "24", "--no-config", "--bom", "--seed", "2"]);
    assert_ne!(batch, fs::read_to_string(folder.join("other.csv")).expect("the batch"));
    let output = rifq(&folder, &["sample", "out", "--out", "batch.csv", "--no-config"]);
    assert!(output.status.code() == Some(2) && String::from_utf8_lossy(&output.stderr).contains("stays as it is"));
}

#[test]
fn reviewers_are_held_against_each_other_and_rifq() {
    let folder = scored("merge");
    done(&folder, &["sample", "out", "--out", "batch.csv", "--count", "80", "--no-config"]);
    let refusal = |reply: &str| reply.contains("Unfortunately");
    // Both know what is bad; the second one finds the mails without a next step.
    fill(&folder, "dana.csv", |reply| (if refusal(reply) { "rewrite" } else { "ready" }.to_owned(), String::new()));
    fill(&folder, "omar.csv", |reply| {
        let level = if refusal(reply) {
            "0"
        } else if reply.contains("parcel") {
            "٢"
        } else {
            "جاهز"
        };
        (level.to_owned(), if reply.contains("parcel") { "listening/no-reflection" } else { "" }.to_owned())
    });
    let json: serde_json::Value =
        serde_json::from_str(&done(&folder, &["calibrate", "dana.csv", "omar.csv", "--key", "batch.key.jsonl", "--no-config", "--format", "json"]))
            .expect("JSON");
    assert_eq!((json["items"].as_u64(), json["reviewers"][1].as_str()), (Some(80), Some("omar")));
    let whole = json["categories"].as_array().and_then(|all| all.last()).expect("the whole");
    // All 80 replies: 20 (0, 0), 20 (3, 3), 40 (3, 2). Quadratic kappa and ordinal alpha computed apart in Python.
    let near =
        |found: &serde_json::Value, expected: f64| assert!(found.as_f64().is_some_and(|found| (found - expected).abs() < 1e-9), "{found} is not {expected}");
    near(&whole["pairs"][0]["agreement"]["kappa"], KAPPA);
    near(&whole["alpha"], ALPHA);
    assert_eq!(whole["median"]["n"], 80);
    assert!(json["disputes"].as_array().is_some_and(|all| all.iter().any(|one| one["missed"][0] == "listening/no-reflection" && one["kind"] == "milder")));
    for language in ["en", "ar"] {
        let told = done(&folder, &["calibrate", "dana.csv", "omar.csv", "--key", "batch.key.jsonl", "--no-config", "--ui-lang", language]);
        assert!(told.contains("dana – omar: 0.") && told.contains("×40 listening/no-reflection"), "{told}");
    }
}

const KAPPA: f64 = 0.84;
const ALPHA: f64 = 0.503_125;

#[test]
fn disputes_become_examples() {
    let folder = scored("examples");
    done(&folder, &["sample", "out", "--out", "batch.csv", "--count", "16", "--no-config"]);
    fill(&folder, "dana.csv", |_| ("3".to_owned(), String::new()));
    let told = done(&folder, &["calibrate", "dana.csv", "--key", "batch.key.jsonl", "--no-config", "--examples", "examples.toml"]);
    assert!(told.contains("Rules that reviewers find too strict") && told.contains("negative/not-my-department"), "{told}");
    let examples = fs::read_to_string(folder.join("examples.toml")).expect("the examples");
    assert!(examples.contains("# For negative/not-my-department.toml:\n\n# from calibration, item "), "{examples}");
    let read: toml::Table = examples.parse().expect("TOML");
    assert!(read["example"].as_array().is_some_and(|all| all.iter().all(|one| one["lang"].as_str() == Some("en") && one["good"].is_array())), "{examples}");
}

#[test]
fn what_is_no_level_is_told_with_its_line() {
    let folder = scored("faults");
    done(&folder, &["sample", "out", "--out", "batch.csv", "--count", "4", "--no-config"]);
    fill(&folder, "dana.csv", |_| ("great".to_owned(), String::new()));
    let output = rifq(&folder, &["calibrate", "dana.csv", "--key", "batch.key.jsonl", "--no-config"]);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.code() == Some(2) && told.contains("dana.csv:2: ") && told.contains("`great` is none of 0, 1, 2, 3, n/a"), "{told}");
    let output = rifq(&folder, &["calibrate", "batch.csv", "--key", "batch.key.jsonl", "--no-config"]);
    assert!(output.status.code() == Some(2) && String::from_utf8_lossy(&output.stderr).contains("no item of the key was reviewed"));
}

#[test]
fn a_dismissed_finding_becomes_an_example() {
    let folder = scored("dismissed");
    fs::write(folder.join("draft.txt"), "I am unable to open the file \"X\\1\".\n").expect("it can be written");
    let block =
        done(&folder, &["rules", "example", "negative/cannot", "draft.txt", "--channel", "chat", "--customer-message", "Can you open it?", "--no-config"]);
    assert_eq!(
        block,
        "[[example]]\nlang = \"en\"\nchannel = \"chat\"\ncustomer = \"Can you open it?\"\ngood = [\"I am unable to open the file \\\"X\\\\1\\\".\"]\n"
    );
    let output = rifq(&folder, &["rules", "example", "negative/cannot", "draft.txt", "--append", "house/negative/cannot.toml", "--no-config"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(
        String::from_utf8_lossy(&output.stderr).contains("finds «I am unable to»")
            || String::from_utf8_lossy(&output.stderr).contains("the example fails until the rule is mended")
    );
    let file = fs::read_to_string(folder.join("house/negative/cannot.toml")).expect("the rule");
    assert!(file.starts_with("extends = \"negative/cannot\"\n\n[[example]]\n"), "{file}");
    let tested = rifq(&folder, &["rules", "test", "house"]);
    assert_ne!(tested.status.code(), Some(0), "the example fails until the rule is mended");
    let output = rifq(&folder, &["rules", "example", "negative/canot", "draft.txt", "--no-config"]);
    assert!(output.status.code() == Some(2) && String::from_utf8_lossy(&output.stderr).contains("did you mean `negative/cannot`?"));
}
