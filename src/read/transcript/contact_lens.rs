//! Amazon Connect Contact Lens: an object a contact. Calls have offsets and no times; chats have times.

use super::Reading;
use super::shapes::{Word, text};
use crate::conversation::{Channel, Conversation, Role, Turn};
use crate::transcript::Transcript;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Contact {
    channel: Option<String>,
    language_code: Option<String>,
    customer_metadata: Option<Metadata>,
    #[serde(default)]
    participants: Vec<Participant>,
    #[serde(default)]
    transcript: Vec<Part>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Metadata {
    contact_id: Option<Word>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Participant {
    participant_id: Option<Word>,
    participant_role: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Part {
    participant_id: Option<Word>,
    participant_role: Option<String>,
    content: Option<String>,
    absolute_time: Option<Word>,
    display_name: Option<String>,
}

impl Contact {
    pub(super) fn transcript(self, reading: &Reading) -> Transcript {
        let turns = self.transcript.into_iter().map(|part| {
            let listed = self.participants.iter().find(|known| known.participant_id.is_some() && known.participant_id == part.participant_id);
            let told = part.participant_role.as_deref().or_else(|| listed.and_then(|known| known.participant_role.as_deref()));
            // The short form of Lex names participants by their role.
            let told = told.or(part.participant_id.as_ref().map(|id| id.0.as_str()));
            let role = told.and_then(super::role::role).unwrap_or(Role::Note);
            let at = part.absolute_time.and_then(|at| reading.zone.parse(&at.0));
            Turn { role, text: part.content.unwrap_or_default(), at, author: part.display_name.or_else(|| text(part.participant_id)), ..Turn::default() }
        });
        let channel = match self.channel.as_deref() {
            Some("VOICE") => Some(Channel::Phone),
            Some("CHAT") => Some(Channel::Chat),
            _ => None,
        };
        let language = self.language_code.and_then(|code| super::json_lines::language(&code));
        let id = self.customer_metadata.and_then(|metadata| text(metadata.contact_id));
        Transcript {
            conversation: Conversation { id, channel, language, turns: turns.collect(), ..Conversation::default() },
            source: Some("contact-lens".to_owned()),
            ..Transcript::default()
        }
    }
}
