//! Tables with a row a message, the rows of a conversation one after the other, or with a row a reply.

use super::super::csv::{Cell, Rows};
use super::super::source::Opened;
use super::super::{ReadError, ReadErrorKind};
use super::channel::channel;
use super::columns::{Column, Found};
use super::json_lines::{author, closed};
use super::{Raw, Reading, Zone, rating, role};
use crate::conversation::{Role, Turn};
use crate::transcript::Transcript;
use rustc_hash::FxHashSet;
use std::hash::BuildHasher as _;

/// The rows of a table, after its header.
type Cells = Box<dyn Iterator<Item = Result<Vec<Cell>, ReadError>> + Send>;

/// The conversations of a table.
pub(super) struct Table {
    name: String,
    rows: Cells,
    found: Found,
    zone: Zone,
    /// The conversation that the last rows belong to.
    open: Option<Transcript>,
    /// What comes before the next row.
    waiting: Option<Raw>,
    /// Hashes of the conversations that are done.
    done: FxHashSet<u64>,
}

impl Table {
    /// Reads the header.
    pub(super) fn open(opened: Opened, reading: &Reading) -> Result<Self, ReadError> {
        let name = opened.name.clone();
        let mut rows = Rows::new(opened);
        let header = rows.row().unwrap_or_else(|| Ok(Vec::new()))?;
        Self::of(&name, (header, Box::new(std::iter::from_fn(move || rows.row()))), reading)
    }

    /// The table with this header and these rows.
    pub(super) fn of(name: &str, (header, rows): (Vec<Cell>, Cells), reading: &Reading) -> Result<Self, ReadError> {
        let names: Vec<&str> = header.iter().map(|cell| cell.text.as_str()).collect();
        let found = reading.columns.find(&names).map_err(|message| ReadError::whole(name, ReadErrorKind::Request { code: "invalid_csv", message }))?;
        Ok(Self { name: name.to_owned(), rows, found, zone: reading.zone.clone(), open: None, waiting: None, done: FxHashSet::default() })
    }

    /// Adds a row to the open conversation, or to a new one; gives the one that is done.
    fn add(&mut self, row: &[Cell]) -> Result<Option<Transcript>, ReadError> {
        let found = std::mem::take(&mut self.found);
        let result = self.add_row(row, &found);
        self.found = found;
        result
    }

    fn add_row(&mut self, row: &[Cell], found: &Found) -> Result<Option<Transcript>, ReadError> {
        let line = row.first().map_or(1, |cell| cell.line);
        let get = |column| found.get(column, |at| row.get(at).map(|cell| cell.text.as_str()));
        let error = |id: Option<&str>, message: String| ReadError {
            file: self.name.clone(),
            line,
            column: 1,
            id: id.map(str::to_owned),
            kind: ReadErrorKind::Request { code: "invalid_row", message },
        };
        let id = get(Column::Conversation);
        let told =
            get(Column::Role).map(|word| direction(word).ok_or_else(|| error(id, format!("unknown role `{}`", word.chars().take(40).collect::<String>()))));
        let mut turns = Vec::new();
        let at = get(Column::At).and_then(|time| self.zone.parse(time));
        turns.extend(get(Column::Customer).map(|text| Turn { role: Role::Customer, text: text.to_owned(), ..Turn::default() }));
        if let Some(text) = get(Column::Text) {
            let hidden = get(Column::Public).is_some_and(|word| matches!(word.trim().to_ascii_lowercase().as_str(), "no" | "false" | "0" | "private"));
            let role = if hidden { Role::Note } else { told.transpose()?.unwrap_or_default() };
            turns.push(Turn { role, text: text.to_owned(), at, author: get(Column::Author).map(str::to_owned), ..Turn::default() });
        }
        let same = id.is_some() && self.open.as_ref().is_some_and(|open| open.conversation.id.as_deref() == id);
        let mut before = None;
        if !same {
            if let Some(id) = id
                && self.done.contains(&hash(id))
            {
                return Err(error(Some(id), format!("the rows of conversation `{id}` do not stand together; sort the table by conversation and time")));
            }
            before = self.close();
            self.open = Some(Transcript { file: self.name.clone(), line, ..Transcript::default() });
        }
        let Some(open) = &mut self.open else { return Ok(before) };
        open.conversation.id = open.conversation.id.take().or_else(|| id.map(str::to_owned));
        open.conversation.channel = open.conversation.channel.or_else(|| get(Column::Channel).and_then(channel));
        open.conversation.subject = open.conversation.subject.take().or_else(|| get(Column::Subject).map(str::to_owned));
        open.conversation.turns.extend(turns);
        open.team = open.team.take().or_else(|| get(Column::Team).map(str::to_owned));
        open.customer = open.customer.take().or_else(|| get(Column::CustomerId).map(str::to_owned));
        open.closed = get(Column::Status).and_then(closed).or(open.closed);
        open.ratings.csat = open.ratings.csat.or_else(|| get(Column::Csat).and_then(rating::csat));
        open.ratings.nps = open.ratings.nps.or_else(|| get(Column::Nps).and_then(rating::nps));
        open.ratings.ces = open.ratings.ces.or_else(|| get(Column::Ces).and_then(rating::ces));
        Ok(before)
    }

    /// The open conversation, done.
    fn close(&mut self) -> Option<Transcript> {
        let mut open = self.open.take()?;
        if let Some(id) = &open.conversation.id {
            self.done.insert(hash(id));
        }
        open.customer = open.customer.or_else(|| author(&open.conversation.turns, Role::Customer));
        Some(open)
    }
}

impl Iterator for Table {
    type Item = Raw;

    fn next(&mut self) -> Option<Raw> {
        if let Some(raw) = self.waiting.take() {
            return Some(raw);
        }
        loop {
            let Some(row) = self.rows.next() else { return self.close().map(|done| Raw::Whole(Box::new(done))) };
            match row.and_then(|row| self.add(&row)) {
                Ok(None) => {}
                Ok(Some(done)) => return Some(Raw::Whole(Box::new(done))),
                Err(error) => return Some(Raw::Bad(Box::new(error))),
            }
        }
    }
}

/// A role by its name, or by the direction of the message.
fn direction(word: &str) -> Option<Role> {
    match word.trim().to_ascii_lowercase().as_str() {
        "in" | "incoming" | "inbound" => Some(Role::Customer),
        "out" | "outgoing" | "outbound" => Some(Role::Agent),
        _ => role::role(word),
    }
}

fn hash(id: &str) -> u64 {
    rustc_hash::FxBuildHasher.hash_one(id)
}
