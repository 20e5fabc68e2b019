//! Drafts asked about in the one JSON shape.

use super::problem::Problem;
use super::routes::{INLINE, json};
use super::state::{App, Judge};
use crate::conversation::Channel;
use crate::diagnostic::{Applicability, Severity};
use crate::hook;
use crate::linter::Review;
use crate::mend::mend;
use crate::rules::{Levels, Policy};
use crate::text::Language;
use crate::wire::{self, Place, RewriteReport, ScoreReport};
use axum::body::{Body, to_bytes};
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::oneshot;

/// How long a draft waits for its turn.
const QUEUE: Duration = Duration::from_secs(2);

/// The bytes of a request's body, up to the limit.
pub(super) async fn bytes(app: &App, body: Body) -> Result<Vec<u8>, Problem> {
    match to_bytes(body, app.limits.body).await {
        Ok(bytes) => Ok(bytes.into()),
        Err(error) => {
            let source = std::error::Error::source(&error);
            let large = source.is_some_and(<dyn std::error::Error>::is::<http_body_util::LengthLimitError>);
            Err(if large { Problem::too_large(app.limits.body) } else { Problem::new(StatusCode::BAD_REQUEST, "broken_body", "the body broke off") })
        }
    }
}

/// The request in a body.
async fn read(app: &App, body: Body) -> Result<wire::Request, Problem> {
    let bytes = bytes(app, body).await?;
    let text = std::str::from_utf8(&bytes)
        .map_err(|error| Problem::new(StatusCode::BAD_REQUEST, "invalid_utf8", format!("not valid UTF-8 from byte {} on", error.valid_up_to())))?;
    Ok(wire::parse(text.strip_prefix('\u{feff}').unwrap_or(text))?)
}

/// How much there is to read.
fn length(request: &wire::Request) -> usize {
    request.text.len() + request.thread.iter().map(|turn| turn.text.len()).sum::<usize>()
}

/// Does work that takes the processor: here if it is short, else beside the threads that serve connections. The permit is held until it is done,
/// even where nobody waits for it any longer.
pub(super) async fn work<T: Send + 'static>(app: &Arc<App>, size: usize, work: impl FnOnce(&Judge) -> T + Send + 'static) -> Result<T, Problem> {
    let permit = tokio::time::timeout(QUEUE, app.reviews.clone().acquire_owned()).await.ok().and_then(Result::ok).ok_or_else(Problem::busy)?;
    let judge = app.judge();
    if size <= INLINE {
        return Ok(work(&judge));
    }
    let done = tokio::task::spawn_blocking(move || {
        let done = work(&judge);
        drop(permit);
        done
    });
    done.await.map_err(|_| {
        app.metrics.fault();
        app.log.fault("a panic while reading a draft");
        Problem::fault()
    })
}

