//! The routing of requests: what each method is answered with.

use super::actions::{self, About, Wanted};
use super::client::Client;
use super::convert::{self, Encoding, Places};
use super::protocol::{ActionParams, DocumentParams, PlaceParams, PullParams};
use super::state::State;
use super::{custom, diagnostics, hover};
use crate::rules::RuleError;
use crate::text::{self, LineIndex, Span};
use lsp_server::ErrorCode;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::path::Path;

/// An answer, or why there is none.
pub(super) type Answer = Result<Value, (ErrorCode, String)>;

/// What the server offers to a client.
pub(super) fn capabilities(client: &Client) -> Value {
    let mut capabilities = json!({
        "positionEncoding": convert::name(client.encoding),
        "textDocumentSync": { "openClose": true, "change": 2, "save": true },
        "codeActionProvider": { "codeActionKinds": actions::KINDS, "resolveProvider": client.resolves },
        "hoverProvider": true,
        "workspace": { "workspaceFolders": { "supported": true, "changeNotifications": true } },
        "experimental": { "rifq": { "requests": ["rifq/review", "rifq/rewrite", "rifq/document"], "notifications": ["rifq/status"] } },
    });
    if client.pulls {
        capabilities["diagnosticProvider"] = json!({ "identifier": diagnostics::SOURCE, "interFileDependencies": false, "workspaceDiagnostics": false });
    }
    json!({ "capabilities": capabilities, "serverInfo": { "name": "rifq", "version": env!("CARGO_PKG_VERSION") } })
}

/// Answers a request.
pub(super) fn answer(state: &mut State, method: &str, params: Value) -> Answer {
    match method {
        "textDocument/diagnostic" => Ok(pull(state, &read(params)?)),
        "textDocument/codeAction" => Ok(code_actions(state, &read(params)?)),
        "codeAction/resolve" => resolve(state, params),
        "textDocument/hover" => {
            let params: PlaceParams = read(params)?;
            let least = state.settings.min_severity;
            let checked = state.checked(&params.text_document.uri);
            Ok(checked.map_or(Value::Null, |checked| hover::hover(&state.client, &checked, params.position, least)))
        }
        "rifq/review" | "rifq/rewrite" | "rifq/document" => about_draft(state, method, &read(params)?),
        _ => Err((ErrorCode::MethodNotFound, format!("there is no method {method}"))),
    }
}

fn about_draft(state: &mut State, method: &str, params: &DocumentParams) -> Answer {
    let uri = &params.text_document.uri;
    let checked = state.checked(uri).ok_or_else(|| (ErrorCode::InvalidParams, "this document is not open, or is no draft".to_owned()))?;
    Ok(match method {
        "rifq/review" => custom::report(&state.client, &checked),
        "rifq/rewrite" => custom::rewrite(&state.client, &checked),
        _ => custom::document(&checked),
    })
}

fn pull(state: &mut State, params: &PullParams) -> Value {
    let uri = &params.text_document.uri;
    let Some(checked) = state.checked(uri) else { return json!({ "kind": "full", "items": [] }) };
    let result = format!("{}/{}/{:?}", state.generation, checked.version, checked.record.conversation.stage);
    if params.previous_result_id.as_ref() == Some(&result) {
        return json!({ "kind": "unchanged", "resultId": result });
    }
    let shown = (state.client.encoding, state.settings.min_severity);
    json!({ "kind": "full", "resultId": result, "items": diagnostics::diagnostics(uri, &checked, shown, &state.pages) })
}

fn code_actions(state: &mut State, params: &ActionParams) -> Value {
    let uri = &params.text_document.uri;
    let least = state.settings.min_severity;
    let Some(checked) = state.checked(uri) else { return json!([]) };
    let wanted = Wanted { uri, range: params.range, only: params.context.only.as_deref(), least };
    Value::Array(actions::actions(&state.client, &checked, &wanted))
}

fn resolve(state: &mut State, mut action: Value) -> Answer {
    let about: About = read(action.get("data").cloned().unwrap_or_default())?;
    let edit = state.checked(about.uri()).and_then(|checked| actions::edit(&state.client, &checked, &about));
    action["edit"] = edit.ok_or_else(|| (ErrorCode::ContentModified, "the draft has changed since".to_owned()))?;
    Ok(action)
}

fn read<T: DeserializeOwned>(params: Value) -> Result<T, (ErrorCode, String)> {
    serde_json::from_value(params).map_err(|error| (ErrorCode::InvalidParams, error.to_string()))
}

/// A mistake in a rule file or configuration, as a diagnostic of that file.
pub(super) fn mistake(path: &Path, mistake: &RuleError, encoding: Encoding) -> Value {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let lines = LineIndex::new(&text);
    let position = text::Position { line: mistake.line.saturating_sub(1), character: mistake.column.saturating_sub(1) };
    let start = lines.offset(&text, position, Encoding::Utf32);
    let line = lines.line_range(position.line as usize, &text);
    let end = (line.start + text[line].trim_end().len()) as u32;
    let range = Places::of(&text, encoding).range(Span::new(start, end.max(start)));
    let message = mistake.help.as_ref().map_or_else(|| mistake.message.clone(), |help| format!("{}; {help}", mistake.message));
    json!({ "range": range, "severity": 1, "source": diagnostics::SOURCE, "code": "rule-file", "message": message })
}
