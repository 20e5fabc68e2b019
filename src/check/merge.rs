//! One fault, one finding: what several rules of a category see in one clause is reported once.

use super::Finding;
use crate::diagnostic::Severity;
use crate::document::Document;
use crate::rules::{Kind, Merge, Rule, RuleSet};

/// How many findings back a finding may be merged into; more than that never share a clause.
const WINDOW: usize = 12;

/// Merges findings of one category that overlap or share a clause; sorted by place and rule.
pub(super) fn merge(set: &RuleSet, document: &Document<'_>, mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort_by_key(|finding| (finding.tokens.0, finding.rule, std::cmp::Reverse(finding.tokens.1)));
    let mut kept: Vec<Option<Finding>> = Vec::with_capacity(findings.len());
    for mut finding in findings {
        let mut absorbed = false;
        for slot in kept.iter_mut().rev().take(WINDOW) {
            let Some(other) = slot else { continue };
            if !same_fault(set, document, other, &finding) {
                continue;
            }
            if beats(set, &finding, other) {
                if let Some(loser) = slot.take() {
                    take_over(set, &mut finding, loser);
                }
            } else {
                take_over(set, other, finding.clone());
                absorbed = true;
                break;
            }
        }
        if !absorbed {
            kept.push(Some(finding));
        }
    }
    let mut merged = yielding(set, kept.into_iter().flatten().collect());
    merged.sort_by_key(|finding| (finding.span, finding.rule));
    merged
}

/// Findings of rules that yield within the whole draft.
fn yielding(set: &RuleSet, findings: Vec<Finding>) -> Vec<Finding> {
    let yields = |finding: &Finding| set.rules[usize::from(finding.rule)].merge == Merge::Draft;
    let (losers, mut kept): (Vec<Finding>, Vec<Finding>) = findings.into_iter().partition(yields);
    for loser in losers {
        match kept.iter_mut().find(|winner| !yields(winner) && set.supersedes(winner.rule, loser.rule)) {
            Some(winner) => take_over(set, winner, loser),
            None => kept.push(loser),
        }
    }
    kept
}

fn take_over(set: &RuleSet, winner: &mut Finding, loser: Finding) {
    winner.related.push((loser.rule, loser.span));
    if loser.rule == winner.rule && loser.severity < winner.severity && set.rules[usize::from(loser.rule)].bridge().is_some() {
        // One refusal said twice in a clause is bridged if either half is.
        winner.severity = loser.severity;
    }
    winner.related.extend(loser.related);
    winner.related.sort_unstable();
    // One mention of a rule for a place: its overlapping hits are one.
    winner.related.dedup_by(|later, earlier| later.0 == earlier.0 && later.1.overlaps(earlier.1));
    let (rule, span) = (winner.rule, winner.span);
    winner.related.retain(|related| related.0 != rule || !related.1.overlaps(span));
}

fn same_fault(set: &RuleSet, document: &Document<'_>, a: &Finding, b: &Finding) -> bool {
    let (rule_a, rule_b) = (&set.rules[usize::from(a.rule)], &set.rules[usize::from(b.rule)]);
    if rule_a.category() != rule_b.category() {
        return false;
    }
    let superseded = set.supersedes(a.rule, b.rule) || set.supersedes(b.rule, a.rule);
    let by_model = |rule: &Rule| matches!(rule.kind, Kind::Fact(_) | Kind::Measure(_));
    if (by_model(rule_a) || by_model(rule_b)) && a.rule != b.rule && !superseded {
        // Two things that are missing, or something missing and something said, stand at one place and are two faults.
        return false;
    }
    if a.tokens.0 < b.tokens.1 && b.tokens.0 < a.tokens.1 {
        return true;
    }
    let loser = if a.rule == b.rule && rule_a.bridge().is_some() {
        a
    } else {
        match [(a, b), (b, a)].into_iter().find(|(winner, loser)| set.supersedes(winner.rule, loser.rule)) {
            Some((_, loser)) => loser,
            None => return false,
        }
    };
    match set.rules[usize::from(loser.rule)].merge {
        Merge::Clause => a.clause.0 == b.clause.0,
        Merge::Sentence => document.sentence_of(a.tokens.0 as usize) == document.sentence_of(b.tokens.0 as usize),
        Merge::Draft => true,
    }
}

/// Whether `a` is the better account of the fault.
fn beats(set: &RuleSet, a: &Finding, b: &Finding) -> bool {
    if set.supersedes(a.rule, b.rule) {
        return true;
    }
    if a.rule == b.rule || set.supersedes(b.rule, a.rule) {
        return a.rule == b.rule && a.span.contains(b.span) && a.span != b.span;
    }
    let weight = |finding: &Finding| (finding.severity.max(Severity::Info), finding.span.len());
    weight(a) > weight(b)
}
