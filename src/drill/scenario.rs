//! Scenarios: those of rifq, and how the fitting ones are found.

use crate::conversation::{Channel, Conversation, Person, Role, Turn};
use crate::text::{Dialect, Language};
use serde::Deserialize;

const ENGLISH: &str = include_str!("../../corpus/drill/en.jsonl");
const ARABIC: &str = include_str!("../../corpus/drill/ar.jsonl");

/// A case to answer.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// Its name, by which it is asked for.
    pub id: String,
    /// Where the answer goes.
    pub channel: Option<Channel>,
    /// The dialect of the customer's message, and so of a good answer.
    #[serde(default)]
    pub dialect: Dialect,
    /// What happened, in a word: `delay`, `damage` …
    #[serde(default)]
    pub trigger: String,
    /// The customer's name.
    #[serde(default)]
    pub name: Option<String>,
    /// What was said before.
    #[serde(default)]
    pub before: Vec<Spoken>,
    /// The message to answer.
    pub customer: String,
    /// What the agent knows and can do.
    #[serde(default)]
    pub known: String,
    /// Rules whose faults are likely here, most likely first.
    #[serde(default)]
    pub trains: Vec<String>,
    /// What was sent then, in a case of one's own.
    #[serde(skip)]
    pub sent: Option<String>,
}

/// An earlier message.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Spoken {
    /// Who wrote it.
    pub role: Role,
    /// The words.
    pub text: String,
}

/// The scenarios of rifq in a language, in their order.
///
/// # Panics
///
/// Never: they are part of the binary, and a test reads them.
pub fn scenarios(language: Language) -> Vec<Scenario> {
    let text = match language {
        Language::English => ENGLISH,
        Language::Arabic => ARABIC,
    };
    text.lines().map(|line| serde_json::from_str(line).expect("the scenarios of rifq are well formed")).collect()
}

/// The scenarios that train against the faults of a rule, the best first: those that name the rule before those that name another one of its category,
/// and those of the channel before others.
pub fn fitting<'s>(scenarios: &'s [Scenario], rule: &str, channel: Option<Channel>) -> Vec<&'s Scenario> {
    let category = |name: &str| name.split('/').next().map(str::to_owned);
    let rank = |scenario: &Scenario| {
        let exact = scenario.trains.iter().position(|trained| trained == rule);
        let near = scenario.trains.iter().position(|trained| category(trained) == category(rule)).map(|place| place + 10);
        exact.or(near).map(|place| (place >= 10, channel.is_some() && scenario.channel != channel, place))
    };
    let mut found: Vec<_> = scenarios.iter().filter_map(|scenario| Some((rank(scenario)?, scenario))).collect();
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, scenario)| scenario).collect()
}

impl Scenario {
    /// The conversation whose last turn is the answer.
    pub fn conversation(&self, answer: &str) -> Conversation {
        let turn = |role: Role, text: &str| Turn { role, text: text.to_owned(), ..Turn::default() };
        let mut turns: Vec<Turn> = self.before.iter().map(|said| turn(said.role, &said.text)).collect();
        turns.push(turn(Role::Customer, &self.customer));
        turns.push(turn(Role::Agent, answer));
        Conversation {
            id: Some(self.id.clone()),
            channel: self.channel,
            customer: Person { name: self.name.clone(), gender: None },
            turns,
            ..Conversation::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::embedded;
    use crate::linter::Linter;
    use std::collections::BTreeSet;

    #[test]
    fn there_are_enough_for_all_channels_and_dialects() {
        for language in [Language::English, Language::Arabic] {
            let all = scenarios(language);
            assert!(all.len() >= 40, "{language:?}: {}", all.len());
            let ids: BTreeSet<&str> = all.iter().map(|scenario| scenario.id.as_str()).collect();
            assert_eq!(ids.len(), all.len(), "{language:?}: an id occurs twice");
            for channel in Channel::ALL {
                assert!(all.iter().any(|scenario| scenario.channel == Some(channel)), "{language:?}: none for {}", channel.name());
            }
            for scenario in &all {
                assert!(!scenario.known.is_empty() && scenario.trains.len() > 1, "{}", scenario.id);
            }
        }
        for dialect in Dialect::SPOKEN {
            assert!(scenarios(Language::Arabic).iter().filter(|scenario| scenario.dialect == dialect).count() >= 3, "{}", dialect.name());
        }
    }

    #[test]
    fn they_train_rules_that_there_are_and_tell_of_trouble_that_rifq_mostly_sees() {
        let linter = Linter::new(embedded::rules());
        let calm = ["question", "praise", "suggestion", "refusal", "cancel", "privacy", "wrong-department", "complaint"];
        for language in [Language::English, Language::Arabic] {
            let (mut troubled, mut missed) = (0, Vec::new());
            for scenario in scenarios(language) {
                for rule in &scenario.trains {
                    assert!(linter.rules().find(rule).is_some(), "{}: there is no rule {rule}", scenario.id);
                }
                let review = linter.review(&scenario.conversation("Let me see. سأرى."), language);
                if !calm.contains(&scenario.trigger.as_str()) {
                    troubled += 1;
                    if review.assessment.need.level == 0 {
                        missed.push(scenario.id);
                    }
                }
            }
            // Customers tell of trouble in more ways than rifq knows.
            assert!(missed.len() * 4 <= troubled, "of {troubled} no trouble is seen in {missed:?}");
        }
    }

    #[test]
    fn the_rule_itself_and_the_channel_come_first() {
        let all = scenarios(Language::English);
        let found = fitting(&all, "time/vague", Some(Channel::Chat));
        assert!(found[0].trains.iter().any(|rule| rule == "time/vague") && found[0].channel == Some(Channel::Chat));
        assert!(!fitting(&all, "form/spacing", None).is_empty());
        assert!(fitting(&all, "nothing/like-it", None).is_empty());
    }
}
