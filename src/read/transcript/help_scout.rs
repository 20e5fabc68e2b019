//! Help Scout: an object a conversation with its embedded threads, newest first; bodies are HTML.

use super::channel::channel;
use super::json_lines::closed;
use super::shapes::{Word, markup, text};
use super::{Reading, rating};
use crate::conversation::{Channel, Conversation as Talk, Role, Turn};
use crate::transcript::{Ratings, Transcript};
use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct Conversation {
    id: Option<Word>,
    subject: Option<String>,
    status: Option<Word>,
    #[serde(rename = "type")]
    kind: Option<Word>,
    #[serde(rename = "_embedded")]
    embedded: Option<Embedded>,
    rating: Option<Word>,
    #[serde(rename = "closedAt")]
    closed_at: Option<Word>,
}

#[derive(Deserialize)]
struct Embedded {
    #[serde(default)]
    threads: Vec<Thread>,
}

#[derive(Deserialize)]
struct Thread {
    #[serde(rename = "type")]
    kind: Option<String>,
    state: Option<String>,
    body: Option<String>,
    #[serde(rename = "createdBy")]
    created_by: Option<Person>,
    #[serde(rename = "createdAt")]
    created_at: Option<Word>,
}

#[derive(Deserialize)]
struct Person {
    #[serde(rename = "type")]
    kind: Option<String>,
    id: Option<Word>,
    first: Option<String>,
    last: Option<String>,
    email: Option<String>,
}

impl Person {
    fn name(self) -> Option<String> {
        let name = [self.first, self.last].into_iter().flatten().filter(|name| !name.is_empty()).collect::<Vec<_>>().join(" ");
        Some(name).filter(|name| !name.is_empty()).or(self.email).or_else(|| text(self.id))
    }
}

impl Thread {
    /// Who speaks; `None` for what was never sent, and for lines that only tell what was done.
    fn role(&self) -> Option<Role> {
        if matches!(self.state.as_deref(), Some("draft" | "hidden" | "underreview")) {
            return None;
        }
        let by = self.created_by.as_ref().and_then(|person| person.kind.as_deref());
        match (self.kind.as_deref().unwrap_or_default(), by) {
            ("lineitem" | "forwardparent" | "forwardchild", _) => None,
            ("note", _) => Some(Role::Note),
            (_, Some("system_user")) => Some(Role::Bot),
            ("customer", _) | (_, Some("customer")) => Some(Role::Customer),
            _ => Some(Role::Agent),
        }
    }
}

impl Conversation {
    pub(super) fn transcript(self, reading: &Reading) -> Transcript {
        let threads = self.embedded.map(|embedded| embedded.threads).unwrap_or_default();
        let mut turns: Vec<Turn> = threads
            .into_iter()
            .filter_map(|thread| {
                let role = thread.role()?;
                let (text, at) = (thread.body.unwrap_or_default(), thread.created_at.and_then(|at| reading.zone.parse(&at.0)));
                Some(Turn { role, markup: markup(&text), text, at, author: thread.created_by.and_then(Person::name) })
            })
            .collect();
        turns.reverse();
        let customer = turns.iter().find(|turn| turn.role == Role::Customer).and_then(|turn| turn.author.clone());
        let channel = self.kind.map_or(Some(Channel::Email), |word| channel(&word.0));
        Transcript {
            conversation: Talk { id: text(self.id), channel, subject: self.subject, turns, ..Talk::default() },
            source: Some("help-scout".to_owned()),
            customer,
            closed: text(self.status).as_deref().and_then(closed),
            closed_at: self.closed_at.and_then(|at| reading.zone.parse(&at.0)),
            ratings: Ratings { csat: self.rating.and_then(|word| rating::csat(&word.0)), ..Ratings::default() },
            ..Transcript::default()
        }
    }
}
