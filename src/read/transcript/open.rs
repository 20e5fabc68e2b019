//! Opens exports, compressed or not, and tells one file from another.

use super::super::source::Opened;
use super::super::{ReadError, ReadErrorKind};
use super::objects::{Found, Objects};
use super::{Kind, Raw, Reading, json_lines, mbox, messages, parquet, table, twcs, whatsapp};
use siphasher::sip128::{Hasher128 as _, SipHasher13};
use std::fs::File;
use std::hash::Hasher as _;
use std::io::{BufRead, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Bytes read at a time.
const BUFFER: usize = 1 << 16;

/// What tells one input from another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hashed {
    /// Its size.
    pub bytes: u64,
    /// The hash of its bytes, in hexadecimal.
    pub hash: String,
}

/// Size and hash of a file.
pub fn hash(path: &Path) -> std::io::Result<Hashed> {
    let mut file = File::open(path)?;
    let (mut hasher, mut bytes, mut buffer) = (SipHasher13::new(), 0, vec![0; 1 << 18]);
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            return Ok(Hashed { bytes, hash: format!("{:032x}", hasher.finish128().as_u128()) });
        }
        hasher.write(&buffer[..read]);
        bytes += read as u64;
    }
}

/// The records of a file.
pub(super) fn open(path: &Path, reading: &Reading) -> Result<Box<dyn Iterator<Item = Raw> + Send>, ReadError> {
    let name = path.display().to_string();
    let (mut reader, plain) = decompressed(path).map_err(|error| ReadError::whole(&name, error))?;
    let Some(kind) = kind(&mut reader, &name, &plain, reading)? else { return Ok(Box::new(std::iter::empty())) };
    if kind == Kind::Parquet {
        return parquet::file(path, &name, reading);
    }
    records(kind, Opened { name, reader, max_bytes: reading.max_bytes, path: Some(path.to_owned()), id: None }, reading)
}

/// The records of bytes that are not compressed.
pub(super) fn open_bytes(path: &Path, bytes: Vec<u8>, reading: &Reading) -> Result<Box<dyn Iterator<Item = Raw> + Send>, ReadError> {
    let name = path.display().to_string();
    let Some(kind) = kind(&mut bytes.as_slice(), &name, path, reading)? else { return Ok(Box::new(std::iter::empty())) };
    if kind == Kind::Parquet {
        return parquet::bytes(bytes, &name, reading);
    }
    records(kind, Opened { name, reader: Box::new(Cursor::new(bytes)), max_bytes: reading.max_bytes, path: None, id: None }, reading)
}

/// The format that is asked for or guessed; `None` where there is nothing to read.
fn kind(reader: &mut impl BufRead, name: &str, plain: &Path, reading: &Reading) -> Result<Option<Kind>, ReadError> {
    let start = reader.fill_buf().map_err(|error| ReadError::whole(name, error))?;
    if start.is_empty() {
        return Ok(None);
    }
    let unknown = || {
        let message = format!("the format is not told by the name or the first bytes; --from says it: {}", Kind::ALL.map(Kind::name).join(", "));
        ReadError::whole(name, ReadErrorKind::Request { code: "unknown_format", message })
    };
    reading.from.or_else(|| Kind::guess(plain, start)).ok_or_else(unknown).map(Some)
}

fn records(kind: Kind, mut opened: Opened, reading: &Reading) -> Result<Box<dyn Iterator<Item = Raw> + Send>, ReadError> {
    Ok(match kind {
        Kind::JsonLines => Box::new(json_lines::Lines::new(opened)),
        Kind::Csv => Box::new(table::Table::open(opened, reading)?),
        Kind::Tweets => Box::new(twcs::Tweets::open(opened, reading)?),
        Kind::Mail => Box::new(mbox::Mails::open(opened, reading)?),
        Kind::WhatsApp => Box::new(std::iter::once(Raw::Whole(Box::new(whatsapp::transcript(opened, reading)?)))),
        Kind::Front | Kind::Zammad | Kind::Twilio => messages(opened, kind, reading),
        Kind::Freshdesk | Kind::Chatwoot => {
            let start = opened.reader.fill_buf().map_err(|error| ReadError::whole(&opened.name, error))?;
            if are_messages(start, kind) { messages(opened, kind, reading) } else { conversations(opened, kind) }
        }
        Kind::Zendesk | Kind::ZendeskChat | Kind::Intercom | Kind::HelpScout | Kind::LiveChat | Kind::ContactLens | Kind::Parquet => {
            conversations(opened, kind)
        }
    })
}

/// The keys of an object under which an export lists its records.
const LISTS: &[&str] = &["tickets", "chats", "conversations", "_results", "results", "chats_summary", "data"];

/// Records that are whole conversations; they are parsed later.
fn conversations(opened: Opened, kind: Kind) -> Box<dyn Iterator<Item = Raw> + Send> {
    let file: Arc<str> = opened.name.as_str().into();
    // A ticket of Freshdesk has its conversations under a key that elsewhere lists all of them.
    let lists = if kind == Kind::Freshdesk { &["tickets", "results"] } else { LISTS };
    Box::new(Objects::new(opened, lists).map(move |found| match found {
        Ok(Found { line, offset, bytes }) => Raw::Line { kind, file: file.clone(), line, offset, bytes },
        Err(error) => Raw::Bad(Box::new(error)),
    }))
}

/// Records that are messages.
fn messages(opened: Opened, kind: Kind, reading: &Reading) -> Box<dyn Iterator<Item = Raw> + Send> {
    Box::new(messages::Messages::new(Objects::new(opened, &["conversations", "payload", "messages", "_results", "results", "articles"]), kind, reading))
}

/// Whether the records of a helpdesk that exports both are messages: its own key comes first.
fn are_messages(start: &[u8], kind: Kind) -> bool {
    let text = String::from_utf8_lossy(&start[..start.len().min(1 << 14)]).into_owned();
    match kind {
        Kind::Freshdesk => !text.contains("\"conversations\"") && text.contains("\"ticket_id\""),
        _ => !text.contains("\"payload\"") && !text.contains("\"messages\""),
    }
}

/// A reader of the plain bytes, and the name without the ending of the compression.
fn decompressed(path: &Path) -> std::io::Result<(Box<dyn BufRead + Send>, PathBuf)> {
    let mut file = BufReader::with_capacity(BUFFER, File::open(path)?);
    let start = file.fill_buf()?;
    if start.starts_with(&[0x1f, 0x8b]) {
        let reader = BufReader::with_capacity(BUFFER, flate2::bufread::MultiGzDecoder::new(file));
        return Ok((Box::new(reader), path.with_extension("")));
    }
    if start.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) {
        let decoder = ruzstd::decoding::StreamingDecoder::new(file).map_err(std::io::Error::other)?;
        return Ok((Box::new(BufReader::with_capacity(BUFFER, decoder)), path.with_extension("")));
    }
    Ok((Box::new(file), path.to_owned()))
}
