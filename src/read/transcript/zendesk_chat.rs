//! Zendesk Chat: an object a chat, with its `history`, or an offline message.

use super::shapes::{Word, text};
use super::{Reading, rating};
use crate::conversation::{Channel, Conversation, Person, Role, Turn};
use crate::transcript::{Ratings, Transcript};
use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct Chat {
    id: Option<Word>,
    visitor: Option<Visitor>,
    department_name: Option<String>,
    rating: Option<Word>,
    timestamp: Option<Word>,
    /// The text of an offline message.
    message: Option<String>,
    #[serde(default)]
    history: Vec<Event>,
}

#[derive(Deserialize)]
struct Visitor {
    id: Option<Word>,
    name: Option<String>,
}

#[derive(Deserialize)]
struct Event {
    #[serde(rename = "type")]
    kind: Option<String>,
    name: Option<String>,
    sender_type: Option<String>,
    msg: Option<String>,
    timestamp: Option<Word>,
}

impl Chat {
    pub(super) fn transcript(self, reading: &Reading) -> Transcript {
        let at = |word: Option<Word>| word.and_then(|at| reading.zone.parse(&at.0));
        let (customer, name) = self.visitor.map(|visitor| (text(visitor.id), visitor.name.filter(|name| !name.trim().is_empty()))).unwrap_or_default();
        let offline = self.message.map(|message| Turn { role: Role::Customer, text: message, at: at(self.timestamp), author: name.clone(), ..Turn::default() });
        let said = self.history.into_iter().filter(|event| event.kind.as_deref() == Some("chat.msg")).map(|event| {
            let role = match event.sender_type.as_deref().unwrap_or_default() {
                "Visitor" => Role::Customer,
                "" if event.name.is_some() && event.name == name => Role::Customer,
                "Agent" | "" => Role::Agent,
                _ => Role::Bot,
            };
            Turn { role, text: event.msg.unwrap_or_default(), at: at(event.timestamp), author: event.name, ..Turn::default() }
        });
        let turns: Vec<Turn> = offline.into_iter().chain(said).collect();
        Transcript {
            conversation: Conversation {
                id: text(self.id),
                channel: Some(Channel::Chat),
                customer: Person { name, gender: None },
                turns,
                ..Conversation::default()
            },
            source: Some("zendesk-chat".to_owned()),
            team: self.department_name,
            customer,
            ratings: Ratings { csat: self.rating.and_then(|word| rating::csat(&word.0)), ..Ratings::default() },
            ..Transcript::default()
        }
    }
}
