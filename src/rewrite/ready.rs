//! Ready sentences for a part of a reply: chosen by what the customer tells of, in the draft's language, dialect, channel, register and voice.

use super::told::Told;
use super::{Around, Filling};
use crate::assess::Address;
use crate::conversation::Channel;
use crate::rules::{EngineLexicons, Part, Piece, Say, YOU, blanks, is_known, pieces};
use crate::scan::Matcher;
use crate::text::{Dialect, Language, Zone};
use std::collections::BTreeMap;

/// The most sentences offered for one finding, and of one topic.
const MOST: usize = 3;
const MOST_OF_TOPIC: usize = 2;
/// Where a reply is short, and speaks for a team.
const PUBLIC: &[Channel] = &[Channel::Social, Channel::Review, Channel::Forum, Channel::Sms];

/// "You" to a woman as the Gulf writes it; folded.
const OF_THE_GULF: &[&str] = &["لج", "عليج", "معاج", "معج", "فيج", "منج", "عندج", "حقج", "طلبج", "وياج", "يمج", "نشكرج", "نبلغج"];

/// How a draft speaks, and to whom.
#[derive(Clone, Copy, Debug)]
pub(super) struct Manner {
    /// As "we" rather than "I".
    pub team: bool,
    /// The ending that means the customer: كم in the plural of respect, ج to a woman of the Gulf where the draft writes it.
    pub you: &'static str,
}

impl Manner {
    /// As the draft does it; where it does not show, a person speaks in letters and chats and a team in public.
    pub(super) fn of(matcher: &mut Matcher<'_>, around: &Around<'_, '_>) -> Self {
        let (one, many) = matcher.set.engine.voices;
        let document = matcher.document;
        let (mut singular, mut plural) = (0, 0);
        for sentence in &document.sentences {
            let bounds = matcher.bounds(sentence.first as usize);
            for at in sentence.range() {
                let counted = matcher.counted(at);
                let mut is =
                    |lexicon: Option<u32>, mark| counted & mark != 0 && lexicon.is_some_and(|lexicon| matcher.lexicon_at(lexicon, at, bounds).is_some());
                singular += usize::from(is(one, EngineLexicons::VOICES.0));
                plural += usize::from(is(many, EngineLexicons::VOICES.1));
            }
        }
        let public = around.conversation.channel.is_some_and(|channel| PUBLIC.contains(&channel));
        let team = if singular == plural { public } else { plural > singular };
        let respect = matches!(around.assessment.address.first(), Some((Address::Plural | Address::Lofty, _)));
        let of_the_gulf = around.dialect == Dialect::Gulf && document.tokens.list.iter().any(|token| OF_THE_GULF.contains(&document.tokens.text(token)));
        let you = match (respect, of_the_gulf) {
            (true, _) => "كم",
            (false, true) => "ج",
            _ => YOU,
        };
        Self { team, you }
    }
}

/// A sentence with its slots filled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Ready {
    /// The words; blanks stand as `{name}`.
    pub text: String,
    /// Whether a blank remains.
    pub open: bool,
}

/// The ready sentences for a part, best first; `specific`: only those for what the customer tells of.
pub(super) fn sentences(
    matcher: &mut Matcher<'_>,
    around: &Around<'_, '_>,
    (part, specific): (Part, bool),
    (language, dialect): (Language, Dialect),
) -> Vec<Ready> {
    let set = matcher.set;
    let mut ready: Vec<Ready> = Vec::new();
    for &told in &around.told(set, language).topics {
        let topic = &set.topics[told.0];
        if specific && topic.general || part == Part::Acknowledgement && around.filling.is_whole() && !topic.whole {
            continue;
        }
        let before = ready.len();
        for sentence in of_topic(matcher, around, told, (part, language, dialect)) {
            if !ready.contains(&sentence) && ready.len() < before + MOST_OF_TOPIC && ready.len() < MOST {
                ready.push(sentence);
            }
        }
    }
    ready
}

