//! Configuration: `rifq.toml` and profiles, which set severities, add words and switch rules off.

use super::build::place;
use super::compile::nearest;
use super::error::{RuleError, SourceFile};
use super::pattern::parse;
use super::set::{Kind, Rule, RuleSet};
use super::spec::{Bilingual, MatchSpec};
use crate::diagnostic::Severity;
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

/// A configuration file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The profile it starts from.
    pub profile: Option<Spanned<String>>,
    /// The scorecard in force; `default` where none is named.
    pub scorecard: Option<Spanned<String>>,
    /// Folders of further rule files, relative to this file.
    #[serde(default)]
    pub rules: Vec<Spanned<String>>,
    /// `false`: only the rules, lexicons, cues and scorecards of those folders, nothing built in.
    pub builtin: Option<bool>,
    /// Changes to single rules.
    #[serde(default)]
    pub rule: BTreeMap<Spanned<String>, RuleSetting>,
    /// Words added to lexicons.
    #[serde(default)]
    pub lexicon: BTreeMap<Spanned<String>, LexiconSetting>,
}

/// A profile: a named set of changes to single rules.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// What it is for.
    pub summary: Bilingual,
    /// Changes to single rules.
    #[serde(default)]
    pub rule: BTreeMap<Spanned<String>, RuleSetting>,
}

/// A changed severity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
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
    const fn severity(self) -> Option<Severity> {
        match self {
            Self::Off => None,
            Self::Info => Some(Severity::Info),
            Self::Hint => Some(Severity::Hint),
            Self::Warning => Some(Severity::Warning),
            Self::Error => Some(Severity::Error),
        }
    }
}

/// Changes to one rule.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleSetting {
    /// Its severity, or `off`.
    pub severity: Option<Level>,
    /// Further patterns.
    #[serde(default, rename = "match")]
    pub matches: Vec<MatchSpec>,
    /// Further exceptions.
    #[serde(default)]
    pub unless: Vec<Spanned<String>>,
}

/// Words added to one lexicon.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LexiconSetting {
    /// English entries.
    #[serde(default)]
    pub en: Vec<Spanned<String>>,
    /// Arabic entries.
    #[serde(default)]
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
}

impl Settings {
    /// Whether the built-in compiled rules do not suffice.
    pub fn needs_compiling(&self) -> bool {
        self.builtin == Some(false)
            || !self.rules.is_empty()
            || !self.lexicon.is_empty()
            || self.rule.values().any(|rule| !rule.matches.is_empty() || !rule.unless.is_empty())
    }

    /// The additions in the form the compiler takes.
    pub fn additions(&self, file: &SourceFile) -> Additions {
        let lexicons = self.lexicon.iter().map(|(name, words)| lexicon_file(file, name.get_ref(), words)).collect();
        let rules = self.rule.iter().map(|(name, rule)| (name.get_ref().clone(), rule.clone())).collect();
        Additions { file: file.clone(), lexicons, rules }
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

/// Gives a rule another severity; where it goes by need, its full weight moves and the lighter ones stay.
fn set_level(rule: &mut Rule, severity: Option<Severity>) {
    let before = rule.severity;
    rule.severity = severity;
    if let (Kind::Fact(fact), Some(severity)) = (&mut rule.kind, severity)
        && let Some(levels) = &mut fact.by_need
    {
        for level in levels.iter_mut().filter(|level| Some(**level) == before) {
            *level = severity;
        }
    }
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

/// Applies changed severities; unknown rules are errors.
pub fn apply(set: &mut RuleSet, file: &SourceFile, rules: &BTreeMap<Spanned<String>, RuleSetting>) -> Result<(), Vec<RuleError>> {
    let names: Vec<String> = set.rules.iter().map(|rule| rule.name.to_string()).collect();
    let mut errors = Vec::new();
    for (name, setting) in rules {
        match set.find(name.get_ref()) {
            None => errors.push(place(file, name, format!("there is no rule `{}`", name.get_ref()), Some(nearest(name.get_ref(), names.iter())))),
            Some(index) => {
                if let Some(level) = setting.severity {
                    set_level(&mut set.rules[index], level.severity());
                    for block in set.blocks.iter_mut().filter(|block| usize::from(block.rule) == index) {
                        // Weaker frames stay weaker, none becomes stronger than the rule.
                        block.severity = block.severity.min(level.severity());
                    }
                }
            }
        }
    }
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}
