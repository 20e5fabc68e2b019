//! One HTML page for people, whole in itself: nothing is loaded and no script runs. Drafts are written one after the other; kept until the end: a line of the
//! list for each.

use super::html_page::{Row, foot, head};
use super::html_text::{escaped, marked};
use super::html_words::{Words, direction, role};
use super::place::Places;
use super::{Reviewed, Writer, score, words};
use crate::diagnostic::Diagnostic;
use crate::read::ReadError;
use crate::rules::RuleSet;
use crate::score::Scored;
use crate::text::Language;
use crate::wire::praise;
use std::io::{self, Write};

/// Better sentences shown per finding.
const FIXES: usize = 4;

/// Drafts on one page.
#[derive(Debug)]
pub struct Html<'r> {
    rules: &'r RuleSet,
    reader: Language,
    rows: Vec<Row>,
    unread: Vec<String>,
}

impl<'r> Html<'r> {
    /// A writer; `reader` is the language of the page, in which also stand the messages of drafts that name no other.
    pub fn new(rules: &'r RuleSet, reader: Language) -> Self {
        Self { rules, reader, rows: Vec::new(), unread: Vec::new() }
    }
}

impl Writer for Html<'_> {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        head(out, self.reader)
    }

    fn reviewed(&mut self, out: &mut dyn Write, reviewed: &Reviewed) -> io::Result<()> {
        let (language, review) = (reviewed.language, &reviewed.review);
        let mut row = Row { name: reviewed.record.name.clone(), score: review.score.as_ref().and_then(|scored| scored.total), findings: [0; 4] };
        for diagnostic in &review.diagnostics {
            row.findings[diagnostic.severity as usize] += 1;
        }
        self.rows.push(row);
        let draft = Draft { id: self.rows.len(), words: Words::of(language), rules: self.rules, places: Places::new(reviewed), reviewed, language };
        writeln!(out, "<article id=\"d{}\" lang=\"{}\" dir=\"{}\">", draft.id, language.code(), direction(language))?;
        draft.heading(out)?;
        draft.thread(out)?;
        let text = marked(reviewed.draft().trim_end(), &review.diagnostics, draft.id);
        writeln!(out, "<div class=\"text\" dir=\"{}\" lang=\"{}\">{text}</div>", direction(review.language), review.language.code())?;
        draft.findings(out)?;
        draft.score(out)?;
        writeln!(out, "</article>")
    }

    fn unreadable(&mut self, _: &mut dyn Write, error: &ReadError) -> io::Result<()> {
        self.unread.push(error.to_string());
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write) -> io::Result<()> {
        foot(out, (&self.rows, &self.unread), self.reader)
    }
}

/// One draft as it is written.
struct Draft<'r> {
    id: usize,
    words: &'static Words,
    rules: &'r RuleSet,
    places: Places<'r>,
    reviewed: &'r Reviewed,
    language: Language,
}