/// The ready sentences of one topic for a part, best first.
pub(super) fn of_topic(
    matcher: &mut Matcher<'_>,
    around: &Around<'_, '_>,
    (index, thing): (usize, Option<usize>),
    (part, language, dialect): (Part, Language, Dialect),
) -> Vec<Ready> {
    let set = matcher.set;
    let (told, manner) = (around.told(set, language), around.manner(matcher));
    let (channel, register) = (around.conversation.channel, around.conversation.register.as_deref());
    let fits = |say: &Say, dialect: Dialect| {
        say.part == part
            && say.lang == language
            && say.dialect == dialect
            && (say.channels.is_empty() || channel.is_some_and(|channel| say.channels.contains(&channel)))
            && (say.register.is_none() || say.register.as_deref() == register)
            && say.with.as_ref().is_none_or(|with| told.topics.iter().any(|&(topic, _)| *set.topics[topic].name == **with))
    };
    let topic = &set.topics[index];
    let whole = around.filling.is_whole();
    let letter = channel == Some(Channel::Email);
    let own = if topic.says.iter().any(|say| fits(say, dialect)) { dialect } else { Dialect::Msa };
    if whole && own != dialect && language == Language::Arabic {
        return Vec::new();
    }
    let mut says: Vec<&Say> = topic.says.iter().filter(|say| fits(say, own)).collect();
    // A letter is closed as a letter.
    says.retain(|say| !(whole && letter && part == Part::Closing && say.channels.is_empty()));
    says.sort_by_key(|say| (say.with.is_none(), say.register.is_none(), say.channels.is_empty()));
    let slots = Slots { told, thing: thing.and_then(|thing| name(&set.things[thing].names, language, own)), manner, filling: around.filling, asked: None };
    let unsigned = part == Part::Closing && signed(matcher);
    let texts = says.into_iter().flat_map(|say| say.text.iter().map(move |text| (text, say)));
    let filled = texts.filter_map(|(text, say)| if unsigned { slots.fill(&unsign(text), &say.sample) } else { slots.fill(text, &say.sample) });
    filled.filter(|sentence| !sentence.text.trim().is_empty()).collect()
}

/// What a thing is called; in a dialect without a name of its own, as in MSA.
fn name(names: &[(Language, Dialect, Box<str>)], language: Language, dialect: Dialect) -> Option<&str> {
    let of = |dialect: Dialect| names.iter().find(|name| name.0 == language && (language == Language::English || name.1 == dialect)).map(|name| &*name.2);
    of(dialect).or_else(|| of(Dialect::Msa))
}

/// Whether somebody's name stands under the draft.
fn signed(matcher: &Matcher<'_>) -> bool {
    matcher.document.zones.iter().any(|zone| matches!(zone, Zone::Signature | Zone::Closing))
}

/// A closing without the line for the name.
fn unsign(closing: &str) -> String {
    let asks = |line: &str| blanks(line).is_some_and(|names| names.into_iter().any(|name| !is_known(name)));
    let kept: Vec<&str> = closing.split('\n').filter(|line| !asks(line)).collect();
    kept.join("\n")
}

/// What the slots of a sentence are filled from.
pub(super) struct Slots<'s> {
    /// What the customer tells.
    pub told: &'s Told,
    /// What the customer's thing is called.
    pub thing: Option<&'s str>,
    /// How the draft speaks.
    pub manner: Manner,
    /// Whether blanks are filled with samples.
    pub filling: Filling,
    /// A question of the customer's.
    pub asked: Option<&'s str>,
}

impl Slots<'_> {
    /// The sentence with its slots filled; `None` where it needs what nobody told.
    pub(super) fn fill(&self, text: &str, sample: &BTreeMap<String, String>) -> Option<Ready> {
        let mut ready = Ready { text: String::with_capacity(text.len()), open: false };
        for piece in pieces(text)? {
            match piece {
                Piece::Text(words) => ready.text.push_str(words),
                Piece::Voice(one, many) => ready.text.push_str(if self.manner.team { many } else { one }),
                Piece::Slot(name) => match (self.fact(name), sample.get(name), self.filling.is_sampled()) {
                    (Some(words), _, _) => ready.text.push_str(&words),
                    (None, Some(words), true) => ready.text.push_str(words),
                    (None, Some(_), false) => {
                        ready.open = true;
                        ready.text.extend(["{", name, "}"]);
                    }
                    (None, None, _) => return None,
                },
            }
        }
        Some(ready)
    }

    /// What is known for a slot.
    pub(super) fn fact(&self, name: &str) -> Option<String> {
        let you = self.manner.you;
        match name {
            YOU => Some(you.to_owned()),
            "thing" => self.thing.map(|thing| thing.replace("{ك}", you)),
            "order" => self.told.order.clone(),
            "amount" => self.told.amount.clone(),
            "customer" => self.told.customer.clone(),
            "asked" => self.asked.map(str::to_owned),
            _ => None,
        }
    }
}
