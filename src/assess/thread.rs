//! The reply a draft belongs to: what it answers, what the same reply already said, what is still open from before.

use crate::conversation::{Role, Turn};
use crate::document::Document;
use std::ops::Range;

/// How many earlier replies are looked at for a complaint that nobody acknowledged.
const OLDEST: usize = 4;

/// An exchange: messages of the customer and the reply to them, as indices of turns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Round {
    /// The customer's messages, oldest first.
    pub customer: Vec<u32>,
    /// The agent's, oldest first.
    pub agent: Vec<u32>,
}

/// The turns before a draft, by what they are to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Thread {
    /// The round the draft belongs to: `agent` holds what the same reply already said.
    pub current: Round,
    /// Earlier rounds, latest first.
    pub earlier: Vec<Round>,
}

impl Thread {
    /// Sorts the turns before a draft into rounds. A reply is the run of agent turns since the customer last spoke; notes and bots stand outside.
    pub fn new(turns: &[Turn]) -> Self {
        let mut rounds: Vec<Round> = vec![Round::default()];
        for (index, turn) in turns.iter().enumerate() {
            let answered = rounds.last().is_some_and(|round| !round.agent.is_empty());
            match turn.role {
                Role::Customer if answered => rounds.push(Round { customer: vec![index as u32], agent: Vec::new() }),
                Role::Customer => rounds.last_mut().into_iter().for_each(|round| round.customer.push(index as u32)),
                Role::Agent => rounds.last_mut().into_iter().for_each(|round| round.agent.push(index as u32)),
                Role::Bot | Role::Note => {}
            }
        }
        let current = rounds.pop().unwrap_or_default();
        rounds.reverse();
        rounds.truncate(OLDEST);
        Self { current, earlier: rounds }
    }

    /// Whether no person answered the customer before this reply.
    pub fn is_first(&self) -> bool {
        self.current.agent.is_empty() && self.earlier.iter().all(|round| round.agent.is_empty())
    }
}

/// All tokens of a document.
pub(super) fn all(document: &Document<'_>) -> Range<usize> {
    0..document.tokens.list.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn thread(roles: &str) -> Thread {
        let role = |letter| match letter {
            'c' => Role::Customer,
            'b' => Role::Bot,
            'n' => Role::Note,
            _ => Role::Agent,
        };
        let turns: Vec<Turn> = roles.chars().map(|letter| Turn { role: role(letter), ..Turn::default() }).collect();
        Thread::new(&turns)
    }

    #[test]
    fn a_reply_is_the_run_of_agent_turns() {
        for (roles, customer, agent, earlier, first) in [
            ("", vec![], vec![], 0, true),
            ("c", vec![0], vec![], 0, true),
            ("cca", vec![0, 1], vec![2], 0, false),
            ("canca", vec![3], vec![4], 1, false),
            ("cac", vec![2], vec![], 1, false),
            ("cbc", vec![0, 2], vec![], 0, true),
            ("ac", vec![1], vec![], 1, false),
        ] {
            let thread = thread(roles);
            let got = (&thread.current.customer, &thread.current.agent, thread.earlier.len(), thread.is_first());
            assert_eq!(got, (&customer, &agent, earlier, first), "{roles}");
        }
    }
}
