//! Twilio Conversations: an object a message. Roles are told by `--agent`, else by the author: an address of a channel is a customer.

use super::Reading;
use super::messages::Message;
use super::shapes::{Word, text};
use crate::conversation::{Channel, Role, Turn};
use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct Entry {
    #[serde(alias = "conversation_sid", alias = "conversationSid", alias = "ConversationSid")]
    conversation: Option<Word>,
    #[serde(alias = "Author")]
    author: Option<String>,
    #[serde(alias = "Body")]
    body: Option<String>,
    #[serde(alias = "date_created", alias = "dateCreated", alias = "DateCreated")]
    created: Option<Word>,
}

impl Entry {
    pub(super) fn message(self, reading: &Reading) -> Message {
        let author = self.author.filter(|author| !author.trim().is_empty());
        let name = author.as_deref().unwrap_or_default();
        let address = name.split_once(':').map_or(name, |(_, address)| address);
        let told = match name.to_ascii_lowercase().as_str() {
            "system" | "bot" | "" => Role::Bot,
            _ if address.starts_with('+') && address[1..].bytes().all(|byte| byte.is_ascii_digit()) => Role::Customer,
            _ => Role::Agent,
        };
        let channel = match name.split_once(':') {
            Some(("whatsapp" | "messenger", _)) => Some(Channel::Message),
            _ if told == Role::Customer => Some(Channel::Sms),
            _ => None,
        };
        let role = reading.role(author.as_deref()).unwrap_or(told);
        let at = self.created.and_then(|at| reading.zone.parse(&at.0));
        let turn = Turn { role, text: self.body.unwrap_or_default(), at, author, ..Turn::default() };
        Message { key: text(self.conversation), turn: Some(turn), channel, ..Message::default() }
    }
}
