//! The page: head, overview, what to coach first, and the list of conversations with its data.

use super::charts::{bar, trend};
use super::flow::FlowTables;
use super::gather::{Entry, Gathered};
use super::sums::{hundredths, per_100, tenths};
use super::words::{Words, channel};
pub(super) use crate::report::html_text::escaped;
use crate::report::html_words::direction;
use crate::rules::RuleSet;
use crate::text::Language;
use serde::Serialize;
use serde_json::json;
use std::io::{self, Write};

const STYLE: &str = include_str!("period.css");
const SCRIPT: &str = include_str!("period.js");

/// Habits to coach first.
const COACH: usize = 3;

/// Conversations to look at.
const WORST: usize = 12;

/// A report as it is written.
pub(super) struct Page<'r> {
    pub gathered: &'r Gathered,
    pub rules: &'r RuleSet,
    pub language: Language,
    pub words: &'static Words,
    pub tables: &'r FlowTables,
}

/// One conversation in the data of the page.
#[derive(Serialize)]
struct Listed<'r> {
    id: &'r str,
    channel: Option<&'r str>,
    agent: Option<&'r str>,
    day: Option<&'r str>,
    score: Option<u8>,
    rules: Vec<usize>,
    asked: &'r str,
    before: Option<&'r str>,
    better: Option<&'r str>,
}

