//! The paths, and what all answers have in common.

use super::guard::{account, admit, cors};
use super::problem::Problem;
use super::state::App;
use super::{languagetool, metrics, openapi, page, v1};
use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde::Serialize;
use std::any::Any;
use std::sync::Arc;
use tower_http::catch_panic::CatchPanicLayer;

/// The most bytes of a text that is read on the thread that serves its connection; longer ones would hold up the others.
pub(super) const INLINE: usize = 8 << 10;

/// The bytes of most answers: they grow in one go.
const USUAL: usize = 4 << 10;

/// A path of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Route {
    Check,
    Score,
    Rewrite,
    Hook,
    Rules,
    Health,
    Metrics,
    OpenApi,
    Page,
    LanguageTool,
    Other,
}

impl Route {
    pub(super) fn of(path: &str) -> Self {
        match path {
            "/v1/check" => Self::Check,
            "/v1/score" => Self::Score,
            "/v1/rewrite" => Self::Rewrite,
            "/v1/hook" => Self::Hook,
            "/v1/rules" => Self::Rules,
            "/healthz" => Self::Health,
            "/metrics" => Self::Metrics,
            "/openapi.json" => Self::OpenApi,
            "/" | "/page.js" | "/page.css" => Self::Page,
            "/v2/check" | "/check" | "/v2/languages" | "/v2/healthcheck" | "/v2/maxtextlength" | "/v2/info" => Self::LanguageTool,
            _ => Self::Other,
        }
    }

    /// The name in the log and in figures.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Check => "/v1/check",
            Self::Score => "/v1/score",
            Self::Rewrite => "/v1/rewrite",
            Self::Hook => "/v1/hook",
            Self::Rules => "/v1/rules",
            Self::Health => "/healthz",
            Self::Metrics => "/metrics",
            Self::OpenApi => "/openapi.json",
            Self::Page => "/",
            Self::LanguageTool => "/v2",
            Self::Other => "other",
        }
    }

    /// Whether it needs no token in the header: it tells nothing that is not in every copy of rifq, or looks for the token itself.
    pub(super) const fn is_open(self) -> bool {
        matches!(self, Self::Health | Self::OpenApi | Self::Page | Self::LanguageTool)
    }
}

/// All paths with their guards.
pub(super) fn router(app: Arc<App>) -> Router {
    let panicked = app.clone();
    let fault = move |_: Box<dyn Any + Send>| {
        panicked.metrics.fault();
        panicked.log.fault("a panic while answering");
        Problem::fault().into_response()
    };
    Router::new()
        .route("/v1/check", post(v1::check))
        .route("/v1/score", post(v1::score))
        .route("/v1/rewrite", post(v1::rewrite))
        .route("/v1/hook", post(v1::hook))
        .route("/v1/rules", get(v1::rules))
        .route("/healthz", get(health))
        .route("/metrics", get(figures))
        .route("/openapi.json", get(openapi::answer))
        .route("/", get(page::html))
        .route("/page.js", get(page::script))
        .route("/page.css", get(page::style))
        .route("/v2/check", get(languagetool::check).post(languagetool::check))
        .route("/check", get(languagetool::check).post(languagetool::check))
        .route("/v2/languages", get(languagetool::languages))
        .route("/v2/healthcheck", get(languagetool::health))
        .route("/v2/maxtextlength", get(languagetool::longest))
        .route("/v2/info", get(languagetool::info))
        .fallback(async || Problem::new(StatusCode::NOT_FOUND, "not_found", "there is nothing at this path"))
        .method_not_allowed_fallback(async || Problem::new(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", "another method is needed at this path"))
        .with_state(app.clone())
        .layer(from_fn_with_state(app.clone(), admit))
        .layer(cors(&app.origins))
        .layer(CatchPanicLayer::custom(fault))
        .layer(from_fn_with_state(app, account))
}

/// An answer in JSON: exactly this type, as some programs compare it letter by letter.
pub(super) fn json(status: StatusCode, value: &impl Serialize) -> Response {
    let mut bytes = Vec::with_capacity(USUAL);
    match serde_json::to_writer(&mut bytes, value) {
        Ok(()) => (status, [(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))], Body::from(bytes)).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// The server is alive and has rules.
#[derive(Serialize, schemars::JsonSchema)]
pub(super) struct Health {
    /// `ok`.
    status: &'static str,
    /// The version of rifq.
    version: &'static str,
    /// The hash of the rules in force.
    rules: String,
}

async fn health(State(app): State<Arc<App>>) -> Response {
    let rules = app.judge().linter.rules().hash.clone();
    json(StatusCode::OK, &Health { status: "ok", version: env!("CARGO_PKG_VERSION"), rules })
}

async fn figures(State(app): State<Arc<App>>) -> Response {
    let kind = HeaderValue::from_static("text/plain; version=0.0.4; charset=utf-8");
    ([(header::CONTENT_TYPE, kind)], metrics::text(&app)).into_response()
}
