//! What a careful reader says of a draft.

use serde::{Deserialize, Deserializer, de};

/// The grades of empathy, lowest first.
pub const EMPATHY: [&str; 3] = ["none", "weak", "strong"];
/// The grades of the next step, lowest first.
pub const NEXT_STEP: [&str; 3] = ["none", "vague", "concrete"];
/// The highest need of empathy.
pub(super) const MOST_NEEDED: u8 = 3;
/// The highest mark of quality.
pub(super) const BEST: u8 = 100;
/// After a phrase whose alternative stands beside it.
const WITH_ALTERNATIVE: &str = " [+alt]";

/// The labels of one draft; `None` where the reader did not judge.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Labels {
    /// The rules that should find something.
    pub rules: Option<Vec<String>>,
    /// Words that refuse, deny or disown.
    pub negative: Option<Vec<Phrase>>,
    /// Words that blame, scold or belittle the customer.
    pub blame_rude: Option<Vec<Phrase>>,
    /// Words that the customer may not know.
    pub jargon: Option<Vec<Phrase>>,
    /// Stock phrases.
    pub canned: Option<Vec<Phrase>>,
    /// How much acknowledgement the customer needs: 0 to 3.
    #[serde(deserialize_with = "needed")]
    pub empathy_needed: Option<u8>,
    /// How much the reply gives: index into [`EMPATHY`].
    #[serde(deserialize_with = "empathy")]
    pub empathy: Option<u8>,
    /// Whether the reply owes a next step.
    pub next_step_needed: Option<bool>,
    /// How clear it is: index into [`NEXT_STEP`].
    #[serde(deserialize_with = "next_step")]
    pub next_step: Option<u8>,
    /// Whether there is a greeting.
    pub greeting: Option<bool>,
    /// Whether there is a closing.
    pub closing: Option<bool>,
    /// Whether the reply takes up what was asked; `None` also where nothing was asked.
    pub answered: Option<bool>,
    /// The mark for the whole, higher is better: 1 to 5, or any scale up to 100.
    #[serde(deserialize_with = "quality")]
    pub quality: Option<u8>,
}

/// Words of a draft.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(from = "String")]
pub struct Phrase {
    /// As they stand there.
    pub text: String,
    /// Whether an alternative stands in the same or the next sentence.
    pub alternative: bool,
}

impl From<String> for Phrase {
    fn from(text: String) -> Self {
        match text.strip_suffix(WITH_ALTERNATIVE) {
            Some(words) => Self { text: words.to_owned(), alternative: true },
            None => Self { text, alternative: false },
        }
    }
}

impl std::fmt::Display for Phrase {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}{}", self.text, if self.alternative { WITH_ALTERNATIVE } else { "" })
    }
}

impl Labels {
    /// The first label whose words the reply does not have.
    pub(super) fn misquoted(&self, reply: &str) -> Option<(&'static str, &Phrase)> {
        let lists = [("negative", &self.negative), ("blame_rude", &self.blame_rude), ("jargon", &self.jargon), ("canned", &self.canned)];
        let phrases = lists.into_iter().flat_map(|(name, list)| list.iter().flatten().map(move |phrase| (name, phrase)));
        phrases.into_iter().find(|(_, phrase)| phrase.text.is_empty() || !reply.contains(&phrase.text))
    }
}

/// The index of a word.
pub(super) fn level(word: &str, words: &[&str]) -> Result<u8, String> {
    words.iter().zip(0..).find(|(known, _)| **known == word).map(|(_, level)| level).ok_or_else(|| format!("expected one of {}", words.join(", ")))
}

/// A number up to `most`.
pub(super) fn number(value: u64, most: u8) -> Result<u8, String> {
    u8::try_from(value).ok().filter(|&value| value <= most).ok_or_else(|| format!("expected a number from 0 to {most}"))
}

/// Reads a label; what is wrong is told with its name.
fn read<'de, D: Deserializer<'de>, T: Deserialize<'de>>(label: &str, deserializer: D, read: impl Fn(T) -> Result<u8, String>) -> Result<Option<u8>, D::Error> {
    let value = Option::<T>::deserialize(deserializer)?;
    value.map(read).transpose().map_err(|message| de::Error::custom(format!("`{label}`: {message}")))
}

fn needed<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u8>, D::Error> {
    read("empathy_needed", deserializer, |value: u64| number(value, MOST_NEEDED))
}

fn quality<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u8>, D::Error> {
    read("quality", deserializer, |value: u64| number(value, BEST))
}

fn empathy<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u8>, D::Error> {
    read("empathy", deserializer, |word: String| level(&word, &EMPATHY))
}

fn next_step<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u8>, D::Error> {
    read("next_step", deserializer, |word: String| level(&word, &NEXT_STEP))
}
