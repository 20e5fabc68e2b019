//! Settings for some files only: `[[path]]` in rifq.toml.

use super::build::place;
use super::error::{RuleError, SourceFile};
use super::layer::{Change, LayerKind, LevelSetting, changes};
use super::set::RuleSet;
use crate::conversation::Channel;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use toml::Spanned;

/// One `[[path]]` table.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PathSetting {
    /// Globs, from the folder of the configuration file.
    #[serde(rename = "match")]
    #[cfg_attr(feature = "cli", schemars(with = "Vec<String>"))]
    pub matches: Vec<Spanned<String>>,
    /// The profile of these drafts.
    #[cfg_attr(feature = "cli", schemars(with = "Option<String>"))]
    pub profile: Option<Spanned<String>>,
    /// How formal they are.
    #[cfg_attr(feature = "cli", schemars(with = "Option<String>"))]
    pub register: Option<Spanned<String>>,
    /// Where they go.
    #[cfg_attr(feature = "cli", schemars(with = "Option<String>"))]
    pub channel: Option<Spanned<String>>,
    /// What they are: `draft`, `macro` or `archive`.
    #[cfg_attr(feature = "cli", schemars(with = "Option<String>"))]
    pub source: Option<Spanned<String>>,
    /// Changes to single rules.
    #[serde(default)]
    #[cfg_attr(feature = "cli", schemars(with = "BTreeMap<String, LevelSetting>"))]
    pub rule: BTreeMap<Spanned<String>, LevelSetting>,
}

/// The same, checked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scope {
    /// Globs, each with its line and column in the configuration file, from 1.
    pub globs: Vec<(String, u32, u32)>,
    /// The profile of these drafts.
    pub profile: Option<String>,
    /// How formal they are.
    pub register: Option<String>,
    /// Where they go.
    pub channel: Option<Channel>,
    /// What they are.
    pub source: Option<String>,
    /// Changes to single rules.
    pub changes: Vec<Change>,
}

/// Checks the tables; unknown names are errors.
pub(super) fn scopes(set: &RuleSet, file: &SourceFile, settings: &[PathSetting], errors: &mut Vec<RuleError>) -> Vec<Scope> {
    let mut named = |word: Option<&Spanned<String>>, key: &str, known: &[String]| {
        let word = word?;
        if known.contains(word.get_ref()) {
            return Some(word.get_ref().clone());
        }
        errors.push(place(file, word, format!("there is no {key} `{}`", word.get_ref()), Some(format!("write one of {}", known.join(", ")))));
        None
    };
    let channels: Vec<String> = Channel::ALL.iter().map(|channel| channel.name().to_owned()).collect();
    let sources = ["draft", "macro", "archive"].map(str::to_owned);
    let mut scopes = Vec::new();
    for setting in settings {
        let globs = setting.matches.iter().map(|glob| {
            let at = place(file, glob, String::new(), None);
            (glob.get_ref().clone(), at.line, at.column)
        });
        scopes.push(Scope {
            globs: globs.collect(),
            profile: named(setting.profile.as_ref(), "profile", &set.layers.names(LayerKind::Profile)),
            register: named(setting.register.as_ref(), "register", &set.layers.names(LayerKind::Register)),
            channel: named(setting.channel.as_ref(), "channel", &channels).as_deref().and_then(Channel::parse),
            source: named(setting.source.as_ref(), "source", &sources),
            changes: Vec::new(),
        });
    }
    for (scope, setting) in scopes.iter_mut().zip(settings) {
        changes(set, file, &setting.rule, &BTreeMap::new(), &mut scope.changes, errors);
    }
    scopes
}
