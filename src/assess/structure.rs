//! Greeting and closing.

use super::next_step::is_step;
use super::reading::{Found, Reading};
use crate::rules::Cue;
use crate::text::{Language, Span, TokenClass, Zone};

/// A salutation, or the customer's name, in the opening.
pub(super) fn greeting(draft: &Reading<'_>, name: Option<Span>) -> Option<Span> {
    let document = draft.document;
    let zone = document.zones.iter().position(|&zone| zone == Zone::Greeting);
    // A sentence that is nothing but "@handle" greets nobody.
    let zone = zone.filter(|&index| document.tokens.list[draft.sentence(index)].iter().any(|token| token.class.is_word()));
    zone.map(|index| document.span_of(draft.sentence(index)))
        .or_else(|| draft.of(Cue::GreetingSaid).find(|found| found.sentence < 2).map(|found| draft.span(found)))
        .or(name)
}

/// Thanks, wishes, an offer of more help, a team's signature at the end.
pub(super) fn closing(draft: &Reading<'_>) -> Option<Span> {
    const LAST: usize = 3;
    let document = draft.document;
    let count = document.sentences.len();
    let zone = document.zones.iter().rposition(|&zone| zone == Zone::Closing).map(|index| draft.sentence(index));
    let said = || {
        const REST: usize = 6;
        let near_end = |sentence: u32| sentence as usize + LAST >= count && (sentence > 0 || count == 1);
        // In a reply of one sentence, thanks that lead on to something else open it.
        let last = |found: &Found| count > 1 || draft.sentence(0).end <= found.end as usize + REST;
        draft.cues.iter().rfind(|found| matches!(found.cue, Cue::ClosingSaid | Cue::OfferMore) && near_end(found.sentence) && last(found)).map(Found::tokens)
    };
    let signed = || {
        let index = document.zones.iter().position(|&zone| zone == Zone::Signature)?;
        let tokens = draft.sentence(index);
        let words = document.tokens.list[tokens.clone()].iter().filter(|token| token.class.is_word() && token.source.len() > 2).count();
        (words >= 2).then_some(tokens)
    };
    // "Reception, The Quay House": a line of its own under the last one, without an end.
    let last_line = || {
        const LONGEST: usize = 6;
        let tokens = draft.sentence(count.checked_sub(1)?);
        let list = &document.tokens.list[tokens.clone()];
        let words = list.iter().filter(|token| token.class.is_word()).count();
        let names = list
            .iter()
            .all(|token| token.class == TokenClass::Arabic || token.capital || matches!(document.tokens.text(token), "," | "-" | "–" | "&" | "the" | "of"));
        let own = list.first().is_some_and(|token| token.breaks) && count > 2;
        (own && names && (2..=LONGEST).contains(&words)).then_some(tokens)
    };
    // "See you soon! — {brand}"
    let slot = || {
        let list = &document.tokens.list;
        let end = list.len().checked_sub(1).filter(|&end| list[end].class == TokenClass::Placeholder)?;
        let dash = end.checked_sub(1).filter(|&at| matches!(document.tokens.word(at), "-" | "–" | "—"))?;
        Some(dash..end + 1)
    };
    zone.or_else(said).or_else(signed).or_else(last_line).or_else(slot).map(|tokens| document.span_of(tokens))
}

/// The index of the first sentence after greeting and handles.
pub(super) fn first_of_body(draft: &Reading<'_>) -> usize {
    draft.document.zones.iter().position(|&zone| zone != Zone::Greeting).unwrap_or_default()
}

/// The index of the sentence after an opening that only thanks for the message; `None` where the body begins otherwise, or ends with it.
pub(super) fn after_thanks(draft: &Reading<'_>) -> Option<usize> {
    const AROUND: usize = 5;
    let first = first_of_body(draft);
    let thanks = draft.of(Cue::GivenThanks).any(|found| found.sentence as usize == first) && !draft.document.sentences.get(first)?.question;
    let next = first + 1;
    (thanks && is_empty_talk(draft, first, &[], AROUND) && draft.document.zones.get(next) == Some(&Zone::Body)).then_some(next)
}

/// The index of the last sentence before closing and signature.
pub(super) fn last_of_body(draft: &Reading<'_>) -> usize {
    let document = draft.document;
    let last = document.zones.iter().rposition(|zone| matches!(zone, Zone::Body)).unwrap_or(document.sentences.len().saturating_sub(1));
    let speaks = |index: usize| document.tokens.list[draft.sentence(index)].iter().any(|token| token.class.is_word() || token.class == TokenClass::Number);
    (0..=last).rev().find(|&index| speaks(index)).unwrap_or(last)
}

/// The first step the customer is asked to take.
pub(super) fn first_request(draft: &Reading<'_>) -> Option<Found> {
    draft.cues.iter().find(|found| matches!(found.cue, Cue::StepRequested | Cue::StepRepair) && is_step(draft, found)).copied()
}

/// Courtesies: said without saying anything of the matter.
const COURTESIES: &[Cue] = &[
    Cue::GivenApology,
    Cue::GivenUnderstanding,
    Cue::GivenFeeling,
    Cue::GivenOwnership,
    Cue::GivenThanks,
    Cue::GivenShrug,
    Cue::GreetingSaid,
    Cue::ClosingSaid,
    Cue::OfferMore,
    Cue::SurveyAsked,
    Cue::ReceiptGiven,
    Cue::StepOwnerless,
];

/// Whether a bubble holds nothing but courtesies: a few words may stand around each.
pub(super) fn is_bare(bubble: &Reading<'_>) -> bool {
    bubble.has_any(COURTESIES) && bubble.document.sentences.iter().all(|sentence| !sentence.question) && says_nothing(bubble)
}

fn says_nothing(bubble: &Reading<'_>) -> bool {
    (0..bubble.document.sentences.len()).all(|index| is_courtesy(bubble, index))
}

/// Whether a sentence holds nothing but courtesies, or is no prose.
pub(super) fn is_courtesy(bubble: &Reading<'_>, index: usize) -> bool {
    const AROUND: usize = 8;
    is_empty_talk(bubble, index, &[], AROUND)
}

/// The same with further cues, and so many words of its own.
pub(super) fn is_empty_talk(bubble: &Reading<'_>, index: usize, further: &[Cue], around: usize) -> bool {
    let document = bubble.document;
    // «طلبك متأخر»: an Arabic word holds its pronoun and its article.
    let alone = if !further.is_empty() && document.sentences.get(index).is_some_and(|sentence| sentence.language == Language::Arabic) { 1 } else { 2 };
    let empty = |cue: &Cue| COURTESIES.contains(cue) || further.contains(cue);
    let said: Vec<&Found> = bubble.cues_in(index as u32).filter(|found| empty(&found.cue)).collect();
    let range = bubble.sentence(index);
    let tokens = document.tokens.list[range.clone()].iter().zip(range);
    let rest = tokens.filter(|(token, at)| token.class.is_word() && !said.iter().any(|found| found.tokens().contains(at))).count();
    let prose = matches!(document.zones.get(index), Some(Zone::Body));
    let greets = said.iter().all(|found| found.cue == Cue::GreetingSaid);
    !prose || rest <= if greets { alone } else { around }
}
