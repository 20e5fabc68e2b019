//! `rifq explain`.
use super::Outcome;
use super::args::ExplainArguments;
use anyhow::Result;
pub(super) fn run(arguments: &ExplainArguments) -> Result<Outcome> {
    let _ = super::rule_files::rule_file(&arguments.rules, &arguments.rule)?;
    Ok(Outcome::Clean)
}
