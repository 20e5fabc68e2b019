//! Opens exports, compressed or not, and tells one file from another.

use super::super::source::Opened;
use super::super::{ReadError, ReadErrorKind};
use super::{Kind, Raw, Reading, json_lines, table};
use siphasher::sip128::{Hasher128 as _, SipHasher13};
use std::fs::File;
use std::hash::Hasher as _;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

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
    let start = reader.fill_buf().map_err(|error| ReadError::whole(&name, error))?;
    if start.is_empty() {
        return Ok(Box::new(std::iter::empty()));
    }
    let Some(kind) = reading.from.or_else(|| Kind::guess(&plain, start)) else {
        let message = format!("the format is not told by the name or the first bytes; --from says it: {}", Kind::ALL.map(Kind::name).join(", "));
        return Err(ReadError::whole(&name, ReadErrorKind::Request { code: "unknown_format", message }));
    };
    let opened = Opened { name, reader, max_bytes: reading.max_bytes, path: Some(path.to_owned()), id: None };
    Ok(match kind {
        Kind::JsonLines => Box::new(json_lines::Lines::new(opened)),
        Kind::Csv => Box::new(table::Table::open(opened, reading)?),
    })
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
