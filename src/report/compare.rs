//! Two folders of `rifq score` held against each other: two months, or two sets of rules on the same conversations.

use super::period::rows::{ConversationRow, Lines, ReplyRow};
use crate::stats::{Interval, intervals, paired, shares, standing};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::{self, BufRead};

/// Of the differences that are told to stand, so many may be chance.
const RATE: f64 = 0.05;
/// A group of fewer conversations on a side is left out.
const LEAST: usize = 30;

/// What one folder holds, as far as it is compared.
#[derive(Debug, Default)]
pub struct Side {
    /// By conversation: its score and groups.
    conversations: BTreeMap<String, Told>,
    /// By conversation and reply: the rules that found something, as numbers.
    replies: HashMap<(String, u32), BTreeSet<u32>>,
    /// By rule: findings.
    findings: BTreeMap<u32, u64>,
    scored: u64,
    points: u64,
}

#[derive(Debug)]
struct Told {
    score: Option<u8>,
    channel: Option<String>,
    agents: Vec<String>,
}

/// The names of rules, numbered in the order in which they were met.
#[derive(Debug, Default)]
pub struct Rules {
    names: Vec<String>,
    numbers: HashMap<String, u32>,
}

impl Rules {
    fn number(&mut self, name: &str) -> u32 {
        if let Some(&number) = self.numbers.get(name) {
            return number;
        }
        let number = self.names.len() as u32;
        self.names.push(name.to_owned());
        self.numbers.insert(name.to_owned(), number);
        number
    }
}

impl Side {
    /// Reads the rows of a folder.
    pub fn read(conversations: impl BufRead, replies: impl BufRead, rules: &mut Rules) -> io::Result<Self> {
        let mut side = Self::default();
        let mut lines = Lines::new(conversations, "conversations.jsonl");
        while let Some(row) = lines.row::<ConversationRow>()? {
            side.conversations.insert(row.id, Told { score: row.score, channel: row.channel, agents: row.agents });
        }
        let (mut lines, mut number, mut last) = (Lines::new(replies, "replies.jsonl"), 0, String::new());
        while let Some(row) = lines.row::<ReplyRow>()? {
            number = if row.conversation == last { number + 1 } else { 0 };
            last.clone_from(&row.conversation);
            if let Some(score) = row.score {
                side.scored += 1;
                side.points += u64::from(score);
            }
            let found = side.replies.entry((row.conversation, number)).or_default();
            for finding in row.findings.iter().filter(|finding| finding.counts()) {
                let rule = rules.number(&finding.rule);
                found.insert(rule);
                *side.findings.entry(rule).or_default() += 1;
            }
        }
        Ok(side)
    }

    fn mean(&self) -> Option<f64> {
        (self.scored > 0).then(|| number(self.points) / number(self.scored))
    }
}

/// What differs.
#[derive(Debug, Serialize)]
pub struct Comparison {
    /// Conversations of both sides.
    pub conversations: [usize; 2],
    /// Of those, the ones that are the same by their id.
    pub shared: usize,
    /// The same conversations are compared, each with itself.
    pub paired: bool,
    /// Replies of both sides.
    pub replies: [usize; 2],
    /// The mean scores of replies.
    pub reply_means: [Option<f64>; 2],
    /// The mean scores of conversations: all, then by channel and agent.
    pub scores: Vec<Moved>,
    /// How often rules find something, those that moved most surely first.
    pub rules: Vec<Rate>,
    /// How many of the shared conversations moved from one band to another.
    pub bands: Vec<Flip>,
    /// The shared conversations that moved most.
    pub flips: Vec<Flipped>,
}

/// A mean that moved.
#[derive(Debug, Serialize)]
pub struct Moved {
    /// All, or a kind of group and its name.
    pub group: String,
    /// Scored conversations of both sides.
    pub conversations: [usize; 2],
    /// The means.
    pub means: [f64; 2],
    /// The second less the first.
    pub difference: f64,
    /// Where the difference lies with 95 % certainty.
    pub interval: Option<Interval>,
    /// Nought lies outside.
    pub stands: bool,
}

