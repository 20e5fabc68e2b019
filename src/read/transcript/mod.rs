//! Exports of helpdesks into transcripts: one format per file, one record at a time, in bounded memory.
//!
//! **How a reader is added.** A format is one file here with a type that iterates over [`Raw`]; a variant of [`Kind`] with its word and,
//! where file or first bytes tell it, a line in `Kind::guess`; and an arm in `open`. A reader whose records are lines gives
//! [`Raw::Line`], so that the costly half, the parsing, is done by all threads; one that must join records gives [`Raw::Whole`]. A record that
//! cannot be read is [`Raw::Bad`], with file and line, and the reader goes on with the next one where it can. Roles go through
//! `role::role`, times through [`Zone::parse`], HTML stays HTML (`Markup::Html`), and mail bodies are `Markup::Email`: quotations and signatures
//! are set apart later, by the engine. What customers never see becomes `Role::Note`, what a machine wrote `Role::Bot`; deleted and empty messages
//! are left out. Ratings go into [`Ratings`](crate::transcript::Ratings).

mod agents;
mod channel;
mod chatwoot;
mod columns;
mod contact_lens;
mod freshdesk;
mod front;
mod help_scout;
mod helpdesk;
mod intercom;
mod join;
mod json_lines;
mod live_chat;
mod mbox;
mod messages;
mod objects;
mod open;
#[cfg_attr(not(feature = "parquet"), path = "no_parquet.rs")]
mod parquet;
mod rating;
mod role;
mod shapes;
mod table;
mod time;
mod twcs;
mod twilio;
mod whatsapp;
mod zammad;
mod zendesk;
mod zendesk_chat;

pub use agents::Agents;
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
    /// Zendesk tickets with their comments.
    Zendesk,
    /// Zendesk Chat.
    ZendeskChat,
    /// Intercom conversations.
    Intercom,
    /// Freshdesk tickets, or their conversations.
    Freshdesk,
    /// Front messages.
    Front,
    /// Help Scout conversations.
    HelpScout,
    /// Chatwoot conversations, or their messages.
    Chatwoot,
    /// Zammad articles.
    Zammad,
    /// `LiveChat` chats.
    LiveChat,
    /// Amazon Connect Contact Lens.
    ContactLens,
    /// Twilio messages.
    Twilio,
    /// The table of customer support on Twitter.
    Tweets,
    /// A mail box, or a mail.
    Mail,
    /// A WhatsApp chat.
    WhatsApp,
    /// A Parquet file with the columns of a table, or with a column of turns.
    Parquet,
}

impl Kind {
    /// All formats, in the order of the documentation.
    pub const ALL: [Self; 17] = [
        Self::JsonLines,
        Self::Csv,
        Self::Zendesk,
        Self::ZendeskChat,
        Self::Intercom,
        Self::Freshdesk,
        Self::Front,
        Self::HelpScout,
        Self::Chatwoot,
        Self::Zammad,
        Self::LiveChat,
        Self::ContactLens,
        Self::Twilio,
        Self::Tweets,
        Self::Mail,
        Self::WhatsApp,
        Self::Parquet,
    ];

