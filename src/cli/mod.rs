//! The command line: the only place that prints.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod args;
mod args_baseline;
mod args_batch;
mod args_calibrate;
mod args_check;
mod args_coach;
mod args_draft;
mod args_drill;
mod args_hook;
mod args_import;
mod args_init;
mod args_report;
mod args_rules;
mod args_score;
#[cfg(feature = "http")]
mod args_serve;
mod args_stats;
mod baseline;
mod batch;
mod calibrate;
mod check;
mod coach;
mod compare;
mod completions;
mod drill;
mod eval;
mod eval_floors;
mod explain;
mod explain_courses;
mod explain_facts;
mod explain_words;
mod fix;
mod hook;
mod import;
mod init;
mod known;
mod lsp;
mod man;
mod output;
mod places;
mod progress;
mod report;
mod rewrite;
mod rule_files;
mod rule_template;
mod rules_diff;
mod rules_docs;
mod rules_example;
mod rules_lint;
mod rules_list;
mod rules_new;
mod rules_test;
mod sample;
mod schema;
mod score;
mod selection;
#[cfg(feature = "http")]
mod serve;
mod stats;
mod targets;
mod watch;

use anyhow::Error;
use args::{Arguments, Command, Shape};
use args_import::ImportCommand;
use args_rules::RulesCommand;
use args_stats::StatsCommand;
use clap::Parser;
use std::io::ErrorKind;
use std::process::ExitCode;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// Nothing to complain of.
    Clean,
    /// Findings at or above `--fail-on`, failed examples, or figures below their floors.
    Findings,
    /// Something could not be read.
    Unreadable,
}

/// Runs the command that the arguments name. Exit codes: 0 clean, 1 findings, 2 could not be read or run.
pub fn run() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Check(arguments) if arguments.watch => watch::run(&arguments),
        Command::Check(arguments) => check::once(&arguments),
        Command::Baseline(arguments) => baseline::run(&arguments),
        Command::Fix(arguments) => fix::run(&arguments),
        Command::Rewrite(arguments) => rewrite::run(&arguments),
        Command::Hook(arguments) => hook::run(&arguments),
        #[cfg(feature = "http")]
        Command::Serve(arguments) => serve::run(&arguments),
        Command::Eval(arguments) => eval::run(&arguments),
        Command::Score(arguments) => score::run(&arguments),
        Command::Report(arguments) => report::run(&arguments),
        Command::Compare(arguments) => compare::run(&arguments),
        Command::Targets(arguments) => targets::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Rules(RulesCommand::List(arguments)) => rules_list::run(&arguments),
        Command::Rules(RulesCommand::New(arguments)) => rules_new::run(&arguments),
        Command::Rules(RulesCommand::Test(arguments)) => rules_test::run(&arguments),
        Command::Rules(RulesCommand::Lint(arguments)) => rules_lint::run(&arguments),
        Command::Rules(RulesCommand::Diff(arguments)) => rules_diff::run(&arguments),
        Command::Rules(RulesCommand::Docs(arguments)) => rules_docs::run(&arguments),
        Command::Rules(RulesCommand::Schema) => schema::print(Shape::Rule),
        Command::Import(ImportCommand::Vale(arguments)) => import::vale_style(&arguments),
        Command::Stats(StatsCommand::Record(arguments)) => stats::record(&arguments),
        Command::Stats(StatsCommand::Rules(arguments)) => stats::rules(&arguments),
        Command::Coach(arguments) => coach::run(&arguments),
        Command::Drill(arguments) => drill::run(&arguments),
        Command::Sample(arguments) => sample::run(&arguments),
        Command::Calibrate(arguments) => calibrate::run(&arguments),
        Command::Rules(RulesCommand::Example(arguments)) => rules_example::run(&arguments),
        Command::Init(arguments) => init::run(&arguments),
        Command::Schema(arguments) => schema::run(&arguments),
        Command::Completions(arguments) => completions::run(&arguments),
        Command::Man(arguments) => man::run(&arguments),
        Command::Lsp(arguments) => lsp::run(&arguments),
    };
    match outcome {
        Ok(Outcome::Clean) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Ok(Outcome::Unreadable) => ExitCode::from(2),
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("rifq: {error:#}");
            ExitCode::from(2)
        }
    }
}

/// Whether the reader of the output went away, as `head` does: no error.
fn is_broken_pipe(error: &Error) -> bool {
    error.chain().any(|cause| {
        let io = cause.downcast_ref::<std::io::Error>().map(std::io::Error::kind);
        io.or_else(|| cause.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind)) == Some(ErrorKind::BrokenPipe)
    })
}
