//! Writes files whole or not at all.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A file that takes the place of another when it is whole; until then it stands beside it, and is removed if it never gets there.
#[derive(Debug)]
pub struct Replacement {
    path: PathBuf,
    beside: PathBuf,
    file: File,
    done: bool,
}

impl Replacement {
    /// Begins a file that will stand at `path`.
    pub fn new(path: &Path) -> io::Result<Self> {
        let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{}.tmp", std::process::id()));
        let beside = path.with_file_name(name);
        let replacement = Self { file: File::create_new(&beside)?, path, beside, done: false };
        if let Ok(known) = std::fs::metadata(&replacement.path) {
            replacement.file.set_permissions(known.permissions())?;
        }
        Ok(replacement)
    }

    /// Puts it in its place.
    pub fn finish(mut self) -> io::Result<()> {
        self.file.sync_all()?;
        std::fs::rename(&self.beside, &self.path)?;
        self.done = true;
        Ok(())
    }
}

impl Write for Replacement {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Drop for Replacement {
    fn drop(&mut self) {
        if !self.done {
            let _ = std::fs::remove_file(&self.beside);
        }
    }
}

/// Puts a text in the place of a file, whole or not at all.
pub fn replace(path: &Path, text: &str) -> io::Result<()> {
    let mut replacement = Replacement::new(path)?;
    replacement.write_all(text.as_bytes())?;
    replacement.finish()
}
