//! `rifq fix` on files: what is not changed stays byte for byte, nothing gets worse, and doing it twice changes nothing.

#![allow(clippy::print_stdout, reason = "a test that passes over says so")]

#[path = "support/program.rs"]
mod program;
mod support;

use program::{command, folder};
use rifq::catalogue::embedded;
use rifq::diagnostic::{Applicability, Edit, Severity};
use rifq::mend::mend;
use rifq::{Channel, Conversation, Language, Linter, Role, Turn};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;
use std::sync::atomic::{AtomicUsize, Ordering};

fn fix(folder: &Path, arguments: &[&str]) -> Output {
    command(folder, &["fix"]).args(arguments).output().expect("rifq can be run")
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

#[test]
fn bytes_outside_the_changes_stay() {
    let folder = folder("fix", "bytes");
    let draft = "\u{feff}+++\r\nchannel = \"email\"\r\n+++\r\nHi Sara,\r\n\r\nPlease be advised that your order left today.\t \r\n\r\nBest,\r\nOmar";
    fs::write(folder.join("reply.md"), draft).expect("written");
    let output = fix(&folder, &["reply.md"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let after = fs::read_to_string(folder.join("reply.md")).expect("it is there");
    assert_eq!(after, draft.replace("Please be advised that your", "Your"));
    fix(&folder, &["reply.md"]);
    assert_eq!(fs::read_to_string(folder.join("reply.md")).expect("it is there"), after, "twice is once");
    let left: Vec<_> = fs::read_dir(&folder).expect("it is there").collect();
    assert_eq!(left.len(), 1, "no file beside it");
}

#[test]
fn looking_writes_nothing() {
    let folder = folder("fix", "looking");
    let draft = "Please be advised that your order left today.\n";
    fs::write(folder.join("reply.txt"), draft).expect("written");
    let diff = fix(&folder, &["--diff", "."]);
    assert_eq!(diff.status.code(), Some(1), "{}", said(&diff));
    assert!(said(&diff).contains("-Please be advised that your order left today.\n+Your order left today.\n"), "{}", said(&diff));
    let dry = fix(&folder, &["--dry-run", "reply.txt"]);
    assert_eq!(dry.status.code(), Some(1));
    assert!(said(&dry).starts_with("reply.txt: clarity/"), "{}", said(&dry));
    assert_eq!(fs::read_to_string(folder.join("reply.txt")).expect("it is there"), draft);
}

#[test]
fn what_cannot_be_written_back_is_named() {
    let folder = folder("fix", "refused");
    let mail = "From: a@example.com\nSubject: Hi\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\nPlease be advised that your order=\n left today.\n";
    fs::write(folder.join("mail.eml"), mail).expect("written");
    let requests = "{\"text\": \"Please be advised that your order left \\u0074oday.\"}\n";
    fs::write(folder.join("requests.jsonl"), requests).expect("written");
    let output = fix(&folder, &["mail.eml", "requests.jsonl"]);
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    assert!(said(&output).contains("mail.eml: this text stands encoded in its file"), "{}", said(&output));
    assert!(said(&output).contains("requests.jsonl:1: this text stands encoded in its file"), "{}", said(&output));
    assert_eq!(fs::read_to_string(folder.join("mail.eml")).expect("it is there"), mail);
    assert_eq!(fs::read_to_string(folder.join("requests.jsonl")).expect("it is there"), requests);
}

/// The labelled drafts as conversations.
fn corpus() -> Vec<(String, Conversation)> {
    let mut conversations = Vec::new();
    for file in ["corpus/en.jsonl", "corpus/ar.jsonl"] {
        let text = fs::read_to_string(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(file)).expect("the corpus is there");
        for line in text.lines() {
            let row: serde_json::Value = serde_json::from_str(line).expect("a line of JSON");
            let said = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
            let mut turns: Vec<Turn> =
                row["context"].as_array().into_iter().flatten().map(|text| Turn { role: Role::Customer, text: said(text), ..Turn::default() }).collect();
            turns.push(Turn { role: Role::Agent, text: said(&row["reply"]), ..Turn::default() });
            let channel = row["channel"].as_str().and_then(Channel::parse);
            let mut conversation = Conversation { channel, turns, ..Conversation::default() };
            conversation.customer.name = row["customer"]["name"].as_str().map(str::to_owned);
            conversations.push((said(&row["id"]), conversation));
        }
    }
    conversations
}

/// The findings of a draft by rule: those that weigh, and all.
fn counts(linter: &Linter, conversation: &Conversation) -> BTreeMap<String, (usize, usize)> {
    let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for finding in linter.review(conversation, Language::English).diagnostics {
        let count = counts.entry(finding.rule.to_string()).or_default();
        count.0 += usize::from(finding.severity > Severity::Info);
        count.1 += 1;
    }
    counts
}

/// The edits of all rounds, applied by hand: what they do not name stays byte for byte.
fn replayed(text: &str, rounds: &[Vec<Edit>]) -> String {
    let mut text = text.to_owned();
    for round in rounds {
        for edit in round.iter().rev() {
            text.replace_range(edit.span.start as usize..edit.span.end as usize, &edit.text);
        }
    }
    text
}

/// Mends a draft, and mends it again; how many findings were served.
fn held(linter: &Linter, id: &str, conversation: &Conversation) -> usize {
    let before = counts(linter, conversation);
    let draft = &conversation.turns.last().expect("a draft").text;
    let once = mend(linter, conversation, Applicability::Unsafe);
    assert_eq!(replayed(draft, &once.rounds), once.text, "{id}: more changed than the edits say");
    let mut changed = conversation.clone();
    changed.turns.last_mut().expect("a draft").text.clone_from(&once.text);
    let after = counts(linter, &changed);
    let sum = |counts: &BTreeMap<String, (usize, usize)>| counts.values().map(|count| count.1).sum::<usize>();
    for (rule, count) in &after {
        let known = before.get(rule).copied().unwrap_or_default();
        assert!(count.0 <= known.0 && count.1 <= known.1, "{id}: {rule} was found {known:?} and is found {count:?} after the fix");
    }
    assert!(sum(&after) <= sum(&before) && once.left == sum(&after), "{id}: more findings than before");
    assert_eq!(mend(linter, &changed, Applicability::Unsafe).text, once.text, "{id}: twice is not once");
    once.fixed.len()
}

#[test]
fn nothing_gets_worse_and_twice_is_once() {
    let linter = Linter::new(embedded::rules());
    let fixed: usize = corpus().iter().map(|(id, conversation)| held(&linter, id, conversation)).sum();
    assert!(fixed > 0, "the corpus has something to fix");
}

#[test]
fn real_replies_get_no_worse() {
    const ENGLISH: usize = 9_600;
    const SEED: u64 = 5;
    let Some(root) = std::env::var_os("RIFQ_DATA").map(PathBuf::from) else {
        println!("passed over: RIFQ_DATA does not name the folder that holds data/");
        return;
    };
    let mut conversations = support::real::read(&root.join("data/conversations-en.jsonl.gz"));
    support::real::shuffle(&mut conversations, SEED);
    conversations.truncate(ENGLISH);
    let english = conversations.len();
    conversations.extend(support::real::read(&root.join("data/replies-ar.jsonl.gz")));
    let linter = Linter::new(embedded::rules());
    let (next, fixed, drafts) = (AtomicUsize::new(0), AtomicUsize::new(0), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(conversation) = conversations.get(at) else { break };
                    let served = held(&linter, &format!("reply {at}"), conversation);
                    fixed.fetch_add(served, Ordering::Relaxed);
                    drafts.fetch_add(usize::from(served > 0), Ordering::Relaxed);
                }
            });
        }
    });
    println!(
        "{english} English and {} Arabic replies: {} findings fixed in {} of them",
        conversations.len() - english,
        fixed.into_inner(),
        drafts.into_inner()
    );
}
