//! `rifq man`: a page of the manual in roff.

use super::Outcome;
use super::args::{Arguments, ManArguments};
use crate::text::distance::nearest;
use anyhow::{Result, bail};
use clap::CommandFactory as _;
use std::io::Write as _;

pub(super) fn run(arguments: &ManArguments) -> Result<Outcome> {
    let mut command = Arguments::command();
    command.build();
    for word in &arguments.command {
        let Some(found) = command.find_subcommand(word) else {
            let known = nearest(word, command.get_subcommands().map(clap::Command::get_name));
            bail!(
                "`{}` has no command `{word}`{}",
                command.get_bin_name().unwrap_or("rifq"),
                known.map_or(String::new(), |known| format!("; did you mean `{known}`?"))
            );
        };
        command = found.clone();
    }
    let mut page = Vec::new();
    clap_mangen::Man::new(command).source(concat!("rifq ", env!("CARGO_PKG_VERSION"))).render(&mut page)?;
    std::io::stdout().lock().write_all(&page)?;
    Ok(Outcome::Clean)
}
