//! Layers: what a locale, a channel, a register or a profile changes about single rules. They lie over each other, and the last word holds.

use super::build::place;
use super::compile::nearest;
use super::error::{RuleError, SourceFile};
use super::hours::Holiday;
use super::path::Scope;
use super::set::{Rule, RuleSet};
use super::spec::Bilingual;
use crate::conversation::Channel;
use crate::diagnostic::Severity;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use toml::Spanned;

/// What a layer is about; in the order in which they lie over each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum LayerKind {
    /// A country: its weekend, calendars and currency.
    Locale,
    /// How much religious courtesy is welcome.
    Religious,
    /// Where the reply goes.
    Channel,
    /// How formal it is.
    Register,
    /// What a team wants.
    Profile,
}

impl LayerKind {
    /// All kinds, the lowest first.
    pub const ALL: [Self; 5] = [Self::Locale, Self::Religious, Self::Channel, Self::Register, Self::Profile];

    /// The folder of its files.
    pub const fn folder(self) -> &'static str {
        match self {
            Self::Locale => "locales",
            Self::Religious => "religious",
            Self::Channel => "channels",
            Self::Register => "registers",
            Self::Profile => "profiles",
        }
    }

    /// The key by which it is chosen.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Locale => "locale",
            Self::Religious => "religious",
            Self::Channel => "channel",
            Self::Register => "register",
            Self::Profile => "profile",
        }
    }

    /// The kind whose files stand in this folder.
    pub fn of_folder(folder: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.folder() == folder)
    }
}

/// One file of a layer.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LayerSpec {
    /// What it is for.
    pub summary: Bilingual,
    /// Another layer of its kind, whose changes hold where it makes none.
    #[cfg_attr(feature = "cli", schemars(with = "Option<String>"))]
    pub inherits: Option<Spanned<String>>,
    /// Facts of a country.
    pub locale: Option<Locale>,
    /// Changes to single rules.
    #[serde(default)]
    #[cfg_attr(feature = "cli", schemars(with = "BTreeMap<String, LevelSetting>"))]
    pub rule: BTreeMap<Spanned<String>, LevelSetting>,
    /// Changes that hold in one channel.
    #[serde(default)]
    #[cfg_attr(feature = "cli", schemars(with = "BTreeMap<String, ChannelSetting>"))]
    pub channel: BTreeMap<Spanned<String>, ChannelSetting>,
}

/// A changed severity of one rule.
#[derive(Clone, Copy, Debug, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LevelSetting {
    /// The severity, or `off`.
    pub severity: Level,
}

/// Changes that hold in one channel.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ChannelSetting {
    /// Changes to single rules.
    #[serde(default)]
    #[cfg_attr(feature = "cli", schemars(with = "BTreeMap<String, LevelSetting>"))]
    pub rule: BTreeMap<Spanned<String>, LevelSetting>,
}

/// A severity, or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// No findings.
    Off,
    /// Info.
    Info,
    /// Hint.
    Hint,
    /// Warning.
    Warning,
    /// Error.
    Error,
}

impl Level {
    /// The severity; `None` for off.
    pub const fn severity(self) -> Option<Severity> {
        match self {
            Self::Off => None,
            Self::Info => Some(Severity::Info),
            Self::Hint => Some(Severity::Hint),
            Self::Warning => Some(Severity::Warning),
            Self::Error => Some(Severity::Error),
        }
    }
}

/// Facts of a country.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Locale {
    /// The days of its weekend, Monday being 1.
    pub weekend: Vec<u8>,
    /// The calendars in daily use.
    pub calendars: Vec<Calendar>,
    /// The code of its currency (ISO 4217).
    pub currency: String,
    /// Days on which nobody works, the same every year: `12-25`.
    #[serde(default)]
    pub holidays: Vec<Holiday>,
}

/// A calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Calendar {
    /// The solar calendar of most countries.
    Gregorian,
    /// The lunar calendar.
    Hijri,
}

