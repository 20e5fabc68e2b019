//! `rifq completions`: a script that completes commands and options in a shell.

use super::Outcome;
use super::args::{Arguments, CompletionArguments};
use anyhow::Result;
use clap::CommandFactory as _;
use std::io::Write as _;

pub(super) fn run(arguments: &CompletionArguments) -> Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Arguments::command(), "rifq", &mut script);
    std::io::stdout().lock().write_all(&script)?;
    Ok(Outcome::Clean)
}
