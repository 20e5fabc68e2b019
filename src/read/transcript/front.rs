//! Front: an object a message; its conversation is told by a link.

use super::Reading;
use super::channel::channel;
use super::messages::Message;
use super::shapes::{Word, text};
use crate::conversation::{Channel, Markup, Role, Turn};
use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct Entry {
    #[serde(rename = "type")]
    kind: Option<Word>,
    is_inbound: Option<bool>,
    is_draft: Option<bool>,
    created_at: Option<Word>,
    body: Option<String>,
    text: Option<String>,
    subject: Option<String>,
    author: Option<Author>,
    #[serde(default)]
    recipients: Vec<Recipient>,
    conversation_id: Option<Word>,
    #[serde(rename = "_links")]
    links: Option<Links>,
}

#[derive(Deserialize)]
struct Author {
    email: Option<String>,
    first_name: Option<String>,
    last_name: Option<String>,
}

#[derive(Deserialize)]
struct Recipient {
    role: Option<String>,
    handle: Option<String>,
}

#[derive(Deserialize)]
struct Links {
    related: Option<Related>,
}

#[derive(Deserialize)]
struct Related {
    conversation: Option<String>,
}

impl Entry {
    pub(super) fn message(self, reading: &Reading) -> Message {
        let link = self.links.and_then(|links| links.related?.conversation);
        let key = text(self.conversation_id).or_else(|| link.and_then(|link| link.rsplit('/').next().map(str::to_owned)));
        let channel = self.kind.map_or(Some(Channel::Email), |word| channel(&word.0));
        if self.is_draft == Some(true) {
            return Message { key, channel, ..Message::default() };
        }
        let role = if self.is_inbound == Some(true) { Role::Customer } else { Role::Agent };
        let from = self.recipients.into_iter().find(|recipient| recipient.role.as_deref() == Some("from")).and_then(|recipient| recipient.handle);
        let author = self.author.and_then(|author| {
            let name = [author.first_name, author.last_name].into_iter().flatten().filter(|name| !name.is_empty()).collect::<Vec<_>>().join(" ");
            Some(name).filter(|name| !name.is_empty()).or(author.email)
        });
        let plain = self.text.filter(|text| !text.trim().is_empty());
        let (body, markup) = plain.map_or_else(|| (self.body.unwrap_or_default(), Markup::Html), |text| (text, Markup::Email));
        let turn = Turn { role, text: body, markup, at: self.created_at.and_then(|at| reading.zone.parse(&at.0)), author: author.or(from) };
        Message { key, turn: Some(turn), channel, subject: self.subject, csat: None }
    }
}
