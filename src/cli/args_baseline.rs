//! The arguments of `rifq baseline`.

use super::args_draft::{AboutArguments, InputArguments, SelectArguments};
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
#[command(after_help = NOTES)]
pub(super) struct BaselineArguments {
    /// What `rifq check` is given as well: drafts, requests, folders of them, or - for standard input
    #[arg(value_name = "PATH", default_value = "-")]
    pub paths: Vec<PathBuf>,
    /// The file to write
    #[arg(short, long, value_name = "FILE", default_value = "rifq-baseline.json")]
    pub output: PathBuf,

    #[command(flatten)]
    pub about: AboutArguments,
    #[command(flatten)]
    pub which: SelectArguments,
    #[command(flatten)]
    pub input: InputArguments,
}

const NOTES: &str = "\
The file holds rules, counts and keyed hashes, and nothing of what was written. A finding is known again by its rule, its words and their \
sentence, wherever they stand.

Exit codes: 0 written, 2 something could not be read or written";
