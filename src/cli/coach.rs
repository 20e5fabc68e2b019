//! `rifq coach`: the coaching plan of one agent, from what `rifq score` wrote.

use super::args_coach::CoachArguments;
use super::output::Output;
use super::{Outcome, places, selection};
use crate::catalogue::replace;
use crate::linter::Linter;
use crate::report::period::coaching::{self, Basis, Kept, Plan};
use crate::text::distance::nearest;
use anyhow::{Context, Result, bail};
use siphasher::sip::SipHasher13;
use std::fs::{self, File};
use std::hash::Hasher as _;
use std::io::{BufReader, ErrorKind};
use std::path::{Path, PathBuf};

/// The name of the file within a state folder.
const FILE: &str = "plans.jsonl";

pub(super) fn run(arguments: &CoachArguments) -> Result<Outcome> {
    let folder = &arguments.folder;
    let linter = Linter::new(selection::rules(&arguments.rules, folder)?);
    let masked = is_masked(folder)?;
    let input = (open(&folder.join("conversations.jsonl"))?, open(&folder.join("replies.jsonl"))?);
    let coached = coaching::gather(input, &arguments.agent, linter.rules()).with_context(|| format!("{}: no plan", folder.display()))?;
    if !coached.agents.contains(&arguments.agent) {
        let known = nearest(&arguments.agent, coached.agents.iter().map(String::as_str));
        let instead = known.map_or_else(|| "agents.csv in the folder has their names".to_owned(), |known| format!("did you mean `{known}`?"));
        bail!("{}: no reply is by `{}`; {instead}", folder.display(), arguments.agent);
    }
    let file = arguments.plans.clone().or_else(|| places::state().map(|folder| folder.join(FILE)));
    let kept = file.as_deref().map(kept).transpose()?.unwrap_or_default();
    let last = coached.days.as_ref().and_then(|(_, until)| coaching::latest(&kept, &arguments.agent, until)).cloned();
    let basis = Basis { linter: &linter, language: arguments.lang.into(), masked, last: last.as_ref() };
    let (plan, to_keep) = coaching::plan(&arguments.agent, coached, basis);
    if masked {
        eprintln!("rifq: names and numbers are masked in {}; for whole sentences, score the inputs again without --redact", folder.display());
    }
    write(arguments, &plan)?;
    if let (Some(file), Some(plan)) = (file, to_keep) {
        keep(&file, kept, plan)?;
    }
    Ok(Outcome::Clean)
}

/// Writes the plan where it is wanted.
fn write(arguments: &CoachArguments, plan: &Plan) -> Result<()> {
    let one = |path: Option<&Path>, html: bool| -> Result<()> {
        let mut out = Output::open(path)?;
        if html { coaching::html(&mut out, plan) } else { coaching::markdown(&mut out, plan) }?;
        out.finish()
    };
    match arguments.out.as_deref() {
        Some(path) if path == Path::new("-") => one(None, false),
        Some(path) => match path.extension().and_then(|extension| extension.to_str()) {
            Some("html" | "htm") => one(Some(path), true),
            Some("md" | "markdown") => one(Some(path), false),
            _ => bail!("{}: name a file that ends in .md or .html", path.display()),
        },
        None => {
            let folder = arguments.folder.join("coaching");
            fs::create_dir_all(&folder).with_context(|| format!("{}: cannot be written", folder.display()))?;
            for (extension, html) in [("md", false), ("html", true)] {
                let path = folder.join(format!("{}.{extension}", file_name(&plan.agent)));
                one(Some(&path), html)?;
                println!("written to {}", path.display());
            }
            Ok(())
        }
    }
}

/// The agent's name as a file may be called; where something had to be left out, with a hash, so that two agents have two files.
fn file_name(agent: &str) -> String {
    let plain: String = agent.chars().map(|c| if c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '@') { c } else { '-' }).take(60).collect();
    if plain == agent && !plain.starts_with('.') {
        return plain;
    }
    let mut hasher = SipHasher13::new();
    hasher.write(agent.as_bytes());
    format!("{}-{:08x}", plain.trim_start_matches('.'), hasher.finish() >> 32)
}

/// Whether personal data is masked in the folder.
fn is_masked(folder: &Path) -> Result<bool> {
    let path = folder.join("manifest.json");
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(error).with_context(|| format!("{}: cannot be read", path.display())),
    };
    let manifest: serde_json::Value = serde_json::from_str(&text).with_context(|| format!("{}: cannot be read", path.display()))?;
    Ok(manifest["arguments"]["redact"] == "true")
}

fn kept(file: &Path) -> Result<Vec<Kept>> {
    match fs::read_to_string(file) {
        Ok(text) => Ok(coaching::parse(&text)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(error).with_context(|| format!("{}: cannot be read", file.display())),
    }
}

/// Keeps a plan; one on the same days goes.
fn keep(file: &Path, mut kept: Vec<Kept>, plan: Kept) -> Result<()> {
    kept.retain(|known| !known.is_same_period(&plan));
    kept.push(plan);
    let cannot = || format!("{}: the plan cannot be kept there", file.display());
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).with_context(cannot)?;
    }
    replace(file, &kept.iter().map(Kept::line).collect::<String>()).with_context(cannot)
}

/// A file of the folder.
fn open(path: &PathBuf) -> Result<BufReader<File>> {
    match File::open(path) {
        Ok(file) => Ok(BufReader::with_capacity(1 << 18, file)),
        Err(error) => bail!("{}: {error}; `rifq score INPUT --out DIR` writes such a folder", path.display()),
    }
}
