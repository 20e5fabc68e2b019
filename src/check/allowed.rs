//! What a team lets stand in every reply: product names and words of its own glossary.

use super::Finding;
use crate::rules::Kind;
use crate::scan::Matcher;

/// Drops the findings on words that lie inside an allowed phrase.
pub(super) fn drop(matcher: &mut Matcher<'_>, findings: &mut Vec<Finding>) {
    let (set, document) = (matcher.set, matcher.document);
    if set.allowed.is_empty() || findings.is_empty() {
        return;
    }
    let mut places: Vec<(u32, u32)> = Vec::new();
    for sentence in &document.sentences {
        let bounds = matcher.bounds(sentence.first as usize);
        for at in sentence.range() {
            let ends = set.allowed.iter().filter_map(|&program| matcher.match_at(program, at, bounds));
            places.extend(ends.map(|(end, _)| end).max().map(|end| (at as u32, end as u32)));
        }
    }
    let inside = |finding: &Finding| places.iter().any(|place| place.0 <= finding.tokens.0 && finding.tokens.1 <= place.1);
    findings.retain(|finding| matches!(set.rules[usize::from(finding.rule)].kind, Kind::Fact(_)) || !inside(finding));
}
