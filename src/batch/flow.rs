//! How the work flows: waiting, handling and resolution, customers who come back, ratings, and what whole conversations show; by group, in
//! integers.

use super::csv::{cell, hundredths};
use super::group::{Times, ratio};
use super::sketch::week;
use super::{Shape, Sketch};
use crate::read::transcript::Zone;
use crate::rules::RuleSet;
use crate::stats::{Paired, spearman_interval};
use crate::text::Language;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Fewer rated conversations say little.
const FEW: u32 = 30;

/// What conversations are grouped by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FlowBy {
    /// All of them.
    All,
    /// Whoever wrote a reply of it.
    Agent,
    /// Its team.
    Team,
    /// Its channel.
    Channel,
    /// The week in which it began.
    Week,
}

impl FlowBy {
    /// The word for it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Agent => "agent",
            Self::Team => "team",
            Self::Channel => "channel",
            Self::Week => "week",
        }
    }
}

/// Sums over the conversations of a group.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Flow {
    /// Conversations.
    pub conversations: u64,
    /// Of those, the ones with a reply.
    pub answered: u64,
    /// Of those, the ones in which a message waits for an answer.
    pub waiting: u64,
    /// How long customers waited for the first reply.
    pub first: Times,
    /// From the first reply to the last one.
    pub handled: Times,
    /// From the first message until nothing was left to do.
    pub resolved: Times,
    /// Conversations of which one can tell whether the customer came back, and those after which they did.
    pub contacts: (u64, u64),
    /// Satisfaction: ratings, their sum in hundredths, those of four and five.
    pub csat: (u64, u64, u64),
    /// Would recommend: ratings, nine and ten, nought to six.
    pub nps: (u64, u64, u64),
    /// Effort: ratings, and their sum in hundredths.
    pub ces: (u64, u64),
    /// By rule on whole conversations: findings, and conversations with one.
    pub rules: BTreeMap<u16, (u64, u64)>,
}

/// All groups, and the scores beside the ratings.
#[derive(Clone, Debug, Default)]
pub struct Flows {
    /// By group.
    pub groups: BTreeMap<(FlowBy, String), Flow>,
    /// Score and rating of each rated conversation: satisfaction in fiftieths, recommendation, effort in twenty-fifths.
    pub rated: [Paired; 3],
}

impl Flows {
    /// Counts a conversation; its findings are those that hold.
    pub fn add(&mut self, sketch: &Sketch, zone: &Zone) {
        let mut agents: Vec<&str> = sketch.replies.iter().map(|reply| reply.agent.as_str()).collect();
        agents.sort_unstable();
        agents.dedup();
        let began = sketch.started.and_then(|at| week(at, zone)).unwrap_or_default();
        let places = [(FlowBy::All, ""), (FlowBy::Team, &sketch.team), (FlowBy::Channel, &sketch.channel), (FlowBy::Week, &began)];
        for (by, key) in places.into_iter().chain(agents.into_iter().map(|agent| (FlowBy::Agent, agent))) {
            self.groups.entry((by, key.to_owned())).or_default().add(sketch, (by == FlowBy::Agent).then_some(key));
        }
        let Some(score) = sketch.score else { return };
        let (csat, nps, ces) = sketch.ratings;
        let ratings = [csat.map(|rating| rating / 2), nps.map(u16::from), ces.map(|rating| rating / 4)];
        for (pairs, rating) in self.rated.iter_mut().zip(ratings) {
            if let Some(rating) = rating {
                pairs.add(score, u8::try_from(rating).unwrap_or(u8::MAX), 1);
            }
        }
    }

    /// The group of all.
    pub fn all(&self) -> Option<&Flow> {
        self.groups.get(&(FlowBy::All, String::new()))
    }
}

impl Flow {
    /// Counts a conversation; of an agent, only what concerns them.
    fn add(&mut self, sketch: &Sketch, agent: Option<&str>) {
        self.conversations += 1;
        self.answered += u64::from(!sketch.replies.is_empty());
        self.waiting += u64::from(sketch.wait.is_some());
        let first = sketch.replies.iter().find(|reply| reply.first && agent.is_none_or(|agent| reply.agent == agent));
        if let Some(waited) = first.and_then(|reply| reply.waited) {
            self.first.add(waited);
        }
        for (times, time) in [(&mut self.handled, sketch.handled), (&mut self.resolved, sketch.resolved)] {
            if let Some(time) = time {
                times.add(time);
            }
        }
        if let Some(repeated) = sketch.repeated {
            self.contacts = (self.contacts.0 + 1, self.contacts.1 + u64::from(repeated));
        }
        let (csat, nps, ces) = sketch.ratings;
        if let Some(rating) = csat {
            self.csat = (self.csat.0 + 1, self.csat.1 + u64::from(rating), self.csat.2 + u64::from(rating >= 400));
        }
        if let Some(rating) = nps {
            self.nps = (self.nps.0 + 1, self.nps.1 + u64::from(rating >= 9), self.nps.2 + u64::from(rating <= 6));
        }
        if let Some(rating) = ces {
            self.ces = (self.ces.0 + 1, self.ces.1 + u64::from(rating));
        }
        let mut seen: Vec<u16> = Vec::new();
        for found in sketch.course.iter().filter(|found| agent.is_none_or(|agent| found.agent == agent)) {
            let counts = self.rules.entry(found.rule).or_default();
            counts.0 += 1;
            if !seen.contains(&found.rule) {
                seen.push(found.rule);
                counts.1 += 1;
            }
        }
    }

