//! What waits for an answer, the most pressing first: `triage.csv`.

use crate::batch::Sketch;
use serde::Deserialize;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;

/// The most conversations in the list.
const MOST: usize = 1000;

/// What of a row is told.
#[derive(Debug, Deserialize)]
struct Row {
    id: String,
    channel: Option<String>,
    team: Option<String>,
    customer: Option<String>,
    subject: Option<String>,
    agents: Vec<String>,
}

/// How pressing: the customer's need, whether many are affected, how long it waits, and its place in the input.
type Rank = (Reverse<u8>, Reverse<bool>, Reverse<i64>, u64);

/// One line of the list.
#[derive(Debug)]
pub(super) struct Line {
    row: Row,
    /// Since when it waits.
    since: Option<String>,
    /// How long, in seconds.
    pub seconds: Option<i64>,
    /// 0 to 3.
    pub urgency: u8,
    /// Many are affected.
    pub widespread: bool,
}

/// The list.
#[derive(Debug, Default)]
pub(super) struct Triage {
    lines: BTreeMap<Rank, Line>,
    seen: u64,
}

impl Triage {
    /// Adds a conversation that waits; `row` is its row.
    pub(super) fn add(&mut self, sketch: &Sketch, row: &[u8], as_of: Option<i64>) -> io::Result<()> {
        let Some(wait) = sketch.wait else { return Ok(()) };
        self.seen += 1;
        let seconds = wait.since.zip(as_of).map(|(since, as_of)| (as_of - since).max(0) / 1000);
        let rank = (Reverse(wait.urgency), Reverse(wait.widespread), Reverse(seconds.unwrap_or(-1)), self.seen);
        if self.lines.len() >= MOST && self.lines.last_key_value().is_some_and(|(last, _)| *last < rank) {
            return Ok(());
        }
        let since = wait.since.and_then(crate::batch::row::time);
        let line = Line { row: serde_json::from_slice(row)?, since, seconds, urgency: wait.urgency, widespread: wait.widespread };
        self.lines.insert(rank, line);
        if self.lines.len() > MOST {
            self.lines.pop_last();
        }
        Ok(())
    }

    /// The list as a table.
    pub(super) fn csv(&self) -> String {
        let mut out = "rank,conversation,channel,team,customer,subject,agent,urgency,widespread,waiting_since,waited_seconds\n".to_owned();
        for (line, rank) in self.lines.values().zip(1..) {
            let _ = write!(out, "{rank}");
            let Row { id, channel, team, customer, subject, agents } = &line.row;
            for text in [Some(id), channel.as_ref(), team.as_ref(), customer.as_ref(), subject.as_ref(), agents.last()] {
                out.push(',');
                crate::batch::cell(&mut out, text.map_or("", String::as_str));
            }
            let (since, seconds) = (line.since.as_deref().unwrap_or_default(), line.seconds.map_or_else(String::new, |seconds| seconds.to_string()));
            let _ = writeln!(out, ",{},{},{since},{seconds}", line.urgency, line.widespread);
        }
        out
    }
}
