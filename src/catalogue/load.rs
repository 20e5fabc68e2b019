//! Rules and configuration from disk. The only file of this module that reads files.

use super::cache::Slot;
use super::embedded;
use crate::rules::{Feedback, LayerKind, RuleError, RuleSet, Settings, SourceFile, Sources, apply, check_lexicons, choose_scorecard, compile};
use std::collections::BTreeMap;
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

/// What files read that are open in an editor: newer than on the disk.
pub type OpenFiles = BTreeMap<PathBuf, String>;

/// The nearest `rifq.toml` in `folder` or above it.
pub fn find_configuration(folder: &Path) -> Option<PathBuf> {
    folder.ancestors().map(|folder| folder.join(CONFIGURATION)).find(|path| path.is_file())
}

/// Rules that were loaded, and whether they were compiled for it.
#[derive(Debug)]
pub struct Loaded {
    /// The rules.
    pub set: RuleSet,
    /// Somebody tried them before: they come from the cache, or with rifq.
    pub is_tried: bool,
    /// What was compiled, and where it can be kept for the next time.
    pending: Option<(Slot, Vec<u8>)>,
}

impl Loaded {
    /// Keeps what was compiled for the next time, and gives the rules.
    pub fn keep(self) -> RuleSet {
        if let Some((slot, bytes)) = self.pending {
            slot.write(&bytes);
        }
        self.set
    }
}

/// The rules for a configuration file, the built-in ones without, and for layers chosen by kind and name in place of its own.
pub fn load(configuration: Option<&Path>, chosen: &[(LayerKind, &str)]) -> Result<RuleSet, LoadError> {
    load_open(configuration, chosen, &OpenFiles::new())
}

/// As [`load`], with files that are open in an editor.
pub fn load_open(configuration: Option<&Path>, chosen: &[(LayerKind, &str)], open: &OpenFiles) -> Result<RuleSet, LoadError> {
    Ok(loaded(configuration, chosen, open, None)?.set)
}

/// As [`load`], with a folder where compiled rules are kept between runs. What was compiled is kept there by [`Loaded::keep`] alone, so that
/// only what was tried is kept.
pub fn load_cached(configuration: Option<&Path>, chosen: &[(LayerKind, &str)], cache: Option<&Path>) -> Result<Loaded, LoadError> {
    loaded(configuration, chosen, &OpenFiles::new(), cache)
}

fn loaded(configuration: Option<&Path>, chosen: &[(LayerKind, &str)], open: &OpenFiles, cache: Option<&Path>) -> Result<Loaded, LoadError> {
    let mut loaded = match configuration {
        None => Loaded { set: embedded::rules(), is_tried: true, pending: None },
        Some(path) => configured(path, chosen, open, cache)?,
    };
    for &(kind, name) in chosen {
        if !loaded.set.layers.choose(kind, name) {
            let (message, help) = (format!("there is no {} `{name}`", kind.key()), format!("write one of {}", loaded.set.layers.names(kind).join(", ")));
            return Err(LoadError::Rules(vec![RuleError { file: format!("--{}", kind.key()), line: 1, column: 1, message, help: Some(help) }]));
        }
    }
    Ok(loaded)
}

fn configured(path: &Path, chosen: &[(LayerKind, &str)], open: &OpenFiles, cache: Option<&Path>) -> Result<Loaded, LoadError> {
    let file = read(path, path.display().to_string(), open)?;
    let settings: Settings = file.parse().map_err(|error| LoadError::Rules(vec![error]))?;
    let mut loaded = if settings.needs_compiling() {
        let user = named_sources(&settings, path, open)?;
        let slot = cache.map(|folder| Slot::new(folder, &file, &user, chosen));
        if let Some(set) = slot.as_ref().and_then(Slot::read) {
            Loaded { set, is_tried: true, pending: None }
        } else {
            let set = compile_with(&settings, &file, user)?;
            let pending = slot.and_then(|slot| Some((slot, postcard::to_stdvec(&set).ok()?)));
            Loaded { set, is_tried: false, pending }
        }
    } else {
        Loaded { set: embedded::rules(), is_tried: true, pending: None }
    };
    apply(&mut loaded.set, &file, &settings).map_err(LoadError::Rules)?;
    choose_scorecard(&mut loaded.set, &file, settings.scorecard.as_ref()).map_err(LoadError::Rules)?;
    Ok(loaded)
}

