//! `rifq drill`, run for real through pipes.

#[path = "support/program.rs"]
mod program;

use program::{command, folder, written};
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Output, Stdio};

const VAGUE: &str = "Unfortunately we cannot say where it is. We will get back to you soon.\n.\n";
const GOOD: &str = "Hi Imran,\n\nI'm sorry that order 77120 is three days late. It is held at the depot in Leeds because of a wrong label. The label was changed this morning, and I will \
have it delivered tomorrow between 9 and 12. I will check the tracking at 8 and write to you here.\n\nKind regards,\nDana\n.\n";

fn drill(folder: &Path, arguments: &[&str], typed: &str) -> Output {
    let mut child = command(folder, &["drill", "--no-config"])
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("rifq can be run");
    // It may end before it has read all.
    let _ = child.stdin.take().expect("it is piped").write_all(typed.as_bytes());
    child.wait_with_output().expect("it ends")
}

fn done(folder: &Path, arguments: &[&str], typed: &str) -> String {
    written(&drill(folder, arguments, typed), arguments)
}

#[test]
fn a_second_try_is_held_against_the_first() {
    let folder = folder("drill", "again");
    let told = done(&folder, &["--scenario", "en-late-parcel"], &format!("{VAGUE}\n{GOOD}q\n"));
    assert!(told.contains("Exercise 1 of 1 · chat · en-late-parcel") && told.contains("  | hi, order 77120"), "{told}");
    assert!(told.contains("- Name the time or the day") || told.contains("[time/vague]"), "{told}");
    assert!(told.contains("For example:"), "a better sentence: {told}");
    assert!(told.contains("(+") && told.contains("mended:"), "{told}");
    let kept = fs::read_to_string(folder.join("state/drill.log")).expect("it is kept");
    assert_eq!(kept.lines().count(), 2);
    assert!(kept.lines().all(|line| line.starts_with("en-late-parcel ")) && !kept.contains("Leeds"), "{kept}");
    let progress = done(&folder, &["--progress"], "");
    assert!(progress.contains("1 of 50 exercises tried, 2 answers") && progress.contains("×2"), "{progress}");
}

#[test]
fn what_was_not_tried_comes_first() {
    let folder = folder("drill", "order");
    let first = |told: &str| told.lines().next().and_then(|line| line.split(" · ").nth(2)).map(str::to_owned).expect("a heading");
    let one = first(&done(&folder, &["--habit", "time/vague"], VAGUE));
    let other = first(&done(&folder, &["--habit", "time/vague"], VAGUE));
    assert_ne!(one, other);
}

#[test]
fn an_empty_answer_or_the_end_stops() {
    let folder = folder("drill", "stop");
    for typed in ["", ".\n", "\n\n.\n"] {
        let told = done(&folder, &[], typed);
        assert!(!told.contains("of 100"), "{told}");
    }
    assert!(!folder.join("state").exists());
    let told = done(&folder, &["--channel", "sms"], &format!("{VAGUE}n\n{VAGUE}"));
    assert_eq!(told.matches("Exercise ").count(), 2, "{told}");
}

#[test]
fn in_arabic_from_right_to_left() {
    let folder = folder("drill", "arabic");
    let told = done(&folder, &["--scenario", "ar-late-order"], "للأسف ما نقدر نفيدك الحين، بنرد عليك في أقرب وقت.\n.\nq\n");
    assert!(told.starts_with("\u{2068}التمرين 1 من 1 · الدردشة · ar-late-order\u{2069}"), "{told}");
    assert!(told.contains("  | \u{2068}طلبي رقم 77120") && told.contains("من 100، ") && told.contains("مثلا:"), "{told}");
    let told = done(&folder, &["--lang", "ar", "--ui-lang", "en", "--dialect", "maghrebi", "--list"], "");
    assert_eq!(told.lines().count(), 3, "{told}");
}

#[test]
fn own_cases_show_what_was_sent() {
    let folder = folder("drill", "own");
    let turns = serde_json::json!([{"role": "customer", "text": "My parcel 4711 is late. Where is it?"}, {"role": "agent", "text": "We cannot say. Please call again."}]);
    fs::write(folder.join("in.jsonl"), serde_json::json!({"id": "secret-1", "channel": "chat", "turns": turns}).to_string() + "\n").expect("it can be written");
    let told = done(&folder, &["--from", "in.jsonl"], &format!("{GOOD}q\n"));
    assert!(told.contains("What was sent then (") && told.contains("  | We cannot say."), "{told}");
    let kept = fs::read_to_string(folder.join("state/drill.log")).expect("it is kept");
    assert!(kept.starts_with("own-") && !kept.contains("secret") && !kept.contains("4711"), "{kept}");
}

#[test]
fn what_there_is_not_is_told() {
    let folder = folder("drill", "none");
    for (arguments, told) in [
        (&["--scenario", "en-late-parcle"][..], "did you mean `en-late-parcel`?"),
        (&["--habit", "nothing/like-it"], "there is no exercise for this"),
        (&["--from", "nowhere.jsonl"], "nowhere.jsonl"),
    ] {
        let output = drill(&folder, arguments, "");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(String::from_utf8_lossy(&output.stderr).contains(told), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    }
}
