//! Statistics of agreement: pure functions over counts, each with its source.

mod proportions;
pub use proportions::Share;

mod bootstrap;
mod counts;
mod kappa;
mod ranks;

pub use bootstrap::{Interval, RESAMPLES, SEED, intervals};
pub use counts::{Counts, Sorted};
pub use kappa::{Crossed, LEVELS};
pub use ranks::Paired;
