//! Intercom: an object a conversation. The first message is `source`, the others are parts; bodies are HTML, or plain in newer webhooks.

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
    title: Option<String>,
    state: Option<Word>,
    created_at: Option<Word>,
    source: Option<Source>,
    #[serde(rename = "conversation_parts")]
    parts: Option<Parts>,
    #[serde(rename = "conversation_rating")]
    rated: Option<Rated>,
    team_assignee_id: Option<Word>,
}

#[derive(Deserialize)]
struct Source {
    #[serde(rename = "type")]
    kind: Option<Word>,
    subject: Option<String>,
    body: Option<String>,
    author: Option<Author>,
    #[serde(default)]
    redacted: bool,
}

#[derive(Deserialize)]
struct Parts {
    #[serde(default)]
    conversation_parts: Vec<Part>,
}

#[derive(Deserialize)]
struct Part {
    #[serde(rename = "part_type")]
    kind: Option<String>,
    body: Option<String>,
    created_at: Option<Word>,
    author: Option<Author>,
    #[serde(default)]
    redacted: bool,
}

#[derive(Deserialize)]
struct Author {
    #[serde(rename = "type")]
    kind: Option<String>,
    id: Option<Word>,
    name: Option<String>,
    email: Option<String>,
    #[serde(default)]
    from_ai_agent: Option<bool>,
}

#[derive(Deserialize)]
struct Rated {
    rating: Option<Word>,
}

impl Author {
    fn role(&self) -> Role {
        match self.kind.as_deref().unwrap_or_default() {
            _ if self.from_ai_agent == Some(true) => Role::Bot,
            "admin" | "team" => Role::Agent,
            "bot" | "operator" => Role::Bot,
            _ => Role::Customer,
        }
    }

    fn name(self) -> Option<String> {
        self.name.filter(|name| !name.trim().is_empty()).or(self.email).or_else(|| text(self.id))
    }
}

impl Conversation {
    pub(super) fn transcript(self, reading: &Reading) -> Transcript {
        let at = |word: Option<Word>| word.and_then(|at| reading.zone.parse(&at.0));
        let turn = |body: Option<String>, author: Option<Author>, note: bool, at: Option<i64>| {
            let text = body.unwrap_or_default();
            let role = if note { Role::Note } else { author.as_ref().map_or(Role::Note, Author::role) };
            Turn { role, markup: markup(&text), text, at, author: author.and_then(Author::name) }
        };
        let (mut turns, mut channel_word, mut subject, mut customer) = (Vec::new(), None, self.title, None);
        if let Some(source) = self.source {
            (channel_word, subject) = (source.kind, subject.or(source.subject));
            customer = source.author.as_ref().filter(|author| author.role() == Role::Customer).and_then(|author| text(author.id.clone()));
            turns.extend((!source.redacted).then(|| turn(source.body, source.author, false, at(self.created_at))));
        }
        let parts = self.parts.map(|parts| parts.conversation_parts).unwrap_or_default();
        for part in parts.into_iter().filter(|part| !part.redacted) {
            let note = part.kind.as_deref().is_some_and(|kind| kind.starts_with("note"));
            turns.push(turn(part.body, part.author, note, at(part.created_at)));
        }
        let channel = channel_word.map_or(Some(Channel::Chat), |word| channel(&word.0).or(Some(Channel::Chat)));
        // A subject may be HTML; an empty one is none.
        let subject = subject.filter(|subject| !subject.trim().is_empty() && !subject.contains('<'));
        Transcript {
            conversation: Talk { id: text(self.id), channel, subject, turns, ..Talk::default() },
            source: Some("intercom".to_owned()),
            team: text(self.team_assignee_id),
            customer,
            closed: text(self.state).as_deref().and_then(closed),
            ratings: Ratings { csat: self.rated.and_then(|rated| rating::csat(&rated.rating?.0)), ..Ratings::default() },
            ..Transcript::default()
        }
    }
}
