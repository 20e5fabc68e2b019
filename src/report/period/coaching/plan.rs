//! The plan: what is said of one agent, ready to be written in any format.

use super::super::gather::short;
use super::super::sums::{ENOUGH, Sum, per_100};
use super::examples::Example;
use super::gather::{Case, Coached, Found};
use super::kept::Kept;
use super::sentence::showing;
use crate::conversation::Channel;
use crate::drill::{Scenario, fitting, scenarios};
use crate::linter::Linter;
use crate::rules::{RuleSet, Strength};
use crate::stats::Share;
use crate::text::Language;
use crate::wire::praise;
use std::collections::{BTreeMap, BTreeSet};

/// Habits and strengths named.
const MOST: usize = 3;

/// Replies in which something must have happened to be called a habit.
const LEAST: u64 = 3;

/// Exercises for each habit.
const EXERCISES: usize = 2;

/// Sentences for each strength.
const SENTENCES: usize = 2;

/// Strengths, those that take most to do first.
const CRAFT: [Strength; 9] = [
    Strength::EmpathyStrong,
    Strength::StepComplete,
    Strength::RefusalBridged,
    Strength::FeelingNamed,
    Strength::NextAnticipated,
    Strength::CustomerReflected,
    Strength::AnswerLinked,
    Strength::QuestionsAnswered,
    Strength::ThanksReturned,
];

/// What a plan stands on.
#[derive(Clone, Copy, Debug)]
pub struct Basis<'b> {
    /// Judges sentences once more, for the places of strengths; its rules give names and messages.
    pub linter: &'b Linter,
    /// The language of the plan.
    pub language: Language,
    /// Personal data is masked in the texts.
    pub masked: bool,
    /// The plan before.
    pub last: Option<&'b Kept>,
}

/// A plan for one agent.
#[derive(Clone, Debug)]
pub struct Plan {
    /// For whom.
    pub agent: String,
    /// The language it is written in.
    pub language: Language,
    /// The days of the first and the last reply.
    pub days: Option<(String, String)>,
    /// The agent's replies.
    pub sum: Sum,
    /// The replies of all others.
    pub others: Sum,
    /// Personal data is masked in the texts.
    pub masked: bool,
    /// What to work on.
    pub habits: Vec<Habit>,
    /// What went well.
    pub strengths: Vec<Strong>,
    /// A reply to learn from: what was asked, and what was answered.
    pub best: Option<(Option<String>, String)>,
    /// What changed since the plan before; `None` where there is none, or one of the two has too few replies.
    pub trend: Option<Trend>,
    /// No plan is known before this one.
    pub is_first: bool,
    pub(super) weeks: BTreeMap<String, Sum>,
}

/// One habit.
#[derive(Clone, Debug)]
pub struct Habit {
    /// The rule.
    pub rule: String,
    /// What it says.
    pub message: String,
    /// Why it matters.
    pub why: String,
    /// Replies that have it.
    pub replies: u64,
    /// Of a thousand replies of the agent, and of the others where there are enough.
    pub shares: (u64, Option<u64>),
    /// Sentences, with better ones.
    pub examples: Vec<Example>,
    /// A sentence of the agent's own that does it well.
    pub own: Option<String>,
    /// What trains it.
    pub exercises: Vec<Scenario>,
}

/// One strength.
#[derive(Clone, Debug)]
pub struct Strong {
    /// What is done.
    pub praise: &'static str,
    /// Replies that have it.
    pub replies: u64,
    /// Of a thousand replies of the agent, and of the others where there are enough.
    pub shares: (u64, Option<u64>),
    /// The agent's own sentences.
    pub sentences: Vec<String>,
}

/// What changed since the plan before.
#[derive(Clone, Debug)]
pub struct Trend {
    /// Its days.
    pub days: (String, String),
    /// The mean scores, then and now, in hundredths; `None` where there were too few replies.
    pub means: (Option<u64>, Option<u64>),
    /// The habits it named.
    pub habits: Vec<Changed>,
    /// The rules are others now.
    pub other_rules: bool,
}

/// How often a habit is seen, then and now.
#[derive(Clone, Debug)]
pub struct Changed {
    /// The rule.
    pub rule: String,
    /// What it says.
    pub message: String,
    /// Of a thousand replies.
    pub shares: (u64, u64),
    /// What that comes to.
    pub change: Change,
}

