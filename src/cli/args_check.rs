//! The arguments of `rifq check`.

use super::args::{EXIT_CODES, UiLanguage};
use super::args_draft::{AboutArguments, InputArguments, SelectArguments};
use crate::diagnostic::Severity;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
pub(super) struct CheckArguments {
    /// Drafts (.txt .md .html .eml), requests (.json .jsonl), folders of them, canned replies (.yaml .toml .csv .json), or - for standard input
    #[arg(value_name = "PATH", default_value = "-")]
    pub paths: Vec<PathBuf>,

    #[command(flatten)]
    pub about: AboutArguments,
    #[command(flatten)]
    pub which: SelectArguments,

    /// How findings are written
    #[arg(long, value_enum, default_value_t = Format::Pretty, help_heading = "Output")]
    pub format: Format,
    /// Write how often each rule found something instead, and in which share of drafts (pretty, concise or json)
    #[arg(long, help_heading = "Output")]
    pub statistics: bool,
    /// Write to this file, whole or not at all, instead of standard output
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    pub output: Option<PathBuf>,
    /// Write findings only: no scores, no summary, no warnings, no progress
    #[arg(short, long, help_heading = "Output")]
    pub quiet: bool,
    /// Leave out findings below this severity [default: info in json and jsonl, else hint]
    #[arg(long, value_enum, value_name = "SEVERITY", help_heading = "Output")]
    pub min_severity: Option<Level>,
    /// Exit with 1 when there is a finding of this severity or above, shown or not
    #[arg(long, value_enum, value_name = "SEVERITY", default_value_t = FailOn::Error, help_heading = "Output")]
    pub fail_on: FailOn,
    /// Leave out, and do not count, the findings that this file of `rifq baseline` knows
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    pub baseline: Option<PathBuf>,
    /// The language of messages [default: what a request says, else en]
    #[arg(long, value_enum, help_heading = "Output")]
    pub ui_lang: Option<UiLanguage>,
    /// Whether pretty output has colours
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = ColourChoice::Auto, help_heading = "Output")]
    pub color: ColourChoice,

    /// Check again whenever a draft or the configuration changes, until Ctrl-C
    #[arg(short, long, help_heading = "Output")]
    pub watch: bool,

    #[command(flatten)]
    pub input: InputArguments,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people
    Pretty,
    /// One line a finding: `file:line:column: severity[rule] message`
    Concise,
    /// One object, or an array of them
    Json,
    /// One object a line
    Jsonl,
    /// SARIF 2.1.0, for code scanning and editors
    Sarif,
    /// Annotations of GitHub workflows
    Github,
    /// Code quality of GitLab
    Gitlab,
    /// `JUnit` XML: a suite a draft, a failure for each finding at or above --fail-on
    Junit,
    /// One page for people, whole in itself
    Html,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Level {
    /// For coaching
    Info,
    /// Could be better
    Hint,
    /// Should be changed
    Warning,
    /// Must not be sent
    Error,
}

impl From<Level> for Severity {
    fn from(level: Level) -> Self {
        match level {
            Level::Info => Self::Info,
            Level::Hint => Self::Hint,
            Level::Warning => Self::Warning,
            Level::Error => Self::Error,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum FailOn {
    /// Any finding
    Info,
    /// Hint and above
    Hint,
    /// Warning and above
    Warning,
    /// Errors only
    Error,
    /// No finding
    Never,
}

impl FailOn {
    /// The least severity that fails; `None` for none.
    pub(super) const fn severity(self) -> Option<Severity> {
        match self {
            Self::Info => Some(Severity::Info),
            Self::Hint => Some(Severity::Hint),
            Self::Warning => Some(Severity::Warning),
            Self::Error => Some(Severity::Error),
            Self::Never => None,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ColourChoice {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}
