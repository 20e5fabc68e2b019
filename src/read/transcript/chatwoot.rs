//! Chatwoot: an object a conversation with its messages (`payload` or `messages`), or messages alone; types are numbers, in webhooks words.

use super::channel::channel;
use super::json_lines::closed;
use super::messages::Message;
use super::shapes::{Word, text};
use super::{Reading, rating};
use crate::conversation::{Channel, Conversation as Talk, Role, Turn};
use crate::transcript::{Ratings, Transcript};
use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct Conversation {
    id: Option<Word>,
    status: Option<Word>,
    channel: Option<Word>,
    #[serde(default, alias = "messages")]
    payload: Vec<Entry>,
    meta: Option<Meta>,
}

#[derive(Deserialize)]
struct Meta {
    channel: Option<Word>,
    sender: Option<Sender>,
    contact: Option<Sender>,
    team: Option<Sender>,
}

#[derive(Deserialize)]
struct Sender {
    id: Option<Word>,
    name: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Entry {
    content: Option<String>,
    message_type: Option<Word>,
    private: Option<bool>,
    sender_type: Option<String>,
    sender: Option<Sender>,
    content_type: Option<String>,
    content_attributes: Option<Attributes>,
    conversation_id: Option<Word>,
    conversation: Option<Sender>,
    created_at: Option<Word>,
}

#[derive(Deserialize)]
struct Attributes {
    deleted: Option<bool>,
    submitted_values: Option<serde_json::Value>,
}

impl Entry {
    /// The customer's rating that a survey holds.
    fn csat(&self) -> Option<u16> {
        if self.content_type.as_deref() != Some("input_csat") {
            return None;
        }
        let values = self.content_attributes.as_ref()?.submitted_values.as_ref()?;
        rating::csat(&values.get("csat_survey_response")?.get("rating")?.to_string())
    }

    fn turn(self, reading: &Reading) -> Option<Turn> {
        if self.content_attributes.as_ref().and_then(|attributes| attributes.deleted) == Some(true) {
            return None;
        }
        let role = match (self.private, self.message_type.as_ref().map(|kind| kind.0.as_str()), self.sender_type.as_deref()) {
            (Some(true), ..) | (_, Some("2" | "activity"), _) => Role::Note,
            (_, Some("3" | "template"), _) | (.., Some("AgentBot" | "agent_bot" | "Captain::Assistant")) => Role::Bot,
            (_, Some("0" | "incoming"), _) => Role::Customer,
            _ => Role::Agent,
        };
        let at = self.created_at.and_then(|at| reading.zone.parse(&at.0));
        let author = self.sender.and_then(|sender| sender.name.or_else(|| text(sender.id)));
        Some(Turn { role, text: self.content?, at, author, ..Turn::default() })
    }

    pub(super) fn message(mut self, reading: &Reading) -> Message {
        let key = text(self.conversation_id.take()).or_else(|| text(self.conversation.take()?.id));
        let csat = self.csat();
        Message { key, csat, turn: self.turn(reading), channel: Some(Channel::Chat), ..Message::default() }
    }
}

impl Conversation {
    pub(super) fn transcript(self, reading: &Reading) -> Transcript {
        let (mut via, mut customer, mut team) = (self.channel, None, None);
        if let Some(meta) = self.meta {
            via = via.or(meta.channel);
            customer = meta.sender.or(meta.contact).and_then(|sender| text(sender.id));
            team = meta.team.and_then(|team| team.name);
        }
        let csat = self.payload.iter().find_map(Entry::csat);
        let id = text(self.id).or_else(|| self.payload.iter().find_map(|entry| text(entry.conversation_id.clone())));
        let turns = self.payload.into_iter().filter_map(|entry| entry.turn(reading)).collect();
        let channel = via.map_or(Some(Channel::Chat), |word| channel(&word.0));
        Transcript {
            conversation: Talk { id, channel, turns, ..Talk::default() },
            source: Some("chatwoot".to_owned()),
            team,
            customer,
            closed: text(self.status).as_deref().and_then(closed),
            ratings: Ratings { csat, ..Ratings::default() },
            ..Transcript::default()
        }
    }
}
