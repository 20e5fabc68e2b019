//! From the models to the facts that rules are raised on, each with its place in the draft.

use super::empathy::Grade;
use super::need::Evidence;
use super::next_step::{StepGrade, is_effort, is_step, time_of};
use super::reading::{Found, Reading};
use super::structure::{first_of_body, first_request, last_of_body};
use super::{Assessment, names, time};
use crate::conversation::{Channel, Stage};
use crate::rules::{Cue, Fact};
use crate::text::{Span, TokenClass};
use std::ops::Range;

/// More apologies than this are too many, and so are this many in a short reply.
const MOST_APOLOGIES: usize = 2;
/// A reply of fewer words is short.
const SHORT: usize = 80;

/// What they begin must come first; folded.
const AFTER: &[&str] = &["once", "when", "after", "until", "بمجرد", "عند", "عندما", "حين", "بعدما", "فور", "حالما", "لما", "اول"];

/// A fact that holds, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Raised {
    /// The fact.
    pub fact: Fact,
    /// Tokens of the draft it stands at; never empty.
    pub tokens: Range<usize>,
    /// Something beside it makes it a remark.
    pub softened: bool,
    /// The customer's words that make it a fault.
    pub evidence: Vec<Evidence>,
}

/// What is known beside the texts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Setting {
    /// Where the reply goes.
    pub channel: Option<Channel>,
    /// Whether the draft is finished.
    pub stage: Stage,
    /// There are messages of the customer.
    pub has_customer: bool,
    /// The customer's name is known.
    pub has_name: bool,
    /// An earlier bubble of the reply greeted; used the name.
    pub earlier: (bool, bool),
}

/// All facts that hold, in the order of the models.
pub(super) fn facts(draft: &Reading<'_>, assessment: &Assessment, setting: Setting) -> Vec<Raised> {
    let mut facts = Facts { draft, assessment, setting, raised: Vec::new() };
    if draft.words() == 0 {
        return facts.raised;
    }
    facts.empathy();
    facts.step();
    facts.time();
    facts.follow_up();
    facts.coverage();
    facts.form();
    let waits = setting.stage == Stage::Typing && assessment.closing.is_none();
    facts.raised.retain(|raised| !(waits && raised.fact.is_absence()));
    facts.raised
}

struct Facts<'a, 'd> {
    draft: &'a Reading<'d>,
    assessment: &'a Assessment,
    setting: Setting,
    raised: Vec<Raised>,
}

impl Facts<'_, '_> {
    fn raise(&mut self, fact: Fact, tokens: Range<usize>) {
        self.raise_because(fact, tokens, Vec::new());
    }

    fn raise_because(&mut self, fact: Fact, tokens: Range<usize>, evidence: Vec<Evidence>) {
        if !tokens.is_empty() {
            self.raised.push(Raised { fact, tokens, softened: false, evidence });
        }
    }

    fn opening(&self) -> Range<usize> {
        self.draft.sentence(first_of_body(self.draft))
    }

    fn ending(&self) -> Range<usize> {
        self.draft.sentence(last_of_body(self.draft))
    }

    /// The tokens of a greeting, with its courtesies and the mark after it.
    fn greeting(&self, span: Span) -> Range<usize> {
        let tokens = &self.draft.document.tokens;
        let first = tokens.list.partition_point(|token| token.source.end <= span.start);
        let mut end = tokens.list.partition_point(|token| token.source.start < span.end);
        let goes_on = |at: usize| tokens.list.get(at).is_some_and(|token| !token.breaks);
        while goes_on(end) && names::is_courtesy(tokens.word(end)) {
            end += 1;
        }
        let marked = goes_on(end) && matches!(tokens.word(end), "," | "!" | "." | "-");
        first..if marked { end + 1 } else { end }
    }

    fn empathy(&mut self) {
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

    fn step(&mut self) {
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

    fn time(&mut self) {
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
            let running = self.draft.of(Cue::StepTaken).any(|step| step.sentence == found.sentence || step.sentence + 1 == found.sentence);
            self.raised.push(Raised { fact: Fact::TimeVague, tokens: found.tokens(), softened: running, evidence: Vec::new() });
        }
        if let Some(tokens) = time::without_zone(self.draft) {
            self.raise(Fact::TimeZoneMissing, tokens);
        }
    }

    fn follow_up(&mut self) {
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

    fn coverage(&mut self) {
        let open = self.assessment.questions.iter().filter(|question| !question.answered && question.kind.is_some());
        let evidence: Vec<Evidence> = open.map(|question| Evidence { turn: question.turn, span: question.span }).collect();
        // "It worked, thanks" said last: nothing is asked any more.
        if !evidence.is_empty() && !self.assessment.need.settled {
            self.raise_because(Fact::QuestionUnanswered, self.ending(), evidence);
        }
    }

    fn form(&mut self) {
        let assessment = self.assessment;
        let first_word = self.draft.document.tokens.list.iter().position(|token| token.class.is_word()).unwrap_or_default();
        let opening = first_word..first_word + 1;
        let opens = assessment.opening || self.setting.channel == Some(Channel::Email);
        if opens && assessment.greeting.is_none() && !self.setting.earlier.0 {
            self.raise(Fact::GreetingMissing, opening);
        }
        if assessment.closing.is_none() {
            self.raise(Fact::ClosingMissing, self.ending());
        }
        let addressed = &assessment.addressed;
        let named = addressed.own.is_some() || addressed.other.is_some() || addressed.called.is_some() || self.setting.earlier.1;
        // Where the greeting is missing too, its rewrite offers the name.
        if let Some(greeting) = assessment.greeting.filter(|_| opens && self.setting.has_name && !named) {
            self.raise(Fact::NameMissing, self.greeting(greeting));
        }
        if let Some(tokens) = assessment.addressed.other.clone() {
            self.raise(Fact::NameWrong, tokens);
        }
        if assessment.mismatch.is_some() {
            self.raise(Fact::LanguageMismatched, self.opening());
        }
    }
}
