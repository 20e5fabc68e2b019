//! The files of the rules in force.

use super::args_draft::RuleArguments;
use super::selection::configuration;
use crate::catalogue::{embedded, user_rules};
use crate::rules::{SourceFile, Spec, specs};
use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::path::Path;

/// What the files of all rules say, by name.
pub(super) struct RuleFiles(BTreeMap<String, Spec>);

impl RuleFiles {
    pub(super) fn new(arguments: &RuleArguments) -> Result<Self> {
        let mut files: Vec<SourceFile> = embedded::sources().rules;
        if let Some(path) = configuration(arguments, Path::new("."))? {
            files.extend(user_rules(&path)?);
        }
        // Mistakes were told when the rules were compiled.
        let (specs, _) = specs(&files);
        Ok(Self(specs.into_iter().map(|(name, (_, spec))| (name.to_owned(), spec)).collect()))
    }

    /// What the file of a rule says, with what it has from a rule that it extends.
    pub(super) fn spec(&self, name: &str) -> Result<&Spec> {
        self.0.get(name).with_context(|| format!("{name}: no file"))
    }
}
