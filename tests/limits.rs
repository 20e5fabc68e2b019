//! Inputs too large to keep in the repository: refused in bounded memory, told with their place, and the rest is still read.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output};

fn check(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_rifq")).args(["check", "--no-config"]).args(arguments).output().expect("rifq runs")
}

fn file(name: &str, parts: &[(&str, usize)]) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let mut file = std::io::BufWriter::new(std::fs::File::create(&path).expect("the folder can be written"));
    for (text, times) in parts {
        for _ in 0..*times {
            file.write_all(text.as_bytes()).expect("the file can be written");
        }
    }
    path
}

fn lines(bytes: &[u8]) -> Vec<String> {
    String::from_utf8_lossy(bytes).lines().map(str::to_owned).collect()
}

#[test]
fn a_line_of_100_megabytes_is_skipped() {
    let kilobyte = "x ".repeat(512);
    let path = file(
        "long.jsonl",
        &[("{\"id\":\"a\",\"text\":\"Hi.\"}\n{\"id\":\"b\",\"text\":\"", 1), (&kilobyte, 100_000), ("\"}\n{\"id\":\"c\",\"text\":\"Hi.\"}\n", 1)],
    );
    let output = check(&[&path.display().to_string(), "--format", "jsonl"]);
    assert_eq!(output.status.code(), Some(2));
    let reports = lines(&output.stdout);
    assert_eq!(reports.len(), 3);
    assert!(reports[0].contains("\"id\":\"a\"") && reports[1].contains("too_large") && reports[2].contains("\"id\":\"c\""));
    assert!(lines(&output.stderr)[0].ends_with("long.jsonl:2:1: larger than 16777216 bytes; --max-bytes raises the limit"));
}

#[test]
fn an_element_of_100_megabytes_is_skipped() {
    let kilobyte = "x ".repeat(512);
    let path =
        file("long.json", &[("[{\"id\":\"a\",\"text\":\"Hi.\"},\n{\"text\":\"", 1), (&kilobyte, 100_000), ("\"},\n{\"id\":\"c\",\"text\":\"Hi.\"}]", 1)]);
    let output = check(&[&path.display().to_string(), "--format", "jsonl"]);
    assert_eq!(output.status.code(), Some(2));
    let reports = lines(&output.stdout);
    assert!(reports.len() == 3 && reports[1].contains("too_large") && reports[2].contains("\"id\":\"c\""));
    assert!(lines(&output.stderr)[0].contains("long.json:2:1: larger"));
}

#[test]
fn a_large_draft_is_refused() {
    let path = file("large.txt", &[("x ", 9 << 20)]);
    let output = check(&[&path.display().to_string(), "--format", "concise"]);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
    assert!(lines(&output.stderr)[0].contains("large.txt:1:1: larger than"));
}

#[test]
fn many_findings_in_one_line_stay_clipped() {
    for times in [2_000, 16_000] {
        let path = file(&format!("hits-{times}.txt"), &[("Sorry, we cannot do that. ", times)]).display().to_string();
        let output = check(&[&path, "--select", "negative/cannot"]);
        let shown = lines(&output.stdout);
        assert_eq!(shown.iter().filter(|line| line.starts_with("1 |")).count(), times);
        assert!(shown.iter().all(|line| line.chars().count() < 400));
    }
}

#[test]
fn deep_nesting_is_no_trouble() {
    for (name, text) in [("quotes.txt", "\""), ("brackets.txt", "["), ("quoted.txt", ">"), ("tags.html", "<b>"), ("stars.md", "*")] {
        let path = file(name, &[(text, 1_000_000), (" Hello.", 1)]);
        let output = check(&[&path.display().to_string(), "--format", "concise"]);
        assert!(output.status.code().is_some_and(|code| code < 2), "{name}: {}", String::from_utf8_lossy(&output.stderr));
    }
    let path = file("nested.jsonl", &[("{\"x\":", 1_000_000), ("\n{\"text\":\"Hi.\"}\n", 1)]);
    let output = check(&[&path.display().to_string(), "--format", "jsonl"]);
    assert_eq!((output.status.code(), lines(&output.stdout).len()), (Some(2), 2));
}

#[test]
fn a_closed_pipe_is_no_error() {
    use std::process::Stdio;
    let path = file("pipe.txt", &[("Sorry, we cannot do that.\n", 5_000)]);
    let mut child = Command::new(env!("CARGO_BIN_EXE_rifq"))
        .args(["check", "--no-config", "--format", "jsonl"])
        .arg(&path)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("rifq runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("rifq ends");
    assert_eq!((output.status.code(), output.stderr.len()), (Some(0), 0));
}
