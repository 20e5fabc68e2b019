//! Opens inputs and reads them within the limit.

use super::{Format, Input, Options, ReadError, ReadErrorKind};
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// A file to read, or standard input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Source(pub Input);

/// An opened input.
pub(super) struct Opened {
    /// What it is called in messages.
    pub name: String,
    /// Its bytes.
    pub reader: Box<dyn BufRead + Send>,
    /// The most bytes of one record.
    pub max_bytes: u64,
    /// The file; `None` for standard input.
    pub path: Option<PathBuf>,
    /// The id of a draft that names none.
    pub id: Option<String>,
}

impl Source {
    pub(super) fn format(&self, options: &Options) -> Format {
        let told = match &self.0 {
            Input::Path(path) => Format::of(path).or(options.format),
            Input::Standard => options.format.or_else(|| options.stdin_name.as_deref().and_then(|name| Format::of(Path::new(name)))),
        };
        told.unwrap_or(Format::Text)
    }

    pub(super) fn open(&self, options: &Options) -> Result<Opened, ReadError> {
        match &self.0 {
            Input::Standard => Ok(Opened {
                name: options.stdin_name.clone().unwrap_or_else(|| "<stdin>".to_owned()),
                reader: Box::new(BufReader::new(std::io::stdin())),
                max_bytes: options.max_bytes,
                path: None,
                id: options.stdin_name.clone(),
            }),
            Input::Path(path) => {
                let name = path.display().to_string();
                let file = File::open(path).map_err(|error| ReadError::whole(&name, error))?;
                Ok(Opened {
                    reader: Box::new(BufReader::with_capacity(1 << 16, file)),
                    max_bytes: options.max_bytes,
                    path: Some(path.clone()),
                    id: Some(name.clone()),
                    name,
                })
            }
        }
    }
}

impl Opened {
    /// All bytes; refused as soon as there are more than the limit.
    pub(super) fn bytes(&mut self) -> Result<Vec<u8>, ReadError> {
        let mut bytes = Vec::new();
        self.reader.by_ref().take(self.max_bytes + 1).read_to_end(&mut bytes).map_err(|error| ReadError::whole(&self.name, error))?;
        if bytes.len() as u64 > self.max_bytes {
            return Err(ReadError::whole(&self.name, ReadErrorKind::TooLarge(self.max_bytes)));
        }
        Ok(bytes)
    }
}

/// Bytes as text; the error tells the first byte that is none.
pub(super) fn utf8(name: &str, bytes: Vec<u8>) -> Result<String, ReadError> {
    String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        let bytes = error.into_bytes();
        let valid = std::str::from_utf8(&bytes[..offset]).unwrap_or_default();
        ReadError::at(name, valid, offset, ReadErrorKind::InvalidUtf8 { offset: offset as u64, byte: bytes[offset] })
    })
}

/// The text of a file that is no draft, such as the customer's message.
pub fn text_file(path: &Path, max_bytes: u64) -> Result<String, ReadError> {
    let name = path.display().to_string();
    if path.is_dir() {
        return Err(ReadError::whole(&name, ReadErrorKind::Folder));
    }
    let options = Options { max_bytes, ..Options::default() };
    let bytes = Source(Input::Path(path.to_owned())).open(&options)?.bytes()?;
    let text = utf8(&name, bytes)?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}
