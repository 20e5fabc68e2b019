//! `rifq baseline`: writes down what is found today, so that `check --baseline` shows only what is new.

use super::args_baseline::BaselineArguments;
use super::known::{self, Known};
use super::{Outcome, batch, selection};
use crate::baseline::Baseline;
use crate::catalogue::replace;
use crate::linter::Review;
use crate::read::Record;
use crate::rules::RuleSet;
use anyhow::{Context, Result, bail};
use rayon::prelude::*;
use std::hash::{BuildHasher, RandomState};
use std::path::Path;

pub(super) fn run(arguments: &BaselineArguments) -> Result<Outcome> {
    let linter = selection::linter(&arguments.which, &arguments.paths)?;
    let scopes = selection::scopes(&arguments.which.rules, &arguments.paths, linter.rules())?;
    let known = Known::new(&arguments.about, arguments.input.max_bytes, scopes)?;
    let path = arguments.output.as_path();
    // A file written again keeps its key: what did not change stays word for word.
    let mut baseline = if path.is_file() { read(path, linter.rules())?.emptied() } else { Baseline::new(key()) };
    let mut records = known::records_beside(&arguments.paths, &arguments.input, [path]);
    let (mut drafts, mut findings, mut unreadable) = (0_usize, 0_usize, 0_usize);
    while let Some((read, unread)) = batch::readable(&mut records) {
        unreadable += unread;
        let review = |mut record: Record| {
            known.add_to(&mut record);
            let review = linter.review(&record.conversation, record.ui_language.unwrap_or_default());
            let hashes = baseline.hashes(&record.conversation, &review.diagnostics);
            (review, hashes)
        };
        let done: Vec<(Review, Vec<u128>)> = read.into_par_iter().map(review).collect();
        for (review, hashes) in done {
            drafts += 1;
            findings += hashes.len();
            for (diagnostic, hash) in review.diagnostics.iter().zip(hashes) {
                baseline.add(&diagnostic.rule, hash);
            }
        }
    }
    replace(path, &baseline.to_json()).with_context(|| format!("{}", path.display()))?;
    let plural = |count: usize| if count == 1 { "" } else { "s" };
    eprintln!("{findings} finding{} in {drafts} draft{} written to {}", plural(findings), plural(drafts), path.display());
    Ok(if unreadable > 0 { Outcome::Unreadable } else { Outcome::Clean })
}

/// Reads a baseline.
pub(super) fn read(path: &Path, rules: &RuleSet) -> Result<Baseline> {
    if path.is_dir() {
        bail!("{}:1:1: is a folder, not a file", path.display());
    }
    let text = std::fs::read_to_string(path).with_context(|| format!("{}:1:1: cannot be read", path.display()))?;
    Baseline::parse(&text, rules).map_err(|error| anyhow::anyhow!("{}:{error}", path.display()))
}

/// A key that nobody else has.
fn key() -> u128 {
    let half = || u128::from(RandomState::new().hash_one(std::process::id()));
    half() << 64 | half()
}
