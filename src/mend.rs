//! Fixes applied and checked again: what a fix would make worse is left as it was.

mod sound;

use crate::assess::StepGrade;
use crate::conversation::{Conversation, Markup};
use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix, Severity, apply};
use crate::linter::Linter;
use crate::rewrite::{Filling, Sampled};
use crate::rules::{Fact, Kind, blanks};
use crate::text::Language;
use std::collections::BTreeMap;
use std::sync::Arc;

/// How many fixes a suggested reply tries at most.
const MOST_TRIED: usize = 120;

/// How many blanks it asks the agent to fill.
const MOST_BLANKS: usize = 1;
/// The turn of greetings, names and closings, which only a reply gets that is sound without them.
const POLISH: u8 = 3;

/// A draft after its fixes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mended {
    /// The new text; blanks stand as `{name}`.
    pub text: String,
    /// The rules whose findings were fixed, in order of application.
    pub fixed: Vec<Arc<str>>,
    /// How many findings remain, remarks (`info`) included.
    pub left: usize,
    /// The edits of each round, in bytes of the text that it found; blanks are filled with samples in these.
    pub rounds: Vec<Vec<Edit>>,
}

/// Findings by rule: those that weigh, and all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Counts(BTreeMap<Arc<str>, (usize, usize)>);

impl Counts {
    fn of<'f>(found: impl Iterator<Item = &'f Diagnostic>) -> Self {
        let mut counts = Self::default();
        for finding in found {
            let count = counts.0.entry(finding.rule.clone()).or_default();
            count.0 += usize::from(finding.severity > Severity::Info);
            count.1 += 1;
        }
        counts
    }

    fn sum(&self) -> (usize, usize) {
        self.0.values().fold((0, 0), |sum, count| (sum.0 + count.0, sum.1 + count.1))
    }

    /// Whether fewer faults are left, and of no rule more.
    fn is_better_than(&self, before: &Self) -> bool {
        let no_more = |(rule, count): (&Arc<str>, &(usize, usize))| before.0.get(rule).is_some_and(|known| count.0 <= known.0 && count.1 <= known.1);
        let ((weigh, all), (weighed, before_all)) = (self.sum(), before.sum());
        (weigh < weighed || weigh == weighed && all < before_all) && self.0.iter().all(no_more)
    }
}

/// Applies fixes of at least the given applicability to the judged turn, until none is left that makes the draft better: with fewer findings, and
/// none that was not there before. A refusal that now says what can be done counts as mended. Blanks are checked as the rules' samples fill them.
pub fn mend(linter: &Linter, conversation: &Conversation, least: Applicability) -> Mended {
    let Some(turn) = conversation.judged() else { return Mended::default() };
    // Better sentences are in the dialect of the draft as it was.
    let first = linter.review(conversation, Language::English);
    let dialect = Some(conversation.dialect.unwrap_or(first.dialect));
    let need = first.assessment.need.level;
    let mut draft = Draft { linter, conversation: Conversation { dialect, ..conversation.clone() }, turn, least, need, blanks: Vec::new(), rounds: Vec::new() };
    let mut fixed = Vec::new();
    if least == Applicability::Display {
        // A reply in another language than the customer's is not mended sentence by sentence.
        if first.assessment.mismatch.is_none() {
            draft.suggest(&mut fixed);
        }
        if draft.is_unsound(&draft.findings(Filling::Draft)) || !fixed.is_empty() && !sound::is_sound(&draft, &fixed) {
            fixed.clear();
            draft = Draft { conversation: Conversation { dialect, ..conversation.clone() }, blanks: Vec::new(), rounds: Vec::new(), ..draft };
        }
    } else {
        while let Some(rules) = draft.round() {
            fixed.extend(rules);
        }
    }
    let left = draft.findings(Filling::Draft).len();
    Mended { text: draft.with_blanks(), fixed, left, rounds: draft.rounds }
}

