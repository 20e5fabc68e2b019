//! The kind `fact`: what the assessment says, at the place where it belongs.

use super::{Better, Finding, Situation};
use crate::assess;
use crate::diagnostic::{Applicability, Severity};
use crate::rules::{Fact, FactSpec, Rule};
use crate::scan::{Matcher, clause};
use std::ops::Range;

/// How a greeting begins that the name belongs to: the words before "customer", "there".
fn salutation(matcher: &Matcher<'_>, fact: Fact, tokens: Range<usize>) -> Option<Better> {
    (fact == Fact::NameMissing).then(|| Better {
        span: matcher.document.span_of(tokens.clone()),
        text: assess::salutation(matcher.document, tokens).into(),
        freely: Applicability::Unsafe,
    })
}

/// Adds the findings of one fact rule.
pub(super) fn check(matcher: &mut Matcher<'_>, (index, rule, kind): (u16, &Rule, FactSpec), situation: &Situation<'_, '_>, findings: &mut Vec<Finding>) {
    let (levels, assessment) = (situation.levels, situation.assessment);
    let Some(most) = rule.severity.or(levels.get(index)) else { return };
    for raised in assessment.facts.iter().filter(|raised| raised.fact == kind.is) {
        let by_need = kind.by_need.and_then(|levels| levels.get(usize::from(assessment.need.level)).copied());
        let severity = if raised.softened { Severity::Info } else { levels.weigh(index, rule, by_need.map_or(most, |severity| severity.min(most))) };
        // What only the reply tells of the customer's trouble is a guess.
        let guess = if by_need.is_some() && assessment.need.level < 2 { Severity::Info } else { Severity::Hint };
        let guessed = by_need.is_some() || kind.is == Fact::StepMissing;
        let severity = if guessed && assessment.need.told { severity.min(guess) } else { severity };
        let clause = clause(matcher, raised.tokens.start..raised.tokens.start + 1);
        let finding = Finding::at(matcher.document, (index, severity), raised.tokens.clone(), clause);
        findings.push(Finding { evidence: raised.evidence.clone(), better: salutation(matcher, kind.is, raised.tokens.clone()), ..finding });
    }
    for mark in assessment.marks.iter().filter(|mark| mark.fact == kind.is) {
        let clause = clause(matcher, mark.tokens.start..mark.tokens.start + 1);
        let severity = levels.weigh(index, rule, most.min(mark.most));
        let better = mark.better.clone().map(|text| Better { span: matcher.document.span_of(mark.replaced.clone()), text, freely: mark.freely });
        findings.push(Finding { better, ..Finding::at(matcher.document, (index, severity), mark.tokens.clone(), clause) });
    }
}
