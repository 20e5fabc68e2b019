//! Scorecards: what findings and strengths are worth. One file each in `rules/scorecards/`.

use super::error::{RuleError, SourceFile};
use super::spec::{Bilingual, span_of};
use crate::diagnostic::Severity;
use crate::text::Span;
use serde::{Deserialize, Serialize};
use toml::Spanned;

/// What a reply does well; a closed list, told by the assessment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Strength {
    /// Names the feeling or this very problem.
    EmpathyStrong,
    /// Says what happens, who does it and when.
    StepComplete,
    /// Every refusal comes with an alternative.
    RefusalBridged,
    /// Takes up what the customer wrote: the order, the product, the problem.
    CustomerReflected,
    /// Answers every question.
    QuestionsAnswered,
    /// Answers and gives a link for more.
    AnswerLinked,
    /// Names the customer's feeling or calls it justified.
    FeelingNamed,
    /// Answers what the customer would have asked next.
    NextAnticipated,
    /// Returns thanks for thanks or praise.
    ThanksReturned,
}

impl Strength {
    /// All of them, in their order.
    pub const ALL: [Self; 9] = [
        Self::EmpathyStrong,
        Self::StepComplete,
        Self::RefusalBridged,
        Self::CustomerReflected,
        Self::QuestionsAnswered,
        Self::AnswerLinked,
        Self::FeelingNamed,
        Self::NextAnticipated,
        Self::ThanksReturned,
    ];

    /// The word for it in scorecards and reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::EmpathyStrong => "empathy-strong",
            Self::StepComplete => "step-complete",
            Self::RefusalBridged => "refusal-bridged",
            Self::CustomerReflected => "customer-reflected",
            Self::QuestionsAnswered => "questions-answered",
            Self::AnswerLinked => "answer-linked",
            Self::FeelingNamed => "feeling-named",
            Self::NextAnticipated => "next-anticipated",
            Self::ThanksReturned => "thanks-returned",
        }
    }
}

/// When a category counts at all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Occasion {
    /// Always.
    #[default]
    Always,
    /// Where the customer needs an acknowledgement.
    Need,
    /// Where the customer asked something.
    Question,
    /// In e-mail, and in the first reply of a conversation elsewhere.
    Opening,
}

/// What caps a score.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum CapCause {
    /// A need of level 3 without any acknowledgement, or with a hurtful one.
    Unacknowledged,
    /// The customer asked and no question was answered.
    NothingAnswered,
    /// A finding at warning or above of one of the cap's rules.
    Rules,
    /// A critical category has less than half of its points.
    Critical,
}

/// What weighs on the whole reply, beside what single findings cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum LackCause {
    /// The opening of an exchange greets nobody.
    NoGreeting,
    /// A reply that is no chat ends without a closing word.
    NoClosing,
    /// The customer has trouble, and nothing acknowledges it.
    NoAcknowledgement,
    /// The same where the customer complains: it is added to the other.
    ComplaintUnacknowledged,
    /// A complaint is acknowledged by a formula alone.
    FormulaAlone,
    /// The reply owes a next step and has none.
    NoStep,
    /// What happens next is vague.
    VagueStep,
    /// The reply owes a next step and does not say all of it: what happens, who does it and when.
    StepIncomplete,
    /// A question stays open.
    OpenQuestion,
    /// Findings at hint or above of the rules of the lack, so many or more.
    Rules,
    /// The reply has fewer strengths than that.
    FewStrengths,
    /// The reply has fewer words than that; in Arabic, four fifths.
    FewWords,
}

/// Points by severity, of a hundred.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Points {
    /// For an error.
    pub error: u16,
    /// For a warning.
    pub warning: u16,
    /// For a hint.
    pub hint: u16,
    /// What the first, second … finding of one rule costs, in per cent of its points; later ones cost nothing.
    pub repeat: Vec<u16>,
}

impl Points {
    /// The points of a severity.
    pub const fn of(&self, severity: Severity) -> u16 {
        match severity {
            Severity::Info => 0,
            Severity::Hint => self.hint,
            Severity::Warning => self.warning,
            Severity::Error => self.error,
        }
    }
}

/// A category of a scorecard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Category {
    /// Its short name.
    pub id: String,
    /// Its name for people.
    pub name: Bilingual,
    /// Its share in the whole.
    pub weight: u16,
    /// Rules whose findings cost points here: `category/name` or `category/*`. A full name wins over a star.
    pub rules: Vec<String>,
    /// When it counts.
    #[serde(default)]
    pub when: Occasion,
    /// The least points of the second, third … rating; the lowest has none. A category with a scale is worth `rating / highest rating`,
    /// from 0; without one, its points.
    #[serde(default)]
    pub scale: Vec<u16>,
    /// With less than half of its points the cap `critical` holds.
    #[serde(default)]
    pub critical: bool,
    /// It begins at 0, and what it earns is added to the whole without being owed.
    #[serde(default)]
    pub bonus: bool,
}

/// Points for a strength.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Reward {
    /// The strength.
    pub strength: Strength,
    /// The category that gets them.
    pub category: String,
    /// How many; no category rises above 100.
    pub points: u16,
}

/// The most a score can be under some condition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Cap {
    /// The most.
    pub at: u8,
    /// When.
    pub when: CapCause,
    /// The rules of the cause `rules`.
    #[serde(default)]
    pub rules: Vec<String>,
    /// Shown beside the score.
    pub reason: Bilingual,
}

