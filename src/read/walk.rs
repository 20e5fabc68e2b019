//! Finds the files of a folder.

use super::source::Source;
use super::{Format, Input, ReadError};
use std::path::{Path, PathBuf};

/// The files an input stands for: itself, or what a folder holds, sorted, hidden entries left out.
pub(super) fn sources(input: Input) -> Vec<Result<Source, ReadError>> {
    match input {
        Input::Path(path) if path.is_dir() => {
            let mut found = Vec::new();
            walk(&path, &mut found);
            found
        }
        other => vec![Ok(Source(other))],
    }
}

fn walk(folder: &Path, found: &mut Vec<Result<Source, ReadError>>) {
    let entries = match entries(folder) {
        Ok(entries) => entries,
        Err(error) => return found.push(Err(ReadError::whole(&folder.display().to_string(), error))),
    };
    for (path, is_folder) in entries {
        if is_folder {
            walk(&path, found);
        } else if Format::of(&path).is_some() {
            found.push(Ok(Source(Input::Path(path))));
        }
    }
}

/// What a folder holds and whether each is a folder itself; links to folders are not followed, so the walk ends.
fn entries(folder: &Path) -> std::io::Result<Vec<(PathBuf, bool)>> {
    let mut entries = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name().as_encoded_bytes().starts_with(b".") {
            continue;
        }
        let kind = entry.file_type()?;
        let path = entry.path();
        if kind.is_symlink() && path.is_dir() {
            continue;
        }
        entries.push((path, kind.is_dir()));
    }
    entries.sort();
    Ok(entries)
}
