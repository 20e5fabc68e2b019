//! The rows that `rifq score` wrote, read back: as much of them as reports tell. `docs/batch.md` says what each key holds.

use crate::diagnostic::Severity;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::io::{self, BufRead};

/// One reply.
#[derive(Clone, Debug, Deserialize)]
pub struct ReplyRow {
    /// The id of its conversation.
    pub conversation: String,
    /// Its turns, as indices.
    pub turns: Vec<u32>,
    /// Who wrote it.
    pub agent: Option<String>,
    /// `chat`, `email` …
    pub channel: Option<String>,
    /// `en` or `ar`.
    pub language: String,
    /// When it was sent, RFC 3339.
    pub at: Option<String>,
    /// The week of that, `2026-W03`.
    pub week: Option<String>,
    /// 0 to 100.
    pub score: Option<u8>,
    /// The band of the score.
    pub band: Option<String>,
    /// 0 to 100 by category; `None` where it does not apply.
    pub categories: BTreeMap<String, Option<f64>>,
    /// What it does well, by name.
    pub strengths: Vec<String>,
    /// What was found.
    pub findings: Vec<FindingRow>,
}

/// One finding.
#[derive(Clone, Debug, Deserialize)]
pub struct FindingRow {
    /// The rule.
    pub rule: String,
    /// How much it matters.
    pub severity: Severity,
    /// Points of the category's hundred that it costs.
    pub points: f64,
    /// The turn it stands in.
    pub turn: u32,
    /// The byte it begins at.
    pub start: usize,
    /// The byte it ends before.
    pub end: usize,
    /// What was written.
    pub text: String,
    /// The line around it, where there is a suggestion.
    pub before: Option<String>,
    /// The same with the suggestion.
    pub better: Option<String>,
    /// `safe`, `unsafe` or `display`.
    pub applicability: Option<String>,
}

impl FindingRow {
    /// Whether it counts in rates: remarks do not.
    pub fn counts(&self) -> bool {
        self.severity != Severity::Info
    }
}

/// One conversation.
#[derive(Clone, Debug, Deserialize)]
pub struct ConversationRow {
    /// Its id.
    pub id: String,
    /// `chat`, `email` …
    pub channel: Option<String>,
    /// Who wrote its replies.
    pub agents: Vec<String>,
    /// When it began, RFC 3339.
    pub started: Option<String>,
    /// How many replies it has.
    pub replies: usize,
    /// 0 to 100.
    pub score: Option<u8>,
    /// What was said.
    pub turns: Vec<TurnRow>,
}

/// One message.
#[derive(Clone, Debug, Deserialize)]
pub struct TurnRow {
    /// `customer`, `agent`, `bot` or `note`.
    pub role: String,
    /// The words.
    pub text: String,
}

/// The lines of a file of rows, one at a time.
pub struct Lines<R> {
    input: R,
    name: &'static str,
    line: usize,
    buffer: Vec<u8>,
}

impl<R: BufRead> Lines<R> {
    /// Reads `input`; `name` is what errors call it.
    pub fn new(input: R, name: &'static str) -> Self {
        Self { input, name, line: 0, buffer: Vec::new() }
    }

    /// The next row; `None` after the last.
    pub fn row<T: DeserializeOwned>(&mut self) -> io::Result<Option<T>> {
        self.buffer.clear();
        if self.input.read_until(b'\n', &mut self.buffer)? == 0 {
            return Ok(None);
        }
        self.line += 1;
        let row = serde_json::from_slice(&self.buffer);
        row.map(Some).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, format!("{}:{}: {error}", self.name, self.line)))
    }
}
