//! Sketches added up, by agent, team, channel, language and week.

use super::{Group, Sketch};
use crate::rules::{RuleSet, Strength};
use std::collections::{BTreeMap, BTreeSet};

/// What replies are grouped by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum By {
    /// Whoever wrote the last turn of the reply.
    Agent,
    /// The team of the conversation.
    Team,
    /// The channel of the conversation.
    Channel,
    /// The language of the reply.
    Language,
    /// The week in which the reply was sent.
    Week,
    /// Agent and week.
    AgentWeek,
}

impl By {
    /// All of them, in the order of the output.
    pub const ALL: [Self; 6] = [Self::Agent, Self::Team, Self::Channel, Self::Language, Self::Week, Self::AgentWeek];

    /// The word for it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Agent => "agent",
            Self::Team => "team",
            Self::Channel => "channel",
            Self::Language => "language",
            Self::Week => "week",
            Self::AgentWeek => "agent_week",
        }
    }

    /// The file its table is written to.
    pub const fn file(self) -> &'static str {
        match self {
            Self::Agent => "agents.csv",
            Self::Team => "teams.csv",
            Self::Channel => "channels.csv",
            Self::Language => "languages.csv",
            Self::Week => "weeks.csv",
            Self::AgentWeek => "agent_weeks.csv",
        }
    }
}

/// The names that the counts of a group stand for.
#[derive(Clone, Debug, Default)]
pub struct Shape {
    /// Rules, by index.
    pub rules: Vec<String>,
    /// Categories of the scorecard.
    pub categories: Vec<String>,
    /// Bands of the scorecard, highest first.
    pub bands: Vec<String>,
}

impl Shape {
    /// The names of a rule set.
    pub fn new(rules: &RuleSet) -> Self {
        let card = rules.scorecard();
        Self {
            rules: rules.rules.iter().map(|rule| rule.name.to_string()).collect(),
            categories: card.map_or_else(Vec::new, |card| card.categories.iter().map(|category| category.id.clone()).collect()),
            bands: card.map_or_else(Vec::new, |card| card.bands.iter().map(|band| band.id.clone()).collect()),
        }
    }

    /// The names of strengths, by bit.
    pub fn strengths() -> impl Iterator<Item = &'static str> {
        Strength::ALL.into_iter().map(Strength::name)
    }
}

/// All sums.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    /// All replies.
    pub all: Group,
    /// Conversations, those without a reply included.
    pub conversations: u64,
    /// Conversations that have a reply.
    pub answered: u64,
    /// Conversations whose last message is the customer's.
    pub waiting: u64,
    /// Turns of all roles.
    pub turns: u64,
    /// The sum of the scores of conversations, and how many have one.
    pub scores: (u64, u64),
    /// The first and the last moment in the data, in milliseconds.
    pub span: Option<(i64, i64)>,
    /// The groups, by their key; the parts of a key stand one after the other.
    pub groups: BTreeMap<By, BTreeMap<Vec<String>, Group>>,
}

impl Tables {
    /// Counts a conversation.
    pub fn add(&mut self, sketch: &Sketch) {
        self.conversations += 1;
        self.answered += u64::from(!sketch.replies.is_empty());
        self.waiting += u64::from(sketch.waiting.is_some());
        self.turns += u64::from(sketch.turns);
        if let Some(score) = sketch.score {
            self.scores.0 += u64::from(score);
            self.scores.1 += 1;
        }
        for at in [sketch.started, sketch.ended].into_iter().flatten() {
            let (first, last) = self.span.unwrap_or((at, at));
            self.span = Some((first.min(at), last.max(at)));
        }
        if sketch.replies.is_empty() {
            return;
        }
        self.all.add_conversation(sketch);
        let mut seen: BTreeSet<(By, Vec<String>)> = BTreeSet::new();
        for reply in &sketch.replies {
            self.all.add(reply);
            for by in By::ALL {
                let key = match by {
                    By::Agent => vec![reply.agent.clone()],
                    By::Team => vec![sketch.team.clone()],
                    By::Channel => vec![sketch.channel.clone()],
                    By::Language => vec![reply.language.clone()],
                    By::Week => vec![reply.week.clone()],
                    By::AgentWeek => vec![reply.agent.clone(), reply.week.clone()],
                };
                let groups = self.groups.entry(by).or_default();
                if !groups.contains_key(&key) {
                    groups.insert(key.clone(), Group::default());
                }
                let Some(group) = groups.get_mut(&key) else { continue };
                group.add(reply);
                if seen.insert((by, key)) {
                    group.add_conversation(sketch);
                }
            }
        }
    }
}
