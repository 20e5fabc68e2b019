//! The files of the rules in force.

use super::args_draft::RuleArguments;
use super::selection::configuration;
use crate::catalogue::{LoadError, embedded, user_rules};
use crate::rules::{SourceFile, Spec};
use anyhow::{Context, Result};
use std::path::Path;

/// The files of all rules, those of users first.
pub(super) struct RuleFiles(Vec<SourceFile>);

impl RuleFiles {
    pub(super) fn new(arguments: &RuleArguments) -> Result<Self> {
        let mut files = Vec::new();
        if let Some(path) = configuration(arguments, Path::new("."))? {
            files = user_rules(&path)?;
            files.reverse();
        }
        files.extend(embedded::sources().rules);
        Ok(Self(files))
    }

    /// What the file of a rule says.
    pub(super) fn spec(&self, name: &str) -> Result<Spec> {
        let file = self.0.iter().find(|file| file.name == name).with_context(|| format!("{name}: no file"))?;
        Ok(file.parse().map_err(|error| LoadError::Rules(vec![error]))?)
    }
}
