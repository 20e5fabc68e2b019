//! Finds the files of a folder, one after the other.

use super::source::Source;
use super::{Folders, Format, Input, ReadError};
use ignore::overrides::{Override, OverrideBuilder};
use ignore::{DirEntry, WalkBuilder};
use std::path::{Path, PathBuf};

/// The files an input stands for: itself, or what a folder holds, sorted, hidden entries left out.
pub(super) fn sources(input: Input, folders: &Folders) -> Box<dyn Iterator<Item = Result<Source, ReadError>>> {
    match input {
        Input::Path(path) if path.is_dir() => {
            let drafts = walk(&path, folders, |path| Format::of(path).is_some_and(Format::is_walked) && path.is_file());
            Box::new(drafts.map(|path| path.map(|path| Source(Input::Path(path)))))
        }
        other => Box::new(std::iter::once(Ok(Source(other)))),
    }
}

/// The files an input of exports stands for: itself, or what a folder holds, sorted.
pub(super) fn exports(input: Input, folders: &Folders) -> Vec<Result<PathBuf, ReadError>> {
    let is_export = |path: &Path| path.is_file();
    match input {
        Input::Path(path) if path.is_dir() => walk(&path, folders, is_export).collect(),
        Input::Path(path) => vec![Ok(path)],
        Input::Standard => Vec::new(),
    }
}

/// Links to folders are not followed, so the walk ends.
fn walk(folder: &Path, folders: &Folders, is_wanted: impl Fn(&Path) -> bool + 'static) -> Box<dyn Iterator<Item = Result<PathBuf, ReadError>>> {
    let name = folder.display().to_string();
    let globs = match globs(&folders.exclude) {
        Ok(globs) => globs,
        Err(error) => return Box::new(std::iter::once(Err(failed(&name, error)))),
    };
    // Ignore files count outside of repositories too: an export need not be one.
    let walk =
        WalkBuilder::new(folder).standard_filters(folders.ignore_files).hidden(true).require_git(false).overrides(globs).sort_by_file_path(Ord::cmp).build();
    let beside: Vec<PathBuf> = folders.beside.iter().filter_map(|path| path.canonicalize().ok()).collect();
    Box::new(walk.filter_map(move |entry| match entry {
        Ok(entry) => wanted(&entry, &beside, &is_wanted).map(Ok),
        Err(error) => Some(Err(failed(&place(&error).map_or_else(|| name.clone(), |path| path.display().to_string()), error))),
    }))
}

/// The path of an entry that is to be read.
fn wanted(entry: &DirEntry, beside: &[PathBuf], is_wanted: &impl Fn(&Path) -> bool) -> Option<PathBuf> {
    let path = entry.path();
    let is_read = is_wanted(path) && (beside.is_empty() || path.canonicalize().is_ok_and(|path| !beside.contains(&path)));
    is_read.then(|| path.to_owned())
}

/// Whether a word can be given to [`Folders::exclude`]; the error says what is wrong with it.
pub fn is_glob(word: &str) -> Result<(), String> {
    globs(&[word.to_owned()]).map(|_| ()).map_err(|error| match error {
        ignore::Error::Glob { err, .. } => err,
        error => error.to_string(),
    })
}

/// Leaves out what a word matches: in overrides, a word with `!` before it does.
fn globs(exclude: &[String]) -> Result<Override, ignore::Error> {
    let mut builder = OverrideBuilder::new(".");
    for word in exclude {
        builder.add(&format!("!{word}"))?;
    }
    builder.build()
}

fn failed(name: &str, error: ignore::Error) -> ReadError {
    ReadError::whole(name, error.into_io_error().unwrap_or_else(|| std::io::Error::other("this folder cannot be walked")))
}

/// The file or folder that an error is about.
fn place(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => place(err),
        _ => None,
    }
}
