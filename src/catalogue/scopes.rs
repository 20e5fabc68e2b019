//! What the configuration says of some files, found by their paths.

use super::LoadError;
use crate::conversation::{Conversation, Origin};
use crate::rules::{RuleError, RuleSet, Scope};
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use std::path::{Path, PathBuf};

/// The `[[path]]` tables of a configuration.
#[derive(Debug)]
pub struct Scopes {
    globs: GlobSet,
    /// The table of each glob.
    owners: Vec<u16>,
    tables: Vec<Scope>,
    /// The folder of the configuration file.
    folder: PathBuf,
}

impl Scopes {
    /// Those of the rules that were loaded with the configuration file `configuration`; `None` where it has none. A glob that is none is a mistake.
    pub fn new(rules: &RuleSet, configuration: &Path) -> Result<Option<Self>, LoadError> {
        let tables = rules.layers.scopes.clone();
        if tables.is_empty() {
            return Ok(None);
        }
        let (mut builder, mut owners) = (GlobSetBuilder::new(), Vec::new());
        for (index, scope) in tables.iter().enumerate() {
            for (glob, line, column) in &scope.globs {
                let wrong = |error: globset::Error| {
                    let message = format!("`{glob}`: {}", error.kind());
                    LoadError::Rules(vec![RuleError { file: configuration.display().to_string(), line: *line, column: *column, message, help: None }])
                };
                builder.add(GlobBuilder::new(glob).literal_separator(true).build().map_err(wrong)?);
                owners.push(index as u16);
            }
        }
        let too_many = |error: globset::Error| {
            let message = format!("the globs of [[path]]: {error}");
            LoadError::Rules(vec![RuleError { file: configuration.display().to_string(), line: 1, column: 1, message, help: None }])
        };
        let folder = resolved(configuration.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new(".")));
        Ok(Some(Self { globs: builder.build().map_err(too_many)?, owners, tables, folder }))
    }

    /// Adds what holds for the file at `path` and its draft does not say itself; of several tables the last one holds.
    pub fn add_to(&self, path: &Path, conversation: &mut Conversation) {
        let path = resolved(path);
        let Ok(path) = path.strip_prefix(&self.folder) else { return };
        let mut held: Vec<u16> = self.globs.matches(path).into_iter().map(|glob| self.owners[glob]).collect();
        held.sort_unstable();
        held.dedup();
        let mut origin = None;
        for scope in held.iter().rev().map(|&index| &self.tables[usize::from(index)]) {
            conversation.channel = conversation.channel.or(scope.channel);
            origin = origin.or_else(|| scope.source.as_deref().and_then(Origin::parse));
            conversation.profile = conversation.profile.take().or_else(|| scope.profile.clone());
            conversation.register = conversation.register.take().or_else(|| scope.register.clone());
        }
        // A draft that says nothing of itself is one that is about to be sent.
        if let (Origin::Draft, Some(origin)) = (conversation.origin, origin) {
            conversation.origin = origin;
        }
        conversation.scopes = held;
    }
}

/// A path without links and steps upward; for what is no file, its folder is looked up.
fn resolved(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    absolute.canonicalize().unwrap_or_else(|_| match (absolute.parent().map(Path::canonicalize), absolute.file_name()) {
        (Some(Ok(folder)), Some(name)) => folder.join(name),
        _ => absolute.clone(),
    })
}