/// What a layer says of one rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Index of the rule.
    pub rule: u16,
    /// Only there; `None`: everywhere.
    pub channel: Option<Channel>,
    /// What it weighs; `None`: off.
    pub severity: Option<Severity>,
}

/// A compiled layer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Layer {
    /// What it is about.
    pub kind: LayerKind,
    /// By which it is chosen.
    pub name: Box<str>,
    /// What it is for.
    pub summary: Bilingual,
    /// Facts of a country.
    pub locale: Option<Locale>,
    /// Its changes, inherited ones first.
    pub changes: Vec<Change>,
}

/// All layers, and those chosen by a configuration.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Layers {
    /// Sorted by kind and name.
    pub all: Vec<Layer>,
    /// The chosen ones: indexes, sorted by kind.
    pub chosen: Vec<u16>,
    /// What a configuration says itself; over all others.
    pub own: Vec<Change>,
    /// What it says of some files, in its order.
    pub scopes: Vec<Scope>,
    /// What the command line says; over everything.
    pub last: Vec<Change>,
}

impl Layers {
    /// The layer of this kind and name.
    pub fn find(&self, kind: LayerKind, name: &str) -> Option<usize> {
        self.all.iter().position(|layer| layer.kind == kind && &*layer.name == name)
    }

    /// The names of a kind's layers.
    pub fn names(&self, kind: LayerKind) -> Vec<String> {
        self.all.iter().filter(|layer| layer.kind == kind).map(|layer| layer.name.to_string()).collect()
    }

    /// Chooses a layer in place of the one of its kind; `false` where there is none of this name.
    pub fn choose(&mut self, kind: LayerKind, name: &str) -> bool {
        let Some(index) = self.find(kind, name) else { return false };
        let all = &self.all;
        self.chosen.retain(|&other| all[usize::from(other)].kind != kind);
        self.chosen.push(index as u16);
        self.chosen.sort_unstable();
        true
    }

    /// The facts of the chosen country.
    pub fn locale(&self) -> Option<&Locale> {
        self.chosen.iter().find_map(|&index| self.all[usize::from(index)].locale.as_ref())
    }
}

/// What each rule weighs for one draft.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Levels(Vec<Option<Severity>>);

impl Levels {
    /// The levels in `channel`, with the register and the profile that the draft names itself; unknown names change nothing.
    pub fn new(set: &RuleSet, channel: Option<Channel>, register: Option<&str>, profile: Option<&str>) -> Self {
        let mut levels = Self(set.rules.iter().map(|rule| rule.severity).collect());
        let layers = &set.layers;
        let named = |kind: LayerKind, name: Option<&str>| name.and_then(|name| layers.find(kind, name));
        for kind in LayerKind::ALL {
            let named = match kind {
                LayerKind::Channel => named(kind, channel.map(Channel::name)),
                LayerKind::Register => named(kind, register),
                LayerKind::Profile => named(kind, profile),
                LayerKind::Locale | LayerKind::Religious => None,
            };
            let chosen = || layers.chosen.iter().map(|&index| usize::from(index)).find(|&index| layers.all[index].kind == kind);
            if let Some(layer) = named.or_else(chosen).and_then(|index| layers.all.get(index)) {
                levels.lay(&layer.changes, channel);
            }
        }
        levels.lay(&layers.own, channel);
        levels.lay(&layers.last, channel);
        levels
    }

    /// With the settings that hold for the draft's file, by index.
    #[must_use]
    pub fn within(mut self, set: &RuleSet, scopes: &[u16], channel: Option<Channel>) -> Self {
        if !scopes.is_empty() {
            for scope in scopes.iter().filter_map(|&index| set.layers.scopes.get(usize::from(index))) {
                self.lay(&scope.changes, channel);
            }
            self.lay(&set.layers.last, channel);
        }
        self
    }

    fn lay(&mut self, changes: &[Change], channel: Option<Channel>) {
        for change in changes.iter().filter(|change| change.channel.is_none() || change.channel == channel) {
            if let Some(level) = self.0.get_mut(usize::from(change.rule)) {
                *level = change.severity;
            }
        }
    }

