//! Who may ask: the name of the server, the origin of a web page, the token. And the longest time to an answer.

use super::log::Answered;
use super::problem::Problem;
use super::routes::Route;
use super::state::App;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;
use std::time::Instant;
use tower_http::cors::{AllowOrigin, CorsLayer};

/// Marks requests that came by a socket of the file system, where names mean nothing.
#[derive(Clone, Copy, Debug)]
pub(super) struct Local;

/// Counts and logs what was answered, and adds what every answer says to browsers.
pub(super) async fn account(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let start = Instant::now();
    let (method, route) = (method(request.method()), Route::of(request.uri().path()));
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    let answered = Answered { method, route, status: response.status().as_u16(), took: start.elapsed() };
    app.metrics.answered(&answered);
    app.log.answered(&answered);
    response
}

/// Lets through who may ask, for as long as an answer may take.
pub(super) async fn admit(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    if let Err(problem) = admitted(&app, &request) {
        return problem.into_response();
    }
    match tokio::time::timeout(app.limits.time, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Problem::deadline(app.limits.time.as_millis()).into_response(),
    }
}

fn admitted(app: &App, request: &Request) -> Result<(), Problem> {
    let headers = request.headers();
    // The name a request goes to: in an absolute URI, or else in `Host`.
    let named = request.uri().authority().map(axum::http::uri::Authority::as_str).or_else(|| text(headers, &header::HOST));
    if request.extensions().get::<Local>().is_none() {
        let name = named.map(without_port);
        if !name.is_some_and(|name| app.hosts.iter().any(|host| host.eq_ignore_ascii_case(name))) {
            return Err(Problem::new(StatusCode::MISDIRECTED_REQUEST, "unknown_host", "this server has another name; --allow-host adds one"));
        }
    }
    if let Some(origin) = text(headers, &header::ORIGIN) {
        let own = origin.split_once("://").is_some_and(|(_, host)| named.is_some_and(|named| named.eq_ignore_ascii_case(host)));
        if !own && !app.origins.iter().any(|known| known == "*" || known == origin) {
            return Err(Problem::new(StatusCode::FORBIDDEN, "unknown_origin", "web pages of this origin may not ask; --allow-origin adds one"));
        }
    } else if headers.contains_key(header::ORIGIN) {
        return Err(Problem::new(StatusCode::FORBIDDEN, "unknown_origin", "an origin that is no text"));
    }
    if app.tokens.is_empty() || Route::of(request.uri().path()).is_open() {
        return Ok(());
    }
    let token = text(headers, &header::AUTHORIZATION).and_then(|given| given.split_once(' ')).filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
    if token.is_some_and(|(_, token)| is_token(&app.tokens, token.trim())) {
        return Ok(());
    }
    Err(Problem::new(StatusCode::UNAUTHORIZED, "unauthorized", "the header Authorization with a known token is needed"))
}

/// Whether a token is known, in a time that says nothing about the known ones.
pub(super) fn is_token(known: &[String], given: &str) -> bool {
    let is_same = |known: &String| {
        let differ = known.bytes().zip(given.bytes()).fold(0, |differ, (one, other)| differ | (one ^ other));
        known.len() == given.len() && std::hint::black_box(differ) == 0
    };
    known.iter().fold(false, |found, known| is_same(known) | found)
}

/// What browsers are told about other origins.
pub(super) fn cors(origins: &[String]) -> CorsLayer {
    let allowed = if origins.iter().any(|origin| origin == "*") {
        AllowOrigin::any()
    } else {
        AllowOrigin::list(origins.iter().filter_map(|origin| HeaderValue::from_str(origin).ok()))
    };
    let headers = [header::AUTHORIZATION, header::CONTENT_TYPE, header::ACCEPT];
    CorsLayer::new().allow_origin(allowed).allow_methods([Method::GET, Method::POST]).allow_headers(headers).max_age(std::time::Duration::from_secs(3600))
}

fn text<'h>(headers: &'h HeaderMap, name: &header::HeaderName) -> Option<&'h str> {
    headers.get(name)?.to_str().ok()
}

fn without_port(host: &str) -> &str {
    let port = host.rsplit_once(':').filter(|(_, port)| port.bytes().all(|byte| byte.is_ascii_digit()));
    port.map_or(host, |(host, _)| host)
}

/// The method as it stands in the log.
fn method(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::POST => "POST",
        Method::HEAD => "HEAD",
        Method::OPTIONS => "OPTIONS",
        _ => "OTHER",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ports_are_no_part_of_a_name() {
        for (host, expected) in [("a.example:80", "a.example"), ("[::1]:80", "[::1]"), ("[::1]", "[::1]"), ("localhost", "localhost"), ("a:b", "a:b")] {
            assert_eq!(without_port(host), expected);
        }
    }

    #[test]
    fn tokens_are_compared_whole() {
        let known = ["secret".to_owned(), "other".to_owned()];
        for (given, expected) in [("secret", true), ("other", true), ("secre", false), ("secrets", false), ("", false), ("Secret", false)] {
            assert_eq!(is_token(&known, given), expected, "{given}");
        }
    }
}