struct Draft<'l> {
    linter: &'l Linter,
    /// The draft as it stands, blanks filled with samples.
    conversation: Conversation,
    turn: usize,
    least: Applicability,
    /// How much the customer needs: nothing, some trouble, a complaint, something grave.
    need: u8,
    /// Where the samples stand, and what each is a sample of.
    blanks: Vec<Sampled>,
    /// What was edited so far.
    rounds: Vec<Vec<Edit>>,
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
        let candidates: Vec<Candidate> = found.iter().filter_map(|found| self.candidates(found, found).into_iter().next()).collect();
        let (mut kept, mut best) = (Vec::new(), self.counts(&found));
        self.keep(&candidates, &mut kept, &mut best);
        if kept.is_empty() {
            return None;
        }
        let applied = apply(self.text(), kept.iter().map(|candidate| &candidate.sample), self.least);
        self.conversation.turns[self.turn].text = applied.text;
        let mut edits: Vec<Edit> = kept.iter().flat_map(|candidate| candidate.sample.edits.iter().cloned()).collect();
        edits.sort_by_key(|edit| edit.span);
        self.rounds.push(edits);
        Some(kept.iter().map(|candidate| candidate.rule.clone()).collect())
    }

    /// Adds to `kept` those of the candidates that help beside them; halves what does not help as a whole.
    fn keep<'c>(&self, candidates: &'c [Candidate], kept: &mut Vec<&'c Candidate>, best: &mut Counts) {
        if candidates.is_empty() {
            return;
        }
        let length = kept.len();
        kept.extend(candidates);
        let fixes: Vec<&Fix> = kept.iter().map(|candidate| &candidate.sample).collect();
        if let Some(after) = self.helps(&fixes, best) {
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

    /// The whole reply as it might be: one fix after the other, each finding's best one that helps; what is wrong goes before what is missing.
    fn suggest(&mut self, fixed: &mut Vec<Arc<str>>) {
        let mut tried = 0;
        'next: while tried < MOST_TRIED {
            let found = self.findings(Filling::Whole);
            let sampled = self.findings(Filling::WholeSample);
            let counts = self.counts(&found);
            let mut candidates: Vec<Candidate> = found.iter().zip(&sampled).flat_map(|(real, sample)| self.candidates(real, sample)).collect();
            candidates.sort_by_key(|candidate| self.turn_of(&candidate.rule));
            let (unsound, refused) = (self.is_unsound(&found), self.refuses(&found));
            for candidate in candidates {
                if unsound && self.turn_of(&candidate.rule) == POLISH
                    || refused && self.fact(&candidate.rule) == Some(Fact::StepMissing)
                    || self.repeats(&candidate, fixed)
                    || self.takes_back(&candidate)
                {
                    continue;
                }
                tried += 1;
                if self.helps(&[&candidate.sample], &counts).is_some() {
                    fixed.push(candidate.rule.clone());
                    self.put(&candidate);
                    continue 'next;
                }
            }
            return;
        }
    }

    /// Whether the agent would be asked for more than one thing, or the reply would promise a step beside what can be done instead of the refused.
    fn repeats(&self, candidate: &Candidate, fixed: &[Arc<str>]) -> bool {
        let asked = candidate.real.edits.iter().map(|edit| blanks(&edit.text).unwrap_or_default().len()).sum::<usize>();
        let offered = || !self.blanks.is_empty() && fixed.iter().any(|rule| rule.starts_with("negative/"));
        asked + self.blanks.len() > MOST_BLANKS && asked > 0 || self.fact(&candidate.rule) == Some(Fact::StepMissing) && offered()
    }

    /// Whether words go that were all the reply had of an acknowledgement.
    fn takes_back(&self, candidate: &Candidate) -> bool {
        if candidate.sample.edits.iter().any(|edit| edit.text.chars().any(char::is_whitespace)) {
            return false;
        }
        let given = |conversation: &Conversation| self.linter.review_filled(conversation, Language::English, Filling::First).assessment.given.grade;
        let mut changed = self.conversation.clone();
        changed.turns[self.turn].text = apply(self.text(), [&candidate.sample], self.least).text;
        given(&changed) < given(&self.conversation)
    }

    /// Whether something is refused or sent elsewhere: a step of ours beside it would say the opposite.
    fn refuses(&self, found: &[Diagnostic]) -> bool {
        found.iter().any(|found| self.refuses_by(&found.rule))
    }

    fn refuses_by(&self, rule: &str) -> bool {
        let rules = self.linter.rules();
        rules.find(rule).is_some_and(|rule| rules.rules[rule].bridge().is_some())
    }

    /// Whether a fault stays that new words beside it would not mend: blame, belittling, a refusal without a way out. A draft like that is the agent's
    /// to write anew.
    fn is_unsound(&self, found: &[Diagnostic]) -> bool {
        let rules = self.linter.rules();
        let way_out = || self.linter.review_filled(&self.conversation, Language::English, Filling::First).assessment.step.grade == StepGrade::Concrete;
        found.iter().filter(|found| found.severity > Severity::Info).any(|found| {
            let Some(rule) = rules.find(&found.rule).map(|index| &rules.rules[index]) else { return false };
            let refuses = found.severity >= Severity::Warning && rule.bridge().is_some();
            let silent = self.fact(&found.rule) == Some(Fact::AcknowledgementMissing) && found.severity >= Severity::Warning;
            silent || rule.harms || self.fact(&found.rule) == Some(Fact::SurveyEarly) || refuses && !way_out()
        })
    }

    /// Applies one fix, and remembers which of its words are samples.
    fn put(&mut self, candidate: &Candidate) {
        let (mut taken, mut put) = (0, 0);
        let mut added = Vec::new();
        for (real, sample) in candidate.real.edits.iter().zip(&candidate.sample.edits) {
            let start = sample.span.start + put - taken;
            let (out, within) = (sample.span.end - sample.span.start, sample.text.len() as u32);
            added.extend(Sampled::between(&real.text, &sample.text).into_iter().map(|blank| blank.moved(start)));
            self.blanks.retain(|blank| blank.end <= start || blank.start >= start + out);
            self.blanks.iter_mut().filter(|blank| blank.start >= start).for_each(|blank| blank.shift(out, within));
            taken += out;
            put += within;
        }
        self.blanks.extend(added);
        self.blanks.sort_by_key(|blank| blank.start);
        self.rounds.push(candidate.sample.edits.clone());
        self.conversation.turns[self.turn].text = apply(self.text(), [&candidate.sample], self.least).text;
    }

    /// The text, with the names of blanks in place of their samples.
    fn with_blanks(&self) -> String {
        let (text, mut out, mut at) = (self.text(), String::new(), 0);
        for blank in &self.blanks {
            let (start, end) = (blank.start as usize, blank.end as usize);
            out.push_str(text.get(at..start).unwrap_or_default());
            out.extend(["{", &blank.name, "}"]);
            at = end;
        }
        out.push_str(text.get(at..).unwrap_or_default());
        out
    }

    /// The fixes of a finding that may be applied, best first. A whole suggested reply leaves remarks as they are, and the samples alone.
    fn candidates(&self, real: &Diagnostic, sample: &Diagnostic) -> Vec<Candidate> {
        if self.least == Applicability::Display && (real.severity == Severity::Info || self.is_spared(&real.rule)) {
            return Vec::new();
        }
        let fixes = real.fixes.iter().zip(&sample.fixes).filter(|(fix, _)| fix.applicability >= self.least && self.spares_samples(fix));
        // An acknowledgement must be ready: the agent is not asked what went wrong where perhaps nothing did.
        let asks = |fix: &Fix| fix.edits.iter().any(|edit| blanks(&edit.text).is_some_and(|names| !names.is_empty()));
        let acknowledges = matches!(self.fact(&real.rule), Some(Fact::AcknowledgementWeak | Fact::AcknowledgementMissing));
        let slight = self.least == Applicability::Display && acknowledges;
        let fixes = fixes.filter(|(fix, _)| !(slight && asks(fix)));
        fixes
            .map(|(real_fix, sample_fix)| Candidate {
                rule: real.rule.clone(),
                real: escaped(real_fix, self.markup()),
                sample: escaped(sample_fix, self.markup()),
            })
            .collect()
    }

    /// What a whole suggested reply leaves to the agent: who only asks or thanks is not promised more than the draft does, the zone of a time is
    /// known to whom it is written, and a name stands in the closing.
    fn is_spared(&self, rule: &str) -> bool {
        match self.fact(rule) {
            Some(Fact::CommitmentUntimed) => self.need == 0,
            Some(Fact::TimeZoneMissing | Fact::SignatureMissing) => true,
            _ => false,
        }
    }

    /// What is left to mend: in a whole suggested reply not what it leaves to the agent.
    fn counts(&self, found: &[Diagnostic]) -> Counts {
        Counts::of(found.iter().filter(|found| self.least > Applicability::Display || !self.is_spared(&found.rule)))
    }

    /// When a rule has its turn: refusals, whatever else is wrong, what is missing, and greeting and closing behind all of it.
    fn turn_of(&self, rule: &str) -> u8 {
        match self.fact(rule) {
            Some(Fact::TimeVague) => 1,
            Some(Fact::GreetingMissing | Fact::NameMissing | Fact::ClosingMissing | Fact::SignatureMissing) => POLISH,
            Some(fact) if fact.is_absence() => 2,
            None if self.refuses_by(rule) => 0,
            _ => 1,
        }
    }

    /// The fact that a rule is raised on.
    fn fact(&self, rule: &str) -> Option<Fact> {
        let rules = self.linter.rules();
        match &rules.rules[rules.find(rule)?].kind {
            Kind::Fact(fact) => Some(fact.is),
            _ => None,
        }
    }

    fn spares_samples(&self, fix: &Fix) -> bool {
        fix.edits.iter().all(|edit| self.blanks.iter().all(|blank| edit.span.end <= blank.start || blank.end <= edit.span.start))
    }

    /// What is found after these fixes, if that is better than before.
    fn helps(&self, fixes: &[&Fix], before: &Counts) -> Option<Counts> {
        let applied = apply(self.text(), fixes.iter().copied(), Applicability::Display);
        if applied.skipped > 0 || applied.text == self.text() {
            return None;
        }
        let mut changed = self.conversation.clone();
        changed.turns[self.turn].text = applied.text;
        let review = self.linter.review_filled(&changed, Language::English, Filling::Draft);
        if review.assessment.words.0 == 0 {
            return None;
        }
        let after = self.counts(&review.diagnostics);
        after.is_better_than(before).then_some(after)
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

/// The fix as it is written in a draft of this markup: in HTML, new words are text and no markup, and a new line needs its tag.
pub fn escaped(fix: &Fix, markup: Markup) -> Fix {
    let mut fix = fix.clone();
    if markup == Markup::Html {
        for edit in fix.edits.iter_mut().filter(|edit| edit.text.contains(['&', '<', '\n'])) {
            *edit = Edit { span: edit.span, text: edit.text.replace('&', "&amp;").replace('<', "&lt;").replace('\n', "<br>\n").into() };
        }
    }
    fix
}
