//! What the client can do, read from its `initialize` as written: names of capabilities differ between versions of the protocol.

use super::convert::{Encoding, negotiate};
use super::uri;
use crate::text::Language;
use serde_json::Value;
use std::path::PathBuf;

/// The abilities of a client that change what the server does.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is an ability of its own")]
pub(super) struct Client {
    pub encoding: Encoding,
    /// It asks for diagnostics, and asks again when told to.
    pub pulls: bool,
    /// It answers `workspace/configuration`.
    pub configuration: bool,
    /// It can be told to watch files.
    pub watches: bool,
    /// Code actions may come without their edits, which are asked for later.
    pub resolves: bool,
    /// Edits may be tied to a version.
    pub versioned_edits: bool,
    /// How an edit with tab stops is written, if at all.
    pub snippets: Snippets,
    /// Hovers in Markdown.
    pub markdown: bool,
    /// Completions with tab stops.
    pub completion_snippets: bool,
    /// Lists of symbols may be nested.
    pub nested_symbols: bool,
    /// It can be told that lenses and hints are out of date.
    pub refreshes_lenses: bool,
    pub refreshes_hints: bool,
    /// The language of its user.
    pub language: Language,
    /// The folders it has open.
    pub folders: Vec<PathBuf>,
}

/// How a client takes edits with tab stops.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Snippets {
    /// Not at all.
    #[default]
    No,
    /// As `SnippetTextEdit` of version 3.18.
    Standard,
    /// As a text edit with an `insertTextFormat`, which some clients took before.
    Experimental,
}

impl Client {
    /// Reads the parameters of `initialize`.
    pub(super) fn new(parameters: &Value) -> Self {
        let capabilities = &parameters["capabilities"];
        let has = |pointer: &str| capabilities.pointer(pointer).is_some_and(|value| value.as_bool() != Some(false) && !value.is_null());
        let lists = |pointer: &str, word: &str| capabilities.pointer(pointer).and_then(Value::as_array).is_some_and(|list| list.iter().any(|one| one == word));
        let offered: Vec<&str> =
            capabilities.pointer("/general/positionEncodings").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
        let refreshes = has("/workspace/diagnostics/refreshSupport") || has("/workspace/diagnostic/refreshSupport");
        let snippets = if has("/workspace/workspaceEdit/snippetEditSupport") {
            Snippets::Standard
        } else if has("/experimental/snippetTextEdit") {
            Snippets::Experimental
        } else {
            Snippets::No
        };
        let arabic = parameters["locale"].as_str().is_some_and(|locale| locale == "ar" || locale.starts_with("ar-") || locale.starts_with("ar_"));
        Self {
            encoding: negotiate(&offered),
            pulls: has("/textDocument/diagnostic") && refreshes,
            configuration: has("/workspace/configuration"),
            watches: has("/workspace/didChangeWatchedFiles/dynamicRegistration"),
            resolves: has("/textDocument/codeAction/dataSupport") && lists("/textDocument/codeAction/resolveSupport/properties", "edit"),
            versioned_edits: has("/workspace/workspaceEdit/documentChanges"),
            snippets,
            markdown: lists("/textDocument/hover/contentFormat", "markdown"),
            completion_snippets: has("/textDocument/completion/completionItem/snippetSupport"),
            nested_symbols: has("/textDocument/documentSymbol/hierarchicalDocumentSymbolSupport"),
            refreshes_lenses: has("/workspace/codeLens/refreshSupport"),
            refreshes_hints: has("/workspace/inlayHint/refreshSupport"),
            language: if arabic { Language::Arabic } else { Language::English },
            folders: folders(parameters),
        }
    }
}

/// The open folders, by whichever name the client gives them.
fn folders(parameters: &Value) -> Vec<PathBuf> {
    let listed = parameters["workspaceFolders"].as_array().into_iter().flatten().filter_map(|folder| folder["uri"].as_str());
    let folders: Vec<PathBuf> = listed.filter_map(uri::path).collect();
    if !folders.is_empty() {
        return folders;
    }
    let root = parameters["rootUri"].as_str().and_then(uri::path);
    root.or_else(|| parameters["rootPath"].as_str().map(PathBuf::from)).into_iter().collect()
}
