//! Files that are there whole or not at all, also after the power went.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Writes a file, through to the disk.
pub(super) fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Makes renamed names last.
pub(super) fn sync_folder(path: &Path) -> io::Result<()> {
    // Not every system opens folders; where none can be opened there is nothing to sync.
    File::open(path).map_or(Ok(()), |folder| folder.sync_all())
}

/// Files that are written beside their places, to be put there together.
#[derive(Default)]
pub(super) struct Beside {
    files: Vec<(PathBuf, PathBuf, File)>,
}

impl Beside {
    /// Writes a file beside its place and tells where it stands; `write` fills it.
    pub(super) fn write(&mut self, path: &Path, write: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>) -> io::Result<PathBuf> {
        let beside = path.with_extension("unfinished");
        let mut file = BufWriter::with_capacity(1 << 18, File::create(&beside)?);
        let done = write(&mut file).and_then(|()| file.into_inner().map_err(io::IntoInnerError::into_error));
        match done {
            Ok(file) => self.files.push((beside.clone(), path.to_owned(), file)),
            Err(error) => {
                let _ = fs::remove_file(&beside);
                return Err(error);
            }
        }
        Ok(beside)
    }

    /// Puts all of them in their places, through to the disk: what waits for it waits at the same time. With an error comes the place it belongs to.
    pub(super) fn place(mut self) -> Result<(), (PathBuf, io::Error)> {
        let files = std::mem::take(&mut self.files);
        let synced: Vec<io::Result<()>> = std::thread::scope(|scope| {
            let waiting: Vec<_> = files.iter().map(|(.., file)| scope.spawn(|| file.sync_all())).collect();
            waiting.into_iter().map(|one| one.join().unwrap_or_else(|_| Err(io::Error::other("a thread failed")))).collect()
        });
        let mut waiting = files.into_iter().zip(synced);
        let failed = waiting.find_map(|((beside, path, file), synced)| {
            let error = synced.and_then(|()| fs::rename(&beside, &path)).err()?;
            self.files.push((beside, path.clone(), file));
            Some((path, error))
        });
        self.files.extend(waiting.map(|(file, _)| file));
        failed.map_or(Ok(()), Err)
    }
}

impl Drop for Beside {
    /// What is not put in its place is taken away.
    fn drop(&mut self) {
        self.files.iter().for_each(|(beside, ..)| drop(fs::remove_file(beside)));
    }
}

/// Puts a file in its place, whole; `write` fills it.
pub(super) fn place(path: &Path, write: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>) -> io::Result<()> {
    let mut files = Beside::default();
    files.write(path, write)?;
    files.place().map_err(|(_, error)| error)
}
