//! Facts of the matter itself: its remedy and cause, who takes it over, where the customer can go with it.

use super::Facts;
use crate::assess::next_step::StepGrade;
use crate::assess::reading::{Found, Reading};
use crate::assess::structure::{is_bare, is_courtesy};
use crate::conversation::Channel;
use crate::rules::{Cue, Fact};
use crate::text::{TokenClass, Zone};

/// A reply of so many words without a courtesy still says nothing: "Noted.", "Please be patient."
const NOTHING: usize = 5;
/// A message of fewer words may be too short to act on.
const VAGUE: usize = 6;
/// A reply of more words has mostly said why it sends the customer elsewhere.
const EXPLAINED: usize = 20;
/// How far behind "transferring you" the name of who takes over may stand (tokens).
const NAMED: usize = 3;
/// A figure of so many digits is a number to call.
const NUMBER: usize = 4;

impl Facts<'_> {
    pub(super) fn matter(&mut self) {
        self.handoff();
        self.upsell();
        let need = &self.assessment.need;
        if need.level == 0 || need.told || need.settled {
            return;
        }
        self.route();
        self.remedy();
        self.cause();
        self.clarification();
    }

    /// One of the two is glad: what else is told may be over.
    fn cheered(&self) -> bool {
        let glad = self.says(&[Cue::GivenWelcome, Cue::GivenCheer]) && !self.says(&[Cue::GivenApology]);
        glad || self.scene.messages.iter().any(|message| message.has_any(&[Cue::NeedPraise, Cue::NeedSettled]))
    }

    /// A transfer without who, why or what passes along.
    fn handoff(&mut self) {
        let draft = self.draft;
        let cold = |found: &&Found| {
            let near = |sentence: u32| sentence.abs_diff(found.sentence) <= 1;
            let warm = draft.of(Cue::HandoffWarm).any(|warm| near(warm.sentence) && !(warm.first >= found.first && warm.end <= found.end));
            let steps = |cue: Cue| matches!(cue, Cue::StepTaken | Cue::StepPromised | Cue::AnswerReason | Cue::RouteGiven);
            let eased = draft.cues.iter().any(|cue| steps(cue.cue) && near(cue.sentence) && !cue.overlaps(found));
            // In a longer reply the reason may stand anywhere.
            let explained = found.cue != Cue::HandoffSaid && draft.words() > EXPLAINED;
            let signature = draft.document.zones.get(found.sentence as usize) == Some(&Zone::Signature);
            !warm && !eased && !explained && !self.is_named(found) && !self.is_routed(found) && !signature && !draft.covers(&[Cue::OfferMore], &found.tokens())
        };
        let earlier = self.scene.earlier.iter().any(|bubble| bubble.has(Cue::HandoffWarm));
        // In public, a way to our own people is what is wanted.
        let public = matches!(self.setting.channel, Some(Channel::Social | Channel::Review | Channel::Forum));
        let passes = |found: &&Found| match found.cue {
            Cue::HandoffSaid | Cue::ReferralSaid => !earlier,
            Cue::ReferralOwn => !earlier && !public,
            _ => false,
        };
        let place = draft.cues.iter().filter(passes).find(cold).map(Found::tokens);
        self.raise(Fact::TransferCold, place.unwrap_or_default());
    }

    /// "To Rana in billing": a capital inside the sentence, right behind the transfer.
    fn is_named(&self, found: &Found) -> bool {
        const DEPARTMENTS: &[&str] =
            &["billing", "support", "sales", "it", "accounts", "customer", "technical", "the", "our", "care", "service", "finance", "team", "hr"];
        let tokens = &self.draft.document.tokens;
        let end = self.draft.sentence(found.sentence as usize).end;
        let words = found.first as usize + 1..(found.end as usize + NAMED).min(end);
        words.into_iter().any(|at| {
            let token = &tokens.list[at];
            let led = matches!(tokens.word(at - 1), "to" | "with" | "ask" | "colleague" | "manager");
            led && token.capital && token.class == TokenClass::Latin && !DEPARTMENTS.contains(&tokens.word(at))
        })
    }

    /// A link, an address or a number in the same sentence or the next one.
    fn is_routed(&self, found: &Found) -> bool {
        let draft = self.draft;
        let end = draft.sentence(found.sentence as usize + 1).end.max(draft.sentence(found.sentence as usize).end);
        let list = &draft.document.tokens.list[draft.sentence(found.sentence as usize).start..end];
        list.iter().any(|token| match token.class {
            TokenClass::Link | TokenClass::Email | TokenClass::Entity | TokenClass::Placeholder => true,
            TokenClass::Handle => token.source.start > draft.document.tokens.list[found.first as usize].source.start,
            TokenClass::Number => token.source.len() as usize >= NUMBER,
            _ => false,
        })
    }

    /// An offer to buy while the complaint is open.
    fn upsell(&mut self) {
        let need = &self.assessment.need;
        if need.level < 2 || need.told || self.assessment.step.resolved {
            return;
        }
        if let Some(tokens) = self.draft.first(Cue::UpsellOffered).map(Found::tokens) {
            self.raise_because(Fact::UpsellEarly, tokens, need.evidence.clone());
        }
    }

    /// A public complaint, answered without a way to go on.
    fn route(&mut self) {
        const LEADS: &[Cue] = &[Cue::RouteGiven, Cue::OfferMore, Cue::StepRequested, Cue::AnswerDeferred, Cue::AnswerReason, Cue::ReferralSaid];
        let (need, step) = (&self.assessment.need, &self.assessment.step);
        if need.level < 2 || !self.assessment.opening {
            return;
        }
        let leads = self.cheered()
            || (step.grade > StepGrade::None && !self.says(&[Cue::HollowSaid]))
            || step.grade == StepGrade::Concrete
            || step.resolved
            || self.says(LEADS)
            || self.asks();
        if leads || self.holds(&[TokenClass::Link, TokenClass::Email, TokenClass::Entity, TokenClass::Number, TokenClass::Placeholder]) {
            return;
        }
        if self.bubbles().all(is_hollow) {
            self.raise_because(Fact::RouteMissing, self.ending(), need.evidence.clone());
        }
    }

    /// Something is lost, broken or charged twice; neither a remedy nor a step towards one.
    fn remedy(&mut self) {
        const TOWARDS: &[Cue] = &[
            Cue::RemedyOffered,
            Cue::StepTaken,
            Cue::StepPromised,
            Cue::StepRequested,
            Cue::StepRepair,
            Cue::AnswerDeferred,
            Cue::AnswerReason,
            Cue::SuggestionTaken,
        ];
        let evidence = self.told(Cue::NeedLoss);
        let (need, step) = (&self.assessment.need, &self.assessment.step);
        if evidence.is_empty() || need.level < 2 {
            return;
        }
        let towards = self.cheered() || step.grade == StepGrade::Concrete || step.resolved || self.says(TOWARDS) || self.asks();
        // In a forum a few words answer.
        let forum = self.setting.channel == Some(Channel::Forum);
        let timed = self.bubbles().any(|bubble| bubble.time(0..bubble.document.tokens.list.len()).is_some());
        let questions = &self.assessment.questions;
        let answered = !questions.is_empty() && questions.iter().all(|question| question.answered);
        if timed || answered || towards || forum || self.holds(&[TokenClass::Link, TokenClass::Email]) {
            return;
        }
        if self.bubbles().all(is_hollow) {
            self.raise_because(Fact::RemedyMissing, self.ending(), evidence);
        }
    }

    /// Solved after a complaint, without a word on why it happened.
    fn cause(&mut self) {
        let draft = self.draft;
        let Some(found) = draft.first(Cue::StepResolved).filter(|_| self.assessment.need.level > 1 && !self.says(&[Cue::AnswerReason])) else { return };
        self.raise(Fact::CauseMissing, found.tokens());
    }

    /// The customer said too little to act on, and nobody asks.
    fn clarification(&mut self) {
        let messages = self.scene.messages;
        let told: usize = messages.iter().map(|message| message.words()).sum();
        let step = &self.assessment.step;
        let general = matches!(self.assessment.need.trigger, Some(Cue::NeedFault | Cue::NeedComplaint | Cue::NeedAnger));
        let acts = !general
            || step.grade == StepGrade::Concrete
            || step.resolved
            || self.asks()
            || self.says(&[Cue::StepRequested, Cue::StepRepair, Cue::AnswerReason]);
        let precise =
            messages.iter().any(|message| message.document.tokens.list.iter().any(|token| matches!(token.class, TokenClass::Entity | TokenClass::Link)));
        let vague = told < VAGUE && self.assessment.opening && !acts && !precise && self.assessment.questions.is_empty();
        if vague && self.bubbles().all(is_hollow) {
            self.raise_because(Fact::ClarificationMissing, self.ending(), self.assessment.need.evidence.clone());
        }
    }
}

/// Courtesies and words about the company itself, or next to nothing.
fn is_hollow(bubble: &Reading<'_>) -> bool {
    // "We take this seriously while we work on it": an effort of its own.
    let own = |found: &Found| !bubble.covers(&[Cue::HollowSaid], &found.tokens());
    if bubble.of(Cue::StepWeak).any(own) {
        return false;
    }
    let hollow = |index: usize| is_courtesy(bubble, index) || bubble.covers(&[Cue::HollowSaid], &bubble.sentence(index));
    bubble.words() < NOTHING || is_bare(bubble) || (bubble.has(Cue::HollowSaid) && (0..bubble.document.sentences.len()).all(hollow))
}
