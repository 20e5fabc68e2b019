//! `rifq check --watch`: checks again whenever a draft or the configuration changes, until it is interrupted.

use super::args_check::CheckArguments;
use super::{Outcome, check, selection};
use anyhow::{Context, Result, bail};
use notify::{Event, EventKind, RecursiveMode, Watcher, recommended_watcher};
use std::collections::BTreeSet;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

/// Changes that follow each other this closely are one: editors write a file in several steps.
const QUIET: Duration = Duration::from_millis(150);
/// Clears a terminal and what scrolled out of it.
const CLEAR: &str = "\x1b[2J\x1b[3J\x1b[H";

pub(super) fn run(arguments: &CheckArguments) -> Result<Outcome> {
    if arguments.paths.iter().any(|path| path == Path::new("-")) {
        bail!("--watch needs files or folders: write `rifq check --watch .`");
    }
    let watched = Watched::new(arguments)?;
    let (sender, changes) = channel();
    let mut system = recommended_watcher(sender).context("files cannot be watched here")?;
    for (folder, depth) in &watched.folders {
        system.watch(folder, *depth).with_context(|| format!("{}: cannot be watched", folder.display()))?;
    }
    loop {
        show(arguments)?;
        if !watched.wait(&changes) {
            return Ok(Outcome::Clean);
        }
    }
}

/// One pass; what cannot be read is told and does not end the watch.
fn show(arguments: &CheckArguments) -> Result<()> {
    let mut out = io::stdout();
    if out.is_terminal() {
        out.write_all(CLEAR.as_bytes())?;
        out.flush()?;
    }
    if let Err(error) = check::once(arguments) {
        if super::is_broken_pipe(&error) {
            return Err(error);
        }
        eprintln!("rifq: {error:#}");
    }
    if !arguments.quiet {
        eprintln!("rifq: watching; end with Ctrl-C");
    }
    Ok(())
}

/// What is watched, and which changes in it count.
struct Watched {
    folders: Vec<(PathBuf, RecursiveMode)>,
    /// Folders in which everything counts, and single files.
    whole: Vec<PathBuf>,
    files: BTreeSet<PathBuf>,
    /// What rifq writes itself.
    own: Option<PathBuf>,
}

impl Watched {
    fn new(arguments: &CheckArguments) -> Result<Self> {
        let mut watched = Self { folders: Vec::new(), whole: Vec::new(), files: BTreeSet::new(), own: arguments.output.as_deref().map(resolved) };
        for path in &arguments.paths {
            let path = path.canonicalize().with_context(|| format!("{}: cannot be watched", path.display()))?;
            watched.add(path);
        }
        let first = arguments.paths.first().map_or(Path::new("."), PathBuf::as_path);
        if let Some(configuration) = selection::configuration(&arguments.which.rules, first)? {
            watched.add(resolved(&configuration));
        }
        watched.files.extend(arguments.about.customer_file.as_deref().map(resolved));
        Ok(watched)
    }

    fn add(&mut self, path: PathBuf) {
        if path.is_dir() {
            self.whole.push(path.clone());
            self.folders.push((path, RecursiveMode::Recursive));
            return;
        }
        // A file that is written anew is another one: its folder stays.
        if let Some(folder) = path.parent().filter(|folder| !self.folders.iter().any(|(known, _)| known == folder)) {
            self.folders.push((folder.to_owned(), RecursiveMode::NonRecursive));
        }
        self.files.insert(path);
    }

    /// Waits for a change that counts, and for quiet after it; `false` where nothing can come any more.
    fn wait(&self, changes: &Receiver<notify::Result<Event>>) -> bool {
        loop {
            match changes.recv() {
                Ok(Ok(event)) if self.counts(&event) => break,
                Ok(_) => {}
                Err(_) => return false,
            }
        }
        loop {
            match changes.recv_timeout(QUIET) {
                Ok(_) => {}
                Err(RecvTimeoutError::Timeout) => return true,
                Err(RecvTimeoutError::Disconnected) => return false,
            }
        }
    }

    fn counts(&self, event: &Event) -> bool {
        let is_own = |path: &PathBuf| self.own.as_ref().is_some_and(|own| path == own || path.with_extension("").starts_with(own));
        let is_temporary = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "tmp" || extension == "swp");
        let inside = |path: &PathBuf| self.files.contains(path) || self.whole.iter().any(|folder| path.starts_with(folder));
        !matches!(event.kind, EventKind::Access(_)) && event.paths.iter().any(|path| inside(path) && !is_own(path) && !is_temporary(path))
    }
}

fn resolved(path: &Path) -> PathBuf {
    let folder = path.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
    let name = path.file_name().unwrap_or_default();
    folder.canonicalize().map_or_else(|_| path.to_owned(), |folder| folder.join(name))
}
