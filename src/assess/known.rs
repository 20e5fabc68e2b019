//! What a reply asks the customer for, and what of it is known already.

use super::need::Evidence;
use super::reading::{Found, Reading};
use crate::rules::Cue;
use crate::text::TokenClass;
use std::ops::Range;

/// What can be asked for, with the customer's words that tell it.
const ASKS: &[(Cue, Option<Cue>)] = &[
    (Cue::AsksOrder, Some(Cue::ToldOrder)),
    (Cue::AsksEmail, Some(Cue::ToldEmail)),
    (Cue::AsksPhone, Some(Cue::ToldPhone)),
    (Cue::AsksPhoto, Some(Cue::ToldPhoto)),
    (Cue::AsksName, Some(Cue::ToldName)),
    (Cue::AsksPlace, Some(Cue::ToldPlace)),
    (Cue::AsksDate, Some(Cue::ToldDate)),
    (Cue::AsksOther, None),
];
/// Question words that each want an answer of their own where they are strung together; folded.
const QUESTIONS: &[&str] = &[
    "what", "when", "where", "how", "who", "which", "why", "متي", "اين", "وين", "فين", "كيف", "كم", "ليش", "ليه", "لماذا", "شو", "ايش", "ايمتي", "امتي",
    "ازاي", "علاش", "فوقاش", "كيفاش", "شكون", "من",
];

/// What is asked for although it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Again {
    /// The request, in the draft.
    pub found: Found,
    /// Where the customer told it; `None` where the request's facts do.
    pub told: Option<Evidence>,
}

/// Whether a draft asks for anything that can be known: only then earlier messages are read for it.
pub(super) fn asks_any(draft: &Reading<'_>) -> bool {
    ASKS.iter().any(|&(asks, told)| told.is_some() && draft.has(asks))
}

/// What the draft asks for although one of the messages tells it, or the order is known.
pub(super) fn again<'a>(draft: &Reading<'_>, messages: &(impl Iterator<Item = &'a Reading<'a>> + Clone), order_known: bool) -> Vec<Again> {
    let mut all: Vec<Again> = Vec::new();
    for &(asks, told) in ASKS {
        let Some(found) = draft.of(asks).find(|found| !is_reasoned(draft, found)).copied() else { continue };
        let told = |message: &'a Reading<'a>| told.and_then(|cue| message.of(cue).find(|told| is_whole(message, told)).map(|told| message.span(told)));
        let place = messages.clone().find_map(|message| told(message).map(|span| Evidence { turn: message.turn, span }));
        if place.is_some() || (order_known && asks == Cue::AsksOrder) {
            all.push(Again { found, told: place });
        }
    }
    all
}

/// "Order 5512", but not "order 2": numbers of orders and telephones are long.
fn is_whole(message: &Reading<'_>, told: &Found) -> bool {
    let least = match told.cue {
        Cue::ToldOrder => 3,
        Cue::ToldPhone => 7,
        _ => 0,
    };
    message.span(told).text(message.document.source).chars().filter(|c| c.is_numeric()).count() >= least
}

/// Asked for to prove who writes, or because it could not be read: in this sentence or the ones beside it.
fn is_reasoned(draft: &Reading<'_>, found: &Found) -> bool {
    draft.of(Cue::AsksReasoned).any(|proof| proof.sentence.abs_diff(found.sentence) <= 1)
}

/// The separate things a draft asks the customer for, in order.
pub(super) fn asks(draft: &Reading<'_>) -> Vec<Range<usize>> {
    let document = draft.document;
    let mut asked: Vec<Range<usize>> = Vec::new();
    for (index, sentence) in document.sentences.iter().enumerate() {
        let tokens = sentence.range();
        let mut ends: Vec<(Cue, usize)> = Vec::new();
        for found in draft.cues_in(index as u32).filter(|found| ASKS.iter().any(|&(asks, _)| asks == found.cue)) {
            // "Your name" asked for twice in a sentence is one thing; other things are told apart by their place.
            let same = |&(cue, end): &(Cue, usize)| cue == found.cue && (cue != Cue::AsksOther || end == found.end as usize);
            if !ends.iter().any(same) {
                ends.push((found.cue, found.end as usize));
                asked.push(found.tokens());
            }
        }
        let courteous = || draft.covers(&[Cue::OfferMore, Cue::SurveyAsked, Cue::GreetingSaid, Cue::StepRequested], &tokens);
        if ends.is_empty() && sentence.question && !courteous() {
            let strung = tokens.clone().filter(|&at| is_question(document.tokens.word(at)) && is_strung(draft, at, &tokens)).count();
            asked.extend(std::iter::repeat_n(tokens, strung.max(1)));
        }
    }
    asked
}

/// A question word, also with «و» written on to it.
fn is_question(word: &str) -> bool {
    QUESTIONS.contains(&word) || word.strip_prefix('و').is_some_and(|rest| QUESTIONS.contains(&rest))
}

/// "What, when and how": beside a comma, "and", or written on to «و».
fn is_strung(draft: &Reading<'_>, at: usize, sentence: &Range<usize>) -> bool {
    let tokens = &draft.document.tokens;
    let joins =
        |at: usize| matches!(tokens.word(at), "," | "and" | "و" | "&") || tokens.list[at].class == TokenClass::Arabic && tokens.word(at).starts_with('و');
    (at > sentence.start && joins(at - 1)) || (at + 1 < sentence.end && joins(at + 1))
}
