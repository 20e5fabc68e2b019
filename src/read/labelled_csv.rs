//! Labelled drafts in a table: a column for each label, named in the header.

use super::csv::{Cell, Rows};
use super::labelled::{Labelled, Line, misquoted};
use super::labels::{BEST, EMPATHY, MOST_NEEDED, NEXT_STEP, Phrase, level, number};
use super::source::Opened;
use super::{ReadError, ReadErrorKind};
use crate::wire::PersonRequest;
use serde_json::Value;

/// Between the phrases of a cell.
const BETWEEN: &str = " | ";
/// In a cell that was not judged, where an empty one says that there is nothing.
const NOT_JUDGED: &str = "?";

/// The drafts of a table.
pub(super) struct Table {
    rows: Rows,
    header: Option<Vec<String>>,
}

impl Table {
    pub(super) fn new(opened: Opened) -> Self {
        Self { rows: Rows::new(opened), header: None }
    }

    /// The header, read once; `None` after a header that cannot be used.
    fn header(&mut self) -> Option<Result<Vec<String>, ReadError>> {
        let cells = match self.rows.row()? {
            Ok(cells) => cells,
            Err(error) => return Some(Err(error)),
        };
        let names: Vec<String> = cells.iter().map(|cell| cell.text.trim().to_ascii_lowercase()).collect();
        let twice = (0..names.len()).find(|&at| !names[at].is_empty() && names[..at].contains(&names[at]));
        if let Some(at) = twice {
            return Some(Err(self.error(&cells[at], format!("a second column `{}`", names[at]))));
        }
        if !names.iter().any(|name| name == "reply") {
            return Some(Err(self.error(&cells[0], "the header has no column `reply`".to_owned())));
        }
        Some(Ok(names))
    }

    fn draft(&self, names: &[String], cells: &[Cell]) -> Result<Labelled, ReadError> {
        let surplus = cells.get(names.len()..).unwrap_or_default();
        let too_many = |cell: &Cell| self.error(cell, "more cells than the header has; a text with commas stands in quotation marks".to_owned());
        // Empty ones are left by spreadsheets; but where something does not fit, the cells have most likely moved.
        if let Some(cell) = surplus.iter().find(|cell| !cell.text.trim().is_empty()) {
            return Err(too_many(cell));
        }
        let mut line = Line::default();
        for (name, cell) in names.iter().zip(cells) {
            fill(&mut line, name, &cell.text).map_err(|message| surplus.first().map_or_else(|| self.error(cell, format!("`{name}`: {message}")), too_many))?;
        }
        let at = |wanted: &str| names.iter().position(|name| name == wanted).and_then(|at| cells.get(at)).unwrap_or(&cells[0]);
        if line.reply.trim().is_empty() {
            return Err(self.error(at("reply"), "there is no reply".to_owned()));
        }
        if let Some((label, _)) = line.labels.misquoted(&line.reply) {
            return Err(ReadError { kind: misquoted(label), ..self.error(at(label), String::new()) });
        }
        Ok(line.labelled(self.rows.name(), cells[0].line))
    }

    fn error(&self, cell: &Cell, message: String) -> ReadError {
        let kind = ReadErrorKind::Request { code: "invalid_csv", message };
        ReadError { file: self.rows.name().to_owned(), line: cell.line, column: cell.column, id: None, kind }
    }
}

impl Iterator for Table {
    type Item = Result<Labelled, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.header.is_none() {
            match self.header()? {
                Ok(names) => self.header = Some(names),
                Err(error) => {
                    self.rows.stop();
                    return Some(Err(error));
                }
            }
        }
        let row = self.rows.row()?;
        let names = self.header.as_deref().unwrap_or_default();
        Some(row.and_then(|cells| self.draft(names, &cells)))
    }
}

/// Takes over one cell; columns of other names are left alone.
fn fill(line: &mut Line, name: &str, text: &str) -> Result<(), String> {
    let word = text.trim();
    let given = || (!word.is_empty()).then(|| word.to_owned());
    let judged = Some(word).filter(|&word| !word.is_empty() && word != NOT_JUDGED);
    let phrases = || (word != NOT_JUDGED).then(|| word.split(BETWEEN).map(str::trim).filter(|part| !part.is_empty()).map(phrase).collect::<Vec<_>>());
    let labels = &mut line.labels;
    match name {
        "id" => line.id = given().map(Value::String),
        "channel" => line.channel = given(),
        "language" => line.language = given(),
        "dialect" => line.dialect = given(),
        "source" => line.source = given(),
        "customer" => line.context = given().into_iter().map(|_| text.to_owned()).collect(),
        "name" => line.customer = given().map(|name| PersonRequest { name: Some(name), ..PersonRequest::default() }),
        "reply" => text.clone_into(&mut line.reply),
        "rules" => labels.rules = (word != NOT_JUDGED).then(|| word.split_whitespace().map(str::to_owned).collect()),
        "negative" => labels.negative = phrases(),
        "blame_rude" => labels.blame_rude = phrases(),
        "jargon" => labels.jargon = phrases(),
        "canned" => labels.canned = phrases(),
        "empathy_needed" => labels.empathy_needed = judged.map(|word| digits(word, MOST_NEEDED)).transpose()?,
        "empathy" => labels.empathy = judged.map(|word| level(&word.to_ascii_lowercase(), &EMPATHY)).transpose()?,
        "next_step_needed" => labels.next_step_needed = judged.map(truth).transpose()?,
        "next_step" => labels.next_step = judged.map(|word| level(&word.to_ascii_lowercase(), &NEXT_STEP)).transpose()?,
        "greeting" => labels.greeting = judged.map(truth).transpose()?,
        "closing" => labels.closing = judged.map(truth).transpose()?,
        "answered" => labels.answered = judged.map(truth).transpose()?,
        "quality" => labels.quality = judged.map(|word| digits(word, BEST)).transpose()?,
        _ => {}
    }
    Ok(())
}

fn phrase(text: &str) -> Phrase {
    Phrase::from(text.to_owned())
}

fn digits(word: &str, most: u8) -> Result<u8, String> {
    number(word.parse().unwrap_or(u64::MAX), most)
}

/// A yes or no, as spreadsheets and people write it.
fn truth(word: &str) -> Result<bool, String> {
    match word.to_ascii_lowercase().as_str() {
        "true" | "yes" | "1" | "نعم" => Ok(true),
        "false" | "no" | "0" | "لا" => Ok(false),
        _ => Err("expected true or false".to_owned()),
    }
}
