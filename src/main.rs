//! The command `rifq`.

use std::process::ExitCode;

fn main() -> ExitCode {
    rifq::cli::run()
}
