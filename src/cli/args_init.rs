//! The arguments of `rifq init`.

use clap::Args;
use std::path::PathBuf;

const NOTES: &str = "\
What no flag says is asked on a terminal, and left open otherwise. A rifq.toml that is there is never changed.

Exit codes: 0 written, 2 there is one already, or it could not be written";

#[derive(Debug, Args)]
#[command(after_help = NOTES)]
pub(super) struct InitArguments {
    /// The folder that gets a rifq.toml
    #[arg(value_name = "FOLDER", default_value = ".")]
    pub folder: PathBuf,
    /// Where most replies go: email, chat, message, sms, social, review, forum or phone
    #[arg(long, value_name = "NAME")]
    pub channel: Option<String>,
    /// In which languages they are written: both, en or ar
    #[arg(long, value_name = "WORD")]
    pub language: Option<String>,
    /// How formal they are: formal, neutral or friendly
    #[arg(long, value_name = "NAME")]
    pub register: Option<String>,
    /// The country that is served, by its code: sa, ae, eg, ma …
    #[arg(long, value_name = "CODE")]
    pub locale: Option<String>,
    /// The profile to start from: strict, technical, public-sector
    #[arg(long, value_name = "NAME")]
    pub profile: Option<String>,
    /// Words of a sector that customers need not know: banking, ecommerce, software, telecom, travel (repeatable, or separated by commas)
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub sector: Vec<String>,
    /// The name of the brand
    #[arg(long, value_name = "NAME")]
    pub brand: Option<String>,
    /// Ask nothing
    #[arg(short, long)]
    pub yes: bool,
}
