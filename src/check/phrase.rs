//! The kind `phrase`: matches under conditions, bridged ones as `info`.

use super::bridge::Alternatives;
use super::{Finding, Situation};
use crate::diagnostic::Severity;
use crate::rules::Kind;
use crate::scan::{Hit, Matcher, clause, stands};

/// All findings of phrase rules.
pub(super) fn check(matcher: &mut Matcher<'_>, hits: &[Hit], situation: &Situation<'_, '_>) -> Vec<Finding> {
    let set = matcher.set;
    let mut findings = Vec::new();
    let mut alternatives = Alternatives::default();
    let mut refusals: Option<Vec<&Hit>> = None;
    for hit in hits {
        let block = &set.blocks[hit.block as usize];
        let Some(rule) = set.rule_of(block) else { continue };
        let Kind::Phrase(phrase) = &rule.kind else { continue };
        let Some(severity) = block.severity.or(rule.severity).or(situation.levels.get(block.rule)).filter(|_| situation.admits(block.rule, rule)) else {
            continue;
        };
        let severity = situation.levels.weigh(block.rule, rule, severity);
        let zone = matcher.document.zones.get(matcher.document.sentence_of(hit.first as usize));
        if zone.is_some_and(|zone| !rule.zones.contains(zone)) || !stands(matcher, block, hit) {
            continue;
        }
        let tokens = hit.first as usize..hit.end as usize;
        if phrase.unless_customer_said && situation.customer_said(matcher, tokens.clone()) {
            continue;
        }
        let clause = clause(matcher, tokens.clone());
        let end = extended(matcher, tokens.end, clause.end, block.extend);
        let severity = match rule.bridge() {
            Some(bridge) if severity > Severity::Info => {
                let refusals = refusals.get_or_insert_with(|| bridgeable(matcher, hits));
                if alternatives.bridge(matcher, (block.rule, bridge), (hit.first, hit.end), refusals) { Severity::Info } else { severity }
            }
            _ => severity,
        };
        findings.push(Finding {
            span: matcher.document.span_of(tokens.start..end),
            pattern: Some((hit.block, hit.program)),
            captures: hit.captures,
            ..Finding::at(matcher.document, (block.rule, severity), tokens, clause)
        });
    }
    findings
}

/// The hits of rules that can be bridged: an alternative inside one of them is none.
fn bridgeable<'h>(matcher: &Matcher<'_>, hits: &'h [Hit]) -> Vec<&'h Hit> {
    let set = matcher.set;
    hits.iter().filter(|hit| set.rule_of(&set.blocks[hit.block as usize]).is_some_and(|rule| rule.bridge().is_some())).collect()
}

/// The end of a span that takes in up to `more` further words of the clause.
fn extended(matcher: &Matcher<'_>, end: usize, clause_end: usize, more: u8) -> usize {
    let list = &matcher.document.tokens.list;
    let words = list[end.min(clause_end)..clause_end].iter().take(usize::from(more)).take_while(|token| token.class.is_word());
    end + words.count()
}
