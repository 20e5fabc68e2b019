//! The rules in force for each document: loaded once per configuration file, kept while a newer version is broken.

use super::settings::Settings;
use crate::catalogue::{LoadError, OpenFiles, Scopes, embedded, find_configuration, folder_sources, rule_folders, user_rules_open};
use crate::linter::Linter;
use crate::rule_test::load_tested;
use crate::rules::{LayerKind, RuleError, SourceFile};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// A linter and where its rules come from.
#[derive(Debug)]
pub(super) struct Rules {
    pub linter: Linter,
    pub scopes: Option<Scopes>,
    /// The configuration file; `None` for the built-in rules.
    pub configuration: Option<PathBuf>,
    /// The rule files of the user, those that hold first.
    own: Vec<SourceFile>,
}

impl Rules {
    /// The file of a rule.
    pub(super) fn file(&self, name: &str) -> Option<SourceFile> {
        self.own.iter().find(|file| file.name == name).cloned().or_else(|| embedded::rule(name))
    }

    /// The folders of rules that the configuration names.
    pub(super) fn folders(&self) -> Vec<PathBuf> {
        self.configuration.as_deref().and_then(|path| rule_folders(path).ok()).unwrap_or_default()
    }

    /// The lexicons of the user.
    pub(super) fn own_lexicons(&self) -> Vec<SourceFile> {
        self.folders().iter().filter_map(|folder| folder_sources(folder).ok()).flat_map(|sources| sources.lexicons).collect()
    }

    /// The user's rule file at a path.
    pub(super) fn own_at(&self, path: &Path) -> Option<&SourceFile> {
        self.own.iter().find(|file| Path::new(&file.path) == path)
    }

    fn builtin() -> Self {
        Self { linter: Linter::new(embedded::rules()), scopes: None, configuration: None, own: Vec::new() }
    }

    fn load(configuration: Option<&Path>, settings: &Settings, open: &OpenFiles) -> Result<Self, LoadError> {
        let chosen = [(LayerKind::Profile, &settings.profile), (LayerKind::Register, &settings.register), (LayerKind::Locale, &settings.locale)];
        let chosen: Vec<(LayerKind, &str)> = chosen.into_iter().filter_map(|(kind, name)| Some((kind, name.as_deref()?))).collect();
        let set = load_tested(configuration, &chosen, open)?;
        let Some(path) = configuration else { return Ok(Self { linter: Linter::new(set), ..Self::builtin() }) };
        let scopes = Scopes::new(&set, path)?;
        let mut own = user_rules_open(path, open)?;
        own.reverse();
        Ok(Self { linter: Linter::new(set), scopes, configuration: Some(path.to_owned()), own })
    }
}

/// All rules that are in use, by configuration file.
#[derive(Debug, Default)]
pub(super) struct RuleBook {
    loaded: BTreeMap<Option<PathBuf>, Loaded>,
    /// What files read that the client has open: newer than on the disk.
    pub open: OpenFiles,
    /// The configuration file of each folder.
    found: BTreeMap<PathBuf, Option<PathBuf>>,
}

#[derive(Debug)]
struct Loaded {
    rules: Rc<Rules>,
    /// What is wrong with the newest version; the rules are then those of the last good one.
    mistakes: Vec<RuleError>,
    is_stale: bool,
}

impl RuleBook {
    /// The rules for a document in `folder`.
    pub(super) fn of(&mut self, folder: Option<&Path>, settings: &Settings, root: Option<&Path>) -> Rc<Rules> {
        let configuration = self.configuration(folder, settings, root);
        let known = self.loaded.get(&configuration);
        if let Some(loaded) = known.filter(|loaded| !loaded.is_stale) {
            return loaded.rules.clone();
        }
        let last = known.map(|loaded| loaded.rules.clone());
        let loaded = match Rules::load(configuration.as_deref(), settings, &self.open) {
            Ok(rules) => Loaded { rules: Rc::new(rules), mistakes: Vec::new(), is_stale: false },
            Err(error) => {
                let rules = last.unwrap_or_else(|| Rc::new(Rules { configuration: configuration.clone(), ..Rules::builtin() }));
                Loaded { rules, mistakes: mistakes(error), is_stale: false }
            }
        };
        let rules = loaded.rules.clone();
        self.loaded.insert(configuration, loaded);
        rules
    }

    /// Has everything read again when it is next asked for.
    pub(super) fn forget(&mut self) {
        self.found.clear();
        for loaded in self.loaded.values_mut() {
            loaded.is_stale = true;
        }
    }

    /// All mistakes in configuration and rule files that are in use.
    pub(super) fn mistakes(&self) -> impl Iterator<Item = &RuleError> {
        self.loaded.values().flat_map(|loaded| &loaded.mistakes)
    }

    /// The rule sets in use.
    pub(super) fn all(&self) -> impl Iterator<Item = &Rc<Rules>> {
        self.loaded.values().map(|loaded| &loaded.rules)
    }

    /// The configuration file for a folder.
    pub(super) fn configuration(&mut self, folder: Option<&Path>, settings: &Settings, root: Option<&Path>) -> Option<PathBuf> {
        if let Some(named) = &settings.configuration {
            return Some(root.map_or_else(|| PathBuf::from(named), |root| root.join(named)));
        }
        let folder = folder.or(root)?;
        if let Some(found) = self.found.get(folder) {
            return found.clone();
        }
        let found = find_configuration(folder);
        self.found.insert(folder.to_owned(), found.clone());
        found
    }
}

/// Mistakes with their places; a file that cannot be read is one at its start.
fn mistakes(error: LoadError) -> Vec<RuleError> {
    match error {
        LoadError::Rules(mistakes) => mistakes,
        LoadError::Io { path, error } => {
            vec![RuleError { file: path.display().to_string(), line: 1, column: 1, message: format!("cannot be read: {error}"), help: None }]
        }
    }
}
