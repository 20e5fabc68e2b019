//! Inputs into conversations: one file per format, one record at a time, in bounded memory.

mod csv;
mod draft;
mod error;
mod format;
mod json;
mod jsonl;
mod labelled;
mod labelled_csv;
mod labels;
mod library;
mod mail;
mod request;
mod source;
pub mod transcript;
mod walk;

pub use draft::text as draft;
pub use error::{ReadError, ReadErrorKind};
pub use format::Format;
pub use labelled::{Keys, Labelled, labelled};
pub use labels::{EMPATHY, Labels, NEXT_STEP, Phrase};
pub use source::text_file;
pub use walk::is_glob;

use crate::conversation::Conversation;
use crate::text::Language;
use crate::text::origin::Origin;
use crate::wire::Offsets;
use source::Source;
use std::io::BufRead as _;
use std::path::{Path, PathBuf};

/// One draft and what is known about it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// The draft, after the turns it answers.
    pub conversation: Conversation,
    /// The unit in which the reader of the report counts.
    pub offsets: Offsets,
    /// The language of messages, where the record says it.
    pub ui_language: Option<Language>,
    /// What was not understood.
    pub warnings: Vec<String>,
    /// How printed places name it: `reply.txt`; `requests.jsonl:3` for the request in line 3.
    pub name: String,
    /// What stands in the file before the draft (byte order mark, front matter, mail headers); spans count from its start.
    pub before: String,
    /// The file whose text the draft is, word for word; `None` for standard input, requests and what was decoded.
    pub path: Option<PathBuf>,
    /// The line of its request in the file, from 1; `None` where the file is the draft.
    pub line: Option<u32>,
    /// For a reply in a library: the way back to the file.
    pub origin: Option<Origin>,
    /// Whether it is one of several in its file, so that a list is expected in return.
    pub listed: bool,
}

impl Record {
    /// The file it stands in, as it was named.
    pub fn file(&self) -> &str {
        let Some(line) = self.line else { return &self.name };
        self.name.strip_suffix(&line.to_string()).and_then(|name| name.strip_suffix(':')).unwrap_or(&self.name)
    }
}

/// Where drafts come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A file or a folder.
    Path(PathBuf),
    /// Standard input.
    Standard,
}

/// How inputs are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// The most bytes of one draft or record.
    pub max_bytes: u64,
    /// The format of standard input and of named files whose extension says none.
    pub format: Option<Format>,
    /// What standard input is called in messages; its extension tells the format where `format` does not.
    pub stdin_name: Option<String>,
    /// Which files of folders are read.
    pub folders: Folders,
}

/// Which files of folders are read; files that are named are read whatever this says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folders {
    /// What is left out, written as in a `.gitignore`.
    pub exclude: Vec<String>,
    /// Whether what `.gitignore` and `.ignore` files name is left out.
    pub ignore_files: bool,
    /// Files that are no drafts: where the report goes, what is known.
    pub beside: Vec<PathBuf>,
}

impl Default for Folders {
    fn default() -> Self {
        Self { exclude: Vec::new(), ignore_files: true, beside: Vec::new() }
    }
}

impl Options {
    /// 16 MiB.
    pub const MAX_BYTES: u64 = 16 << 20;
}

impl Default for Options {
    fn default() -> Self {
        Self { max_bytes: Self::MAX_BYTES, format: None, stdin_name: None, folders: Folders::default() }
    }
}

/// All records of all inputs, in order; folders are walked for files of known extensions.
pub fn records(inputs: Vec<Input>, options: Options) -> impl Iterator<Item = Result<Record, ReadError>> {
    let folders = options.folders.clone();
    inputs.into_iter().flat_map(move |input| walk::sources(input, &folders)).flat_map(move |source| match source {
        Ok(source) => Records::open(&source, &options),
        Err(error) => Records::One(Some(Box::new(Err(error)))),
    })
}

/// The rows of a table, each with its line; commas, semicolons and tabs are told by the first one.
pub fn table(path: &Path) -> Result<Vec<(u32, Vec<String>)>, ReadError> {
    let mut rows = csv::Rows::new(Source(Input::Path(path.to_owned())).open(&Options::default())?);
    let mut table = Vec::new();
    while let Some(row) = rows.row() {
        let cells = row?;
        table.push((cells.first().map_or(0, |cell| cell.line), cells.into_iter().map(|cell| cell.text).collect()));
    }
    Ok(table)
}

/// The records of one file.
enum Records {
    One(Option<Box<Result<Record, ReadError>>>),
    Lines(jsonl::Lines),
    Elements(json::Elements),
    Library(std::vec::IntoIter<Record>),
}

impl Records {
    fn open(source: &Source, options: &Options) -> Self {
        let mut opened = match source.open(options) {
            Ok(opened) => opened,
            Err(error) => return Self::One(Some(Box::new(Err(error)))),
        };
        let format = match source.format(options) {
            Format::Json if options.format == Some(Format::Macros) => Format::Macros,
            Format::Json if options.format != Some(Format::Json) && opened.reader.fill_buf().is_ok_and(library::is_library) => Format::Macros,
            format => format,
        };
        match format {
            Format::JsonLines => Self::Lines(jsonl::Lines::new(opened)),
            Format::Json => Self::Elements(json::Elements::new(opened)),
            Format::Email => Self::One(Some(Box::new(mail::record(opened)))),
            Format::Macros | Format::Yaml | Format::Toml | Format::Csv => match library::records(opened, format) {
                Ok(records) => Self::Library(records.into_iter()),
                Err(error) => Self::One(Some(Box::new(Err(error)))),
            },
            Format::Text | Format::Markdown | Format::Html => Self::One(Some(Box::new(draft::record(opened, format.markup())))),
        }
    }
}

impl Iterator for Records {
    type Item = Result<Record, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        match self {
            Self::One(record) => record.take().map(|record| *record),
            Self::Lines(lines) => lines.next(),
            Self::Elements(elements) => elements.next(),
            Self::Library(records) => records.next().map(Ok),
        }
    }
}
