//! Which rules run: configuration, profile, `--select` and `--ignore`.

use super::args_draft::{RuleArguments, SelectArguments};
use super::places;
use crate::catalogue::{Scopes, find_configuration};
use crate::linter::Linter;
use crate::rule_test::load_tested_cached;
use crate::rules::{Change, LayerKind, RuleSet};
use crate::text::distance::nearest;
use anyhow::{Context, Result, bail};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The rules in force for drafts at `path`.
pub(super) fn rules(arguments: &RuleArguments, path: &Path) -> Result<RuleSet> {
    let configuration = configuration(arguments, path)?;
    let named = [(LayerKind::Profile, &arguments.profile), (LayerKind::Register, &arguments.register), (LayerKind::Locale, &arguments.locale)];
    let chosen: Vec<(LayerKind, &str)> = named.into_iter().filter_map(|(kind, name)| Some((kind, name.as_deref()?))).collect();
    let mut set = load_tested_cached(configuration.as_deref(), &chosen, places::cache().as_deref())?;
    if let Some(name) = &arguments.scorecard {
        choose_scorecard(&mut set, name)?;
    }
    Ok(set)
}

/// Puts the scorecard of this name in force.
pub(super) fn choose_scorecard(set: &mut RuleSet, name: &str) -> Result<()> {
    let Some(index) = set.scorecards.iter().position(|card| card.name == name) else {
        let known: Vec<&str> = set.scorecards.iter().map(|card| card.name.as_str()).collect();
        bail!("--scorecard: there is no scorecard `{name}`; write one of {}", known.join(", "));
    };
    set.scorecard = index;
    Ok(())
}

/// What the configuration in force says of some files; `None` where it says nothing of the kind.
pub(super) fn scopes(arguments: &RuleArguments, paths: &[PathBuf], rules: &RuleSet) -> Result<Option<Scopes>> {
    let first = paths.first().map_or(Path::new("-"), |path| path.as_path());
    let configuration = if rules.layers.scopes.is_empty() { None } else { configuration(arguments, first)? };
    Ok(configuration.map(|configuration| Scopes::new(rules, &configuration)).transpose()?.flatten())
}

/// The configuration file in force for drafts at `path`.
pub(super) fn configuration(arguments: &RuleArguments, path: &Path) -> Result<Option<PathBuf>> {
    if arguments.no_config {
        return Ok(None);
    }
    if let Some(path) = &arguments.config {
        if path.is_dir() {
            bail!("{}:1:1: is a folder, not a file", path.display());
        }
        return Ok(Some(path.clone()));
    }
    nearest_configuration(path)
}

/// The configuration file above `path`.
pub(super) fn nearest_configuration(path: &Path) -> Result<Option<PathBuf>> {
    let here = if path == Path::new("-") { Path::new(".") } else { path };
    let absolute = std::path::absolute(here).with_context(|| format!("{}", here.display()))?;
    let found = find_configuration(&absolute);
    let current = std::env::current_dir().unwrap_or_default();
    Ok(found.map(|path| path.strip_prefix(&current).map(Path::to_owned).unwrap_or(path)))
}

/// A linter with the selected rules of those in force for drafts at the first of the paths.
pub(super) fn linter(which: &SelectArguments, paths: &[PathBuf]) -> Result<Linter> {
    let first = paths.first().map_or(Path::new("-"), |path| path.as_path());
    let mut set = rules(&which.rules, first)?;
    apply(&mut set, &which.select, &which.ignore)?;
    Ok(Linter::new(set))
}

/// Switches off what is not selected and what is ignored.
fn apply(set: &mut RuleSet, select: &[String], ignore: &[String]) -> Result<()> {
    let selected = matching(set, select, "--select")?;
    let ignored = matching(set, ignore, "--ignore")?;
    let off = (0..set.rules.len()).filter(|index| ignored.contains(index) || (!select.is_empty() && !selected.contains(index)));
    set.layers.last.extend(off.map(|index| Change { rule: index as u16, channel: None, severity: None }));
    Ok(())
}

/// The rules that names or categories stand for.
fn matching(set: &RuleSet, names: &[String], option: &str) -> Result<BTreeSet<usize>> {
    let mut found = BTreeSet::new();
    for name in names {
        let before = found.len();
        found.extend(set.find(name));
        found.extend(set.rules.iter().enumerate().filter(|(_, rule)| rule.category() == name).map(|(index, _)| index));
        if found.len() == before && set.find(name).is_none() && !set.rules.iter().any(|rule| rule.category() == name) {
            bail!("{option}: there is no rule or category `{name}`{}", suggestion(set, name));
        }
    }
    Ok(found)
}

/// What to write instead of a name that is none.
pub(super) fn suggestion(set: &RuleSet, name: &str) -> String {
    let known = set.rules.iter().flat_map(|rule| [rule.category(), &rule.name]);
    nearest(name, known).map_or_else(|| "; `rifq rules list` shows them all".to_owned(), |known| format!("; did you mean `{known}`?"))
}
