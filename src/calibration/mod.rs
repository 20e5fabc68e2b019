//! Calibration: batches of replies for reviewers, how far reviewers and rifq agree, and examples for rules where they do not.

mod batch;
mod example;
mod merge;
mod pick;
mod told;

pub use batch::{Batch, Key};
pub use example::{Example, block};
pub use merge::{Agreement, Calibration, Dispute, DisputeKind, Review, calibrate, parse};
pub use pick::{Strata, allot};
pub use told::{Told, write};

/// The levels that reviewers give, the worst first.
pub const LEVELS: [[&str; 2]; 4] = [["rewrite", "أعد الصياغة"], ["improve", "يحتاج إلى تحسين"], ["good", "جيد"], ["ready", "جاهز"]];

/// The scores from which the levels above the lowest begin: those of the default scorecard's bands.
const FROM: [f64; 3] = [60.0, 75.0, 90.0];

/// The level of a score.
pub fn level(score: f64) -> u8 {
    FROM.iter().filter(|&&from| score >= from).count() as u8
}
