//! `rifq serve`: the server with its files, signals and log.

use super::args_draft::RuleArguments;
use super::args_serve::{LogChoice, ServeArguments};
use super::{Outcome, selection};
use crate::audit::Auditor;
use crate::http::{Address, Judge, Limits, Options, Secured, Server, Signal, Signals, Sink, tls};
use crate::linter::Linter;
use anyhow::{Context, Result, anyhow, bail};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::time::{Duration, Instant};

/// The fewest characters of a token.
const TOKEN: usize = 16;

/// How often files are looked at for changes.
const LOOK: Duration = Duration::from_secs(1);

/// How long the end waits for what is left to do.
const END: Duration = Duration::from_millis(500);

/// Lines of the log that may wait to be written.
const LINES: usize = 4096;

pub(super) fn run(arguments: &ServeArguments) -> Result<Outcome> {
    let tokens = arguments.token_file.as_deref().map(tokens).transpose()?.unwrap_or_default();
    let secured = arguments.tls_cert.as_deref().zip(arguments.tls_key.as_deref()).map(secured).transpose()?;
    let (lines, received) = sync_channel::<String>(LINES);
    let writer = std::thread::spawn(move || {
        while let Ok(line) = received.recv() {
            // Where standard error is gone, there is nobody left to tell.
            let _ = writeln!(std::io::stderr().lock(), "{line}");
        }
    });
    tell_panics(lines.clone());
    let processors = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
    let threads = arguments.threads.map_or(processors, |threads| threads as usize);
    let limits = Limits {
        body: arguments.max_bytes as usize,
        time: Duration::from_millis(arguments.timeout_ms),
        reviews: threads * 4,
        connections: arguments.max_connections as usize,
        drain: Duration::from_millis(arguments.timeout_ms),
    };
    let options = Options {
        tokens,
        origins: arguments.allow_origin.clone(),
        hosts: arguments.allow_host.clone(),
        limits,
        sink: sink(lines),
        verbose: arguments.log == LogChoice::Requests,
    };
    let configuration = arguments.config.clone();
    let load = move || judge(configuration.as_deref()).map_err(|error| format!("{error:#}"));
    let paths = free(&arguments.listen)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(threads).max_blocking_threads(threads * 4 + 4).enable_all().build()?;
    let watched = arguments.config.clone().filter(|_| arguments.watch);
    let served = runtime.block_on(async {
        let server = Server::bind(&arguments.listen, Box::new(load), options, secured).await.map_err(|message| anyhow!(message))?;
        server.serve(Outside::new(watched)?).await;
        Ok(Outcome::Clean)
    });
    // A draft that is still being read is nobody's any more.
    runtime.shutdown_timeout(END);
    for path in paths {
        // Whoever took it away was faster.
        let _ = std::fs::remove_file(path);
    }
    drop(std::panic::take_hook());
    let end = Instant::now();
    while !writer.is_finished() && end.elapsed() < END {
        std::thread::sleep(Duration::from_millis(1));
    }
    served
}

/// Loads the rules of a configuration, tries its own rules by their examples, and opens the audit file of its policy.
fn judge(configuration: Option<&Path>) -> Result<Judge> {
    let arguments = RuleArguments { config: configuration.map(Path::to_owned), no_config: configuration.is_none(), ..RuleArguments::default() };
    let rules = selection::rules(&arguments, Path::new("-"))?;
    let folder = configuration.and_then(Path::parent).unwrap_or(Path::new(""));
    let auditor = match &rules.policy.audit {
        Some(audit) => Some(Auditor::open(audit, folder).with_context(|| format!("{}: no audit file can be opened here", audit.file.display()))?),
        None => None,
    };
    Ok(Judge { linter: Linter::new(rules), auditor })
}

/// The tokens of a file; blank lines and those that begin with `#` are none.
fn tokens(path: &Path) -> Result<Vec<String>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("{}:1:1: cannot be read", path.display()))?;
    let lines = text.lines().enumerate().map(|(at, line)| (at + 1, line.trim())).filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    let mut tokens = Vec::new();
    for (line, token) in lines {
        if token.chars().count() < TOKEN || token.contains(char::is_whitespace) {
            bail!("{}:{line}:1: a token has at least {TOKEN} characters and no spaces", path.display());
        }
        tokens.push(token.to_owned());
    }
    if tokens.is_empty() {
        bail!("{}:1:1: there is no token in this file", path.display());
    }
    Ok(tokens)
}