fn compile_with(settings: &Settings, file: &SourceFile, user: Sources) -> Result<RuleSet, LoadError> {
    let mut sources = if settings.builtin == Some(false) { Sources::default() } else { embedded::sources() };
    sources.add(user);
    sources.rules.extend(settings.brand.files(file));
    let known: Vec<String> = sources.lexicons.iter().map(|file| file.name.clone()).collect();
    let mut mistakes = check_lexicons(settings, file, &known);
    mistakes.extend(settings.brand.mistakes(file));
    if !mistakes.is_empty() {
        return Err(LoadError::Rules(mistakes));
    }
    sources.additions.push(settings.additions(file));
    compile(&sources).map_err(LoadError::Rules)
}

/// The rule files that a configuration file names.
pub fn user_rules(configuration: &Path) -> Result<Vec<SourceFile>, LoadError> {
    user_rules_open(configuration, &OpenFiles::new())
}

/// As [`user_rules`], with files that are open in an editor.
pub fn user_rules_open(configuration: &Path, open: &OpenFiles) -> Result<Vec<SourceFile>, LoadError> {
    let file = read(configuration, configuration.display().to_string(), open)?;
    let settings: Settings = file.parse().map_err(|error| LoadError::Rules(vec![error]))?;
    let mut rules = named_sources(&settings, configuration, open)?.rules;
    rules.extend(settings.brand.files(&file));
    Ok(rules)
}

/// Where a configuration file wants counts of what became of findings.
pub fn feedback_setting(configuration: &Path) -> Result<Option<Feedback>, LoadError> {
    let file = read(configuration, configuration.display().to_string(), &OpenFiles::new())?;
    let settings: Settings = file.parse().map_err(|error| LoadError::Rules(vec![error]))?;
    Ok(settings.feedback)
}

/// The folders of rules that a configuration file names.
pub fn rule_folders(configuration: &Path) -> Result<Vec<PathBuf>, LoadError> {
    let file = read(configuration, configuration.display().to_string(), &OpenFiles::new())?;
    let settings: Settings = file.parse().map_err(|error| LoadError::Rules(vec![error]))?;
    let base = configuration.parent().unwrap_or(Path::new("."));
    Ok(settings.rules.iter().map(|folder| base.join(folder.get_ref())).collect())
}

/// The files of all folders that the configuration at `path` names, in its order.
fn named_sources(settings: &Settings, path: &Path, open: &OpenFiles) -> Result<Sources, LoadError> {
    let base = path.parent().unwrap_or(Path::new("."));
    let mut sources = Sources::default();
    for folder in &settings.rules {
        sources.add(folder_sources_open(&base.join(folder.get_ref()), open)?);
    }
    Ok(sources)
}

/// All rule files of a folder: `CATEGORY/NAME.toml`, with `lexicons/`, `cues/`, `scorecards/`, `sentences/` and the folders of layers beside them.
pub fn folder_sources(folder: &Path) -> Result<Sources, LoadError> {
    folder_sources_open(folder, &OpenFiles::new())
}

fn folder_sources_open(folder: &Path, open: &OpenFiles) -> Result<Sources, LoadError> {
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
                "lexicons" => sources.lexicons.push(read(&path, stem.to_owned(), open)?),
                "cues" => sources.cues.push(read(&path, stem.to_owned(), open)?),
                "sentences" => sources.sentences.push(read(&path, stem.to_owned(), open)?),
                "scorecards" => sources.scorecards.push(read(&path, stem.to_owned(), open)?),
                folder => match LayerKind::of_folder(folder) {
                    Some(kind) => sources.layers.push((kind, read(&path, stem.to_owned(), open)?)),
                    None => sources.rules.push(read(&path, format!("{folder}/{stem}"), open)?),
                },
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

fn read(path: &Path, name: String, open: &OpenFiles) -> Result<SourceFile, LoadError> {
    if let Some(text) = open.get(path) {
        return Ok(SourceFile { path: path.display().to_string(), name, text: text.clone() });
    }
    let text = std::fs::read_to_string(path).map_err(|error| LoadError::Io { path: path.to_owned(), error })?;
    Ok(SourceFile { path: path.display().to_string(), name, text })
}
