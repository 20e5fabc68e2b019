//! What all requests share: rules that can be exchanged, limits, figures, the log.

use super::log::Log;
use super::metrics::Metrics;
use crate::audit::Auditor;
use crate::linter::Linter;
use std::net::SocketAddr;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;
use tokio::sync::Semaphore;

/// Rules, and where the decisions by them are written down.
#[derive(Debug)]
pub struct Judge {
    /// Reviews.
    pub linter: Linter,
    /// Writes decisions down.
    pub auditor: Option<Auditor>,
}

/// Loads the rules, at the start and whenever they are to be loaded again.
pub type Load = dyn Fn() -> Result<Judge, String> + Send + Sync;

/// Takes the lines of the log; it must not wait.
pub type Sink = dyn Fn(String) + Send + Sync;

/// What a server is told.
pub struct Options {
    /// Who may ask; empty: everybody.
    pub tokens: Vec<String>,
    /// Web pages that may ask, by origin; `*`: all.
    pub origins: Vec<String>,
    /// Names of this server beside those of its addresses.
    pub hosts: Vec<String>,
    /// How much and how long.
    pub limits: Limits,
    /// Takes the lines of the log.
    pub sink: Box<Sink>,
    /// Whether requests that were answered well are in the log.
    pub verbose: bool,
}

/// How much and how long.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The most bytes of a request's body.
    pub body: usize,
    /// The longest time to an answer, the reading of the request included.
    pub time: Duration,
    /// How many drafts are read at the same time.
    pub reviews: usize,
    /// How many connections are open at the same time.
    pub connections: usize,
    /// How long answers under way are waited for at the end.
    pub drain: Duration,
}

/// The server's state.
pub(super) struct App {
    judge: RwLock<Arc<Judge>>,
    load: Box<Load>,
    pub(super) tokens: Vec<String>,
    pub(super) origins: Vec<String>,
    /// Names under which it is asked, in lower case, without a port.
    pub(super) hosts: Vec<String>,
    pub(super) limits: Limits,
    pub(super) reviews: Arc<Semaphore>,
    pub(super) connections: Arc<Semaphore>,
    pub(super) metrics: Metrics,
    pub(super) log: Log,
}

impl App {
    pub(super) fn new(judge: Judge, load: Box<Load>, options: Options, addresses: Vec<SocketAddr>) -> Self {
        let Options { tokens, origins, hosts, limits, sink, verbose } = options;
        let local = ["localhost", "127.0.0.1", "[::1]"].map(str::to_owned);
        let own = addresses.into_iter().map(|address| match address {
            SocketAddr::V4(address) => address.ip().to_string(),
            SocketAddr::V6(address) => format!("[{}]", address.ip()),
        });
        Self {
            hosts: local.into_iter().chain(own).chain(hosts.into_iter().map(|host| host.to_lowercase())).collect(),
            judge: RwLock::new(Arc::new(judge)),
            load,
            tokens,
            origins,
            limits,
            reviews: Arc::new(Semaphore::new(limits.reviews)),
            connections: Arc::new(Semaphore::new(limits.connections)),
            metrics: Metrics::default(),
            log: Log::new(sink, verbose),
        }
    }

    /// The rules in force now; whoever holds them keeps them until done.
    pub(super) fn judge(&self) -> Arc<Judge> {
        self.judge.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Loads the rules again; where that fails, the known ones stay in force.
    pub(super) async fn reload(self: Arc<Self>) {
        let app = self.clone();
        let loaded = tokio::task::spawn_blocking(move || (app.load)()).await.unwrap_or_else(|_| Err("a fault while loading".to_owned()));
        match loaded {
            Ok(judge) => {
                self.log.reloaded(&judge.linter.rules().hash);
                *self.judge.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(judge);
                self.metrics.reloaded(true);
            }
            Err(message) => {
                self.log.not_reloaded(&message);
                self.metrics.reloaded(false);
            }
        }
    }
}