    /// What the rule weighs; `None`: off.
    pub fn get(&self, rule: u16) -> Option<Severity> {
        self.0.get(usize::from(rule)).copied().flatten()
    }

    /// What a finding weighs that weighs `found` by the rule's own file: its full weight moves with the level, lighter ones stay below it.
    pub fn weigh(&self, index: u16, rule: &Rule, found: Severity) -> Severity {
        match (self.get(index), rule.severity) {
            (Some(level), Some(own)) if level != own => {
                if found >= own {
                    level
                } else {
                    found.min(level)
                }
            }
            _ => found,
        }
    }
}

/// Compiles the layers; mistakes are told at their places.
pub(super) fn compile(set: &mut RuleSet, files: &[(LayerKind, SourceFile)]) -> Vec<RuleError> {
    let mut errors = Vec::new();
    let mut specs: BTreeMap<(LayerKind, &str), (&SourceFile, LayerSpec)> = BTreeMap::new();
    for (kind, file) in files {
        match file.parse::<LayerSpec>() {
            Ok(spec) => {
                specs.insert((*kind, &file.name), (file, spec));
            }
            Err(error) => errors.push(error),
        }
    }
    let mut all = Vec::new();
    for (&(kind, name), (file, spec)) in &specs {
        let mut chain = vec![(*file, spec)];
        while let Some(parent) = chain[chain.len() - 1].1.inherits.as_ref() {
            let (child, help) = (chain[chain.len() - 1].0, "write the name of another file of its folder".to_owned());
            match specs.get(&(kind, parent.get_ref().as_str())) {
                Some((file, spec)) if chain.iter().all(|known| known.0.name != file.name) => chain.push((file, spec)),
                Some(_) => {
                    errors.push(place(child, parent, format!("`{}` inherits from itself", parent.get_ref()), Some(help)));
                    break;
                }
                None => {
                    errors.push(place(child, parent, format!("there is no {} `{}`", kind.key(), parent.get_ref()), Some(help)));
                    break;
                }
            }
        }
        let mut changes = Vec::new();
        for (file, spec) in chain.iter().rev() {
            self::changes(set, file, &spec.rule, &spec.channel, &mut changes, &mut errors);
        }
        let locale = chain.iter().find_map(|(_, spec)| spec.locale.clone());
        all.push(Layer { kind, name: name.into(), summary: spec.summary.clone(), locale, changes });
    }
    set.layers.all = all;
    errors
}

/// A rule that is none, and what was meant.
pub(super) fn unknown_rule(set: &RuleSet, file: &SourceFile, name: &Spanned<String>) -> RuleError {
    let known: Vec<String> = set.rules.iter().map(|rule| rule.name.to_string()).collect();
    place(file, name, format!("there is no rule `{}`", name.get_ref()), Some(nearest(name.get_ref(), known.iter())))
}

/// The changes that tables of rules and of channels make.
pub(super) fn changes(
    set: &RuleSet,
    file: &SourceFile,
    rules: &BTreeMap<Spanned<String>, LevelSetting>,
    channels: &BTreeMap<Spanned<String>, ChannelSetting>,
    changes: &mut Vec<Change>,
    errors: &mut Vec<RuleError>,
) {
    let mut add = |channel: Option<Channel>, rules: &BTreeMap<Spanned<String>, LevelSetting>, errors: &mut Vec<RuleError>| {
        for (name, setting) in rules {
            match set.find(name.get_ref()) {
                Some(rule) => changes.push(Change { rule: rule as u16, channel, severity: setting.severity.severity() }),
                None => errors.push(unknown_rule(set, file, name)),
            }
        }
    };
    add(None, rules, errors);
    for (name, setting) in channels {
        if let Some(channel) = Channel::parse(name.get_ref()) {
            add(Some(channel), &setting.rule, errors);
            continue;
        }
        let known: Vec<&str> = Channel::ALL.iter().map(|channel| channel.name()).collect();
        errors.push(place(file, name, format!("there is no channel `{}`", name.get_ref()), Some(format!("write one of {}", known.join(", ")))));
    }
}
