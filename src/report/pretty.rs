//! For people: each finding with its line, its reason and better sentences.

use super::excerpt::{Excerpt, excerpts};
use super::place::Places;
use super::right_to_left::{is_reordered, isolated, marked, set_apart};
use super::{Colour, Extent, Reviewed, Writer, score, visible, words};
use crate::diagnostic::{Diagnostic, Severity};
use crate::read::ReadError;
use crate::rules::RuleSet;
use crate::text::Language;
use annotate_snippets::renderer::DEFAULT_LINE_NUM_STYLE;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use anstyle::{AnsiColor, Style};
use std::io::{self, Write};

/// Better sentences shown per finding.
const FIXES: usize = 3;
/// Words of the customer shown per finding, and how long they may be (characters).
const EVIDENCE: usize = 2;
const LONGEST_EVIDENCE: usize = 100;
/// Excerpts are cut before, so that a line is never cut twice.
const COLUMNS: usize = 1000;

/// Findings for people, the score of each draft, and how much there was.
#[derive(Debug)]
pub struct Pretty<'r> {
    rules: &'r RuleSet,
    colour: Colour,
    extent: Extent,
    reader: Language,
    counts: Counts,
}

/// What a run came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counts {
    findings: usize,
    drafts: usize,
    unreadable: usize,
}

impl<'r> Pretty<'r> {
    /// A writer; `reader` is the language of the last line.
    pub fn new(rules: &'r RuleSet, colour: Colour, extent: Extent, reader: Language) -> Self {
        Self { rules, colour, extent, reader, counts: Counts::default() }
    }
}

impl Writer for Pretty<'_> {
    fn reviewed(&mut self, out: &mut dyn Write, reviewed: &Reviewed) -> io::Result<()> {
        self.counts.drafts += 1;
        self.counts.findings += reviewed.review.diagnostics.len();
        let places = Places::new(reviewed);
        for diagnostic in &reviewed.review.diagnostics {
            let excerpts = excerpts(&places, diagnostic.span);
            let place = places.of(diagnostic.span.start);
            let finding = Shown { diagnostic, excerpts, place, reviewed, language: reviewed.language };
            finding.write(out, self.colour)?;
        }
        let scorecard = self.rules.scorecard().filter(|_| self.extent == Extent::Whole);
        scorecard.map_or(Ok(()), |scorecard| score::write(out, scorecard, reviewed))
    }

    fn unreadable(&mut self, _: &mut dyn Write, _: &ReadError) -> io::Result<()> {
        self.counts.unreadable += 1;
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if self.extent == Extent::Findings {
            return Ok(());
        }
        let Counts { findings, drafts, unreadable } = self.counts;
        let rest = if unreadable == 0 { String::new() } else { words::unreadable(unreadable, self.reader) };
        writeln!(out, "{}", isolated(&(words::summary(findings, drafts, self.reader) + &rest)))
    }
}

/// One finding as it is shown.
struct Shown<'r> {
    diagnostic: &'r Diagnostic,
    excerpts: Vec<Excerpt>,
    place: (u32, u32),
    reviewed: &'r Reviewed,
    language: Language,
}

impl Shown<'_> {
    fn write(&self, out: &mut dyn Write, colour: Colour) -> io::Result<()> {
        let (line, column) = self.place;
        let width = self.last_line().to_string().len();
        let styled = |style: Style| if colour == Colour::Coloured { style } else { Style::new() };
        let (severity, bold, gutter) = (styled(style(self.diagnostic.severity)), styled(Style::new().bold()), styled(DEFAULT_LINE_NUM_STYLE));
        let word = words::severity(self.diagnostic.severity, self.language);
        let Diagnostic { rule, message, why, fixes, .. } = self.diagnostic;
        let evidence = self.evidence();
        let heading = self.line(&format!("{severity}{word}[{rule}]{severity:#}"), &format!("{bold}{message}{bold:#}"));
        writeln!(out, "{heading}")?;
        writeln!(out, "{:width$}{gutter}-->{gutter:#} {}:{line}:{column}", "", visible(&self.reviewed.record.name))?;
        if self.excerpts.iter().any(|excerpt| is_reordered(&excerpt.text)) {
            writeln!(out, "{:width$} {gutter}|{gutter:#}", "")?;
            for (number, excerpt) in (line..).zip(&self.excerpts) {
                writeln!(out, "{gutter}{number:>width$} |{gutter:#} {}", marked(excerpt, severity.underline(), colour))?;
            }
        } else {
            writeln!(out, "{}", self.annotated(colour))?;
        }
        writeln!(out, "{:width$} {gutter}|{gutter:#}", "")?;
        let instead = fixes.iter().take(FIXES).map(|fix| (words::instead(self.language), visible(&fix.title)));
        let evidence = evidence.iter().map(|text| (words::customer(self.language), visible(text)));
        for (label, text) in evidence.chain([(words::why(self.language), visible(why))]).chain(instead) {
            let note = self.line(&format!("{bold}{label}{bold:#}"), &text);
            writeln!(out, "{:width$} {gutter}={gutter:#} {note}", "")?;
        }
        writeln!(out)
    }

    /// The customer's words that make it a fault, each cut to a length that a line can show.
    fn evidence(&self) -> Vec<String> {
        let turns = &self.reviewed.record.conversation.turns;
        let words = self.diagnostic.related.iter().filter(|related| related.rule.is_none()).filter_map(|related| {
            let text = related.span.text(&turns.get(related.turn as usize)?.text);
            let short: String = text.chars().take(LONGEST_EVIDENCE).collect();
            Some(if short.len() < text.len() { short + "…" } else { short })
        });
        words.take(EVIDENCE).collect()
    }

    /// A label and what it says, in the reader's direction whatever the language of the text.
    fn line(&self, label: &str, text: &str) -> String {
        match self.language {
            Language::English => format!("{label}: {}", isolated(text)),
            Language::Arabic => set_apart(&format!("{label}: {}", set_apart(text))),
        }
    }

    fn last_line(&self) -> usize {
        self.place.0 as usize + self.excerpts.len() - 1
    }

    /// The lines with carets below.
    fn annotated(&self, colour: Colour) -> String {
        let mut source = String::new();
        let mut annotations = Vec::new();
        for excerpt in &self.excerpts {
            if !source.is_empty() {
                source.push('\n');
            }
            let at = source.len();
            source.push_str(&excerpt.text);
            annotations.push(AnnotationKind::Primary.span(at + excerpt.marked.start..at + excerpt.marked.end));
        }
        let level = match self.diagnostic.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Hint => Level::HELP,
            Severity::Info => Level::INFO,
        };
        let snippet = Snippet::source(source).line_start(self.place.0 as usize).fold(false).annotations(annotations);
        let renderer = match colour {
            Colour::Coloured => Renderer::styled(),
            Colour::Plain => Renderer::plain(),
        };
        renderer.term_width(COLUMNS).render(&[Group::with_level(level).element(snippet)])
    }
}

/// The colours annotate-snippets gives the same severities.
fn style(severity: Severity) -> Style {
    match severity {
        Severity::Error => AnsiColor::BrightRed.on_default().bold(),
        Severity::Warning => AnsiColor::Yellow.on_default().bold(),
        Severity::Hint => AnsiColor::BrightCyan.on_default().bold(),
        Severity::Info => AnsiColor::BrightBlue.on_default().bold(),
    }
}
