//! `rifq score`: exports of conversations, judged reply by reply into a folder of rows and tables.

mod durable;
mod finish;
mod manifest;
mod segments;
mod table;
mod told;
mod work;

use super::args_score::ScoreArguments;
use super::{Outcome, selection};
use crate::batch::{Names, Shape, row};
use crate::linter::Linter;
use crate::read::Folders;
use crate::read::transcript::{Agents, Reading, files};
use crate::text::Language;
use anyhow::{Context, Result, bail};
use manifest::Manifest;
use segments::{Part, Segments};
use siphasher::sip128::{Hasher128 as _, SipHasher13};
use std::collections::BTreeMap;
use std::fs;
use std::hash::Hasher as _;
use std::path::{Path, PathBuf};

pub(super) fn run(arguments: &ScoreArguments) -> Result<Outcome> {
    let linter = selection::linter(&arguments.which, &arguments.inputs)?;
    let reading = reading(arguments);
    let inputs = inputs(arguments, &reading)?;
    let manifest = Manifest::new(&linter.rules().hash, told_arguments(arguments, &linter)?, &inputs);
    let path = arguments.out.join("manifest.json");
    let restarted = arguments.restart && restart(arguments)?;
    let earlier = Manifest::read(&path).with_context(|| format!("{}: cannot be read", path.display()))?;
    if let Some(earlier) = &earlier {
        let differences = manifest.differences(earlier);
        if !differences.is_empty() {
            bail!("{}: holds another run: {}; take another folder, or --restart", arguments.out.display(), differences.join("; "));
        }
    }
    fs::create_dir_all(&arguments.out).with_context(|| format!("{}: cannot be written", arguments.out.display()))?;
    if earlier.is_none() {
        if !restarted && holds_other_files(&arguments.out) {
            bail!("{}: is not empty and holds no run of rifq; take another folder", arguments.out.display());
        }
        put_manifest(&path, &manifest)?;
    }
    if !earlier.is_some_and(|earlier| earlier.complete) {
        let segments = score(arguments, (&linter, &reading), &inputs)?;
        let tables = finish::tables(&segments.files(Part::Sketches))?;
        finish::write(&arguments.out, &segments, &tables, linter.rules())?;
        put_manifest(&path, &Manifest { complete: true, ..manifest })?;
    }
    Segments::remove(&arguments.out.join("segments"))?;
    tell(arguments, &linter)
}

/// Tells what stands in the folder.
fn tell(arguments: &ScoreArguments, linter: &Linter) -> Result<Outcome> {
    let summary = finish::summary_of(&arguments.out)?;
    if !arguments.quiet {
        let tables = finish::tables(&[arguments.out.join(finish::SKETCHES)])?;
        let shape = Shape::new(linter.rules());
        print!("{}", table::table(&tables, &summary, &shape, (arguments.ui_lang.into(), &arguments.out)));
    }
    Ok(if summary.unreadable > 0 { Outcome::Findings } else { Outcome::Clean })
}

/// The first pass, as far as it is not done.
fn score(arguments: &ScoreArguments, (linter, reading): (&Linter, &Reading), inputs: &[PathBuf]) -> Result<Segments> {
    let mut segments = Segments::open(arguments.out.join("segments"))?;
    let style =
        row::Style { names: arguments.pseudonyms.as_deref().map(Names::pseudonyms).unwrap_or_default(), zone: reading.zone.clone(), redact: arguments.redact };
    let mut told = told::Told::new(!arguments.quiet);
    let work = work::Work { linter, reading, style: &style, reader: Language::English, strict: arguments.strict };
    let done = work.run(inputs, &mut segments, &mut told);
    told.end();
    done.map(|()| segments)
}

fn reading(arguments: &ScoreArguments) -> Reading {
    Reading {
        from: arguments.from,
        columns: arguments.columns.clone(),
        zone: arguments.timezone.clone(),
        channel: arguments.channel,
        agents: Agents(arguments.agent.clone()),
        scratch: Some(arguments.out.join("segments")),
        max_bytes: arguments.max_bytes,
        folders: Folders { exclude: arguments.exclude.clone(), beside: vec![arguments.out.clone()], ..Folders::default() },
    }
}

/// The files to read.
fn inputs(arguments: &ScoreArguments, reading: &Reading) -> Result<Vec<PathBuf>> {
    let inputs: Vec<PathBuf> = files(&arguments.inputs, &reading.folders).into_iter().collect::<Result<_, _>>()?;
    if inputs.is_empty() {
        bail!("there is nothing to read; an export that comes from standard input is written to a file first, so that the work can be gone on with");
    }
    Ok(inputs)
}

/// All arguments that change what is written.
fn told_arguments(arguments: &ScoreArguments, linter: &Linter) -> Result<BTreeMap<String, String>> {
    let hashed = |bytes: &[u8]| {
        let mut hasher = SipHasher13::new();
        hasher.write(bytes);
        format!("{:032x}", hasher.finish128().as_u128())
    };
    let rules = &arguments.which.rules;
    let first = arguments.inputs.first().map_or(Path::new("-"), |path| path.as_path());
    let configuration = selection::configuration(rules, first)?.map(fs::read).transpose().context("the configuration cannot be read")?;
    let told = [
        ("from", arguments.from.map_or("", |from| from.name()).to_owned()),
        ("columns", arguments.columns.words().to_owned()),
        ("agent", arguments.agent.join(",")),
        ("channel", arguments.channel.map_or("", |channel| channel.name()).to_owned()),
        ("timezone", arguments.timezone.name().to_owned()),
        ("max-bytes", arguments.max_bytes.to_string()),
        ("select", arguments.which.select.join(",")),
        ("ignore", arguments.which.ignore.join(",")),
        ("redact", arguments.redact.to_string()),
        ("pseudonyms", arguments.pseudonyms.as_deref().map(|secret| hashed(secret.as_bytes())).unwrap_or_default()),
        ("profile", rules.profile.clone().unwrap_or_default()),
        ("register", rules.register.clone().unwrap_or_default()),
        ("locale", rules.locale.clone().unwrap_or_default()),
        ("scorecard", linter.rules().scorecard().map_or("", |card| &card.name).to_owned()),
        ("config", configuration.as_deref().map(hashed).unwrap_or_default()),
    ];
    Ok(told.map(|(name, value)| (name.to_owned(), value)).into())
}

/// Whether a folder holds more than the beginning of a manifest, which a killed run leaves.
fn holds_other_files(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|mut entries| entries.any(|entry| entry.is_ok_and(|entry| entry.file_name() != "manifest.unfinished")))
}

/// Takes away what an earlier run left, and only that; tells whether there was one.
fn restart(arguments: &ScoreArguments) -> Result<bool> {
    let path = arguments.out.join("manifest.json");
    if Manifest::read(&path).is_ok_and(|manifest| manifest.is_none()) {
        return Ok(false);
    }
    Segments::remove(&arguments.out.join("segments"))?;
    fs::remove_file(&path).with_context(|| format!("{}: still stands there", path.display()))?;
    Ok(true)
}

fn put_manifest(path: &Path, manifest: &Manifest) -> Result<()> {
    let placed = durable::place(path, |file| {
        serde_json::to_writer_pretty(&mut *file, manifest)?;
        std::io::Write::write_all(file, b"\n")
    });
    placed.with_context(|| format!("{}: cannot be written", path.display()))
}
