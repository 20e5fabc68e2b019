//! Real replies, found through `RIFQ_DATA`.
#![allow(dead_code, reason = "each test uses a part of it")]

use rifq::{Conversation, Role, Turn};
use std::io::Read;
use std::path::Path;

/// One conversation per agent's turn, with the turns before it.
pub(crate) fn read(path: &Path) -> Vec<Conversation> {
    let file = std::fs::File::open(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut text = String::new();
    flate2::read::GzDecoder::new(file).read_to_string(&mut text).expect("the file is gzip of UTF-8");
    let mut conversations = Vec::new();
    for line in text.lines() {
        let value: serde_json::Value = serde_json::from_str(line).expect("a line is JSON");
        if let Some(text) = value["text"].as_str() {
            conversations.push(Conversation::draft(text));
        }
        let turns: Vec<Turn> = value["turns"].as_array().into_iter().flatten().map(turn).collect();
        let agents = turns.iter().enumerate().filter(|(_, turn)| turn.role == Role::Agent);
        conversations.extend(agents.map(|(at, _)| Conversation { turns: turns[..=at].to_vec(), ..Conversation::default() }));
    }
    conversations
}

fn turn(value: &serde_json::Value) -> Turn {
    let role = if value["role"] == "agent" { Role::Agent } else { Role::Customer };
    Turn { role, text: value["text"].as_str().unwrap_or_default().to_owned(), ..Turn::default() }
}

/// Puts the items into an order that the seed decides.
pub(crate) fn shuffle<T>(items: &mut [T], seed: u64) {
    let mut state = seed;
    for at in (1..items.len()).rev() {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        items.swap(at, (state >> 33) as usize % (at + 1));
    }
}
