//! The kind `fact`: what the model of a reply can say, as a closed list.

use crate::diagnostic::Severity;
use serde::{Deserialize, Serialize};

/// A fact of the assessment that a rule can be raised on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fact {
    /// The customer needs an acknowledgement and the reply gives none.
    AcknowledgementMissing,
    /// A stock formula where the customer is owed more.
    AcknowledgementWeak,
    /// The acknowledgement stands after the steps.
    AcknowledgementLate,
    /// More apologies than faults.
    ApologyRepeated,
    /// A formula for another occasion.
    FormulaMismatched,
    /// Nothing says what happens next.
    StepMissing,
    /// Something will be done, nobody says by whom.
    StepOwnerless,
    /// An act is promised without a time.
    CommitmentUntimed,
    /// A vague time stands where a time is owed.
    TimeVague,
    /// A clock time without its zone or half of the day.
    TimeZoneMissing,
    /// A repair is asked for, the result is not.
    CheckbackMissing,
    /// A rating is asked for while the matter is open.
    SurveyEarly,
    /// The receipt of a message without a number, a time or an owner.
    ReceiptIncomplete,
    /// A question of the customer stays open.
    QuestionUnanswered,
    /// No salutation.
    GreetingMissing,
    /// No closing.
    ClosingMissing,
    /// The customer's name is known and not used.
    NameMissing,
    /// Another name stands in the salutation.
    NameWrong,
    /// The reply is in another language than the customer's.
    LanguageMismatched,
}

impl Fact {
    /// Whether something is missing: such facts wait while the draft is still being typed.
    pub const fn is_absence(self) -> bool {
        matches!(
            self,
            Self::AcknowledgementMissing
                | Self::AcknowledgementWeak
                | Self::StepMissing
                | Self::CommitmentUntimed
                | Self::CheckbackMissing
                | Self::ReceiptIncomplete
                | Self::QuestionUnanswered
                | Self::GreetingMissing
                | Self::ClosingMissing
                | Self::NameMissing
        )
    }
}

/// The table `[fact]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FactSpec {
    /// The fact.
    pub is: Fact,
    /// Severities by what the customer needs, 0 to 3, in place of the rule's; weaker than the rule's only.
    pub by_need: Option<[Severity; 4]>,
}
