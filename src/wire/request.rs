//! What is asked.

use crate::conversation::{Channel, Conversation, Gender, Ignored, Markup, Origin, Person, Role, Stage, Turn};
use crate::text::{Encoding, Language};
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::BTreeMap;

/// A draft to review and what is known about it. Unknown keys are accepted and named in the report's `warnings`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct Request {
    /// The draft.
    pub text: String,
    /// Echoed in the report.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "text_or_number")]
    #[cfg_attr(feature = "cli", schemars(with = "Option<TextOrNumber>"))]
    pub id: Option<String>,
    /// How the draft is marked up; plain text by default.
    #[serde(default)]
    pub markup: Markup,
    /// The unit of the report's `span`s and `edits`; bytes of UTF-8 by default.
    #[serde(default)]
    pub offsets: Offsets,
    /// Where the reply goes: email, chat, message, sms, social, review, forum or phone. Another word is a warning and counts as none.
    #[serde(default)]
    pub channel: Option<String>,
    /// The language of the draft: `auto`, `ar` or `en`.
    #[serde(default)]
    pub language: Option<String>,
    /// The language of messages: `en` or `ar`.
    #[serde(default)]
    pub ui_language: Option<Language>,
    /// The subject of the ticket or e-mail.
    #[serde(default)]
    pub subject: Option<String>,
    /// The profile to judge by. An unknown one is a warning, and the one of the configuration holds.
    #[serde(default)]
    pub profile: Option<String>,
    /// How formal the reply should be: formal, neutral or friendly. Another word is a warning and counts as none.
    #[serde(default)]
    pub register: Option<String>,
    /// Who is answered.
    #[serde(default, deserialize_with = "object")]
    #[cfg_attr(feature = "cli", schemars(with = "Option<PersonRequest>"))]
    pub customer: Option<PersonRequest>,
    /// Who answers.
    #[serde(default, deserialize_with = "object")]
    #[cfg_attr(feature = "cli", schemars(with = "Option<PersonRequest>"))]
    pub agent: Option<PersonRequest>,
    /// The brand that answers.
    #[serde(default)]
    pub brand: Option<String>,
    /// The queue of the ticket.
    #[serde(default)]
    pub queue: Option<String>,
    /// The team of the agent.
    #[serde(default)]
    pub team: Option<String>,
    /// What is known about the matter.
    #[serde(default, deserialize_with = "object")]
    #[cfg_attr(feature = "cli", schemars(with = "Option<Facts>"))]
    pub facts: Option<Facts>,
    /// How many files are attached to the draft.
    #[serde(default, deserialize_with = "whole")]
    #[cfg_attr(feature = "cli", schemars(with = "Option<u32>"))]
    pub attachments: Option<u32>,
    /// Whether the draft is still being typed.
    #[serde(default)]
    pub stage: Option<Stage>,
    /// `draft`, `macro` (its blanks are filled when it is used) or `archive`. Another word is a warning and counts as a draft.
    #[serde(default)]
    pub source: Option<String>,
    /// The time to judge by (RFC 3339).
    #[serde(default)]
    pub now: Option<String>,
    /// Rules or categories that are not used for this draft.
    #[serde(default)]
    pub ignore: Vec<String>,
    /// Earlier turns, oldest first.
    #[serde(default, deserialize_with = "objects")]
    #[cfg_attr(feature = "cli", schemars(with = "Vec<ThreadTurn>"))]
    pub thread: Vec<ThreadTurn>,
    /// The wish to send the reply all the same, for whoever decides whether it is sent.
    #[serde(default, rename = "override", skip_serializing_if = "Option::is_none", deserialize_with = "object")]
    #[cfg_attr(feature = "cli", schemars(with = "Option<OverrideRequest>"))]
    pub overriding: Option<OverrideRequest>,
    /// The longest time to a verdict, in milliseconds; the policy may say less.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "whole")]
    #[cfg_attr(feature = "cli", schemars(with = "Option<u32>"))]
    pub deadline_ms: Option<u32>,
    /// Keys this version does not know.
    #[serde(flatten)]
    #[cfg_attr(feature = "cli", schemars(skip))]
    pub unknown: BTreeMap<String, serde_json::Value>,
}

/// A unit of text offsets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Offsets {
    /// Bytes of UTF-8.
    #[default]
    Utf8,
    /// UTF-16 code units, as in JavaScript and Java.
    Utf16,
    /// Unicode scalar values, as in Python.
    Utf32,
}

impl From<Offsets> for Encoding {
    fn from(offsets: Offsets) -> Self {
        match offsets {
            Offsets::Utf8 => Self::Utf8,
            Offsets::Utf16 => Self::Utf16,
            Offsets::Utf32 => Self::Utf32,
        }
    }
}

