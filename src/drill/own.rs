//! Cases of one's own: the first message of a conversation that somebody answered.

use super::scenario::{Scenario, Spoken};
use crate::conversation::Role;
use crate::transcript::Transcript;
use siphasher::sip::SipHasher13;
use std::hash::Hasher as _;

/// The case of a conversation: its first messages of the customer that an agent answered, with what was sent then. Its name tells nothing of it.
pub fn case(transcript: &Transcript) -> Option<Scenario> {
    let turns = &transcript.conversation.turns;
    let sent = turns.iter().enumerate().position(|(index, turn)| turn.role == Role::Agent && turns[..index].iter().any(|turn| turn.role == Role::Customer))?;
    let asked = turns[..sent].iter().rposition(|turn| turn.role != Role::Customer && turn.role != Role::Note).map_or(0, |before| before + 1);
    let text = |turns: &[crate::conversation::Turn], role: Role| {
        turns.iter().filter(|turn| turn.role == role).map(|turn| turn.text.trim()).collect::<Vec<_>>().join("\n\n")
    };
    let end = turns[sent..].iter().position(|turn| turn.role == Role::Customer).map_or(turns.len(), |next| sent + next);
    let customer = text(&turns[asked..sent], Role::Customer);
    let spoken = turns[..asked].iter().filter(|turn| turn.role != Role::Note);
    let mut hasher = SipHasher13::new();
    hasher.write(transcript.id().as_bytes());
    hasher.write(customer.as_bytes());
    (!customer.is_empty()).then(|| Scenario {
        id: format!("own-{:08x}", hasher.finish() >> 32),
        channel: transcript.conversation.channel,
        name: transcript.conversation.customer.name.clone(),
        before: spoken.map(|turn| Spoken { role: turn.role, text: turn.text.clone() }).collect(),
        customer,
        sent: Some(text(&turns[sent..end], Role::Agent)).filter(|text| !text.is_empty()),
        ..Scenario::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conversation::{Conversation, Turn};

    #[test]
    fn what_was_asked_and_what_was_sent() {
        let turn = |role, text: &str| Turn { role, text: text.to_owned(), ..Turn::default() };
        let turns = vec![
            turn(Role::Bot, "Hello, how can we help?"),
            turn(Role::Customer, "My parcel is late."),
            turn(Role::Note, "third one today"),
            turn(Role::Customer, "Where is it?"),
            turn(Role::Agent, "Hi."),
            turn(Role::Agent, "It comes tomorrow."),
            turn(Role::Customer, "Thanks"),
        ];
        let transcript = Transcript { conversation: Conversation { turns, ..Conversation::default() }, ..Transcript::default() };
        let case = case(&transcript).expect("a case");
        assert_eq!((case.customer.as_str(), case.before.len()), ("My parcel is late.\n\nWhere is it?", 1));
        assert_eq!(case.sent.as_deref(), Some("Hi.\n\nIt comes tomorrow."));
        assert!(case.id.starts_with("own-"));
    }

    #[test]
    fn what_nobody_asked_or_answered_is_no_case() {
        for role in [Role::Agent, Role::Customer] {
            let turns = vec![Turn { role, text: "Hello".to_owned(), ..Turn::default() }];
            assert_eq!(case(&Transcript { conversation: Conversation { turns, ..Conversation::default() }, ..Transcript::default() }), None);
        }
    }
}
