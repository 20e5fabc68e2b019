//! A plan as one page that loads nothing, to be read, sent and printed.

use super::super::charts::trend as chart;
use super::super::page::{escaped, section};
use super::super::sums::{ENOUGH, Sum, hundredths, tenths};
use super::super::words::channel;
use super::plan::{Habit, Plan};
use super::words::{Words, change, counted};
use crate::report::html_words::direction;
use std::io::{self, Write};

const STYLE: &str = include_str!("../period.css");
const OWN_STYLE: &str = include_str!("coaching.css");

/// Lines to write an answer on, on paper.
const LINES: usize = 5;

pub(super) fn write(out: &mut dyn Write, plan: &Plan) -> io::Result<()> {
    let page = Page { plan, words: Words::of(plan.language) };
    page.head(out)?;
    page.strengths(out)?;
    page.habits(out)?;
    page.trend(out)?;
    page.exercises(out)?;
    page.talk(out)
}

struct Page<'p> {
    plan: &'p Plan,
    words: &'static Words,
}

impl Page<'_> {
    fn head(&self, out: &mut dyn Write) -> io::Result<()> {
        let (w, plan) = (self.words, self.plan);
        let (agent, language) = (escaped(&plan.agent), plan.language);
        writeln!(out, "<!DOCTYPE html>\n<html lang=\"{}\" dir=\"{}\">\n<head>\n<meta charset=\"utf-8\">", language.code(), direction(language))?;
        writeln!(
            out,
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">"
        )?;
        writeln!(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{}: {agent}</title>", w.title)?;
        writeln!(out, "<style>\n{STYLE}{OWN_STYLE}</style>\n</head>\n<body>\n<header class=\"top\"><h1>{}: <bdi>{agent}</bdi></h1>", w.title)?;
        if let Some((first, last)) = &plan.days {
            writeln!(out, "<p>{} <bdi>{}</bdi> – <bdi>{}</bdi></p>", w.days, escaped(first), escaped(last))?;
        }
        writeln!(out, "</header>\n<main>\n<section id=\"figures\">")?;
        if plan.is_enough() {
            let others = |told: String| if plan.others.scored >= ENOUGH { format!(" <small>{}: {told}</small>", w.others) } else { String::new() };
            let mean = |sum: &Sum| sum.mean().map_or_else(|| "–".to_owned(), hundredths);
            let figures = [
                (w.replies, plan.sum.replies.to_string(), String::new()),
                (w.score, mean(&plan.sum), others(mean(&plan.others))),
                (w.findings_100, tenths(plan.sum.per_100()), others(tenths(plan.others.per_100()))),
            ];
            writeln!(out, "<dl class=\"figures\">")?;
            figures.iter().try_for_each(|(name, figure, beside)| writeln!(out, "<div><dt>{name}</dt><dd>{figure}</dd>{beside}</div>"))?;
            writeln!(out, "</dl>")?;
        } else {
            writeln!(out, "<p>{}: {}</p><p class=\"note few\">{}</p>", w.replies, plan.sum.replies, w.few)?;
        }
        if plan.masked {
            writeln!(out, "<p class=\"note\">{}</p>", w.masked)?;
        }
        writeln!(out, "</section>")
    }

    fn strengths(&self, out: &mut dyn Write) -> io::Result<()> {
        let (w, plan) = (self.words, self.plan);
        section(out, "well", w.well, if plan.strengths.is_empty() { w.none_well } else { w.well_note })?;
        writeln!(out, "<div class=\"cards\">")?;
        for strong in &plan.strengths {
            writeln!(out, "<article class=\"card\"><h3>{}</h3>", strong.praise)?;
            if plan.is_enough() {
                let replies = counted(strong.replies, plan.sum.replies, plan.language);
                writeln!(out, "<p class=\"meta\">{}</p>", self.figures(&replies, strong.shares))?;
            }
            strong.sentences.iter().try_for_each(|sentence| writeln!(out, "<p class=\"own\" dir=\"auto\">{}</p>", escaped(sentence)))?;
            writeln!(out, "</article>")?;
        }
        if let Some((asked, answered)) = &plan.best {
            writeln!(out, "<article class=\"card\"><h3>{}</h3>", w.best)?;
            if let Some(asked) = asked {
                said(out, w.customer, asked)?;
            }
            writeln!(out, "<p class=\"who\">{}</p><div class=\"said agent\" dir=\"auto\">{}</div></article>", w.reply, escaped(answered))?;
        }
        writeln!(out, "</div></section>")
    }

    fn habits(&self, out: &mut dyn Write) -> io::Result<()> {
        let (w, plan) = (self.words, self.plan);
        let note = if plan.habits.is_empty() { w.none } else { w.habits_note };
        let (name, note) = if plan.is_enough() { (w.habits, note) } else { (w.habits_few, "") };
        section(out, "habits", name, note)?;
        writeln!(out, "<div class=\"cards\">")?;
        plan.habits.iter().zip(1..).try_for_each(|(habit, number)| self.habit(out, habit, number))?;
        writeln!(out, "</div>")?;
        if plan.has_blanks() {
            writeln!(out, "<p class=\"note\">{}</p>", w.blanks)?;
        }
        writeln!(out, "</section>")
    }

    fn habit(&self, out: &mut dyn Write, habit: &Habit, number: usize) -> io::Result<()> {
        let (w, plan) = (self.words, self.plan);
        writeln!(out, "<article class=\"card habit\"><h3>{number}. {}</h3><p class=\"meta\">", escaped(&habit.message))?;
        if plan.is_enough() {
            write!(out, "{}", self.figures(&counted(habit.replies, plan.sum.replies, plan.language), habit.shares))?;
        }
        writeln!(out, "<code dir=\"ltr\">{}</code></p><p>{}</p>", escaped(&habit.rule), escaped(&habit.why))?;
        for example in &habit.examples {
            write!(out, "<div class=\"pair\"><p class=\"was\" dir=\"auto\"><b>{}</b>{}</p>", w.before, escaped(&example.before))?;
            if let Some(better) = &example.better {
                write!(out, "<p class=\"new\" dir=\"auto\"><b>{}</b>{}</p>", w.better, escaped(better))?;
            }
            writeln!(out, "</div>")?;
        }
        if let Some(own) = &habit.own {
            writeln!(out, "<p class=\"who\">{}</p><p class=\"own\" dir=\"auto\">{}</p>", w.own, escaped(own))?;
        }
        writeln!(out, "</article>")
    }

    fn figures(&self, counted: &str, (share, others): (u64, Option<u64>)) -> String {
        let others = others.map(|share| format!("<span class=\"figure\">{}: {} %</span>", self.words.others, tenths(share))).unwrap_or_default();
        format!("<span class=\"figure\">{counted} ({} %)</span>{others}", tenths(share))
    }

    fn trend(&self, out: &mut dyn Write) -> io::Result<()> {
        let (w, plan) = (self.words, self.plan);
        if !plan.tells_trend() {
            return Ok(());
        }
        section(out, "trend", w.trend, if plan.trend.is_some() { w.trend_note } else { w.first_plan })?;
        if let Some(trend) = &plan.trend {
            writeln!(out, "<p>{} <bdi>{}</bdi> – <bdi>{}</bdi></p>", w.days, escaped(&trend.days.0), escaped(&trend.days.1))?;
            writeln!(
                out,
                "<table><thead><tr><th>{}</th><th class=\"n\">{}</th><th class=\"n\">{}</th><th>{}</th></tr></thead><tbody>",
                w.habit, w.then, w.now, w.change
            )?;
            for changed in &trend.habits {
                let (then, now) = (tenths(changed.shares.0), tenths(changed.shares.1));
                let told = change(changed.change, plan.language);
                writeln!(out, "<tr><td>{}</td><td class=\"n\">{then} %</td><td class=\"n\">{now} %</td><td>{told}</td></tr>", escaped(&changed.message))?;
            }
            let mean = |mean: Option<u64>| mean.map_or_else(|| "–".to_owned(), hundredths);
            writeln!(
                out,
                "<tr><td>{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td><td></td></tr></tbody></table>",
                w.score,
                mean(trend.means.0),
                mean(trend.means.1)
            )?;
            if trend.other_rules {
                writeln!(out, "<p class=\"note\">{}</p>", w.other_rules)?;
            }
        }
        if let Some(chart) = chart(&plan.weeks) {
            writeln!(out, "<h3>{}</h3>{chart}", w.weeks)?;
        }
        writeln!(out, "</section>")
    }

    fn exercises(&self, out: &mut dyn Write) -> io::Result<()> {
        let (w, plan) = (self.words, self.plan);
        if !plan.has_exercises() {
            return Ok(());
        }
        section(out, "exercises", w.exercises, w.exercises_note)?;
        writeln!(out, "<div class=\"cards\">")?;
        for habit in &plan.habits {
            for scenario in &habit.exercises {
                let place = scenario.channel.map(|place| channel(place.name(), plan.language)).unwrap_or_default();
                writeln!(out, "<article class=\"card\"><h3>{}</h3><p class=\"meta\"><span>{}</span></p>", escaped(&habit.message), escaped(place))?;
                writeln!(out, "<pre>rifq drill --scenario {}</pre>", escaped(&scenario.id))?;
                for earlier in &scenario.before {
                    said(out, if earlier.role == crate::conversation::Role::Customer { w.customer } else { w.reply }, &earlier.text)?;
                }
                said(out, w.customer, &scenario.customer)?;
                writeln!(out, "<p><strong>{}:</strong> <bdi>{}</bdi></p><p class=\"who\">{}</p>", w.known, escaped(&scenario.known), w.answer)?;
                writeln!(out, "<ul class=\"lines\" aria-hidden=\"true\">{}</ul></article>", "<li></li>".repeat(LINES))?;
            }
        }
        writeln!(out, "</div></section>")
    }

    fn talk(&self, out: &mut dyn Write) -> io::Result<()> {
        let w = self.words;
        section(out, "talk", w.talk, "")?;
        writeln!(out, "<ul class=\"talk\">")?;
        w.questions.iter().try_for_each(|question| writeln!(out, "<li>{question}</li>"))?;
        writeln!(out, "</ul></section>\n<footer>{}</footer>\n</main>\n</body>\n</html>", w.limits)
    }
}

fn said(out: &mut dyn Write, who: &str, text: &str) -> io::Result<()> {
    writeln!(out, "<p class=\"who\">{who}</p><div class=\"said\" dir=\"auto\">{}</div>", escaped(text))
}
