//! How much empathy a reply gives: none, weak (a formula) or strong (names the feeling or this very problem).

use super::overlap::Words;
use super::reading::{Found, Reading};
use crate::rules::Cue;
use crate::text::Zone;

/// How far after an apology the problem is looked for (tokens).
const REACH: usize = 14;
/// Nouns of stock apologies; folded.
const FORMULAS: &[&str] = &["inconvenience", "inconveniences", "trouble", "hassle", "bother", "الازعاج", "ازعاج", "لازعاجك", "ازعاجك", "ازعاجكم", "لازعاجكم"];
/// Cues that acknowledge what happened.
const ACKNOWLEDGING: &[Cue] = &[Cue::GivenFeeling, Cue::GivenApology, Cue::GivenUnderstanding, Cue::GivenOwnership, Cue::GivenCondolence, Cue::GivenGetWell];

/// How much empathy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// None.
    #[default]
    None,
    /// A stock apology, thanks, "I understand".
    Weak,
    /// The feeling or this very problem, with apology, understanding or ownership.
    Strong,
}

impl Grade {
    /// The word for it in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Weak => "weak",
            Self::Strong => "strong",
        }
    }
}

/// What a reply gives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// How much.
    pub grade: Grade,
    /// A phrase takes it back: blame, belittling, an apology for the customer's feeling.
    pub harmed: bool,
    /// The first acknowledging phrase of the draft.
    pub first: Option<Found>,
    /// Apologies in the draft.
    pub apologies: Vec<Found>,
}

impl Given {
    /// What the bubbles of one reply give together; the last one is the draft.
    pub fn of(bubbles: &[&Reading<'_>], said: &Words, trigger: Option<Cue>) -> Self {
        let mut given = Self::default();
        for bubble in bubbles {
            let (grade, harmed) = grade(bubble, said, trigger);
            given.grade = given.grade.max(grade);
            given.harmed |= harmed;
        }
        if given.harmed {
            given.grade = match given.grade {
                Grade::Strong => Grade::Weak,
                _ => Grade::None,
            };
        }
        if let Some(draft) = bubbles.last() {
            given.first = draft.cues.iter().find(|found| ACKNOWLEDGING.contains(&found.cue)).copied();
            given.apologies = apologies(draft);
        }
        given
    }
}

/// Apologies that do not overlap each other, nor one that apologises for a feeling.
fn apologies(reading: &Reading<'_>) -> Vec<Found> {
    let mut apologies: Vec<Found> = Vec::new();
    for found in reading.of(Cue::GivenApology) {
        if apologies.last().is_none_or(|last| !last.overlaps(found)) {
            apologies.push(*found);
        }
    }
    apologies
}

fn grade(reading: &Reading<'_>, said: &Words, trigger: Option<Cue>) -> (Grade, bool) {
    let harmed = |found: &Found| reading.harms.iter().any(|&(first, end)| found.first < end && first < found.end);
    let mut grade = Grade::None;
    for found in &reading.cues {
        if harmed(found) {
            continue;
        }
        if found.cue == Cue::GivenThanks && signs_off(reading, found) {
            continue;
        }
        let beside = |cues: &[Cue]| cues.iter().any(|&cue| reading.in_sentence(cue, found.sentence).any(|other| !harmed(other)));
        let this = match found.cue {
            Cue::GivenCondolence if trigger == Some(Cue::NeedBereavement) => Grade::Strong,
            Cue::GivenGetWell if trigger == Some(Cue::NeedHealth) => Grade::Strong,
            Cue::GivenFeeling if beside(&[Cue::GivenApology, Cue::GivenUnderstanding, Cue::GivenOwnership, Cue::GivenProblem]) => Grade::Strong,
            Cue::GivenFeeling if trigger.is_some() || names_problem(reading, found, said) => Grade::Strong,
            Cue::GivenApology | Cue::GivenUnderstanding | Cue::GivenOwnership if names_problem(reading, found, said) => Grade::Strong,
            cue if ACKNOWLEDGING.contains(&cue) || matches!(cue, Cue::GivenThanks) => Grade::Weak,
            _ => continue,
        };
        // Regrets under the signature line are a formula, whatever they name.
        let closing = reading.document.zones.get(found.sentence as usize) == Some(&Zone::Closing);
        grade = grade.max(if closing { this.min(Grade::Weak) } else { this });
    }
    (grade, !reading.harms.is_empty())
}

/// Thanks that only close the message: the last words of a sentence that is not the first, and nothing is thanked for.
/// In Arabic what is thanked for is written on to the next word; there they count.
fn signs_off(reading: &Reading<'_>, found: &Found) -> bool {
    const THANKS: &[&str] = &["thanks", "thank", "thx", "ty", "cheers"];
    const FEW: usize = 3;
    let document = reading.document;
    let sentence = reading.sentence(found.sentence as usize);
    let last = (found.sentence as usize + 1..document.sentences.len())
        .all(|next| matches!(document.zones.get(next), Some(Zone::Closing | Zone::Signature)) || reading.words_in(reading.sentence(next)) < FEW);
    // Names may follow: "Thanks, Mona from the night desk" thanks nobody.
    let rest = &document.tokens.list[(found.end as usize).min(sentence.end)..sentence.end];
    let after = rest.iter().filter(|token| token.class.is_word() && !token.capital).count();
    let late = found.sentence > 0 || found.first as usize > sentence.start + FEW;
    THANKS.contains(&document.tokens.word(found.first as usize)) && after <= 1 && last && late
}

/// Whether the words around a phrase name what went wrong: in general terms, or in the customer's own.
fn names_problem(reading: &Reading<'_>, found: &Found, said: &Words) -> bool {
    const TAIL: usize = 3;
    let document = reading.document;
    let sentence = reading.sentence(found.sentence as usize);
    let (first, after) = (found.first as usize, found.end as usize);
    let mut end = sentence.end.min(after + REACH);
    // «نعتذر عن الإزعاج، طلبك بالمستودع»: after a formula the next clause speaks of something else.
    if let Some(noun) = (after.saturating_sub(1)..end.min(after + TAIL)).find(|&at| FORMULAS.contains(&document.tokens.word(at))) {
        end = (noun..end).find(|&at| document.tokens.word(at) == ",").unwrap_or(end);
    }
    let named = reading.in_sentence(Cue::GivenProblem, found.sentence).any(|problem| (problem.first as usize) < end && problem.first + 1 >= found.first);
    // "Any confusion" is a formula, even where the customer is confused.
    let general =
        |at: usize| (1..=3).any(|back| at.checked_sub(back).is_some_and(|before| before >= after && matches!(document.tokens.word(before), "any" | "اي")));
    // "Nine hours without signal is far too long, and we're sorry": the apology may also come last.
    let before = sentence.start.max(first.saturating_sub(REACH))..first;
    let ends = reading.words_in(after..sentence.end) <= TAIL && found.cue != Cue::GivenUnderstanding && reading.words_in(before.clone()) > TAIL;
    named
        || (ends && said.shared(&reading.keys[before]).is_some())
        || (after..end).any(|at| !general(at) && said.shared(std::slice::from_ref(&reading.keys[at])).is_some())
}
