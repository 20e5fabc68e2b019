//! Configuration: `rifq.toml`, which chooses layers, sets severities, adds words and switches rules off.

use super::brand::Brand;
use super::build::place;
use super::compile::nearest;
use super::error::{RuleError, SourceFile};
use super::hours::Hours;
use super::layer::{ChannelSetting, LayerKind, Level, LevelSetting, changes, unknown_rule};
use super::path::{PathSetting, scopes};
use super::pattern::parse;
use super::policy::{PolicySettings, policy};
use super::set::RuleSet;
use super::spec::MatchSpec;
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

/// A configuration file.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The profile it starts from.
    #[cfg_attr(feature = "cli", schemars(with = "Option<String>"))]
    pub profile: Option<Spanned<String>>,
    /// How formal replies are: `formal`, `neutral` or `friendly`.
    #[cfg_attr(feature = "cli", schemars(with = "Option<String>"))]
    pub register: Option<Spanned<String>>,
    /// The country that is served: `sa`, `eg` …
    #[cfg_attr(feature = "cli", schemars(with = "Option<String>"))]
    pub locale: Option<Spanned<String>>,
    /// How much religious courtesy is welcome: `allow`, `limit` or `avoid`.
    #[cfg_attr(feature = "cli", schemars(with = "Option<String>"))]
    pub religious: Option<Spanned<String>>,
    /// The scorecard in force; `default` where none is named.
    #[cfg_attr(feature = "cli", schemars(with = "Option<String>"))]
    pub scorecard: Option<Spanned<String>>,
    /// Folders of further rule files, relative to this file.
    #[serde(default)]
    #[cfg_attr(feature = "cli", schemars(with = "Vec<String>"))]
    pub rules: Vec<Spanned<String>>,
    /// `false`: only the rules, lexicons, cues and scorecards of those folders, nothing built in.
    pub builtin: Option<bool>,
    /// Changes to single rules.
    #[serde(default)]
    #[cfg_attr(feature = "cli", schemars(with = "BTreeMap<String, RuleSetting>"))]
    pub rule: BTreeMap<Spanned<String>, RuleSetting>,
    /// Changes that hold in one channel.
    #[serde(default)]
    #[cfg_attr(feature = "cli", schemars(with = "BTreeMap<String, ChannelSetting>"))]
    pub channel: BTreeMap<Spanned<String>, ChannelSetting>,
    /// What holds for some files only.
    #[serde(default)]
    pub path: Vec<PathSetting>,
    /// What holds a reply, what warns, what passes.
    pub policy: Option<PolicySettings>,
    /// When the team works: targets of time run then.
    pub hours: Option<Hours>,
    /// The voice of the brand.
    #[serde(default)]
    pub brand: Brand,
    /// Where it is counted what became of findings: a file, relative to this one, or `false` for nowhere.
    pub feedback: Option<Feedback>,
    /// Words added to lexicons.
    #[serde(default)]
    #[cfg_attr(feature = "cli", schemars(with = "BTreeMap<String, LexiconSetting>"))]
    pub lexicon: BTreeMap<Spanned<String>, LexiconSetting>,
}

/// Where it is counted what became of findings.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Feedback {
    /// `false`: nowhere; `true`: where it is without this setting.
    Switch(bool),
    /// In this file.
    File(String),
}

/// Changes to one rule.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RuleSetting {
    /// Its severity, or `off`.
    pub severity: Option<Level>,
    /// Further patterns.
    #[serde(default, rename = "match")]
    pub matches: Vec<MatchSpec>,
    /// Further exceptions.
    #[serde(default)]
    #[cfg_attr(feature = "cli", schemars(with = "Vec<String>"))]
    pub unless: Vec<Spanned<String>>,
}

/// Words added to one lexicon.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LexiconSetting {
    /// English entries.
    #[serde(default)]
    #[cfg_attr(feature = "cli", schemars(with = "Vec<String>"))]
    pub en: Vec<Spanned<String>>,
    /// Arabic entries.
    #[serde(default)]
    #[cfg_attr(feature = "cli", schemars(with = "Vec<String>"))]
    pub ar: Vec<Spanned<String>>,
}

/// What a configuration file adds to the patterns, in the form the compiler takes.
#[derive(Clone, Debug)]
pub struct Additions {
    /// The configuration file, for messages.
    pub file: SourceFile,
    /// Lexicon files made of its `[lexicon.*]` tables.
    pub lexicons: Vec<SourceFile>,
    /// Patterns and exceptions by rule.
    pub rules: BTreeMap<String, RuleSetting>,
    /// Patterns of what may stand in every reply.
    pub allowed: Vec<Spanned<String>>,
    /// Telephone numbers and addresses of the company itself.
    pub contacts: Vec<String>,
}

