//! Every reply of a folder of real text, found through `RIFQ_DATA`: no panic, the same output twice, places that hold.

#![allow(clippy::print_stdout, reason = "a test that passes over says so")]

mod support;

use rifq::catalogue::embedded;
use rifq::{Conversation, Language, Linter, Markup};
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

#[test]
fn english_conversations() {
    review_all("conversations-en.jsonl.gz");
}

#[test]
fn arabic_replies() {
    review_all("replies-ar.jsonl.gz");
}

fn review_all(name: &str) {
    let Some(root) = std::env::var_os("RIFQ_DATA") else {
        println!("passed over: RIFQ_DATA does not name the folder that holds data/{name}");
        return;
    };
    let conversations = support::real::read(&PathBuf::from(root).join("data").join(name));
    assert!(!conversations.is_empty(), "{name} holds no reply");
    let linter = Linter::new(embedded::rules());
    let (next, findings) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some(conversation) = conversations.get(next.fetch_add(1, Ordering::Relaxed)) {
                    findings.fetch_add(review(&linter, conversation), Ordering::Relaxed);
                }
            });
        }
    });
    println!("{name}: {} replies, {} findings", conversations.len(), findings.into_inner());
}

/// Reviews one reply; returns how many findings it has.
fn review(linter: &Linter, conversation: &Conversation) -> usize {
    let draft = conversation.turns.last().map_or("", |turn| turn.text.as_str());
    let review = linter.review(conversation, Language::English);
    assert_eq!(review, linter.review(conversation, Language::English), "another result the second time: {draft}");
    if let Some(fault) = support::misplaced(&review, draft, Markup::Plain) {
        panic!("{fault}\nin: {draft}");
    }
    review.diagnostics.len()
}
