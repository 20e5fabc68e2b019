//! Real replies (`RIFQ_DATA`): the review, against folding with a bare Aho-Corasick pass over the same words, and against `rg -c -f` with them.
#![allow(clippy::print_stdout, reason = "a bench prints its figures")]

use rifq::catalogue::embedded;
use rifq::text::fold::fold_str;
use rifq::{Conversation, Language, Linter};
use std::io::Read;
use std::time::{Duration, Instant};

const ROUNDS: usize = 7;

fn main() {
    let Some(root) = std::env::var_os("RIFQ_DATA") else {
        println!("throughput: RIFQ_DATA is not set, nothing measured");
        return;
    };
    let root = std::path::PathBuf::from(root).join("data");
    for (name, language) in [("conversations-en.jsonl.gz", Language::English), ("replies-ar.jsonl.gz", Language::Arabic)] {
        let replies = replies(&root.join(name));
        measure(name, language, &replies);
    }
}

fn measure(name: &str, language: Language, replies: &[String]) {
    let bytes: usize = replies.iter().map(String::len).sum();
    let linter = Linter::new(embedded::rules());
    let conversations: Vec<Conversation> = replies.iter().map(|reply| Conversation::draft(reply.as_str())).collect();
    let words: Vec<&str> = linter.rules().anchor_words(language).collect();
    let automaton = aho_corasick::AhoCorasick::new(&words).expect("the words make an automaton");
    let (mut review, mut bare) = (Duration::MAX, Duration::MAX);
    let mut findings = 0;
    let mut hits = 0;
    for _ in 0..ROUNDS {
        let start = Instant::now();
        findings = conversations.iter().map(|conversation| linter.review(conversation, Language::English).diagnostics.len()).sum();
        review = review.min(start.elapsed());
        let start = Instant::now();
        hits = replies.iter().map(|reply| automaton.find_overlapping_iter(&fold_str(reply)).count()).sum::<usize>();
        bare = bare.min(start.elapsed());
    }
    let megabytes = u32::try_from(bytes).map_or(f64::MAX, f64::from) / 1e6;
    let rate = |time: Duration| megabytes / time.as_secs_f64();
    println!("{name}: {} replies, {bytes} bytes, {findings} findings, {hits} words met", replies.len());
    println!("  review {:.1} MB/s, fold and bare pass {:.1} MB/s, ratio {:.2}", rate(review), rate(bare), rate(review) / rate(bare));
    if let Some(rg) = ripgrep(&words, replies) {
        println!("  rg -c -f: {:.1} MB/s, review to rg {:.2}", rate(rg), rate(review) / rate(rg));
    } else {
        println!("  rg is not installed");
    }
}

fn ripgrep(words: &[&str], replies: &[String]) -> Option<Duration> {
    let folder = std::env::temp_dir().join(format!("rifq-throughput-{}", std::process::id()));
    std::fs::create_dir_all(&folder).ok()?;
    let (list, text) = (folder.join("words"), folder.join("text"));
    std::fs::write(&list, words.join("\n")).ok()?;
    std::fs::write(&text, replies.iter().map(|reply| reply.replace('\n', " ")).collect::<Vec<_>>().join("\n")).ok()?;
    let mut best = None;
    for _ in 0..ROUNDS {
        let start = Instant::now();
        let run = std::process::Command::new("rg").args(["-c", "-F", "-f"]).arg(&list).arg(&text).output();
        if run.is_err() {
            break;
        }
        best = Some(best.unwrap_or(Duration::MAX).min(start.elapsed()));
    }
    std::fs::remove_dir_all(&folder).ok()?;
    best
}

fn replies(path: &std::path::Path) -> Vec<String> {
    let file = std::fs::File::open(path).expect("the data file opens");
    let mut text = String::new();
    flate2::read::GzDecoder::new(file).read_to_string(&mut text).expect("the data file is gzip of UTF-8");
    let mut replies = Vec::new();
    for line in text.lines() {
        let value: serde_json::Value = serde_json::from_str(line).expect("a line is JSON");
        if let Some(text) = value["text"].as_str() {
            replies.push(text.to_owned());
        }
        for turn in value["turns"].as_array().into_iter().flatten().filter(|turn| turn["role"] == "agent") {
            replies.extend(turn["text"].as_str().map(str::to_owned));
        }
    }
    replies
}
