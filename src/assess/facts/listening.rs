//! Facts of listening: the customer's matter, thanks or idea is not taken up.

use super::Facts;
use crate::assess::need::Evidence;
use crate::assess::next_step::StepGrade;
use crate::assess::structure::{first_of_body, is_bare, is_courtesy};
use crate::rules::{Cue, Fact};
use crate::text::TokenClass;

/// A message of fewer words needs no reflection.
const LEAST_TOLD: usize = 12;
/// Nor one with fewer content words.
const LEAST_CONTENT: usize = 3;
/// Nor is a shorter reply a place for it.
const LEAST_REPLY: usize = 5;
/// A reply of fewer words says nothing of a suggestion, and has no room for another matter.
const FEW: usize = 8;

impl Facts<'_> {
    pub(super) fn listening(&mut self) {
        if !self.setting.has_customer || self.assessment.mismatch.is_some() {
            return;
        }
        self.reflection();
        self.thanks();
        self.suggestion();
    }

    /// The first two sentences hold nothing of what the customer told.
    fn reflection(&mut self) {
        let assessment = self.assessment;
        let told: usize = self.scene.messages.iter().map(|message| message.words()).sum();
        let open = assessment.need.level > 0 || !assessment.questions.is_empty();
        if told < LEAST_TOLD || self.scene.said.len() < LEAST_CONTENT || !open || !assessment.opening || self.draft.words() < LEAST_REPLY {
            return;
        }
        let draft = self.draft;
        let first = first_of_body(draft);
        let opening = draft.sentence(first).start..draft.sentence(first + 1).end.max(draft.sentence(first).end);
        let said = self.scene.said;
        // Whoever begins with the answer itself takes it up there; a courtesy could open any reply.
        let late = !is_courtesy(draft, first) && said.shared(&draft.keys).is_some();
        let reflected = late || said.shared(&draft.keys[opening]).is_some() || self.scene.earlier.iter().any(|bubble| said.shared(&bubble.keys).is_some());
        if !reflected {
            self.raise_because(Fact::ReflectionMissing, self.opening(), assessment.need.evidence.clone());
        }
    }

    /// Praise or thanks, and not a word back.
    fn thanks(&mut self) {
        const BACK: &[Cue] = &[
            Cue::GivenThanks,
            Cue::GivenWelcome,
            Cue::GivenCheer,
            Cue::ClosingSaid,
            Cue::OfferMore,
            Cue::GivenApology,
            Cue::SurveyAsked,
            Cue::SuggestionTaken,
        ];
        const MATTER: &[Cue] = &[Cue::StepRequested, Cue::StepPromised, Cue::StepRepair, Cue::AnswerReason, Cue::AnswerDeferred];
        let asked = !self.assessment.questions.is_empty() || self.asks();
        // A reply of more words has a matter of its own; "yes, I agree" answers something.
        let brief = self.bubbles().all(|bubble| bubble.words() < FEW && (!bubble.has(Cue::AnswerWhether) || bubble.words() <= 2));
        if !brief || self.says(MATTER) {
            return;
        }
        if !self.assessment.need.settled || asked || self.says(BACK) || self.holds(&[TokenClass::Emoji, TokenClass::Link]) {
            return;
        }
        let evidence: Vec<Evidence> = [self.told(Cue::NeedPraise), self.told(Cue::NeedSettled)].concat();
        self.raise_because(Fact::ThanksMissing, self.opening(), evidence);
    }

    /// An idea, and nothing on what becomes of it.
    fn suggestion(&mut self) {
        const TAKEN: &[Cue] = &[Cue::SuggestionTaken, Cue::StepWeak, Cue::StepTaken, Cue::StepPromised, Cue::StepRepair, Cue::AnswerReason];
        let evidence = self.told(Cue::NeedSuggestion);
        let draft = self.draft;
        let asks_more = self.asks() && !draft.has(Cue::GreetingSaid) && draft.words() >= FEW;
        if evidence.is_empty() || self.assessment.need.level > 1 || self.says(TAKEN) || self.holds(&[TokenClass::Link]) || asks_more {
            return;
        }
        let bare = self.bubbles().all(|bubble| is_bare(bubble) || bubble.words() < FEW);
        if bare && (self.assessment.step.grade < StepGrade::Concrete || self.asks()) {
            self.raise_because(Fact::SuggestionIgnored, self.opening(), evidence);
        }
    }
}