/// Points that a score loses for what is lacking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Lack {
    /// When.
    pub when: LackCause,
    /// How many, of the whole.
    pub points: u8,
    /// The rules of the cause `rules`.
    #[serde(default)]
    pub rules: Vec<String>,
    /// How many findings the cause `rules` takes, and how many strengths or words `few-strengths` and `few-words` ask for.
    #[serde(default = "one")]
    pub at_least: u8,
    /// Shown beside the score.
    pub reason: Bilingual,
}

const fn one() -> u8 {
    1
}

/// A range of scores with a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// Its short name.
    pub id: String,
    /// The least score in it.
    pub from: u8,
    /// Its name for people.
    pub name: Bilingual,
}

/// A scorecard file.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ScorecardSpec {
    /// What it is for.
    pub summary: Bilingual,
    /// Points by severity.
    pub points: Points,
    /// Replies of fewer words are not scored.
    pub least_words: u16,
    /// The most that the whole can be: above 100 where a bonus may raise it further.
    #[serde(default = "hundred")]
    pub most: u8,
    /// Its categories.
    #[serde(rename = "category")]
    pub categories: Vec<Category>,
    /// Points for strengths.
    #[serde(default, rename = "reward")]
    #[cfg_attr(feature = "cli", schemars(with = "Vec<Reward>"))]
    pub rewards: Vec<Spanned<Reward>>,
    /// Points for what is lacking.
    #[serde(default, rename = "lack")]
    pub lacks: Vec<Lack>,
    /// What is lacking takes no score below this.
    #[serde(default)]
    pub lacks_from: u8,
    /// Caps.
    #[serde(default, rename = "cap")]
    pub caps: Vec<Cap>,
    /// Bands.
    #[serde(rename = "band")]
    pub bands: Vec<Band>,
}

/// A scorecard ready to use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scorecard {
    /// Its name.
    pub name: String,
    /// Points by severity.
    pub points: Points,
    /// Replies of fewer words are not scored.
    pub least_words: u16,
    /// The most that the whole can be.
    pub most: u8,
    /// Its categories.
    pub categories: Vec<Category>,
    /// Points for strengths.
    pub rewards: Vec<Reward>,
    /// Points for what is lacking.
    pub lacks: Vec<Lack>,
    /// What is lacking takes no score below this.
    pub lacks_from: u8,
    /// Caps, lowest first.
    pub caps: Vec<Cap>,
    /// Bands, highest first.
    pub bands: Vec<Band>,
}

impl Scorecard {
    /// Reads a scorecard file.
    pub fn compile(file: &SourceFile) -> Result<Self, RuleError> {
        let spec: ScorecardSpec = file.parse()?;
        for reward in &spec.rewards {
            let wanted = &reward.get_ref().category;
            if !spec.categories.iter().any(|category| category.id == *wanted) {
                let known: Vec<&str> = spec.categories.iter().map(|category| category.id.as_str()).collect();
                return Err(file.error(span_of(reward), format!("there is no category `{wanted}`"), Some(format!("write one of {}", known.join(", ")))));
            }
        }
        if spec.categories.iter().all(|category| category.weight == 0 || category.bonus) {
            return Err(file.error(Span::default(), "no category has a weight", Some("give at least one category a weight above 0".to_owned())));
        }
        if let Some((message, help)) = spec.categories.iter().find_map(|category| mistake(category, &spec.caps)) {
            return Err(file.error(Span::default(), message, Some(help)));
        }
        if spec.most < 100 {
            return Err(file.error(Span::default(), "the whole cannot reach 100", Some("`most` is 100, or more where a bonus counts".to_owned())));
        }
        if !spec.bands.iter().any(|band| band.from == 0) {
            return Err(file.error(Span::default(), "no band begins at 0", Some("add a [[band]] with `from = 0`".to_owned())));
        }
        let (mut caps, mut bands) = (spec.caps, spec.bands);
        caps.sort_by_key(|cap| cap.at);
        bands.sort_by_key(|band| std::cmp::Reverse(band.from));
        let rewards = spec.rewards.into_iter().map(Spanned::into_inner).collect();
        Ok(Self {
            name: file.name.clone(),
            points: spec.points,
            least_words: spec.least_words,
            most: spec.most,
            categories: spec.categories,
            rewards,
            lacks: spec.lacks,
            lacks_from: spec.lacks_from,
            caps,
            bands,
        })
    }

    /// The category in which a rule's findings cost points; `None` where in none.
    pub fn category_of(&self, rule: &str) -> Option<usize> {
        let exact = self.categories.iter().position(|category| category.rules.iter().any(|name| name == rule));
        exact.or_else(|| self.categories.iter().position(|category| covers(&category.rules, rule)))
    }
}

const fn hundred() -> u8 {
    100
}

/// What is wrong with a category, and what to write instead.
fn mistake(category: &Category, caps: &[Cap]) -> Option<(String, String)> {
    let id = &category.id;
    if category.scale.iter().any(|&least| least == 0 || least > 100) || !category.scale.is_sorted_by(|one, next| one < next) {
        return Some((format!("the scale of `{id}` does not rise"), "write the least points of each rating but the lowest: [30, 50, 70, 90]".to_owned()));
    }
    if category.critical && category.bonus {
        return Some((format!("`{id}` is critical and a bonus"), "make it one of the two".to_owned()));
    }
    if category.critical && !caps.iter().any(|cap| cap.when == CapCause::Critical) {
        return Some((format!("`{id}` is critical, and nothing follows from it"), "add a [[cap]] with `when = \"critical\"` and `at = 0`".to_owned()));
    }
    None
}

/// Whether one of the names, `category/name` or `category/*`, is this rule's.
pub(crate) fn covers(names: &[String], rule: &str) -> bool {
    names.iter().any(|name| name == rule || name.strip_suffix('*').is_some_and(|start| rule.starts_with(start)))
}
