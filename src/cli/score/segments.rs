//! Segments: what is done, each a folder that is renamed into its place once all in it is on disk.

use super::durable;
use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// A segment is put in its place when it holds so many bytes.
const BYTES: u64 = 32 << 20;
/// The files of a segment, in the order of [`Part`].
const FILES: [&str; 4] = ["replies", "conversations", "errors", "sketches"];

/// A file of a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Rows of replies.
    Replies,
    /// Rows of conversations.
    Conversations,
    /// Records that could not be read.
    Errors,
    /// What is counted.
    Sketches,
}

/// How far the work has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Place {
    /// Records that were read, those that could not be included.
    pub records: u64,
    /// Of those, the ones that could not be read.
    pub bad: u64,
    /// Conversations.
    pub conversations: u64,
    /// Agent turns.
    pub turns: u64,
}

/// The segments of a folder.
pub(super) struct Segments {
    folder: PathBuf,
    /// Those that are done.
    done: u32,
    /// How far they reach.
    pub place: Place,
    open: Option<Open>,
}

/// The segment that is being written.
struct Open {
    files: [BufWriter<File>; 4],
    bytes: u64,
}

impl Segments {
    /// The segments that an earlier run left; one that is not whole is taken away.
    pub(super) fn open(folder: PathBuf) -> Result<Self> {
        fs::create_dir_all(&folder).with_context(|| format!("{}: cannot be written", folder.display()))?;
        let mut segments = Self { folder, done: 0, place: Place::default(), open: None };
        let _ = fs::remove_dir_all(segments.unfinished());
        while let Ok(bytes) = fs::read(segments.path(segments.done).join("place.json")) {
            segments.place = serde_json::from_slice(&bytes).with_context(|| format!("{}: not as rifq wrote it", segments.path(segments.done).display()))?;
            segments.done += 1;
        }
        Ok(segments)
    }

    fn unfinished(&self) -> PathBuf {
        self.folder.join("unfinished")
    }

    fn path(&self, index: u32) -> PathBuf {
        self.folder.join(format!("{index:06}"))
    }

    /// Adds what was made of some records; `place` is how far that reaches.
    pub(super) fn add(&mut self, parts: &[Vec<u8>; 4], place: Place) -> Result<()> {
        let path = self.unfinished();
        let written = self.write(parts, &path).with_context(|| format!("{}: cannot be written; what was done before is kept", path.display()));
        written?;
        self.place = place;
        if self.open.as_ref().is_some_and(|open| open.bytes >= BYTES) {
            self.close()?;
        }
        Ok(())
    }

    fn write(&mut self, parts: &[Vec<u8>; 4], path: &Path) -> std::io::Result<()> {
        if self.open.is_none() {
            fs::create_dir(path)?;
            let file = |name: &str| File::create_new(path.join(name)).map(|file| BufWriter::with_capacity(1 << 16, file));
            self.open = Some(Open { files: [file(FILES[0])?, file(FILES[1])?, file(FILES[2])?, file(FILES[3])?], bytes: 0 });
        }
        if let Some(open) = &mut self.open {
            for (file, part) in open.files.iter_mut().zip(parts) {
                file.write_all(part)?;
                open.bytes += part.len() as u64;
            }
        }
        Ok(())
    }

    /// Puts the open segment in its place.
    pub(super) fn close(&mut self) -> Result<()> {
        let Some(open) = self.open.take() else { return Ok(()) };
        let (from, to) = (self.unfinished(), self.path(self.done));
        let closed = || -> std::io::Result<()> {
            for file in open.files {
                file.into_inner().map_err(std::io::IntoInnerError::into_error)?.sync_all()?;
            }
            durable::write(&from.join("place.json"), &serde_json::to_vec(&self.place)?)?;
            durable::sync_folder(&from)?;
            fs::rename(&from, &to)?;
            durable::sync_folder(&self.folder)
        };
        closed().with_context(|| format!("{}: cannot be written; what was done before is kept", to.display()))?;
        self.done += 1;
        Ok(())
    }

    /// Takes all segments away: what they hold stands in its place.
    pub(super) fn remove(folder: &Path) -> Result<()> {
        match fs::remove_dir_all(folder) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error).with_context(|| format!("{}: still stands there", folder.display())),
            _ => Ok(()),
        }
    }

    /// The files of one part, in order.
    pub(super) fn files(&self, part: Part) -> Vec<PathBuf> {
        (0..self.done).map(|index| self.path(index).join(FILES[part as usize])).collect()
    }
}
