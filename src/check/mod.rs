//! Judging: from verified matches to findings. One file per rule kind.

mod allowed;
mod bridge;
mod fact;
mod measure;
mod merge;
mod metric;
mod phrase;
mod regex;

use crate::assess::{Assessment, Evidence, Past};
use crate::conversation::Channel;
use crate::diagnostic::{Applicability, Severity};
use crate::document::Document;
use crate::rules::{Kind, Levels, Rule};
use crate::scan::{Captures, Hit, Matcher, stands};
use crate::suppress::Suppressions;
use crate::text::Span;
use std::ops::Range;

/// A finding before it is put into words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Index of the rule.
    pub rule: u16,
    /// How much it weighs here.
    pub severity: Severity,
    /// First token and one past the last token of the match.
    pub tokens: (u32, u32),
    /// What is underlined: the match and the words that belong to it.
    pub span: Span,
    /// First token and one past the last token of its clause.
    pub clause: (u32, u32),
    /// The block and program that matched; `None` for kinds without.
    pub pattern: Option<(u32, u32)>,
    /// What its captures hold.
    pub captures: Captures,
    /// The same fault seen by other rules.
    pub related: Vec<(u16, Span)>,
    /// Words of the customer that make it a fault.
    pub evidence: Vec<Evidence>,
    /// What belongs in its place, where that was worked out.
    pub better: Option<Better>,
}

impl Finding {
    /// What a rule finds at tokens of the draft, and nothing beyond.
    fn at(document: &Document<'_>, (rule, severity): (u16, Severity), tokens: Range<usize>, clause: Range<usize>) -> Self {
        Self {
            rule,
            severity,
            span: document.span_of(tokens.clone()),
            tokens: (tokens.start as u32, tokens.end as u32),
            clause: (clause.start as u32, clause.end as u32),
            pattern: None,
            captures: Captures::default(),
            related: Vec::new(),
            evidence: Vec::new(),
            better: None,
        }
    }
}

/// What belongs in the place of a part of the draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Better {
    /// The part.
    pub span: Span,
    /// What belongs there.
    pub text: std::sync::Arc<str>,
    /// How freely it may be applied at most.
    pub freely: Applicability,
}

/// What is known beside the draft itself.
#[derive(Clone, Copy, Debug)]
pub struct Situation<'s, 'p> {
    /// Where the reply goes.
    pub channel: Option<Channel>,
    /// What is read of the conversation, and which of its turns is the draft.
    pub past: (&'s Past<'p>, usize),
    /// What the models say.
    pub assessment: &'s Assessment,
    /// What each rule weighs here.
    pub levels: &'s Levels,
    /// What is switched off for a place.
    pub suppressions: &'s Suppressions,
}

impl Situation<'_, '_> {
    /// Whether a rule holds here at all.
    fn admits(&self, index: u16, rule: &Rule) -> bool {
        self.levels.get(index).is_some() && (rule.channels.is_empty() || self.channel.is_some_and(|channel| rule.channels.contains(&channel)))
    }

    /// Whether the customer used every word among some tokens of the draft: a term they used themselves is no jargon to them.
    fn customer_said(&self, matcher: &Matcher<'_>, tokens: std::ops::Range<usize>) -> bool {
        let (past, draft) = self.past;
        past.customer_said(draft, (matcher.document, tokens))
    }
}

/// What rules on whole conversations look for, where it stands: rule and place. Hits of [`Wanted::Draft`](crate::scan::Wanted) hold what
/// they look for in replies, those of `Wanted::Course` what they look for in messages.
pub fn told(matcher: &mut Matcher<'_>, hits: &[Hit]) -> Vec<(u16, Span)> {
    let set = matcher.set;
    let mut told = Vec::new();
    for hit in hits {
        let block = &set.blocks[hit.block as usize];
        let is_course = block.cue.is_none() && set.rule_of(block).is_some_and(|rule| matches!(rule.kind, Kind::Course(_)));
        if is_course && stands(matcher, block, hit) {
            told.push((block.rule, matcher.document.span_of(hit.first as usize..hit.end as usize)));
        }
    }
    told
}

/// All findings of one draft, sorted by place; `hits` are those of [`scan`](crate::scan::scan).
pub fn check(matcher: &mut Matcher<'_>, hits: &[Hit], situation: &Situation<'_, '_>) -> Vec<Finding> {
    let mut findings = phrase::check(matcher, hits, situation);
    let set = matcher.set;
    for (index, rule) in set.rules.iter().enumerate().filter(|&(index, rule)| situation.admits(index as u16, rule)) {
        match &rule.kind {
            // Phrases are driven by their hits, not by the list of rules.
            Kind::Phrase(_) | Kind::Course(_) => {}
            Kind::Regex(kind) => regex::check(matcher, (index as u16, rule, kind), situation, &mut findings),
            Kind::Metric(kind) => metric::check(matcher, (index as u16, rule, *kind), hits, situation, &mut findings),
            Kind::Measure(kind) => measure::check(matcher, (index as u16, rule, kind), situation, &mut findings),
            Kind::Fact(kind) => fact::check(matcher, (index as u16, rule, *kind), situation, &mut findings),
        }
    }
    allowed::drop(matcher, &mut findings);
    findings.retain(|finding| !situation.suppressions.hides(finding.rule, finding.span));
    merge::merge(set, matcher.document, findings)
}
