//! Rules and configuration from disk. The only file of this module that reads files.

use super::embedded;
use crate::rules::{Profile, RuleError, RuleSet, Settings, SourceFile, Sources, apply, check_lexicons, choose_scorecard, compile, place};
use std::path::{Path, PathBuf};

/// Why rules could not be loaded.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// A file or folder could not be read.
    #[error("{}: {error}", path.display())]
    Io {
        /// What was to be read.
        path: PathBuf,
        /// What the system said.
        error: std::io::Error,
    },
    /// Mistakes in rule files, all of them.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Rules(Vec<RuleError>),
}

/// The name of the configuration file.
pub const CONFIGURATION: &str = "rifq.toml";

/// The nearest `rifq.toml` in `folder` or above it.
pub fn find_configuration(folder: &Path) -> Option<PathBuf> {
    folder.ancestors().map(|folder| folder.join(CONFIGURATION)).find(|path| path.is_file())
}

/// The rules for a configuration file and a profile; the built-in ones where neither is given.
pub fn load(configuration: Option<&Path>, profile: Option<&str>) -> Result<RuleSet, LoadError> {
    let Some(path) = configuration else {
        let mut set = embedded::rules();
        if let Some(name) = profile {
            apply_profile(&mut set, name, None)?;
        }
        return Ok(set);
    };
    let file = read(path, path.display().to_string())?;
    let settings: Settings = file.parse().map_err(|error| LoadError::Rules(vec![error]))?;
    let mut set = if settings.needs_compiling() { compile_with(&settings, &file, path)? } else { embedded::rules() };
    match (profile, &settings.profile) {
        (Some(name), _) => apply_profile(&mut set, name, None)?,
        (None, Some(name)) => apply_profile(&mut set, name.get_ref(), Some((&file, name)))?,
        (None, None) => {}
    }
    apply(&mut set, &file, &settings.rule).map_err(LoadError::Rules)?;
    choose_scorecard(&mut set, &file, settings.scorecard.as_ref()).map_err(LoadError::Rules)?;
    Ok(set)
}

fn compile_with(settings: &Settings, file: &SourceFile, path: &Path) -> Result<RuleSet, LoadError> {
    let mut sources = if settings.builtin == Some(false) { Sources::default() } else { embedded::sources() };
    let user = named_sources(settings, path)?;
    for rule in user.rules {
        sources.rules.retain(|known| known.name != rule.name);
        sources.rules.push(rule);
    }
    sources.lexicons.extend(user.lexicons);
    sources.cues.extend(user.cues);
    sources.scorecards.extend(user.scorecards);
    let known: Vec<String> = sources.lexicons.iter().map(|file| file.name.clone()).collect();
    let mistakes = check_lexicons(settings, file, &known);
    if !mistakes.is_empty() {
        return Err(LoadError::Rules(mistakes));
    }
    sources.additions.push(settings.additions(file));
    compile(&sources).map_err(LoadError::Rules)
}

/// The rule files that a configuration file names.
pub fn user_rules(configuration: &Path) -> Result<Vec<SourceFile>, LoadError> {
    let file = read(configuration, configuration.display().to_string())?;
    let settings: Settings = file.parse().map_err(|error| LoadError::Rules(vec![error]))?;
    Ok(named_sources(&settings, configuration)?.rules)
}

/// The files of all folders that the configuration at `path` names, in its order.
fn named_sources(settings: &Settings, path: &Path) -> Result<Sources, LoadError> {
    let base = path.parent().unwrap_or(Path::new("."));
    let mut sources = Sources::default();
    for folder in &settings.rules {
        let user = folder_sources(&base.join(folder.get_ref()))?;
        sources.rules.extend(user.rules);
        sources.lexicons.extend(user.lexicons);
        sources.cues.extend(user.cues);
        sources.scorecards.extend(user.scorecards);
    }
    Ok(sources)
}

fn apply_profile(set: &mut RuleSet, name: &str, named_in: Option<(&SourceFile, &toml::Spanned<String>)>) -> Result<(), LoadError> {
    let profiles = embedded::profiles();
    let Some(file) = profiles.iter().find(|file| file.name == name) else {
        let names: Vec<&str> = profiles.iter().map(|file| file.name.as_str()).collect();
        let (message, help) = (format!("there is no profile `{name}`"), Some(format!("write one of {}", names.join(", "))));
        let error = match named_in {
            Some((file, at)) => place(file, at, message, help),
            None => RuleError { file: "--profile".to_owned(), line: 1, column: 1, message, help },
        };
        return Err(LoadError::Rules(vec![error]));
    };
    let profile: Profile = file.parse().map_err(|error| LoadError::Rules(vec![error]))?;
    apply(set, file, &profile.rule).map_err(LoadError::Rules)
}

/// All rule files of a folder: `CATEGORY/NAME.toml`, with `lexicons/`, `cues/` and `scorecards/` beside them.
pub fn folder_sources(folder: &Path) -> Result<Sources, LoadError> {
    let mut sources = Sources::default();
    for category in entries(folder)? {
        if !category.is_dir() {
            continue;
        }
        let Some(category_name) = category.file_name().and_then(|name| name.to_str()) else { continue };
        for path in entries(&category)? {
            if path.extension().is_none_or(|extension| extension != "toml") {
                continue;
            }
            let Some(stem) = path.file_stem().and_then(|stem| stem.to_str()) else { continue };
            match category_name {
                "lexicons" => sources.lexicons.push(read(&path, stem.to_owned())?),
                "cues" => sources.cues.push(read(&path, stem.to_owned())?),
                "scorecards" => sources.scorecards.push(read(&path, stem.to_owned())?),
                "profiles" => {}
                _ => sources.rules.push(read(&path, format!("{category_name}/{stem}"))?),
            }
        }
    }
    Ok(sources)
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, LoadError> {
    let io = |error| LoadError::Io { path: folder.to_owned(), error };
    let mut paths = std::fs::read_dir(folder).map_err(io)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>().map_err(io)?;
    paths.sort();
    Ok(paths)
}

fn read(path: &Path, name: String) -> Result<SourceFile, LoadError> {
    let text = std::fs::read_to_string(path).map_err(|error| LoadError::Io { path: path.to_owned(), error })?;
    Ok(SourceFile { path: path.display().to_string(), name, text })
}
