//! Scores: what findings cost and strengths give back, by a scorecard, in integers only.
//!
//! A category begins at 100; each finding takes the points of its severity, a repeated one of the same rule less; strengths give points
//! back, never above 100; where it has a scale, the points are made a rating on it. The whole is the mean of the categories that apply, by
//! weight, rounded half up; what colours the whole reply takes points of it, down to a floor; the lowest cap that holds comes last.

use crate::assess::{Assessment, Grade, Question, StepGrade};
use crate::conversation::Channel;
use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::{CapCause, Cue, Lack, LackCause, Occasion, Scorecard, Strength, covers};
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
    /// What weighs on the whole: indices of the scorecard's lacks that lowered it.
    pub lacks: Vec<u32>,
    /// The cap that held it down.
    pub cap: Option<CapHeld>,
    /// Index of the scorecard's band.
    pub band: Option<usize>,
    /// The whole before rounding, what is lacking and caps, in hundredths of a point.
    pub parts: Option<u32>,
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
    for (category, score) in scorecard.categories.iter().zip(&mut scored.categories) {
        score.parts = score.parts.map(|parts| rated(&category.scale, parts));
    }
    if assessment.words.0 < usize::from(scorecard.least_words) || assessment.words.1 < LEAST_THREAD {
        scored.not_scored = Some(NotScored::TooShort);
        return scored;
    }
    finish(scorecard, diagnostics, assessment, channel, &mut scored);
    scored
}

/// The share of the highest rating that so many parts reach on a scale, in hundredths of a point; without a scale, the parts.
///
/// `(rating - lowest) / (highest - lowest)`, as Zendesk QA computes a category.
pub fn rated(scale: &[u16], parts: u32) -> u32 {
    let (highest, rating) = (scale.len() as u32, scale.iter().filter(|&&least| parts >= u32::from(least) * PARTS).count() as u32);
    if highest == 0 { parts } else { (200 * PARTS * rating + highest) / (2 * highest) }
}

/// The sum of categories by weight, in hundredths of a point, and the weight that is owed: a bonus earns and owes nothing. `None` where no
/// weight is owed.
fn sums(categories: impl Iterator<Item = (u16, bool, Option<u32>)>) -> Option<(u64, u64)> {
    let (mut sum, mut weights) = (0, 0);
    for (weight, bonus, parts) in categories {
        let Some(parts) = parts else { continue };
        sum += u64::from(weight) * u64::from(parts);
        weights += if bonus { 0 } else { u64::from(weight) };
    }
    (weights > 0).then_some((sum, weights))
}

const fn half_up(sum: u64, unit: u64) -> u64 {
    (2 * sum + unit) / (2 * unit)
}

/// Whether something weighs on the whole reply.
fn lacks(lack: &Lack, diagnostics: &[Diagnostic], assessment: &Assessment, channel: Option<Channel>) -> bool {
    let opens = assessment.opening || channel == Some(Channel::Email);
    let talk = matches!(channel, Some(Channel::Chat | Channel::Message | Channel::Sms | Channel::Phone));
    let (need, grade, step) = (assessment.need.level, assessment.given.grade, &assessment.step);
    let of = |rules: &[String]| diagnostics.iter().filter(|found| found.severity >= Severity::Hint && covers(rules, &found.rule)).count();
    match lack.when {
        LackCause::NoGreeting => opens && assessment.greeting.is_none(),
        LackCause::NoClosing => opens && !talk && assessment.closing.is_none(),
        LackCause::NoAcknowledgement => need > 0 && grade == Grade::None,
        LackCause::ComplaintUnacknowledged => need > 1 && grade == Grade::None,
        LackCause::FormulaAlone => need > 1 && grade == Grade::Weak,
        LackCause::NoStep => step.needed && step.grade == StepGrade::None,
        LackCause::VagueStep => step.grade == StepGrade::Vague,
        LackCause::StepIncomplete => step.needed && !assessment.strengths.iter().any(|(strength, _)| *strength == Strength::StepComplete),
        LackCause::OpenQuestion => assessment.questions.iter().any(|question| !question.answered && question.kind.is_some()),
        LackCause::Rules => of(&lack.rules) >= usize::from(lack.at_least),
        LackCause::FewStrengths => assessment.strengths.len() < usize::from(lack.at_least),
        LackCause::FewWords => assessment.length < usize::from(lack.at_least),
    }
}

/// Takes the points of all findings from their categories.
fn charge(scorecard: &Scorecard, diagnostics: &[Diagnostic]) -> Scored {
    let start = |bonus: bool| Some(if bonus { 0 } else { 100 * PARTS });
    let categories = scorecard.categories.iter().map(|category| CategoryScore { parts: start(category.bonus), findings: Vec::new() });
    let mut scored = Scored { categories: categories.collect(), ..Scored::default() };
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
    let categories = scorecard.categories.iter().zip(&scored.categories);
    let Some((sum, weights)) = sums(categories.map(|(category, score)| (category.weight, category.bonus, score.parts))) else { return };
    scored.parts = Some(u32::try_from(half_up(sum, weights)).unwrap_or(u32::MAX));
    let mut total = u8::try_from(half_up(sum, weights * u64::from(PARTS))).unwrap_or(u8::MAX).min(scorecard.most);
    for (lack, index) in scorecard.lacks.iter().zip(0..) {
        if total > scorecard.lacks_from && lack.points > 0 && lacks(lack, diagnostics, assessment, channel) {
            total = total.saturating_sub(lack.points).max(scorecard.lacks_from);
            scored.lacks.push(index);
        }
    }
    let is_critical =
        scorecard.categories.iter().zip(&scored.categories).any(|(category, score)| category.critical && score.parts.is_some_and(|parts| parts < 50 * PARTS));
    let holds = |cause: CapCause, rules: &[String]| match cause {
        CapCause::Rules => diagnostics.iter().any(|diagnostic| diagnostic.severity >= Severity::Warning && covers(rules, &diagnostic.rule)),
        CapCause::Unacknowledged => assessment.need.level >= 3 && assessment.has_customer && (assessment.given.grade == Grade::None || assessment.given.harmed),
        CapCause::NothingAnswered => nothing_answered(assessment),
        CapCause::Critical => is_critical,
    };
    let cap = scorecard.caps.iter().position(|cap| holds(cap.when, &cap.rules));
    if let Some(index) = cap.filter(|&index| scorecard.caps[index].at < total) {
        total = scorecard.caps[index].at;
        scored.cap = Some(CapHeld { at: total, cap: index });
    }
    scored.total = Some(total);
    scored.band = scorecard.bands.iter().position(|band| total >= band.from);
}
