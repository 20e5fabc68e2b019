//! Commands, all of them carried out by the server, so that they work in every editor.

use super::actions;
use super::configuration::{Change, changed};
use super::context;
use super::convert::Places;
use super::document::{Checked, OpenDocument};
use super::requests::Answer;
use super::state::{Effect, State};
use super::{client::Snippets, edits, suppression, uri};
use crate::catalogue::{CONFIGURATION, replace};
use crate::diagnostic::Edit;
use crate::text::{LineIndex, Span};
use lsp_server::ErrorCode;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// Ignores a rule in one line.
pub(super) const IGNORE_ONCE: &str = "rifq.ignoreOnce";
/// Ignores a rule in one document.
pub(super) const IGNORE_IN_FILE: &str = "rifq.ignoreInFile";
/// Adds words to a lexicon or to the glossary.
pub(super) const ADD_WORD: &str = "rifq.addWord";
/// Switches a rule off.
pub(super) const DISABLE_RULE: &str = "rifq.disableRule";
/// Makes words an exception of a rule.
pub(super) const FALSE_ALARM: &str = "rifq.falseAlarm";
/// Says what is known of a draft.
const SET_CONTEXT: &str = "rifq.setContext";
/// Applies all safe fixes.
pub(super) const FIX_ALL: &str = "rifq.fixAll";
/// All of them.
pub(super) const ALL: [&str; 7] = [IGNORE_ONCE, IGNORE_IN_FILE, ADD_WORD, DISABLE_RULE, FALSE_ALARM, SET_CONTEXT, FIX_ALL];

#[derive(Debug, Deserialize)]
pub(super) struct ExecuteParams {
    command: String,
    #[serde(default)]
    arguments: Vec<Value>,
}

/// What most commands are told.
#[derive(Debug, Deserialize)]
struct Arguments {
    uri: String,
    #[serde(default)]
    rule: String,
    /// The line of the finding, from 0.
    #[serde(default)]
    line: u32,
    /// The words that are meant.
    #[serde(default)]
    words: String,
    /// The lexicon they go to; the glossary without.
    lexicon: Option<String>,
}

/// Carries out a command.
pub(super) fn execute(state: &mut State, params: ExecuteParams) -> Answer {
    let first = params.arguments.into_iter().next().unwrap_or_default();
    if params.command == SET_CONTEXT {
        return set_context(state, &first);
    }
    if !ALL.contains(&params.command.as_str()) {
        return Err((ErrorCode::InvalidParams, format!("there is no command {}", params.command)));
    }
    let arguments: Arguments = serde_json::from_value(first).map_err(|error| (ErrorCode::InvalidParams, error.to_string()))?;
    let checked = state.checked(&arguments.uri).ok_or_else(not_open)?;
    match params.command.as_str() {
        IGNORE_ONCE => {
            let at = checked.lines.line_range(arguments.line as usize, &checked.text).start as u32;
            draft_edit(state, &arguments, &checked, &suppression::once(&checked, known(&checked, &arguments)?, at));
        }
        IGNORE_IN_FILE => draft_edit(state, &arguments, &checked, &suppression::in_file(&checked, known(&checked, &arguments)?)),
        FIX_ALL => {
            let about = actions::About::All { uri: arguments.uri.clone(), version: checked.version };
            if let Some(edit) = actions::edit(&state.client, &checked, &about) {
                state.effects.push(Effect::Edit { label: "rifq".to_owned(), edit });
            }
        }
        DISABLE_RULE => configure(state, &arguments.uri, &checked, &Change::Off { rule: known(&checked, &arguments)? })?,
        FALSE_ALARM => configure(state, &arguments.uri, &checked, &Change::Unless { rule: known(&checked, &arguments)?, words: &arguments.words })?,
        _ => {
            let words = &arguments.words;
            let change = match &arguments.lexicon {
                Some(lexicon) => Change::Word { lexicon, lang: checked.review.language.code(), words },
                None => Change::Allow { words },
            };
            configure(state, &arguments.uri, &checked, &change)?;
        }
    }
    Ok(Value::Null)
}

fn not_open() -> (ErrorCode, String) {
    (ErrorCode::InvalidParams, "this document is not open, or is no draft".to_owned())
}

