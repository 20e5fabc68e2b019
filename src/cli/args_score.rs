//! The arguments of `rifq score`.

use super::args::UiLanguage;
use super::args_draft::{SelectArguments, UNKNOWN, channels};
use crate::conversation::Channel;
use crate::read::Options;
use crate::read::transcript::{Columns, Kind, Zone};
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use std::path::PathBuf;

#[derive(Debug, Args)]
#[command(after_help = NOTES)]
#[expect(clippy::struct_excessive_bools, reason = "switches of the command line, each by itself")]
pub(super) struct ScoreArguments {
    /// Exports of conversations, or folders of them; .gz and .zst are read as they are
    #[arg(value_name = "INPUT", required = true)]
    pub inputs: Vec<PathBuf>,
    /// The folder for what is written; the same command again goes on where an interrupted one stopped
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// Begin anew, whatever the folder holds of an earlier run
    #[arg(long)]
    pub restart: bool,

    /// The format of the inputs [default: guessed for each]
    #[arg(long, value_name = "FORMAT", help_heading = "Input", value_parser = PossibleValuesParser::new(Kind::ALL.map(Kind::name)).try_map(|word| Kind::parse(&word).ok_or(UNKNOWN)))]
    pub from: Option<Kind>,
    /// What the columns of tables hold: text=Message,agent=Owner, or a value for all rows: role==agent
    #[arg(long, value_name = "MAP", help_heading = "Input", value_parser = Columns::parse, default_value = "", hide_default_value = true)]
    pub columns: Columns,
    /// Who answers for the company, where the export does not say it (repeatable): a name, a number, an address; `*` stands for anything
    #[arg(long, value_name = "NAME", help_heading = "Input")]
    pub agent: Vec<String>,
    /// The channel of conversations that name none
    #[arg(long, value_parser = channels(), help_heading = "Input")]
    pub channel: Option<Channel>,
    /// The time zone of times without one, and of weeks: Asia/Riyadh
    #[arg(long, value_name = "ZONE", default_value = "UTC", help_heading = "Input", value_parser = zone)]
    pub timezone: Zone,
    /// Where the data end: what waits is counted until then [default: the latest time in them]
    #[arg(long, value_name = "TIME", help_heading = "Input")]
    pub as_of: Option<String>,
    /// Stop at the first record that cannot be read
    #[arg(long, help_heading = "Input")]
    pub strict: bool,
    /// The most bytes of one record
    #[arg(long, value_name = "BYTES", default_value_t = Options::MAX_BYTES, value_parser = clap::value_parser!(u64).range(1..=1 << 30), help_heading = "Input")]
    pub max_bytes: u64,
    /// What of folders is left out, written as in a .gitignore (repeatable)
    #[arg(long, value_name = "GLOB", value_parser = |word: &str| crate::read::is_glob(word).map(|()| word.to_owned()), help_heading = "Input")]
    pub exclude: Vec<String>,

    #[command(flatten)]
    pub which: SelectArguments,

    /// Write pseudonyms for agents and customers, made with this secret
    #[arg(long, value_name = "SECRET", help_heading = "Output")]
    pub pseudonyms: Option<String>,
    /// Mask personal data in all texts that are written: addresses, handles, long numbers, references, names of those who take part
    #[arg(long, help_heading = "Output")]
    pub redact: bool,
    /// Write all files as Parquet too (where rifq is built with it)
    #[arg(long, help_heading = "Output")]
    pub parquet: bool,
    /// The language of the table
    #[arg(long, value_enum, default_value_t = UiLanguage::En, help_heading = "Output")]
    pub ui_lang: UiLanguage,
    /// Write no table and no progress
    #[arg(short, long, help_heading = "Output")]
    pub quiet: bool,
}

const NOTES: &str = "\
docs/batch.md tells which files are written and what they hold.

Exit codes: 0 scored, 1 scored but some records could not be read, 2 could not run or not to the end";

pub(super) fn zone(name: &str) -> Result<Zone, String> {
    Zone::named(name).ok_or_else(|| format!("there is no time zone `{name}`; write it as in Asia/Riyadh or UTC"))
}
