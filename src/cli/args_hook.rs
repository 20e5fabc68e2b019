//! The arguments of `rifq hook`.

use crate::read::Options;
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
#[command(after_help = NOTES)]
pub(super) struct HookArguments {
    /// The configuration with the rules and the table [policy]; no other is looked for
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// The most bytes of a request
    #[arg(long, value_name = "BYTES", default_value_t = Options::MAX_BYTES, value_parser = clap::value_parser!(u64).range(1..=1 << 30))]
    pub max_bytes: u64,
}

const NOTES: &str = "\
Reads one request in JSON from standard input and writes the report, its `verdict` and the reasons (`decision`) to standard output. \
Without --config an error blocks and a warning warns. docs/hook.md tells how a helpdesk uses it.

Exit codes: 0 with a verdict, whichever it is; 2 without one, and standard error says why";
