//! The bare machinery under 3,000 synthetic patterns of both scripts: compiling, loading, time per kilobyte.
#![allow(clippy::print_stdout, reason = "a bench prints its figures")]

use rifq::rules::{SourceFile, Sources, compile};
use rifq::{Conversation, Language, Linter};
use std::time::{Duration, Instant};

const PATTERNS: usize = 3000;
const ROUNDS: usize = 50;

fn main() {
    let (english, arabic) = (words("abcdefghijklmnopqrstuvwxyz", PATTERNS), words("ابتثجحخدذرزسشصضطظعغفقكلمنهوي", PATTERNS));
    let patterns = |words: &[String]| words.chunks(2).map(|pair| format!("\"{} ~2 {}\"", pair[0], pair[1])).collect::<Vec<_>>().join(",");
    let text = format!(
        "severity = \"hint\"\n[summary]\nen=\"s\"\nar=\"s\"\n[why]\nen=\"s\"\nar=\"s\"\n[message]\nen=\"s\"\nar=\"s\"\n[phrase]\n[[phrase.match]]\nlang=\"en\"\nany=[{}]\n[[phrase.match]]\nlang=\"ar\"\nany=[{}]\n",
        patterns(&english),
        patterns(&arabic)
    );
    let file = SourceFile { path: "synthetic.toml".to_owned(), name: "synthetic/rule".to_owned(), text };
    let sources = Sources { rules: vec![file], ..Sources::default() };
    let start = Instant::now();
    let set = compile(&sources).expect("the synthetic rules compile");
    println!("compile {} patterns from TOML: {:.1} ms", set.programs.len(), start.elapsed().as_secs_f64() * 1e3);
    let bytes: &'static [u8] = postcard::to_stdvec(&set).expect("the set can be written").leak();
    let mut cold = Duration::MAX;
    for _ in 0..ROUNDS {
        let start = Instant::now();
        let set: rifq::RuleSet = postcard::from_bytes(bytes).expect("the set can be read back");
        let built = set.vocabulary().len();
        cold = cold.min(start.elapsed());
        std::hint::black_box(built);
    }
    println!("load the compiled form ({} KB): {:.2} ms", bytes.len() / 1024, cold.as_secs_f64() * 1e3);
    let linter = Linter::new(set);
    for (name, words) in [("latin", &english), ("arabic", &arabic)] {
        let mut text = String::new();
        for word in words.iter().step_by(7) {
            text.push_str(word);
            text.push(' ');
            if text.len() >= 1024 {
                break;
            }
        }
        let conversation = Conversation::draft(text.clone());
        let mut best = Duration::MAX;
        for _ in 0..ROUNDS {
            let start = Instant::now();
            std::hint::black_box(linter.review(&conversation, Language::English));
            best = best.min(start.elapsed());
        }
        println!("{name}: {:.1} us per KB, every word an anchor", best.as_secs_f64() * 1e6 * 1024.0 / f64::from(text.len() as u32));
    }
}

/// Words of 4 to 8 letters from a fixed linear congruential generator, short letters more often than late ones.
fn words(alphabet: &str, count: usize) -> Vec<String> {
    let letters: Vec<char> = alphabet.chars().collect();
    let mut state = 12345_u64;
    let mut next = |bound: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % bound
    };
    (0..count).map(|_| (0..4 + next(5)).map(|_| letters[next(letters.len()) * (1 + next(letters.len())) / letters.len()]).collect()).collect()
}
