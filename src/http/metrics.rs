//! Figures for Prometheus.

use super::log::Answered;
use super::routes::Route;
use super::state::App;
use crate::diagnostic::Verdict;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

/// Upper limits of the times that are counted, in microseconds.
const BUCKETS: [u64; 10] = [250, 500, 1_000, 2_500, 5_000, 10_000, 50_000, 250_000, 1_000_000, 5_000_000];

/// Counts since the start.
#[derive(Default)]
pub(super) struct Metrics {
    requests: Mutex<BTreeMap<(Route, u16), u64>>,
    times: [AtomicU64; BUCKETS.len() + 1],
    microseconds: AtomicU64,
    verdicts: [AtomicU64; 3],
    reloads: [AtomicU64; 2],
    faults: AtomicU64,
}

impl Metrics {
    pub(super) fn answered(&self, answered: &Answered) {
        *self.requests.lock().unwrap_or_else(PoisonError::into_inner).entry((answered.route, answered.status)).or_default() += 1;
        let took = answered.took.as_micros() as u64;
        let bucket = BUCKETS.iter().position(|&limit| took <= limit).unwrap_or(BUCKETS.len());
        self.times[bucket].fetch_add(1, Ordering::Relaxed);
        self.microseconds.fetch_add(took, Ordering::Relaxed);
    }

    pub(super) fn verdict(&self, verdict: Verdict) {
        self.verdicts[verdict as usize].fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn reloaded(&self, well: bool) {
        self.reloads[usize::from(well)].fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn fault(&self) {
        self.faults.fetch_add(1, Ordering::Relaxed);
    }
}

/// Microseconds as seconds.
fn seconds(microseconds: u64) -> String {
    format!("{}.{:06}", microseconds / 1_000_000, microseconds % 1_000_000)
}

/// All figures, in the text format of Prometheus.
pub(super) fn text(app: &App) -> String {
    let (metrics, mut out) = (&app.metrics, String::new());
    // Writing to a text does not fail.
    let _ = write(metrics, app, &mut out);
    out
}

fn write(metrics: &Metrics, app: &App, out: &mut String) -> std::fmt::Result {
    out.push_str("# HELP rifq_requests_total Requests answered, by route and status.\n# TYPE rifq_requests_total counter\n");
    for ((route, status), count) in &*metrics.requests.lock().unwrap_or_else(PoisonError::into_inner) {
        writeln!(out, "rifq_requests_total{{route=\"{}\",status=\"{status}\"}} {count}", route.name())?;
    }
    out.push_str("# HELP rifq_request_seconds Time to an answer.\n# TYPE rifq_request_seconds histogram\n");
    let mut sum = 0;
    for (bucket, count) in metrics.times.iter().enumerate() {
        sum += count.load(Ordering::Relaxed);
        let limit = BUCKETS.get(bucket).map_or_else(|| "+Inf".to_owned(), |&limit| seconds(limit));
        writeln!(out, "rifq_request_seconds_bucket{{le=\"{limit}\"}} {sum}")?;
    }
    writeln!(out, "rifq_request_seconds_sum {}", seconds(metrics.microseconds.load(Ordering::Relaxed)))?;
    writeln!(out, "rifq_request_seconds_count {sum}")?;
    out.push_str("# HELP rifq_verdicts_total Drafts judged, by verdict.\n# TYPE rifq_verdicts_total counter\n");
    for verdict in [Verdict::Pass, Verdict::Warn, Verdict::Block] {
        writeln!(out, "rifq_verdicts_total{{verdict=\"{}\"}} {}", verdict.name(), metrics.verdicts[verdict as usize].load(Ordering::Relaxed))?;
    }
    out.push_str("# HELP rifq_reloads_total Rules loaded again.\n# TYPE rifq_reloads_total counter\n");
    for (index, result) in ["failed", "done"].into_iter().enumerate() {
        writeln!(out, "rifq_reloads_total{{result=\"{result}\"}} {}", metrics.reloads[index].load(Ordering::Relaxed))?;
    }
    out.push_str("# HELP rifq_faults_total Faults of rifq itself.\n# TYPE rifq_faults_total counter\n");
    writeln!(out, "rifq_faults_total {}", metrics.faults.load(Ordering::Relaxed))?;
    out.push_str("# HELP rifq_reviews_in_flight Drafts that are being read.\n# TYPE rifq_reviews_in_flight gauge\n");
    writeln!(out, "rifq_reviews_in_flight {}", app.limits.reviews - app.reviews.available_permits())?;
    out.push_str("# HELP rifq_connections Open connections.\n# TYPE rifq_connections gauge\n");
    writeln!(out, "rifq_connections {}", app.limits.connections - app.connections.available_permits())?;
    out.push_str("# HELP rifq_info The version and the rules in force.\n# TYPE rifq_info gauge\n");
    writeln!(out, "rifq_info{{version=\"{}\",rules=\"{}\"}} 1", env!("CARGO_PKG_VERSION"), app.judge().linter.rules().hash)
}
