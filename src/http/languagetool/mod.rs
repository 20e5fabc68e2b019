//! The HTTP API of `LanguageTool`, so that editors which know it show what rifq finds.

mod annotation;
mod answer;
mod form;
mod language;

use self::annotation::Annotated;
use self::answer::{Asked, answer};
use self::form::Form;
use super::guard::is_token;
use super::problem::Problem;
use super::routes::json;
use super::state::App;
use super::v1::{bytes, work};
use crate::conversation::{Channel, Conversation, Role, Stage, Turn};
use crate::diagnostic::Severity;
use crate::text::Language;
use axum::body::Body;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json as value;
use std::sync::Arc;

/// The most bytes that one character of a text takes in a form: an Arabic letter is `%D8%A7`.
const IN_FORM: usize = 6;

/// An error as these clients know it: a status and a text.
struct Refused(StatusCode, String);

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        (self.0, [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], format!("Error: {}", self.1)).into_response()
    }
}

impl From<Problem> for Refused {
    fn from(problem: Problem) -> Self {
        Self(problem.status(), problem.message().to_owned())
    }
}

fn refused(message: impl Into<String>) -> Refused {
    Refused(StatusCode::BAD_REQUEST, message.into())
}

/// What made the answer.
fn software() -> serde_json::Value {
    value!({"name": "rifq", "version": env!("CARGO_PKG_VERSION"), "buildDate": "", "apiVersion": 1, "premium": false, "status": ""})
}

pub(super) async fn health() -> Response {
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], "OK").into_response()
}

pub(super) async fn info() -> Response {
    json(StatusCode::OK, &value!({"software": software()}))
}

pub(super) async fn languages() -> Response {
    json(StatusCode::OK, &language::all())
}

pub(super) async fn longest(State(app): State<Arc<App>>) -> Response {
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], (app.limits.body / IN_FORM).to_string()).into_response()
}

pub(super) async fn check(State(app): State<Arc<App>>, headers: HeaderMap, RawQuery(query): RawQuery, body: Body) -> Response {
    checked(app, &headers, query, body).await.unwrap_or_else(IntoResponse::into_response)
}

async fn checked(app: Arc<App>, headers: &HeaderMap, query: Option<String>, body: Body) -> Result<Response, Refused> {
    let body = bytes(&app, body).await?;
    // What the header Content-Type says is never looked at: some clients send a wrong one.
    let form = Form::parse(query.as_deref().unwrap_or_default().as_bytes(), &body);
    admitted(&app, headers, &form)?;
    let annotated = annotated(&form)?;
    let longest = app.limits.body / IN_FORM;
    let length = annotated.plain.chars().count();
    if length > longest {
        let message = format!("Your text exceeds the limit of {longest} characters (it's {length} characters). Please submit a shorter text.");
        return Err(Refused(StatusCode::PAYLOAD_TOO_LARGE, message));
    }
    let asked = asked(&form)?;
    let mut conversation = Conversation::draft(annotated.plain.clone());
    conversation.language = asked.language;
    conversation.channel = form.get("channel").and_then(Channel::parse);
    // Text in an editor is being written: what is missing may still come, unless somebody wants to hear everything.
    conversation.stage = if asked.least == Severity::Info { Stage::Final } else { Stage::Typing };
    if let Some(message) = form.get("customerMessage") {
        conversation.turns.insert(0, Turn { role: Role::Customer, text: message.to_owned(), ..Turn::default() });
    }
    let size = annotated.plain.len();
    let found = work(&app, size, move |judge| answer(&judge.linter, &conversation, &annotated, &asked)).await?;
    app.metrics.verdict(found.1);
    Ok(json(StatusCode::OK, &found.0))
}

/// These clients send their key as a parameter, or a token in the header as everybody else.
fn admitted(app: &App, headers: &HeaderMap, form: &Form) -> Result<(), Refused> {
    let header = headers.get(header::AUTHORIZATION).and_then(|given| given.to_str().ok()?.split_once(' ').map(|(_, token)| token.trim()));
    let given = [header, form.get("apiKey"), form.get("token")];
    if app.tokens.is_empty() || given.into_iter().flatten().any(|token| is_token(&app.tokens, token)) {
        return Ok(());
    }
    Err(Refused(StatusCode::FORBIDDEN, "a known token is needed as apiKey".to_owned()))
}

fn annotated(form: &Form) -> Result<Annotated, Refused> {
    match (form.get("text"), form.get("data")) {
        (Some(text), None) => Ok(Annotated::plain(form::decoded_again(text))),
        (None, Some(data)) => Annotated::parse(data).map_err(refused),
        (Some(_), Some(_)) => Err(refused("Set only 'text' or 'data' parameter, not both")),
        (None, None) => Err(refused("Missing 'text' or 'data' parameter")),
    }
}

fn asked(form: &Form) -> Result<Asked, Refused> {
    let code =
        form.get("language").ok_or_else(|| refused("Missing 'language' parameter, e.g. 'language=en-US' for American English or 'language=ar' for Arabic"))?;
    let language = language::of(code).ok_or_else(|| refused(format!("The given language is not known here. Supported codes are: {}", language::codes())))?;
    let list =
        |name: &str| form.get(name).map_or_else(Vec::new, |list| list.split(',').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect());
    let only = form.get("enabledOnly").is_some_and(|only| matches!(only, "true" | "yes"));
    let asked = Asked {
        code: code.to_owned(),
        language,
        reader: form.get("motherTongue").and_then(|code| language::of(code).flatten()),
        least: if form.get("level") == Some("picky") { Severity::Info } else { Severity::Hint },
        only,
        enabled: (list("enabledRules"), list("enabledCategories")),
        disabled: (list("disabledRules"), list("disabledCategories")),
        mode: form.get("mode").unwrap_or("all").to_owned(),
        variants: list("preferredVariants"),
    };
    if only && asked.enabled.0.is_empty() && asked.enabled.1.is_empty() {
        return Err(refused("You must specify enabledRules or enabledCategories when using enabledOnly=true"));
    }
    if !matches!(&*asked.mode, "all" | "textLevelOnly" | "allButTextLevelOnly" | "batch") {
        return Err(refused("The mode is one of all, textLevelOnly, allButTextLevelOnly"));
    }
    Ok(asked)
}

/// The language of whoever reads the messages: as asked, or else that of the text.
fn reader(asked: &Asked, found: Language) -> Language {
    asked.reader.unwrap_or(found)
}
