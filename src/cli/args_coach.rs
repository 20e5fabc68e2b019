//! The arguments of `rifq coach`.

use super::args::UiLanguage;
use super::args_draft::RuleArguments;
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
#[command(after_help = NOTES)]
pub(super) struct CoachArguments {
    /// The folder that `rifq score` wrote
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
    /// Whose plan: a name as agents.csv has it
    #[arg(long, value_name = "ID")]
    pub agent: String,
    /// What is written: a file .md or .html, or - for Markdown on standard output [default: both, in the folder `coaching` of DIR]
    #[arg(short, long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// The language of the plan
    #[arg(long, value_enum, default_value_t = UiLanguage::En)]
    pub lang: UiLanguage,
    /// The file in which plans are kept, for the trend of the next one [default: plans.jsonl in the state folder of the account]
    #[arg(long, value_name = "FILE")]
    pub plans: Option<PathBuf>,
    #[command(flatten)]
    pub rules: RuleArguments,
}

const NOTES: &str = "\
Of a plan are kept days, counts and names of rules, without a word of what was written. A plan on the same days takes the place of the earlier \
one. RIFQ_STATE_DIR names the state folder; where it is empty, nothing is kept. docs/coaching.md tells what a plan shows.

Exit codes: 0 written, 2 something could not be read or written";