/// A person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct PersonRequest {
    /// An identifier.
    #[serde(default, deserialize_with = "text_or_number")]
    #[cfg_attr(feature = "cli", schemars(with = "Option<TextOrNumber>"))]
    pub id: Option<String>,
    /// The name as the helpdesk knows it.
    #[serde(default)]
    pub name: Option<String>,
    /// `f` or `m`, for agreement in Arabic.
    #[serde(default)]
    pub gender: Option<String>,
    /// `ar` or `en`.
    #[serde(default)]
    pub language: Option<String>,
}

/// The wish to send a reply all the same.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct OverrideRequest {
    /// Why: one of the policy's words, or a sentence.
    #[serde(default)]
    pub reason: Option<String>,
}

/// Facts that are known about the matter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct Facts {
    /// Order numbers.
    #[serde(default)]
    pub order: Vec<String>,
    /// Product names.
    #[serde(default)]
    pub product: Vec<String>,
}

/// An earlier turn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct ThreadTurn {
    /// Who wrote it.
    pub role: Role,
    /// What it says.
    pub text: String,
    /// Who exactly.
    #[serde(default)]
    pub author: Option<String>,
    /// When (RFC 3339).
    #[serde(default)]
    pub at: Option<String>,
}

/// What an id may be written as.
#[cfg(feature = "cli")]
#[derive(schemars::JsonSchema)]
#[schemars(untagged, inline)]
#[allow(dead_code)]
enum TextOrNumber {
    Text(String),
    Number(serde_json::Number),
}

fn text_or_number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    match Option::<serde_json::Value>::deserialize(deserializer)? {
        None | Some(serde_json::Value::Null) => Ok(None),
        Some(serde_json::Value::String(text)) => Ok(Some(text)),
        Some(serde_json::Value::Number(number)) => Ok(Some(number.to_string())),
        Some(_) => Err(serde::de::Error::custom("an id is a string or a number")),
    }
}

/// An object with these keys; a list of their values is none.
fn object<'de, D: Deserializer<'de>, T: serde::de::DeserializeOwned>(deserializer: D) -> Result<Option<T>, D::Error> {
    let object = Option::<serde_json::Map<String, serde_json::Value>>::deserialize(deserializer)?;
    object.map(|object| T::deserialize(serde_json::Value::Object(object)).map_err(serde::de::Error::custom)).transpose()
}

/// A list of objects with these keys.
fn objects<'de, D: Deserializer<'de>, T: serde::de::DeserializeOwned>(deserializer: D) -> Result<Vec<T>, D::Error> {
    let objects = Vec::<serde_json::Map<String, serde_json::Value>>::deserialize(deserializer)?;
    objects.into_iter().map(|object| T::deserialize(serde_json::Value::Object(object)).map_err(serde::de::Error::custom)).collect()
}

/// A whole number, `7.0` among them: to JSON it is the same.
fn whole<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u32>, D::Error> {
    let Some(number) = Option::<serde_json::Number>::deserialize(deserializer)? else { return Ok(None) };
    let float = || number.as_f64().filter(|float| float.fract() == 0.0).and_then(|float| format!("{float:.0}").parse().ok());
    let whole = number.as_u64().or_else(float).and_then(|number: u64| u32::try_from(number).ok());
    whole.map(Some).ok_or_else(|| serde::de::Error::custom("a number that is not whole, or beyond 32 bits"))
}

/// Why a request cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{line}:{column}: {message}")]
pub struct RequestError {
    /// `invalid_json` or `invalid_request`.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// From 1.
    pub line: u32,
    /// In bytes, from 1.
    pub column: u32,
}

/// Reads one request.
pub fn parse(json: &str) -> Result<Request, RequestError> {
    parse_as(json)
}

/// Reads a record that is like a request.
pub fn parse_as<T: serde::de::DeserializeOwned>(json: &str) -> Result<T, RequestError> {
    serde_json::from_str(json).map_err(|error| {
        let text = error.to_string();
        let message = without_value(text.rsplit_once(" at line ").map_or(text.as_str(), |(message, _)| message));
        let code = if error.is_data() { "invalid_request" } else { "invalid_json" };
        RequestError { code, message, line: error.line() as u32, column: error.column() as u32 }
    })
}

