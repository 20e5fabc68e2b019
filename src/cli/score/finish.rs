//! The second pass: what was counted is added up, and all files are put in their places.

use super::durable::{self, Beside};
use super::second::{Second, Sums};
use super::segments::{Part, Segments};
use super::triage::Triage;
use crate::batch::{By, Shape, correlations, flow_rates, flow_rules, groups, kpis, rates, row, rules};
use crate::rules::RuleSet;
use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{self, Write};
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
    /// Conversations in which something waits for an answer.
    #[serde(default)]
    pub open: u64,
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

/// Puts all files in their places.
pub(super) fn write(out: &Path, segments: &Segments, second: &Second<'_>, set: &RuleSet) -> Result<Summary> {
    let (shape, mut files) = (Shape::new(set), Beside::default());
    let mut put = |name: &str, write: &mut Fill<'_>| {
        let path = out.join(name);
        files.write(&path, write).with_context(|| told(&path))
    };
    for (name, part) in [("replies.jsonl", Part::Replies), ("errors.jsonl", Part::Errors)] {
        put(name, &mut |file| join(&segments.files(part), file))?;
    }
    let mut sums = Sums::default();
    let sketches = put(SKETCHES, &mut |file| {
        sums = second.sketches(segments, file)?;
        Ok(())
    })?;
    let mut triage = Triage::default();
    put("conversations.jsonl", &mut |file| second.conversations(segments, &sketches, (file, &mut triage)))?;
    for by in By::ALL {
        put(by.file(), &mut |file| file.write_all(groups(&sums.tables, by, &shape).as_bytes()))?;
    }
    let tables = [
        ("rates.csv", rates(&sums.tables, &shape)),
        ("rules.csv", rules(&sums.tables, set)),
        ("transcript_rates.csv", flow_rates(&sums.flows, &shape)),
        ("transcript_rules.csv", flow_rules(&sums.flows, set)),
        ("kpis.csv", kpis(&sums.flows)),
        ("correlations.csv", correlations(&sums.flows)),
        ("triage.csv", triage.csv()),
    ];
    for (name, text) in tables {
        put(name, &mut |file| file.write_all(text.as_bytes()))?;
    }
    let summary = summary(&sums, segments, (set, second.as_of));
    put("summary.json", &mut |file| {
        serde_json::to_writer_pretty(&mut *file, &summary)?;
        file.write_all(b"\n")
    })?;
    files.place().map_err(|(path, error)| anyhow::Error::new(error).context(told(&path)))?;
    durable::sync_folder(out).with_context(|| format!("{}: cannot be written", out.display()))?;
    Ok(summary)
}

/// What fills a file.
type Fill<'f> = dyn FnMut(&mut io::BufWriter<File>) -> io::Result<()> + 'f;

/// What is said where a file cannot be put in its place.
pub(super) fn told(path: &Path) -> String {
    format!("{}: cannot be written; the same command again goes on from here", path.display())
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

fn summary(sums: &Sums, segments: &Segments, (set, as_of): (&RuleSet, Option<i64>)) -> Summary {
    let (tables, all) = (&sums.tables, &sums.tables.all);
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
        open: sums.flows.all().map_or(0, |all| all.waiting),
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
        as_of: as_of.and_then(row::time),
    }
}