    /// The word for it on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::JsonLines => "jsonl",
            Self::Csv => "csv",
            Self::Zendesk => "zendesk",
            Self::ZendeskChat => "zendesk-chat",
            Self::Intercom => "intercom",
            Self::Freshdesk => "freshdesk",
            Self::Front => "front",
            Self::HelpScout => "help-scout",
            Self::Chatwoot => "chatwoot",
            Self::Zammad => "zammad",
            Self::LiveChat => "livechat",
            Self::ContactLens => "contact-lens",
            Self::Twilio => "twilio",
            Self::Tweets => "twcs",
            Self::Mail => "mail",
            Self::WhatsApp => "whatsapp",
            Self::Parquet => "parquet",
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
            "parquet" => Some(Self::Parquet),
            _ if start.starts_with(b"PAR1") => Some(Self::Parquet),
            "csv" | "tsv" if twcs::is_table(start) => Some(Self::Tweets),
            "csv" | "tsv" => Some(Self::Csv),
            "eml" | "mbox" => Some(Self::Mail),
            _ if start.starts_with(b"From ") => Some(Self::Mail),
            _ if whatsapp::is_export(start) => Some(Self::WhatsApp),
            _ if start.starts_with(b"{") || start.starts_with(b"[") => Some(Self::of_json(start)),
            "jsonl" | "ndjson" => Some(Self::JsonLines),
            _ => None,
        }
    }

    /// The helpdesk whose keys stand in the first bytes; our own shape where none does.
    fn of_json(start: &[u8]) -> Self {
        let start = &start[..start.len().min(1 << 14)];
        // With the colon: a key of one helpdesk is a value of another.
        let has = |key: &str| start.windows(key.len() + 3).any(|part| part.ends_with(b"\":") && part[0] == b'"' && &part[1..=key.len()] == key.as_bytes());
        let all = |keys: &[&str]| keys.iter().all(|key| has(key));
        let told: [(&[&str], Self); 14] = [
            (&["conversation_parts"], Self::Intercom),
            (&["Participants", "Transcript"], Self::ContactLens),
            (&["history", "visitor"], Self::ZendeskChat),
            (&["comments", "requester_id"], Self::Zendesk),
            (&["_embedded", "threads"], Self::HelpScout),
            (&["events", "users"], Self::LiveChat),
            (&["incoming", "private"], Self::Freshdesk),
            (&["conversations", "requester_id"], Self::Freshdesk),
            (&["is_inbound"], Self::Front),
            (&["message_type", "content"], Self::Chatwoot),
            (&["ticket_id", "sender", "internal"], Self::Zammad),
            (&["conversationSid"], Self::Twilio),
            (&["conversation_sid"], Self::Twilio),
            (&["turns"], Self::JsonLines),
        ];
        told.into_iter().find(|(keys, _)| all(keys)).map_or(Self::JsonLines, |(_, kind)| kind)
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
    /// Who answers for the company, where the export does not say it.
    pub agents: Agents,
    /// A folder for what must be joined; without one such exports cannot be read.
    pub scratch: Option<PathBuf>,
    /// The most bytes of one record.
    pub max_bytes: u64,
    /// Which files of folders are read.
    pub folders: Folders,
}

impl Reading {
    /// The role that `--agent` gives an author; `None` where no agents are named.
    fn role(&self, author: Option<&str>) -> Option<crate::conversation::Role> {
        self.agents.role(author)
    }

    /// An empty file for what must be joined; it has no name any more where the system allows that.
    fn scratch_file(&self, name: &str) -> std::io::Result<std::fs::File> {
        let folder = self.scratch.as_ref().ok_or_else(|| std::io::Error::other("there is no folder for what must be joined"))?;
        let path = folder.join(format!("{name}.joined"));
        let file = std::fs::File::options().read(true).write(true).create(true).truncate(true).open(&path)?;
        let _ = std::fs::remove_file(path);
        Ok(file)
    }
}

/// A record, read as far as must be done one after the other.
#[derive(Debug)]
pub enum Raw {
    /// A line, or an object, of JSON.
    Line {
        /// Its format.
        kind: Kind,
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
            Self::Line { kind, file, line, offset, bytes } => {
                let piece = Piece { file: &file, line, column: 1, offset, bytes };
                match kind {
                    Kind::JsonLines => json_lines::transcript(&piece, reading)?,
                    kind => helpdesk::transcript(&piece, kind, reading)?,
                }
            }
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

/// All records of bytes that are not compressed, in order; `name` is what they are called in messages, and its ending tells the format.
pub fn records_of(name: &Path, bytes: Vec<u8>, reading: &Reading) -> Box<dyn Iterator<Item = Raw> + Send> {
    open::open_bytes(name, bytes, reading).unwrap_or_else(|error| Box::new(std::iter::once(Raw::Bad(Box::new(error)))))
}
