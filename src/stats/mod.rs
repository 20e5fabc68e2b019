//! Statistics of agreement: pure functions over counts, each with its source.

mod krippendorff;
mod proportions;
pub use krippendorff::Coincidences;
pub use proportions::Share;

mod bootstrap;
mod counts;
mod differ;
mod kappa;
mod ranks;

pub use bootstrap::{Interval, RESAMPLES, SEED, intervals};
pub use counts::{Counts, Sorted};
pub use differ::{paired, shares, standing};
pub use kappa::{Crossed, LEVELS};
pub use ranks::{Paired, spearman_interval};
