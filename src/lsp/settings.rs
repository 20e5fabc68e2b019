//! The settings of an editor: the same keys wherever they come from, with or without the section `rifq`.

use crate::conversation::Channel;
use crate::diagnostic::Severity;
use crate::text::Language;
use crate::text::distance::nearest;
use serde_json::{Map, Value};
use std::time::Duration;

/// What the user of the editor set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Settings {
    /// The configuration file; the nearest `rifq.toml` without.
    pub configuration: Option<String>,
    pub profile: Option<String>,
    pub register: Option<String>,
    pub locale: Option<String>,
    /// Where drafts go that do not say it themselves.
    pub channel: Option<Channel>,
    /// The language of messages.
    pub ui_language: Option<Language>,
    /// The least severity that is shown.
    pub min_severity: Severity,
    /// Rules or categories that are not used.
    pub ignore: Vec<String>,
    /// How long the typist must pause before a draft is checked.
    pub debounce: Duration,
    /// How long the typist must rest before a draft counts as finished.
    pub rest: Duration,
    /// Where the score is shown.
    pub score: ScorePlace,
}

/// Where the score is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ScorePlace {
    /// Above the draft.
    Lens,
    /// At the end of its first line.
    Inlay,
    /// Nowhere in the text.
    Off,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            configuration: None,
            profile: None,
            register: None,
            locale: None,
            channel: None,
            ui_language: None,
            min_severity: Severity::Hint,
            ignore: Vec::new(),
            debounce: Duration::from_millis(120),
            rest: Duration::from_secs(2),
            score: ScorePlace::Lens,
        }
    }
}

/// All keys.
const KEYS: [&str; 11] = ["configuration", "profile", "register", "locale", "channel", "uiLanguage", "minSeverity", "ignore", "debounce", "rest", "score"];

/// Keys that extensions keep in the same section for themselves.
const OF_CLIENTS: [&str; 6] = ["enable", "path", "server", "trace", "languages", "statusBar"];

impl Settings {
    /// Reads settings; what is not understood is told and counts as not set.
    pub(super) fn read(value: &Value) -> (Self, Vec<String>) {
        let (mut settings, mut wrong) = (Self::default(), Vec::new());
        let value = value.get("rifq").filter(|inner| inner.is_object()).unwrap_or(value);
        for (key, value) in value.as_object().unwrap_or(&Map::new()) {
            if value.is_null() || OF_CLIENTS.contains(&key.as_str()) {
                continue;
            }
            if let Err(expected) = settings.set(key, value) {
                wrong.push(match expected {
                    Some(expected) => format!("rifq.{key}: expected {expected}"),
                    None => format!("rifq.{key}: there is no such setting{}", suggestion(key)),
                });
            }
        }
        (settings, wrong)
    }

    /// Sets one; the error says what was expected, or nothing for an unknown key.
    fn set(&mut self, key: &str, value: &Value) -> Result<(), Option<String>> {
        match key {
            "configuration" => self.configuration = text(value)?,
            "profile" => self.profile = text(value)?,
            "register" => self.register = text(value)?,
            "locale" => self.locale = text(value)?,
            "channel" => self.channel = word(value, &Channel::ALL.map(|channel| (channel.name(), channel)))?,
            "uiLanguage" => self.ui_language = word(value, &[("en", Language::English), ("ar", Language::Arabic)])?,
            "minSeverity" => {
                let severities = [Severity::Info, Severity::Hint, Severity::Warning, Severity::Error].map(|severity| (severity.name(), severity));
                self.min_severity = word(value, &severities)?.unwrap_or(Severity::Hint);
            }
            "ignore" => {
                let list = value.as_array().and_then(|list| list.iter().map(|one| one.as_str().map(str::to_owned)).collect());
                self.ignore = list.ok_or_else(|| Some("a list of rules or categories".to_owned()))?;
            }
            "debounce" => self.debounce = milliseconds(value)?,
            "rest" => self.rest = milliseconds(value)?,
            "score" => {
                let places = [("lens", ScorePlace::Lens), ("inlay", ScorePlace::Inlay), ("off", ScorePlace::Off)];
                self.score = word(value, &places)?.unwrap_or(ScorePlace::Lens);
            }
            _ => return Err(None),
        }
        Ok(())
    }
}

fn suggestion(key: &str) -> String {
    nearest(key, KEYS.iter().copied()).map_or_else(String::new, |known| format!("; did you mean `{known}`?"))
}

/// A text; an empty one counts as not set.
fn text(value: &Value) -> Result<Option<String>, Option<String>> {
    let text = value.as_str().ok_or_else(|| Some("a text".to_owned()))?;
    Ok((!text.is_empty()).then(|| text.to_owned()))
}

/// One word of a few; an empty one counts as not set.
fn word<T: Copy>(value: &Value, words: &[(&str, T)]) -> Result<Option<T>, Option<String>> {
    let expected = || Some(format!("one of {}", words.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ")));
    match value.as_str() {
        Some("") => Ok(None),
        Some(given) => words.iter().find(|(name, _)| *name == given).map(|(_, meant)| Some(*meant)).ok_or_else(expected),
        None => Err(expected()),
    }
}

fn milliseconds(value: &Value) -> Result<Duration, Option<String>> {
    const MOST: u64 = 60_000;
    value.as_u64().filter(|&given| given <= MOST).map(Duration::from_millis).ok_or_else(|| Some(format!("milliseconds, at most {MOST}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_section_may_be_there_or_not() {
        for value in [json!({"channel": "chat", "rest": 500}), json!({"rifq": {"channel": "chat", "rest": 500}})] {
            let (settings, wrong) = Settings::read(&value);
            assert_eq!((settings.channel, settings.rest, wrong), (Some(Channel::Chat), Duration::from_millis(500), Vec::new()));
        }
        assert_eq!(Settings::read(&Value::Null), (Settings::default(), Vec::new()));
    }

    #[test]
    fn mistakes_are_told_and_count_as_not_set() {
        let (settings, wrong) = Settings::read(&json!({"chanel": "chat", "minSeverity": 3, "channel": "fax", "profile": "", "trace": {}}));
        assert_eq!(settings, Settings::default());
        assert_eq!(wrong.len(), 3, "{wrong:?}");
        assert!(wrong.iter().any(|one| one.contains("did you mean `channel`?")));
    }
}
