//! Scores: what findings cost and strengths give back, by a scorecard, in integers only.
//!
//! A category begins at 100; each finding takes the points of its severity, a repeated one of the same rule less; strengths give points
//! back, never above 100. The whole is the mean of the categories that apply, by weight, rounded half up; what is lacking without being a
//! fault lowers it within the highest scores only; the lowest cap that holds comes last.

use crate::assess::{Assessment, Grade, Question, StepGrade};
use crate::conversation::Channel;
use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::{CapCause, Cue, LackCause, Occasion, Scorecard, covers};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Parts of a point.
const PARTS: u32 = 100;
/// A thread of fewer words is not scored, however long the reply ("ok", "done").
const LEAST_THREAD: usize = 10;

/// Why a reply has no score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotScored {
    /// The reply, or the whole exchange, is too short to judge.
    TooShort,
}

impl NotScored {
    /// The word for it in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::TooShort => "too_short",
        }
    }
}

/// The score of one category, in hundredths of a point.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CategoryScore {
    /// 0 to 10,000; `None` where the category does not apply.
    pub parts: Option<u32>,
    /// Indices of the findings that cost points here.
    pub findings: Vec<u32>,
}

/// A cap that holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CapHeld {
    /// The most the score can be.
    pub at: u8,
    /// Index of the scorecard's cap.
    pub cap: usize,
}

/// What a reply is worth.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scored {
    /// 0 to 100, or why there is none.
    pub total: Option<u8>,
    /// Why there is no score.
    pub not_scored: Option<NotScored>,
    /// What is lacking without being a fault: indices of the scorecard's lacks that lowered it.
    pub lacks: Vec<u32>,
    /// The cap that held it down.
    pub cap: Option<CapHeld>,
    /// Index of the scorecard's band.
    pub band: Option<usize>,
    /// By category of the scorecard.
    pub categories: Vec<CategoryScore>,
    /// What each finding costs, in hundredths of a point, in the order of the findings.
    pub costs: Vec<u32>,
}

impl Scored {
    /// Forgets the findings that are not kept, by index; no score changes.
    pub fn retain(&mut self, kept: &[bool]) {
        let place =
            |index: &u32| kept.get(*index as usize).copied().unwrap_or_default().then(|| kept[..*index as usize].iter().filter(|&&kept| kept).count() as u32);
        for category in &mut self.categories {
            category.findings = category.findings.iter().filter_map(place).collect();
        }
        let mut kept = kept.iter();
        self.costs.retain(|_| kept.next().copied().unwrap_or_default());
    }
}

/// Scores one reply.
pub fn score(scorecard: &Scorecard, diagnostics: &[Diagnostic], assessment: &Assessment, channel: Option<Channel>) -> Scored {
    let mut scored = charge(scorecard, diagnostics);
    for (category, score) in scorecard.categories.iter().zip(&mut scored.categories) {
        let applies = match category.when {
            Occasion::Always => true,
            Occasion::Need => assessment.need.level > 0,
            Occasion::Question => !assessment.questions.is_empty(),
            Occasion::Opening => assessment.opening || channel == Some(Channel::Email),
        };
        // A fault found is a fault, whatever the occasion.
        if !applies && score.findings.is_empty() {
            score.parts = None;
        }
    }
    for reward in &scorecard.rewards {
        let earned = assessment.strengths.iter().any(|(strength, _)| *strength == reward.strength);
        let place = scorecard.categories.iter().position(|category| category.id == reward.category);
        if let Some(parts) = place.filter(|_| earned).and_then(|place| scored.categories[place].parts.as_mut()) {
            *parts = (*parts + u32::from(reward.points) * PARTS).min(100 * PARTS);
        }
    }
    if assessment.words.0 < usize::from(scorecard.least_words) || assessment.words.1 < LEAST_THREAD {
        scored.not_scored = Some(NotScored::TooShort);
        return scored;
    }
    finish(scorecard, diagnostics, assessment, channel, &mut scored);
    scored
}