fn secured((certificate, key): (&Path, &Path)) -> Result<Secured> {
    let read = |path: &Path| std::fs::read(path).with_context(|| format!("{}: cannot be read", path.display()));
    tls(&read(certificate)?, &read(key)?).map_err(|message| anyhow!("{}: {message}", certificate.display()))
}

/// The sockets in the file system; one that nobody answers at is left over from a server that was killed, and goes.
fn free(addresses: &[Address]) -> Result<Vec<PathBuf>> {
    #[cfg(unix)]
    use std::os::unix::fs::FileTypeExt as _;
    let mut paths = Vec::new();
    #[cfg(unix)]
    for address in addresses {
        let Address::Path(path) = address else { continue };
        if std::fs::symlink_metadata(path).is_ok_and(|known| known.file_type().is_socket()) {
            if std::os::unix::net::UnixStream::connect(path).is_ok() {
                bail!("{address}: another server answers there");
            }
            std::fs::remove_file(path).with_context(|| format!("{address}"))?;
        }
        paths.push(path.clone());
    }
    Ok(paths)
}

/// Takes lines without waiting; where standard error is slower than the server, lines are left out.
fn sink(lines: SyncSender<String>) -> Box<Sink> {
    Box::new(move |line| drop(lines.try_send(line)))
}

/// A panic is told by its place only: its message may quote a draft.
fn tell_panics(lines: SyncSender<String>) {
    std::panic::set_hook(Box::new(move |panic| {
        let place = panic.location().map_or_else(|| "an unknown place".to_owned(), ToString::to_string);
        let _ = lines.try_send(format!(r#"{{"at":"{}","event":"panic","place":"{place}"}}"#, crate::audit::now()));
    }));
}

/// The signals of the system, and changes of files.
struct Outside {
    #[cfg(unix)]
    hang_up: tokio::signal::unix::Signal,
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
    watched: Option<(PathBuf, u64)>,
}

impl Outside {
    fn new(watched: Option<PathBuf>) -> Result<Self> {
        #[cfg(unix)]
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self {
            #[cfg(unix)]
            hang_up: signal(SignalKind::hangup())?,
            #[cfg(unix)]
            terminate: signal(SignalKind::terminate())?,
            watched: watched.map(|path| {
                let seen = seen(&path);
                (path, seen)
            }),
        })
    }

    /// Waits until a file is another one than before.
    async fn changed(watched: &mut Option<(PathBuf, u64)>) {
        let Some((path, known)) = watched else { return std::future::pending().await };
        loop {
            tokio::time::sleep(LOOK).await;
            let now = seen(path);
            if now != *known {
                *known = now;
                return;
            }
        }
    }
}

impl Signals for Outside {
    async fn next(&mut self) -> Signal {
        let changed = Self::changed(&mut self.watched);
        #[cfg(unix)]
        tokio::select! {
            _ = self.hang_up.recv() => Signal::Reload,
            _ = self.terminate.recv() => Signal::Stop,
            _ = tokio::signal::ctrl_c() => Signal::Stop,
            () = changed => Signal::Reload,
        }
        #[cfg(not(unix))]
        tokio::select! {
            _ = tokio::signal::ctrl_c() => Signal::Stop,
            () = changed => Signal::Reload,
        }
    }
}

/// A number for the state of a configuration and of the folders of rules it names: sizes and times of change.
fn seen(configuration: &Path) -> u64 {
    let mut hasher = DefaultHasher::new();
    let folders = crate::catalogue::rule_folders(configuration).unwrap_or_default();
    let mut paths = vec![configuration.to_owned()];
    for folder in folders {
        let entries = |folder: &Path| std::fs::read_dir(folder).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path())).collect::<Vec<_>>();
        paths.extend(entries(&folder).iter().flat_map(|category| entries(category)));
    }
    paths.sort();
    for path in paths {
        let known = std::fs::metadata(&path).ok();
        (path, known.as_ref().map(std::fs::Metadata::len), known.and_then(|known| known.modified().ok())).hash(&mut hasher);
    }
    hasher.finish()
}
