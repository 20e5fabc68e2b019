//! Exports whose records are messages, those of a conversation one after the other: joined here.

use super::super::request::Piece;
use super::super::{ReadError, ReadErrorKind};
use super::objects::{Found, Objects};
use super::{Kind, Raw, Reading, chatwoot, freshdesk, front, twilio, zammad};
use crate::conversation::{Channel, Role, Turn};
use crate::transcript::Transcript;
use rustc_hash::FxHashSet;
use std::hash::BuildHasher as _;

/// One message, and the conversation it belongs to.
#[derive(Clone, Debug, Default)]
pub(super) struct Message {
    /// The conversation; all messages without one are one conversation.
    pub key: Option<String>,
    /// What was said; `None` for drafts, deleted messages and the like.
    pub turn: Option<Turn>,
    /// Where.
    pub channel: Option<Channel>,
    /// The subject.
    pub subject: Option<String>,
    /// Satisfaction.
    pub csat: Option<u16>,
}

/// The conversations of a file of messages.
pub(super) struct Messages {
    objects: Objects,
    kind: Kind,
    reading: Reading,
    open: Option<Transcript>,
    waiting: Option<Raw>,
    done: FxHashSet<u64>,
}

impl Messages {
    pub(super) fn new(objects: Objects, kind: Kind, reading: &Reading) -> Self {
        Self { objects, kind, reading: reading.clone(), open: None, waiting: None, done: FxHashSet::default() }
    }

    fn read(&self, found: Found) -> Result<(u32, Message), ReadError> {
        let piece = Piece { file: self.objects.name(), line: found.line, column: 1, offset: found.offset, bytes: found.bytes };
        let (json, reading) = (piece.text()?, &self.reading);
        let message = match self.kind {
            Kind::Freshdesk => piece.parse::<freshdesk::Entry>(json)?.message(reading),
            Kind::Front => piece.parse::<front::Entry>(json)?.message(reading),
            Kind::Zammad => piece.parse::<zammad::Article>(json)?.message(reading),
            Kind::Twilio => piece.parse::<twilio::Entry>(json)?.message(reading),
            _ => piece.parse::<chatwoot::Entry>(json)?.message(reading),
        };
        Ok((found.line, message))
    }

    /// Adds a message; gives the conversation before it when that is done.
    fn add(&mut self, line: u32, message: Message) -> Result<Option<Transcript>, ReadError> {
        let mut before = None;
        if self.open.as_ref().is_none_or(|open| open.conversation.id != message.key) {
            if let Some(key) = message.key.as_deref().filter(|key| self.done.contains(&hash(key))) {
                let told = format!("the messages of conversation `{key}` do not stand together; sort the export by conversation and time");
                let kind = ReadErrorKind::Request { code: "invalid_row", message: told };
                return Err(ReadError { file: self.objects.name().to_owned(), line, column: 1, id: Some(key.to_owned()), kind });
            }
            before = self.close();
            let mut open = Transcript { file: self.objects.name().to_owned(), line, source: Some(self.kind.name().to_owned()), ..Transcript::default() };
            open.conversation.id = message.key;
            self.open = Some(open);
        }
        if let Some(open) = &mut self.open {
            let conversation = &mut open.conversation;
            conversation.channel = conversation.channel.or(message.channel);
            conversation.subject = conversation.subject.take().or(message.subject);
            conversation.turns.extend(message.turn.filter(|turn| !turn.text.trim().is_empty()));
            open.ratings.csat = open.ratings.csat.or(message.csat);
        }
        Ok(before)
    }

    fn close(&mut self) -> Option<Transcript> {
        let mut open = self.open.take()?;
        if let Some(id) = &open.conversation.id {
            self.done.insert(hash(id));
        }
        let turns = &mut open.conversation.turns;
        if turns.iter().all(|turn| turn.at.is_some()) {
            turns.sort_by_key(|turn| turn.at);
        }
        open.customer = super::json_lines::author(turns, Role::Customer);
        Some(open)
    }
}

impl Iterator for Messages {
    type Item = Raw;

    fn next(&mut self) -> Option<Raw> {
        if let Some(raw) = self.waiting.take() {
            return Some(raw);
        }
        loop {
            let Some(found) = self.objects.next() else { return self.close().map(|done| Raw::Whole(Box::new(done))) };
            match found.and_then(|found| self.read(found)).and_then(|(line, message)| self.add(line, message)) {
                Ok(None) => {}
                Ok(Some(done)) => return Some(Raw::Whole(Box::new(done))),
                Err(error) => return Some(Raw::Bad(Box::new(error))),
            }
        }
    }
}

fn hash(id: &str) -> u64 {
    rustc_hash::FxBuildHasher.hash_one(id)
}
