//! What the server sends by itself: findings, scores, mistakes in rules, and that something is out of date.

use super::document::Kind;
use super::server::Server;
use super::{custom, diagnostics, rule_files, uri};
use crate::conversation::Stage;
use lsp_types::DiagnosticSeverity;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Instant;

impl Server<'_> {
    /// Checks a document that is due: a draft that is being typed, or one that its typist rested over, or a rule file.
    pub(super) fn check(&mut self, uri: &str, now: Instant) {
        let Some(document) = self.state.documents.get_mut(uri) else { return };
        let rested = document.rest.is_some_and(|rest| rest <= now);
        if rested {
            document.rest = None;
        }
        let paused = document.due.take().is_some();
        if document.kind == Kind::Toml {
            self.overlay(uri);
            self.reload();
        } else if rested && document.stage == Stage::Typing && self.is_enough(uri) {
            if let Some(document) = self.state.documents.get_mut(uri) {
                document.stage = Stage::Final;
                document.checked = None;
            }
            self.publish(uri);
            self.refresh();
        } else if paused {
            self.publish(uri);
        }
    }

    /// Whether a draft is long enough to be finished: two sentences.
    fn is_enough(&mut self, uri: &str) -> bool {
        const ENDS: [char; 5] = ['.', '!', '?', '؟', '\n'];
        let sentences = |draft: &str| draft.split(ENDS).filter(|piece| piece.chars().any(char::is_alphabetic)).count();
        self.state.checked(uri).is_some_and(|checked| sentences(checked.draft()) >= 2)
    }

    /// Has rules and configuration read again, and checks everything.
    pub(super) fn reload(&mut self) {
        self.state.rules.forget();
        self.state.forget_reviews();
        let uris: Vec<String> = self.state.documents.keys().cloned().collect();
        for uri in &uris {
            self.publish(uri);
        }
        self.publish_mistakes();
        self.refresh();
    }

    /// Sends the findings and the score of a draft, or the mistakes in a rule file. A client that asks for diagnostics gets only the score.
    pub(super) fn publish(&mut self, uri: &str) {
        let Some(document) = self.state.documents.get_mut(uri) else { return };
        document.due = None;
        let (kind, version, pushes) = (document.kind, document.version, !self.state.client.pulls);
        match kind {
            Kind::Draft(_) => {
                let Some(checked) = self.state.checked(uri) else { return };
                if pushes {
                    let shown = (self.state.client.encoding, self.state.settings.min_severity);
                    let found = diagnostics::diagnostics(uri, &checked, shown, &self.state.pages);
                    self.notify("textDocument/publishDiagnostics", json!({ "uri": uri, "version": checked.version, "diagnostics": found }));
                }
                self.notify("rifq/status", custom::status(uri, &checked));
            }
            Kind::Toml if pushes => {
                let found = rule_files::diagnostics(&mut self.state, uri);
                self.notify("textDocument/publishDiagnostics", json!({ "uri": uri, "version": version, "diagnostics": found }));
            }
            Kind::Toml | Kind::Beside => {}
        }
    }

    /// Sends the mistakes in rule files and configurations that are not open to the files they are in.
    pub(super) fn publish_mistakes(&mut self) {
        // What the settings of the editor name is in no file.
        let (of_settings, of_files): (Vec<_>, Vec<_>) = self.state.rules.mistakes().cloned().partition(|mistake| mistake.file.starts_with("--"));
        let new: Vec<String> = of_settings.iter().map(ToString::to_string).filter(|message| self.told.insert(message.clone())).collect();
        self.warn(&new);
        let mut by_file: BTreeMap<String, Vec<Value>> = self.mistaken.iter().map(|uri| (uri.clone(), Vec::new())).collect();
        for mistake in &of_files {
            let path = std::path::absolute(&mistake.file).unwrap_or_else(|_| PathBuf::from(&mistake.file));
            let text = std::fs::read_to_string(&path).unwrap_or_default();
            let shown = (DiagnosticSeverity::ERROR, self.state.client.encoding);
            by_file.entry(uri::of(&path)).or_default().push(rule_files::mistake_in(&text, mistake, shown));
        }
        by_file.retain(|uri, _| uri::path(uri).is_none_or(|path| self.state.at(&path).is_none()));
        for (uri, found) in &by_file {
            self.notify("textDocument/publishDiagnostics", json!({ "uri": uri, "diagnostics": found }));
        }
        self.mistaken = by_file.into_iter().filter(|(_, found)| !found.is_empty()).map(|(uri, _)| uri).collect();
    }

    /// Tells a client that asks for things to ask again.
    pub(super) fn refresh(&mut self) {
        let client = &self.state.client;
        let wanted = [
            (client.pulls, "workspace/diagnostic/refresh"),
            (client.refreshes_lenses, "workspace/codeLens/refresh"),
            (client.refreshes_hints, "workspace/inlayHint/refresh"),
        ];
        for (_, method) in wanted.into_iter().filter(|(wants, _)| *wants) {
            self.ask("rifq/refresh", method, Value::Null);
        }
    }
}
