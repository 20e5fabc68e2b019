//! The language server, spoken to over a connection in the same process.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used)]

#[path = "lsp/client.rs"]
mod client;
#[path = "lsp/features.rs"]
mod features;
#[path = "lsp/positions.rs"]
mod positions;
#[path = "lsp/session.rs"]
mod session;