impl Page<'_> {
    pub(super) fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        self.head(out)?;
        self.overview(out)?;
        self.coach(out)?;
        self.weeks(out)?;
        self.categories(out)?;
        self.rules(out)?;
        self.strengths(out)?;
        self.agents(out)?;
        self.hours(out)?;
        self.flow(out, self.tables)?;
        let w = self.words;
        section(out, "worst", w.worst, w.worst_note)?;
        writeln!(out, "<div class=\"cards\">")?;
        self.gathered.weakest(WORST).into_iter().try_for_each(|told| self.card(out, told))?;
        writeln!(out, "</div></section>")?;
        section(out, "best", w.best, w.best_note)?;
        writeln!(out, "<div class=\"cards\">")?;
        self.gathered.best.iter().try_for_each(|told| self.card(out, told))?;
        writeln!(out, "</div></section>")?;
        self.list(out)?;
        writeln!(out, "</main>\n<script>{SCRIPT}</script>\n</body>\n</html>")
    }

    fn head(&self, out: &mut dyn Write) -> io::Result<()> {
        let (w, language) = (self.words, self.language);
        writeln!(out, "<!DOCTYPE html>\n<html lang=\"{}\" dir=\"{}\">\n<head>\n<meta charset=\"utf-8\">", language.code(), direction(language))?;
        writeln!(
            out,
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">"
        )?;
        writeln!(
            out,
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>",
            w.title
        )?;
        writeln!(out, "<header class=\"top\"><h1>{}</h1>", w.title)?;
        if let Some((first, last)) = &self.gathered.days {
            writeln!(out, "<p>{} <bdi>{}</bdi> – <bdi>{}</bdi></p>", w.days, escaped(first), escaped(last))?;
        }
        writeln!(out, "</header>\n<nav>")?;
        let sections = [
            ("coach", w.coach),
            ("rules", w.rules),
            ("strengths", w.strengths),
            ("agents", w.agents),
            ("worst", w.worst),
            ("best", w.best),
            ("search", w.search),
        ];
        sections.iter().try_for_each(|(id, name)| writeln!(out, "<a href=\"#{id}\">{name}</a>"))?;
        writeln!(out, "</nav>\n<main>")
    }

    fn overview(&self, out: &mut dyn Write) -> io::Result<()> {
        let (w, all) = (self.words, &self.gathered.all);
        section(out, "overview", w.overview, w.limits)?;
        let mean = all.mean().map_or_else(|| "–".to_owned(), hundredths);
        let figures = [
            (w.score, mean),
            (w.replies, all.replies.to_string()),
            (w.conversations, self.gathered.conversations.to_string()),
            (w.findings_100, tenths(all.per_100())),
        ];
        writeln!(out, "<dl class=\"figures\">")?;
        figures.iter().try_for_each(|(name, figure)| writeln!(out, "<div><dt>{name}</dt><dd>{figure}</dd></div>"))?;
        writeln!(out, "</dl><h3>{}</h3><table><tbody>", w.bands)?;
        for band in self.rules.scorecard().map_or(&[][..], |card| &card.bands) {
            let count = self.gathered.bands.get(&band.id).copied().unwrap_or_default();
            let share = per_100(count, all.scored);
            let name = escaped(band.name.get(self.language));
            writeln!(out, "<tr><td>{name}</td><td class=\"n\">{count}</td><td class=\"bar\">{}</td><td class=\"n\">{}%</td></tr>", bar(share), tenths(share))?;
        }
        writeln!(out, "</tbody></table></section>")
    }

    fn coach(&self, out: &mut dyn Write) -> io::Result<()> {
        let w = self.words;
        section(out, "coach", w.coach, w.coach_note)?;
        writeln!(out, "<div class=\"cards\">")?;
        for (name, rule) in self.gathered.costliest().into_iter().take(COACH) {
            writeln!(out, "<article class=\"card\"><h3>{}</h3>", escaped(&self.message(name)))?;
            let rate = tenths(per_100(rule.findings, self.gathered.all.replies));
            writeln!(out, "<p class=\"meta\"><code dir=\"ltr\">{}</code><span>{}: {rate}</span></p>", escaped(name), w.per_100)?;
            if let Some(found) = self.rules.rules.iter().find(|rule| *rule.name == *name) {
                writeln!(out, "<p>{}</p>", escaped(found.why(self.language)))?;
            }
            if let Some(example) = &rule.example {
                self.pair(out, &example.before, &example.better)?;
            }
            writeln!(out, "</article>")?;
        }
        writeln!(out, "</div></section>")
    }

    fn weeks(&self, out: &mut dyn Write) -> io::Result<()> {
        let Some(chart) = trend(&self.gathered.weeks) else { return Ok(()) };
        section(out, "weeks", self.words.weeks, self.words.weeks_note)?;
        writeln!(out, "{chart}</section>")
    }

    /// What a rule says, or its name where it is unknown here.
    pub(super) fn message(&self, name: &str) -> String {
        let rule = self.rules.rules.iter().find(|rule| *rule.name == *name);
        rule.map_or_else(|| name.to_owned(), |rule| rule.message(self.language).to_string())
    }

    fn list(&self, out: &mut dyn Write) -> io::Result<()> {
        let w = self.words;
        section(out, "search", w.search, w.search_note)?;
        writeln!(out, "<div class=\"filters\"><label for=\"find\">{}<input id=\"find\" type=\"search\" dir=\"auto\"></label>", w.find)?;
        writeln!(out, "<label for=\"channel\">{}<select id=\"channel\"><option value=\"\">{}</option>", w.channel, w.all)?;
        for name in self.gathered.channels.keys().filter(|name| !name.is_empty()) {
            writeln!(out, "<option value=\"{}\">{}</option>", escaped(name), escaped(channel(name, self.language)))?;
        }
        writeln!(out, "</select></label><label for=\"rule\">{}<select id=\"rule\"><option value=\"\">{}</option>", w.rule, w.all)?;
        let names: Vec<&str> = self.gathered.rules.keys().map(String::as_str).collect();
        names.iter().enumerate().try_for_each(|(index, name)| writeln!(out, "<option value=\"{index}\">{}</option>", escaped(name)))?;
        writeln!(out, "</select></label><label for=\"most\">{}<input id=\"most\" type=\"number\" min=\"0\" max=\"100\"></label></div>", w.most_score)?;
        if self.gathered.left_out > 0 {
            writeln!(out, "<p class=\"note\">{} {}</p>", w.left_out, self.gathered.left_out)?;
        }
        writeln!(
            out,
            "<p id=\"count\" role=\"status\"></p><div id=\"list\" class=\"cards\"></div><p><button id=\"more\" type=\"button\" hidden>{}</button></p></section>",
            w.more
        )?;
        write!(out, "<script id=\"data\" type=\"application/json\">{{\"words\":")?;
        write!(out, "{},\"rules\":", safe(&json!({"before": w.before, "better": w.better, "found": w.found}))?)?;
        write!(out, "{},\"entries\":[", safe(&names)?)?;
        for (index, entry) in self.gathered.entries.iter().enumerate() {
            write!(out, "{}{}", if index > 0 { ",\n" } else { "\n" }, safe(&listed(entry, &names))?)?;
        }
        writeln!(out, "]}}</script>")
    }
}

/// Opens a section.
pub(super) fn section(out: &mut dyn Write, id: &str, name: &str, note: &str) -> io::Result<()> {
    writeln!(out, "<section id=\"{id}\"><h2>{name}</h2>")?;
    if note.is_empty() { Ok(()) } else { writeln!(out, "<p class=\"note\">{note}</p>") }
}

fn listed<'r>(entry: &'r Entry, names: &[&str]) -> Listed<'r> {
    Listed {
        id: &entry.id,
        channel: entry.channel.as_deref(),
        agent: entry.agent.as_deref(),
        day: entry.day.as_deref(),
        score: entry.score,
        rules: entry.rules.iter().filter_map(|rule| names.binary_search(&rule.as_str()).ok()).collect(),
        asked: &entry.asked,
        before: entry.before.as_deref(),
        better: entry.better.as_deref(),
    }
}

/// JSON that cannot end the script it stands in.
fn safe(value: &impl Serialize) -> io::Result<String> {
    Ok(serde_json::to_string(value)?.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029"))
}
