//! The kind `measure`: how long a sentence or a reply may be, by language and channel.

use crate::conversation::Channel;
use crate::text::Language;
use serde::{Deserialize, Serialize};

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// The words of each sentence.
    SentenceWords,
    /// The words of the draft.
    ReplyWords,
    /// The parts a draft is sent in by short message: 160 characters alone, 153 each of several; with letters beyond the GSM alphabet 70 and 67.
    SmsParts,
}

/// The most of one thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// What is counted.
    pub of: Unit,
    /// For this language; `None`: for both.
    pub lang: Option<Language>,
    /// For these channels; empty: for all, and where the channel is not known.
    #[serde(default)]
    pub channels: Vec<Channel>,
    /// More than this is too much.
    pub most: u16,
}

/// The table `[measure]`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// The limits; of those that fit, the first for each thing counted holds.
    #[serde(default, rename = "limit")]
    pub limits: Vec<Limit>,
}

impl Measure {
    /// The most of a thing in this language and channel; `None` where it is not limited.
    pub fn most(&self, of: Unit, language: Language, channel: Option<Channel>) -> Option<usize> {
        let fits = |limit: &&Limit| {
            let spoken = limit.lang.is_none_or(|lang| lang == language);
            limit.of == of && spoken && (limit.channels.is_empty() || channel.is_some_and(|channel| limit.channels.contains(&channel)))
        };
        self.limits.iter().find(fits).map(|limit| usize::from(limit.most))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_limit_that_fits_holds() {
        let limit = |lang, channels: &[Channel], most| Limit { of: Unit::SentenceWords, lang, channels: channels.to_vec(), most };
        let limits = vec![limit(Some(Language::Arabic), &[Channel::Chat], 25), limit(None, &[Channel::Chat], 20), limit(None, &[], 30)];
        let measure = Measure { limits };
        for (language, channel, expected) in [
            (Language::Arabic, Some(Channel::Chat), Some(25)),
            (Language::English, Some(Channel::Chat), Some(20)),
            (Language::English, None, Some(30)),
            (Language::Arabic, Some(Channel::Email), Some(30)),
        ] {
            assert_eq!(measure.most(Unit::SentenceWords, language, channel), expected, "{language:?} {channel:?}");
        }
        assert_eq!(measure.most(Unit::SmsParts, Language::English, None), None);
    }
}
