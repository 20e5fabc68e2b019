//! Fixes applied and checked again: what a fix would make worse is left as it was.

use crate::conversation::{Conversation, Markup};
use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix, apply};
use crate::linter::Linter;
use crate::rewrite::Filling;
use crate::text::Language;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A draft after its fixes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mended {
    /// The new text; blanks stand as `{name}`.
    pub text: String,
    /// The rules whose findings were fixed, in order of application.
    pub fixed: Vec<Arc<str>>,
    /// How many findings remain, remarks (`info`) included.
    pub left: usize,
}

/// Findings by rule.
type Counts = BTreeMap<Arc<str>, usize>;

/// Applies fixes of at least the given applicability to the judged turn, until none is left that makes the draft better: with fewer findings, and
/// none that was not there before. Blanks are checked as the rules' samples fill them; they are filled in one round only.
pub fn mend(linter: &Linter, conversation: &Conversation, least: Applicability) -> Mended {
    let Some(turn) = conversation.judged() else { return Mended::default() };
    let mut draft = Draft { linter, conversation: conversation.clone(), turn, least };
    let mut fixed = Vec::new();
    while let Some(rules) = draft.round() {
        fixed.extend(rules);
        if least == Applicability::Display {
            break;
        }
    }
    let left = draft.findings(Filling::Draft).len();
    Mended { text: std::mem::take(&mut draft.conversation.turns[turn].text), fixed, left }
}

struct Draft<'l> {
    linter: &'l Linter,
    conversation: Conversation,
    turn: usize,
    least: Applicability,
}

/// One fix of a finding: as the draft fills it, and as the samples do.
struct Candidate {
    rule: Arc<str>,
    real: Fix,
    sample: Fix,
}

impl Draft<'_> {
    /// One round of fixes; the rules it served, or `None` where no fix helps.
    fn round(&mut self) -> Option<Vec<Arc<str>>> {
        let found = self.findings(Filling::Draft);
        let before = counts(&found);
        let sampled = self.findings(Filling::Sample);
        let candidates: Vec<Candidate> = found.iter().zip(&sampled).filter_map(|(real, sample)| self.candidate(real, sample)).collect();
        if candidates.is_empty() {
            return None;
        }
        let (mut kept, mut best) = (Vec::new(), before);
        self.keep(&candidates, &mut kept, &mut best);
        if kept.is_empty() {
            return None;
        }
        let applied = apply(self.text(), kept.iter().map(|candidate| &candidate.real), self.least);
        self.conversation.turns[self.turn].text = applied.text;
        Some(kept.iter().map(|candidate| candidate.rule.clone()).collect())
    }

    /// Adds to `kept` those of the candidates that help beside them; halves what does not help as a whole.
    fn keep<'c>(&self, candidates: &'c [Candidate], kept: &mut Vec<&'c Candidate>, best: &mut Counts) {
        if candidates.is_empty() {
            return;
        }
        let length = kept.len();
        kept.extend(candidates);
        if let Some(after) = self.helps(kept, best) {
            *best = after;
            return;
        }
        kept.truncate(length);
        if let [_, _, ..] = candidates {
            let (first, second) = candidates.split_at(candidates.len() / 2);
            self.keep(first, kept, best);
            self.keep(second, kept, best);
        }
    }

    /// The best fix of a finding that may be applied.
    fn candidate(&self, real: &Diagnostic, sample: &Diagnostic) -> Option<Candidate> {
        let (real_fix, sample_fix) = real.fixes.iter().zip(&sample.fixes).find(|(fix, _)| fix.applicability >= self.least)?;
        Some(Candidate { rule: real.rule.clone(), real: escaped(real_fix, self.markup()), sample: escaped(sample_fix, self.markup()) })
    }

    /// What is found after these fixes, if that is less than before and of no rule more.
    fn helps(&self, candidates: &[&Candidate], before: &Counts) -> Option<Counts> {
        let applied = apply(self.text(), candidates.iter().map(|candidate| &candidate.sample), Applicability::Display);
        if applied.skipped > 0 || applied.text == self.text() {
            return None;
        }
        let mut changed = self.conversation.clone();
        changed.turns[self.turn].text = applied.text;
        let after = counts(&self.linter.review_filled(&changed, Language::English, Filling::Draft).diagnostics);
        let sum = |counts: &Counts| counts.values().sum::<usize>();
        let better = sum(&after) < sum(before) && after.iter().all(|(rule, count)| before.get(rule).is_some_and(|known| count <= known));
        better.then_some(after)
    }

    fn findings(&self, filling: Filling) -> Vec<Diagnostic> {
        self.linter.review_filled(&self.conversation, Language::English, filling).diagnostics
    }

    fn markup(&self) -> Markup {
        self.conversation.turns[self.turn].markup
    }

    fn text(&self) -> &str {
        &self.conversation.turns[self.turn].text
    }
}

/// The fix as it is written in a draft of this markup: in HTML, new words are text and no markup.
pub fn escaped(fix: &Fix, markup: Markup) -> Fix {
    let mut fix = fix.clone();
    if markup == Markup::Html {
        for edit in fix.edits.iter_mut().filter(|edit| edit.text.contains(['&', '<'])) {
            *edit = Edit { span: edit.span, text: edit.text.replace('&', "&amp;").replace('<', "&lt;").into() };
        }
    }
    fix
}

fn counts(found: &[Diagnostic]) -> Counts {
    let mut counts = Counts::new();
    for finding in found {
        *counts.entry(finding.rule.clone()).or_default() += 1;
    }
    counts
}