/// What two shares come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Clearly less.
    Less,
    /// Clearly more.
    More,
    /// The difference may be chance.
    Unclear,
}

/// Makes the plan for an agent, and what is to be kept of it.
pub fn plan(agent: &str, mut coached: Coached, basis: Basis<'_>) -> (Plan, Option<Kept>) {
    let rules = basis.linter.rules();
    let order = order(&coached);
    let kept = Kept::of(agent, &coached, (&rules.hash, order.clone()));
    let trend = basis.last.and_then(|last| trend(last, &coached, rules, basis.language));
    let own_language = coached.language().map_or(basis.language, |code| if code == "ar" { Language::Arabic } else { Language::English });
    let (exercises, channel) = (scenarios(own_language), coached.channel().and_then(Channel::parse));
    let mut given = BTreeSet::new();
    let mut own = Own { basis, said: BTreeSet::new() };
    let strengths = own.strengths(&coached);
    let best = coached.best.as_ref().and_then(best);
    let habits = order.into_iter().filter_map(|name| {
        let found = coached.rules.remove(&name)?;
        let trained = fitting(&exercises, &name, channel).into_iter().filter(|scenario| given.insert(scenario.id.clone()));
        let exercises = trained.take(EXERCISES).cloned().collect();
        Some(habit(&name, found, (&coached, &mut own), exercises))
    });
    let habits = habits.collect();
    let plan = Plan {
        agent: agent.to_owned(),
        language: basis.language,
        days: coached.days.clone(),
        sum: coached.sum,
        others: coached.others,
        masked: basis.masked,
        habits,
        strengths,
        best,
        trend,
        is_first: basis.last.is_none(),
        weeks: coached.weeks,
    };
    (plan, kept)
}

impl Plan {
    /// Whether there are replies enough for figures and habits.
    pub fn is_enough(&self) -> bool {
        self.sum.scored >= ENOUGH
    }

    /// Whether a better sentence has blanks to fill.
    pub(super) fn has_blanks(&self) -> bool {
        let better = self.habits.iter().flat_map(|habit| &habit.examples).filter_map(|example| example.better.as_deref());
        better.into_iter().any(|better| better.contains('{'))
    }

    /// Whether a habit has exercises.
    pub(super) fn has_exercises(&self) -> bool {
        self.habits.iter().any(|habit| !habit.exercises.is_empty())
    }

    /// Whether something is said of how it went since the last plan.
    pub(super) fn tells_trend(&self) -> bool {
        self.is_enough() && (self.trend.is_some() || self.is_first)
    }
}

/// The habits, the costliest first. Where there are too few replies for habits, what was found at all.
fn order(coached: &Coached) -> Vec<String> {
    let least = if coached.sum.scored >= ENOUGH { LEAST } else { 1 };
    let mut rules: Vec<(&String, &Found)> = coached.rules.iter().filter(|(_, found)| found.replies >= least && found.cost > 0).collect();
    rules.sort_by_key(|(name, found)| (std::cmp::Reverse((found.cost, found.findings)), *name));
    rules.into_iter().take(MOST).map(|(name, _)| name.clone()).collect()
}

fn habit(name: &str, found: Found, (coached, own): (&Coached, &mut Own<'_>), exercises: Vec<Scenario>) -> Habit {
    let (rules, language) = (own.basis.linter.rules(), own.basis.language);
    let rule = rules.rules.iter().find(|rule| *rule.name == *name);
    let others = (coached.others.scored >= ENOUGH).then(|| per_100(found.others, coached.others.replies));
    Habit {
        rule: name.to_owned(),
        message: message(rules, name, language),
        why: rule.map(|rule| rule.why(language).to_string()).unwrap_or_default(),
        replies: found.replies,
        shares: (per_100(found.replies, coached.sum.replies), others),
        examples: found.examples.into_shown(),
        own: counterpart(name).iter().find_map(|strength| own.sentences(coached, *strength, 1).pop()),
        exercises,
    }
}

/// What does well what a rule of this category finds fault with.
fn counterpart(rule: &str) -> &'static [Strength] {
    match rule.split('/').next().unwrap_or_default() {
        "empathy" | "canned" | "blame" => &[Strength::FeelingNamed, Strength::EmpathyStrong],
        "listening" => &[Strength::CustomerReflected],
        "next-step" | "time" | "followup" | "ownership" | "promise" => &[Strength::StepComplete],
        "negative" => &[Strength::RefusalBridged],
        "coverage" => &[Strength::QuestionsAnswered],
        "selfservice" => &[Strength::AnswerLinked],
        _ => &[],
    }
}

