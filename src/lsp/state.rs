//! What the server knows: the client, its settings, its open documents and the rules.

use super::client::Client;
use super::context::{self, Beside};
use super::document::{Checked, OpenDocument};
use super::pages::Pages;
use super::review::{Circumstances, review};
use super::rules::{RuleBook, Rules};
use super::settings::Settings;
use crate::read::{Options, text_file};
use crate::text::LineIndex;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// Something that a command has the server do.
#[derive(Debug)]
pub(super) enum Effect {
    /// Send an edit to the client.
    Edit { label: String, edit: Value },
    /// Read rules and configuration again.
    Reload,
    /// Check one document again.
    Recheck(String),
}

#[derive(Debug, Default)]
pub(super) struct State {
    pub client: Client,
    pub settings: Settings,
    pub documents: BTreeMap<String, OpenDocument>,
    pub rules: RuleBook,
    pub pages: Pages,
    /// Counts whatever changes all reviews: settings, rules, context.
    pub generation: u64,
    /// What is to be done after the answer to a request.
    pub effects: Vec<Effect>,
}

impl State {
    /// The review of an open draft by its newest text; made when it is asked for.
    pub(super) fn checked(&mut self, uri: &str) -> Option<Rc<Checked>> {
        let document = self.documents.get(uri)?;
        if let Some(checked) = &document.checked {
            return Some(checked.clone());
        }
        let rules = self.rules_of(uri)?;
        let beside = self.documents.get(uri)?.path.as_deref().and_then(|path| self.beside(path));
        let circumstances = Circumstances { settings: &self.settings, beside, language: self.client.language };
        let checked = Rc::new(review(self.documents.get(uri)?, &rules, circumstances)?);
        self.documents.get_mut(uri)?.checked = Some(checked.clone());
        Some(checked)
    }

    /// The file beside a draft, as it is open or as it is on the disk.
    fn beside(&self, draft: &Path) -> Option<Rc<Beside>> {
        let read = |path: PathBuf| {
            let open = self.documents.values().find(|document| document.path.as_ref() == Some(&path));
            let text = match open {
                Some(document) => String::from(&*document.text),
                None => text_file(&path, Options::MAX_BYTES).ok()?,
            };
            Some(Rc::new(Beside { lines: LineIndex::new(&text), path, text }))
        };
        context::beside(draft).into_iter().find_map(read)
    }

    /// The document that is open at a path.
    pub(super) fn at(&self, path: &Path) -> Option<&OpenDocument> {
        self.documents.values().find(|document| document.path.as_deref() == Some(path))
    }

    /// The rules for an open document.
    pub(super) fn rules_of(&mut self, uri: &str) -> Option<Rc<Rules>> {
        let document = self.documents.get(uri)?;
        let folder = document.path.as_deref().and_then(Path::parent);
        let root = self.client.folders.first().map(std::path::PathBuf::as_path);
        Some(self.rules.of(folder, &self.settings, root))
    }

    /// Has every draft reviewed anew when it is next asked for.
    pub(super) fn forget_reviews(&mut self) {
        self.generation += 1;
        for document in self.documents.values_mut() {
            document.checked = None;
        }
    }
}
