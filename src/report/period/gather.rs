//! Rows gathered into what a report shows, in one pass: sums, and short lists of the conversations to look at.

use super::rows::{ConversationRow, FindingRow, Lines, ReplyRow};
use super::sums::Sum;
use std::collections::BTreeMap;
use std::io::{self, BufRead};

/// Conversations kept by rule for the list of those to look at.
const BY_RULE: usize = 2;

/// Conversations to recognise.
const BEST: usize = 8;

/// The longest example shown, in bytes.
const LONG: usize = 320;

/// A conversation with its replies.
#[derive(Clone, Debug)]
pub(super) struct Told {
    pub conversation: ConversationRow,
    pub replies: Vec<ReplyRow>,
}

/// One rule over the period.
#[derive(Clone, Debug, Default)]
pub(super) struct RuleSum {
    pub findings: u64,
    pub replies: u64,
    /// Hundredths of points lost.
    pub cost: u64,
    pub example: Option<Example>,
    /// The weakest conversations of which it is the costliest finding.
    weakest: Vec<Told>,
}

/// A sentence and a better one.
#[derive(Clone, Debug)]
pub(super) struct Example {
    rank: (bool, usize),
    pub before: String,
    pub better: String,
}

/// One agent over the period.
#[derive(Clone, Debug, Default)]
pub(super) struct AgentSum {
    pub sum: Sum,
    pub rules: BTreeMap<String, u64>,
    pub strengths: BTreeMap<String, u64>,
}

/// One line of the list of conversations.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub id: String,
    pub channel: Option<String>,
    pub agent: Option<String>,
    pub day: Option<String>,
    pub score: Option<u8>,
    pub rules: Vec<String>,
    pub asked: String,
    pub before: Option<String>,
    pub better: Option<String>,
}

/// All that a report tells.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    pub conversations: u64,
    pub all: Sum,
    pub bands: BTreeMap<String, u64>,
    pub weeks: BTreeMap<String, Sum>,
    /// By category: replies it applies to, and the sum of hundredths.
    pub categories: BTreeMap<String, (u64, u64)>,
    pub agents: BTreeMap<String, AgentSum>,
    pub rules: BTreeMap<String, RuleSum>,
    pub strengths: BTreeMap<String, u64>,
    pub channels: BTreeMap<String, Sum>,
    pub hours: BTreeMap<String, [Sum; 24]>,
    pub best: Vec<Told>,
    pub entries: Vec<Entry>,
    /// Conversations that are not in the list, because it is full.
    pub left_out: u64,
    /// The first and the last day.
    pub days: Option<(String, String)>,
}

/// Reads the rows; at most `most` conversations stay in the list, those with the least scores.
pub(super) fn gather(conversations: impl BufRead, replies: impl BufRead, most: usize) -> io::Result<Gathered> {
    let (mut conversations, mut replies) = (Lines::new(conversations, "conversations.jsonl"), Lines::new(replies, "replies.jsonl"));
    let mut gathered = Gathered::default();
    while let Some(conversation) = conversations.row::<ConversationRow>()? {
        let mut told = Told { conversation, replies: Vec::new() };
        for _ in 0..told.conversation.replies {
            let Some(reply) = replies.row::<ReplyRow>()? else {
                return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "replies.jsonl: ends before conversations.jsonl does"));
            };
            gathered.reply(&reply);
            told.replies.push(reply);
        }
        gathered.conversation(&told);
        if gathered.entries.len() >= 2 * most.max(1) {
            gathered.trim(most);
        }
    }
    gathered.trim(most);
    Ok(gathered)
}

impl Gathered {
    fn reply(&mut self, reply: &ReplyRow) {
        self.all.add(reply);
        if let Some(band) = &reply.band {
            *entry(&mut self.bands, band) += 1;
        }
        if let Some(week) = &reply.week {
            entry(&mut self.weeks, week).add(reply);
        }
        if reply.score.is_some() {
            for (category, score) in &reply.categories {
                let Some(score) = score else { continue };
                let sums = entry(&mut self.categories, category);
                *sums = (sums.0 + 1, sums.1 + hundredths(*score));
            }
        }
        let channel = reply.channel.as_deref().unwrap_or_default();
        entry(&mut self.channels, channel).add(reply);
        if let Some(hour) = hour(reply) {
            entry(&mut self.hours, channel)[hour].add(reply);
        }
        for strength in &reply.strengths {
            *entry(&mut self.strengths, strength) += 1;
        }
        self.findings(reply);
        if let Some(name) = &reply.agent {
            let agent = entry(&mut self.agents, name);
            agent.sum.add(reply);
            for strength in &reply.strengths {
                *entry(&mut agent.strengths, strength) += 1;
            }
            for finding in reply.findings.iter().filter(|finding| finding.counts()) {
                *entry(&mut agent.rules, &finding.rule) += 1;
            }
        }
    }

    fn findings(&mut self, reply: &ReplyRow) {
        for (index, finding) in reply.findings.iter().enumerate().filter(|(_, finding)| finding.counts()) {
            let rule = entry(&mut self.rules, &finding.rule);
            rule.findings += 1;
            rule.cost += hundredths(finding.points);
            rule.replies += u64::from(!reply.findings[..index].iter().any(|earlier| earlier.counts() && earlier.rule == finding.rule));
            if let Some(example) = example(finding)
                && rule.example.as_ref().is_none_or(|kept| example.rank < kept.rank)
            {
                rule.example = Some(example);
            }
        }
    }

