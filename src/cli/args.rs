//! The arguments, as clap reads them.

use crate::conversation::Channel;
use crate::diagnostic::Severity;
use crate::eval::By;
use crate::read::{Format as InputFormat, Options};
use crate::text::Language;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Reads drafts of customer-support replies the way a good QA lead would, in Arabic and English.
#[derive(Debug, Parser)]
#[command(name = "rifq", version, about, arg_required_else_help = true, disable_help_subcommand = true, after_help = EXIT_CODES)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub command: Command,
}

/// Never seen: clap compares with the possible values first.
const UNKNOWN: &str = "unknown word";

const EXIT_CODES: &str = "Exit codes: 0 clean, 1 findings at or above --fail-on, 2 something could not be read or run";

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Check drafts: files, folders, requests or standard input
    Check(Box<CheckArguments>),
    /// Measure how much rifq finds in labelled drafts
    Eval(EvalArguments),
    /// Explain a rule: what it finds, why it matters, examples and better sentences
    Explain(ExplainArguments),
    /// List or test rules
    #[command(subcommand)]
    Rules(RulesCommand),
    /// Print the JSON schema of requests or reports
    Schema(SchemaArguments),
}

#[derive(Debug, Subcommand)]
pub(super) enum RulesCommand {
    /// List the rules in force
    List(ListArguments),
    /// Test rules by their own examples
    Test(TestArguments),
}

#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
pub(super) struct CheckArguments {
    /// Drafts (.txt .md .html .eml), requests (.json .jsonl), folders of them, or - for standard input
    #[arg(value_name = "PATH", default_value = "-")]
    pub paths: Vec<PathBuf>,

    /// Where the reply goes
    #[arg(long, value_parser = channels(), help_heading = "About the draft")]
    pub channel: Option<Channel>,
    /// The customer's message that the draft answers
    #[arg(long, value_name = "TEXT", help_heading = "About the draft")]
    pub customer_message: Option<String>,
    /// A file with the customer's message
    #[arg(long, value_name = "FILE", conflicts_with = "customer_message", help_heading = "About the draft")]
    pub customer_file: Option<PathBuf>,
    /// The customer's name
    #[arg(long, value_name = "NAME", help_heading = "About the draft")]
    pub customer_name: Option<String>,
    /// The language of the draft
    #[arg(long, value_enum, default_value_t = DraftLanguage::Auto, help_heading = "About the draft")]
    pub lang: DraftLanguage,

    /// Rules or categories to use, all others off (repeatable, or separated by commas)
    #[arg(long, value_name = "RULE", value_delimiter = ',', help_heading = "Rules")]
    pub select: Vec<String>,
    /// Rules or categories not to use (repeatable, or separated by commas)
    #[arg(long, value_name = "RULE", value_delimiter = ',', help_heading = "Rules")]
    pub ignore: Vec<String>,
    #[command(flatten)]
    pub rules: RuleArguments,

    /// How findings are written
    #[arg(long, value_enum, default_value_t = Format::Pretty, help_heading = "Output")]
    pub format: Format,
    /// Leave out findings below this severity [default: hint in pretty and concise, info in json and jsonl]
    #[arg(long, value_enum, value_name = "SEVERITY", help_heading = "Output")]
    pub min_severity: Option<Level>,
    /// Exit with 1 when there is a finding of this severity or above, shown or not
    #[arg(long, value_enum, value_name = "SEVERITY", default_value_t = FailOn::Error, help_heading = "Output")]
    pub fail_on: FailOn,
    /// The language of messages [default: what a request says, else en]
    #[arg(long, value_enum, help_heading = "Output")]
    pub ui_lang: Option<UiLanguage>,
    /// Whether pretty output has colours
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = ColourChoice::Auto, help_heading = "Output")]
    pub color: ColourChoice,

    /// The format of standard input, and of files whose extension says none
    #[arg(long, value_parser = PossibleValuesParser::new(InputFormat::ALL.map(InputFormat::name)).try_map(|word| InputFormat::parse(&word).ok_or(UNKNOWN)), value_name = "FORMAT", help_heading = "Input")]
    pub input_format: Option<InputFormat>,
    /// What standard input is called; its extension tells the format
    #[arg(long, value_name = "NAME", help_heading = "Input")]
    pub stdin_filename: Option<String>,
    /// The most bytes of one draft or record
    #[arg(long, value_name = "BYTES", default_value_t = Options::MAX_BYTES, value_parser = clap::value_parser!(u64).range(1..=1 << 30), help_heading = "Input")]
    pub max_bytes: u64,
}

#[derive(Debug, Args)]
#[command(after_help = EVAL_NOTES)]
pub(super) struct EvalArguments {
    /// Labelled drafts: tables (.csv .tsv), otherwise one a line in JSON; - for standard input
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,

