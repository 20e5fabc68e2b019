//! When: promises without a time, vague times, clock times without a zone.

use super::next_step::{is_step, time_of};
use super::reading::{Found, Reading};
use crate::rules::{Cue, Typed};
use crate::text::TokenClass;
use std::ops::Range;

/// Words that name a time zone or the half of the day, folded; after a clock time.
const ZONES: &[&str] = &[
    "am", "pm", "gmt", "utc", "est", "edt", "pst", "pdt", "cet", "cest", "bst", "ist", "ast", "gst", "et", "pt", "ct", "noon", "midnight", "time", "local",
    "بتوقيت", "توقيت", "صباحا", "مساء", "ظهرا", "عصرا", "ليلا", "فجرا", "الصبح", "صباح", "الظهر", "العصر", "المغرب", "العشاء", "الليل", "بالليل", "ص", "م",
    "المحلي", "morning", "afternoon", "evening", "tonight", "الليله", "المسا", "مسا", "الضهر", "ضهر", "فالصباح", "فالعشيه", "الفجر",
];
/// How far apart the two times of "between 10:00 and 11:30" stand (tokens).
const PAIR: usize = 2;
/// How far after a clock time its zone may stand (tokens).
const REACH: usize = 4;

/// What the agent promises to do, without any time in its sentence or the next one.
pub(super) fn untimed(draft: &Reading<'_>) -> Option<Found> {
    // "I can hold the parcel" waits for a yes.
    let offers =
        |found: &Found| found.tokens().any(|at| matches!(draft.document.tokens.word(at), "can" | "could" | "may" | "اقدر" | "نقدر" | "يمكنني" | "يمكننا"));
    let promises = || draft.cues.iter().filter(|found| matches!(found.cue, Cue::StepPromised | Cue::AnswerDeferred) && is_step(draft, found) && !offers(found));
    let timed = |found: &Found| time_of(draft, found).is_some() || near(draft, found, Cue::TimeVague) || near(draft, found, Cue::TimeNow);
    if promises().any(timed) { None } else { promises().next().copied() }
}

/// A vague time where no exact one stands beside it.
pub(super) fn vague(draft: &Reading<'_>) -> Option<Found> {
    draft.of(Cue::TimeVague).find(|found| draft.time(draft.sentence(found.sentence as usize)).is_none()).copied()
}

fn near(draft: &Reading<'_>, found: &Found, cue: Cue) -> bool {
    [found.sentence, found.sentence + 1].into_iter().any(|sentence| draft.in_sentence(cue, sentence).next().is_some())
}

/// The first clock time without a zone or half of the day; of a pair ("between 10:00 and 11:30") the second.
pub(super) fn without_zone(draft: &Reading<'_>) -> Option<Range<usize>> {
    let document = draft.document;
    let is_figure = |at: usize| document.tokens.list[at].class == TokenClass::Number || document.tokens.word(at) == "الساعه";
    let any = (0..document.tokens.list.len()).any(is_figure);
    let sentences = if any { document.sentences.as_slice() } else { &[] };
    sentences.iter().find_map(|sentence| {
        let range = sentence.range();
        let mut times: Vec<Range<usize>> = draft.times_in(range.clone()).filter(|(typed, _)| *typed == Typed::Time).map(|(_, time)| time).collect();
        times.sort_by_key(|time| time.start);
        let paired = |time: &Range<usize>| times.iter().any(|next| next.start >= time.end && next.start <= time.end + PAIR);
        let open = |time: &Range<usize>| {
            let before = time.start.saturating_sub(2).max(range.start)..time.start;
            let duration = draft.times_in(before.start..range.end).any(|(typed, tokens)| typed == Typed::Duration && tokens.start < time.end);
            let around = before.chain(time.clone()).chain(time.end..range.end.min(time.end + REACH));
            let told = around.clone().any(|at| ZONES.contains(&document.tokens.word(at)) || ends_in_half(document.tokens.word(at)));
            let opaque = document.tokens.list[time.clone()].iter().any(|token| token.class == TokenClass::Entity);
            // «قبل الثالثة» is a time that people say; "at 3" may be the night's.
            let figures = time.clone().any(is_figure);
            !told && !duration && !opaque && figures
        };
        times.iter().find(|time| !paired(time) && open(time)).cloned()
    })
}

/// "3pm" is one token.
fn ends_in_half(word: &str) -> bool {
    word.strip_suffix("am").or_else(|| word.strip_suffix("pm")).is_some_and(|rest| rest.ends_with(|c: char| c.is_ascii_digit()))
}