/// A rule that finds more or less.
#[derive(Debug, Serialize)]
pub struct Rate {
    /// Its name.
    pub rule: String,
    /// Findings per 100 replies.
    pub per_100: [f64; 2],
    /// Replies with one.
    pub replies_with: [u64; 2],
    /// The odds of such a difference by chance.
    pub p: Option<f64>,
    /// It stands, with all rules that are looked at in mind.
    pub stands: bool,
}

/// Conversations that moved from one band to another.
#[derive(Debug, Serialize)]
pub struct Flip {
    /// The band before.
    pub from: String,
    /// The band now.
    pub to: String,
    /// How many.
    pub conversations: usize,
}

/// A conversation that moved.
#[derive(Debug, Serialize)]
pub struct Flipped {
    /// Its id.
    pub id: String,
    /// Its scores.
    pub scores: [u8; 2],
    /// Rules that found something before and do not now.
    pub gone: Vec<String>,
    /// Rules that find something now.
    pub new: Vec<String>,
}

/// Compares two folders; `band` names the band of a score, and at most `most` conversations are listed.
pub fn compare(sides: &[Side; 2], rules: &Rules, band: impl Fn(u8) -> String, most: usize) -> Comparison {
    let [a, b] = sides;
    let shared: Vec<&String> = a.conversations.keys().filter(|id| b.conversations.contains_key(*id)).collect();
    // The same export, scored twice; a few that came again are none.
    let is_paired = 2 * shared.len() > a.conversations.len().max(b.conversations.len());
    let mut scores: Vec<Moved> = moved("all", sides, is_paired, |_| true).into_iter().collect();
    let channels: BTreeSet<&String> = sides.iter().flat_map(|side| side.conversations.values().filter_map(|told| told.channel.as_ref())).collect();
    let agents: BTreeSet<&String> = sides.iter().flat_map(|side| side.conversations.values().flat_map(|told| &told.agents)).collect();
    scores.extend(channels.iter().filter_map(|name| moved(&format!("channel {name}"), sides, is_paired, |told| told.channel.as_ref() == Some(*name))));
    scores.extend(agents.iter().filter_map(|name| moved(&format!("agent {name}"), sides, is_paired, |told| told.agents.contains(*name))));
    let mut flips: Vec<Flipped> = shared.iter().filter_map(|id| flipped(id, sides, rules)).collect();
    let mut bands: BTreeMap<(String, String), usize> = BTreeMap::new();
    for Flipped { scores: [before, now], .. } in &flips {
        let (before, now) = (band(*before), band(*now));
        if before != now {
            *bands.entry((before, now)).or_default() += 1;
        }
    }
    flips.sort_by_key(|flip| (std::cmp::Reverse(flip.scores[0].abs_diff(flip.scores[1])), flip.id.clone()));
    flips.truncate(most);
    Comparison {
        conversations: [a.conversations.len(), b.conversations.len()],
        shared: shared.len(),
        paired: is_paired,
        replies: [a.replies.len(), b.replies.len()],
        reply_means: [a.mean(), b.mean()],
        scores,
        rules: rates(sides, rules, is_paired),
        bands: bands.into_iter().map(|((from, to), conversations)| Flip { from, to, conversations }).collect(),
        flips,
    }
}

