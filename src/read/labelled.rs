//! Drafts with labels, to measure by: one a line in JSON; tables are read in a file of their own.

use super::jsonl::Lines;
use super::labelled_csv::Table;
use super::labels::Labels;
use super::request::Piece;
use super::source::Source;
use super::{Input, Options, ReadError, ReadErrorKind};
use crate::conversation::{Conversation, Role};
use crate::wire::{PersonRequest, Request, ThreadTurn};
use serde::Deserialize;
use std::path::{Path, PathBuf};

/// A draft and what a careful reader says of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Labelled {
    /// The draft, after the turns it answers.
    pub conversation: Conversation,
    /// What the reader says.
    pub labels: Labels,
    /// The words it can be grouped by.
    pub keys: Keys,
    /// Where it stands: `drafts.jsonl:3`.
    pub place: String,
    /// What was not understood.
    pub warnings: Vec<String>,
}

/// The words a draft can be grouped by; `None` where the record does not say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keys {
    /// Language of the draft.
    pub language: Option<String>,
    /// Dialect of the draft.
    pub dialect: Option<String>,
    /// Where the reply goes, as written.
    pub channel: Option<String>,
    /// Where the draft is from.
    pub source: Option<String>,
    /// The file it stands in.
    pub file: String,
}

/// A record as it is written.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Line {
    pub id: Option<serde_json::Value>,
    pub channel: Option<String>,
    pub language: Option<String>,
    pub dialect: Option<String>,
    pub source: Option<String>,
    #[serde(default)]
    pub context: Vec<String>,
    #[serde(default)]
    pub thread: Vec<ThreadTurn>,
    pub customer: Option<PersonRequest>,
    pub subject: Option<String>,
    pub attachments: Option<u32>,
    pub reply: String,
    pub labels: Labels,
}

impl Line {
    /// The draft of a line of `file`.
    pub(super) fn labelled(self, file: &str, line: u32) -> Labelled {
        let keys = Keys { language: self.language.clone(), dialect: self.dialect, channel: self.channel.clone(), source: self.source, file: file.to_owned() };
        let said = |text| ThreadTurn { role: Role::Customer, text, author: None, at: None };
        let id = self.id.and_then(|id| match id {
            serde_json::Value::Null => None,
            serde_json::Value::String(id) => Some(id),
            other => Some(other.to_string()),
        });
        let request = Request {
            text: self.reply,
            id,
            channel: self.channel,
            language: self.language,
            customer: self.customer,
            subject: self.subject,
            attachments: self.attachments,
            thread: self.context.into_iter().map(said).chain(self.thread).collect(),
            ..Request::default()
        };
        let (conversation, warnings) = request.conversation();
        Labelled { conversation, labels: self.labels, keys, place: format!("{file}:{line}"), warnings }
    }
}

/// The labelled drafts of files, in order: tables (`.csv`, `.tsv`), and one a line in JSON.
pub fn labelled(files: Vec<PathBuf>, max_bytes: u64) -> impl Iterator<Item = Result<Labelled, ReadError>> {
    let options = Options { max_bytes, ..Options::default() };
    files.into_iter().flat_map(move |file| Drafts::open(file, &options))
}

/// The drafts of one file.
enum Drafts {
    Unreadable(Option<ReadError>),
    Lines(Lines, String),
    Table(Table),
}

impl Drafts {
    fn open(file: PathBuf, options: &Options) -> Self {
        let name = file.display().to_string();
        if file.is_dir() {
            return Self::Unreadable(Some(ReadError::whole(&name, ReadErrorKind::Folder)));
        }
        let is_table = file.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv") || extension.eq_ignore_ascii_case("tsv"));
        let input = if file == Path::new("-") { Input::Standard } else { Input::Path(file) };
        match Source(input).open(options) {
            Err(error) => Self::Unreadable(Some(error)),
            Ok(opened) if is_table => Self::Table(Table::new(opened)),
            Ok(opened) => {
                let name = opened.name.clone();
                Self::Lines(Lines::new(opened), name)
            }
        }
    }
}

impl Iterator for Drafts {
    type Item = Result<Labelled, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        match self {
            Self::Unreadable(error) => error.take().map(Err),
            Self::Lines(lines, name) => lines.next_as(|piece| read(name, &piece)),
            Self::Table(table) => table.next(),
        }
    }
}

fn read(file: &str, piece: &Piece<'_>) -> Result<Labelled, ReadError> {
    let text = piece.text()?;
    let line: Line = piece.parse(text)?;
    if let Some((label, phrase)) = line.labels.misquoted(&line.reply) {
        // Where the words stand among the labels; the label itself where they are written in another way.
        let (labels, quoted) = (text.rfind("\"labels\"").unwrap_or_default(), serde_json::to_string(&phrase.text).unwrap_or_default());
        let quoted = quoted.trim_end_matches('"');
        let inside = |words: &str| text[labels..].find(words).map(|at| labels + at);
        let at = inside(quoted).filter(|_| !phrase.text.is_empty()).or_else(|| inside(&format!("\"{label}\""))).unwrap_or(labels);
        let id = line.labelled(file, piece.line).conversation.id;
        return Err(piece.error(1, text[..at].chars().count() as u32 + 1, id, misquoted(label)));
    }
    Ok(line.labelled(file, piece.line))
}

/// Labels that quote what is not there.
pub(super) fn misquoted(label: &str) -> ReadErrorKind {
    ReadErrorKind::Request { code: "invalid_label", message: format!("`{label}` quotes words that the reply does not have") }
}
