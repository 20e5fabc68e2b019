//! The kind `transcript`: what a whole conversation can show, or several of one customer or agent, as a closed list.

use super::spec::MatchSpec;
use crate::conversation::Channel;
use serde::{Deserialize, Serialize};

/// A fact of a whole conversation that a rule can be raised on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum CourseFact {
    /// The first reply came after its target.
    FirstResponseLate,
    /// A later reply came after its target.
    ResponseLate,
    /// The customer's last message asks for something, and nobody answered within the target.
    MessageUnanswered,
    /// A word was promised by a time, and it came later or not at all.
    PromiseOverdue,
    /// The customer says again what they had said before.
    ToldAgain,
    /// One agent sent much the same words to several customers.
    TextReused,
    /// Many people answered one customer.
    HandedAround,
    /// The customer wrote again soon after.
    ContactRepeated,
    /// A message that waits says that it cannot.
    UrgentWaiting,
    /// A message that waits tells of trouble that many have.
    WidespreadWaiting,
}

impl CourseFact {
    /// Whether its patterns are looked for in the customer's messages rather than in the agent's.
    pub const fn reads_customer(self) -> bool {
        matches!(self, Self::ToldAgain | Self::UrgentWaiting | Self::WidespreadWaiting)
    }

    /// Whether it has patterns at all.
    pub const fn has_patterns(self) -> bool {
        matches!(self, Self::ToldAgain | Self::PromiseOverdue | Self::UrgentWaiting | Self::WidespreadWaiting)
    }

    /// Whether its patterns are looked for in the words of the customer.
    pub const fn is_heard(self) -> bool {
        matches!(self, Self::ToldAgain | Self::UrgentWaiting | Self::WidespreadWaiting)
    }

    /// Whether it has targets by channel.
    pub const fn has_targets(self) -> bool {
        matches!(self, Self::FirstResponseLate | Self::ResponseLate | Self::MessageUnanswered)
    }

    /// Whether it counts something, and from how many on it holds where the rule does not say it: customers, people, days.
    pub const fn least(self) -> Option<u32> {
        match self {
            Self::TextReused | Self::HandedAround => Some(3),
            Self::ContactRepeated => Some(7),
            _ => None,
        }
    }
}

/// How long something may take, written as `90 s`, `15 min`, `24 h` or `2 d`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Allowed(pub i64);

#[cfg(feature = "cli")]
impl schemars::JsonSchema for Allowed {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Duration".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": "string", "description": "90 s, 15 min, 24 h or 2 d", "pattern": "^[0-9]+ ?(s|min|h|d)$"})
    }
}

impl TryFrom<String> for Allowed {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        let unit = match text[end..].trim() {
            "s" => 1000,
            "min" => 60_000,
            "h" => 3_600_000,
            "d" => 86_400_000,
            _ => 0,
        };
        let wrong = || format!("`{text}` is no duration; write 90 s, 15 min, 24 h or 2 d");
        let number: i64 = text[..end].parse().map_err(|_| wrong())?;
        number.checked_mul(unit).filter(|&whole| whole > 0).map(Self).ok_or_else(wrong)
    }
}

impl From<Allowed> for String {
    fn from(span: Allowed) -> Self {
        let unit = [(86_400_000, "d"), (3_600_000, "h"), (60_000, "min")].into_iter().find(|(unit, _)| span.0 % unit == 0);
        let (unit, name) = unit.unwrap_or((1000, "s"));
        format!("{} {name}", span.0 / unit)
    }
}

/// How long something may take in some channels; the hours that count are those of `[hours]` in rifq.toml and of the country.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// For these channels; empty: for all, and where the channel is not known.
    #[serde(default)]
    pub channels: Vec<Channel>,
    /// What may pass before it is late.
    pub within: Allowed,
}

/// The table `[transcript]`.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CourseSpec {
    /// The fact.
    pub is: CourseFact,
    /// Targets; of those that fit, the first holds. Where none fits, nothing is late.
    #[serde(default, rename = "target")]
    pub targets: Vec<Target>,
    /// From how many on it holds: customers who got the same words, people who answered; the most days between two contacts.
    pub least: Option<u32>,
    /// What is said: the promise with its time, or that it was said before.
    #[serde(default, rename = "match")]
    pub matches: Vec<MatchSpec>,
}

/// The table `[transcript]` of a file with `extends`.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CourseExtension {
    /// Targets that go before those of the rule.
    #[serde(default, rename = "target")]
    pub targets: Vec<Target>,
    /// In place of the rule's own.
    pub least: Option<u32>,
    /// Further patterns.
    #[serde(default, rename = "match")]
    pub matches: Vec<MatchSpec>,
}

/// The kind `transcript`, compiled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Course {
    /// The fact.
    pub is: CourseFact,
    /// Targets, in the order of the file.
    pub targets: Vec<Target>,
    /// From how many on it holds.
    pub least: u32,
}

impl Course {
    /// What may pass in a channel, in milliseconds; `None` where the rule does not say it.
    pub fn within(&self, channel: Option<Channel>) -> Option<i64> {
        let fits = |target: &&Target| target.channels.is_empty() || channel.is_some_and(|channel| target.channels.contains(&channel));
        self.targets.iter().find(fits).map(|target| target.within.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_read_and_written() {
        for (text, milliseconds, written) in [("60 s", 60_000, "1 min"), ("90s", 90_000, "90 s"), ("24 h", 86_400_000, "1 d"), ("36 h", 129_600_000, "36 h")] {
            let span = Allowed::try_from(text.to_owned()).expect(text);
            assert_eq!((span.0, String::from(span)), (milliseconds, written.to_owned()));
        }
        for text in ["", "5", "0 s", "-1 h", "1 year", "99999999999999999999 d"] {
            assert!(Allowed::try_from(text.to_owned()).is_err(), "{text}");
        }
    }
}
