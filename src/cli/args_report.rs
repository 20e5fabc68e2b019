//! The arguments of `rifq report`.

use super::args::UiLanguage;
use super::args_draft::RuleArguments;
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
#[command(
    after_help = "The page is whole in itself and loads nothing. docs/report.md tells what it shows.\n\nExit codes: 0 written, 2 something could not be read or written"
)]
pub(super) struct ReportArguments {
    /// The folder that `rifq score` wrote
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
    /// The page that is written [default: report.html in the folder]; - for standard output
    #[arg(short, long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// The language of the page
    #[arg(long, value_enum, default_value_t = UiLanguage::En)]
    pub lang: UiLanguage,
    /// The most conversations in the list at its end, those with the lowest scores
    #[arg(long, value_name = "COUNT", default_value_t = 10_000)]
    pub conversations: usize,
    #[command(flatten)]
    pub rules: RuleArguments,
}
