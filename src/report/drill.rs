//! Exercises on a terminal: the case, and what is said of an answer.

use super::right_to_left::{is_reordered, isolated, set_apart};
use super::{score, visible};
use crate::conversation::Role;
use crate::drill::{Attempt, Done, Scenario};
use crate::linter::Review;
use crate::rules::{RuleSet, Scorecard};
use crate::text::Language;
use crate::wire::{DiagnosticReport, Report, praise};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Findings told of one answer.
const TOLD: usize = 3;

/// Strengths told of one answer.
const STRENGTHS: usize = 3;

/// Whoever practises, and by which rules.
#[derive(Clone, Copy, Debug)]
pub struct Teller<'t> {
    /// Their names and messages.
    pub rules: &'t RuleSet,
    /// The language of what rifq says.
    pub language: Language,
}

/// An answer as it was judged.
#[derive(Clone, Debug)]
pub struct Judged {
    /// What was found.
    pub review: Review,
    /// The same for people.
    pub report: Report,
    /// The rules that the exercise trains: of their faults is told first.
    pub trains: Vec<String>,
}

impl Judged {
    /// The findings that count: first what the exercise trains, then the costliest.
    pub fn findings(&self) -> Vec<&DiagnosticReport> {
        let counted = self.report.diagnostics.iter().filter(|found| found.severity > crate::diagnostic::Severity::Info);
        let mut findings: Vec<&DiagnosticReport> = counted.collect();
        let trained = |found: &DiagnosticReport| self.trains.contains(&found.rule);
        findings.sort_by(|a, b| trained(b).cmp(&trained(a)).then(b.severity.cmp(&a.severity)).then(b.points.total_cmp(&a.points)));
        findings
    }

    /// Whether nothing is left to say.
    pub fn is_ready(&self) -> bool {
        self.findings().is_empty() && self.report.lacks.is_empty() && self.report.score.is_some()
    }
}

