//! Facts of acknowledgement: missing, weak, late, too much, for another occasion.

use super::Facts;
use crate::assess::empathy::Grade;
use crate::assess::reading::Found;
use crate::assess::structure::first_request;
use crate::rules::{Cue, Fact};

/// More apologies than this are too many, and so are this many in a short reply.
const MOST_APOLOGIES: usize = 2;
/// A reply of fewer words is short.
const SHORT: usize = 80;

impl Facts<'_> {
    pub(super) fn empathy(&mut self) {
        let (need, given) = (&self.assessment.need, &self.assessment.given);
        let evidence = need.evidence.clone();
        match given.grade {
            Grade::None if need.level > 0 => self.raise_because(Fact::AcknowledgementMissing, self.opening(), evidence),
            Grade::Weak if need.level > 1 => {
                // Thanks alone are no stock apology; an earlier bubble's is not judged here.
                let place = given.first.map(|found| found.tokens());
                self.raise_because(Fact::AcknowledgementWeak, place.unwrap_or_default(), evidence);
            }
            _ => {}
        }
        if let (Some(found), Some(request)) = (given.first, first_request(self.draft))
            && need.level > 0
            && found.sentence > request.sentence
            && !matches!(need.trigger, Some(Cue::NeedFraud | Cue::NeedHealth))
        {
            self.raise(Fact::AcknowledgementLate, found.tokens());
        }
        let apologies = &given.apologies;
        let mut sentences: Vec<u32> = apologies.iter().map(|found| found.sentence).collect();
        sentences.dedup();
        if sentences.len() > MOST_APOLOGIES || (apologies.len() > MOST_APOLOGIES && self.draft.words() < SHORT) {
            self.raise(Fact::ApologyRepeated, apologies[MOST_APOLOGIES].tokens());
        }
        self.mismatched_formula();
    }

    fn mismatched_formula(&mut self) {
        let grave = matches!(self.assessment.need.trigger, Some(Cue::NeedBereavement | Cue::NeedHealth));
        let bereaved = self.assessment.need.trigger == Some(Cue::NeedBereavement);
        let unfit = |found: &&Found| match found.cue {
            Cue::GivenCondolence => self.setting.has_customer && !bereaved,
            Cue::GivenCheer | Cue::GivenShrug => grave,
            _ => false,
        };
        let place = self.draft.cues.iter().find(unfit).map(Found::tokens);
        if let Some(tokens) = place {
            self.raise_because(Fact::FormulaMismatched, tokens, self.assessment.need.evidence.clone());
        }
    }
}