    fn conversation(&mut self, told: &Told) {
        self.conversations += 1;
        let day = told.conversation.started.as_deref().and_then(|at| at.get(..10));
        if let Some(day) = day {
            let (first, last) = self.days.get_or_insert_with(|| (day.to_owned(), day.to_owned()));
            if day < first.as_str() {
                day.clone_into(first);
            }
            if day > last.as_str() {
                day.clone_into(last);
            }
        }
        self.entries.push(told.entry());
        keep(&mut self.best, BEST, told, Told::merit);
        if let Some(worst) = told.costliest().map(|finding| finding.rule.clone()) {
            keep(&mut entry(&mut self.rules, &worst).weakest, BY_RULE, told, Told::weakness);
        }
    }

    fn trim(&mut self, most: usize) {
        self.entries.sort_by(|a, b| (a.score.unwrap_or(u8::MAX), &a.id).cmp(&(b.score.unwrap_or(u8::MAX), &b.id)));
        self.left_out += self.entries.len().saturating_sub(most) as u64;
        self.entries.truncate(most);
    }

    /// The conversations to look at first: the weakest, few of them for the same reason.
    pub(super) fn weakest(&self, most: usize) -> Vec<&Told> {
        let mut all: Vec<&Told> = self.rules.values().flat_map(|rule| &rule.weakest).collect();
        all.sort_by_key(|told| std::cmp::Reverse(told.weakness()));
        all.truncate(most);
        all
    }

    /// The rules that cost the most points, with what they cost.
    pub(super) fn costliest(&self) -> Vec<(&str, &RuleSum)> {
        let mut rules: Vec<(&str, &RuleSum)> = self.rules.iter().map(|(name, rule)| (name.as_str(), rule)).collect();
        rules.sort_by_key(|(name, rule)| (std::cmp::Reverse((rule.cost, rule.findings)), *name));
        rules
    }
}

impl Told {
    /// The finding that costs most.
    pub(super) fn costliest(&self) -> Option<&FindingRow> {
        let counted = self.replies.iter().flat_map(|reply| &reply.findings).filter(|finding| finding.counts());
        counted.max_by_key(|finding| hundredths(finding.points))
    }

    fn weakness(&self) -> Option<(u64, u64)> {
        let lost = self.replies.iter().flat_map(|reply| &reply.findings).map(|finding| hundredths(finding.points)).sum();
        let score = self.conversation.score.filter(|&score| score < 85)?;
        Some((u64::from(100 - score), lost))
    }

    fn merit(&self) -> Option<(u64, u64)> {
        let plain = self.replies.iter().flat_map(|reply| &reply.findings).all(|finding| !finding.counts());
        let score = self.conversation.score.filter(|_| plain && self.replies.len() <= 4)?;
        let mut strengths: Vec<&String> = self.replies.iter().flat_map(|reply| &reply.strengths).collect();
        strengths.sort_unstable();
        strengths.dedup();
        (strengths.len() > 1).then_some((strengths.len() as u64, u64::from(score)))
    }

    fn entry(&self) -> Entry {
        let found = self.costliest();
        let mut rules: Vec<String> =
            self.replies.iter().flat_map(|reply| &reply.findings).filter(|finding| finding.counts()).map(|finding| finding.rule.clone()).collect();
        rules.sort_unstable();
        rules.dedup();
        let asked = self.conversation.turns.iter().find(|turn| turn.role == "customer").map_or("", |turn| &turn.text);
        Entry {
            id: self.conversation.id.clone(),
            channel: self.conversation.channel.clone(),
            agent: self.conversation.agents.first().cloned(),
            day: self.conversation.started.as_deref().and_then(|at| at.get(..10)).map(str::to_owned),
            score: self.conversation.score,
            rules,
            asked: short(asked, 160),
            before: found.map(|finding| short(finding.before.as_deref().unwrap_or(&finding.text), LONG)),
            better: found.and_then(|finding| finding.better.as_deref()).map(|better| short(better, LONG)),
        }
    }
}

fn entry<'m, T: Default>(map: &'m mut BTreeMap<String, T>, key: &str) -> &'m mut T {
    if !map.contains_key(key) {
        map.insert(key.to_owned(), T::default());
    }
    map.get_mut(key).expect("it was just put there")
}

/// Keeps the `most` highest by `key`; of equals the earlier.
fn keep<K: Ord>(kept: &mut Vec<Told>, most: usize, told: &Told, key: impl Fn(&Told) -> Option<K>) {
    let Some(rank) = key(told) else { return };
    let at = kept.partition_point(|other| key(other).is_some_and(|other| other >= rank));
    if at < most {
        kept.insert(at, told.clone());
        kept.truncate(most);
    }
}

fn example(finding: &FindingRow) -> Option<Example> {
    let (before, better) = (finding.before.clone()?, finding.better.clone()?);
    let fits = before.len() <= LONG && better.len() <= LONG && before != better;
    fits.then(|| Example { rank: (finding.applicability.as_deref() == Some("display"), before.chars().count().abs_diff(90)), before, better })
}

fn hour(reply: &ReplyRow) -> Option<usize> {
    reply.at.as_deref()?.get(11..13)?.parse().ok().filter(|&hour| hour < 24)
}

#[allow(clippy::cast_sign_loss)] // points are never negative
fn hundredths(points: f64) -> u64 {
    (points * 100.0).round() as u64
}

/// The beginning of a text on one line.
pub(super) fn short(text: &str, most: usize) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", text[..at].trim_end()),
        None => text,
    }
}