impl Teller<'_> {
    const fn word(self, english: &'static str, arabic: &'static str) -> &'static str {
        match self.language {
            Language::English => english,
            Language::Arabic => arabic,
        }
    }

    /// A line of rifq's own words.
    fn line(self, out: &mut dyn Write, text: &str) -> io::Result<()> {
        if self.language == Language::Arabic { writeln!(out, "{}", set_apart(text)) } else { writeln!(out, "{text}") }
    }

    /// What somebody wrote, behind a bar.
    fn said(self, out: &mut dyn Write, who: &str, text: &str) -> io::Result<()> {
        self.line(out, &format!("{who}:"))?;
        text.lines()
            .try_for_each(|line| if line.trim().is_empty() { writeln!(out, "  |") } else { writeln!(out, "  | {}", isolated(&visible(line.trim_end()))) })
    }

    /// The case to answer.
    pub fn scenario(self, out: &mut dyn Write, scenario: &Scenario, (number, of): (usize, usize)) -> io::Result<()> {
        let channel = scenario.channel.map(|channel| format!(" · {}", super::period::channel(channel.name(), self.language))).unwrap_or_default();
        let head = match self.language {
            Language::English => format!("Exercise {number} of {of}{channel} · {}", scenario.id),
            Language::Arabic => format!("التمرين {number} من {of}{channel} · {}", scenario.id),
        };
        self.line(out, &head)?;
        writeln!(out)?;
        let customer = self.word("Customer", "العميل");
        for said in &scenario.before {
            let who = if said.role == Role::Customer { customer } else { self.word("Before that, from us", "قبل ذلك، منا") };
            self.said(out, who, &said.text)?;
        }
        let who = scenario.name.as_deref().map_or_else(|| customer.to_owned(), |name| format!("{customer} ({})", isolated(&visible(name))));
        self.said(out, &who, &scenario.customer)?;
        if !scenario.known.is_empty() {
            self.said(out, self.word("What is known", "المعلوم"), &scenario.known)?;
        }
        writeln!(out)
    }

    /// How an answer is given.
    pub fn ask(self, out: &mut dyn Write) -> io::Result<()> {
        self.line(out, self.word("Your reply; a line with a dot alone ends it, or Ctrl-D:", "الرد هنا، وينتهي بسطر فيه نقطة وحدها أو بـ Ctrl-D:"))
    }

    /// What happens next.
    pub fn choices(self, out: &mut dyn Write, ready: bool) -> io::Result<()> {
        let text = match (ready, self.language) {
            (true, Language::English) => "[Enter] next · a again · q stop",
            (true, Language::Arabic) => "[Enter] التالي · a محاولة أخرى · q إنهاء",
            (false, Language::English) => "[Enter] again · n next · q stop",
            (false, Language::Arabic) => "[Enter] محاولة أخرى · n التالي · q إنهاء",
        };
        self.line(out, text)
    }

    /// What is said of an answer, beside the one before.
    pub fn judged(self, out: &mut dyn Write, judged: &Judged, before: Option<&Judged>) -> io::Result<()> {
        writeln!(out)?;
        let Some((card, scored)) = self.rules.scorecard().zip(judged.review.score.as_ref()) else { return Ok(()) };
        self.line(out, &self.score(card, judged, before))?;
        if let Some((at, reason)) = score::cap(card, scored, self.language) {
            let capped = match self.language {
                Language::English => format!("  at most {at}: {reason}"),
                Language::Arabic => format!("  لا تتجاوز {at}: {reason}"),
            };
            self.line(out, &capped)?;
        }
        let findings = judged.findings();
        if let Some(before) = before {
            let mut gone: Vec<&str> =
                before.findings().iter().filter(|old| !findings.iter().any(|new| new.rule == old.rule)).map(|old| old.message.as_str()).collect();
            gone.dedup();
            gone.iter().try_for_each(|message| self.line(out, &format!("  {} {message}", self.word("mended:", "عولج:"))))?;
        }
        self.missing(out, judged, &findings)?;
        let strengths: Vec<_> = judged.review.assessment.strengths.iter().map(|(strength, _)| praise(*strength, self.language)).collect();
        strengths.iter().take(STRENGTHS).try_for_each(|told| self.line(out, &format!("  + {told}")))?;
        if judged.is_ready() {
            self.line(out, self.word("This reply can go out as it is.", "هذا الرد جاهز للإرسال كما هو."))?;
        }
        writeln!(out)
    }

    fn score(self, card: &Scorecard, judged: &Judged, before: Option<&Judged>) -> String {
        let scored = judged.review.score.as_ref();
        let Some(total) = judged.report.score else {
            return score::not_scored(scored.and_then(|scored| scored.not_scored), self.language).to_owned();
        };
        let band = scored.and_then(|scored| score::band(card, scored, self.language)).unwrap_or_default();
        let moved = before.and_then(|before| before.report.score).map(|old| i16::from(total) - i16::from(old)).filter(|moved| *moved != 0);
        let moved = moved.map(|moved| format!(" ({moved:+})")).unwrap_or_default();
        match self.language {
            Language::English => format!("{total} of 100, {band}{moved}"),
            Language::Arabic => format!("{total} من 100، {band}{moved}"),
        }
    }

    /// What is missing, and one better sentence.
    fn missing(self, out: &mut dyn Write, judged: &Judged, findings: &[&DiagnosticReport]) -> io::Result<()> {
        for found in findings.iter().take(TOLD) {
            self.line(out, &format!("  - {} [{}]", found.message, found.rule))?;
            self.line(out, &format!("      {}", found.why))?;
            // A fault of a whole reply marks more than one would read again.
            if found.text.chars().count() <= 60 && found.text.contains(char::is_alphabetic) {
                writeln!(out, "      «{}»", isolated(&visible(&found.text)))?;
            }
        }
        judged.report.lacks.iter().try_for_each(|lack| self.line(out, &format!("  - {}", lack.reason)))?;
        let fix = findings.iter().find_map(|found| found.fixes.first().filter(|fix| !fix.preview.trim().is_empty()));
        fix.map_or(Ok(()), |fix| self.said(out, self.word("For example", "مثلا"), &fix.preview))
    }

    /// What was sent in a case of one's own.
    pub fn sent(self, out: &mut dyn Write, text: &str, judged: &Judged) -> io::Result<()> {
        let score = judged.report.score.map_or_else(String::new, |score| format!(" ({score})"));
        self.said(out, &format!("{}{score}", self.word("What was sent then", "الرد الذي أُرسل")), text)?;
        writeln!(out)
    }

    /// What was practised so far.
    pub fn progress(self, out: &mut dyn Write, all: &[Scenario], attempts: &[Attempt], done: &BTreeMap<&str, Done>) -> io::Result<()> {
        let tried: Vec<(&Scenario, &Done)> = all.iter().filter_map(|scenario| Some((scenario, done.get(scenario.id.as_str())?))).collect();
        let head = match self.language {
            Language::English => format!("{} of {} exercises tried, {} answers", tried.len(), all.len(), attempts.len()),
            Language::Arabic => format!("التمارين المجرَّبة: {} من {}، والإجابات: {}", tried.len(), all.len(), attempts.len()),
        };
        self.line(out, &head)?;
        let score = |score: Option<u8>| score.map_or_else(|| "–".to_owned(), |score| score.to_string());
        let width = tried.iter().map(|(scenario, _)| scenario.id.len()).max().unwrap_or_default();
        for (scenario, done) in &tried {
            writeln!(out, "  {:width$}  {:>3} → {:>3}  ×{}", scenario.id, score(done.first), score(done.best), done.attempts)?;
        }
        let mut rules: BTreeMap<&str, usize> = BTreeMap::new();
        attempts.iter().flat_map(|attempt| &attempt.rules).for_each(|rule| *rules.entry(rule).or_default() += 1);
        let mut rules: Vec<_> = rules.into_iter().collect();
        rules.sort_by_key(|(rule, times)| (std::cmp::Reverse(*times), *rule));
        if !rules.is_empty() {
            self.line(out, self.word("What returned most:", "أكثر ما تكرر:"))?;
        }
        for (rule, times) in rules.into_iter().take(TOLD) {
            let message = self.rules.find(rule).map_or_else(String::new, |index| self.rules.rules[index].message(self.language).to_string());
            let shown = if is_reordered(&message) { set_apart(&message) } else { message };
            writeln!(out, "  ×{times} {rule}  {shown}")?;
        }
        Ok(())
    }

    /// The exercises there are.
    pub fn list(self, out: &mut dyn Write, all: &[&Scenario]) -> io::Result<()> {
        let width = all.iter().map(|scenario| scenario.id.len()).max().unwrap_or_default();
        all.iter().try_for_each(|scenario| {
            let channel = scenario.channel.map_or("", crate::conversation::Channel::name);
            writeln!(out, "{:width$}  {channel:7}  {:9}  {}", scenario.id, scenario.dialect.name(), scenario.trains.join(" "))
        })
    }
}
