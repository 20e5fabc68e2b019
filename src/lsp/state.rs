//! What the server knows: the client, its settings, its open documents and the rules.

use super::client::Client;
use super::document::{Checked, OpenDocument};
use super::pages::Pages;
use super::review::{Circumstances, review};
use super::rules::{RuleBook, Rules};
use super::settings::Settings;
use std::collections::BTreeMap;
use std::path::Path;
use std::rc::Rc;

#[derive(Debug, Default)]
pub(super) struct State {
    pub client: Client,
    pub settings: Settings,
    pub documents: BTreeMap<String, OpenDocument>,
    pub rules: RuleBook,
    pub pages: Pages,
    /// Counts whatever changes all reviews: settings, rules.
    pub generation: u64,
}

impl State {
    /// The review of an open draft by its newest text; made when it is asked for.
    pub(super) fn checked(&mut self, uri: &str) -> Option<Rc<Checked>> {
        let document = self.documents.get(uri)?;
        if let Some(checked) = &document.checked {
            return Some(checked.clone());
        }
        let rules = self.rules_of(uri)?;
        let circumstances = Circumstances { settings: &self.settings, language: self.client.language };
        let checked = Rc::new(review(self.documents.get(uri)?, &rules, &circumstances)?);
        self.documents.get_mut(uri)?.checked = Some(checked.clone());
        Some(checked)
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
