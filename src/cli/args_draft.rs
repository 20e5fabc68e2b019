//! The arguments that commands on drafts share.

use super::args::DraftLanguage;
use crate::conversation::Channel;
use crate::read::{Format as InputFormat, Options, is_glob};
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use std::path::PathBuf;

/// Never seen: clap compares with the possible values first.
pub(super) const UNKNOWN: &str = "unknown word";

/// Reads the name of a channel.
pub(super) fn channels() -> impl TypedValueParser<Value = Channel> {
    PossibleValuesParser::new(Channel::ALL.map(Channel::name)).try_map(|word| Channel::parse(&word).ok_or(UNKNOWN))
}

/// What is known about the draft.
#[derive(Debug, Args)]
#[command(next_help_heading = "About the draft")]
pub(super) struct AboutArguments {
    /// Where the reply goes
    #[arg(long, value_parser = channels())]
    pub channel: Option<Channel>,
    /// The customer's message that the draft answers
    #[arg(long, value_name = "TEXT")]
    pub customer_message: Option<String>,
    /// A file with the customer's message
    #[arg(long, value_name = "FILE", conflicts_with = "customer_message")]
    pub customer_file: Option<PathBuf>,
    /// The customer's name
    #[arg(long, value_name = "NAME")]
    pub customer_name: Option<String>,
    /// The language of the draft
    #[arg(long, value_enum, default_value_t = DraftLanguage::Auto)]
    pub lang: DraftLanguage,
}

/// Which of the rules in force are used.
#[derive(Debug, Args)]
#[command(next_help_heading = "Rules")]
pub(super) struct SelectArguments {
    /// Rules or categories to use, all others off (repeatable, or separated by commas)
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub select: Vec<String>,
    /// Rules or categories not to use (repeatable, or separated by commas)
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub ignore: Vec<String>,
    #[command(flatten)]
    pub rules: RuleArguments,
}

/// How inputs are read.
#[derive(Debug, Args)]
#[command(next_help_heading = "Input")]
pub(super) struct InputArguments {
    /// The format of standard input, and of files whose extension says none
    #[arg(long, value_parser = PossibleValuesParser::new(InputFormat::ALL.map(InputFormat::name)).try_map(|word| InputFormat::parse(&word).ok_or(UNKNOWN)), value_name = "FORMAT")]
    pub input_format: Option<InputFormat>,
    /// What standard input is called; its extension tells the format
    #[arg(long, value_name = "NAME")]
    pub stdin_filename: Option<String>,
    /// The most bytes of one draft or record
    #[arg(long, value_name = "BYTES", default_value_t = Options::MAX_BYTES, value_parser = clap::value_parser!(u64).range(1..=1 << 30))]
    pub max_bytes: u64,
    /// What of folders is left out, written as in a .gitignore (repeatable)
    #[arg(long, value_name = "GLOB", value_parser = |word: &str| is_glob(word).map(|()| word.to_owned()))]
    pub exclude: Vec<String>,
    /// Read also what .gitignore and .ignore files leave out of folders
    #[arg(long)]
    pub no_ignore: bool,
}

/// Which rules are in force.
#[derive(Debug, Default, Args)]
pub(super) struct RuleArguments {
    /// The configuration file [default: the nearest rifq.toml up the tree]
    #[arg(long, value_name = "FILE", help_heading = "Rules")]
    pub config: Option<PathBuf>,
    /// Look for no configuration file
    #[arg(long, conflicts_with = "config", help_heading = "Rules")]
    pub no_config: bool,
    /// A profile in place of the configuration's: strict, technical, public-sector or one of your own
    #[arg(long, value_name = "NAME", help_heading = "Rules")]
    pub profile: Option<String>,
    /// How formal replies are: formal, neutral or friendly
    #[arg(long, value_name = "NAME", help_heading = "Rules")]
    pub register: Option<String>,
    /// The country that is served, by its code: sa, ae, eg, ma …
    #[arg(long, value_name = "CODE", help_heading = "Rules")]
    pub locale: Option<String>,
    /// How findings are made a score: default, percent, points or a scorecard of your own
    #[arg(long, value_name = "NAME", help_heading = "Rules")]
    pub scorecard: Option<String>,
}
