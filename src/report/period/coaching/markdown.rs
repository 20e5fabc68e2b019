//! A plan in Markdown.

use super::super::sums::{hundredths, tenths};
use super::super::words::channel;
use super::plan::{Habit, Plan};
use super::words::{Words, change, counted};
use crate::report::right_to_left::{is_reordered, set_apart};
use crate::text::Language;
use std::io::{self, Write};

pub(super) fn write(out: &mut dyn Write, plan: &Plan) -> io::Result<()> {
    let page = Page { plan, words: Words::of(plan.language) };
    if plan.language == Language::Arabic {
        writeln!(out, "<div dir=\"rtl\">\n")?;
    }
    page.head(out)?;
    page.strengths(out)?;
    page.habits(out)?;
    page.trend(out)?;
    page.exercises(out)?;
    page.talk(out)?;
    if plan.language == Language::Arabic {
        writeln!(out, "\n</div>")?;
    }
    Ok(())
}

struct Page<'p> {
    plan: &'p Plan,
    words: &'static Words,
}

impl Page<'_> {
    fn head(&self, out: &mut dyn Write) -> io::Result<()> {
        let (w, plan) = (self.words, self.plan);
        writeln!(out, "# {}: {}\n", w.title, self.text(&plan.agent))?;
        if let Some((first, last)) = &plan.days {
            writeln!(out, "{} {} – {}\n", w.days, self.text(first), self.text(last))?;
        }
        if plan.is_enough() {
            let mean = |sum: &super::super::sums::Sum| sum.mean().map_or_else(|| "–".to_owned(), hundredths);
            writeln!(out, "| | {} | {} | {} |\n|---|---:|---:|---:|", w.replies, w.score, w.findings_100)?;
            writeln!(out, "| **{}** | {} | {} | {} |", self.text(&plan.agent), plan.sum.replies, mean(&plan.sum), tenths(plan.sum.per_100()))?;
            if plan.others.scored >= super::super::sums::ENOUGH {
                writeln!(out, "| {} | {} | {} | {} |", w.others, plan.others.replies, mean(&plan.others), tenths(plan.others.per_100()))?;
            }
            writeln!(out)?;
        } else {
            writeln!(out, "{}: {}\n\n**{}**\n", w.replies, plan.sum.replies, w.few)?;
        }
        if plan.masked { writeln!(out, "{}\n", w.masked) } else { Ok(()) }
    }

    fn strengths(&self, out: &mut dyn Write) -> io::Result<()> {
        let (w, plan) = (self.words, self.plan);
        writeln!(out, "## {}\n", w.well)?;
        if plan.strengths.is_empty() {
            writeln!(out, "{}\n", w.none_well)?;
        }
        for strong in &plan.strengths {
            writeln!(out, "**{}**{}\n", strong.praise, self.figures(strong.replies, strong.shares))?;
            strong.sentences.iter().try_for_each(|sentence| self.quoted(out, sentence))?;
        }
        if let Some((asked, answered)) = &plan.best {
            writeln!(out, "### {}\n", w.best)?;
            if let Some(asked) = asked {
                writeln!(out, "{}:\n", w.customer)?;
                self.quoted(out, asked)?;
            }
            writeln!(out, "{}:\n", w.reply)?;
            self.quoted(out, answered)?;
        }
        Ok(())
    }

    fn habits(&self, out: &mut dyn Write) -> io::Result<()> {
        let (w, plan) = (self.words, self.plan);
        writeln!(out, "## {}\n", if plan.is_enough() { w.habits } else { w.habits_few })?;
        if plan.habits.is_empty() {
            return writeln!(out, "{}\n", w.none);
        }
        if plan.is_enough() {
            writeln!(out, "{}\n", w.habits_note)?;
        }
        plan.habits.iter().zip(1..).try_for_each(|(habit, number)| self.habit(out, habit, number))?;
        if plan.has_blanks() { writeln!(out, "{}\n", w.blanks) } else { Ok(()) }
    }

    fn habit(&self, out: &mut dyn Write, habit: &Habit, number: usize) -> io::Result<()> {
        let w = self.words;
        writeln!(out, "### {number}. {}\n", self.text(&habit.message))?;
        writeln!(out, "`{}`{}\n", habit.rule, self.figures(habit.replies, habit.shares))?;
        writeln!(out, "{}\n", self.text(&habit.why))?;
        for example in &habit.examples {
            match &example.better {
                Some(better) => {
                    writeln!(out, "{}:\n", w.before)?;
                    self.quoted(out, &example.before)?;
                    writeln!(out, "{}:\n", w.better)?;
                    self.quoted(out, better)?;
                }
                None => self.quoted(out, &example.before)?,
            }
        }
        if let Some(own) = &habit.own {
            writeln!(out, "{}\n", w.own)?;
            self.quoted(out, own)?;
        }
        Ok(())
    }

    fn figures(&self, replies: u64, (share, others): (u64, Option<u64>)) -> String {
        let (w, plan) = (self.words, self.plan);
        if !plan.is_enough() {
            return String::new();
        }
        let others = others.map(|share| format!("; {}: {} %", w.others, tenths(share))).unwrap_or_default();
        format!(" · {} ({} %{others})", counted(replies, plan.sum.replies, plan.language), tenths(share))
    }

    fn trend(&self, out: &mut dyn Write) -> io::Result<()> {
        let (w, plan) = (self.words, self.plan);
        if !plan.tells_trend() {
            return Ok(());
        }
        writeln!(out, "## {}\n", w.trend)?;
        let Some(trend) = &plan.trend else { return writeln!(out, "{}\n", w.first_plan) };
        writeln!(out, "{} {} – {}\n", w.days, self.text(&trend.days.0), self.text(&trend.days.1))?;
        writeln!(out, "| | {} | {} | {} |\n|---|---:|---:|---|", w.then, w.now, w.change)?;
        let mean = |mean: Option<u64>| mean.map_or_else(|| "–".to_owned(), hundredths);
        writeln!(out, "| {} | {} | {} | |", w.score, mean(trend.means.0), mean(trend.means.1))?;
        for changed in &trend.habits {
            let told = change(changed.change, plan.language);
            writeln!(out, "| {} | {} % | {} % | {told} |", self.text(&changed.message), tenths(changed.shares.0), tenths(changed.shares.1))?;
        }
        writeln!(out, "\n{}\n", w.trend_note)?;
        if trend.other_rules { writeln!(out, "{}\n", w.other_rules) } else { Ok(()) }
    }

    fn exercises(&self, out: &mut dyn Write) -> io::Result<()> {
        let (w, plan) = (self.words, self.plan);
        if !plan.has_exercises() {
            return Ok(());
        }
        writeln!(out, "## {}\n\n{}\n", w.exercises, w.exercises_note)?;
        for habit in &plan.habits {
            for scenario in &habit.exercises {
                let place = scenario.channel.map(|place| channel(place.name(), plan.language)).unwrap_or_default();
                writeln!(out, "### {} · {place}\n", self.text(&habit.message))?;
                writeln!(out, "    rifq drill --scenario {}\n", scenario.id)?;
                writeln!(out, "{}:\n", w.customer)?;
                self.quoted(out, &scenario.customer)?;
                writeln!(out, "{}: {}\n", w.known, self.text(&scenario.known))?;
            }
        }
        Ok(())
    }

    fn talk(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "## {}\n", self.words.talk)?;
        self.words.questions.iter().try_for_each(|question| writeln!(out, "- {question}"))?;
        writeln!(out, "\n*{}*", self.words.limits)
    }

    fn quoted(&self, out: &mut dyn Write, text: &str) -> io::Result<()> {
        let lines: Vec<String> =
            text.lines().map(|line| if line.trim().is_empty() { ">".to_owned() } else { format!("> {}", self.text(line.trim())) }).collect();
        // In Markdown a line goes on in the next one unless two blanks end it.
        writeln!(out, "{}\n", lines.join("  \n").replace(">  \n", ">\n"))
    }

    /// Text that Markdown takes as text, with a direction of its own where it needs one.
    fn text(&self, text: &str) -> String {
        let mut written = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                '<' => written.push_str("&lt;"),
                '&' => written.push_str("&amp;"),
                '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '|' | '~' | '$' => written.extend(['\\', c]),
                '\n' | '\r' | '\t' => written.push(' '),
                c if crate::report::is_hidden(c) => written.push('\u{fffd}'),
                c => written.push(c),
            }
        }
        if is_reordered(text) == (self.plan.language == Language::Arabic) { written } else { set_apart(&written) }
    }
}
