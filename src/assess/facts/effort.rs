//! Facts of effort: what stays open, what is asked twice or all at once, where the customer is sent away or kept.

use super::Facts;
use crate::assess::known;
use crate::assess::need::Evidence;
use crate::assess::structure::is_bare;
use crate::rules::{Cue, Fact};
use crate::text::TokenClass;

/// More things than this are too much to ask for in one message.
const MOST_ASKED: usize = 3;
/// So many sentences that hold back a customer who wants to leave are too many.
const RETAINING: usize = 2;
/// What a sentence beside a referral holds at least when it answers, in words.
const ANSWERING: usize = 7;

impl Facts<'_> {
    pub(super) fn coverage(&mut self) {
        let open = self.assessment.questions.iter().filter(|question| !question.answered && question.kind.is_some());
        let evidence: Vec<Evidence> = open.map(|question| Evidence { turn: question.turn, span: question.span }).collect();
        // "It worked, thanks" said last: nothing is asked any more.
        if !evidence.is_empty() && !self.assessment.need.settled {
            self.raise_because(Fact::QuestionUnanswered, self.ending(), evidence);
        }
    }

    pub(super) fn effort(&mut self) {
        for again in self.scene.again {
            self.raise_because(Fact::KnownAsked, again.found.tokens(), again.told.into_iter().collect());
        }
        let asks = known::asks(self.draft);
        if let (true, Some(first), Some(last)) = (asks.len() > MOST_ASKED, asks.first(), asks.last()) {
            self.raise(Fact::AsksMany, first.start..last.end);
        }
        self.deflection();
        self.retention();
    }

    /// "It's on the website": neither the answer nor the place.
    fn deflection(&mut self) {
        let draft = self.draft;
        let Some(found) = draft.first(Cue::AnswerDeflected).copied() else { return };
        let placed = self.holds(&[TokenClass::Link, TokenClass::Email]);
        let own = draft.sentence(found.sentence as usize);
        // Another sentence, or a figure in this one, may be the answer itself.
        let beside = |index: usize| {
            let tokens = draft.sentence(index);
            let courteous = draft.covers(&[Cue::OfferMore, Cue::SurveyAsked, Cue::GivenThanks, Cue::GivenApology, Cue::ClosingSaid], &tokens);
            index != found.sentence as usize && !courteous && draft.words_in(tokens) >= ANSWERING
        };
        let figure = draft.time(own.clone()).is_some() || draft.has_class(TokenClass::Number, own.clone());
        let steps = draft.cues.iter().any(|cue| matches!(cue.cue, Cue::StepPromised | Cue::StepTaken | Cue::StepResolved | Cue::StepRepair));
        let earlier = self.scene.earlier.iter().any(|bubble| !is_bare(bubble));
        if !(placed || figure || steps || earlier || (0..draft.document.sentences.len()).any(beside)) {
            self.raise(Fact::AnswerDeflected, found.tokens());
        }
    }

    /// Offers to stay before a word on how to leave.
    fn retention(&mut self) {
        let evidence = self.told(Cue::NeedCancel);
        if evidence.is_empty() || self.scene.earlier.iter().any(|bubble| bubble.has(Cue::CancelTold)) {
            return;
        }
        let mut offers: Vec<(u32, std::ops::Range<usize>)> = self.draft.of(Cue::RetentionOffered).map(|found| (found.sentence, found.tokens())).collect();
        offers.dedup_by_key(|offer| offer.0);
        let Some((last, tokens)) = offers.get(RETAINING - 1).cloned() else { return };
        if self.draft.first(Cue::CancelTold).is_none_or(|told| told.sentence > last) {
            self.raise_because(Fact::CancelObstructed, tokens, evidence);
        }
    }
}
