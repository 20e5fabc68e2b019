//! The kind `metric`: too many hits close together.

use super::{Finding, Situation};
use crate::rules::{Metric, Rule};
use crate::scan::{Hit, Matcher, clause, stands};

/// Adds one finding for each run of sentences in which a rule's patterns hit too often.
pub(super) fn check(
    matcher: &mut Matcher<'_>,
    (index, rule, metric): (u16, &Rule, Metric),
    hits: &[Hit],
    situation: &Situation<'_, '_>,
    findings: &mut Vec<Finding>,
) {
    let Some(severity) = situation.levels.get(index) else { return };
    let set = matcher.set;
    let candidates = hits.iter().filter(|hit| set.blocks[hit.block as usize].rule == index).count();
    if candidates < usize::from(metric.at_least) {
        return;
    }
    let mut places: Vec<(usize, u32, u32)> = Vec::new();
    for hit in hits.iter().filter(|hit| set.blocks[hit.block as usize].rule == index) {
        let block = &set.blocks[hit.block as usize];
        let fresh = places.last().is_none_or(|place| place.2 <= hit.first);
        let sentence = matcher.document.sentence_of(hit.first as usize);
        let read = matcher.document.zones.get(sentence).is_none_or(|zone| rule.zones.contains(zone));
        if fresh && read && stands(matcher, block, hit) {
            places.push((sentence, hit.first, hit.end));
        }
    }
    let mut from = 0;
    while from < places.len() {
        let within = places[from..].iter().take_while(|place| place.0 < places[from].0 + usize::from(metric.sentences)).count();
        if within < usize::from(metric.at_least) {
            from += 1;
            continue;
        }
        let (first, end) = (places[from].1, places[from + within - 1].2);
        let clause = clause(matcher, first as usize..first as usize + 1);
        findings.push(Finding::at(matcher.document, (index, severity), first as usize..end as usize, clause));
        from += within;
    }
}
