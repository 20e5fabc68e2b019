//! Sockets: bound, accepted from, ended in good order.

use super::connection::serve;
use super::state::App;
use axum::Router;
use hyper_util::server::graceful::GracefulShutdown;
use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

/// Where a server listens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// An address and a port; port 0 takes a free one.
    Socket(SocketAddr),
    /// A socket in the file system.
    #[cfg(unix)]
    Path(std::path::PathBuf),
}

impl Address {
    /// Whether other machines can reach it.
    pub fn is_public(&self) -> bool {
        matches!(self, Self::Socket(address) if !address.ip().is_loopback())
    }
}

impl fmt::Display for Address {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Socket(address) => address.fmt(out),
            #[cfg(unix)]
            Self::Path(path) => write!(out, "unix:{}", path.display()),
        }
    }
}

/// A certificate and its key, ready to use.
#[derive(Clone)]
pub struct Secured(TlsAcceptor);

/// Reads a chain of certificates and a private key in PEM.
pub fn tls(certificates: &[u8], key: &[u8]) -> Result<Secured, String> {
    let chain: Vec<CertificateDer<'static>> =
        CertificateDer::pem_slice_iter(certificates).collect::<Result<_, _>>().map_err(|error| format!("the certificate: {error}"))?;
    let key = PrivateKeyDer::from_pem_slice(key).map_err(|error| format!("the private key: {error}"))?;
    let provider = Arc::new(tokio_rustls::rustls::crypto::ring::default_provider());
    let configuration = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .and_then(|builder| builder.with_no_client_auth().with_single_cert(chain, key))
        .map_err(|error| format!("the certificate and its key: {error}"))?;
    Ok(Secured(TlsAcceptor::from(Arc::new(configuration))))
}

/// A bound socket.
pub(super) enum Listener {
    Socket(TcpListener, SocketAddr),
    #[cfg(unix)]
    Path(tokio::net::UnixListener, std::path::PathBuf),
}

impl Listener {
    pub(super) async fn bind(address: &Address) -> std::io::Result<Self> {
        match address {
            Address::Socket(address) => {
                let listener = TcpListener::bind(address).await?;
                let bound = listener.local_addr()?;
                Ok(Self::Socket(listener, bound))
            }
            #[cfg(unix)]
            Address::Path(path) => Ok(Self::Path(tokio::net::UnixListener::bind(path)?, path.clone())),
        }
    }

    pub(super) fn socket(&self) -> Option<SocketAddr> {
        match self {
            Self::Socket(_, address) => Some(*address),
            #[cfg(unix)]
            Self::Path(..) => None,
        }
    }
}

impl fmt::Display for Listener {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Socket(_, address) => address.fmt(out),
            #[cfg(unix)]
            Self::Path(_, path) => write!(out, "unix:{}", path.display()),
        }
    }
}

/// Accepts connections until it is stopped; then waits for those that are open.
pub(super) async fn accept(listener: Listener, tls: Option<Secured>, router: Router, app: Arc<App>, mut stopped: watch::Receiver<bool>) {
    let graceful = GracefulShutdown::new();
    loop {
        // A connection beyond the limit waits in the queue of the system.
        let Ok(permit) = app.connections.clone().acquire_owned().await else { break };
        let accepted = tokio::select! {
            accepted = next(&listener) => accepted,
            _ = stopped.wait_for(|stopped| *stopped) => break,
        };
        let Ok(stream) = accepted else {
            // Out of file descriptors, most likely: others are closed meanwhile.
            tokio::time::sleep(Duration::from_millis(20)).await;
            continue;
        };
        let (router, time, watcher) = (router.clone(), app.limits.time, graceful.watcher());
        match (stream, &tls) {
            (Stream::Socket(stream), None) => drop(tokio::spawn(serve(stream, router, time, watcher, permit))),
            (Stream::Socket(stream), Some(Secured(acceptor))) => {
                let handshake = tokio::time::timeout(time, acceptor.accept(stream));
                tokio::spawn(async move {
                    if let Ok(Ok(stream)) = handshake.await {
                        serve(stream, router, time, watcher, permit).await;
                    }
                });
            }
            #[cfg(unix)]
            (Stream::Path(stream), _) => {
                let router = router.layer(axum::Extension(super::guard::Local));
                tokio::spawn(serve(stream, router, time, watcher, permit));
            }
        }
    }
    drop(listener);
    let _ = tokio::time::timeout(app.limits.drain, graceful.shutdown()).await;
}

/// A connection.
enum Stream {
    Socket(tokio::net::TcpStream),
    #[cfg(unix)]
    Path(tokio::net::UnixStream),
}

async fn next(listener: &Listener) -> std::io::Result<Stream> {
    match listener {
        Listener::Socket(listener, _) => {
            let (stream, _) = listener.accept().await?;
            stream.set_nodelay(true)?;
            Ok(Stream::Socket(stream))
        }
        #[cfg(unix)]
        Listener::Path(listener, _) => Ok(Stream::Path(listener.accept().await?.0)),
    }
}
