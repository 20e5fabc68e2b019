//! The language server, spoken to over a connection in the same process.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used)]

#[path = "lsp/client.rs"]
mod client;
#[path = "lsp/commands.rs"]
mod commands;
#[path = "lsp/context.rs"]
mod context;
#[path = "lsp/features.rs"]
mod features;
#[path = "lsp/folder.rs"]
mod folder;
#[path = "lsp/positions.rs"]
mod positions;
#[path = "lsp/rule_files.rs"]
mod rule_files;
#[path = "lsp/session.rs"]
mod session;
#[path = "lsp/settings.rs"]
mod settings;
#[path = "lsp/size.rs"]
mod size;
#[path = "lsp/typing.rs"]
mod typing;
#[path = "lsp/writing.rs"]
mod writing;
