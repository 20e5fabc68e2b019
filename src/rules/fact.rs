//! The kind `fact`: what the model of a reply can say, as a closed list.

use crate::diagnostic::Severity;
use serde::{Deserialize, Serialize};

/// A fact of the assessment that a rule can be raised on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
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
    /// A transfer without who, why or what passes along.
    TransferCold,
    /// A public complaint is answered without a way to go on.
    RouteMissing,
    /// Something is asked for that the customer already told.
    KnownAsked,
    /// Too many things are asked for at once.
    AsksMany,
    /// The customer is sent to look for the answer, without the place.
    AnswerDeflected,
    /// Offers to stay stand before a word on how to leave.
    CancelObstructed,
    /// Something is lost or broken, and neither a remedy nor a step towards one is named.
    RemedyMissing,
    /// Solved, without a word on why it happened.
    CauseMissing,
    /// The customer said too little to act on, and nobody asks.
    ClarificationMissing,
    /// The opening holds nothing of what the customer told.
    ReflectionMissing,
    /// Thanks or praise, and not a word back.
    ThanksMissing,
    /// An idea of the customer is not taken up.
    SuggestionIgnored,
    /// Something is offered for sale while the complaint is open.
    UpsellEarly,
    /// Steps are strung together in one paragraph.
    StepsUnlisted,
    /// Many steps without a picture, a video or a link.
    VisualMissing,
    /// An answer to "how" without a link to it.
    LinkMissing,
    /// A call is opened without a name.
    IntroMissing,
    /// A number or an address that others must not read.
    PersonalDataShown,
    /// A blank of a template is not filled.
    BlankLeft,
    /// The salutation has room for a name and none in it.
    NameEmpty,
    /// The subject says nothing of the matter.
    SubjectVague,
    /// A file is announced and none is attached.
    AttachmentMissing,
    /// Nobody signs.
    SignatureMissing,
    /// Spaces too many, or none where one belongs.
    SpacingOff,
    /// A word is drawn out.
    WordStretched,
    /// A word stands twice.
    WordDoubled,
    /// An invisible mark turns the direction of the text round.
    DirectionForced,
    /// Capitals or marks that shout.
    Shouting,
    /// An emoji that does not fit the channel or the occasion.
    EmojiUnfit,
    /// A date that two readers read in two ways.
    DateAmbiguous,
    /// Two ways of addressing the customer in one reply.
    AddressMixed,
    /// The customer's gender is taken for granted, or is another one.
    GenderAssumed,
    /// Words of another register or dialect than the rest.
    RegisterMixed,
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
                | Self::TransferCold
                | Self::RouteMissing
                | Self::AnswerDeflected
                | Self::CancelObstructed
                | Self::RemedyMissing
                | Self::CauseMissing
                | Self::ClarificationMissing
                | Self::ReflectionMissing
                | Self::ThanksMissing
                | Self::SuggestionIgnored
                | Self::VisualMissing
                | Self::LinkMissing
                | Self::IntroMissing
                | Self::SubjectVague
                | Self::AttachmentMissing
                | Self::SignatureMissing
        )
    }
}

/// The slot of a rewrite that takes what the model of the reply worked out: a masked number, a word written once.
pub const BETTER: &str = "better";

/// The table `[fact]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FactSpec {
    /// The fact.
    pub is: Fact,
    /// Severities by what the customer needs, 0 to 3, in place of the rule's; weaker than the rule's only.
    pub by_need: Option<[Severity; 4]>,
}
