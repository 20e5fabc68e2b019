//! The language server: hints while a reply is typed, in any editor that speaks the Language Server Protocol 3.17. `docs/lsp.md` tells what it offers.
//!
//! One thread, one loop: a message is handled, then whatever is due is checked. Handlers read the newest text, so that no answer is out of date.

mod actions;
mod client;
mod commands;
mod completion;
mod configuration;
mod context;
mod convert;
mod custom;
mod diagnostics;
mod document;
mod edits;
mod frames;
mod hover;
mod notified;
mod pages;
mod protocol;
mod publish;
mod queue;
mod requests;
mod review;
mod rule_files;
mod rule_help;
mod rules;
mod score;
mod server;
mod settings;
mod state;
mod suppression;
mod symbols;
mod uri;

pub use frames::{Incoming, read, write};
pub use lsp_server::{Connection, Message};
pub use server::{Ending, Options, serve};
