//! The arguments of `rifq import`.

use clap::{Args, Subcommand};
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub(super) enum ImportCommand {
    /// Make rule files of a style of Vale, and list what does not map
    Vale(ValeArguments),
}

#[derive(Debug, Args)]
#[command(after_help = VALE_NOTES)]
pub(super) struct ValeArguments {
    /// The folder of the style, with its .yml files
    #[arg(value_name = "STYLE_DIR")]
    pub style: PathBuf,
    /// The folder of rules to write into; files that are there stay as they are
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
}

const VALE_NOTES: &str = "\
existence and substitution become patterns where their expressions stand for a few phrases, and expressions otherwise; occurrence in a sentence becomes \
a measure or a metric; repetition a fact; conditional a pattern with unless_draft. What does not map is listed with its reason.

Exit codes: 0 rules were imported, 1 none could be, 2 something could not be read or written";
