//! Whole conversations judged: replies, rows and sums. Pure: what reads, writes and shares the work among threads stands in `cli/score`.
//!
//! Transcript → [`Reply`]s (each a run of agent turns) → one row a reply and one a conversation ([`row`]) and a [`Sketch`] with all that is
//! counted. Sketches add up to [`Tables`], in integers, whatever the order of the work was.

mod csv;
mod group;
mod names;
mod redact;
mod reply;
pub mod row;
mod sketch;
mod tables;

pub use csv::{groups, rates, rules};
pub use group::{Group, Times};
pub use names::Names;
pub use reply::{Reply, replies, whole_score};
pub use sketch::{ReplySketch, Sketch};
pub use tables::{By, Shape, Tables};
