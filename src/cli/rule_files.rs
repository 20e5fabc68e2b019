//! The files of the rules in force.

use super::args::RuleArguments;
use super::selection::configuration;
use crate::catalogue::{LoadError, embedded, folder_sources};
use crate::rules::{Settings, SourceFile, Spec};
use anyhow::{Context, Result};
use std::path::Path;

/// The files of all rules, those of users first.
pub(super) struct RuleFiles(Vec<SourceFile>);

impl RuleFiles {
    pub(super) fn new(arguments: &RuleArguments) -> Result<Self> {
        let mut files = Vec::new();
        if let Some(path) = configuration(arguments, Path::new("."))? {
            let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
            let file = SourceFile { path: path.display().to_string(), name: String::new(), text };
            let settings: Settings = file.parse()?;
            for folder in settings.rules.iter().rev() {
                files.extend(folder_sources(&path.parent().unwrap_or(Path::new(".")).join(folder.get_ref()))?.rules);
            }
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
