//! The report on a period: what `rifq score` wrote, as one page that is whole in itself.
//!
//! Rows are read once, one conversation at a time; kept are sums, and short lists. The page loads nothing: its one script filters the list of conversations.

mod cards;
mod charts;
pub mod coaching;
mod flow;
mod gather;
mod page;
pub mod rows;
pub mod sums;
mod tables;
mod words;

pub use flow::{FlowTable, FlowTables};

use crate::rules::RuleSet;
use crate::text::Language;
use std::io::{self, BufRead, Write};
pub(super) use words::channel;

/// How a report is written.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// The language of the page.
    pub language: Language,
    /// The most conversations in its list.
    pub most: usize,
}

/// Writes the report on these rows; the rules give the names and messages.
pub fn write(
    out: &mut dyn Write,
    (conversations, replies, tables): (impl BufRead, impl BufRead, &FlowTables),
    rules: &RuleSet,
    options: Options,
) -> io::Result<()> {
    let gathered = gather::gather(conversations, replies, options.most)?;
    page::Page { gathered: &gathered, rules, language: options.language, words: words::Words::of(options.language), tables }.write(out)
}
