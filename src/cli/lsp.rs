//! `rifq lsp`: serves an editor on standard input and output.

use super::Outcome;
use super::args::LspArguments;
use crate::lsp::{self, Connection, Ending, Incoming, Options, serve};
use anyhow::Result;
use std::io::{self, BufReader};
use std::path::PathBuf;
use std::thread;

pub(super) fn run(_: &LspArguments) -> Result<Outcome> {
    let (client, server) = Connection::memory();
    let Connection { sender: to_server, receiver: from_server } = client;
    thread::spawn(move || {
        let mut input = BufReader::with_capacity(1 << 16, io::stdin());
        while let Ok(Some(incoming)) = lsp::read(&mut input) {
            let Incoming::Message(message) = incoming else { continue };
            if to_server.send(message).is_err() {
                break;
            }
        }
    });
    let writer = thread::spawn(move || {
        let mut output = io::stdout().lock();
        from_server.iter().try_for_each(|message| lsp::write(&mut output, &message))
    });
    let ending = serve(&server, Options { pages: pages() });
    drop(server);
    // The reader may still wait for input; what was answered is written.
    if let Ok(written) = writer.join() {
        written?;
    }
    Ok(if ending == Ending::Clean { Outcome::Clean } else { Outcome::Findings })
}

/// Where the pages of rules are kept.
fn pages() -> Option<PathBuf> {
    let named = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let cache = named("XDG_CACHE_HOME").or_else(|| named("LOCALAPPDATA")).or_else(|| named("HOME").map(|home| home.join(".cache")))?;
    Some(cache.join("rifq").join("rules"))
}
