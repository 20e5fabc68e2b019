//! Pieces that the JSON of several exports has in common.

use crate::conversation::Markup;
use serde::de::{Deserialize, Deserializer, Visitor};
use std::fmt;

/// A string, a number or a truth value, as text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Word(pub String);

impl<'de> Deserialize<'de> for Word {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Words;
        impl Visitor<'_> for Words {
            type Value = Word;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("a string or a number")
            }

            fn visit_str<E>(self, text: &str) -> Result<Word, E> {
                Ok(Word(text.to_owned()))
            }

            fn visit_string<E>(self, text: String) -> Result<Word, E> {
                Ok(Word(text))
            }

            fn visit_bool<E>(self, value: bool) -> Result<Word, E> {
                Ok(Word(value.to_string()))
            }

            fn visit_u64<E>(self, value: u64) -> Result<Word, E> {
                Ok(Word(value.to_string()))
            }

            fn visit_i64<E>(self, value: i64) -> Result<Word, E> {
                Ok(Word(value.to_string()))
            }

            fn visit_f64<E>(self, value: f64) -> Result<Word, E> {
                Ok(Word(value.to_string()))
            }
        }
        deserializer.deserialize_any(Words)
    }
}

/// How a body is marked up that is HTML in some versions of an export and plain in others.
pub(super) fn markup(body: &str) -> Markup {
    let body = body.trim_start();
    let tag = body.starts_with('<') && body[1..].starts_with(|c: char| c.is_ascii_alphabetic());
    if tag || body.contains("</") || body.contains("<br") { Markup::Html } else { Markup::Plain }
}

/// The text of an optional word that is not blank.
pub(super) fn text(word: Option<Word>) -> Option<String> {
    word.map(|word| word.0).filter(|text| !text.trim().is_empty())
}
