//! Any bytes as an export of the helpdesk that the target is named after: conversations or errors, in a finite number.

#![no_main]

use libfuzzer_sys::fuzz_target;
use rifq::read::transcript::{Agents, Kind, Reading, records_of};
use std::path::Path;
use std::sync::LazyLock;

static READING: LazyLock<Reading> = LazyLock::new(|| Reading {
    from: Some(Kind::parse(env!("CARGO_BIN_NAME").trim_start_matches("reader-")).expect("a target is named after its format")),
    agents: Agents(["*@shop.example", "dana", "ali", "Shop"].map(str::to_owned).to_vec()),
    scratch: Some(std::env::temp_dir()),
    max_bytes: 1 << 16,
    ..Reading::default()
});

fuzz_target!(|bytes: &[u8]| {
    for (count, raw) in records_of(Path::new("export"), bytes.to_vec(), &READING).enumerate() {
        assert!(count <= 16 + 4 * bytes.len(), "records without an end");
        if let Ok(transcript) = raw.read(&READING) {
            assert!(transcript.conversation.turns.len() <= 16 + bytes.len(), "turns without an end");
        }
    }
});
