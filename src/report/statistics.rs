//! Findings per rule, instead of the findings. Kept until the end: two counts per rule.

use super::right_to_left::{isolated, set_apart};
use super::{Reviewed, Writer, words};
use crate::rules::RuleSet;
use crate::text::Language;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::sync::Arc;

/// How the counts are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A line a rule.
    Text,
    /// One object.
    Json,
}

/// Counts findings.
#[derive(Debug)]
pub struct Statistics<'r> {
    rules: &'r RuleSet,
    form: Form,
    reader: Language,
    drafts: u32,
    counts: BTreeMap<Arc<str>, Count>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Count {
    findings: u32,
    drafts: u32,
}

impl<'r> Statistics<'r> {
    /// A writer; `reader` is the language of summaries.
    pub fn new(rules: &'r RuleSet, form: Form, reader: Language) -> Self {
        Self { rules, form, reader, drafts: 0, counts: BTreeMap::new() }
    }

    /// The rules that found something, the most findings first.
    fn lines(&self) -> Vec<Line<'_>> {
        let mut lines: Vec<Line<'_>> = self
            .counts
            .iter()
            .map(|(rule, &Count { findings, drafts })| Line {
                rule,
                findings,
                drafts,
                share: (1000.0 * f64::from(drafts) / f64::from(self.drafts.max(1))).round() / 1000.0,
                summary: self.rules.find(rule).map_or("", |index| self.rules.rules[index].summary.get(self.reader)),
            })
            .collect();
        lines.sort_by_key(|line| std::cmp::Reverse(line.findings));
        lines
    }
}

/// The counts of one rule.
#[derive(Serialize)]
struct Line<'r> {
    rule: &'r str,
    findings: u32,
    drafts: u32,
    share: f64,
    summary: &'r str,
}

#[derive(Serialize)]
struct Totals<'r> {
    version: u32,
    drafts: u32,
    findings: u32,
    rules: Vec<Line<'r>>,
}

impl Writer for Statistics<'_> {
    fn reviewed(&mut self, _: &mut dyn Write, reviewed: &Reviewed) -> io::Result<()> {
        self.drafts += 1;
        let mut seen = BTreeSet::new();
        for diagnostic in &reviewed.review.diagnostics {
            let count = self.counts.entry(diagnostic.rule.clone()).or_default();
            count.findings += 1;
            count.drafts += u32::from(seen.insert(&diagnostic.rule));
        }
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let lines = self.lines();
        let findings = lines.iter().map(|line| line.findings).sum();
        if self.form == Form::Json {
            serde_json::to_writer_pretty(&mut *out, &Totals { version: 1, drafts: self.drafts, findings, rules: lines })?;
            return out.write_all(b"\n");
        }
        let count = lines.first().map_or(1, |line| line.findings.to_string().len());
        let name = lines.iter().map(|line| line.rule.len()).max().unwrap_or_default();
        for Line { rule, findings, share, summary, .. } in &lines {
            let summary = if self.reader == Language::Arabic { set_apart(summary) } else { (*summary).to_owned() };
            writeln!(out, "{findings:>count$}  {:>5.1} %  {rule:<name$}  {summary}", 100.0 * share)?;
        }
        writeln!(out, "{}", isolated(&words::summary(findings as usize, self.drafts as usize, self.reader)))
    }
}
