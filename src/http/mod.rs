//! The server: the same questions over HTTP. It knows no files and prints nothing; whoever starts it brings rules, a sink for its log, and sockets' names.

mod connection;
mod guard;
mod languagetool;
mod listen;
mod log;
mod metrics;
mod openapi;
mod page;
mod patience;
mod problem;
mod routes;
mod state;
mod v1;

pub use listen::{Address, Secured, tls};
pub use openapi::openapi;
pub use state::{Judge, Limits, Load, Options, Sink};

use state::App;
use std::sync::Arc;

/// A server that listens and is not yet serving.
pub struct Server {
    app: Arc<App>,
    listeners: Vec<listen::Listener>,
    tls: Option<Secured>,
}

/// Signals for a server that serves.
pub trait Signals: Send {
    /// Waits for the next one.
    fn next(&mut self) -> impl Future<Output = Signal> + Send;
}

/// What a server may be told from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// Load the rules again.
    Reload,
    /// Answer what has been asked, then end.
    Stop,
}

impl Server {
    /// Loads the rules and binds all addresses; an address that others can reach needs a token.
    pub async fn bind(addresses: &[Address], load: Box<Load>, options: Options, tls: Option<Secured>) -> Result<Self, String> {
        if let Some(open) = addresses.iter().find(|address| address.is_public()).filter(|_| options.tokens.is_empty()) {
            return Err(format!("{open} can be reached from outside: name a file of tokens with --token-file, or listen on 127.0.0.1"));
        }
        let judge = load()?;
        let mut listeners = Vec::new();
        for address in addresses {
            listeners.push(listen::Listener::bind(address).await.map_err(|error| format!("{address}: {error}"))?);
        }
        let hosts = listeners.iter().filter_map(listen::Listener::socket).collect();
        Ok(Self { app: Arc::new(App::new(judge, load, options, hosts)), listeners, tls })
    }

    /// Serves until it is told to stop; answers under way are finished, within the limit for that.
    pub async fn serve(self, mut signals: impl Signals) {
        for listener in &self.listeners {
            self.app.log.listening(&listener.to_string(), self.tls.is_some());
        }
        let router = routes::router(self.app.clone());
        let (stop, stopped) = tokio::sync::watch::channel(false);
        let tasks: Vec<_> = self
            .listeners
            .into_iter()
            .map(|listener| tokio::spawn(listen::accept(listener, self.tls.clone(), router.clone(), self.app.clone(), stopped.clone())))
            .collect();
        while signals.next().await == Signal::Reload {
            self.app.clone().reload().await;
        }
        self.app.log.event("stopping");
        let _ = stop.send(true);
        for task in tasks {
            let _ = task.await;
        }
        self.app.log.event("stopped");
    }
}