impl Settings {
    /// Whether the built-in compiled rules do not suffice.
    pub fn needs_compiling(&self) -> bool {
        self.builtin == Some(false)
            || !self.rules.is_empty()
            || !self.lexicon.is_empty()
            || !self.brand.is_empty()
            || self.rule.values().any(|rule| !rule.matches.is_empty() || !rule.unless.is_empty())
    }

    /// The additions in the form the compiler takes.
    pub fn additions(&self, file: &SourceFile) -> Additions {
        let lexicons = self.lexicon.iter().map(|(name, words)| lexicon_file(file, name.get_ref(), words)).collect();
        let rules = self.rule.iter().map(|(name, rule)| (name.get_ref().clone(), rule.clone())).collect();
        Additions { file: file.clone(), lexicons, rules, allowed: self.brand.allowed(), contacts: self.brand.contacts.clone() }
    }
}

/// A lexicon file made of one `[lexicon.*]` table.
fn lexicon_file(file: &SourceFile, name: &str, words: &LexiconSetting) -> SourceFile {
    let mut text = String::from("[summary]\nen = \"added\"\nar = \"إضافة\"\n");
    for (lang, entries) in [("en", &words.en), ("ar", &words.ar)] {
        for entry in entries {
            let quoted = toml::Value::String(entry.get_ref().clone());
            text.extend(["[[words]]\nlang = \"", lang, "\"\nany = [", &quoted.to_string(), "]\n"]);
        }
    }
    SourceFile { path: file.path.clone(), name: name.to_owned(), text }
}

/// Checks the names and entries of the `[lexicon.*]` tables, so that mistakes are told at their own place.
pub fn check_lexicons(settings: &Settings, file: &SourceFile, known: &[String]) -> Vec<RuleError> {
    let mut errors = Vec::new();
    for (name, words) in &settings.lexicon {
        if !known.contains(name.get_ref()) {
            errors.push(place(file, name, format!("there is no lexicon `{}`", name.get_ref()), Some(nearest(name.get_ref(), known.iter()))));
        }
        for entry in words.en.iter().chain(&words.ar) {
            if let Err(error) = parse(entry.get_ref()) {
                errors.push(place(file, entry, format!("pattern: {}", error.message), error.help));
            }
        }
    }
    errors
}

/// Puts the scorecard of this name in force; an unknown name is an error.
pub fn choose_scorecard(set: &mut RuleSet, file: &SourceFile, name: Option<&Spanned<String>>) -> Result<(), Vec<RuleError>> {
    let wanted = name.map_or("default", |name| name.get_ref().as_str());
    match (set.scorecards.iter().position(|scorecard| scorecard.name == wanted), name) {
        (Some(index), _) => set.scorecard = index,
        (None, None) => {}
        (None, Some(name)) => {
            let known: Vec<String> = set.scorecards.iter().map(|scorecard| scorecard.name.clone()).collect();
            return Err(vec![place(file, name, format!("there is no scorecard `{wanted}`"), Some(nearest(wanted, known.iter())))]);
        }
    }
    Ok(())
}

/// Chooses the layers that a configuration names and lays its own changes over them; unknown names are errors.
pub fn apply(set: &mut RuleSet, file: &SourceFile, settings: &Settings) -> Result<(), Vec<RuleError>> {
    let mut errors = Vec::new();
    let chosen = [
        (LayerKind::Locale, &settings.locale),
        (LayerKind::Religious, &settings.religious),
        (LayerKind::Register, &settings.register),
        (LayerKind::Profile, &settings.profile),
    ];
    for (kind, name) in chosen {
        if let Some(name) = name.as_ref().filter(|name| !set.layers.choose(kind, name.get_ref())) {
            let help = format!("write one of {}", set.layers.names(kind).join(", "));
            errors.push(place(file, name, format!("there is no {} `{}`", kind.key(), name.get_ref()), Some(help)));
        }
    }
    let mut own = Vec::new();
    let levels = settings.rule.iter().filter_map(|(name, setting)| Some((name.clone(), LevelSetting { severity: setting.severity? }))).collect();
    changes(set, file, &levels, &settings.channel, &mut own, &mut errors);
    for name in settings.rule.keys().filter(|name| set.find(name.get_ref()).is_none()) {
        if !levels.contains_key(name) {
            errors.push(unknown_rule(set, file, name));
        }
    }
    set.layers.own = own;
    set.layers.scopes = scopes(set, file, &settings.path, &mut errors);
    if let Some(hours) = &settings.hours {
        set.hours = hours.clone();
    }
    if let Some(settings) = &settings.policy {
        set.policy = policy(set, file, settings, &mut errors);
    }
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}
