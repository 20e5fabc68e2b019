//! Facts of guidance: steps that are no list, no picture, no link; a call that nobody opens with a name.

use super::Facts;
use crate::conversation::Channel;
use crate::rules::{Cue, Fact};
use crate::text::TokenClass;

/// So many steps in one paragraph want a list.
const SEQUENCE: usize = 4;
/// From so many steps on a picture helps.
const MANY_STEPS: usize = 5;
/// From so many steps on an answer to "how" is a guide.
const SOME_STEPS: usize = 2;

impl Facts<'_> {
    pub(super) fn guide(&mut self) {
        self.sequence();
        let draft = self.draft;
        let instructs = |cue: Cue| matches!(cue, Cue::StepRepair | Cue::StepRequested | Cue::StepOrdered);
        let steps: Vec<_> = draft.cues.iter().filter(|found| instructs(found.cue)).collect();
        let shown = self.holds(&[TokenClass::Link, TokenClass::Placeholder]) || self.says(&[Cue::VisualOffered]);
        let mut sentences: Vec<u32> = steps.iter().map(|found| found.sentence).collect();
        sentences.dedup();
        let many = sentences.len() >= MANY_STEPS || draft.of(Cue::StepOrdered).count() >= MANY_STEPS;
        if let (true, Some(first)) = (many && !shown, steps.first()) {
            self.raise(Fact::VisualMissing, first.tokens());
        } else if let (true, Some(first)) = (!shown && steps.len() >= SOME_STEPS, steps.first())
            && self.assessment.questions.iter().any(|question| question.kind == Some(Cue::AskHow))
        {
            self.raise(Fact::LinkMissing, first.tokens());
        }
        self.introduction();
    }

    /// "Open it, then tap this, then choose that, and finally ...", in one paragraph.
    fn sequence(&mut self) {
        let document = self.draft.document;
        let mut run: Vec<&crate::assess::Found> = Vec::new();
        let mut found = None;
        for step in self.draft.of(Cue::StepOrdered) {
            let from = run.last().map_or(step.first, |last| last.first) as usize + 1;
            let begins = document.tokens.list[from.min(step.first as usize)..=step.first as usize].iter().any(|token| token.breaks);
            if begins {
                run.clear();
            }
            if run.last().is_none_or(|last| !last.overlaps(step)) {
                run.push(step);
            }
            if run.len() >= SEQUENCE {
                found = Some(run[0].first as usize..step.end as usize);
            }
        }
        self.raise(Fact::StepsUnlisted, found.unwrap_or_default());
    }

    /// A call opens with who speaks.
    fn introduction(&mut self) {
        let opens = self.assessment.opening && self.scene.earlier.is_empty() && self.setting.channel == Some(Channel::Phone);
        if opens && self.draft.has(Cue::GreetingSaid) && !self.says(&[Cue::IntroSaid]) && !self.setting.has_customer {
            let first = self.draft.document.tokens.list.iter().position(|token| token.class.is_word()).unwrap_or_default();
            self.raise(Fact::IntroMissing, first..first + 1);
        }
    }
}
