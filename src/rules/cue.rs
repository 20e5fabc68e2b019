//! Cues: phrases that the models of a reply count, found in the same pass as the rules' own phrases. One file each in `rules/cues/`.

use super::spec::{Bilingual, SpeechAct};
use super::spec_lexicon::LintSpec;
use crate::text::{Dialect, Language};
use serde::{Deserialize, Serialize};
use toml::Spanned;

/// Whose words a cue is looked for in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The customer's.
    Customer,
    /// The agent's.
    Reply,
}

macro_rules! cues {
    ($($(#[$text:meta])* $variant:ident $name:literal $side:ident,)*) => {
        /// What a phrase tells a model. Each is filled by the file of its name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Cue {
            $($(#[$text])* $variant,)*
        }

        impl Cue {
            /// All cues, in the order of the documentation.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The name of its file.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }

            /// Whose words it is looked for in.
            pub const fn side(self) -> Side {
                match self {
                    $(Self::$variant => Side::$side,)*
                }
            }
        }
    };
}

cues! {
    /// Somebody died.
    NeedBereavement "need-bereavement" Customer,
    /// Illness, injury, danger.
    NeedHealth "need-health" Customer,
    /// Theft, fraud, a stolen account.
    NeedFraud "need-fraud" Customer,
    /// Fury, contempt, the threat to leave or complain elsewhere.
    NeedAnger "need-anger" Customer,
    /// Written, called or tried before, in vain.
    NeedRepeated "need-repeated" Customer,
    /// Money, goods or data lost, damaged, wrong, charged twice.
    NeedLoss "need-loss" Customer,
    /// Late, waiting, nobody answers.
    NeedDelay "need-delay" Customer,
    /// Disappointment and complaint without fury.
    NeedComplaint "need-complaint" Customer,
    /// Something does not work.
    NeedFault "need-fault" Customer,
    /// Worry, confusion, being at a loss.
    NeedWorry "need-worry" Customer,
    /// Praise and joy.
    NeedPraise "need-praise" Customer,
    /// Thanks, and word that the matter is settled.
    NeedSettled "need-settled" Customer,
    /// Asks when.
    AskWhen "ask-when" Customer,
    /// Asks where.
    AskWhere "ask-where" Customer,
    /// Asks how.
    AskHow "ask-how" Customer,
    /// Asks why.
    AskWhy "ask-why" Customer,
    /// Asks how much or how many.
    AskHowMuch "ask-how-much" Customer,
    /// Asks whether.
    AskWhether "ask-whether" Customer,
    /// Asks which, what or who.
    AskWhich "ask-which" Customer,
    /// Asks for something to be done.
    AskDeed "ask-deed" Customer,
    /// A question that is none: "are you serious?".
    AskRhetorical "ask-rhetorical" Customer,
    /// Proposes something: an idea, a feature, a change.
    NeedSuggestion "need-suggestion" Customer,
    /// Wants to cancel or leave.
    NeedCancel "need-cancel" Customer,
    /// Tells the number of an order or booking.
    ToldOrder "told-order" Customer,
    /// Tells an e-mail address as the customer's own.
    ToldEmail "told-email" Customer,
    /// Tells a telephone number as the customer's own.
    ToldPhone "told-phone" Customer,
    /// Sends a picture.
    ToldPhoto "told-photo" Customer,
    /// Says a name.
    ToldName "told-name" Customer,
    /// Says where.
    ToldPlace "told-place" Customer,
    /// Says on what day it was ordered, paid or delivered.
    ToldDate "told-date" Customer,
    /// Names a feeling or calls it justified.
    GivenFeeling "given-feeling" Reply,
    /// An apology.
    GivenApology "given-apology" Reply,
    /// "I understand", with an object.
    GivenUnderstanding "given-understanding" Reply,
    /// Owns the fault.
    GivenOwnership "given-ownership" Reply,
    /// Thanks, for the message or the patience; a warm word.
    GivenThanks "given-thanks" Reply,
    /// Condolence.
    GivenCondolence "given-condolence" Reply,
    /// Good wishes for health.
    GivenGetWell "given-get-well" Reply,
    /// Congratulation, cheer.
    GivenCheer "given-cheer" Reply,
    /// Shrugs: "oops", «معلش», «تتعوض».
    GivenShrug "given-shrug" Reply,
    /// Names what went wrong for the customer.
    GivenProblem "given-problem" Reply,
    /// Tells of something that fails, is missing or keeps the customer waiting.
    TroubleTold "trouble-told" Reply,
    /// Tells of something that went wrong for the customer: a refused or cancelled order, money to be paid back.
    TroubleGrave "trouble-grave" Reply,
    /// The agent or a named colleague does or will do something about it.
    StepPromised "step-promised" Reply,
    /// The agent did something that moves the matter on.
    StepTaken "step-taken" Reply,
    /// Something will be done, nobody says by whom.
    StepOwnerless "step-ownerless" Reply,
    /// Efforts without a visible act: "we'll look into it", "we strive to".
    StepWeak "step-weak" Reply,
    /// What the customer is asked or told to do.
    StepRequested "step-requested" Reply,
    /// The matter is done.
    StepResolved "step-resolved" Reply,
    /// An attempt to repair: restart, reinstall, clear.
    StepRepair "step-repair" Reply,
    /// Asks how it went, or says when we look again.
    StepCheckback "step-checkback" Reply,
    /// Help for anything else: a closing, no step.
    OfferMore "offer-more" Reply,
    /// "Soon", «في أقرب وقت».
    TimeVague "time-vague" Reply,
    /// What is done at once: no time needed.
    TimeNow "time-now" Reply,
    /// The message arrived, a ticket was opened.
    ReceiptGiven "receipt-given" Reply,
    /// Asks for a rating.
    SurveyAsked "survey-asked" Reply,
    /// Gives a reason.
    AnswerReason "answer-reason" Reply,
    /// Yes, no, and their like.
    AnswerWhether "answer-whether" Reply,
    /// Will find out and come back.
    AnswerDeferred "answer-deferred" Reply,
    /// Thanks, wishes, regards at the end.
    ClosingSaid "closing-said" Reply,
    /// A salutation.
    GreetingSaid "greeting-said" Reply,
    /// Asks for the number of an order or booking.
    AsksOrder "asks-order" Reply,
    /// Asks for an e-mail address.
    AsksEmail "asks-email" Reply,
    /// Asks for a telephone number.
    AsksPhone "asks-phone" Reply,
    /// Asks for a picture.
    AsksPhoto "asks-photo" Reply,
    /// Asks for a name.
    AsksName "asks-name" Reply,
    /// Asks for the city or country.
    AsksPlace "asks-place" Reply,
    /// Asks on what day it was ordered, paid or delivered.
    AsksDate "asks-date" Reply,
    /// Asks for anything else: a serial number, a version, an address.
    AsksOther "asks-other" Reply,
    /// Says why something is asked for that may be known: to prove who writes, a picture that cannot be read.
    AsksReasoned "asks-reasoned" Reply,
    /// Passes the customer on: "I'm transferring you".
    HandoffSaid "handoff-said" Reply,
    /// Sends the customer to others: "please contact billing".
    ReferralSaid "referral-said" Reply,
    /// Sends the customer to another desk of the same house.
    ReferralOwn "referral-own" Reply,
    /// Words about the company itself that move nothing.
    HollowSaid "hollow-said" Reply,
    /// Why, to whom, or what passes along with the customer.
    HandoffWarm "handoff-warm" Reply,
    /// Where the customer is, or was, taken up: a private message, a call.
    RouteGiven "route-given" Reply,
    /// A refund, a replacement, a repair, a credit.
    RemedyOffered "remedy-offered" Reply,
    /// "It's on the website".
    AnswerDeflected "answer-deflected" Reply,
    /// Offers something for sale.
    UpsellOffered "upsell-offered" Reply,
    /// Asks a customer who leaves to stay.
    RetentionOffered "retention-offered" Reply,
    /// Says how to cancel, or that it is done.
    CancelTold "cancel-told" Reply,
    /// "You're welcome".
    GivenWelcome "given-welcome" Reply,
    /// Says what becomes of an idea.
    SuggestionTaken "suggestion-taken" Reply,
    /// A step behind a word of sequence: "then tap".
    StepOrdered "step-ordered" Reply,
    /// A picture, a video, a guide.
    VisualOffered "visual-offered" Reply,
    /// Who speaks, on the telephone.
    IntroSaid "intro-said" Reply,
    /// Answers what would be asked next: "so you don't have to".
    NextAnticipated "next-anticipated" Reply,
    /// Addresses the customer as one of a very high rank («سيادتكم»).
    AddressLofty "address-lofty" Reply,
    /// «حضرتك».
    AddressHadra "address-hadra" Reply,
    /// The plural of respect («لكم»).
    AddressPlural "address-plural" Reply,
    /// The singular («لك»).
    AddressSingular "address-singular" Reply,
    /// A file that comes with the reply.
    AttachmentAnnounced "attachment-announced" Reply,
    /// Formulas of a letterhead.
    RegisterStiff "register-stiff" Reply,
    /// Words of a chat among friends.
    RegisterLoose "register-loose" Reply,
}

impl Cue {
    /// The cue whose file has this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|cue| cue.name() == name)
    }
}

/// One file of `rules/cues/`.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CueSpec {
    /// What it tells.
    pub summary: Bilingual,
    /// What `rifq rules lint` lets pass here.
    pub lint: Option<LintSpec>,
    /// Overlapping exceptions.
    #[serde(default)]
    #[cfg_attr(feature = "cli", schemars(with = "Vec<String>"))]
    pub unless: Vec<Spanned<String>>,
    /// Exceptions to the left in the clause.
    #[serde(default)]
    #[cfg_attr(feature = "cli", schemars(with = "Vec<String>"))]
    pub unless_before: Vec<Spanned<String>>,
    /// Exceptions to the right in the clause.
    #[serde(default)]
    #[cfg_attr(feature = "cli", schemars(with = "Vec<String>"))]
    pub unless_after: Vec<Spanned<String>>,
    /// Speech acts in which it does not count.
    #[serde(default)]
    pub not_in: Vec<SpeechAct>,
    /// The patterns by language and dialect.
    #[serde(default, rename = "match")]
    pub matches: Vec<CueMatchSpec>,
}

/// A table `[[match]]` of a cue.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CueMatchSpec {
    /// The language of the patterns.
    pub lang: Language,
    /// Their dialect.
    pub dialect: Option<Dialect>,
    /// The patterns.
    #[cfg_attr(feature = "cli", schemars(with = "Vec<String>"))]
    pub any: Vec<Spanned<String>>,
    /// Added to the cue's.
    #[serde(default)]
    #[cfg_attr(feature = "cli", schemars(with = "Vec<String>"))]
    pub unless: Vec<Spanned<String>>,
    /// Added to the cue's.
    #[serde(default)]
    #[cfg_attr(feature = "cli", schemars(with = "Vec<String>"))]
    pub unless_before: Vec<Spanned<String>>,
    /// Added to the cue's.
    #[serde(default)]
    #[cfg_attr(feature = "cli", schemars(with = "Vec<String>"))]
    pub unless_after: Vec<Spanned<String>>,
    /// Added to the cue's.
    #[serde(default)]
    pub not_in: Vec<SpeechAct>,
}
