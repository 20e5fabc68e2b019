//! The routing of requests: what each method is answered with.

use super::actions::{self, About, Wanted};
use super::client::Client;
use super::convert;
use super::document::{Checked, Kind};
use super::protocol::{ActionParams, DocumentParams, PlaceParams, PullParams};
use super::settings::ScorePlace;
use super::state::State;
use super::symbols::{self, Nested};
use super::{commands, completion, custom, diagnostics, hover, rule_files, rule_help, score};
use lsp_server::ErrorCode;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// An answer, or why there is none.
pub(super) type Answer = Result<Value, (ErrorCode, String)>;

/// What the server offers to a client.
pub(super) fn capabilities(client: &Client) -> Value {
    let mut capabilities = json!({
        "positionEncoding": convert::name(client.encoding),
        "textDocumentSync": { "openClose": true, "change": 2, "save": true },
        "codeActionProvider": { "codeActionKinds": actions::KINDS, "resolveProvider": client.resolves },
        "executeCommandProvider": { "commands": commands::ALL },
        "hoverProvider": true,
        "completionProvider": { "triggerCharacters": ["<", "\"", "/"] },
        "documentSymbolProvider": true,
        "codeLensProvider": { "resolveProvider": false },
        "inlayHintProvider": true,
        "workspace": { "workspaceFolders": { "supported": true, "changeNotifications": true } },
        "experimental": { "rifq": { "requests": ["rifq/review", "rifq/rewrite", "rifq/document"], "notifications": ["rifq/status"] } },
    });
    if client.pulls {
        capabilities["diagnosticProvider"] = json!({ "identifier": diagnostics::SOURCE, "interFileDependencies": true, "workspaceDiagnostics": false });
    }
    json!({ "capabilities": capabilities, "serverInfo": { "name": "rifq", "version": env!("CARGO_PKG_VERSION") } })
}

/// Answers a request.
pub(super) fn answer(state: &mut State, method: &str, params: Value) -> Answer {
    match method {
        "textDocument/diagnostic" => Ok(pull(state, &read(params)?)),
        "textDocument/codeAction" => Ok(code_actions(state, &read(params)?)),
        "codeAction/resolve" => resolve(state, params),
        "textDocument/hover" => Ok(hover_at(state, &read(params)?)),
        "textDocument/completion" => Ok(complete(state, &read(params)?)),
        "textDocument/documentSymbol" => Ok(on_draft(state, &read(params)?, |state, uri, checked| {
            let nested = if state.client.nested_symbols { Nested::Yes } else { Nested::No };
            symbols::symbols(uri, checked, state.client.encoding, nested)
        })),
        "textDocument/codeLens" => {
            Ok(on_draft(
                state,
                &read(params)?,
                |state, _, checked| {
                    if state.settings.score == ScorePlace::Lens { score::lens(checked, state.client.encoding) } else { json!([]) }
                },
            ))
        }
        "textDocument/inlayHint" => Ok(on_draft(state, &read(params)?, |state, _, checked| {
            if state.settings.score == ScorePlace::Inlay { score::inlay(checked, state.client.encoding) } else { json!([]) }
        })),
        "workspace/executeCommand" => commands::execute(state, read(params)?),
        "rifq/review" | "rifq/rewrite" | "rifq/document" => about_draft(state, method, &read(params)?),
        _ => Err((ErrorCode::MethodNotFound, format!("there is no method {method}"))),
    }
}

/// Answers with a list about a draft; an empty one for what is no draft.
fn on_draft(state: &mut State, params: &DocumentParams, answer: impl FnOnce(&State, &str, &Checked) -> Value) -> Value {
    let uri = &params.text_document.uri;
    state.checked(uri).map_or_else(|| json!([]), |checked| answer(state, uri, &checked))
}

fn hover_at(state: &mut State, params: &PlaceParams) -> Value {
    let uri = &params.text_document.uri;
    if let Some(checked) = state.checked(uri) {
        return hover::hover(&state.client, &checked, params.position, state.settings.min_severity);
    }
    let Some(rules) = state.rules_of(uri) else { return Value::Null };
    let toml = state.documents.get(uri).filter(|document| document.kind == Kind::Toml);
    toml.map_or(Value::Null, |document| rule_help::hover(&state.client, document, &rules, params.position))
}

fn complete(state: &mut State, params: &PlaceParams) -> Value {
    let uri = &params.text_document.uri;
    if let Some(checked) = state.checked(uri) {
        // The characters that ask by themselves are those of rule files.
        const TYPED: u32 = 2;
        if params.context.trigger_kind == TYPED {
            return json!([]);
        }
        return completion::complete(&state.client, &checked, params.position);
    }
    let Some(rules) = state.rules_of(uri) else { return json!([]) };
    let toml = state.documents.get(uri).filter(|document| document.kind == Kind::Toml);
    toml.map_or_else(|| json!([]), |document| rule_help::complete(&state.client, document, &rules, params.position))
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
    let Some(checked) = state.checked(uri) else {
        let is_toml = state.documents.get(uri).is_some_and(|document| document.kind == Kind::Toml);
        let items = if is_toml { rule_files::diagnostics(state, uri) } else { Vec::new() };
        return json!({ "kind": "full", "items": items });
    };
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
