//! Plans as they are kept: a line of JSON each, without a word of what anybody wrote.

use super::gather::Coached;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is kept of a plan.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// For whom.
    pub agent: String,
    /// The day of the first reply.
    pub from: String,
    /// The day of the last reply.
    pub until: String,
    /// The hash of the rules.
    pub rules: String,
    /// How many replies.
    pub replies: u64,
    /// Of these, scored.
    pub scored: u64,
    /// The sum of the scores.
    pub points: u64,
    /// The habits that the plan names.
    pub habits: Vec<String>,
    /// Replies that have a finding, by rule.
    pub found: BTreeMap<String, u64>,
}

impl Kept {
    /// What is kept of these figures; `None` where no reply has a time: then nothing tells what came first.
    pub(super) fn of(agent: &str, coached: &Coached, (rules, habits): (&str, Vec<String>)) -> Option<Self> {
        let (from, until) = coached.days.clone()?;
        let found = coached.rules.iter().filter(|(_, found)| found.replies > 0).map(|(rule, found)| (rule.clone(), found.replies)).collect();
        let sum = coached.sum;
        Some(Self {
            agent: agent.to_owned(),
            from,
            until,
            rules: rules.to_owned(),
            replies: sum.replies,
            scored: sum.scored,
            points: sum.points,
            habits,
            found,
        })
    }

    /// The line for it.
    pub fn line(&self) -> String {
        serde_json::to_string(self).unwrap_or_default() + "\n"
    }

    /// Whether it is on the same replies as another one, which takes its place.
    pub fn is_same_period(&self, other: &Self) -> bool {
        (&self.agent, &self.from, &self.until) == (&other.agent, &other.from, &other.until)
    }
}

/// The plans that a file holds; a line that nobody understands is left out.
pub fn parse(text: &str) -> Vec<Kept> {
    text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
}

/// The last plan for an agent on a period that ended before this one.
pub fn latest<'k>(kept: &'k [Kept], agent: &str, until: &str) -> Option<&'k Kept> {
    kept.iter().filter(|plan| plan.agent == agent && plan.until.as_str() < until).max_by(|a, b| a.until.cmp(&b.until))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_earlier_plan_counts() {
        let plan = |agent: &str, until: &str| Kept { agent: agent.to_owned(), until: until.to_owned(), ..Kept::default() };
        let kept: Vec<Kept> =
            [("a", "2026-01-31"), ("a", "2026-02-28"), ("b", "2026-03-01"), ("a", "2026-03-31")].map(|(agent, until)| plan(agent, until)).into();
        let file: String = kept.iter().map(Kept::line).chain(["no plan\n".to_owned()]).collect();
        assert_eq!(parse(&file), kept);
        assert_eq!(latest(&kept, "a", "2026-03-31"), Some(&kept[1]));
        assert_eq!(latest(&kept, "a", "2026-01-31"), None);
    }
}
