//! Reviews into bytes: one writer per file, each is given where to write.

pub mod compare;
pub mod concise;
pub mod drill;
pub mod eval;
pub mod eval_json;
mod eval_words;
mod excerpt;
pub mod fingerprint;
pub mod github;
pub mod gitlab;
pub mod html;
mod html_page;
mod html_text;
mod html_words;
pub mod json;
pub mod junit;
pub mod period;
mod place;
pub mod pretty;
mod right_to_left;
pub mod sarif;
mod sarif_rules;
mod score;
pub mod statistics;
mod words;

use crate::linter::Review;
use crate::read::{ReadError, Record};
use crate::text::{Language, Span};
use crate::wire::Verdict;
use std::borrow::Cow;
use std::io::{self, Write};

/// One format: is given each record in its turn, so that a batch needs the memory of one. What has to be kept longer, its file says.
pub trait Writer {
    /// Writes what stands before the first record.
    fn begin(&mut self, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    /// Writes one record.
    fn reviewed(&mut self, out: &mut dyn Write, reviewed: &Reviewed) -> io::Result<()>;

    /// Writes that a record could not be read, where the format has a place for it.
    fn unreadable(&mut self, _out: &mut dyn Write, _error: &ReadError) -> io::Result<()> {
        Ok(())
    }

    /// Writes what stands after the last record.
    fn end(&mut self, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}

/// How much is written for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// Findings, scores and how many there are.
    Whole,
    /// Findings only.
    Findings,
}

/// A record and what was found in it.
#[derive(Clone, Debug)]
pub struct Reviewed {
    /// The record.
    pub record: Record,
    /// What was found and is to be shown.
    pub review: Review,
    /// The verdict on all that was found, shown or not.
    pub verdict: Verdict,
    /// The language of the reader.
    pub language: Language,
}

impl Reviewed {
    /// The text of the judged turn.
    fn draft(&self) -> &str {
        self.record.conversation.turns.get(self.review.turn as usize).map_or("", |turn| turn.text.as_str())
    }
}

/// Where the findings of a record stand in its file: first and last line and column of each span, from 1.
pub fn places_of<'r>(record: &'r Record, draft: &'r str) -> impl Fn(Span) -> [(u32, u32); 2] + use<'r> {
    let places = place::Places::of_record(record, draft);
    move |span| {
        let region = places.region(span);
        [region.start, region.end]
    }
}

/// What was not understood in a record, each with the file and, where it is known, the place.
pub fn notes(reviewed: &Reviewed) -> Vec<String> {
    let name = visible(&reviewed.record.name);
    let mut told: Vec<String> = reviewed.record.warnings.iter().map(|warning| format!("{name}: {warning}")).collect();
    if !reviewed.review.notes.is_empty() {
        let places = place::Places::new(reviewed);
        for note in &reviewed.review.notes {
            let place = note.at.map(|at| places.of(at)).map_or_else(String::new, |(line, column)| format!("{line}:{column}:"));
            told.push(format!("{name}:{place} {}", visible(&note.message)));
        }
    }
    told
}

/// Whether output has colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    /// With escape sequences of terminals.
    Coloured,
    /// Text alone.
    Plain,
}

/// Text on one line, with control characters made visible, so that a draft cannot command the terminal.
fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    let show = |c: char| match c {
        '\t' | '\n' | '\r' => ' ',
        '\u{0}'..='\u{1f}' => char::from_u32(0x2400 + c as u32).unwrap_or('\u{fffd}'),
        '\u{7f}' => '\u{2421}',
        c if is_hidden(c) => '\u{fffd}',
        c => c,
    };
    Cow::Owned(text.chars().map(show).collect())
}

/// Control characters and the bidirectional overrides and isolates, which could rearrange what stands around them.
fn is_hidden(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    #[test]
    fn control_characters_are_shown() {
        assert_eq!(super::visible("a\u{1b}[31m\tb\u{0}\u{9b}\u{202e}"), "a␛[31m b␀\u{fffd}\u{fffd}");
    }
}
