//! The log: a line of JSON per event, without a word of what was written.

use super::routes::Route;
use super::state::Sink;
use crate::audit::now;
use serde_json::{Value, json};
use std::time::Duration;

/// Writes events.
pub(super) struct Log {
    sink: Box<Sink>,
    verbose: bool,
}

/// A request that was answered.
#[derive(Clone, Copy, Debug)]
pub(super) struct Answered {
    /// Of the closed list of methods; another one is `OTHER`.
    pub(super) method: &'static str,
    /// A path that is none of ours may hold anything: it is only `other`.
    pub(super) route: Route,
    pub(super) status: u16,
    pub(super) took: Duration,
}

impl Log {
    pub(super) fn new(sink: Box<Sink>, verbose: bool) -> Self {
        Self { sink, verbose }
    }

    pub(super) fn answered(&self, answered: &Answered) {
        if self.verbose || answered.status >= 400 {
            let Answered { method, route, status, took } = *answered;
            let took = took.as_micros();
            // Written by hand: it stands in the way of every answer.
            (self.sink)(format!(r#"{{"at":"{}","event":"request","method":"{method}","route":"{}","status":{status},"us":{took}}}"#, now(), route.name()));
        }
    }

    pub(super) fn listening(&self, address: &str, tls: bool) {
        self.write("listening", json!({"address": address, "tls": tls}));
    }

    pub(super) fn reloaded(&self, rules: &str) {
        self.write("reloaded", json!({"rules": rules}));
    }

    pub(super) fn not_reloaded(&self, message: &str) {
        self.write("not_reloaded", json!({"message": message}));
    }

    /// A panic or a line that could not be written down, told without what it was about.
    pub(super) fn fault(&self, what: &str) {
        self.write("fault", json!({"what": what}));
    }

    pub(super) fn event(&self, event: &str) {
        self.write(event, json!({}));
    }

    fn write(&self, event: &str, mut more: Value) {
        let mut line = json!({"at": now(), "event": event});
        if let (Some(line), Some(more)) = (line.as_object_mut(), more.as_object_mut()) {
            line.append(more);
        }
        (self.sink)(line.to_string());
    }
}
