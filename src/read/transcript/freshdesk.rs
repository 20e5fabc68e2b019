//! Freshdesk: an object a ticket with its conversations, or the conversations alone, each with its ticket's number.

use super::json_lines::closed;
use super::messages::Message;
use super::shapes::{Word, text};
use super::{Reading, rating};
use crate::conversation::{Channel, Conversation, Markup, Role, Turn};
use crate::transcript::{Ratings, Transcript};
use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct Ticket {
    id: Option<Word>,
    subject: Option<String>,
    status: Option<Word>,
    source: Option<Word>,
    requester_id: Option<Word>,
    group_id: Option<Word>,
    created_at: Option<Word>,
    description_text: Option<String>,
    description: Option<String>,
    satisfaction_rating: Option<Word>,
    #[serde(default)]
    conversations: Vec<Entry>,
}

#[derive(Deserialize)]
pub(super) struct Entry {
    ticket_id: Option<Word>,
    user_id: Option<Word>,
    incoming: Option<bool>,
    private: Option<bool>,
    body: Option<String>,
    body_text: Option<String>,
    created_at: Option<Word>,
}

/// The plain text where there is one; quotations and signatures of mail are expected in it.
fn body(plain: Option<String>, html: Option<String>) -> (String, Markup) {
    let plain = plain.filter(|text| !text.trim().is_empty());
    plain.map_or_else(|| (html.unwrap_or_default(), Markup::Html), |text| (text, Markup::Email))
}

impl Entry {
    fn turn(self, reading: &Reading) -> Turn {
        let role = match (self.private, self.incoming) {
            (Some(true), _) => Role::Note,
            (_, Some(true)) => Role::Customer,
            _ => Role::Agent,
        };
        let (said, markup) = body(self.body_text, self.body);
        Turn { role, text: said, markup, at: self.created_at.and_then(|at| reading.zone.parse(&at.0)), author: text(self.user_id) }
    }

    pub(super) fn message(mut self, reading: &Reading) -> Message {
        let key = text(self.ticket_id.take());
        Message { key, turn: Some(self.turn(reading)), channel: Some(Channel::Email), ..Message::default() }
    }
}

impl Ticket {
    pub(super) fn transcript(self, reading: &Reading) -> Transcript {
        let customer = text(self.requester_id);
        let (first, markup) = body(self.description_text, self.description);
        let at = self.created_at.and_then(|at| reading.zone.parse(&at.0));
        let first = Turn { role: Role::Customer, text: first, markup, at, author: customer.clone() };
        let turns: Vec<Turn> = [first].into_iter().chain(self.conversations.into_iter().map(|entry| entry.turn(reading))).collect();
        let channel = match self.source.as_ref().map(|source| source.0.as_str()) {
            Some("3") => Some(Channel::Phone),
            Some("7") => Some(Channel::Chat),
            Some("5" | "6") => Some(Channel::Social),
            Some("13") => Some(Channel::Message),
            _ => Some(Channel::Email),
        };
        let status = text(self.status);
        let closed = status.as_deref().and_then(|status| match status {
            "4" | "5" => Some(true),
            "2" | "3" => Some(false),
            word => closed(word),
        });
        Transcript {
            conversation: Conversation { id: text(self.id), channel, subject: self.subject, turns, ..Conversation::default() },
            source: Some("freshdesk".to_owned()),
            team: text(self.group_id),
            customer,
            closed,
            ratings: Ratings { csat: self.satisfaction_rating.and_then(|word| rating::csat(&word.0)), ..Ratings::default() },
            ..Transcript::default()
        }
    }
}