    /// Also a table for each value of this
    #[arg(long, value_name = "KEY", value_parser = PossibleValuesParser::new(By::ALL.map(By::name)).try_map(|word| By::parse(&word).ok_or(UNKNOWN)))]
    pub by: Option<By>,
    /// List the drafts in which rifq and the labels differ on this: a family (negative), a scale (empathy), bridge, a category of rules
    /// (empathy/) or a rule (negative/cannot)
    #[arg(long, value_name = "CATEGORY")]
    pub show: Option<String>,
    /// Least figures in per cent; exit with 1 when one is not reached
    #[arg(long, value_name = "FILE")]
    pub floors: Option<PathBuf>,
    /// Raise the floors that figures rose above; writes the file where there is none
    #[arg(long, requires = "floors")]
    pub raise_floors: bool,
    /// How figures are written
    #[arg(long, value_enum, default_value_t = EvalFormat::Pretty)]
    pub format: EvalFormat,
    /// The language of headings
    #[arg(long, value_enum, default_value_t = UiLanguage::En)]
    pub ui_lang: UiLanguage,
    /// The most bytes of one draft with its labels
    #[arg(long, value_name = "BYTES", default_value_t = Options::MAX_BYTES, value_parser = clap::value_parser!(u64).range(1..=1 << 30))]
    pub max_bytes: u64,
    #[command(flatten)]
    pub rules: RuleArguments,
}

const EVAL_NOTES: &str = "\
Figures: precision, recall and F1 by draft and by place; Cohen's kappa, with quadratic weights for ordered grades; Spearman's rank \
correlation of score and quality. The 95 % intervals are those of the percentile bootstrap: 1,000 samples of the drafts, drawn with a \
fixed seed, so that they are the same on every run. docs/eval.md tells how to label.

Exit codes: 0 measured, 1 a figure is below its floor, 2 something could not be read or run";

/// Reads the name of a channel.
fn channels() -> impl TypedValueParser<Value = Channel> {
    PossibleValuesParser::new(Channel::ALL.map(Channel::name)).try_map(|word| Channel::parse(&word).ok_or(UNKNOWN))
}

/// Which rules are in force.
#[derive(Debug, Args)]
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
}

#[derive(Debug, Args)]
pub(super) struct ExplainArguments {
    /// The rule, such as negative/cannot
    pub rule: String,
    /// The language of the explanation
    #[arg(long, value_enum, default_value_t = UiLanguage::En)]
    pub ui_lang: UiLanguage,
    #[command(flatten)]
    pub rules: RuleArguments,
}

#[derive(Debug, Args)]
pub(super) struct ListArguments {
    /// How the list is written
    #[arg(long, value_enum, default_value_t = ListFormat::Text)]
    pub format: ListFormat,
    /// The language of the summaries
    #[arg(long, value_enum, default_value_t = UiLanguage::En)]
    pub ui_lang: UiLanguage,
    /// As they are in force in this channel
    #[arg(long, value_parser = channels(), value_name = "CHANNEL")]
    pub channel: Option<Channel>,
    #[command(flatten)]
    pub rules: RuleArguments,
}

#[derive(Debug, Args)]
pub(super) struct TestArguments {
    /// A folder of rules (CATEGORY/NAME.toml), tested together with the built-in ones [default: the built-in rules]
    #[arg(value_name = "DIR")]
    pub folder: Option<PathBuf>,
    /// The folder is a whole pack: no built-in rules, lexicons or cues
    #[arg(long, requires = "folder")]
    pub alone: bool,
}

#[derive(Debug, Args)]
pub(super) struct SchemaArguments {
    /// What the schema describes
    #[arg(value_enum)]
    pub shape: Shape,
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
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum EvalFormat {
    /// For people
    Pretty,
    /// One object
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ListFormat {
    /// One line a rule
    Text,
    /// An array of objects
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Shape {
    /// What rifq is asked
    Request,
    /// What rifq answers
    Report,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum DraftLanguage {
    /// Told by the letters
    Auto,
    /// Arabic
    Ar,
    /// English
    En,
}

impl DraftLanguage {
    pub(super) const fn language(self) -> Option<Language> {
        match self {
            Self::Auto => None,
            Self::Ar => Some(Language::Arabic),
            Self::En => Some(Language::English),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum UiLanguage {
    /// English
    En,
    /// Arabic
    Ar,
}

impl From<UiLanguage> for Language {
    fn from(language: UiLanguage) -> Self {
        match language {
            UiLanguage::En => Self::English,
            UiLanguage::Ar => Self::Arabic,
        }
    }
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
