//! The assessment and the score, in the shape of version 1.

use super::report::SpanReport;
use super::units::Units;
use crate::assess::Assessment;
use crate::conversation::Conversation;
use crate::linter::Review;
use crate::rules::{Scorecard, Strength};
use crate::score::Scored;
use crate::text::{Language, Span};
use serde::{Deserialize, Serialize};

/// The score of one category.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct CategoryReport {
    /// Its name.
    pub id: String,
    /// 0 to 100; null where it does not apply.
    pub score: Option<f64>,
    /// Its weight in the whole.
    pub weight: u32,
    /// Indices into `diagnostics`.
    pub findings: Vec<u32>,
}

/// What held a score down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct CapReport {
    /// The most the score can be.
    pub at: u8,
    /// Why.
    pub reason: String,
}

/// Something lacking that is no fault.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct LackReport {
    /// How many points of the whole it takes.
    pub points: u8,
    /// What it is.
    pub reason: String,
}

/// What the models say about a reply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct AssessmentReport {
    /// Acknowledgement needed and given.
    pub empathy: EmpathyReport,
    /// What happens next.
    pub next_step: NextStepReport,
    /// What the customer asked.
    pub questions: Vec<QuestionReport>,
    /// Whether there is a salutation.
    pub greeting: bool,
    /// Whether there is a closing.
    pub closing: bool,
    /// What the reply does well.
    pub strengths: Vec<StrengthReport>,
}

/// Acknowledgement needed and given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct EmpathyReport {
    /// 0 none, 1 some trouble, 2 a complaint, 3 something grave.
    pub needed: u8,
    /// none, weak (a formula) or strong (the feeling or this very problem).
    pub grade: String,
    /// Whether a phrase takes it back.
    pub harmed: bool,
}

/// What happens next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct NextStepReport {
    /// Whether the reply owes a next step.
    pub needed: bool,
    /// none, vague or concrete.
    pub grade: String,
    /// The words that name it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action: Option<String>,
    /// agent or customer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// The words that say when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
}

/// A question of the customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct QuestionReport {
    /// Its words.
    pub text: String,
    /// Whether the reply answers it.
    pub answered: bool,
}

/// Something the reply does well.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct StrengthReport {
    /// A word for programs.
    pub id: String,
    /// A sentence for people.
    pub message: String,
    /// Where in the draft, in the unit of `offsets`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub span: Option<SpanReport>,
}

/// What a strength is called, in the language of the reader.
pub const fn praise(strength: Strength, reader: Language) -> &'static str {
    match (strength, reader) {
        (Strength::EmpathyStrong, Language::English) => "Names what happened to the customer or how it feels.",
        (Strength::EmpathyStrong, Language::Arabic) => "يسمّي ما حدث للعميل أو شعوره به.",
        (Strength::StepComplete, Language::English) => "Says what happens next, who does it and when.",
        (Strength::StepComplete, Language::Arabic) => "يذكر الخطوة التالية ومن يقوم بها ومتى.",
        (Strength::RefusalBridged, Language::English) => "Offers an alternative with every refusal.",
        (Strength::RefusalBridged, Language::Arabic) => "يقدّم بديلا مع كل رفض.",
        (Strength::CustomerReflected, Language::English) => "Takes up the customer's own words.",
        (Strength::CustomerReflected, Language::Arabic) => "يستعيد كلمات العميل نفسه.",
        (Strength::QuestionsAnswered, Language::English) => "Answers every question.",
        (Strength::QuestionsAnswered, Language::Arabic) => "يجيب عن كل سؤال.",
        (Strength::AnswerLinked, Language::English) => "Answers and links to more.",
        (Strength::AnswerLinked, Language::Arabic) => "يجيب ويضع رابطا للمزيد.",
        (Strength::FeelingNamed, Language::English) => "Names the customer's feeling, or calls it justified.",
        (Strength::FeelingNamed, Language::Arabic) => "يسمّي شعور العميل أو يراه في محله.",
        (Strength::NextAnticipated, Language::English) => "Answers what the customer would have asked next.",
        (Strength::NextAnticipated, Language::Arabic) => "يجيب عمّا كان العميل سيسأل عنه بعد ذلك.",
        (Strength::ThanksReturned, Language::English) => "Returns the customer's thanks.",
        (Strength::ThanksReturned, Language::Arabic) => "يردّ الشكر على العميل.",
    }
}

/// The categories of a score.
pub(super) fn categories(scorecard: Option<&Scorecard>, scored: Option<&Scored>) -> Vec<CategoryReport> {
    let (Some(scorecard), Some(scored)) = (scorecard, scored) else { return Vec::new() };
    let report = |(category, score): (&crate::rules::Category, &crate::score::CategoryScore)| CategoryReport {
        id: category.id.clone(),
        score: score.parts.map(points),
        weight: u32::from(category.weight),
        findings: score.findings.clone(),
    };
    scorecard.categories.iter().zip(&scored.categories).map(report).collect()
}

/// What is lacking without being a fault.
pub(super) fn lacks(scorecard: Option<&Scorecard>, scored: Option<&Scored>, reader: Language) -> Vec<LackReport> {
    let Some((scorecard, scored)) = scorecard.zip(scored) else { return Vec::new() };
    let held = scored.lacks.iter().filter_map(|&index| scorecard.lacks.get(index as usize));
    held.map(|lack| LackReport { points: lack.points, reason: lack.reason.get(reader).to_owned() }).collect()
}

/// Hundredths of a point as points.
pub(super) fn points(parts: u32) -> f64 {
    f64::from(parts) / 100.0
}

/// The assessment of a review.
pub(super) fn assessment(conversation: &Conversation, review: &Review, reader: Language, units: &Units<'_>) -> AssessmentReport {
    let Assessment { need, given, step, questions, greeting, closing, strengths, .. } = &review.assessment;
    let text = |turn: u32, span: Span| conversation.turns.get(turn as usize).map_or(String::new(), |turn| span.text(&turn.text).to_owned());
    let place = |span: Span| SpanReport { start: units.at(span.start), end: units.at(span.end) };
    let questions = questions.iter().map(|question| QuestionReport { text: text(question.turn, question.span), answered: question.answered });
    let strengths = strengths.iter().map(|&(strength, span)| StrengthReport {
        id: strength.name().to_owned(),
        message: praise(strength, reader).to_owned(),
        span: span.map(place),
    });
    AssessmentReport {
        empathy: EmpathyReport { needed: need.level, grade: given.grade.name().to_owned(), harmed: given.harmed },
        next_step: NextStepReport {
            needed: step.needed,
            grade: step.grade.name().to_owned(),
            action: step.action.map(|span| text(review.turn, span)),
            owner: step.owner.map(|owner| owner.name().to_owned()),
            time: step.time.map(|span| text(review.turn, span)),
        },
        questions: questions.collect(),
        greeting: greeting.is_some(),
        closing: closing.is_some(),
        strengths: strengths.collect(),
    }
}
