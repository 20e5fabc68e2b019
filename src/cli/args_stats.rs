//! The arguments of `rifq stats`.

use super::args_draft::{RuleArguments, UNKNOWN};
use super::args_rules::ListFormat;
use crate::feedback::Event;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};

#[derive(Debug, Subcommand)]
pub(super) enum StatsCommand {
    /// Count that a finding was shown or dismissed, or its rewrite accepted
    Record(RecordArguments),
    /// Show by rule how often findings were shown, accepted and dismissed
    Rules(CountArguments),
}

#[derive(Debug, Args)]
#[command(after_help = STATS_NOTES)]
pub(super) struct RecordArguments {
    /// The rule of the finding
    #[arg(long, value_name = "RULE")]
    pub rule: String,
    /// What became of it
    #[arg(long, value_parser = PossibleValuesParser::new(Event::ALL.map(Event::name)).try_map(|word| Event::parse(&word).ok_or(UNKNOWN)))]
    pub event: Event,
    /// How often
    #[arg(long, value_name = "COUNT", default_value_t = 1, value_parser = clap::value_parser!(u64).range(1..=1_000_000))]
    pub times: u64,
    #[command(flatten)]
    pub rules: RuleArguments,
}

#[derive(Debug, Args)]
#[command(after_help = STATS_NOTES)]
pub(super) struct CountArguments {
    /// How the counts are written
    #[arg(long, value_enum, default_value_t = ListFormat::Text)]
    pub format: ListFormat,
    #[command(flatten)]
    pub rules: RuleArguments,
}

const STATS_NOTES: &str = "\
Counts stay on this machine, in one file without any text: a line an event, with the rule and a word. Nothing is counted before somebody, or an editor, \
records something. The file stands in the state folder of the account; RIFQ_STATE_DIR or `feedback` in rifq.toml names another one, and an empty \
variable or `feedback = false` switches counting off.";
