//! The arguments of `rifq drill`.

use super::args::UiLanguage;
use super::args_draft::{RuleArguments, UNKNOWN, channels};
use crate::conversation::Channel;
use crate::text::Dialect;
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use std::path::PathBuf;

#[derive(Debug, Args)]
#[command(after_help = NOTES)]
pub(super) struct DrillArguments {
    /// The exercise of this name
    #[arg(long, value_name = "ID")]
    pub scenario: Option<String>,
    /// Exercises that train against the faults of a rule, such as time/vague
    #[arg(long, value_name = "RULE", conflicts_with = "scenario")]
    pub habit: Option<String>,
    /// The language of the exercises
    #[arg(long, value_enum, default_value_t = UiLanguage::En)]
    pub lang: UiLanguage,
    /// Exercises of this channel
    #[arg(long, value_parser = channels())]
    pub channel: Option<Channel>,
    /// Exercises in this dialect: msa, gulf, egyptian, levantine, maghrebi
    #[arg(long, value_name = "NAME", value_parser = dialects())]
    pub dialect: Option<Dialect>,
    /// Cases of your own: an export of conversations, as `rifq score` reads them
    #[arg(long, value_name = "FILE", conflicts_with_all = ["scenario", "habit", "dialect"])]
    pub from: Option<PathBuf>,
    /// Who answers for the company, where the export does not say it (repeatable)
    #[arg(long, value_name = "NAME", requires = "from")]
    pub agent: Vec<String>,
    /// List the exercises and end
    #[arg(long)]
    pub list: bool,
    /// Show what was practised so far and end
    #[arg(long, conflicts_with = "list")]
    pub progress: bool,
    /// The language of what rifq says [default: that of the exercises]
    #[arg(long, value_enum)]
    pub ui_lang: Option<UiLanguage>,
    #[command(flatten)]
    pub rules: RuleArguments,
}

fn dialects() -> impl TypedValueParser<Value = Dialect> {
    let all = [Dialect::Msa, Dialect::Gulf, Dialect::Egyptian, Dialect::Levantine, Dialect::Maghrebi];
    PossibleValuesParser::new(all.map(Dialect::name)).try_map(move |word| all.into_iter().find(|dialect| dialect.name() == word).ok_or(UNKNOWN))
}

const NOTES: &str = "\
Write as if to the customer; rifq tells the score, what is missing and one better sentence, and you try again. Exercises not tried yet come first, \
then those with the lowest score. Kept are the exercise, the score and names of rules, in one file of the state folder and without any text; \
RIFQ_STATE_DIR names the folder, and where it is empty nothing is kept.

Exit codes: 0 done, 2 something could not be read or run";
