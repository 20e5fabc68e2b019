//! What clients send, as far as the server reads it. Names of documents stay the strings that the client wrote: some are no valid URI, and an answer must name
//! them in the same way.

use lsp_types::{Position, Range};
use serde::Deserialize;
use serde_json::Value;

/// A document, by its name.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Named {
    pub uri: String,
}

/// Parameters that name a document and nothing else that is read.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct DocumentParams {
    pub text_document: Named,
}

/// A place in a document.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PlaceParams {
    pub text_document: Named,
    pub position: Position,
    #[serde(default)]
    pub context: PlaceContext,
}

/// Why something is asked for at a place.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PlaceContext {
    /// 2 where a character that was typed asked for completions.
    #[serde(default)]
    pub trigger_kind: u32,
}

/// A document as it is opened.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Opened {
    pub uri: String,
    #[serde(default)]
    pub language_id: String,
    #[serde(default)]
    pub version: i32,
    pub text: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct OpenParams {
    pub text_document: Opened,
}

#[derive(Debug, Deserialize)]
pub(super) struct Versioned {
    pub uri: String,
    pub version: Option<i32>,
}

/// One edit of the client; without a range it is the whole text.
#[derive(Debug, Deserialize)]
pub(super) struct Change {
    pub range: Option<Range>,
    pub text: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ChangeParams {
    pub text_document: Versioned,
    pub content_changes: Vec<Change>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ActionParams {
    pub text_document: Named,
    pub range: Range,
    #[serde(default)]
    pub context: ActionContext,
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct ActionContext {
    /// The kinds that are wanted; all without.
    pub only: Option<Vec<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PullParams {
    pub text_document: Named,
    pub previous_result_id: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct ConfigurationParams {
    #[serde(default)]
    pub settings: Value,
}

/// The folders that were opened and closed.
#[derive(Debug, Deserialize)]
pub(super) struct FoldersParams {
    pub event: FoldersEvent,
}

#[derive(Debug, Deserialize)]
pub(super) struct FoldersEvent {
    #[serde(default)]
    pub added: Vec<Named>,
    #[serde(default)]
    pub removed: Vec<Named>,
}
