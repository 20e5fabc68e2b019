//! Reviews of the labelled drafts of `corpus/` stay at or above `corpus/floors.toml`, those of its letters and chats at or above `corpus/letters.toml`:
//! each of these messages is answered well and badly, mostly in the ways that look like an answer.
//!
//! `rifq eval corpus/en.jsonl corpus/ar.jsonl --no-config --floors corpus/floors.toml --raise-floors` raises them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const DRAFTS: &[&str] = &["corpus/en.jsonl", "corpus/ar.jsonl"];

/// Measures files, seen from the root of the project.
fn eval(files: &[&str], floors: &Path, options: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rifq"));
    command.current_dir(env!("CARGO_MANIFEST_DIR")).args(["eval", "--no-config", "--floors"]).arg(floors).args(options).args(files);
    command.output().expect("rifq can be run")
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// A file that is not there yet.
fn fresh(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_file(&path);
    path
}

#[test]
fn figures_stay_above_their_floors() {
    let output = eval(DRAFTS, Path::new("corpus/floors.toml"), &[]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
}

#[test]
fn figures_of_letters_stay_above_their_floors() {
    let output = eval(&["corpus/letters.jsonl"], Path::new("corpus/letters.toml"), &[]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
}

#[test]
fn floors_rise_and_never_fall() {
    const LABELLED: &[&str] = &["tests/cmd/eval.in/drafts.jsonl"];
    let floors = fresh("rising.toml");
    let before = "# Kept.\n[all]\n# Kept as well.\nkappa.greeting = -100 # and this\n\"house/no-can-do\".recall = 99.5\n";
    fs::write(&floors, before).expect("it can be written");
    let output = eval(LABELLED, &floors, &["--raise-floors"]);
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    let after = fs::read_to_string(&floors).expect("it is there");
    let raised: i32 = after.split("greeting = ").nth(1).and_then(|rest| rest.split(' ').next()?.parse().ok()).expect("a whole number");
    assert!(raised > -100, "{after}");
    assert_eq!(after, before.replace("-100", &raised.to_string()));
}

#[test]
fn a_new_file_of_floors_holds() {
    let floors = fresh("new.toml");
    let missing = eval(DRAFTS, &floors, &[]);
    assert_eq!(missing.status.code(), Some(2), "{}", said(&missing));
    let written = eval(DRAFTS, &floors, &["--raise-floors", "--by", "dialect"]);
    assert_eq!(written.status.code(), Some(0), "{}", said(&written));
    assert!(fs::read_to_string(&floors).is_ok_and(|text| text.contains("\n[dialect.gulf]\n") && text.contains("\nkappa.empathy = ")));
    let held = eval(DRAFTS, &floors, &[]);
    assert_eq!(held.status.code(), Some(0), "{}", said(&held));
    let before = fs::read(&floors).expect("it is there");
    eval(DRAFTS, &floors, &["--raise-floors"]);
    assert_eq!(fs::read(&floors).expect("it is there"), before, "figures that did not rise change nothing");
}
