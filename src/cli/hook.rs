//! `rifq hook`: one request in, one verdict out, before a deadline.

use super::Outcome;
use super::args_hook::HookArguments;
use crate::audit::Auditor;
use crate::catalogue::load;
use crate::hook::{Judged, judge, report, suggest};
use crate::linter::Linter;
use crate::rules::Policy;
use crate::wire::{self, SuggestionReport};
use anyhow::{Context, Result, anyhow, bail};
use std::io::{Read, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

/// How far the work has come.
enum Step {
    /// The request is read; it may want an answer sooner.
    Read(Option<u32>),
    /// There is a verdict.
    Judged(Box<Judged>),
    /// There is a better reply, or none.
    Suggested(Option<SuggestionReport>),
    /// The request cannot be read: a word for programs, a sentence for people.
    Failed(&'static str, String),
}

pub(super) fn run(arguments: &HookArguments) -> Result<Outcome> {
    let start = Instant::now();
    quiet_panics();
    let rules = load(arguments.config.as_deref(), &[])?;
    let folder = arguments.config.as_deref().and_then(Path::parent).unwrap_or(Path::new(""));
    let auditor = match &rules.policy.audit {
        Some(audit) => Some(Auditor::open(audit, folder).with_context(|| format!("{}: no audit file can be opened here", audit.file.display()))?),
        None => None,
    };
    let linter = Arc::new(Linter::new(rules));
    let (sender, steps) = channel();
    let (worker, max_bytes) = (linter.clone(), arguments.max_bytes);
    std::thread::Builder::new().stack_size(8 << 20).spawn(move || work(&worker, max_bytes, &sender))?;
    let deadline_ms = linter.rules().policy.deadline_ms.unwrap_or(Policy::DEADLINE_MS);
    let mut wait = Wait { steps, start, deadline_ms };
    match wait.verdict() {
        Ok(judged) => {
            if let Some(Err(error)) = auditor.map(|auditor| auditor.decided(&judged, linter.rules(), start.elapsed())) {
                eprintln!("rifq: the decision could not be written down: {error}");
            }
            let (suggestion, late) = match wait.suggestion() {
                Ok(suggestion) => (suggestion, None),
                Err(late) => (None, Some(late)),
            };
            let mut report = report(&linter, &judged, suggestion);
            report.warnings.extend(late);
            let mut bytes = serde_json::to_vec(&report)?;
            bytes.push(b'\n');
            std::io::stdout().lock().write_all(&bytes)?;
            Ok(Outcome::Clean)
        }
        Err((code, message)) => {
            if let Some(Err(error)) = auditor.map(|auditor| auditor.failed(code, start.elapsed())) {
                eprintln!("rifq: the failure could not be written down: {error}");
            }
            Err(anyhow!(message))
        }
    }
}

/// Reads, judges and mends; each step is told as soon as it is done.
fn work(linter: &Linter, max_bytes: u64, steps: &Sender<Step>) {
    let request = match read(max_bytes) {
        Ok(request) => request,
        Err((code, error)) => return drop(steps.send(Step::Failed(code, format!("{error:#}")))),
    };
    // Nobody listens any more once the deadline has passed.
    let _ = steps.send(Step::Read(request.deadline_ms));
    let judged = judge(linter, request);
    let _ = steps.send(Step::Judged(Box::new(judged.clone())));
    let _ = steps.send(Step::Suggested(suggest(linter, &judged)));
}

/// The request on standard input.
fn read(max_bytes: u64) -> Result<wire::Request, (&'static str, anyhow::Error)> {
    let bytes = || -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        std::io::stdin().lock().take(max_bytes + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > max_bytes {
            bail!("a request larger than {max_bytes} bytes; --max-bytes raises the limit");
        }
        Ok(bytes)
    };
    let bytes = bytes().map_err(|error| ("too_large", error))?;
    let text = std::str::from_utf8(&bytes).map_err(|error| ("invalid_utf8", anyhow!("not valid UTF-8 from byte {} on", error.valid_up_to())))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    wire::parse(text).map_err(|error| (error.code, anyhow!("standard input:{error}")))
}

/// What is waited for, and how long.
struct Wait {
    steps: Receiver<Step>,
    start: Instant,
    deadline_ms: u32,
}

impl Wait {
    fn next(&self) -> Result<Step, RecvTimeoutError> {
        let left = Duration::from_millis(u64::from(self.deadline_ms)).saturating_sub(self.start.elapsed());
        self.steps.recv_timeout(left)
    }

    /// The verdict, or why there is none.
    fn verdict(&mut self) -> Result<Box<Judged>, (&'static str, String)> {
        loop {
            match self.next() {
                Ok(Step::Read(wanted)) => self.deadline_ms = self.deadline_ms.min(wanted.unwrap_or(u32::MAX)),
                Ok(Step::Judged(judged)) => return Ok(judged),
                Ok(Step::Failed(code, message)) => return Err((code, message)),
                Ok(Step::Suggested(_)) | Err(RecvTimeoutError::Disconnected) => {
                    return Err(("fault", "a fault in rifq itself; there is no verdict".to_owned()));
                }
                Err(RecvTimeoutError::Timeout) => return Err(("deadline", format!("no verdict within {} ms", self.deadline_ms))),
            }
        }
    }

    /// The suggestion, if there is one; an error where it came too late.
    fn suggestion(&self) -> Result<Option<SuggestionReport>, String> {
        match self.next() {
            Ok(Step::Suggested(suggestion)) => Ok(suggestion),
            _ => Err(format!("no suggestion within {} ms", self.deadline_ms)),
        }
    }
}

/// A panic is told by its place only: its message may quote the draft.
fn quiet_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map_or_else(|| "an unknown place".to_owned(), ToString::to_string);
        eprintln!("rifq: a fault at {place}");
    }));
}
