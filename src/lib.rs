//! rifq.

pub mod conversation;
pub mod diagnostic;
pub mod text;