/// A parser's message without the text it quotes: what customers and agents write belongs in no log.
pub fn without_value(message: &str) -> String {
    if let (Some(_), Some((_, expected))) = (message.strip_prefix("unknown variant `"), message.rsplit_once("`, expected ")) {
        return format!("unknown word, expected {expected}");
    }
    match (message.split_once(" \""), message.rsplit_once("\", expected ")) {
        (Some((wrong, _)), Some((_, expected))) if wrong.starts_with("invalid ") => format!("{wrong}, expected {expected}"),
        _ => message.to_owned(),
    }
}

/// Reads a word of a closed set; another one is warned of.
fn known<T>(word: Option<&str>, parse: impl Fn(&str) -> Option<T>, warning: impl Fn(&str) -> String, warnings: &mut Vec<String>) -> Option<T> {
    let word = word?;
    let read = parse(word);
    if read.is_none() {
        warnings.push(warning(word));
    }
    read
}

impl Request {
    /// The language of sentences for people: `ui_language`, or else that of the agent.
    pub fn reader(&self) -> Language {
        let agent = self.agent.as_ref().and_then(|agent| agent.language.as_deref());
        self.ui_language.unwrap_or(if agent == Some("ar") { Language::Arabic } else { Language::English })
    }

    /// The conversation it asks about, and what in it was not understood.
    pub fn conversation(&self) -> (Conversation, Vec<String>) {
        let mut warnings: Vec<String> = self.unknown.keys().map(|key| format!("unknown key `{key}`")).collect();
        let channel = self.channel.as_deref().and_then(|word| {
            let channel = Channel::parse(word);
            if channel.is_none() {
                warnings.push(format!("unknown channel `{word}`; treated as none"));
            }
            channel
        });
        let language = match self.language.as_deref() {
            Some("ar") => Some(Language::Arabic),
            Some("en") => Some(Language::English),
            None | Some("auto") => None,
            Some(other) => {
                warnings.push(format!("unknown language `{other}`; told by the letters"));
                None
            }
        };
        let origin = known(self.source.as_deref(), Origin::parse, |word| format!("unknown source `{word}`; treated as a draft"), &mut warnings);
        let gender = self.customer.as_ref().and_then(|customer| customer.gender.as_deref());
        let gender = known(gender, Gender::parse, |word| format!("unknown gender `{word}`; treated as unknown"), &mut warnings);
        let said = |turn: &ThreadTurn| Turn { role: turn.role, text: turn.text.clone(), author: turn.author.clone(), ..Turn::default() };
        let mut turns: Vec<Turn> = self.thread.iter().map(said).collect();
        turns.push(Turn { role: Role::Agent, text: self.text.clone(), markup: self.markup, ..Turn::default() });
        let conversation = Conversation {
            id: self.id.clone(),
            channel,
            language,
            dialect: None,
            customer: Person { name: self.customer.as_ref().and_then(|customer| customer.name.clone()), gender },
            orders: self.facts.as_ref().map(|facts| facts.order.clone()).unwrap_or_default(),
            register: self.register.clone(),
            profile: self.profile.clone(),
            stage: self.stage.unwrap_or_default(),
            leaves: false,
            ignored: self.ignore.iter().map(|name| Ignored { name: name.clone(), line: None, shared: false }).collect(),
            scopes: Vec::new(),
            origin: origin.unwrap_or_default(),
            subject: self.subject.clone(),
            attachments: self.attachments,
            turns,
        };
        (conversation, warnings)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_are_read_as_json_knows_them() {
        for (written, expected) in [("7", Some(7)), ("7.0", Some(7)), ("4294967295", Some(u32::MAX)), ("null", None)] {
            let request = parse(&format!(r#"{{"text":"a","attachments":{written}}}"#)).expect("it is valid");
            assert_eq!(request.attachments, expected, "{written}");
        }
    }

    #[test]
    fn mistakes_are_told_without_what_was_written() {
        for (json, expected) in [
            (r#"{"text":"a","thread":"where is \"it\", expected today"}"#, "invalid type: string, expected a sequence"),
            (r#"{"text":["a"]}"#, "invalid type: sequence, expected a string"),
            (r#"{"text":"a","attachments":"two"}"#, "invalid type: string, expected a JSON number"),
            (r#"{"text":"a","attachments":1.5}"#, "a number that is not whole, or beyond 32 bits"),
            (r#"{"text":"a","customer":["where is it"]}"#, "invalid type: sequence, expected a map"),
            (r#"{"text":"a","markup":"where is it`, expected today"}"#, "unknown word, expected one of `plain`, `markdown`, `html`, `email`"),
            (r#"{"text":"a""#, "EOF while parsing an object"),
        ] {
            assert_eq!(parse(json).err().map(|error| error.message).as_deref(), Some(expected), "{json}");
        }
    }
}
