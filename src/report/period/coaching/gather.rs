//! What is kept of the rows for one agent's plan.

use super::super::rows::{ConversationRow, Lines, ReplyRow};
use super::super::sums::Sum;
use super::examples::Examples;
use crate::rules::{RuleSet, Scorecard};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufRead};

/// Replies kept for each strength.
const SHOWN: usize = 8;

/// One agent over the period, and the others beside.
#[derive(Debug, Default)]
pub struct Coached {
    /// The agent's replies.
    pub sum: Sum,
    /// The replies of all others.
    pub others: Sum,
    /// All agents.
    pub agents: BTreeSet<String>,
    /// The days of the first and the last reply.
    pub days: Option<(String, String)>,
    pub(super) weeks: BTreeMap<String, Sum>,
    pub(super) languages: BTreeMap<String, u64>,
    pub(super) channels: BTreeMap<String, u64>,
    pub(super) rules: BTreeMap<String, Found>,
    pub(super) strengths: BTreeMap<String, Strong>,
    pub(super) best: Option<Case>,
}

/// The findings of one rule.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub findings: u64,
    pub replies: u64,
    /// Replies of others that have one.
    pub others: u64,
    /// What it costs: hundredths of points, times the weight of the category.
    pub cost: u64,
    pub examples: Examples,
}

/// Replies that have a strength.
#[derive(Debug, Default)]
pub(super) struct Strong {
    pub replies: u64,
    /// Replies of others that have it.
    pub others: u64,
    pub cases: Vec<Case>,
}

/// A reply in its conversation.
#[derive(Clone, Debug)]
pub(super) struct Case {
    pub conversation: ConversationRow,
    pub reply: ReplyRow,
}

/// Reads the rows and keeps what concerns `agent`; weights of categories are those of the scorecard.
pub fn gather((conversations, replies): (impl BufRead, impl BufRead), agent: &str, rules: &RuleSet) -> io::Result<Coached> {
    let (mut conversations, mut replies) = (Lines::new(conversations, "conversations.jsonl"), Lines::new(replies, "replies.jsonl"));
    let mut coached = Coached::default();
    while let Some(conversation) = conversations.row::<ConversationRow>()? {
        for _ in 0..conversation.replies {
            let Some(reply) = replies.row::<ReplyRow>()? else {
                return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "replies.jsonl: ends before conversations.jsonl does"));
            };
            match &reply.agent {
                Some(name) if name == agent => coached.own(&conversation, &reply, rules.scorecard()),
                Some(_) => coached.other(&reply),
                None => {}
            }
            if let Some(name) = reply.agent
                && !coached.agents.contains(&name)
            {
                coached.agents.insert(name);
            }
        }
    }
    Ok(coached)
}

impl Coached {
    fn own(&mut self, conversation: &ConversationRow, reply: &ReplyRow, scorecard: Option<&Scorecard>) {
        self.sum.add(reply);
        *self.languages.entry(reply.language.clone()).or_default() += 1;
        if let Some(channel) = &reply.channel {
            *self.channels.entry(channel.clone()).or_default() += 1;
        }
        if let Some(week) = &reply.week {
            self.weeks.entry(week.clone()).or_default().add(reply);
        }
        if let Some(day) = reply.at.as_deref().and_then(|at| at.get(..10)) {
            let (first, last) = self.days.get_or_insert_with(|| (day.to_owned(), day.to_owned()));
            if day < first.as_str() {
                day.clone_into(first);
            }
            if day > last.as_str() {
                day.clone_into(last);
            }
        }
        for (rule, times) in by_rule(reply) {
            let found = self.rules.entry(rule.to_owned()).or_default();
            found.replies += 1;
            found.findings += times;
        }
        for finding in reply.findings.iter().filter(|finding| finding.counts()) {
            let found = self.rules.entry(finding.rule.clone()).or_default();
            found.cost += hundredths(finding.points) * u64::from(weight(scorecard, &finding.rule));
            found.examples.offer(finding, reply, conversation);
        }
        let clean = reply.findings.iter().all(|finding| !finding.counts());
        for name in &reply.strengths {
            let strong = self.strengths.entry(name.clone()).or_default();
            strong.replies += 1;
            keep(&mut strong.cases, SHOWN, (conversation, reply), |reply| reply.score.map(|score| (clean_of(reply), score)));
        }
        if clean && reply.strengths.len() > 1 {
            let mut best: Vec<Case> = self.best.take().into_iter().collect();
            keep(&mut best, 1, (conversation, reply), |reply| reply.score.map(|score| (reply.strengths.len(), score)));
            self.best = best.pop();
        }
    }

    fn other(&mut self, reply: &ReplyRow) {
        self.others.add(reply);
        for (rule, _) in by_rule(reply) {
            self.rules.entry(rule.to_owned()).or_default().others += 1;
        }
        for name in &reply.strengths {
            self.strengths.entry(name.clone()).or_default().others += 1;
        }
    }

    /// The channel of most replies.
    pub(super) fn channel(&self) -> Option<&str> {
        most(&self.channels)
    }

    /// The language of most replies.
    pub(super) fn language(&self) -> Option<&str> {
        most(&self.languages)
    }
}

fn most(counts: &BTreeMap<String, u64>) -> Option<&str> {
    counts.iter().max_by_key(|(name, count)| (**count, std::cmp::Reverse(*name))).map(|(name, _)| name.as_str())
}

fn clean_of(reply: &ReplyRow) -> bool {
    reply.findings.iter().all(|finding| !finding.counts())
}

/// The rules that found something in a reply, and how often.
fn by_rule(reply: &ReplyRow) -> BTreeMap<&str, u64> {
    let mut rules = BTreeMap::new();
    for finding in reply.findings.iter().filter(|finding| finding.counts()) {
        *rules.entry(finding.rule.as_str()).or_default() += 1;
    }
    rules
}

/// The weight of the rule's category; what has none in the whole, and what belongs to no category, weighs as a light one.
fn weight(scorecard: Option<&Scorecard>, rule: &str) -> u16 {
    const UNWEIGHED: u16 = 5;
    let category = scorecard.and_then(|card| card.categories.get(card.category_of(rule)?));
    category.map(|category| category.weight).filter(|&weight| weight > 0).unwrap_or(UNWEIGHED)
}

/// Keeps the `most` highest by `key`; of equals the earlier.
fn keep<K: Ord>(kept: &mut Vec<Case>, most: usize, (conversation, reply): (&ConversationRow, &ReplyRow), key: impl Fn(&ReplyRow) -> Option<K>) {
    let Some(rank) = key(reply) else { return };
    let at = kept.partition_point(|case| key(&case.reply).is_some_and(|other| other >= rank));
    if at < most {
        kept.insert(at, Case { conversation: conversation.clone(), reply: reply.clone() });
        kept.truncate(most);
    }
}

#[allow(clippy::cast_sign_loss)] // points are never negative
fn hundredths(points: f64) -> u64 {
    (points * 100.0).round() as u64
}