impl Draft<'_> {
    fn heading(&self, out: &mut dyn Write) -> io::Result<()> {
        let name = escaped(&self.reviewed.record.name);
        writeln!(out, "<header><h2><bdi>{name}</bdi></h2>")?;
        if let Some(scored) = &self.reviewed.review.score {
            match scored.total {
                Some(total) => {
                    let band = self.rules.scorecard().and_then(|scorecard| score::band(scorecard, scored, self.language)).unwrap_or_default();
                    let of = self.words.of_hundred;
                    writeln!(out, "<p class=\"total\"><b>{total}</b> <span>{of}</span> <strong>{}</strong></p>", escaped(band))?;
                }
                None => writeln!(out, "<p class=\"total\">{}</p>", score::not_scored(scored.not_scored, self.language))?,
            }
        }
        writeln!(out, "</header>")
    }

    /// The turns before the draft.
    fn thread(&self, out: &mut dyn Write) -> io::Result<()> {
        let earlier = &self.reviewed.record.conversation.turns[..self.reviewed.review.turn as usize];
        if earlier.is_empty() {
            return Ok(());
        }
        writeln!(out, "<details><summary>{}</summary>", self.words.thread)?;
        for turn in earlier {
            writeln!(out, "<p><b>{}</b></p><blockquote dir=\"auto\">{}</blockquote>", role(turn.role, self.language), escaped(turn.text.trim()))?;
        }
        writeln!(out, "</details>")
    }

    fn findings(&self, out: &mut dyn Write) -> io::Result<()> {
        let findings = &self.reviewed.review.diagnostics;
        if findings.is_empty() {
            return writeln!(out, "<p class=\"fine\">{}</p>", self.words.fine);
        }
        writeln!(out, "<ol class=\"findings\">")?;
        (1..).zip(findings).try_for_each(|(number, finding)| self.finding(out, number, finding))?;
        writeln!(out, "</ol>")
    }

    fn finding(&self, out: &mut dyn Write, number: usize, finding: &Diagnostic) -> io::Result<()> {
        let Diagnostic { rule, severity, message, why, fixes, related, span, .. } = finding;
        let (id, class, (line, column)) = (self.id, severity.name(), self.places.of(span.start));
        writeln!(out, "<li id=\"d{id}f{number}\" class=\"{class}\">")?;
        write!(out, "<p class=\"about\"><a class=\"n {class}\" href=\"#d{id}m{number}\">{number}</a> <b>{}</b> ", words::severity(*severity, self.language))?;
        writeln!(out, "<code dir=\"ltr\">{}</code> <span>{} <bdi>{line}:{column}</bdi></span></p>", escaped(rule), self.words.line)?;
        writeln!(out, "<p class=\"message\">{}</p>", escaped(message))?;
        writeln!(out, "<p class=\"why\"><b>{}</b> {}</p>", words::why(self.language), escaped(why))?;
        for said in related.iter().filter(|related| related.rule.is_none()) {
            let turns = &self.reviewed.record.conversation.turns;
            let text = turns.get(said.turn as usize).map_or("", |turn| said.span.text(&turn.text));
            writeln!(out, "<p class=\"said\"><b>{}</b> <q dir=\"auto\">{}</q></p>", words::customer(self.language), escaped(text))?;
        }
        if !fixes.is_empty() {
            let direction = direction(self.reviewed.review.language);
            writeln!(out, "<p class=\"label\"><b>{}</b></p>\n<ul class=\"instead\" dir=\"{direction}\">", words::instead(self.language))?;
            for fix in fixes.iter().take(FIXES) {
                writeln!(out, "<li>{}</li>", escaped(&fix.title))?;
            }
            writeln!(out, "</ul>")?;
        }
        writeln!(out, "</li>")
    }

    /// The categories with their share of points, what holds the score down, and what was done well.
    fn score(&self, out: &mut dyn Write) -> io::Result<()> {
        let (review, scorecard) = (&self.reviewed.review, self.rules.scorecard());
        let scored = review.score.as_ref().filter(|scored| scored.total.is_some());
        if let Some((scorecard, scored)) = scorecard.zip(scored) {
            if let Some((at, reason)) = score::cap(scorecard, scored, self.language) {
                writeln!(out, "<p class=\"cap\">{} {at}: {}</p>", self.words.at_most, escaped(reason))?;
            }
            writeln!(out, "<dl class=\"categories\">")?;
            for (category, name) in categories(scored).zip(&scorecard.categories) {
                write!(out, "<div><dt>{}</dt>", escaped(name.name.get(self.language)))?;
                match category {
                    Some(points) => writeln!(
                        out,
                        "<dd><meter min=\"0\" max=\"100\" low=\"60\" high=\"85\" optimum=\"100\" value=\"{points}\"></meter> {points}</dd></div>"
                    )?,
                    None => writeln!(out, "<dd class=\"none\">{}</dd></div>", self.words.not_counted)?,
                }
            }
            writeln!(out, "</dl>")?;
        }
        if !review.assessment.strengths.is_empty() {
            writeln!(out, "<p class=\"label\"><b>{}</b></p>\n<ul class=\"strengths\">", self.words.strengths)?;
            for (strength, _) in &review.assessment.strengths {
                writeln!(out, "<li>{}</li>", praise(*strength, self.language))?;
            }
            writeln!(out, "</ul>")?;
        }
        Ok(())
    }
}

/// The points of each category; `None` for one that does not apply.
fn categories(scored: &Scored) -> impl Iterator<Item = Option<f64>> {
    scored.categories.iter().map(|category| category.parts.map(|parts| f64::from(parts) / 100.0))
}