/// Whether something is lacking that is no fault.
fn lacks(cause: LackCause, assessment: &Assessment, channel: Option<Channel>) -> bool {
    let opens = assessment.opening || channel == Some(Channel::Email);
    let talk = matches!(channel, Some(Channel::Chat | Channel::Message | Channel::Sms | Channel::Phone));
    let (need, grade, step) = (assessment.need.level, assessment.given.grade, &assessment.step);
    match cause {
        LackCause::NoGreeting => opens && assessment.greeting.is_none(),
        LackCause::NoClosing => opens && !talk && assessment.closing.is_none(),
        LackCause::NoAcknowledgement => need > 0 && grade == Grade::None,
        LackCause::FormulaAlone => need > 1 && grade == Grade::Weak,
        LackCause::NoStep => step.needed && step.grade == StepGrade::None,
        LackCause::VagueStep => step.grade == StepGrade::Vague,
        LackCause::OpenQuestion => assessment.questions.iter().any(|question| !question.answered && question.kind.is_some()),
    }
}

/// Takes the points of all findings from their categories.
fn charge(scorecard: &Scorecard, diagnostics: &[Diagnostic]) -> Scored {
    let categories = vec![CategoryScore { parts: Some(100 * PARTS), findings: Vec::new() }; scorecard.categories.len()];
    let mut scored = Scored { categories, ..Scored::default() };
    let mut times: BTreeMap<&Arc<str>, usize> = BTreeMap::new();
    // The heaviest finding of a rule is its first.
    let mut order: Vec<usize> = (0..diagnostics.len()).collect();
    order.sort_by_key(|&index| std::cmp::Reverse(diagnostics[index].severity));
    scored.costs = vec![0; diagnostics.len()];
    for index in order {
        let diagnostic = &diagnostics[index];
        let Some(place) = scorecard.category_of(&diagnostic.rule) else { continue };
        let points = u32::from(scorecard.points.of(diagnostic.severity));
        let time = times.entry(&diagnostic.rule).or_default();
        let share = scorecard.points.repeat.get(*time).copied().unwrap_or_default();
        if points > 0 {
            *time += 1;
        }
        let cost = points * u32::from(share) * PARTS / 100;
        scored.costs[index] = cost;
        let category = &mut scored.categories[place];
        category.parts = category.parts.map(|parts| parts.saturating_sub(cost));
        if diagnostic.severity > Severity::Info {
            category.findings.push(index as u32);
        }
    }
    scored.categories.iter_mut().for_each(|category| category.findings.sort_unstable());
    scored
}

/// Whether something is asked and nothing of it answered; beside questions, requests do not count.
fn nothing_answered(assessment: &Assessment) -> bool {
    let asks = |question: &&Question| question.kind != Some(Cue::AskDeed);
    let any = assessment.questions.iter().any(|question| asks(&question));
    let mut counted = assessment.questions.iter().filter(|question| !any || asks(question));
    !assessment.questions.is_empty() && counted.all(|question| !question.answered)
}

/// The weighted mean, what is lacking, the lowest cap that holds, the band.
fn finish(scorecard: &Scorecard, diagnostics: &[Diagnostic], assessment: &Assessment, channel: Option<Channel>, scored: &mut Scored) {
    let (mut sum, mut weights) = (0_u64, 0_u64);
    for (category, score) in scorecard.categories.iter().zip(&scored.categories) {
        if let Some(parts) = score.parts {
            sum += u64::from(category.weight) * u64::from(parts);
            weights += u64::from(category.weight);
        }
    }
    if weights == 0 {
        return;
    }
    let unit = weights * u64::from(PARTS);
    let mut total = u8::try_from((2 * sum + unit) / (2 * unit)).unwrap_or(100);
    for (lack, index) in scorecard.lacks.iter().zip(0..) {
        if total > scorecard.lacks_from && lack.points > 0 && lacks(lack.when, assessment, channel) {
            total = total.saturating_sub(lack.points).max(scorecard.lacks_from);
            scored.lacks.push(index);
        }
    }
    let holds = |cause: CapCause, rules: &[String]| match cause {
        CapCause::Rules => diagnostics.iter().any(|diagnostic| diagnostic.severity >= Severity::Warning && covers(rules, &diagnostic.rule)),
        CapCause::Unacknowledged => assessment.need.level >= 3 && assessment.has_customer && (assessment.given.grade == Grade::None || assessment.given.harmed),
        CapCause::NothingAnswered => nothing_answered(assessment),
    };
    let cap = scorecard.caps.iter().position(|cap| holds(cap.when, &cap.rules));
    if let Some(index) = cap.filter(|&index| scorecard.caps[index].at < total) {
        total = scorecard.caps[index].at;
        scored.cap = Some(CapHeld { at: total, cap: index });
    }
    scored.total = Some(total);
    scored.band = scorecard.bands.iter().position(|band| total >= band.from);
}
