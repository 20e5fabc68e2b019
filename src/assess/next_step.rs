//! What happens next: the act, who does it, and when.

use super::need::Need;
use super::reading::{Found, Reading};
use crate::rules::{Cue, Typed};
use crate::text::{Span, TokenClass, Zone};

/// How clear the next step is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum StepGrade {
    /// None.
    #[default]
    None,
    /// An act without an owner, or mere efforts.
    Vague,
    /// An act with an owner, or a clear one for the customer.
    Concrete,
}

impl StepGrade {
    /// The word for it in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Vague => "vague",
            Self::Concrete => "concrete",
        }
    }
}

/// Who does the next step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// The agent or the company.
    Agent,
    /// The customer.
    Customer,
}

impl Owner {
    /// The word for it in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Agent => "agent",
            Self::Customer => "customer",
        }
    }
}

/// The next step of a reply.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NextStep {
    /// Whether the reply owes one.
    pub needed: bool,
    /// How clear it is.
    pub grade: StepGrade,
    /// The words that name it, in the draft; `None` where an earlier bubble does.
    pub action: Option<Span>,
    /// Who does it.
    pub owner: Option<Owner>,
    /// When, in the draft.
    pub time: Option<Span>,
    /// The matter is said to be settled.
    pub resolved: bool,
}

/// What grades which way, best first.
const STEPS: &[(Cue, StepGrade, Option<Owner>)] = &[
    (Cue::StepPromised, StepGrade::Concrete, Some(Owner::Agent)),
    (Cue::StepTaken, StepGrade::Concrete, Some(Owner::Agent)),
    (Cue::StepRepair, StepGrade::Concrete, Some(Owner::Customer)),
    (Cue::StepRequested, StepGrade::Concrete, Some(Owner::Customer)),
    (Cue::StepOwnerless, StepGrade::Vague, None),
    (Cue::StepWeak, StepGrade::Vague, Some(Owner::Agent)),
];
/// What says when.
pub(super) const TIMES: &[Typed] = &[Typed::Duration, Typed::Date, Typed::Time];

impl NextStep {
    /// The next step of the bubbles of one reply, the last one the draft. `asked`: the customer asked something.
    pub fn of(bubbles: &[&Reading<'_>], need: &Need, asked: bool) -> Self {
        let mut step = Self::default();
        let Some((draft, earlier)) = bubbles.split_last() else { return step };
        for bubble in earlier {
            step.take(bubble, false);
        }
        step.take(draft, true);
        // What a reply asks for or promises shows that it does not end the matter.
        let goes_on = asked || step.grade == StepGrade::Concrete;
        step.needed = !step.resolved && (need.level > 0 || (goes_on && !need.settled));
        step
    }

    fn take(&mut self, bubble: &Reading<'_>, is_draft: bool) {
        self.resolved |= bubble.has(Cue::StepResolved);
        for &(cue, grade, owner) in STEPS {
            let Some(found) = bubble.of(cue).find(|found| is_step(bubble, found)) else { continue };
            if grade > self.grade {
                self.grade = grade;
                self.owner = owner;
                self.action = is_draft.then(|| bubble.span(found));
            }
        }
        if self.grade < StepGrade::Concrete
            && let Some(span) = asks_or_links(bubble)
        {
            self.grade = StepGrade::Concrete;
            self.owner = Some(Owner::Customer);
            self.action = is_draft.then_some(span);
        }
        if is_draft {
            self.time = bubble.cues.iter().filter(|found| is_agents(found.cue)).find_map(|found| time_of(bubble, found));
        }
    }
}

/// Whether a cue is an act of the agent's side.
pub(super) const fn is_agents(cue: Cue) -> bool {
    matches!(cue, Cue::StepPromised | Cue::StepTaken | Cue::StepOwnerless)
}

/// Not where it is part of an offer of more help, nor in a signature.
pub(super) fn is_step(bubble: &Reading<'_>, found: &Found) -> bool {
    bubble.document.zones.get(found.sentence as usize) != Some(&Zone::Signature) && !bubble.covers(&[Cue::OfferMore], &found.tokens())
}

/// When an act takes place: a time in its sentence or the next one.
pub(super) fn time_of(bubble: &Reading<'_>, found: &Found) -> Option<Span> {
    let sentence = bubble.sentence(found.sentence as usize);
    let next = bubble.sentence(found.sentence as usize + 1);
    bubble.typed(TIMES, sentence).or_else(|| bubble.typed(TIMES, next)).map(|tokens| bubble.document.span_of(tokens))
}

/// A question to the customer, or a link with words on what is there.
fn asks_or_links(bubble: &Reading<'_>) -> Option<Span> {
    const LEAST_WORDS: usize = 3;
    let document = bubble.document;
    document.sentences.iter().enumerate().find_map(|(index, sentence)| {
        let tokens = sentence.range();
        let prose = !matches!(document.zones.get(index), Some(Zone::Signature | Zone::Greeting));
        let words = document.tokens.list[tokens.clone()].iter().filter(|token| token.class.is_word()).count();
        let asks = sentence.question && !bubble.covers(&[Cue::OfferMore, Cue::SurveyAsked, Cue::GreetingSaid], &tokens);
        let links = bubble.has_class(TokenClass::Link, tokens.clone()) && !bubble.covers(&[Cue::OfferMore], &tokens);
        (prose && words >= LEAST_WORDS && (asks || links)).then(|| document.span_of(tokens))
    })
}
