//! Figures of agreement as one JSON object.

use super::eval::Below;
use crate::eval::{Case, Table};
use crate::stats::{RESAMPLES, SEED};
use serde::Serialize;
use std::io::{self, Write};

/// The figures of a run.
#[derive(Clone, Debug, Serialize)]
pub struct Figures<'f> {
    /// The version of this shape: 1.
    pub version: u32,
    /// How many drafts were measured.
    pub drafts: usize,
    /// How many could not be read.
    pub unreadable: usize,
    /// How the intervals were made.
    pub intervals: Method,
    /// All drafts first, then the groups asked for.
    pub tables: &'f [Table],
    /// The drafts in which rifq and the labels differ on what was asked about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cases: Option<Vec<&'f Case>>,
    /// The figures that fell below their floors.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub below: Option<&'f [Below]>,
}

/// How intervals are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Method {
    kind: &'static str,
    per_cent: u8,
    resamples: usize,
    seed: u64,
}

/// What is written with every run.
pub const METHOD: Method = Method { kind: "percentile bootstrap over drafts", per_cent: 95, resamples: RESAMPLES, seed: SEED };

/// Writes the figures.
pub fn write(out: &mut dyn Write, figures: &Figures<'_>) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, figures)?;
    out.write_all(b"\n")
}
