//! One connection: HTTP/1.1, with clients that stop sending before they are answered.

use super::patience::Patient;
use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::Watcher;
use hyper_util::service::TowerToHyperService;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::OwnedSemaphorePermit;

/// The most bytes of a request's head.
const HEAD: usize = 32 << 10;

/// Serves until either side ends; `time` is the longest wait for the head of a request, and for a client that does not read its answer.
pub(super) async fn serve<S: AsyncRead + AsyncWrite + Unpin + Send + 'static>(
    stream: S,
    router: Router,
    time: Duration,
    watcher: Watcher,
    permit: OwnedSemaphorePermit,
) {
    let mut builder = http1::Builder::new();
    // Emacs closes its half before it is answered.
    builder.half_close(true).timer(TokioTimer::new()).header_read_timeout(time).max_buf_size(HEAD);
    let connection = builder.serve_connection(TokioIo::new(Patient::new(stream, time)), TowerToHyperService::new(router));
    // A connection that ends badly concerns only its client, and what it says may quote the client.
    let _ = watcher.watch(connection).await;
    drop(permit);
}
