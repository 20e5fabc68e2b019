//! What is told while the work goes on: how far it has come, how fast, how long it will take, and what could not be read.

use super::segments::Place;
use crate::read::ReadError;
use indicatif::{HumanCount, HumanDuration, ProgressBar, ProgressStyle};
use std::io::IsTerminal;
use std::time::{Duration, Instant};

/// The most records that are told by name; all of them stand in `errors.jsonl`.
const MOST: u64 = 20;

/// Tells of the work on standard error.
pub(super) struct Told {
    bar: Option<ProgressBar>,
    begun: Instant,
    /// Where this run began.
    from: Place,
    now: Place,
    unreadable: u64,
}

impl Told {
    /// Begins; `quiet` tells only what could not be read.
    pub(super) fn new(shown: bool) -> Self {
        let bar = (shown && std::io::stderr().is_terminal()).then(|| {
            let style = ProgressStyle::with_template("{spinner} {msg}").unwrap_or_else(|_| ProgressStyle::default_spinner());
            let bar = ProgressBar::new_spinner().with_style(style);
            bar.enable_steady_tick(Duration::from_millis(200));
            bar
        });
        Self { bar, begun: Instant::now(), from: Place::default(), now: Place::default(), unreadable: 0 }
    }

    /// An earlier run came so far.
    pub(super) fn skip(&mut self, place: Place) {
        (self.from, self.now) = (place, place);
        if place.records > 0 {
            self.line(&format!("rifq: going on after {} records that are done", HumanCount(place.records)));
        }
    }

    /// So much is done.
    pub(super) fn add(&mut self, place: Place) {
        self.now = place;
        let Some(bar) = &self.bar else { return };
        let (turns, elapsed) = (place.turns - self.from.turns, self.begun.elapsed());
        let rate = u128::from(turns) * 1000 / elapsed.as_millis().max(1);
        let rate = u64::try_from(rate).unwrap_or_default();
        let (conversations, turns) = (HumanCount(place.conversations), HumanCount(place.turns));
        bar.set_message(format!("{conversations} conversations, {turns} agent turns, {} a second, {}", HumanCount(rate), HumanDuration(elapsed)));
    }

    /// A record could not be read.
    pub(super) fn unreadable(&mut self, error: &ReadError) {
        self.unreadable += 1;
        if self.unreadable <= MOST {
            self.line(&format!("rifq: {error}"));
        } else if self.unreadable == MOST + 1 {
            self.line("rifq: more could not be read; errors.jsonl tells them all");
        }
    }

    fn line(&self, line: &str) {
        match &self.bar {
            Some(bar) => bar.suspend(|| eprintln!("{line}")),
            None => eprintln!("{line}"),
        }
    }

    /// Takes the line away.
    pub(super) fn end(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
