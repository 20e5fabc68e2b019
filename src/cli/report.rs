//! `rifq report`: the page on what `rifq score` wrote.

use super::args_report::ReportArguments;
use super::{Outcome, selection};
use crate::report::period;
use anyhow::{Context, Result, bail};
use std::fs::{self, File};
use std::io::{BufReader, BufWriter, Write};
use std::path::Path;

pub(super) fn run(arguments: &ReportArguments) -> Result<Outcome> {
    let folder = &arguments.folder;
    let mut rules = selection::rules(&arguments.rules, folder)?;
    if arguments.rules.scorecard.is_none()
        && let Some(name) = scorecard(folder)
    {
        // A scorecard that is gone leaves the one in force.
        let _ = selection::choose_scorecard(&mut rules, &name);
    }
    // A folder of an older version has none of these tables.
    let rows = |name: &str| crate::read::table(&folder.join(name)).unwrap_or_default();
    let table = |name: &str| period::FlowTable::new(rows(name).into_iter().map(|(_, cells)| cells));
    let tables = period::FlowTables {
        kpis: table("kpis.csv"),
        correlations: table("correlations.csv"),
        rules: table("transcript_rules.csv"),
        triage: table("triage.csv"),
    };
    let input = (open(&folder.join("conversations.jsonl"))?, open(&folder.join("replies.jsonl"))?, &tables);
    let options = period::Options { language: arguments.lang.into(), most: arguments.conversations };
    let path = arguments.out.clone().unwrap_or_else(|| folder.join("report.html"));
    if path == Path::new("-") {
        let mut out = BufWriter::new(std::io::stdout().lock());
        period::write(&mut out, input, &rules, options)?;
        out.flush()?;
        return Ok(Outcome::Clean);
    }
    let beside = path.with_extension("unfinished");
    let mut out = BufWriter::new(File::create(&beside).with_context(|| format!("{}: cannot be written", beside.display()))?);
    let written = period::write(&mut out, input, &rules, options).and_then(|()| out.flush()).and_then(|()| fs::rename(&beside, &path));
    if let Err(error) = written {
        let _ = fs::remove_file(&beside);
        return Err(error).with_context(|| format!("{}: no report", folder.display()));
    }
    println!("written to {}", path.display());
    Ok(Outcome::Clean)
}

/// The scorecard with which the folder was scored.
pub(super) fn scorecard(folder: &Path) -> Option<String> {
    let summary: serde_json::Value = serde_json::from_slice(&fs::read(folder.join("summary.json")).ok()?).ok()?;
    Some(summary.get("scorecard")?.as_str()?.to_owned())
}

/// A file of the folder.
pub(super) fn open(path: &Path) -> Result<BufReader<File>> {
    match File::open(path) {
        Ok(file) => Ok(BufReader::with_capacity(1 << 18, file)),
        Err(error) => bail!("{}: {error}; `rifq score INPUT --out DIR` writes such a folder", path.display()),
    }
}
