//! What to do with a reply: its findings and its score, judged by the policy of the rules.

use crate::conversation::Channel;
use crate::diagnostic::{Diagnostic, Severity, Verdict};
use crate::rules::{Overriding, PolicyTable, RuleSet};
use std::sync::Arc;

/// The code of a score below what the policy asks.
pub const SCORE_BELOW: &str = "score/below";

/// What is known about a reply that is about to be sent.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asked<'a> {
    /// Where it goes.
    pub channel: Option<Channel>,
    /// The queue of the ticket.
    pub queue: Option<&'a str>,
    /// The team of the agent.
    pub team: Option<&'a str>,
    /// The reason for which it shall be sent all the same; `None`: nobody asked for that.
    pub reason: Option<&'a str>,
}

/// What is decided.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decision {
    /// What to do.
    pub verdict: Verdict,
    /// What it would be without an override.
    pub found: Verdict,
    /// Why, the heaviest first.
    pub reasons: Vec<Reason>,
    /// Whether the reply may be sent all the same.
    pub overridable: Overriding,
    /// What became of the wish to send it all the same.
    pub wish: Wish,
    /// The score, where it was too low, and the least one.
    pub score: Option<(u8, u8)>,
}

/// Why a reply does not simply pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The rule, or [`SCORE_BELOW`].
    pub code: Arc<str>,
    /// What follows from it.
    pub verdict: Verdict,
    /// The findings, by index.
    pub findings: Vec<u32>,
}

/// What became of the wish to send a reply all the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Wish {
    /// There was none, or no need of it.
    #[default]
    None,
    /// It is sent.
    Granted,
    /// It needs a reason.
    ReasonMissing,
    /// The policy does not allow it.
    Refused,
}

impl Wish {
    /// The word for it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Granted => "granted",
            Self::ReasonMissing => "reason-missing",
            Self::Refused => "refused",
        }
    }
}

/// Judges the findings and the score of one reply.
pub fn decide(rules: &RuleSet, asked: Asked<'_>, diagnostics: &[Diagnostic], score: Option<u8>) -> Decision {
    let tables: Vec<&PolicyTable> = rules.policy.tables.iter().filter(|table| holds(table, asked)).collect();
    let mut reasons: Vec<Reason> = Vec::new();
    for (index, diagnostic) in diagnostics.iter().enumerate() {
        let verdict = verdict(&tables, rules.find(&diagnostic.rule), diagnostic.severity);
        match reasons.iter_mut().find(|reason| reason.verdict == verdict && reason.code == diagnostic.rule) {
            _ if verdict == Verdict::Pass => {}
            Some(reason) => reason.findings.push(index as u32),
            None => reasons.push(Reason { code: diagnostic.rule.clone(), verdict, findings: vec![index as u32] }),
        }
    }
    let last = |limit: fn(&PolicyTable) -> Option<u8>| tables.iter().rev().find_map(|table| limit(table)).unwrap_or_default();
    let limits = [(Verdict::Block, last(|table| table.block_below)), (Verdict::Warn, last(|table| table.warn_below))];
    let low = score.and_then(|score| limits.into_iter().find(|&(_, least)| score < least).map(|(verdict, least)| (verdict, score, least)));
    if let Some((verdict, ..)) = low {
        reasons.push(Reason { code: SCORE_BELOW.into(), verdict, findings: Vec::new() });
    }
    reasons.sort_by_key(|reason| std::cmp::Reverse(reason.verdict));
    let found = reasons.first().map(|reason| reason.verdict).unwrap_or_default();
    let overridable = overridable(rules, &tables, &reasons);
    let wish = wish(found, overridable, asked.reason);
    let verdict = if wish == Wish::Granted { Verdict::Pass } else { found };
    Decision { verdict, found, reasons, overridable, wish, score: low.map(|(_, score, least)| (score, least)) }
}

/// Whether a table is about this reply.
fn holds(table: &PolicyTable, asked: Asked<'_>) -> bool {
    let among = |names: &[String], name: Option<&str>| names.is_empty() || name.is_some_and(|name| names.contains(&name.trim().to_lowercase()));
    let channel = table.channels.is_empty() || asked.channel.is_some_and(|channel| table.channels.contains(&channel));
    channel && among(&table.queues, asked.queue) && among(&table.teams, asked.team)
}

/// What follows from a finding: by the last table that says something of its rule or else of its severity. Remarks are not held against a
/// reply by the name of their rule.
fn verdict(tables: &[&PolicyTable], rule: Option<usize>, severity: Severity) -> Verdict {
    let of_table = |table: &&PolicyTable| {
        let named = rule.filter(|_| severity > Severity::Info).and_then(|rule| table.rules.get(&(rule as u16)).copied());
        named.or(table.severities[severity as usize])
    };
    tables.iter().rev().find_map(of_table).unwrap_or(Verdict::of_severity(severity))
}

fn overridable(rules: &RuleSet, tables: &[&PolicyTable], reasons: &[Reason]) -> Overriding {
    let mut blocking = reasons.iter().filter(|reason| reason.verdict == Verdict::Block).peekable();
    if blocking.peek().is_none() {
        return Overriding::Always;
    }
    let fixed = |reason: &Reason| rules.find(&reason.code).is_some_and(|rule| tables.iter().any(|table| table.no_override.contains(&(rule as u16))));
    if blocking.any(fixed) {
        return Overriding::Never;
    }
    tables.iter().rev().find_map(|table| table.overriding).unwrap_or_default()
}

fn wish(found: Verdict, overridable: Overriding, reason: Option<&str>) -> Wish {
    let Some(reason) = reason.filter(|_| found != Verdict::Pass) else { return Wish::None };
    match overridable {
        Overriding::Never => Wish::Refused,
        Overriding::WithReason if reason.trim().is_empty() => Wish::ReasonMissing,
        Overriding::WithReason | Overriding::Always => Wish::Granted,
    }
}
