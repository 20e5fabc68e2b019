//! What changes when rules change: the findings of two reviews of one draft, held against each other.

use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::RuleSet;
use crate::text::Span;
use std::sync::Arc;

/// What became of a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The rule, by its new name where it has one.
    pub rule: Arc<str>,
    /// Severity and place before; `None` where it is new.
    pub old: Option<(Severity, Span)>,
    /// Severity and place now; `None` where it is gone.
    pub new: Option<(Severity, Span)>,
}

impl Change {
    /// In one word.
    pub fn word(&self) -> &'static str {
        match (self.old, self.new) {
            (None, _) => "appears",
            (_, None) => "vanishes",
            (Some(old), Some(new)) if old.1 == new.1 => "weighs",
            _ => "moves",
        }
    }

    /// Where it stands, or stood.
    pub fn span(&self) -> Span {
        self.new.or(self.old).map_or(Span::default(), |at| at.1)
    }
}

/// The changes from the findings of old rules to those of new ones, sorted by place and rule. A rule that has a new name is the same rule.
pub fn changes(old: &[Diagnostic], new: &[Diagnostic], rules: &RuleSet) -> Vec<Change> {
    let renamed = |found: &Diagnostic| rules.find(&found.rule).map_or_else(|| found.rule.clone(), |index| rules.rules[index].name.clone());
    let mut old: Vec<(Arc<str>, Severity, Span)> = old.iter().map(|found| (renamed(found), found.severity, found.span)).collect();
    let mut new: Vec<(Arc<str>, Severity, Span)> = new.iter().map(|found| (found.rule.clone(), found.severity, found.span)).collect();
    new.retain(|found| {
        let same = old.iter().position(|known| known == found);
        same.map(|at| old.remove(at)).is_none()
    });
    let mut changes = Vec::new();
    let alike: [fn(Span, Span) -> bool; 2] = [|one, other| one == other, |one, other| one.start < other.end && other.start < one.end];
    for alike in alike {
        new.retain(|(rule, severity, span)| {
            let Some(at) = old.iter().position(|known| known.0 == *rule && alike(known.2, *span)) else { return true };
            let (_, before, stood) = old.remove(at);
            changes.push(Change { rule: rule.clone(), old: Some((before, stood)), new: Some((*severity, *span)) });
            false
        });
    }
    changes.extend(old.into_iter().map(|(rule, severity, span)| Change { rule, old: Some((severity, span)), new: None }));
    changes.extend(new.into_iter().map(|(rule, severity, span)| Change { rule, old: None, new: Some((severity, span)) }));
    changes.sort_by(|a, b| (a.span().start, a.span().end, &a.rule, a.new.is_some()).cmp(&(b.span().start, b.span().end, &b.rule, b.new.is_some())));
    changes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(rule: &str, severity: Severity, start: u32, end: u32) -> Diagnostic {
        let span = Span::new(start, end);
        Diagnostic { rule: rule.into(), severity, turn: 0, span, message: "".into(), why: "".into(), related: Vec::new(), fixes: Vec::new() }
    }

    #[test]
    fn each_kind_of_change_is_told() {
        let old = [
            found("a/same", Severity::Hint, 0, 3),
            found("a/weight", Severity::Hint, 5, 9),
            found("a/place", Severity::Hint, 10, 14),
            found("a/gone", Severity::Hint, 20, 22),
        ];
        let new = [
            found("a/same", Severity::Hint, 0, 3),
            found("a/weight", Severity::Error, 5, 9),
            found("a/place", Severity::Hint, 12, 18),
            found("a/new", Severity::Hint, 30, 31),
        ];
        let told: Vec<String> = changes(&old, &new, &RuleSet::default()).iter().map(|change| format!("{} {}", change.rule, change.word())).collect();
        assert_eq!(told, ["a/weight weighs", "a/place moves", "a/gone vanishes", "a/new appears"]);
    }
}
