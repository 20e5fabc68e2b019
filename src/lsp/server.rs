//! The loop: messages in their order, and between them what is due.

use super::client::Client;
use super::pages::Pages;
use super::queue::Queue;
use super::requests;
use super::settings::Settings;
use super::state::{Effect, State};
use lsp_server::{Connection, ErrorCode, Message, Notification, Request, RequestId, Response};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// How the server came to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// The client said `shutdown`, then `exit`.
    Clean,
    /// It said `exit` without `shutdown`, or went away.
    Abrupt,
}

/// How a server runs.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Where pages of rules are written for links to them; without it diagnostics have no links.
    pub pages: Option<PathBuf>,
}

/// Serves one client until it goes.
pub fn serve(connection: &Connection, options: Options) -> Ending {
    let state = State { pages: Pages::new(options.pages), ..State::default() };
    let mut server = Server { connection, state, phase: Phase::Starting, asked: 0, mistaken: BTreeSet::new(), told: BTreeSet::new() };
    let mut queue = Queue::default();
    loop {
        let message = match server.wait() {
            None => connection.receiver.recv().map_err(|_| false),
            Some(wait) => connection.receiver.recv_timeout(wait).map_err(|error| error.is_timeout()),
        };
        match message {
            Ok(message) => server.take(&mut queue, message),
            Err(true) => {}
            Err(false) => return Ending::Abrupt,
        }
        loop {
            while let Ok(message) = connection.receiver.try_recv() {
                server.take(&mut queue, message);
            }
            let Some(message) = queue.pop() else { break };
            if let Some(ending) = server.handle(message) {
                return ending;
            }
        }
        server.check_due();
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Starting,
    Running,
    Ending,
}

/// What the names of questions about settings begin with.
const CONFIGURATION: &str = "rifq/configuration";

pub(super) struct Server<'c> {
    connection: &'c Connection,
    pub(super) state: State,
    phase: Phase,
    /// How many requests were sent.
    asked: u64,
    /// The files whose mistakes were published although they are not open.
    pub(super) mistaken: BTreeSet<String>,
    /// What was said of settings.
    pub(super) told: BTreeSet<String>,
}

