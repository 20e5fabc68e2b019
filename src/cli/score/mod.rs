//! `rifq score`: exports of conversations, judged reply by reply into a folder of rows and tables.

mod durable;
mod finish;
mod manifest;
#[cfg(feature = "parquet")]
mod parquet;
mod second;
mod segments;
mod table;
mod told;
mod triage;
mod work;

use super::args_score::ScoreArguments;
use super::{Outcome, selection};
use crate::batch::{Clock, Courses, Names, Shape, row};
use crate::linter::Linter;
use crate::read::Folders;
use crate::read::transcript::{Agents, Reading, Zone, files};
use crate::rules::RuleSet;
use crate::text::Language;
use anyhow::{Context, Result, bail};
use manifest::Manifest;
use segments::Segments;
use siphasher::sip128::{Hasher128 as _, SipHasher13};
use std::collections::BTreeMap;
use std::fs;
use std::hash::Hasher as _;
use std::path::{Path, PathBuf};

pub(super) fn run(arguments: &ScoreArguments) -> Result<Outcome> {
    #[cfg(not(feature = "parquet"))]
    if arguments.parquet {
        bail!("--parquet: built without Parquet: cargo build --features parquet");
    }
    let (linter, as_of) = (selection::linter(&arguments.which, &arguments.inputs)?, as_of(arguments)?);
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
    let complete = earlier.is_some_and(|earlier| earlier.complete);
    if !complete {
        let clock = Clock::new(linter.rules(), &reading.zone);
        let courses = Courses::new(&linter, &clock);
        let segments = score(arguments, (&courses, &reading), &inputs)?;
        let scratch = arguments.out.join("segments").join("second");
        let second = second::Second::new(&segments, (&courses, &reading.zone), as_of, &scratch)?;
        finish::write(&arguments.out, &segments, &second, linter.rules())?;
        #[cfg(feature = "parquet")]
        if arguments.parquet {
            parquet::write(&arguments.out)?;
        }
        put_manifest(&path, &Manifest { complete: true, ..manifest })?;
    }
    // What is asked for later is made of the files that stand there.
    #[cfg(feature = "parquet")]
    if complete && arguments.parquet && !parquet::is_written(&arguments.out) {
        parquet::write(&arguments.out)?;
    }
    Segments::remove(&arguments.out.join("segments"))?;
    tell(arguments, &linter)
}

/// What was added up in a folder; its scorecard is put in force, and other rules than its own are refused.
pub(super) fn scored(folder: &Path, rules: &mut RuleSet, zone: &Zone) -> Result<second::Sums> {
    let summary = finish::summary_of(folder)?;
    if summary.rules != rules.hash {
        bail!("{}: was scored with other rules; name their configuration with --config", folder.display());
    }
    if let Some(name) = &summary.scorecard {
        selection::choose_scorecard(rules, name)?;
    }
    second::Sums::of(&folder.join(finish::SKETCHES), zone)
}

/// Tells what stands in the folder.
fn tell(arguments: &ScoreArguments, linter: &Linter) -> Result<Outcome> {
    let summary = finish::summary_of(&arguments.out)?;
    if !arguments.quiet {
        let sums = second::Sums::of(&arguments.out.join(finish::SKETCHES), &arguments.timezone)?;
        let shape = Shape::new(linter.rules());
        let reader = arguments.ui_lang.into();
        print!("{}{}", table::table(&sums.tables, &summary, &shape, reader), table::flows(&sums.flows, &shape, (reader, &arguments.out)));
    }
    Ok(if summary.unreadable > 0 { Outcome::Findings } else { Outcome::Clean })
}

/// The first pass, as far as it is not done.
fn score(arguments: &ScoreArguments, (courses, reading): (&Courses<'_>, &Reading), inputs: &[PathBuf]) -> Result<Segments> {
    let mut segments = Segments::open(arguments.out.join("segments"))?;
    let style =
        row::Style { names: arguments.pseudonyms.as_deref().map(Names::pseudonyms).unwrap_or_default(), zone: reading.zone.clone(), redact: arguments.redact };
    let mut told = told::Told::new(!arguments.quiet);
    let work = work::Work { linter: courses.linter(), courses, reading, style: &style, reader: Language::English, strict: arguments.strict };
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

/// Where the data are said to end.
fn as_of(arguments: &ScoreArguments) -> Result<Option<i64>> {
    let Some(text) = &arguments.as_of else { return Ok(None) };
    let Some(at) = arguments.timezone.parse(text) else { bail!("--as-of: `{text}` is no time; write it as 2026-01-31T18:00:00Z or 2026-01-31 18:00") };
    Ok(Some(at))
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
        ("as-of", arguments.as_of.clone().unwrap_or_default()),
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
