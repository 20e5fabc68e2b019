//! Exports of helpdesks into transcripts: one format per file, one record at a time, in bounded memory.
//!
//! **How a reader is added.** A format is one file here with a type that iterates over [`Raw`]; a variant of [`Kind`] with its word and,
//! where file or first bytes tell it, a line in [`Kind::guess`]; and an arm in [`open`]. A reader whose records are lines gives
//! [`Raw::Line`], so that the costly half, the parsing, is done by all threads; one that must join records gives [`Raw::Whole`]. A record that
//! cannot be read is [`Raw::Bad`], with file and line, and the reader goes on with the next one where it can. Roles go through
//! [`role::role`], times through [`Zone::parse`], HTML stays HTML (`Markup::Html`), and mail bodies are `Markup::Email`: quotations and signatures
//! are set apart later, by the engine. What customers never see becomes `Role::Note`, what a machine wrote `Role::Bot`; deleted and empty messages
//! are left out. Ratings go into [`Ratings`](crate::transcript::Ratings).

mod columns;
mod json_lines;
mod open;
mod rating;
mod role;
mod shapes;
mod table;
mod time;

pub use columns::Columns;
pub use open::{Hashed, hash};
pub use time::Zone;

use super::request::Piece;
use super::{Folders, Input, ReadError, walk};
use crate::conversation::Channel;
use crate::transcript::Transcript;
use std::path::{Path, PathBuf};

/// The format of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A conversation, or a request, a line.
    JsonLines,
    /// A table with a row a message, or a row a reply.
    Csv,
}

impl Kind {
    /// All formats, in the order of the documentation.
    pub const ALL: [Self; 2] = [Self::JsonLines, Self::Csv];

    /// The word for it on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::JsonLines => "jsonl",
            Self::Csv => "csv",
        }
    }

    /// Reads the word; `None` for an unknown format.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == word)
    }

    /// The format that a name, without the ending of a compression, and the first bytes tell.
    fn guess(path: &Path, start: &[u8]) -> Option<Self> {
        let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default().to_ascii_lowercase();
        let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start).trim_ascii_start();
        match extension.as_str() {
            "csv" | "tsv" => Some(Self::Csv),
            "jsonl" | "ndjson" => Some(Self::JsonLines),
            _ if start.starts_with(b"{") => Some(Self::JsonLines),
            _ => None,
        }
    }
}

/// How exports are read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// The format of all files; guessed for each where it is `None`.
    pub from: Option<Kind>,
    /// What the columns of tables hold.
    pub columns: Columns,
    /// The time zone of times without one.
    pub zone: Zone,
    /// The channel of conversations that name none.
    pub channel: Option<Channel>,
    /// The most bytes of one record.
    pub max_bytes: u64,
    /// Which files of folders are read.
    pub folders: Folders,
}

/// A record, read as far as must be done one after the other.
#[derive(Debug)]
pub enum Raw {
    /// A line of JSON.
    Line {
        /// The file.
        file: std::sync::Arc<str>,
        /// Its line, from 1.
        line: u32,
        /// Its offset in the file.
        offset: u64,
        /// Its bytes.
        bytes: Vec<u8>,
    },
    /// A conversation.
    Whole(Box<Transcript>),
    /// What could not be read.
    Bad(Box<ReadError>),
}

impl Raw {
    /// The bytes it holds.
    pub fn bytes(&self) -> usize {
        match self {
            Self::Line { bytes, .. } => bytes.len(),
            Self::Whole(transcript) => transcript.bytes(),
            Self::Bad(_) => 0,
        }
    }

    /// The conversation, or what is wrong with it.
    pub fn read(self, reading: &Reading) -> Result<Transcript, ReadError> {
        let mut transcript = match self {
            Self::Line { file, line, offset, bytes } => json_lines::transcript(&Piece { file: &file, line, column: 1, offset, bytes }, reading)?,
            Self::Whole(transcript) => *transcript,
            Self::Bad(error) => return Err(*error),
        };
        let conversation = &mut transcript.conversation;
        conversation.channel = conversation.channel.or(reading.channel);
        conversation.origin = crate::conversation::Origin::Archive;
        Ok(transcript)
    }
}

/// The files that paths stand for: themselves, or what folders hold, sorted.
pub fn files(paths: &[PathBuf], folders: &Folders) -> Vec<Result<PathBuf, ReadError>> {
    let sources = paths.iter().flat_map(|path| walk::exports(Input::Path(path.clone()), folders));
    sources.collect()
}

/// All records of a file, in order.
pub fn records(path: &Path, reading: &Reading) -> Box<dyn Iterator<Item = Raw> + Send> {
    open::open(path, reading).unwrap_or_else(|error| Box::new(std::iter::once(Raw::Bad(Box::new(error)))))
}
