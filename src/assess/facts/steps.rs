//! Facts of the next step: the act, its owner, its time, and what follows it.

use super::{Facts, Raised};
use crate::assess::next_step::{StepGrade, is_effort, is_step, time_of};
use crate::assess::reading::Found;
use crate::assess::time;
use crate::rules::{Cue, Fact};
use crate::text::TokenClass;

/// What they begin must come first; folded.
const AFTER: &[&str] = &["once", "when", "after", "until", "بمجرد", "عند", "عندما", "حين", "بعدما", "فور", "حالما", "لما", "اول"];

impl Facts<'_> {
    pub(super) fn step(&mut self) {
        let step = &self.assessment.step;
        if step.needed && step.grade == StepGrade::None {
            self.raise(Fact::StepMissing, self.ending());
        }
        if step.grade < StepGrade::Concrete {
            // "We're on it. A fix follows": the sentence beside it says who.
            let draft = self.draft;
            let owned = |found: &Found| {
                let beside = |other: &&Found| is_effort(other.cue) && other.sentence.abs_diff(found.sentence) <= 1 && !other.overlaps(found);
                draft.cues.iter().any(|other| beside(&other)) || time_of(draft, found).is_some()
            };
            let place = draft.of(Cue::StepOwnerless).find(|found| is_step(draft, found) && !owned(found)).map(Found::tokens);
            self.raise(Fact::StepOwnerless, place.unwrap_or_default());
        }
    }

    pub(super) fn time(&mut self) {
        if let Some(found) = time::untimed(self.draft) {
            // What waits for the customer's own step or answer, or for an event, has no time of its own.
            let near = |sentence: u32| sentence.abs_diff(found.sentence) <= 1;
            let document = self.draft.document;
            let asked = document.sentences.iter().zip(0..).any(|(sentence, index)| sentence.question && near(index));
            let waits = self.draft.sentence(found.sentence as usize).any(|at| AFTER.contains(&document.tokens.word(at)));
            let softened = waits || asked || self.draft.of(Cue::StepRequested).any(|step| near(step.sentence));
            self.raised.push(Raised { fact: Fact::CommitmentUntimed, tokens: found.tokens(), softened, evidence: Vec::new() });
        }
        if let Some(found) = time::vague(self.draft) {
            let running = [Some(found.sentence), found.sentence.checked_sub(1)]
                .into_iter()
                .flatten()
                .any(|sentence| self.draft.in_sentence(Cue::StepTaken, sentence).next().is_some());
            self.raised.push(Raised { fact: Fact::TimeVague, tokens: found.tokens(), softened: running, evidence: Vec::new() });
        }
        if let Some(tokens) = time::without_zone(self.draft) {
            self.raise(Fact::TimeZoneMissing, tokens);
        }
    }

    pub(super) fn follow_up(&mut self) {
        let draft = self.draft;
        // A question keeps the matter open, and so does what the agent will do by a given time. Where nothing is broken, nothing is to be checked.
        let asked = draft.document.sentences.iter().any(|sentence| sentence.question);
        let kept = asked || draft.has(Cue::StepCheckback) || draft.of(Cue::StepPromised).any(|found| time_of(draft, found).is_some());
        let broken = self.assessment.need.level > 0 || !self.setting.has_customer;
        let repair = draft.of(Cue::StepRepair).find(|found| is_step(draft, found));
        if let Some(found) = repair.filter(|_| broken && !kept) {
            self.raise(Fact::CheckbackMissing, found.tokens());
        }
        let open = self.assessment.need.level > 0 && !self.assessment.step.resolved;
        if let Some(found) = draft.first(Cue::SurveyAsked).filter(|_| open) {
            self.raise(Fact::SurveyEarly, found.tokens());
        }
        let all = 0..draft.document.tokens.list.len();
        let told = || {
            let number = draft.has_class(TokenClass::Entity, all.clone()) || draft.has_class(TokenClass::Number, all.clone());
            let timed = draft.time(all.clone()).is_some();
            number || timed || draft.has_class(TokenClass::Placeholder, all.clone()) || draft.has_any(&[Cue::StepPromised, Cue::StepRequested, Cue::StepRepair])
        };
        if let Some(found) = draft.first(Cue::ReceiptGiven).filter(|_| !told()) {
            self.raise(Fact::ReceiptIncomplete, found.tokens());
        }
    }
}
