//! Files that are there whole or not at all, also after the power went.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

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

/// Puts a file in its place, whole; `write` fills it.
pub(super) fn place(path: &Path, write: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>) -> io::Result<()> {
    let beside = path.with_extension("unfinished");
    let mut file = BufWriter::with_capacity(1 << 18, File::create(&beside)?);
    let done = write(&mut file).and_then(|()| file.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all());
    if let Err(error) = done.and_then(|()| fs::rename(&beside, path)) {
        let _ = fs::remove_file(&beside);
        return Err(error);
    }
    Ok(())
}
