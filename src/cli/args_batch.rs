//! The arguments of `rifq targets` and `rifq compare`.

use super::args::UiLanguage;
use super::args_draft::RuleArguments;
use super::args_score::zone;
use crate::read::transcript::Zone;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, Args)]
#[command(
    after_help = "docs/batch.md tells which targets there are.\n\nExit codes: 0 all are met, 1 one is missed or not known, 2 something could not be read"
)]
pub(super) struct TargetsArguments {
    /// The file of targets, TOML
    #[arg(value_name = "FILE")]
    pub targets: PathBuf,
    /// The folder that `rifq score` wrote
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
    /// The time zone of weeks
    #[arg(long, value_name = "ZONE", default_value = "UTC", value_parser = zone)]
    pub timezone: Zone,
    /// The language of the table
    #[arg(long, value_enum, default_value_t = UiLanguage::En)]
    pub ui_lang: UiLanguage,
    #[command(flatten)]
    pub rules: RuleArguments,
}

/// How a comparison is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum CompareFormat {
    /// For people.
    Pretty,
    /// For programs.
    Json,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Intervals hold the difference with 95 % certainty (percentile bootstrap over conversations). docs/batch.md tells how it is reckoned.\n\nExit codes: 0 compared, 2 something could not be read"
)]
pub(super) struct CompareArguments {
    /// The folder that `rifq score` wrote first: an earlier month, or other rules
    #[arg(value_name = "A")]
    pub first: PathBuf,
    /// The folder it is compared with
    #[arg(value_name = "B")]
    pub second: PathBuf,
    /// How it is written
    #[arg(long, value_enum, default_value_t = CompareFormat::Pretty)]
    pub format: CompareFormat,
    /// The most conversations that are listed
    #[arg(long, value_name = "COUNT", default_value_t = 20)]
    pub conversations: usize,
    /// The language of the table
    #[arg(long, value_enum, default_value_t = UiLanguage::En)]
    pub ui_lang: UiLanguage,
}