impl Server<'_> {
    /// How long nothing is due; `None`: nothing will be.
    fn wait(&self) -> Option<Duration> {
        let due = self.state.documents.values().flat_map(|document| [document.due, document.rest]).flatten().min()?;
        Some(due.saturating_duration_since(Instant::now()))
    }

    fn take(&self, queue: &mut Queue, message: Message) {
        if let Some(cancelled) = queue.push(message) {
            self.send(Message::Response(cancelled));
        }
    }

    /// Handles a message; tells when it was the last one.
    fn handle(&mut self, message: Message) -> Option<Ending> {
        match message {
            Message::Request(request) => self.request(request),
            Message::Notification(notification) => return self.notification(notification),
            Message::Response(response) => self.response(response),
        }
        None
    }

    fn request(&mut self, request: Request) {
        let Request { id, method, params } = request;
        let response = match (self.phase, method.as_str()) {
            (_, "") => Response::new_err(id, ErrorCode::InvalidRequest as i32, "not a request".to_owned()),
            (Phase::Starting, "initialize") => {
                self.phase = Phase::Running;
                self.initialize(id, &params)
            }
            (Phase::Starting, _) => Response::new_err(id, ErrorCode::ServerNotInitialized as i32, "initialize comes first".to_owned()),
            (Phase::Ending, _) => Response::new_err(id, ErrorCode::InvalidRequest as i32, "the server is shut down".to_owned()),
            (Phase::Running, "initialize") => Response::new_err(id, ErrorCode::InvalidRequest as i32, "already initialized".to_owned()),
            (Phase::Running, "shutdown") => {
                self.phase = Phase::Ending;
                Response::new_ok(id, Value::Null)
            }
            (Phase::Running, _) => guarded(id, || requests::answer(&mut self.state, &method, params)),
        };
        self.send(Message::Response(response));
        for effect in std::mem::take(&mut self.state.effects) {
            self.carry_out(effect);
        }
    }

    /// Does what a command asked for.
    fn carry_out(&mut self, effect: Effect) {
        match effect {
            Effect::Edit { label, edit } => self.ask("rifq/edit", "workspace/applyEdit", json!({ "label": label, "edit": edit })),
            Effect::Reload => self.reload(),
            Effect::Recheck(uri) => {
                self.state.generation += 1;
                self.publish(&uri);
                self.refresh();
            }
        }
    }

    fn initialize(&mut self, id: RequestId, params: &Value) -> Response {
        self.state.client = Client::new(params);
        let wrong = self.set(&params["initializationOptions"]);
        self.warn(&wrong);
        Response::new_ok(id, requests::capabilities(&self.state.client))
    }

    fn notification(&mut self, notification: Notification) -> Option<Ending> {
        let Notification { method, params } = notification;
        if method == "exit" {
            return Some(if self.phase == Phase::Ending { Ending::Clean } else { Ending::Abrupt });
        }
        if self.phase != Phase::Running {
            return None;
        }
        let done = catch_unwind(AssertUnwindSafe(|| self.notified(&method, params)));
        match done {
            Ok(Ok(())) => {}
            Ok(Err(error)) => self.log(&format!("{method}: {error}")),
            Err(_) => self.log(&format!("{method}: failed; the server goes on")),
        }
        None
    }

    fn response(&mut self, response: Response) {
        let is_configuration = serde_json::to_value(&response.id).is_ok_and(|id| id.as_str().is_some_and(|id| id.starts_with(CONFIGURATION)));
        match response.response_result {
            Ok(Value::Array(values)) if is_configuration => {
                if let Some(settings) = values.into_iter().next().filter(|settings| !settings.is_null()) {
                    self.configure(&settings);
                }
            }
            Err(error) => self.log(&format!("the client refused: {}", error.message)),
            Ok(_) => {}
        }
    }

    /// Checks what the typist paused over, and counts as finished what he rested over.
    fn check_due(&mut self) {
        let now = Instant::now();
        let is_due = |due: Option<Instant>| due.is_some_and(|due| due <= now);
        let due: Vec<String> =
            self.state.documents.values().filter(|document| is_due(document.due) || is_due(document.rest)).map(|document| document.uri.clone()).collect();
        for uri in due {
            let done = catch_unwind(AssertUnwindSafe(|| self.check(&uri, now)));
            if done.is_err() {
                self.log("a check failed; the server goes on");
            }
        }
    }

    pub(super) fn ask_configuration(&mut self) {
        if self.state.client.configuration {
            self.ask(CONFIGURATION, "workspace/configuration", json!({ "items": [{ "section": "rifq" }] }));
        }
    }

    /// Takes settings over and checks everything by them, where they are others than before.
    pub(super) fn configure(&mut self, value: &Value) {
        let before = self.state.settings.clone();
        let wrong = self.set(value);
        self.told.clear();
        self.warn(&wrong);
        if self.state.settings != before {
            self.reload();
        }
    }

    fn set(&mut self, value: &Value) -> Vec<String> {
        let (settings, wrong) = Settings::read(value);
        self.state.settings = settings;
        wrong
    }

    pub(super) fn warn(&self, wrong: &[String]) {
        for message in wrong {
            self.notify("window/showMessage", json!({ "type": 2, "message": message }));
        }
    }

    fn log(&self, message: &str) {
        self.notify("window/logMessage", json!({ "type": 2, "message": message }));
    }

    pub(super) fn notify(&self, method: &str, params: Value) {
        self.send(Message::Notification(Notification { method: method.to_owned(), params }));
    }

    /// Sends a request.
    pub(super) fn ask(&mut self, name: &str, method: &str, params: Value) {
        self.asked += 1;
        let id = RequestId::from(format!("{name}/{}", self.asked));
        self.send(Message::Request(Request { id, method: method.to_owned(), params }));
    }

    /// Sends a message; a client that went away is noticed by the loop.
    fn send(&self, message: Message) {
        let _ = self.connection.sender.send(message);
    }
}

/// Answers a request; a panic is an answer, too.
fn guarded(id: RequestId, answer: impl FnOnce() -> requests::Answer) -> Response {
    match catch_unwind(AssertUnwindSafe(answer)) {
        Ok(Ok(value)) => Response::new_ok(id, value),
        Ok(Err((code, message))) => Response::new_err(id, code as i32, message),
        Err(_) => Response::new_err(id, ErrorCode::InternalError as i32, "the request failed; the server goes on".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_answer() {
        let response = guarded(RequestId::from(1), || panic!("on purpose"));
        assert_eq!(response.response_result.err().map(|error| error.code), Some(ErrorCode::InternalError as i32));
    }
}