/// Reviews the draft of a request and makes an answer of it.
async fn answer(
    app: Arc<App>,
    body: Body,
    make: impl FnOnce(&Judge, &wire::Request, wire::Report<wire::Diagnostics<'_>>) -> Response + Send + 'static,
) -> Result<Response, Problem> {
    let request = read(&app, body).await?;
    let done = work(&app, length(&request), move |judge| {
        let (conversation, mut warnings) = request.conversation();
        warnings.extend(judge.linter.unknown(&conversation));
        let review: Review = judge.linter.review(&conversation, request.reader());
        let place = Place { offsets: request.offsets, reader: request.reader(), before: "", origin: None };
        let mut report = wire::stream(judge.linter.rules(), &conversation, &review, place);
        warnings.append(&mut report.warnings);
        report.warnings = warnings;
        let verdict = report.verdict;
        (make(judge, &request, report), verdict)
    });
    let (response, verdict) = done.await?;
    app.metrics.verdict(verdict);
    Ok(response)
}

pub(super) async fn check(State(app): State<Arc<App>>, body: Body) -> Result<Response, Problem> {
    answer(app, body, |_, _, report| json(StatusCode::OK, &report)).await
}

pub(super) async fn score(State(app): State<Arc<App>>, body: Body) -> Result<Response, Problem> {
    answer(app, body, |_, _, report| json(StatusCode::OK, &ScoreReport::from(report))).await
}

pub(super) async fn rewrite(State(app): State<Arc<App>>, body: Body) -> Result<Response, Problem> {
    let request = read(&app, body).await?;
    if request.text.len() > hook::LONGEST_MENDED {
        return Err(Problem::too_large(hook::LONGEST_MENDED));
    }
    let done = work(&app, INLINE + length(&request), move |judge| {
        let (conversation, warnings) = request.conversation();
        let mended = mend(&judge.linter, &conversation, Applicability::Display);
        RewriteReport::new(judge.linter.rules(), &conversation, (&mended.text, &mended.fixed), warnings)
    });
    Ok(json(StatusCode::OK, &done.await?))
}

/// The verdict before the deadline, and with it what is known by then.
pub(super) async fn hook(State(app): State<Arc<App>>, body: Body) -> Result<Response, Problem> {
    let start = Instant::now();
    let request = read(&app, body).await?;
    let policy = app.judge().linter.rules().policy.deadline_ms.unwrap_or(Policy::DEADLINE_MS);
    let deadline_ms = request.deadline_ms.unwrap_or(u32::MAX).min(policy);
    let left = || Duration::from_millis(u64::from(deadline_ms)).saturating_sub(start.elapsed());
    let (verdict, judged) = oneshot::channel();
    let (better, suggested) = oneshot::channel();
    let shared = app.clone();
    let size = INLINE + length(&request);
    let worker = tokio::spawn(async move {
        let done = work(&shared, size, move |judge| {
            let judged = hook::judge(&judge.linter, request);
            // Nobody waits any longer once the deadline has passed.
            let _ = verdict.send(judged.clone());
            let _ = better.send(hook::suggest(&judge.linter, &judged));
        });
        done.await
    });
    let judge = app.judge();
    let failure = match tokio::time::timeout(left(), judged).await {
        Ok(Ok(judged)) => {
            app.metrics.verdict(judged.decision.verdict);
            write_down(&app, &judge, |auditor| auditor.decided(&judged, judge.linter.rules(), start.elapsed()));
            let suggestion = tokio::time::timeout(left(), suggested).await.ok().and_then(Result::ok);
            let late = suggestion.is_none();
            let mut report = hook::report(&judge.linter, &judged, suggestion.flatten());
            if late {
                report.warnings.push(format!("no suggestion within {deadline_ms} ms"));
            }
            return Ok(json(StatusCode::OK, &report));
        }
        Ok(Err(_)) => worker.await.ok().and_then(Result::err).unwrap_or_else(Problem::fault),
        Err(_) => Problem::deadline(u128::from(deadline_ms)),
    };
    write_down(&app, &judge, |auditor| auditor.failed(failure.code(), start.elapsed()));
    Err(failure)
}

fn write_down(app: &App, judge: &Judge, line: impl FnOnce(&crate::audit::Auditor) -> std::io::Result<()>) {
    if judge.auditor.as_ref().is_some_and(|auditor| line(auditor).is_err()) {
        app.metrics.fault();
        app.log.fault("a decision could not be written down");
    }
}

/// One rule.
#[derive(Serialize, schemars::JsonSchema)]
pub(super) struct RuleReport {
    /// `category/name`.
    name: String,
    /// The part before the slash.
    category: String,
    /// How much a finding weighs; null where it is off.
    severity: Option<Severity>,
    /// What it finds.
    summary: String,
    /// What it does to the customer.
    why: String,
    /// The channels it holds in; empty: all.
    channels: Vec<Channel>,
    /// Former names.
    aliases: Vec<String>,
}

/// The rules in force; `?ui_language=ar` for Arabic, `?channel=chat` for those of a channel.
pub(super) async fn rules(State(app): State<Arc<App>>, RawQuery(query): RawQuery) -> Response {
    let query = query.unwrap_or_default();
    let value = |key: &str| query.split('&').filter_map(|pair| pair.split_once('=')).find(|(name, _)| *name == key).map(|(_, value)| value);
    let reader = match value("ui_language") {
        None | Some("en") => Language::English,
        Some("ar") => Language::Arabic,
        Some(_) => return Problem::new(StatusCode::BAD_REQUEST, "invalid_request", "ui_language is en or ar").into_response(),
    };
    let channel = value("channel").map(Channel::parse);
    if channel == Some(None) {
        let known = Channel::ALL.map(Channel::name).join(", ");
        return Problem::new(StatusCode::BAD_REQUEST, "invalid_request", format!("channel is one of {known}")).into_response();
    }
    let judge = app.judge();
    let set = judge.linter.rules();
    let channel = channel.flatten();
    let levels = Levels::new(set, channel, None, None);
    let holds = |channels: &[Channel]| channel.is_none_or(|channel| channels.is_empty() || channels.contains(&channel));
    let rules = set.rules.iter().enumerate().map(|(index, rule)| RuleReport {
        name: rule.name.to_string(),
        category: rule.category().to_owned(),
        severity: levels.get(index as u16).filter(|_| holds(&rule.channels)),
        summary: rule.summary.get(reader).to_owned(),
        why: rule.why(reader).to_string(),
        channels: rule.channels.clone(),
        aliases: rule.aliases.clone(),
    });
    json(StatusCode::OK, &rules.collect::<Vec<_>>())
}
