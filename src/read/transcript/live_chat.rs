//! `LiveChat`: an object a chat, with its users and the events of its thread or threads.

use super::shapes::{Word, text};
use super::{Reading, rating};
use crate::conversation::{Channel, Conversation, Role, Turn};
use crate::transcript::{Ratings, Transcript};
use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct Chat {
    id: Option<Word>,
    #[serde(default)]
    users: Vec<User>,
    thread: Option<Thread>,
    #[serde(default)]
    threads: Vec<Thread>,
}

#[derive(Deserialize)]
struct User {
    id: Option<Word>,
    #[serde(rename = "type")]
    kind: Option<String>,
    name: Option<String>,
}

#[derive(Deserialize)]
struct Thread {
    #[serde(default)]
    events: Vec<Event>,
    properties: Option<Properties>,
}

#[derive(Deserialize)]
struct Properties {
    rating: Option<Rated>,
}

#[derive(Deserialize)]
struct Rated {
    score: Option<Scored>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Scored {
    Value { value: Word },
    Plain(Word),
}

#[derive(Deserialize)]
struct Event {
    #[serde(rename = "type")]
    kind: Option<String>,
    author_id: Option<Word>,
    text: Option<String>,
    visibility: Option<String>,
    recipients: Option<String>,
    created_at: Option<Word>,
}

impl Chat {
    pub(super) fn transcript(self, reading: &Reading) -> Transcript {
        let customer = self.users.iter().find(|user| user.kind.as_deref() == Some("customer")).and_then(|user| text(user.id.clone()));
        let (mut turns, mut csat) = (Vec::new(), None);
        for thread in self.thread.into_iter().chain(self.threads) {
            let rated = thread.properties.and_then(|properties| properties.rating?.score);
            csat = csat.or_else(|| {
                let word = match rated? {
                    Scored::Value { value } | Scored::Plain(value) => value,
                };
                // `LiveChat` knows 1 for good and 0 for bad only.
                match word.0.as_str() {
                    "1" => Some(500),
                    "0" => Some(100),
                    other => rating::csat(other),
                }
            });
            for event in thread.events {
                let user = self.users.iter().find(|user| user.id.is_some() && user.id == event.author_id);
                let hidden = event.visibility.or(event.recipients).is_some_and(|seen| seen != "all");
                let role = match (event.kind.as_deref(), user.and_then(|user| user.kind.as_deref())) {
                    (Some("message"), _) if hidden => Role::Note,
                    (Some("message"), Some("customer")) => Role::Customer,
                    (Some("message"), Some("bot")) => Role::Bot,
                    (Some("message"), _) => Role::Agent,
                    (Some("system_message"), _) => Role::Note,
                    _ => continue,
                };
                let author = user.and_then(|user| user.name.clone()).or_else(|| text(event.author_id));
                let at = event.created_at.and_then(|at| reading.zone.parse(&at.0));
                turns.push(Turn { role, text: event.text.unwrap_or_default(), at, author, ..Turn::default() });
            }
        }
        Transcript {
            conversation: Conversation { id: text(self.id), channel: Some(Channel::Chat), turns, ..Conversation::default() },
            source: Some("livechat".to_owned()),
            customer,
            ratings: Ratings { csat, ..Ratings::default() },
            ..Transcript::default()
        }
    }
}
