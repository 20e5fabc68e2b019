//! What a team has set itself: figures held against a file of targets.

use super::flow::{Flow, FlowBy, Flows};
use super::group::{Group, Times};
use super::{By, Shape, Tables};
use crate::rules::Allowed;
use serde::Deserialize;
use std::collections::BTreeMap;

/// A file of targets.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Targets {
    /// For everything together.
    pub all: Option<Aims>,
    /// By team.
    #[serde(default)]
    pub team: BTreeMap<String, Aims>,
    /// By channel.
    #[serde(default)]
    pub channel: BTreeMap<String, Aims>,
    /// By agent.
    #[serde(default)]
    pub agent: BTreeMap<String, Aims>,
}

/// The targets of one group; what is not named has none.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Aims {
    /// The least mean score of replies.
    pub score: Option<f64>,
    /// The most findings of all rules per 100 replies.
    pub findings: Option<f64>,
    /// By rule: the most findings per 100 replies, or per 100 conversations for rules on those.
    #[serde(default)]
    pub rates: BTreeMap<String, f64>,
    /// The longest median wait for the first reply.
    pub first_response: Option<Allowed>,
    /// What nine of ten customers must not wait longer than for the first reply.
    pub first_response_p90: Option<Allowed>,
    /// The longest median time from the first reply to the last.
    pub handle: Option<Allowed>,
    /// The longest median time until a matter is settled.
    pub resolution: Option<Allowed>,
    /// Of a hundred conversations, the least after which the customer does not come back within the week.
    pub first_contact: Option<f64>,
    /// The most conversations that wait for an answer.
    pub waiting: Option<u64>,
    /// The least mean satisfaction, of five.
    pub csat: Option<f64>,
    /// The least share of those who would recommend less that of those who would not.
    pub nps: Option<f64>,
}

/// One target and what came of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    /// The group: `all`, or a kind and its name.
    pub group: String,
    /// What is measured.
    pub what: String,
    /// What was to be reached: at least, or at most where `most`.
    pub wanted: f64,
    /// More is worse.
    pub most: bool,
    /// In seconds.
    pub is_time: bool,
    /// What it is; `None` where nothing is known.
    pub got: Option<f64>,
}

impl Check {
    /// Whether the target is reached; what is not known is not.
    pub fn is_met(&self) -> bool {
        self.got.is_some_and(|got| if self.most { got <= self.wanted } else { got >= self.wanted })
    }
}

/// The figures of a group.
struct Figures<'f> {
    replies: Option<&'f Group>,
    flow: Option<&'f Flow>,
    shape: &'f Shape,
}

/// Holds the figures against the targets, in the order of the file's tables.
pub fn check(targets: &Targets, tables: &Tables, flows: &Flows, shape: &Shape) -> Vec<Check> {
    let mut checks = Vec::new();
    if let Some(aims) = &targets.all {
        Figures { replies: Some(&tables.all), flow: flows.all(), shape }.check("all", aims, &mut checks);
    }
    for (by, flow_by, aims) in
        [(By::Team, FlowBy::Team, &targets.team), (By::Channel, FlowBy::Channel, &targets.channel), (By::Agent, FlowBy::Agent, &targets.agent)]
    {
        for (key, aims) in aims {
            let replies = tables.groups.get(&by).and_then(|groups| groups.get(&vec![key.clone()]));
            let flow = flows.groups.get(&(flow_by, key.clone()));
            Figures { replies, flow, shape }.check(&format!("{} {key}", by.name()), aims, &mut checks);
        }
    }
    checks
}

impl Figures<'_> {
    fn check(&self, group: &str, aims: &Aims, checks: &mut Vec<Check>) {
        let hundredths = |value: Option<u64>| value.and_then(|value| u32::try_from(value).ok()).map(|value| f64::from(value) / 100.0);
        let mut add = |what: &str, wanted: Option<f64>, (most, is_time): (bool, bool), got: Option<f64>| {
            if let Some(wanted) = wanted {
                checks.push(Check { group: group.to_owned(), what: what.to_owned(), wanted, most, is_time, got });
            }
        };
        add("score", aims.score, (false, false), hundredths(self.replies.and_then(Group::mean)));
        let all = self.replies.and_then(|group| group.per_hundred(group.severities[1..].iter().sum()));
        add("findings", aims.findings, (true, false), hundredths(all));
        for (rule, &wanted) in &aims.rates {
            add(rule, Some(wanted), (true, false), hundredths(self.rate(rule)));
        }
        let time = |times: Option<&Times>, percent| times.and_then(|times| times.percentile(percent)).map(f64::from);
        let wanted = |allowed: Option<Allowed>| allowed.and_then(|allowed| u32::try_from(allowed.0 / 1000).ok()).map(f64::from);
        let flow = self.flow;
        add("first_response", wanted(aims.first_response), (true, true), time(flow.map(|flow| &flow.first), 50));
        add("first_response_p90", wanted(aims.first_response_p90), (true, true), time(flow.map(|flow| &flow.first), 90));
        add("handle", wanted(aims.handle), (true, true), time(flow.map(|flow| &flow.handled), 50));
        add("resolution", wanted(aims.resolution), (true, true), time(flow.map(|flow| &flow.resolved), 50));
        add("first_contact", aims.first_contact, (false, false), hundredths(flow.and_then(Flow::first_contact)));
        let count = |count: u64| u32::try_from(count).ok().map(f64::from);
        add("waiting", aims.waiting.and_then(count), (true, false), flow.and_then(|flow| count(flow.waiting)));
        let csat = flow.and_then(|flow| super::group::ratio(flow.csat.1, flow.csat.0, 1));
        add("csat", aims.csat, (false, false), hundredths(csat));
        let nps = flow.and_then(Flow::nps).and_then(|nps| i32::try_from(nps).ok()).map(|nps| f64::from(nps) / 100.0);
        add("nps", aims.nps, (false, false), nps);
    }

    /// Findings of a rule per hundred, in hundredths; 0 where it found nothing.
    fn rate(&self, rule: &str) -> Option<u64> {
        let index = self.shape.rules.iter().position(|name| name == rule)? as u16;
        let (replies, flow) = (self.replies?, self.flow?);
        match flow.rules.get(&index) {
            Some(&(findings, _)) => flow.per_hundred(findings),
            None => replies.per_hundred(replies.rules.get(&index).map_or(0, |counts| counts.0)),
        }
    }
}
