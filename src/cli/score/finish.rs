//! The second pass: what was counted is added up, and all files are put in their places.

use super::durable;
use super::segments::{Part, Segments};
use crate::batch::{By, Shape, Sketch, Tables, groups, rates, row, rules};
use crate::rules::RuleSet;
use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{self, BufReader, Read, Write};
use std::path::{Path, PathBuf};

/// What was counted, for a second look at the table.
pub(super) const SKETCHES: &str = "sketches.bin";

/// The whole in few figures: `summary.json`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Summary {
    /// The version of the files.
    pub layout: u32,
    pub rifq: String,
    pub rules: String,
    /// The scorecard in force.
    #[serde(default)]
    pub scorecard: Option<String>,
    pub records: u64,
    pub unreadable: u64,
    pub conversations: u64,
    pub answered: u64,
    pub waiting: u64,
    pub turns: u64,
    pub agent_turns: u64,
    pub replies: u64,
    pub scored: u64,
    pub score_mean: Option<f64>,
    pub score_median: Option<u8>,
    pub conversation_score_mean: Option<f64>,
    pub errors: u64,
    pub warnings: u64,
    pub hints: u64,
    pub infos: u64,
    pub first: Option<String>,
    pub last: Option<String>,
    pub as_of: Option<String>,
}

/// Adds up the sketches of these files.
pub(super) fn tables(sketches: &[PathBuf]) -> Result<Tables> {
    let mut tables = Tables::default();
    for path in sketches {
        each_sketch(path, |sketch| tables.add(&sketch)).with_context(|| format!("{}: cannot be read", path.display()))?;
    }
    Ok(tables)
}

fn each_sketch(path: &Path, mut use_it: impl FnMut(Sketch)) -> io::Result<()> {
    let mut file = BufReader::with_capacity(1 << 18, File::open(path)?);
    let (mut length, mut bytes) = ([0; 4], Vec::new());
    loop {
        match file.read_exact(&mut length) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(()),
            Err(error) => return Err(error),
        }
        bytes.resize(u32::from_le_bytes(length) as usize, 0);
        file.read_exact(&mut bytes)?;
        use_it(postcard::from_bytes(&bytes).map_err(io::Error::other)?);
    }
}

/// Puts all files in their places.
pub(super) fn write(out: &Path, segments: &Segments, tables: &Tables, set: &RuleSet) -> Result<Summary> {
    let shape = Shape::new(set);
    for (name, part) in
        [("replies.jsonl", Part::Replies), ("conversations.jsonl", Part::Conversations), ("errors.jsonl", Part::Errors), (SKETCHES, Part::Sketches)]
    {
        put(out, name, |file| join(&segments.files(part), file))?;
    }
    for by in By::ALL {
        put(out, by.file(), |file| file.write_all(groups(tables, by, &shape).as_bytes()))?;
    }
    put(out, "rates.csv", |file| file.write_all(rates(tables, &shape).as_bytes()))?;
    put(out, "rules.csv", |file| file.write_all(rules(tables, set).as_bytes()))?;
    let summary = summary(tables, segments, set);
    put(out, "summary.json", |file| {
        serde_json::to_writer_pretty(&mut *file, &summary)?;
        file.write_all(b"\n")
    })?;
    durable::sync_folder(out).with_context(|| format!("{}: cannot be written", out.display()))?;
    Ok(summary)
}

fn put(out: &Path, name: &str, write: impl FnOnce(&mut io::BufWriter<File>) -> io::Result<()>) -> Result<()> {
    let path = out.join(name);
    durable::place(&path, write).with_context(|| format!("{}: cannot be written; the same command again goes on from here", path.display()))
}

fn join(files: &[PathBuf], out: &mut impl Write) -> io::Result<()> {
    files.iter().try_for_each(|path| io::copy(&mut File::open(path)?, out).map(|_| ()))
}

/// The summary that stands in a folder.
pub(super) fn summary_of(out: &Path) -> Result<Summary> {
    let path = out.join("summary.json");
    let read = || -> io::Result<Summary> { Ok(serde_json::from_slice(&std::fs::read(&path)?)?) };
    read().with_context(|| format!("{}: cannot be read", path.display()))
}

fn summary(tables: &Tables, segments: &Segments, set: &RuleSet) -> Summary {
    let all = &tables.all;
    let [infos, hints, warnings, errors] = all.severities;
    let hundredths = |value: Option<u64>| value.map(|value| f64::from(u32::try_from(value).unwrap_or(u32::MAX)) / 100.0);
    let (sum, scored) = tables.scores;
    Summary {
        layout: 1,
        rifq: env!("CARGO_PKG_VERSION").to_owned(),
        rules: set.hash.clone(),
        scorecard: set.scorecard().map(|card| card.name.clone()),
        records: segments.place.records,
        unreadable: segments.place.bad,
        conversations: tables.conversations,
        answered: tables.answered,
        waiting: tables.waiting,
        turns: tables.turns,
        agent_turns: all.turns,
        replies: all.replies,
        scored: all.scored,
        score_mean: hundredths(all.mean()),
        score_median: all.median(),
        conversation_score_mean: hundredths((scored > 0).then(|| (200 * sum + scored) / (2 * scored))),
        errors,
        warnings,
        hints,
        infos,
        first: tables.span.and_then(|(first, _)| row::time(first)),
        last: tables.span.and_then(|(_, last)| row::time(last)),
        as_of: tables.span.and_then(|(_, last)| row::time(last)),
    }
}
