//! The phrase notation of `docs/rules.md`.

mod ast;
mod inflect;
mod parse;
mod person;

pub use ast::{Class, Node, PatternError, Typed, Word};
pub use parse::parse;
