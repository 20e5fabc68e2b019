//! What the configuration says of some files, found by their paths.

use super::args_draft::RuleArguments;
use super::selection;
use crate::conversation::Origin;
use crate::read::Record;
use crate::rules::{RuleSet, Scope};
use anyhow::{Context, Result, anyhow};
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use std::path::{Path, PathBuf};

/// The `[[path]]` tables of a configuration.
pub(super) struct Scopes {
    globs: GlobSet,
    /// The table of each glob.
    owners: Vec<u16>,
    tables: Vec<Scope>,
    /// The folder of the configuration file.
    folder: PathBuf,
}

impl Scopes {
    /// Those of the configuration in force; `None` where it has none.
    pub(super) fn new(arguments: &RuleArguments, paths: &[PathBuf], rules: &RuleSet) -> Result<Option<Self>> {
        let scopes = rules.layers.scopes.clone();
        let first = paths.first().map_or(Path::new("-"), |path| path.as_path());
        let configuration = if scopes.is_empty() { None } else { selection::configuration(arguments, first)? };
        let Some(configuration) = configuration else { return Ok(None) };
        let (mut builder, mut owners) = (GlobSetBuilder::new(), Vec::new());
        for (index, scope) in scopes.iter().enumerate() {
            for (glob, line, column) in &scope.globs {
                let wrong = |error: globset::Error| anyhow!("{}:{line}:{column}: `{glob}`: {}", configuration.display(), error.kind());
                builder.add(GlobBuilder::new(glob).literal_separator(true).build().map_err(wrong)?);
                owners.push(index as u16);
            }
        }
        let folder = resolved(configuration.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new(".")));
        Ok(Some(Self { globs: builder.build().context("the globs of [[path]]")?, owners, tables: scopes, folder }))
    }

    /// Adds what holds for the file of a record and it does not say itself; of several tables the last one holds.
    pub(super) fn add_to(&self, record: &mut Record) {
        let path = resolved(Path::new(record.file()));
        let Ok(path) = path.strip_prefix(&self.folder) else { return };
        let mut held: Vec<u16> = self.globs.matches(path).into_iter().map(|glob| self.owners[glob]).collect();
        held.sort_unstable();
        held.dedup();
        let conversation = &mut record.conversation;
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
