//! `rifq sample`: a blind batch of scored replies for reviewers.

use super::args_calibrate::{SampleArguments, Stratum};
use super::{Outcome, selection};
use crate::calibration::{Batch, Strata};
use crate::report::period::rows::{ConversationRow, Lines, ReplyRow};
use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufReader, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};

pub(super) fn run(arguments: &SampleArguments) -> Result<Outcome> {
    let rules = selection::rules(&arguments.rules, &arguments.folder)?;
    let Some(scorecard) = rules.scorecard() else { bail!("the rules in force have no scorecard") };
    let batch = Batch { scorecard, seed: arguments.seed };
    let places: BTreeMap<usize, usize> = drawn(arguments)?.into_iter().enumerate().map(|(place, index)| (index, place)).collect();
    if places.is_empty() {
        bail!("{}: no reply has a score", arguments.folder.display());
    }
    let mut keys = vec![None; places.len()];
    let mut conversations = Lines::new(open(&arguments.folder, "conversations.jsonl")?, "conversations.jsonl");
    let mut replies = Lines::new(open(&arguments.folder, "replies.jsonl")?, "replies.jsonl");
    let mut index = 0;
    while let Some(conversation) = conversations.row::<ConversationRow>()? {
        for _ in 0..conversation.replies {
            let Some(reply) = replies.row::<ReplyRow>()? else { bail!("replies.jsonl: ends before conversations.jsonl does") };
            if let Some(&place) = places.get(&index) {
                keys[place] = Some(batch.key(&conversation, &reply));
            }
            index += 1;
        }
    }
    let key_path = key_path(&arguments.out);
    let (mut table, mut key_file) = (create(&arguments.out)?, create(&key_path)?);
    if arguments.bom {
        write!(table, "\u{feff}")?;
    }
    write!(table, "{}", batch.head(arguments.lang.into()))?;
    let count = keys.len();
    for key in keys.into_iter().flatten() {
        write!(table, "{}", batch.row(&key))?;
        serde_json::to_writer(&mut key_file, &key)?;
        writeln!(key_file)?;
    }
    table.flush()?;
    key_file.flush()?;
    println!("{count} replies written to {}; the key, which reviewers should not see, to {}", arguments.out.display(), key_path.display());
    Ok(Outcome::Clean)
}

/// The indices of the replies that are drawn, in the order of the batch.
fn drawn(arguments: &SampleArguments) -> Result<Vec<usize>> {
    let mut replies = Lines::new(open(&arguments.folder, "replies.jsonl")?, "replies.jsonl");
    let mut strata = Strata::new(arguments.seed);
    let mut index = 0;
    while let Some(reply) = replies.row::<ReplyRow>()? {
        if reply.score.is_some() {
            let of = |stratum: &Stratum| match stratum {
                Stratum::Agent => reply.agent.clone().unwrap_or_default(),
                Stratum::Channel => reply.channel.clone().unwrap_or_default(),
                Stratum::Language => reply.language.clone(),
                Stratum::Band => reply.band.clone().unwrap_or_default(),
            };
            let name = format!("{}/{}", reply.conversation, reply.turns.first().copied().unwrap_or_default());
            strata.add(arguments.by.iter().map(of).collect(), &name, index);
        }
        index += 1;
    }
    Ok(strata.draw(arguments.count as usize))
}

/// `batch.csv` has the key `batch.key.jsonl`.
fn key_path(table: &Path) -> PathBuf {
    table.with_extension("key.jsonl")
}

/// A new file: a table that somebody has filled in stays.
fn create(path: &Path) -> Result<BufWriter<File>> {
    match File::create_new(path) {
        Ok(file) => Ok(BufWriter::new(file)),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => bail!("{}: is there already and stays as it is; choose another name", path.display()),
        Err(error) => Err(error).with_context(|| format!("{}: cannot be written", path.display())),
    }
}

fn open(folder: &Path, name: &str) -> Result<BufReader<File>> {
    let path = folder.join(name);
    match File::open(&path) {
        Ok(file) => Ok(BufReader::with_capacity(1 << 18, file)),
        Err(error) => bail!("{}: {error}; `rifq score INPUT --out DIR` writes such a folder", path.display()),
    }
}
