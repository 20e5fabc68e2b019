//! Statistics of agreement: pure functions over counts, each with its source.

mod bootstrap;
mod counts;
mod kappa;
mod proportions;
mod ranks;

pub use bootstrap::{Interval, RESAMPLES, SEED, intervals};
pub use counts::{Counts, Sorted};
pub use kappa::{Crossed, LEVELS};
pub use proportions::Share;
pub use ranks::Paired;
