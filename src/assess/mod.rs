//! The model of a reply that rules and reports read.

mod dialect;

pub use dialect::dialect;
