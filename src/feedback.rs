//! What became of findings, counted by rule and kept in one file: how often each was shown, dismissed or accepted. No text and no time is kept.
//!
//! The file has a line an event, a rule and a word. A line is written in one go at the end of the file, so that several programs may write to
//! it at once; a line that nobody understands counts for nothing.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, ErrorKind, Write};
use std::path::Path;

/// The name of the file within a state folder.
pub const FILE: &str = "feedback.log";

/// What became of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// Somebody saw it.
    Shown,
    /// Somebody took its rewrite.
    Accepted,
    /// Somebody said that it is wrong here.
    Dismissed,
}

impl Event {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Shown, Self::Accepted, Self::Dismissed];

    /// The word for it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Shown => "shown",
            Self::Accepted => "accepted",
            Self::Dismissed => "dismissed",
        }
    }

    /// The event of this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|event| event.name() == name)
    }
}

/// How often each thing became of a rule's findings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Seen.
    pub shown: u64,
    /// Their rewrite taken.
    pub accepted: u64,
    /// Called wrong.
    pub dismissed: u64,
}

/// Adds an event, or several of one kind, to the file, which is made where it is not there yet. The name of a rule has no blanks.
pub fn record(file: &Path, rule: &str, event: Event, times: u64) -> io::Result<()> {
    if rule.is_empty() || rule.contains(char::is_whitespace) {
        return Err(io::Error::new(ErrorKind::InvalidInput, "this is no name of a rule"));
    }
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    let line = format!("{rule} {} {times}\n", event.name());
    // One write to a file opened for appending: no other line comes between.
    File::options().create(true).append(true).open(file)?.write_all(line.as_bytes())
}

/// The counts of all rules; empty where nothing was recorded.
pub fn read(file: &Path) -> io::Result<BTreeMap<String, Counts>> {
    let mut rules: BTreeMap<String, Counts> = BTreeMap::new();
    let reader = match File::open(file) {
        Ok(file) => BufReader::new(file),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(rules),
        Err(error) => return Err(error),
    };
    for line in reader.split(b'\n') {
        let line = line?;
        let Some((rule, event, times)) = std::str::from_utf8(&line).ok().and_then(event_of) else { continue };
        let counts = rules.entry(rule.to_owned()).or_default();
        let count = match event {
            Event::Shown => &mut counts.shown,
            Event::Accepted => &mut counts.accepted,
            Event::Dismissed => &mut counts.dismissed,
        };
        *count = count.saturating_add(times);
    }
    Ok(rules)
}

fn event_of(line: &str) -> Option<(&str, Event, u64)> {
    let mut words = line.split(' ');
    let (rule, event, times) = (words.next()?, words.next()?, words.next()?);
    (!rule.is_empty() && words.next().is_none()).then_some((rule, Event::parse(event)?, times.trim_end().parse().ok()?))
}
