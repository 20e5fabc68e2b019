//! How far long work has come, told on a terminal that shows nothing else meanwhile.

use indicatif::{HumanCount, ProgressBar, ProgressStyle};
use std::time::{Duration, Instant};

/// Work that takes less is not told.
const PATIENCE: Duration = Duration::from_secs(1);

/// A line with the number of drafts read, on standard error.
pub(super) struct Progress {
    shown: Shown,
    drafts: u64,
}

enum Shown {
    Never,
    From(Instant),
    Now(ProgressBar),
}

/// Whether there is a terminal to tell it on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Terminal {
    /// One that is free.
    Free,
    /// None, or one that shows findings.
    Taken,
}

impl Progress {
    /// Begins the work.
    pub(super) fn new(terminal: Terminal) -> Self {
        let shown = match terminal {
            Terminal::Free => Shown::From(Instant::now() + PATIENCE),
            Terminal::Taken => Shown::Never,
        };
        Self { shown, drafts: 0 }
    }

    /// Counts drafts that are done.
    pub(super) fn add(&mut self, drafts: usize) {
        self.drafts += drafts as u64;
        if let Shown::From(time) = self.shown
            && Instant::now() >= time
        {
            let style = ProgressStyle::with_template("{spinner} {msg} ({elapsed})").unwrap_or_else(|_| ProgressStyle::default_spinner());
            self.shown = Shown::Now(ProgressBar::new_spinner().with_elapsed(PATIENCE).with_style(style));
        }
        if let Shown::Now(bar) = &self.shown {
            bar.set_message(format!("{} drafts", HumanCount(self.drafts)));
            bar.tick();
        }
    }

    /// Runs what writes to the terminal itself.
    pub(super) fn aside(&self, write: impl FnOnce()) {
        match &self.shown {
            Shown::Now(bar) => bar.suspend(write),
            Shown::Never | Shown::From(_) => write(),
        }
    }

    /// Takes the line away.
    pub(super) fn end(&self) {
        if let Shown::Now(bar) = &self.shown {
            bar.finish_and_clear();
        }
    }
}
