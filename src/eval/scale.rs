//! Graded judgements: what a reader and rifq each say on the same scale.

use crate::linter::Review;
use crate::read::{EMPATHY, Labels, NEXT_STEP};

/// A judgement of a draft on a scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scale {
    /// How much acknowledgement the reply gives.
    Empathy,
    /// How much the customer needs: 0 to 3, or to 2 where the labels never say 3.
    EmpathyNeeded,
    /// How clear the next step is.
    NextStep,
    /// Whether the reply owes one.
    NextStepNeeded,
    /// Whether there is a greeting.
    Greeting,
    /// Whether there is a closing.
    Closing,
}

impl Scale {
    /// All scales, in the order of tables.
    pub const ALL: [Self; 6] = [Self::Empathy, Self::EmpathyNeeded, Self::NextStep, Self::NextStepNeeded, Self::Greeting, Self::Closing];

    /// The word for it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Empathy => "empathy",
            Self::EmpathyNeeded => "empathy_needed",
            Self::NextStep => "next_step",
            Self::NextStepNeeded => "next_step_needed",
            Self::Greeting => "greeting",
            Self::Closing => "closing",
        }
    }

    /// Whether it has more than two levels, so that distances count.
    pub const fn is_graded(self) -> bool {
        matches!(self, Self::Empathy | Self::EmpathyNeeded | Self::NextStep)
    }

    /// What the labels say.
    pub fn expected(self, labels: &Labels) -> Option<u8> {
        match self {
            Self::Empathy => labels.empathy,
            Self::EmpathyNeeded => labels.empathy_needed,
            Self::NextStep => labels.next_step,
            Self::NextStepNeeded => labels.next_step_needed.map(u8::from),
            Self::Greeting => labels.greeting.map(u8::from),
            Self::Closing => labels.closing.map(u8::from),
        }
    }

    /// What the review says.
    pub fn found(self, review: &Review) -> u8 {
        let said = &review.assessment;
        let level = |words: [&str; 3], word: &str| words.iter().zip(0..).find(|(known, _)| **known == word).map_or(0, |(_, level)| level);
        match self {
            Self::Empathy => level(EMPATHY, said.given.grade.name()),
            Self::EmpathyNeeded => said.need.level,
            Self::NextStep => level(NEXT_STEP, said.step.grade.name()),
            Self::NextStepNeeded => u8::from(said.step.needed),
            Self::Greeting => u8::from(said.greeting.is_some()),
            Self::Closing => u8::from(said.closing.is_some()),
        }
    }

    /// The word for one of its levels.
    pub fn word(self, level: u8) -> &'static str {
        let words: &[&str] = match self {
            Self::Empathy => &EMPATHY,
            Self::EmpathyNeeded => &["0", "1", "2", "3"],
            Self::NextStep => &NEXT_STEP,
            Self::NextStepNeeded | Self::Greeting | Self::Closing => &["false", "true"],
        };
        words.get(usize::from(level)).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::{Grade, StepGrade};

    #[test]
    fn labels_and_reviews_use_the_same_words() {
        assert_eq!([Grade::None, Grade::Weak, Grade::Strong].map(Grade::name), EMPATHY);
        assert_eq!([StepGrade::None, StepGrade::Vague, StepGrade::Concrete].map(StepGrade::name), NEXT_STEP);
    }
}
