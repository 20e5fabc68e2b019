//! From the models to the facts that rules are raised on, each with its place in the draft. One file per group of facts.

mod effort;
mod empathy;
mod form;
mod guide;
mod listening;
mod matter;
mod steps;

use super::Assessment;
use super::known::Again;
use super::need::Evidence;
use super::overlap::Words;
use super::reading::Reading;
use super::structure::{first_of_body, last_of_body};
use crate::conversation::{Channel, Stage};
use crate::rules::{Cue, Fact};
use crate::text::TokenClass;
use std::ops::Range;

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

/// The texts around a draft.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scene<'a> {
    /// The draft.
    pub draft: &'a Reading<'a>,
    /// What the same reply already said.
    pub earlier: &'a [&'a Reading<'a>],
    /// The customer's messages that it answers.
    pub messages: &'a [&'a Reading<'a>],
    /// Their content words.
    pub said: &'a Words,
    /// What the draft asks for although it is known.
    pub again: &'a [Again],
}

/// All facts that hold, in the order of the models.
pub(super) fn facts(scene: Scene<'_>, assessment: &Assessment, setting: Setting) -> Vec<Raised> {
    let mut facts = Facts { draft: scene.draft, scene, assessment, setting, raised: Vec::new() };
    if scene.draft.words() == 0 {
        return facts.raised;
    }
    facts.empathy();
    facts.step();
    facts.time();
    facts.follow_up();
    facts.coverage();
    facts.effort();
    facts.form();
    facts.listening();
    facts.matter();
    facts.guide();
    let waits = setting.stage == Stage::Typing && assessment.closing.is_none();
    facts.raised.retain(|raised| !(waits && raised.fact.is_absence()));
    facts.raised
}

struct Facts<'a> {
    draft: &'a Reading<'a>,
    scene: Scene<'a>,
    assessment: &'a Assessment,
    setting: Setting,
    raised: Vec<Raised>,
}

impl<'a> Facts<'a> {
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

    /// The bubbles of the reply, the draft last.
    fn bubbles(&self) -> impl Iterator<Item = &'a Reading<'a>> {
        self.scene.earlier.iter().copied().chain([self.draft])
    }

    /// Whether a bubble has one of these cues.
    fn says(&self, cues: &[Cue]) -> bool {
        self.bubbles().any(|bubble| bubble.has_any(cues))
    }

    /// Whether a bubble holds a token of one of these classes.
    fn holds(&self, classes: &[TokenClass]) -> bool {
        self.bubbles().any(|bubble| bubble.document.tokens.list.iter().any(|token| classes.contains(&token.class)))
    }

    /// Whether a bubble asks something.
    fn asks(&self) -> bool {
        self.bubbles().any(|bubble| bubble.document.sentences.iter().any(|sentence| sentence.question))
    }

    /// The customer's words that are cues of this kind.
    fn told(&self, cue: Cue) -> Vec<Evidence> {
        let of = |message: &&'a Reading<'a>| message.of(cue).map(|found| Evidence { turn: message.turn, span: message.span(found) });
        self.scene.messages.iter().flat_map(of).collect()
    }
}