/// The rule that is meant; what is no rule goes into no file.
fn known<'a>(checked: &Checked, arguments: &'a Arguments) -> Result<&'a str, (ErrorCode, String)> {
    let set = checked.rules.linter.rules();
    let known = !set.named(&arguments.rule).is_empty();
    known.then_some(arguments.rule.as_str()).ok_or_else(|| (ErrorCode::InvalidParams, format!("there is no rule `{}`", arguments.rule)))
}

fn draft_edit(state: &mut State, arguments: &Arguments, checked: &Checked, edit: &Edit) {
    let edit = edits::one(&checked.places(state.client.encoding), edit, Snippets::No, &mut Vec::new());
    let edit = edits::workspace(&state.client, &arguments.uri, Some(checked.version), &[edit]);
    state.effects.push(Effect::Edit { label: arguments.rule.clone(), edit });
}

/// Changes the configuration of a draft: through the client where the file is open there, otherwise on the disk. A change that would make the rules
/// unreadable is taken back.
fn configure(state: &mut State, uri: &str, checked: &Checked, change: &Change<'_>) -> Result<(), (ErrorCode, String)> {
    let failed = |message: String| (ErrorCode::RequestFailed, message);
    let path = configuration(state, uri, checked).ok_or_else(|| failed("no folder is open, so there is no place for a rifq.toml".to_owned()))?;
    if let Some(open) = state.at(&path) {
        let text = changed(&open.text, change).map_err(failed)?;
        let edit = whole(state, open, &text);
        state.effects.push(Effect::Edit { label: CONFIGURATION.to_owned(), edit });
        return Ok(());
    }
    let before = path.is_file().then(|| std::fs::read_to_string(&path)).transpose().map_err(|error| failed(format!("{}: {error}", path.display())))?;
    let text = changed(before.as_deref().unwrap_or_default(), change).map_err(failed)?;
    replace(&path, &text).map_err(|error| failed(format!("{}: {error}", path.display())))?;
    let was_fine = state.rules.mistakes().next().is_none();
    state.rules.forget();
    state.rules_of(uri);
    let mistake = state.rules.mistakes().next().map(ToString::to_string).filter(|_| was_fine);
    if let Some(mistake) = mistake {
        let _ = match &before {
            Some(before) => replace(&path, before),
            None => std::fs::remove_file(&path),
        };
        state.effects.push(Effect::Reload);
        return Err(failed(mistake));
    }
    state.effects.push(Effect::Reload);
    Ok(())
}

/// The configuration file of a draft; where it has none, the one it would have in the first open folder or beside it.
fn configuration(state: &State, uri: &str, checked: &Checked) -> Option<PathBuf> {
    if let Some(path) = &checked.rules.configuration {
        return Some(path.clone());
    }
    let beside = || uri::path(uri).and_then(|path| path.parent().map(Path::to_owned));
    state.client.folders.first().cloned().or_else(beside).map(|folder| folder.join(CONFIGURATION))
}

/// The edit that gives an open document another text.
fn whole(state: &State, open: &OpenDocument, text: &str) -> Value {
    let lines = LineIndex::new(&open.text);
    let edit = Edit { span: Span::new(0, open.text.len() as u32), text: text.into() };
    let edit = edits::one(&Places::new(&open.text, &lines, state.client.encoding), &edit, Snippets::No, &mut Vec::new());
    edits::workspace(&state.client, &open.uri, Some(open.version), &[edit])
}

/// Takes over what an editor knows of a draft: channel, customer, earlier messages. Without any of it, what was known is forgotten.
fn set_context(state: &mut State, argument: &Value) -> Answer {
    let empty = Map::new();
    let object = argument.as_object().unwrap_or(&empty);
    let uri = object.get("uri").and_then(Value::as_str).unwrap_or_default().to_owned();
    let document = state.documents.get_mut(&uri).ok_or_else(not_open)?;
    let request = context::request(object).map_err(|message| (ErrorCode::InvalidParams, message))?;
    let warnings = request.conversation().1;
    document.told = (object.len() > 1).then(|| Rc::new(request));
    document.checked = None;
    state.effects.push(Effect::Recheck(uri));
    Ok(json!({ "warnings": warnings }))
}