/// The mean of the conversations of a group on both sides, and how far it moved.
fn moved(group: &str, [a, b]: &[Side; 2], is_paired: bool, belongs: impl Fn(&Told) -> bool) -> Option<Moved> {
    let of = |side: &Side| -> BTreeMap<String, f64> {
        let scored = side.conversations.iter().filter(|(_, told)| belongs(told));
        scored.filter_map(|(id, told)| Some((id.clone(), f64::from(told.score?)))).collect()
    };
    let (mut first, mut second) = (of(a), of(b));
    if is_paired {
        first.retain(|id, _| second.contains_key(id));
        second.retain(|id, _| first.contains_key(id));
    }
    if first.len() < LEAST || second.len() < LEAST {
        return None;
    }
    let (first, second): (Vec<f64>, Vec<f64>) = (first.into_values().collect(), second.into_values().collect());
    let mean = |values: &[f64]| values.iter().sum::<f64>() / number(values.len() as u64);
    let weighted = |values: &[f64], times: &[u32]| {
        let drawn: f64 = times.iter().map(|&times| f64::from(times)).sum();
        (drawn > 0.0).then(|| values.iter().zip(times).map(|(value, &times)| value * f64::from(times)).sum::<f64>() / drawn)
    };
    let interval = if is_paired {
        let differences: Vec<f64> = first.iter().zip(&second).map(|(before, now)| now - before).collect();
        intervals(differences.len(), |times| vec![weighted(&differences, times)])
    } else {
        intervals(first.len() + second.len(), |times| {
            let (before, now) = times.split_at(first.len());
            vec![weighted(&second, now).zip(weighted(&first, before)).map(|(now, before)| now - before)]
        })
    };
    let interval = interval.into_iter().next().flatten();
    let means = [mean(&first), mean(&second)];
    Some(Moved {
        group: group.to_owned(),
        conversations: [first.len(), second.len()],
        means,
        difference: means[1] - means[0],
        interval,
        stands: interval.is_some_and(|interval| interval.low > 0.0 || interval.high < 0.0),
    })
}

fn rates(sides: &[Side; 2], rules: &Rules, is_paired: bool) -> Vec<Rate> {
    let with = |side: &Side, rule: u32| side.replies.values().filter(|found| found.contains(&rule)).count() as u64;
    let mut all: Vec<Rate> = Vec::new();
    for (name, rule) in rules.names.iter().zip(0_u32..) {
        let counts = [with(&sides[0], rule), with(&sides[1], rule)];
        let p = if is_paired {
            let only = |one: &Side, other: &Side| {
                let lacks = |place: &(String, u32)| other.replies.get(place).is_some_and(|found| !found.contains(&rule));
                one.replies.iter().filter(|(place, found)| found.contains(&rule) && lacks(place)).count() as u64
            };
            paired(only(&sides[0], &sides[1]), only(&sides[1], &sides[0]))
        } else {
            shares((counts[0], sides[0].replies.len() as u64), (counts[1], sides[1].replies.len() as u64))
        };
        let rate = |side: &Side| 100.0 * number(side.findings.get(&rule).copied().unwrap_or_default()) / number((side.replies.len() as u64).max(1));
        all.push(Rate { rule: name.clone(), per_100: [rate(&sides[0]), rate(&sides[1])], replies_with: counts, p, stands: false });
    }
    let stand = standing(&all.iter().map(|rate| rate.p).collect::<Vec<_>>(), RATE);
    all.iter_mut().zip(stand).for_each(|(rate, stands)| rate.stands = stands);
    all.sort_by(|one, other| one.p.unwrap_or(2.0).total_cmp(&other.p.unwrap_or(2.0)).then_with(|| one.rule.cmp(&other.rule)));
    all
}

fn flipped(id: &str, [a, b]: &[Side; 2], rules: &Rules) -> Option<Flipped> {
    let scores = [a.conversations.get(id)?.score?, b.conversations.get(id)?.score?];
    if scores[0] == scores[1] {
        return None;
    }
    let found = |side: &Side| -> BTreeSet<u32> { (0..).map_while(|number| side.replies.get(&(id.to_owned(), number))).flatten().copied().collect() };
    let (before, now) = (found(a), found(b));
    let names = |these: &BTreeSet<u32>, others: &BTreeSet<u32>| these.difference(others).map(|&rule| rules.names[rule as usize].clone()).collect();
    Some(Flipped { id: id.to_owned(), scores, gone: names(&before, &now), new: names(&now, &before) })
}

/// Counts as they are divided.
fn number(count: u64) -> f64 {
    u32::try_from(count).map_or(f64::from(u32::MAX), f64::from)
}
