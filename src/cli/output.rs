//! Where reports go: standard output, or a file that is there whole or not at all.

use crate::catalogue::Replacement;
use anyhow::{Context, Result, bail};
use std::fs::File;
use std::io::{self, BufWriter, StdoutLock, Write};
use std::path::{Path, PathBuf};

/// An output, opened.
pub(super) struct Output {
    to: BufWriter<To>,
    path: Option<PathBuf>,
}

enum To {
    Standard(StdoutLock<'static>),
    File(Replacement),
    /// A pipe or a terminal by its name: nothing there could be replaced.
    Device(File),
}

impl Output {
    /// Opens the file, or standard output without one.
    pub(super) fn open(path: Option<&Path>) -> Result<Self> {
        let to = match path {
            None => To::Standard(io::stdout().lock()),
            Some(path) => file(path).with_context(|| format!("{}: cannot be written", path.display()))?,
        };
        Ok(Self { to: BufWriter::with_capacity(1 << 16, to), path: path.map(Path::to_owned) })
    }

    /// Writes what is left and puts a file in its place.
    pub(super) fn finish(self) -> Result<()> {
        let Self { to, path } = self;
        let name = || path.map_or_else(|| "standard output".to_owned(), |path| path.display().to_string());
        let ended = to.into_inner().map_err(io::IntoInnerError::into_error).and_then(|to| match to {
            To::File(replacement) => replacement.finish(),
            To::Standard(mut standard) => standard.flush(),
            To::Device(mut device) => device.flush(),
        });
        ended.with_context(|| format!("{}: cannot be written", name()))
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.to.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

impl Write for To {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Standard(out) => out.write(bytes),
            Self::File(out) => out.write(bytes),
            Self::Device(out) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Standard(out) => out.flush(),
            Self::File(out) => out.flush(),
            Self::Device(out) => out.flush(),
        }
    }
}

fn file(path: &Path) -> Result<To> {
    match std::fs::metadata(path) {
        Ok(known) if known.is_dir() => bail!("it is a folder"),
        Ok(known) if !known.is_file() => Ok(To::Device(File::options().write(true).open(path)?)),
        _ => Ok(To::File(Replacement::new(path)?)),
    }
}
