//! What clients tell: documents opened, changed, saved and closed, settings and files that changed.

use super::document::{Kind, OpenDocument};
use super::protocol::{ChangeParams, ConfigurationParams, DocumentParams, FoldersParams, OpenParams};
use super::server::Server;
use super::uri;
use crate::conversation::Stage;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use std::time::{Duration, Instant};

/// The least pause before a rule file is tried: trying it takes longer than checking a draft.
const LEAST_FOR_RULES: Duration = Duration::from_millis(250);

impl Server<'_> {
    pub(super) fn notified(&mut self, method: &str, params: Value) -> Result<(), serde_json::Error> {
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
                let ConfigurationParams { settings } = read(params)?;
                if settings.is_null() || (self.state.client.configuration && settings.as_object().is_some_and(Map::is_empty)) {
                    self.ask_configuration();
                } else {
                    self.configure(&settings);
                }
            }
            "workspace/didChangeWatchedFiles" => self.reload(),
            "workspace/didChangeWorkspaceFolders" => self.folders(read(params)?),
            _ => {}
        }
        Ok(())
    }

    /// Has the client tell when rules, configurations or what stands beside drafts change on the disk.
    fn watch(&mut self) {
        if self.state.client.watches {
            let options = json!({ "watchers": [{ "globPattern": "**/*.toml" }, { "globPattern": "**/*.customer.{txt,json}" }] });
            let registration = json!({ "id": "rifq/watch", "method": "workspace/didChangeWatchedFiles", "registerOptions": options });
            self.ask("rifq/watch", "client/registerCapability", json!({ "registrations": [registration] }));
        }
    }

    fn open(&mut self, document: OpenDocument) {
        let (uri, kind) = (document.uri.clone(), document.kind);
        self.state.documents.insert(uri.clone(), document);
        match kind {
            Kind::Draft(_) => {
                self.publish(&uri);
                self.publish_mistakes();
            }
            Kind::Toml if self.overlay(&uri) => self.reload(),
            Kind::Toml => self.publish(&uri),
            Kind::Beside => {}
        }
    }

    fn change(&mut self, params: ChangeParams) {
        let ChangeParams { text_document, content_changes } = params;
        let settings = &self.state.settings;
        let Some(document) = self.state.documents.get_mut(&text_document.uri) else { return };
        document.version = text_document.version.unwrap_or(document.version + 1);
        document.change(content_changes, self.state.client.encoding);
        let now = Instant::now();
        match document.kind {
            Kind::Draft(_) => {
                document.stage = Stage::Typing;
                document.due = Some(now + settings.debounce);
                document.rest = Some(now + settings.rest.max(settings.debounce));
            }
            Kind::Toml => document.due = Some(now + settings.debounce.max(LEAST_FOR_RULES)),
            Kind::Beside => {
                let due = now + settings.debounce;
                for draft in self.state.documents.values_mut().filter(|document| matches!(document.kind, Kind::Draft(_))) {
                    draft.checked = None;
                    draft.due = Some(due);
                }
            }
        }
    }

    fn saved(&mut self, uri: &str) {
        let is_toml = self.state.documents.get(uri).map_or_else(|| uri.ends_with("toml"), |document| document.kind == Kind::Toml);
        if is_toml {
            self.overlay(uri);
            self.reload();
        } else if let Some(document) = self.state.documents.get_mut(uri).filter(|document| document.stage == Stage::Typing) {
            document.stage = Stage::Final;
            document.checked = None;
            document.rest = None;
            self.publish(uri);
            self.refresh();
        }
    }

    fn close(&mut self, uri: &str) {
        let Some(document) = self.state.documents.remove(uri) else { return };
        if !self.state.client.pulls {
            self.notify("textDocument/publishDiagnostics", json!({ "uri": uri, "diagnostics": [] }));
        }
        if let (Kind::Toml, Some(path)) = (document.kind, &document.path)
            && self.state.rules.open.remove(path).is_some()
        {
            self.reload();
        }
    }

    /// Has the rules read from an open file rather than from the disk; whether that changes anything.
    pub(super) fn overlay(&mut self, uri: &str) -> bool {
        let Some(document) = self.state.documents.get(uri).filter(|document| document.kind == Kind::Toml) else { return false };
        let Some(path) = document.path.clone() else { return false };
        let text = String::from(&*document.text);
        let on_disk = || std::fs::read_to_string(&path).is_ok_and(|disk| disk == text);
        let known = self.state.rules.open.get(&path);
        let is_new = known.map_or_else(|| !on_disk(), |known| *known != text);
        self.state.rules.open.insert(path, text);
        is_new
    }

    fn folders(&mut self, params: FoldersParams) {
        let paths = |folders: Vec<super::protocol::Named>| folders.into_iter().filter_map(|folder| uri::path(&folder.uri)).collect::<Vec<_>>();
        let (added, removed) = (paths(params.event.added), paths(params.event.removed));
        self.state.client.folders.retain(|folder| !removed.contains(folder));
        self.state.client.folders.extend(added);
        self.reload();
    }
}

fn read<T: DeserializeOwned>(params: Value) -> Result<T, serde_json::Error> {
    serde_json::from_value(params)
}
