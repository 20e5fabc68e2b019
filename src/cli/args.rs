//! The arguments, as clap reads them.

use super::args_baseline::BaselineArguments;
use super::args_batch::{CompareArguments, TargetsArguments};
use super::args_calibrate::{CalibrateArguments, SampleArguments};
use super::args_check::CheckArguments;
use super::args_coach::CoachArguments;
use super::args_draft::{AboutArguments, InputArguments, RuleArguments, SelectArguments, UNKNOWN};
use super::args_drill::DrillArguments;
use super::args_hook::HookArguments;
use super::args_import::ImportCommand;
use super::args_init::InitArguments;
use super::args_report::ReportArguments;
use super::args_rules::RulesCommand;
use super::args_score::ScoreArguments;
#[cfg(feature = "http")]
use super::args_serve::ServeArguments;
use super::args_stats::StatsCommand;
use crate::eval::By;
use crate::read::Options;
use crate::text::Language;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use std::path::PathBuf;

/// Reads drafts of customer-support replies the way a good QA lead would, in Arabic and English.
#[derive(Debug, Parser)]
#[command(name = "rifq", version, about, arg_required_else_help = true, disable_help_subcommand = true, after_help = EXIT_CODES)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub command: Command,
}

pub(super) const EXIT_CODES: &str = "Exit codes: 0 clean, 1 findings at or above --fail-on, 2 something could not be read or run";

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Check drafts: files, folders, requests or standard input
    Check(Box<CheckArguments>),
    /// Write down what is found today, so that check --baseline shows only what is new
    Baseline(Box<BaselineArguments>),
    /// Apply fixes to drafts: safe ones, or with --unsafe all that leave no blank
    Fix(Box<FixArguments>),
    /// Print the whole suggested reply, blanks marked
    Rewrite(Box<RewriteArguments>),
    /// Decide whether a reply may be sent: a request on standard input, the verdict on standard output
    Hook(HookArguments),
    /// Answer the same questions over HTTP
    #[cfg(feature = "http")]
    Serve(Box<ServeArguments>),
    /// Measure how much rifq finds in labelled drafts
    Eval(EvalArguments),
    /// Score exports of conversations: by reply, conversation, agent, team, channel, language and week
    Score(Box<ScoreArguments>),
    /// Write a page on what was scored: trends, habits to coach, agents, conversations to look at
    Report(ReportArguments),
    /// Compare two folders that `score` wrote: two months, or two sets of rules
    Compare(CompareArguments),
    /// Hold what `score` wrote against a file of targets
    Targets(TargetsArguments),
    /// Explain a rule: what it finds, why it matters, examples and better sentences
    Explain(ExplainArguments),
    /// Serve editors: the language server protocol on standard input and output
    Lsp(LspArguments),
    /// List, write and test rules
    #[command(subcommand)]
    Rules(RulesCommand),
    /// Write a rifq.toml for your team
    Init(InitArguments),
    /// Make rule files of the rules of other linters
    #[command(subcommand)]
    Import(ImportCommand),
    /// Count what becomes of findings, and show the counts
    #[command(subcommand)]
    Stats(StatsCommand),
    /// Write the coaching plan of one agent: what goes well, habits with better sentences, exercises
    Coach(CoachArguments),
    /// Practise: answer a customer, see what is missing, try again
    Drill(DrillArguments),
    /// Draw a blind batch of scored replies for reviewers
    Sample(SampleArguments),
    /// Hold reviewers' tables against each other and against rifq
    Calibrate(CalibrateArguments),
    /// Print the JSON schema of requests, reports, rule files or rifq.toml
    Schema(SchemaArguments),
    /// Print completions for a shell
    Completions(CompletionArguments),
    /// Print a page of the manual, as man reads it
    Man(ManArguments),
}

#[derive(Debug, Args)]
#[command(after_help = FIX_NOTES)]
pub(super) struct FixArguments {
    /// Drafts (.txt .md .html .eml), folders of them, or - for standard input
    #[arg(value_name = "PATH", default_value = "-")]
    pub paths: Vec<PathBuf>,
    /// Apply also what may change the meaning
    #[arg(long = "unsafe")]
    pub with_unsafe: bool,
    /// Show the changes as a unified diff and write nothing
    #[arg(long)]
    pub diff: bool,
    /// Say what would be changed and write nothing
    #[arg(long, conflicts_with = "diff")]
    pub dry_run: bool,

    #[command(flatten)]
    pub about: AboutArguments,
    #[command(flatten)]
    pub which: SelectArguments,
    #[command(flatten)]
    pub input: InputArguments,
}

const FIX_NOTES: &str = "\
A fix is kept only where it leaves fewer findings and none that was not there before. Files are replaced whole or not at all; what stands \
outside the changes stays byte for byte. Text inside JSON and encoded mail cannot be written back and is left as it is.

Exit codes: 0 done, 1 with --diff or --dry-run something would be changed, 2 something could not be read or written";

#[derive(Debug, Args)]
pub(super) struct RewriteArguments {
    /// A draft (.txt .md .html .eml), requests (.json .jsonl), or - for standard input
    #[arg(value_name = "PATH", default_value = "-")]
    pub path: PathBuf,
    /// How the reply is written
    #[arg(long, value_enum, default_value_t = RewriteFormat::Text)]
    pub format: RewriteFormat,

    #[command(flatten)]
    pub about: AboutArguments,
    #[command(flatten)]
    pub which: SelectArguments,
    #[command(flatten)]
    pub input: InputArguments,
}

/// How a suggested reply is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum RewriteFormat {
    /// The reply
    Text,
    /// A line of JSON each: id, text, blanks, the rules that were served
    Jsonl,
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
pub(super) struct LspArguments {
    /// Speak on standard input and output, which is what happens anyway
    #[arg(long)]
    pub stdio: bool,
}

#[derive(Debug, Args)]
pub(super) struct SchemaArguments {
    /// What the schema describes
    #[arg(value_enum)]
    pub shape: Shape,
}

#[derive(Debug, Args)]
pub(super) struct CompletionArguments {
    /// The shell
    #[arg(value_enum)]
    pub shell: Shell,
}

#[derive(Debug, Args)]
pub(super) struct ManArguments {
    /// The command, such as `check` or `rules list` [default: rifq itself]
    #[arg(value_name = "COMMAND")]
    pub command: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum EvalFormat {
    /// For people
    Pretty,
    /// One object
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Shape {
    /// What rifq is asked
    Request,
    /// What rifq answers
    Report,
    /// A rule file
    Rule,
    /// A lexicon file
    Lexicon,
    /// A cue file
    Cue,
    /// A file of ready sentences
    Sentence,
    /// A scorecard file
    Scorecard,
    /// A file of a layer: locale, channel, register, profile
    Layer,
    /// rifq.toml
    Config,
    /// All that `rifq serve` is asked and answers
    #[cfg(feature = "http")]
    Openapi,
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
