//! Zammad: an object an article, with its ticket's number. A signature begins at a marker and is left out.

use super::Reading;
use super::channel::channel;
use super::messages::Message;
use super::shapes::{Word, text};
use crate::conversation::{Channel, Markup, Role, Turn};
use serde::Deserialize;

/// Where the signature of a sent article begins, and that of a draft.
const SIGNATURES: [&str; 3] = ["<span class=\"js-signatureMarker\"", "<div data-signature=\"true\"", "<span class='js-signatureMarker'"];

#[derive(Deserialize)]
pub(super) struct Article {
    ticket_id: Option<Word>,
    #[serde(rename = "type")]
    kind: Option<Word>,
    sender: Option<String>,
    from: Option<String>,
    subject: Option<String>,
    body: Option<String>,
    content_type: Option<String>,
    internal: Option<bool>,
    created_by: Option<Word>,
    created_at: Option<Word>,
}

impl Article {
    pub(super) fn message(self, reading: &Reading) -> Message {
        let note = self.kind.as_ref().is_some_and(|kind| kind.0 == "note") || self.internal == Some(true);
        let role = match self.sender.as_deref() {
            _ if note => Role::Note,
            Some("Customer") => Role::Customer,
            Some("System") => Role::Bot,
            _ => Role::Agent,
        };
        let mut body = self.body.unwrap_or_default();
        if let Some(at) = SIGNATURES.iter().filter_map(|mark| body.find(mark)).min() {
            body.truncate(at);
        }
        let markup = if self.content_type.as_deref() == Some("text/html") { Markup::Html } else { Markup::Email };
        // "Ali via Support <support@…>": the person comes first.
        let from = self.from.map(|from| from.split(" via ").next().unwrap_or_default().split(" <").next().unwrap_or_default().trim_matches('"').to_owned());
        let author = from.filter(|name| !name.trim().is_empty()).or_else(|| text(self.created_by));
        let via = self.kind.as_ref().filter(|_| !note).and_then(|kind| channel(&kind.0));
        let turn = Turn { role, text: body, markup, at: self.created_at.and_then(|at| reading.zone.parse(&at.0)), author };
        Message { key: text(self.ticket_id), turn: Some(turn), channel: via.or(Some(Channel::Email).filter(|_| !note)), subject: self.subject, csat: None }
    }
}
