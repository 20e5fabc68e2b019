//! The arguments of `rifq serve`.

use crate::http::Address;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, Args)]
#[command(after_help = NOTES)]
pub(super) struct ServeArguments {
    /// Where to listen: ADDRESS:PORT, or unix:PATH for a socket in the file system (repeatable)
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:7227", value_parser = address)]
    pub listen: Vec<Address>,
    /// A file with tokens, one a line; whoever asks sends one as `Authorization: Bearer TOKEN`
    #[arg(long, value_name = "FILE")]
    pub token_file: Option<PathBuf>,
    /// The origin of a web page that may ask, such as `https://desk.example`; `*` for all (repeatable)
    #[arg(long, value_name = "ORIGIN")]
    pub allow_origin: Vec<String>,
    /// A further name of this server, as it stands in `Host` (repeatable)
    #[arg(long, value_name = "NAME")]
    pub allow_host: Vec<String>,
    /// The certificate with its chain, in PEM
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    pub tls_cert: Option<PathBuf>,
    /// The private key of the certificate, in PEM
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    pub tls_key: Option<PathBuf>,

    /// The configuration with the rules and the table [policy]; no other is looked for
    #[arg(long, value_name = "FILE", help_heading = "Rules")]
    pub config: Option<PathBuf>,
    /// Load the rules again when their files change, as SIGHUP does
    #[arg(long, requires = "config", help_heading = "Rules")]
    pub watch: bool,

    /// The most bytes of a request
    #[arg(long, value_name = "BYTES", default_value_t = 1 << 20, value_parser = clap::value_parser!(u64).range(1..=1 << 30), help_heading = "Limits")]
    pub max_bytes: u64,
    /// The longest time to an answer, in milliseconds
    #[arg(long, value_name = "MS", default_value_t = 10_000, value_parser = clap::value_parser!(u64).range(1..=600_000), help_heading = "Limits")]
    pub timeout_ms: u64,
    /// How many connections are open at the same time
    #[arg(long, value_name = "COUNT", default_value_t = 512, value_parser = clap::value_parser!(u32).range(1..=65_536), help_heading = "Limits")]
    pub max_connections: u32,
    /// Threads that serve connections [default: as many as there are processors]
    #[arg(long, value_name = "COUNT", value_parser = clap::value_parser!(u32).range(1..=1024), help_heading = "Limits")]
    pub threads: Option<u32>,
    /// Which requests stand in the log on standard error
    #[arg(long, value_enum, default_value_t = LogChoice::Errors)]
    pub log: LogChoice,
}

/// Which requests stand in the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum LogChoice {
    /// All
    Requests,
    /// Those that were turned down or failed
    Errors,
}

const NOTES: &str = "\
Paths: POST /v1/check, /v1/score, /v1/rewrite, /v1/hook; GET /v1/rules, /healthz, /metrics, /openapi.json, and a page to try it at /. \
SIGHUP loads the rules again, SIGTERM and SIGINT end the server after what is under way. docs/http.md tells the rest.

Exit codes: 0 ended by a signal, 2 could not be started";

fn address(word: &str) -> Result<Address, String> {
    #[cfg(unix)]
    if let Some(path) = word.strip_prefix("unix:") {
        return if path.is_empty() { Err("a path is missing after unix:".to_owned()) } else { Ok(Address::Path(path.into())) };
    }
    let word = word.strip_prefix("localhost:").map_or_else(|| word.to_owned(), |port| format!("127.0.0.1:{port}"));
    word.parse().map(Address::Socket).map_err(|_| "write ADDRESS:PORT, such as 127.0.0.1:7227".to_owned())
}
