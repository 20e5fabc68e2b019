//! The arguments of `rifq rules`.

use super::args::UiLanguage;
use super::args_draft::{AboutArguments, InputArguments, RuleArguments, channels};
use super::rule_template::NewKind;
use crate::conversation::Channel;
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub(super) enum RulesCommand {
    /// List the rules in force
    List(ListArguments),
    /// Write a rule file to fill in
    New(NewArguments),
    /// Test rules by their own examples
    Test(TestArguments),
    /// Say what is wrong or doubtful in rule files
    Lint(LintArguments),
    /// Show what changes in drafts when rules change
    Diff(DiffArguments),
    /// Make an example of a rule from a text, such as one with a dismissed finding
    Example(Box<ExampleArguments>),
    /// Write a page for every rule, in English and Arabic
    Docs(DocsArguments),
    /// Print the JSON schema of rule files, for editors
    Schema,
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
pub(super) struct NewArguments {
    /// The name of the rule, such as tone/no-slang
    #[arg(value_name = "CATEGORY/NAME")]
    pub name: String,
    /// Write a rule that extends this one instead: patterns added or removed, other words, another weight
    #[arg(long, value_name = "RULE", conflicts_with = "kind")]
    pub extends: Option<String>,
    /// What the rule looks for
    #[arg(long, value_enum, default_value_t = NewKind::Phrase)]
    pub kind: NewKind,
    /// The folder of rules [default: the first that rifq.toml names, else house-rules]
    #[arg(long, value_name = "DIR")]
    pub dir: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(after_help = EXAMPLE_NOTES)]
pub(super) struct ExampleArguments {
    /// The rule, such as negative/cannot
    pub rule: String,
    /// The text: a draft, a request, or - for standard input
    #[arg(value_name = "PATH", default_value = "-")]
    pub path: PathBuf,
    /// The rule should find something in it, and not: it should find nothing
    #[arg(long)]
    pub bad: bool,
    /// Put the example at the end of this rule file; a missing file is made, and becomes a rule that extends the other
    #[arg(long, value_name = "FILE")]
    pub append: Option<PathBuf>,
    #[command(flatten)]
    pub about: AboutArguments,
    #[command(flatten)]
    pub input: InputArguments,
    #[command(flatten)]
    pub rules: RuleArguments,
}

const EXAMPLE_NOTES: &str = "\
A finding that was wrong becomes a good example: `rifq rules test` then fails until the rule is mended, and keeps it so. Take out what tells who \
the customer is first: the text goes into the file as it is. `rifq stats record --event dismissed` counts such findings without their text.

Exit codes: 0 done, 2 something could not be read or written";

#[derive(Debug, Args)]
pub(super) struct TestArguments {
    /// A folder of rules (CATEGORY/NAME.toml), tested together with the built-in ones [default: the built-in rules]
    #[arg(value_name = "DIR")]
    pub folder: Option<PathBuf>,
    /// The folder is a whole pack: no built-in rules, lexicons or cues
    #[arg(long, requires = "folder")]
    pub alone: bool,
    /// List the patterns that no bad example of their rule fires, too
    #[arg(long)]
    pub coverage: bool,
}

#[derive(Debug, Args)]
#[command(after_help = LINT_NOTES)]
pub(super) struct LintArguments {
    /// Folders of rules, categories in them or single files [default: the folders that rifq.toml names, else the built-in rules]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// The folders are a whole pack: no built-in rules, lexicons or cues
    #[arg(long, requires = "paths")]
    pub alone: bool,
    /// How doubts are written
    #[arg(long, value_enum, default_value_t = LintFormat::Concise)]
    pub format: LintFormat,
}

const LINT_NOTES: &str = "\
A file can allow what is as it should be: a table [lint] with allow = [\"NAME\"] and because = \"the reason\". docs/rules.md lists the names.

Exit codes: 0 nothing is doubtful, 1 something is, 2 something could not be read";

#[derive(Debug, Args)]
#[command(after_help = DIFF_NOTES)]
pub(super) struct DiffArguments {
    /// The rules before: a folder of rules, with the built-in ones, a rifq.toml, or built-in
    #[arg(value_name = "OLD")]
    pub old: PathBuf,
    /// The rules after, named in the same way
    #[arg(value_name = "NEW")]
    pub new: PathBuf,
    /// Drafts, requests or folders of them, as for `rifq check`
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<PathBuf>,
    /// Folders are whole packs: no built-in rules, lexicons or cues
    #[arg(long)]
    pub alone: bool,
    /// How changes are written
    #[arg(long, value_enum, default_value_t = DiffFormat::Text)]
    pub format: DiffFormat,

    #[command(flatten)]
    pub about: AboutArguments,
    #[command(flatten)]
    pub input: InputArguments,
}

const DIFF_NOTES: &str = "\
A finding appears, vanishes, weighs (another severity at the same place) or moves (another place, with some words in common). A rule that has \
a new name, and the old one among its aliases, is the same rule.

Exit codes: 0 nothing changes, 1 something does, 2 something could not be read or run";

#[derive(Debug, Args)]
pub(super) struct DocsArguments {
    /// The folder for the pages: en/CATEGORY/NAME.md, ar/CATEGORY/NAME.md, and README.md in each
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    #[command(flatten)]
    pub rules: RuleArguments,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum DiffFormat {
    /// One line a change, then counts by rule
    Text,
    /// One object
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum LintFormat {
    /// One line a doubt: `file:line:column: name: what is doubtful`
    Concise,
    /// An array of objects
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ListFormat {
    /// One line a rule
    Text,
    /// An array of objects
    Json,
}