    /// So many per hundred conversations, in hundredths.
    pub fn per_hundred(&self, count: u64) -> Option<u64> {
        ratio(count, self.conversations, 10_000)
    }

    /// Of a hundred conversations, those after which the customer did not come back; in hundredths.
    pub fn first_contact(&self) -> Option<u64> {
        ratio(self.contacts.0 - self.contacts.1, self.contacts.0, 10_000)
    }

    /// Those who would recommend less those who would not, of a hundred; in hundredths.
    pub fn nps(&self) -> Option<i64> {
        let (ratings, promoters, detractors) = self.nps;
        let share = |part: u64| ratio(part, ratings, 10_000).map(u64::cast_signed);
        Some(share(promoters)? - share(detractors)?)
    }
}

/// `kpis.csv`: a row a group.
pub fn kpis(flows: &Flows) -> String {
    let mut out = "by,key,conversations,answered,waiting,first_response_timed,first_response_median,first_response_p90,handle_timed,handle_median,handle_p90,\
                   resolution_timed,resolution_median,resolution_p90,contacts_decided,contacts_repeated,first_contact_percent,csat_count,csat_mean,\
                   csat_good_percent,nps_count,nps,ces_count,ces_mean\n"
        .to_owned();
    for ((by, key), flow) in &flows.groups {
        let _ = write!(out, "{},", by.name());
        cell(&mut out, key);
        let _ = write!(out, ",{},{},{}", flow.conversations, flow.answered, flow.waiting);
        for times in [&flow.first, &flow.handled, &flow.resolved] {
            let told = |percent| times.percentile(percent).map_or_else(String::new, |seconds| seconds.to_string());
            let _ = write!(out, ",{},{},{}", times.len(), told(50), told(90));
        }
        let _ = write!(out, ",{},{},{}", flow.contacts.0, flow.contacts.1, hundredths(flow.first_contact()));
        let (count, sum, good) = flow.csat;
        let _ = write!(out, ",{count},{},{}", hundredths(ratio(sum, count, 1)), hundredths(ratio(good, count, 10_000)));
        let sign = if flow.nps().is_some_and(|nps| nps < 0) { "-" } else { "" };
        let _ = write!(out, ",{},{sign}{}", flow.nps.0, hundredths(flow.nps().map(i64::unsigned_abs)));
        let _ = writeln!(out, ",{},{}", flow.ces.0, hundredths(ratio(flow.ces.1, flow.ces.0, 1)));
    }
    out
}

/// `correlations.csv`: how far the order of scores and that of ratings agree.
pub fn correlations(flows: &Flows) -> String {
    let mut out = "rating,conversations,spearman,low,high,few\n".to_owned();
    for (name, pairs) in ["csat", "nps", "ces"].into_iter().zip(&flows.rated) {
        if pairs.is_empty() {
            continue;
        }
        let found = pairs.spearman();
        let interval = found.and_then(|found| spearman_interval(found, pairs.len()));
        let told = |figure: Option<f64>| figure.map_or_else(String::new, |figure| format!("{figure:.3}"));
        let (low, high) = interval.map(|interval| (interval.low, interval.high)).unzip();
        let _ = writeln!(out, "{name},{},{},{},{},{}", pairs.len(), told(found), told(low), told(high), pairs.len() < FEW);
    }
    out
}

/// `transcript_rates.csv`: how often each rule on whole conversations found something, for every group.
pub fn flow_rates(flows: &Flows, shape: &Shape) -> String {
    let mut out = "by,key,rule,findings,conversations_with,conversations,per_100\n".to_owned();
    for ((by, key), flow) in &flows.groups {
        for (&rule, &(findings, with)) in &flow.rules {
            let _ = write!(out, "{},", by.name());
            cell(&mut out, key);
            let name = shape.rules.get(usize::from(rule)).map_or("", String::as_str);
            let _ = writeln!(out, ",{name},{findings},{with},{},{}", flow.conversations, hundredths(flow.per_hundred(findings)));
        }
    }
    out
}

/// `transcript_rules.csv`: the rules on whole conversations that found something, with their words in both languages.
pub fn flow_rules(flows: &Flows, rules: &RuleSet) -> String {
    let mut out = "rule,category,findings,conversations_with,per_100,message_en,message_ar,why_en,why_ar\n".to_owned();
    let Some(all) = flows.all() else { return out };
    for (&index, &(findings, with)) in &all.rules {
        let rule = &rules.rules[usize::from(index)];
        let _ = write!(out, "{},{},{findings},{with},{}", rule.name, rule.category(), hundredths(all.per_hundred(findings)));
        for text in [rule.message(Language::English), rule.message(Language::Arabic), rule.why(Language::English), rule.why(Language::Arabic)] {
            out.push(',');
            cell(&mut out, text);
        }
        out.push('\n');
    }
    out
}
