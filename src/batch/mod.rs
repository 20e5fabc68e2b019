//! Whole conversations judged: replies, rows and sums. Pure: what reads, writes and shares the work among threads stands in `cli/score`.
//!
//! Transcript → [`Reply`]s (each a run of agent turns) → one row a reply and one a conversation ([`row`]) and a [`Sketch`] with all that is
//! counted. Sketches add up to [`Tables`], in integers, whatever the order of the work was.

mod clock;
mod course;
mod csv;
mod due;
mod flow;
mod group;
mod heard;
mod names;
mod print;
mod redact;
mod reply;
pub mod row;
mod script;
mod second;
mod sketch;
mod tables;
mod targets;

pub use clock::Clock;
pub use course::{CourseFinding, Courses, Waiting};
pub use csv::{cell, groups, quoted, rates, rules};
pub use flow::{Flow, FlowBy, Flows, correlations, flow_rates, flow_rules, kpis};
pub use group::{Group, Times};
pub use heard::Heard;
pub use names::Names;
pub use print::{Print, number};
pub use reply::{Reply, replies, whole_score};
pub use script::test as test_script;
pub use second::{Contact, Contacts, Marks, Printed, reused};
pub use sketch::{ReplySketch, Sketch, Wait};
pub use tables::{By, Shape, Tables};
pub use targets::{Aims, Check, Targets, check};
