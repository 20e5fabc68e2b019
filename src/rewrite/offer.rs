//! Ready sentences for a reply that is being written: for what the customer tells of, or all where nobody told anything yet.

use super::ready::{self, Ready};
use super::told::Told;
use super::{Around, Filling};
use crate::assess::{Assessment, Past};
use crate::conversation::{Conversation, Role};
use crate::rules::{Part, RuleSet};
use crate::scan::Matcher;
use crate::text::{Dialect, Language};

/// A ready sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer<'s> {
    /// The part of the reply it is for.
    pub part: Part,
    /// What it speaks to, as its file is named; `None` where it fits every reply.
    pub topic: Option<&'s str>,
    /// The words; blanks stand as `{name}`.
    pub text: String,
}

/// The parts that sentences are offered for, in the order of a reply.
const PARTS: &[Part] = &[Part::Greeting, Part::Acknowledgement, Part::Step, Part::Remedy, Part::Closing];

/// The sentences for a draft, in the order of a reply, best first. `past` holds what is read of the conversation, and which of its turns is the draft.
pub fn offers<'s>(
    set: &'s RuleSet,
    conversation: &Conversation,
    past: (&Past<'s>, usize),
    assessment: &Assessment,
    (language, dialect): (Language, Dialect),
) -> Vec<Offer<'s>> {
    let around = Around::new(conversation, past, assessment, (dialect, Filling::Draft));
    if conversation.turns.iter().all(|turn| turn.role != Role::Customer) {
        let all = (0..set.topics.len()).map(|topic| (topic, None)).collect();
        let _ = around.told.set(Told { topics: all, ..Told::new(set, &around, language) });
    }
    let mut matcher = Matcher::new(set, past.0.document(past.1));
    let mut offers: Vec<Offer<'s>> = Vec::new();
    for &part in PARTS {
        for &(topic, thing) in &around.told(set, language).topics {
            for Ready { text, .. } in ready::of_topic(&mut matcher, &around, (topic, thing), (part, language, dialect)) {
                if offers.iter().all(|offer| offer.text != text) {
                    let named = &set.topics[topic];
                    offers.push(Offer { part, topic: (!named.general).then_some(&*named.name), text });
                }
            }
        }
    }
    offers
}
