//! The coaching plan of one agent: from what `rifq score` wrote to a page, in Markdown or HTML.
//!
//! Rows are read once; kept are sums, and a few replies of the agent. Few replies make no verdict: below [`ENOUGH`](super::sums::ENOUGH) the plan shows sentences and no
//! figures.

mod examples;
mod gather;
mod html;
mod kept;
mod markdown;
mod plan;
mod sentence;
mod words;

pub use gather::{Coached, gather};
pub use kept::{Kept, latest, parse};
pub use plan::{Basis, Plan, plan};

use std::io::{self, Write};

/// The plan in Markdown.
pub fn markdown(out: &mut dyn Write, plan: &Plan) -> io::Result<()> {
    markdown::write(out, plan)
}

/// The plan as a page that is whole in itself.
pub fn html(out: &mut dyn Write, plan: &Plan) -> io::Result<()> {
    html::write(out, plan)
}
