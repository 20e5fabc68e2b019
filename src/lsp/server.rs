//! The loop: messages in their order, and between them what is due.

use super::client::Client;
use super::document::{Kind, OpenDocument};
use super::pages::Pages;
use super::protocol::{ChangeParams, ConfigurationParams, DocumentParams, OpenParams};
use super::queue::Queue;
use super::settings::Settings;
use super::state::State;
use super::{custom, diagnostics, requests, uri};
use crate::conversation::Stage;
use lsp_server::{Connection, ErrorCode, Message, Notification, Request, RequestId, Response};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
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
    let mut server = Server { connection, state, phase: Phase::Starting, asked: 0, mistaken: BTreeSet::new() };
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

/// The identity of the one question the server asks.
const CONFIGURATION: &str = "rifq/configuration";

struct Server<'c> {
    connection: &'c Connection,
    state: State,
    phase: Phase,
    /// How many requests were sent.
    asked: u64,
    /// The files whose mistakes were published.
    mistaken: BTreeSet<String>,
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

    fn notified(&mut self, method: &str, params: Value) -> Result<(), serde_json::Error> {
        match method {
            "initialized" => {
                self.ask_configuration();
                self.watch();
            }
            "textDocument/didOpen" => {
                let params: OpenParams = read(params)?;
                self.open(OpenDocument::new(params.text_document));
            }
            "textDocument/didChange" => self.change(read(params)?),
            "textDocument/didSave" => {
                let params: DocumentParams = read(params)?;
                self.saved(&params.text_document.uri);
            }
            "textDocument/didClose" => {
                let params: DocumentParams = read(params)?;
                self.close(&params.text_document.uri);
            }
            "workspace/didChangeConfiguration" => {
                let params: ConfigurationParams = read(params)?;
                if params.settings.is_null() || (self.state.client.configuration && params.settings.as_object().is_some_and(serde_json::Map::is_empty)) {
                    self.ask_configuration();
                } else {
                    self.configure(&params.settings);
                }
            }
            "workspace/didChangeWatchedFiles" => self.reload(),
            _ => {}
        }
        Ok(())
    }

    fn response(&mut self, response: Response) {
        let is_configuration = serde_json::to_value(&response.id).is_ok_and(|id| id.as_str().is_some_and(|id| id.starts_with(CONFIGURATION)));
        if let (true, Ok(Value::Array(values))) = (is_configuration, response.response_result)
            && let Some(settings) = values.into_iter().next().filter(|settings| !settings.is_null())
        {
            self.configure(&settings);
        }
    }

    fn ask_configuration(&mut self) {
        if self.state.client.configuration {
            self.ask(CONFIGURATION, "workspace/configuration", json!({ "items": [{ "section": "rifq" }] }));
        }
    }

    /// Has the client tell when rules or configurations change on the disk.
    fn watch(&mut self) {
        if self.state.client.watches {
            let options = json!({ "watchers": [{ "globPattern": "**/*.toml" }, { "globPattern": "**/*.customer.{txt,json}" }] });
            let registration = json!({ "id": "rifq/watch", "method": "workspace/didChangeWatchedFiles", "registerOptions": options });
            self.ask("rifq/watch", "client/registerCapability", json!({ "registrations": [registration] }));
        }
    }

    /// Sends a request.
    fn ask(&mut self, name: &str, method: &str, params: Value) {
        self.asked += 1;
        let id = RequestId::from(format!("{name}/{}", self.asked));
        self.send(Message::Request(Request { id, method: method.to_owned(), params }));
    }

    /// Takes settings over and checks everything by them, where they are others than before.
    fn configure(&mut self, value: &Value) {
        let before = self.state.settings.clone();
        let wrong = self.set(value);
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

    /// Has rules and configuration read again, and checks everything.
    fn reload(&mut self) {
        self.state.rules.forget();
        self.state.forget_reviews();
        let uris: Vec<String> = self.state.documents.keys().cloned().collect();
        for uri in &uris {
            self.publish(uri);
        }
        self.publish_mistakes();
        self.refresh();
    }

    fn open(&mut self, document: OpenDocument) {
        let uri = document.uri.clone();
        self.state.documents.insert(uri.clone(), document);
        self.publish(&uri);
        self.publish_mistakes();
    }

    fn change(&mut self, params: ChangeParams) {
        let settings = &self.state.settings;
        let Some(document) = self.state.documents.get_mut(&params.text_document.uri) else { return };
        document.version = params.text_document.version.unwrap_or(document.version + 1);
        document.change(params.content_changes, self.state.client.encoding);
        let now = Instant::now();
        document.stage = Stage::Typing;
        document.due = Some(now + settings.debounce);
        document.rest = Some(now + settings.rest.max(settings.debounce));
    }

    fn saved(&mut self, uri: &str) {
        let is_toml = self
            .state
            .documents
            .get(uri)
            .map_or_else(|| Path::new(uri).extension().is_some_and(|extension| extension == "toml"), |document| document.kind == Kind::Toml);
        if is_toml {
            self.reload();
        } else if let Some(document) = self.state.documents.get_mut(uri).filter(|document| document.stage == Stage::Typing) {
            document.stage = Stage::Final;
            document.checked = None;
            self.publish(uri);
            self.refresh();
        }
    }

    fn close(&mut self, uri: &str) {
        if self.state.documents.remove(uri).is_some() && !self.state.client.pulls {
            self.notify("textDocument/publishDiagnostics", json!({ "uri": uri, "diagnostics": [] }));
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

    fn check(&mut self, uri: &str, now: Instant) {
        let Some(document) = self.state.documents.get_mut(uri) else { return };
        let mut rested = false;
        if document.rest.is_some_and(|rest| rest <= now) {
            document.rest = None;
            rested = true;
        }
        document.due = None;
        if rested && document.stage == Stage::Typing {
            let enough = self.state.checked(uri).is_some_and(|checked| sentences(checked.draft()) >= 2);
            let Some(document) = self.state.documents.get_mut(uri).filter(|_| enough) else { return };
            document.stage = Stage::Final;
            document.checked = None;
            self.publish(uri);
            self.refresh();
            return;
        }
        if !rested {
            self.publish(uri);
        }
    }

    /// Sends the findings and the score of a draft; a client that asks for diagnostics gets only the score.
    fn publish(&mut self, uri: &str) {
        let Some(checked) = self.state.checked(uri) else { return };
        if let Some(document) = self.state.documents.get_mut(uri) {
            document.due = None;
        }
        if !self.state.client.pulls {
            let shown = (self.state.client.encoding, self.state.settings.min_severity);
            let found = diagnostics::diagnostics(uri, &checked, shown, &self.state.pages);
            self.notify("textDocument/publishDiagnostics", json!({ "uri": uri, "version": checked.version, "diagnostics": found }));
        }
        self.notify("rifq/status", custom::status(uri, &checked));
    }

    /// Sends the mistakes in rule files and configurations to the files they are in.
    fn publish_mistakes(&mut self) {
        let mut by_file: std::collections::BTreeMap<String, Vec<Value>> = self.mistaken.iter().map(|uri| (uri.clone(), Vec::new())).collect();
        for mistake in self.state.rules.mistakes() {
            let path = std::path::absolute(&mistake.file).unwrap_or_else(|_| PathBuf::from(&mistake.file));
            by_file.entry(uri::of(&path)).or_default().push(requests::mistake(&path, mistake, self.state.client.encoding));
        }
        for (uri, found) in &by_file {
            self.notify("textDocument/publishDiagnostics", json!({ "uri": uri, "diagnostics": found }));
        }
        self.mistaken = by_file.into_iter().filter(|(_, found)| !found.is_empty()).map(|(uri, _)| uri).collect();
    }

    /// Tells a client that asks for diagnostics to ask again.
    fn refresh(&mut self) {
        if self.state.client.pulls {
            self.ask("rifq/refresh", "workspace/diagnostic/refresh", Value::Null);
        }
    }

    fn warn(&self, wrong: &[String]) {
        for message in wrong {
            self.notify("window/showMessage", json!({ "type": 2, "message": message }));
        }
    }

    fn log(&self, message: &str) {
        self.notify("window/logMessage", json!({ "type": 2, "message": message }));
    }

    fn notify(&self, method: &str, params: Value) {
        self.send(Message::Notification(Notification { method: method.to_owned(), params }));
    }

    /// Sends a message; a client that went away is noticed by the loop.
    fn send(&self, message: Message) {
        let _ = self.connection.sender.send(message);
    }
}

fn read<T: DeserializeOwned>(params: Value) -> Result<T, serde_json::Error> {
    serde_json::from_value(params)
}

/// How many sentences a draft has, as its end marks and lines tell.
fn sentences(draft: &str) -> usize {
    draft.split(['.', '!', '?', '؟', '\n']).filter(|piece| piece.chars().any(char::is_alphabetic)).count()
}

/// Answers a request; a panic is an answer, too.
fn guarded(id: RequestId, answer: impl FnOnce() -> Result<Value, (ErrorCode, String)>) -> Response {
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
