//! Figures of agreement for people: tables, and the drafts in which rifq and the labels differ.

use super::eval_words::Words;
use super::right_to_left::{is_reordered, isolated, set_apart};
use super::visible;
use crate::eval::{Agreement, Case, Found, Table};
use crate::stats::Interval;
use crate::text::Language;
use serde::Serialize;
use std::io::{self, Write};

/// The least width of the column of names.
const NAMES: usize = 24;
/// The width of a column of figures.
const FIGURES: usize = 9;
/// The width of the column of intervals.
const INTERVALS: usize = 15;

/// Writes the figures of a group of drafts.
pub fn table(out: &mut dyn Write, table: &Table, language: Language) -> io::Result<()> {
    let words = Words::of(language);
    let group = match (table.by, &table.value) {
        (None, _) => words.all.to_owned(),
        (Some(by), Some(value)) => format!("{}: {}", words.by(by), isolated(&visible(value))),
        (Some(by), None) => format!("{}: {}", words.by(by), words.not_given),
    };
    writeln!(out, "{}", line(&format!("{group} ({})", words.drafts(table.drafts)), language))?;
    let lists = [(words.families, &table.families), (words.spans, &table.spans), (words.categories, &table.categories), (words.rules, &table.rules)];
    let names = lists.iter().flat_map(|(_, list)| list.iter().map(|found| found.name.as_str()));
    let names = names.chain(table.agreement.iter().map(|agreement| agreement.name.as_str()));
    let width = names.map(|name| name.chars().count() + 2).max().unwrap_or_default().max(NAMES);
    for (heading, list) in lists.iter().filter(|(_, list)| !list.is_empty()) {
        writeln!(out)?;
        let columns = [words.counted, words.gold, words.said, words.precision, words.recall, "F1"];
        writeln!(out, "{}{}{}", left(heading, width), columns.map(|column| right(column, FIGURES)).concat(), right(words.interval, INTERVALS))?;
        for found in *list {
            self::found(out, found, width)?;
        }
    }
    if !table.agreement.is_empty() {
        writeln!(out)?;
        let columns = [words.counted, words.figure].map(|column| right(column, FIGURES)).concat();
        writeln!(out, "{}{columns}{}", left(words.agreement, width), right(words.interval, INTERVALS))?;
    }
    for Agreement { name, drafts, value, interval } in &table.agreement {
        writeln!(out, "{}{drafts:>FIGURES$}{:>FIGURES$}{:>INTERVALS$}", left(name, width), share(*value), ends(*interval))?;
    }
    writeln!(out)
}

fn found(out: &mut dyn Write, found: &Found, width: usize) -> io::Result<()> {
    let Found { name, drafts, gold, said, precision, recall, f1, interval } = found;
    let shares = [precision, recall, f1].map(|value| format!("{:>FIGURES$}", share(*value))).concat();
    writeln!(out, "{}{drafts:>FIGURES$}{gold:>FIGURES$}{said:>FIGURES$}{shares}{:>INTERVALS$}", left(&visible(name), width), ends(*interval))
}

/// Writes a draft in which rifq and the labels differ.
pub fn case(out: &mut dyn Write, case: &Case, language: Language) -> io::Result<()> {
    let words = Words::of(language);
    let id = case.id.as_deref().unwrap_or_default();
    writeln!(out, "{}", line(&format!("{}: {}", words.fault(case.fault), isolated(&visible(id))), language))?;
    writeln!(out, " --> {}", visible(&case.place))?;
    let list = |list: &[String]| if list.is_empty() { words.nothing.to_owned() } else { list.iter().map(|part| apart(part)).collect::<Vec<_>>().join("; ") };
    let customer = case.customer.iter().map(|text| (words.customer, apart(text)));
    for (label, text) in
        [(words.expected, list(&case.expected)), (words.found, list(&case.found))].into_iter().chain(customer).chain([(words.reply, apart(&case.reply))])
    {
        writeln!(out, "  = {}", line(&format!("{label}: {text}"), language))?;
    }
    writeln!(out)
}

/// A line in the direction of the reader.
fn line(text: &str, language: Language) -> String {
    match language {
        Language::English => text.to_owned(),
        Language::Arabic => set_apart(text),
    }
}

/// What was written by others: on one line, with a direction of its own where it needs one.
fn apart(text: &str) -> String {
    isolated(&visible(text)).into_owned()
}

/// A word at the left of a column; the isolates of an Arabic one take no room.
fn left(word: &str, width: usize) -> String {
    let room = width.saturating_sub(word.chars().count());
    format!("{}{:room$}", isolated(word), "")
}

/// A word at the right of a column, with at least one blank before it.
fn right(word: &str, width: usize) -> String {
    let room = width.saturating_sub(word.chars().count()).max(1);
    let word = if is_reordered(word) { set_apart(word) } else { word.to_owned() };
    format!("{:room$}{word}", "")
}

fn share(value: Option<f64>) -> String {
    value.map_or_else(|| "-".to_owned(), |value| format!("{value:.2}"))
}

fn ends(interval: Option<Interval>) -> String {
    interval.map_or_else(|| "-".to_owned(), |Interval { low, high }| format!("{low:.2} – {high:.2}"))
}

/// What fell below its floor.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Below {
    /// The floor as printed places name it: `floors.toml:3:1`.
    pub place: String,
    /// Whose figure and which: `dialect.gulf: negative.f1`.
    pub name: String,
    /// In per cent.
    pub least: f64,
    /// In per cent; `None` where nothing was measured.
    pub figure: Option<f64>,
}

/// Writes a figure that fell below its floor.
pub fn below(out: &mut dyn Write, below: &Below, language: Language) -> io::Result<()> {
    let words = Words::of(language);
    let text = match below.figure {
        Some(figure) => words.below(&below.name, figure, below.least),
        None => words.not_measured(&below.name),
    };
    writeln!(out, "{}: {}", visible(&below.place), line(&visible(&text), language))
}

/// Writes how many floors held.
pub fn floors(out: &mut dyn Write, (floors, below): (usize, usize), language: Language) -> io::Result<()> {
    writeln!(out, "{}", line(&Words::of(language).floors(floors, below), language))
}
