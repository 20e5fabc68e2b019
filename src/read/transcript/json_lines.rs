//! A conversation a line, `{"id", "channel", "turns": [{"role", "text", "author"?, "at"?}]}`, or a request a line.

use super::super::request::Piece;
use super::super::source::Opened;
use super::super::{ReadError, ReadErrorKind, jsonl};
use super::channel::channel;
use super::shapes::{Word, text};
use super::{Kind, Raw, Reading, rating, role};
use crate::conversation::{Conversation, Person, Role, Turn};
use crate::text::Language;
use crate::transcript::{Ratings, Transcript};
use crate::wire::Request;
use serde::Deserialize;
use std::sync::Arc;

/// The lines of a file.
pub(super) struct Lines {
    lines: jsonl::Lines,
    file: Arc<str>,
}

impl Lines {
    pub(super) fn new(opened: Opened) -> Self {
        Self { file: opened.name.as_str().into(), lines: jsonl::Lines::new(opened) }
    }
}

impl Iterator for Lines {
    type Item = Raw;

    fn next(&mut self) -> Option<Raw> {
        let file = &self.file;
        let line = self
            .lines
            .next_as(|piece| Ok(Raw::Line { kind: Kind::JsonLines, file: file.clone(), line: piece.line, offset: piece.offset, bytes: piece.bytes }))?;
        Some(line.unwrap_or_else(|error| Raw::Bad(Box::new(error))))
    }
}

/// A conversation of our own shape. Keys that are not listed are passed over.
#[derive(Deserialize)]
struct Line {
    id: Option<Word>,
    source: Option<Word>,
    channel: Option<Word>,
    language: Option<Word>,
    subject: Option<Word>,
    team: Option<Word>,
    queue: Option<Word>,
    agent: Option<Known>,
    customer: Option<Known>,
    status: Option<Word>,
    closed_at: Option<Word>,
    #[serde(alias = "csat")]
    rating: Option<Word>,
    nps: Option<Word>,
    ces: Option<Word>,
    turns: Option<Vec<Said>>,
}

/// A person: a name, or what is known.
#[derive(Deserialize)]
#[serde(untagged)]
enum Known {
    Name(Word),
    Person { id: Option<Word>, name: Option<String> },
}

impl Known {
    /// Id and name.
    fn parts(self) -> (Option<String>, Option<String>) {
        match self {
            Self::Name(Word(name)) => (Some(name.clone()), Some(name)),
            Self::Person { id, name } => (text(id), name),
        }
    }
}

#[derive(Deserialize)]
struct Said {
    role: String,
    #[serde(default)]
    text: Option<String>,
    author: Option<Word>,
    at: Option<Word>,
}

/// The conversation of a line.
pub(super) fn transcript(piece: &Piece<'_>, reading: &Reading) -> Result<Transcript, ReadError> {
    let json = piece.text()?;
    let mut line: Line = piece.parse(json)?;
    let Some(said) = line.turns.take() else { return request(piece, json, reading) };
    let mut turns = Vec::with_capacity(said.len());
    for said in said {
        let Some(role) = role::role(&said.role) else {
            let message = format!("unknown role `{}`; write customer, agent, bot or note", said.role.chars().take(40).collect::<String>());
            return Err(piece.error(1, 1, text(line.id), ReadErrorKind::Request { code: "invalid_request", message }));
        };
        let body = said.text.filter(|text| !text.trim().is_empty());
        turns.extend(body.map(|body| Turn { role, text: body, author: text(said.author), at: at(said.at, reading), ..Turn::default() }));
    }
    let (agent, _) = line.agent.map(Known::parts).unwrap_or_default();
    let (customer, name) = line.customer.map(Known::parts).unwrap_or_default();
    let customer = customer.or_else(|| author(&turns, Role::Customer));
    let conversation = Conversation {
        id: text(line.id),
        channel: line.channel.as_ref().and_then(|word| channel(&word.0)),
        language: line.language.and_then(|word| language(&word.0)),
        customer: Person { name, gender: None },
        subject: text(line.subject),
        turns,
        ..Conversation::default()
    };
    let status = text(line.status);
    Ok(Transcript {
        conversation,
        file: piece.file.to_owned(),
        line: piece.line,
        source: text(line.source),
        team: text(line.team).or_else(|| text(line.queue)),
        agent,
        customer,
        closed: status.as_deref().and_then(closed),
        closed_at: at(line.closed_at, reading),
        ratings: Ratings {
            csat: line.rating.and_then(|word| rating::csat(&word.0)),
            nps: line.nps.and_then(|word| rating::nps(&word.0)),
            ces: line.ces.and_then(|word| rating::ces(&word.0)),
        },
    })
}

/// A request: the draft is the last turn.
fn request(piece: &Piece<'_>, json: &str, reading: &Reading) -> Result<Transcript, ReadError> {
    let request: Request = piece.parse(json)?;
    let (mut conversation, _) = request.conversation();
    let times = request.thread.iter().map(|turn| turn.at.as_deref()).chain([request.now.as_deref()]);
    for (turn, time) in conversation.turns.iter_mut().zip(times) {
        turn.at = time.and_then(|time| reading.zone.parse(time));
    }
    conversation.turns.retain(|turn| !turn.text.trim().is_empty());
    let agent = request.agent.and_then(|agent| agent.id.or(agent.name));
    let customer = request.customer.and_then(|customer| customer.id).or_else(|| author(&conversation.turns, Role::Customer));
    Ok(Transcript {
        conversation,
        file: piece.file.to_owned(),
        line: piece.line,
        team: request.team.or(request.queue),
        agent,
        customer,
        ..Transcript::default()
    })
}

fn at(word: Option<Word>, reading: &Reading) -> Option<i64> {
    reading.zone.parse(&word?.0)
}

/// The first author of a role.
pub(super) fn author(turns: &[Turn], role: Role) -> Option<String> {
    turns.iter().find(|turn| turn.role == role && turn.author.is_some()).and_then(|turn| turn.author.clone())
}

/// The language that a word names.
pub(super) fn language(word: &str) -> Option<Language> {
    match word.trim().to_ascii_lowercase().get(..2)? {
        "ar" => Some(Language::Arabic),
        "en" => Some(Language::English),
        _ => None,
    }
}

/// Whether a status means that the matter is closed; `None` for an unknown word.
pub(super) fn closed(status: &str) -> Option<bool> {
    match status.trim().to_ascii_lowercase().as_str() {
        "closed" | "solved" | "resolved" | "done" | "archived" => Some(true),
        "open" | "new" | "pending" | "hold" | "on_hold" | "on-hold" | "waiting" | "snoozed" | "active" | "unassigned" | "assigned" => Some(false),
        _ => None,
    }
}