/// What a rule says, or its name where it is unknown here.
fn message(rules: &RuleSet, name: &str, language: Language) -> String {
    let rule = rules.rules.iter().find(|rule| *rule.name == *name);
    rule.map_or_else(|| name.to_owned(), |rule| rule.message(language).to_string())
}

/// The agent's own good sentences; each is shown once.
struct Own<'b> {
    basis: Basis<'b>,
    said: BTreeSet<String>,
}

impl Own<'_> {
    fn strengths(&mut self, coached: &Coached) -> Vec<Strong> {
        let (replies, others) = (coached.sum.replies, coached.others.replies);
        let least = if coached.sum.scored >= ENOUGH { LEAST } else { 1 };
        let compared = coached.others.scored >= ENOUGH;
        let shares = |strength: Strength| {
            let found = coached.strengths.get(strength.name()).filter(|found| found.replies >= least)?;
            Some((per_100(found.replies, replies), compared.then(|| per_100(found.others, others)), found.replies))
        };
        let mut found: Vec<_> = Strength::ALL.into_iter().filter_map(|strength| Some((shares(strength)?, strength))).collect();
        // What stands out beside the others comes first, then what takes most to do.
        let craft = |strength: Strength| CRAFT.iter().position(|known| *known == strength);
        found.sort_by_key(|&((share, others, _), strength)| (std::cmp::Reverse(share.saturating_sub(others.unwrap_or(share))), craft(strength)));
        let mut strengths = Vec::new();
        for ((share, others, replies), strength) in found {
            let sentences = self.sentences(coached, strength, SENTENCES);
            // A strength without a sentence to show is a claim.
            if !sentences.is_empty() {
                strengths.push(Strong { praise: praise(strength, self.basis.language), replies, shares: (share, others), sentences });
            }
            if strengths.len() == MOST {
                break;
            }
        }
        strengths
    }

    fn sentences(&mut self, coached: &Coached, strength: Strength, most: usize) -> Vec<String> {
        let mut sentences = Vec::new();
        for case in coached.strengths.get(strength.name()).map_or(&[][..], |strong| &strong.cases) {
            if sentences.len() == most {
                break;
            }
            let Some(sentence) = showing(self.basis.linter, case, strength.name()) else { continue };
            if self.said.insert(sentence.clone()) {
                sentences.push(sentence);
            }
        }
        sentences
    }
}

/// The reply of a case, with the message before it.
fn best(case: &Case) -> Option<(Option<String>, String)> {
    const ASKED: usize = 400;
    const ANSWERED: usize = 900;
    let turns = &case.conversation.turns;
    let texts = case.reply.turns.iter().filter_map(|&turn| turns.get(turn as usize)).map(|turn| turn.text.trim()).collect::<Vec<_>>().join("\n\n");
    let first = *case.reply.turns.first()? as usize;
    let asked = turns.get(..first)?.iter().rev().find(|turn| turn.role == "customer").map(|turn| short(&turn.text, ASKED));
    (!texts.is_empty() && texts.chars().count() <= ANSWERED).then_some((asked, texts))
}

fn trend(last: &Kept, coached: &Coached, rules: &RuleSet, language: Language) -> Option<Trend> {
    if coached.sum.scored < ENOUGH || last.scored < ENOUGH {
        return None;
    }
    let then = Sum { replies: last.replies, scored: last.scored, points: last.points, findings: 0 };
    let habits = last.habits.iter().map(|rule| {
        let before = Share { part: last.found.get(rule).copied().unwrap_or_default(), whole: last.replies };
        let now = Share { part: coached.rules.get(rule).map_or(0, |found| found.replies), whole: coached.sum.replies };
        let change = match now.difference(before) {
            Some((_, high)) if high < 0.0 => Change::Less,
            Some((low, _)) if low > 0.0 => Change::More,
            _ => Change::Unclear,
        };
        let shares = (per_100(before.part, before.whole), per_100(now.part, now.whole));
        Changed { rule: rule.clone(), message: message(rules, rule, language), shares, change }
    });
    Some(Trend {
        days: (last.from.clone(), last.until.clone()),
        means: (then.mean(), coached.sum.mean()),
        habits: habits.collect(),
        other_rules: last.rules != rules.hash,
    })
}
