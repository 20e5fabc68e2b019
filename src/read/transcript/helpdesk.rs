//! The exports of helpdesks whose records are whole conversations: each shape is one file.

use super::super::ReadError;
use super::super::request::Piece;
use super::{Kind, Reading, chatwoot, contact_lens, freshdesk, help_scout, intercom, live_chat, zendesk, zendesk_chat};
use crate::transcript::Transcript;

/// The conversation of an object.
pub(super) fn transcript(piece: &Piece<'_>, kind: Kind, reading: &Reading) -> Result<Transcript, ReadError> {
    let json = piece.text()?;
    let mut transcript = match kind {
        Kind::Zendesk => piece.parse::<zendesk::Ticket>(json)?.transcript(reading),
        Kind::ZendeskChat => piece.parse::<zendesk_chat::Chat>(json)?.transcript(reading),
        Kind::Intercom => piece.parse::<intercom::Conversation>(json)?.transcript(reading),
        Kind::HelpScout => piece.parse::<help_scout::Conversation>(json)?.transcript(reading),
        Kind::LiveChat => piece.parse::<live_chat::Chat>(json)?.transcript(reading),
        Kind::ContactLens => piece.parse::<contact_lens::Contact>(json)?.transcript(reading),
        Kind::Freshdesk => piece.parse::<freshdesk::Ticket>(json)?.transcript(reading),
        _ => piece.parse::<chatwoot::Conversation>(json)?.transcript(reading),
    };
    (transcript.file, transcript.line) = (piece.file.to_owned(), piece.line);
    let turns = &mut transcript.conversation.turns;
    turns.retain(|turn| !turn.text.trim().is_empty());
    // Some list the newest first; those without a time keep their place.
    if turns.iter().all(|turn| turn.at.is_some()) {
        turns.sort_by_key(|turn| turn.at);
    }
    Ok(transcript)
}
