//! The files of the rules in force.

use super::args::RuleArguments;
use super::selection::configuration;
use crate::catalogue::{embedded, folder_sources};
use crate::rules::{Settings, SourceFile};
use anyhow::{Context, Result};
use std::path::Path;

/// The file of one rule, a user's before a built-in one.
pub(super) fn rule_file(arguments: &RuleArguments, name: &str) -> Result<Option<SourceFile>> {
    if let Some(path) = configuration(arguments, Path::new("."))? {
        let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let file = SourceFile { path: path.display().to_string(), name: String::new(), text };
        let settings: Settings = file.parse()?;
        for folder in settings.rules.iter().rev() {
            let sources = folder_sources(&path.parent().unwrap_or(Path::new(".")).join(folder.get_ref()))?;
            if let Some(file) = sources.rules.into_iter().find(|file| file.name == name) {
                return Ok(Some(file));
            }
        }
    }
    Ok(embedded::rule(name))
}
