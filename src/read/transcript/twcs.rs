//! The table of customer support on Twitter, `twcs.csv`: a row a tweet, in any order, each naming the tweet it answers.

use super::super::csv::Rows;
use super::super::source::Opened;
use super::super::{ReadError, ReadErrorKind};
use super::join::{Join, Joined};
use super::{Raw, Reading};
use crate::conversation::{Channel, Conversation, Role, Turn};
use crate::transcript::Transcript;
use rustc_hash::FxHashMap;

/// The columns that a header must have.
const HEADER: [&str; 5] = ["tweet_id", "author_id", "inbound", "created_at", "text"];

/// Whether a table is this one.
pub(super) fn is_table(start: &[u8]) -> bool {
    let line = String::from_utf8_lossy(start.split(|&byte| byte == b'\n').next().unwrap_or_default()).into_owned();
    HEADER.iter().all(|name| line.split(',').any(|column| column.trim().trim_matches('"') == *name))
}

/// The conversations of the table.
pub(super) struct Tweets {
    name: String,
    joined: Joined,
}

impl Tweets {
    pub(super) fn open(opened: Opened, reading: &Reading) -> Result<Self, ReadError> {
        let name = opened.name.clone();
        let failed = |error: std::io::Error| ReadError::whole(&name, error);
        let mut join = Join::new(reading.scratch_file("tweets").map_err(failed)?);
        let mut rows = Rows::new(opened);
        let header = rows.row().unwrap_or_else(|| Ok(Vec::new()))?;
        let place = |wanted: &str| header.iter().position(|cell| cell.text.trim() == wanted);
        let found: Vec<Option<usize>> = HEADER.iter().map(|wanted| place(wanted)).collect();
        let parent = place("in_response_to_tweet_id");
        let (mut parents, mut bad) = (FxHashMap::<u64, u64>::default(), Vec::new());
        while let Some(row) = rows.row() {
            let row = match row {
                Ok(row) => row,
                Err(error) => {
                    bad.push(error);
                    continue;
                }
            };
            let cell = |at: Option<usize>| at.and_then(|at| row.get(at)).map_or("", |cell| cell.text.trim());
            let line = row.first().map_or(1, |cell| cell.line);
            let Ok(id) = cell(found[0]).parse::<u64>() else {
                let kind = ReadErrorKind::Request { code: "invalid_row", message: "the tweet has no number".to_owned() };
                bad.push(ReadError { file: name.clone(), line, column: 1, id: None, kind });
                continue;
            };
            if let Ok(parent) = cell(parent).trim_end_matches(".0").parse::<u64>() {
                parents.insert(id, parent);
            }
            let role = if cell(found[2]).eq_ignore_ascii_case("true") { Role::Customer } else { Role::Agent };
            let author = Some(cell(found[1]).to_owned()).filter(|author| !author.is_empty());
            let turn = Turn { role, text: cell(found[4]).to_owned(), at: reading.zone.parse(cell(found[3])), author, ..Turn::default() };
            if !turn.text.is_empty() {
                join.add(id, line, turn).map_err(failed)?;
            }
        }
        let joined = join.finish(bad, |id| root(&parents, id)).map_err(failed)?;
        Ok(Self { name, joined })
    }
}

/// The tweet that the thread of a tweet began with. The file may not hold it; answers to one tweet belong together all the same.
fn root(parents: &FxHashMap<u64, u64>, id: u64) -> u64 {
    let (mut at, mut steps) = (id, 0);
    // A tweet cannot answer itself; a table that says so is not followed for ever.
    while let Some(&parent) = parents.get(&at).filter(|_| steps < 10_000) {
        (at, steps) = (parent, steps + 1);
    }
    at
}

impl Iterator for Tweets {
    type Item = Raw;

    fn next(&mut self) -> Option<Raw> {
        self.joined.raw(&self.name, |_, turns: Vec<Turn>| {
            let customer = super::json_lines::author(&turns, Role::Customer);
            let team = super::json_lines::author(&turns, Role::Agent);
            let conversation = Conversation { channel: Some(Channel::Social), turns, ..Conversation::default() };
            Transcript { conversation, source: Some("twcs".to_owned()), team, customer, ..Transcript::default() }
        })
    }
}
