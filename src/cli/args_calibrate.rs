//! The arguments of `rifq sample` and `rifq calibrate`.

use super::args::UiLanguage;
use super::args_draft::RuleArguments;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, Args)]
#[command(after_help = SAMPLE_NOTES)]
pub(super) struct SampleArguments {
    /// The folder that `rifq score` wrote
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
    /// The table for reviewers; its key is written beside it, with the ending .key.jsonl
    #[arg(short, long, value_name = "FILE")]
    pub out: PathBuf,
    /// How many replies
    #[arg(long, value_name = "COUNT", default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub count: u32,
    /// What the draw depends on: the same number gives the same batch
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    pub seed: u64,
    /// What is to be represented by size, with one reply at least of each
    #[arg(long, value_name = "KEY", value_enum, value_delimiter = ',', default_values_t = [Stratum::Agent, Stratum::Channel, Stratum::Language])]
    pub by: Vec<Stratum>,
    /// Begin with a byte order mark, so that Excel reads Arabic
    #[arg(long)]
    pub bom: bool,
    /// The language of the names of categories
    #[arg(long, value_enum, default_value_t = UiLanguage::En)]
    pub lang: UiLanguage,
    #[command(flatten)]
    pub rules: RuleArguments,
}

/// What strata are made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Stratum {
    /// Who wrote the reply
    Agent,
    /// Where it went
    Channel,
    /// Its language
    Language,
    /// The band of its score
    Band,
}

#[derive(Debug, Args)]
#[command(after_help = CALIBRATE_NOTES)]
pub(super) struct CalibrateArguments {
    /// Tables that reviewers filled in, one each; the column `reviewer`, or else the name of the file, says whose it is
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// The key that `rifq sample` wrote
    #[arg(long, value_name = "FILE")]
    pub key: PathBuf,
    /// Write examples for rules of the disputes, as blocks to be put into rule files; - for standard output
    #[arg(long, value_name = "FILE")]
    pub examples: Option<PathBuf>,
    /// How figures are written
    #[arg(long, value_enum, default_value_t = CalibrateFormat::Pretty)]
    pub format: CalibrateFormat,
    /// The language of headings
    #[arg(long, value_enum, default_value_t = UiLanguage::En)]
    pub ui_lang: UiLanguage,
    #[command(flatten)]
    pub rules: RuleArguments,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum CalibrateFormat {
    /// For people
    Pretty,
    /// One object
    Json,
}

const SAMPLE_NOTES: &str = "\
The table tells nothing of agents, conversations and scores. Reviewers give each category and the whole 0 (rewrite), 1 (improve), 2 (good), 3 (ready) \
or n/a; in `rules` they may name rules they would have expected. docs/calibration.md tells how.

Exit codes: 0 written, 2 something could not be read or written";

const CALIBRATE_NOTES: &str = "\
Krippendorff's alpha (ordinal) among reviewers, Cohen's kappa (quadratic weights) between each two and with rifq. docs/calibration.md has the formulas \
and their sources.

Exit codes: 0 calibrated, 2 something could not be read or run";
