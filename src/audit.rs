//! Decisions written down, a line each, without a word of what was written.

use crate::hook::Judged;
use crate::rules::Audit;
use serde::Serialize;
use siphasher::sip128::{Hasher128 as _, SipHasher24};
use std::fs::{File, OpenOptions};
use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// The most characters of an identifier that is written down.
const IDENTIFIER: usize = 64;

/// Writes lines to one file, which several processes may share.
#[derive(Debug)]
pub struct Auditor {
    path: PathBuf,
    key: [u8; 16],
    max_bytes: u64,
    keep: usize,
    /// One line at a time.
    turn: Mutex<()>,
}

/// One line.
#[derive(Serialize)]
struct Line<'l> {
    at: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'l str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    failure: Option<&'l str>,
    #[serde(flatten)]
    decided: Option<Decided<'l>>,
    ms: f64,
}

/// What was decided.
#[derive(Serialize)]
struct Decided<'l> {
    /// The keyed hash of the reply.
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    agent: Option<&'l str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    channel: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    queue: Option<&'l str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    team: Option<&'l str>,
    language: &'static str,
    verdict: &'static str,
    found: &'static str,
    /// The codes of the reasons.
    reasons: Vec<&'l str>,
    /// All rules that found something.
    rules: Vec<&'l str>,
    score: Option<u8>,
    #[serde(rename = "override")]
    wish: &'static str,
    /// The policy's word for the reason that was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'l str>,
    engine: &'static str,
    set: &'l str,
}

impl Auditor {
    /// Finds the file and its key, and makes them where they are missing; `folder` is that of the configuration.
    pub fn open(audit: &Audit, folder: &Path) -> io::Result<Self> {
        let path = folder.join(&audit.file);
        let key_path = audit.key_file.as_ref().map_or_else(|| beside(&path, "key"), |key| folder.join(key));
        let auditor = Self { key: key(&key_path)?, path, max_bytes: audit.max_bytes, keep: usize::from(audit.keep), turn: Mutex::new(()) };
        auditor.file()?;
        Ok(auditor)
    }

    /// Writes down what was decided, and how long it took.
    pub fn decided(&self, judged: &Judged, rules: &crate::rules::RuleSet, took: Duration) -> io::Result<()> {
        let (request, decision) = (&judged.request, &judged.decision);
        let reason = request.overriding.as_ref().and_then(|wish| wish.reason.as_deref()).filter(|reason| !reason.trim().is_empty());
        let mut found: Vec<&str> = judged.review.diagnostics.iter().map(|diagnostic| &*diagnostic.rule).collect();
        found.sort_unstable();
        found.dedup();
        let decided = Decided {
            text: format!("{:032x}", self.hash(&request.text)),
            agent: request.agent.as_ref().and_then(|agent| identifier(agent.id.as_deref())),
            channel: judged.conversation.channel.map(crate::conversation::Channel::name),
            queue: identifier(request.queue.as_deref()),
            team: identifier(request.team.as_deref()),
            language: judged.review.language.code(),
            verdict: decision.verdict.name(),
            found: decision.found.name(),
            reasons: decision.reasons.iter().map(|reason| &*reason.code).collect(),
            rules: found,
            score: judged.review.score.as_ref().and_then(|score| score.total),
            wish: decision.wish.name(),
            reason: reason.map(|reason| rules.policy.reason(reason).unwrap_or("other")),
            engine: env!("CARGO_PKG_VERSION"),
            set: &rules.hash,
        };
        self.write(&Line { at: now(), id: identifier(request.id.as_deref()), failure: None, decided: Some(decided), ms: milliseconds(took) })
    }

    /// Writes down that there was no verdict, by a word.
    pub fn failed(&self, failure: &str, took: Duration) -> io::Result<()> {
        self.write(&Line { at: now(), id: None, failure: Some(failure), decided: None, ms: milliseconds(took) })
    }

    /// The keyed hash of a text: the same text, the same hash, and nothing else to be learnt without the key.
    fn hash(&self, text: &str) -> u128 {
        let mut hasher = SipHasher24::new_with_key(&self.key);
        hasher.write(text.as_bytes());
        hasher.finish128().as_u128()
    }

    /// Appends a line in one write, so that those of other processes stay whole.
    fn write(&self, line: &Line<'_>) -> io::Result<()> {
        let mut bytes = serde_json::to_vec(line)?;
        bytes.push(b'\n');
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        let mut file = self.file()?;
        let known = file.metadata()?;
        if known.len() > 0 && known.len() + bytes.len() as u64 > self.max_bytes {
            self.put_aside(&known)?;
            file = self.file()?;
        }
        file.write_all(&bytes)
    }

