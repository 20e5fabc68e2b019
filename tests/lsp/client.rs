//! A small client for tests: it talks to a server in the same process.

use lsp_server::{Connection, Message, Notification, Request, RequestId, Response};
use rifq::lsp::{Ending, Options, serve};
use serde_json::{Value, json};
use std::thread::JoinHandle;
use std::time::Duration;

/// How long the server may take.
const PATIENCE: Duration = Duration::from_secs(120);

/// A client with its server.
pub(crate) struct Client {
    connection: Connection,
    server: Option<JoinHandle<Ending>>,
    asked: i32,
    /// Notifications and requests of the server that nobody waited for yet.
    unread: Vec<Message>,
}

impl Client {
    /// Starts a server without saying anything to it.
    pub(crate) fn silent() -> Self {
        Self::with(Options::default())
    }

    /// Starts a server with options.
    pub(crate) fn with(options: Options) -> Self {
        let (client, server) = Connection::memory();
        let server = std::thread::spawn(move || serve(&server, options));
        Self { connection: client, server: Some(server), asked: 0, unread: Vec::new() }
    }

    /// Starts a server and initializes it with these capabilities.
    pub(crate) fn new(capabilities: &Value) -> Self {
        Self::start(json!({ "capabilities": capabilities, "initializationOptions": { "debounce": 0 } }))
    }

    /// Starts a server and initializes it.
    pub(crate) fn start(parameters: Value) -> Self {
        let mut client = Self::silent();
        client.request("initialize", parameters).expect("initialize is answered");
        client.notify("initialized", json!({}));
        client
    }

    /// Sends a notification.
    pub(crate) fn notify(&mut self, method: &str, params: Value) {
        self.send(Message::Notification(Notification { method: method.to_owned(), params }));
    }

    /// Sends any message.
    pub(crate) fn send(&mut self, message: Message) {
        self.connection.sender.send(message).expect("the server lives");
    }

    /// Sends a request; its number.
    pub(crate) fn ask(&mut self, method: &str, params: Value) -> RequestId {
        self.asked += 1;
        let id = RequestId::from(self.asked);
        self.send(Message::Request(Request { id: id.clone(), method: method.to_owned(), params }));
        id
    }

    /// Waits for the answer to a request: what it is, or the code of the error.
    pub(crate) fn answer(&mut self, id: &RequestId) -> Result<Value, i32> {
        let is_it = |message: &Message| matches!(message, Message::Response(response) if response.id == *id);
        if let Some(place) = self.unread.iter().position(is_it)
            && let Message::Response(Response { response_result, .. }) = self.unread.remove(place)
        {
            return response_result.map_err(|error| error.code);
        }
        loop {
            match self.receive() {
                Message::Response(Response { id: of, response_result }) if of == *id => return response_result.map_err(|error| error.code),
                other => self.unread.push(other),
            }
        }
    }

    /// Sends a request and waits for its answer.
    pub(crate) fn request(&mut self, method: &str, params: Value) -> Result<Value, i32> {
        let id = self.ask(method, params);
        self.answer(&id)
    }

    /// The parameters of the next notification or request of this method from the server.
    pub(crate) fn next(&mut self, method: &str) -> Value {
        loop {
            let is_it = |message: &Message| match message {
                Message::Notification(notification) => notification.method == method,
                Message::Request(request) => request.method == method,
                Message::Response(_) => false,
            };
            if let Some(place) = self.unread.iter().position(is_it) {
                return match self.unread.remove(place) {
                    Message::Notification(notification) => notification.params,
                    Message::Request(request) => json!({ "id": request.id, "params": request.params }),
                    Message::Response(_) => Value::Null,
                };
            }
            let message = self.receive();
            self.unread.push(message);
        }
    }

    /// Whether a message of this method came until the server answered everything before.
    pub(crate) fn has(&mut self, method: &str) -> bool {
        let _ = self.request("rifq/nothing", Value::Null);
        self.unread.iter().any(|message| match message {
            Message::Notification(notification) => notification.method == method,
            Message::Request(request) => request.method == method,
            Message::Response(_) => false,
        })
    }

    fn receive(&mut self) -> Message {
        self.connection.receiver.recv_timeout(PATIENCE).expect("the server answers")
    }

    /// Opens a document and returns its diagnostics.
    pub(crate) fn open(&mut self, uri: &str, language: &str, text: &str) -> Vec<Value> {
        self.notify("textDocument/didOpen", json!({ "textDocument": { "uri": uri, "languageId": language, "version": 1, "text": text } }));
        self.diagnostics(uri)
    }

    /// The next diagnostics of a document.
    pub(crate) fn diagnostics(&mut self, uri: &str) -> Vec<Value> {
        loop {
            let is_it = |message: &Message| matches!(message, Message::Notification(told) if told.method == "textDocument/publishDiagnostics" && told.params["uri"] == uri);
            if let Some(place) = self.unread.iter().position(is_it) {
                let Message::Notification(told) = self.unread.remove(place) else { continue };
                return told.params["diagnostics"].as_array().cloned().unwrap_or_default();
            }
            let message = self.receive();
            self.unread.push(message);
        }
    }

    /// Replaces the text of a document.
    pub(crate) fn replace(&mut self, uri: &str, version: i32, text: &str) {
        self.notify("textDocument/didChange", json!({ "textDocument": { "uri": uri, "version": version }, "contentChanges": [{ "text": text }] }));
    }

    /// Ends the server in good order.
    pub(crate) fn stop(mut self) -> Ending {
        assert_eq!(self.request("shutdown", Value::Null), Ok(Value::Null));
        self.notify("exit", Value::Null);
        self.end()
    }

    /// Waits for the end of the server.
    pub(crate) fn end(mut self) -> Ending {
        self.server.take().expect("it was started").join().expect("the server does not fail")
    }
}

/// The rule of a diagnostic.
pub(crate) fn code(diagnostic: &Value) -> &str {
    diagnostic["code"].as_str().unwrap_or_default()
}

/// The diagnostic of a rule.
pub(crate) fn of<'d>(diagnostics: &'d [Value], rule: &str) -> &'d Value {
    diagnostics.iter().find(|diagnostic| code(diagnostic) == rule).unwrap_or_else(|| panic!("no {rule} in {diagnostics:#?}"))
}

/// A position.
pub(crate) fn at(line: u32, character: u32) -> Value {
    json!({ "line": line, "character": character })
}