    fn file(&self) -> io::Result<File> {
        open(OpenOptions::new().append(true).create(true), &self.path)
    }

    /// Gives the full file another name and removes the oldest of those, unless another process was faster. A process that still
    /// holds it writes to the file under its new name.
    fn put_aside(&self, full: &std::fs::Metadata) -> io::Result<()> {
        match std::fs::metadata(&self.path) {
            Ok(now) if is_same(full, &now) => {}
            Ok(_) => return Ok(()),
            Err(error) => return gone(Err(error)),
        }
        let stamp: String = now().chars().filter(char::is_ascii_alphanumeric).collect();
        gone(std::fs::rename(&self.path, beside(&self.path, &format!("{stamp}-{}", std::process::id()))))?;
        let folder = self.path.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
        let begin = self.path.file_name().unwrap_or_default().to_string_lossy().into_owned() + ".2";
        let aside = |path: &PathBuf| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(&begin));
        let mut old: Vec<PathBuf> = std::fs::read_dir(folder)?.filter_map(|entry| Some(entry.ok()?.path())).filter(aside).collect();
        old.sort();
        for path in old.iter().take(old.len().saturating_sub(self.keep)) {
            gone(std::fs::remove_file(path))?;
        }
        Ok(())
    }
}

/// No fault where another process was faster and the file is gone.
fn gone(result: io::Result<()>) -> io::Result<()> {
    result.or_else(|error| if error.kind() == io::ErrorKind::NotFound { Ok(()) } else { Err(error) })
}

/// A file beside another.
fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{end}"));
    path.with_file_name(name)
}

/// Opens a file that only its owner may read.
fn open(options: &mut OpenOptions, path: &Path) -> io::Result<File> {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options.open(path)
}

#[cfg(unix)]
fn is_same(one: &std::fs::Metadata, other: &std::fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    (one.dev(), one.ino()) == (other.dev(), other.ino())
}

#[cfg(not(unix))]
fn is_same(one: &std::fs::Metadata, other: &std::fs::Metadata) -> bool {
    one.len() == other.len()
}

/// The key in a file, made where there is none.
fn key(path: &Path) -> io::Result<[u8; 16]> {
    let text = match std::fs::read_to_string(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            make_key(path)?;
            std::fs::read_to_string(path)?
        }
        text => text?,
    };
    let wrong = || io::Error::new(io::ErrorKind::InvalidData, format!("{}: not a key of 32 hexadecimal digits", path.display()));
    let text = text.trim();
    let key = u128::from_str_radix(text, 16).ok().filter(|_| text.len() == 32).ok_or_else(wrong)?;
    Ok(key.to_le_bytes())
}

/// Writes a new key under another name and then gives it its own, so that no process ever reads half a key; the first one holds.
fn make_key(path: &Path) -> io::Result<()> {
    let half = || RandomState::new().hash_one(std::process::id());
    let draft = beside(path, &format!("{}-{:x}", std::process::id(), half()));
    let made = open(OpenOptions::new().write(true).create_new(true), &draft)
        .and_then(|mut file| file.write_all(format!("{:016x}{:016x}\n", half(), half()).as_bytes()))
        .and_then(|()| std::fs::hard_link(&draft, path));
    std::fs::remove_file(&draft)?;
    made.or_else(|error| if error.kind() == io::ErrorKind::AlreadyExists { Ok(()) } else { Err(error) })
}

/// An identifier, if it is one: a short word, and no sentence.
fn identifier(name: Option<&str>) -> Option<&str> {
    let is_word = |name: &&str| !name.is_empty() && name.chars().count() <= IDENTIFIER && !name.contains(|c: char| c.is_whitespace() || c.is_control());
    name.filter(is_word)
}

fn milliseconds(took: Duration) -> f64 {
    (took.as_secs_f64() * 100_000.0).round() / 100.0
}

/// The time, as RFC 3339 writes it, with milliseconds.
pub fn now() -> String {
    format!("{:.3}", jiff::Timestamp::now())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_no_identifiers() {
        for (name, expected) in [("T-17", true), ("شكاوى", true), ("my password is", false), ("", false), (&*"x".repeat(65), false), ("a\nb", false)] {
            assert_eq!(identifier(Some(name)).is_some(), expected, "{name}");
        }
    }
}
