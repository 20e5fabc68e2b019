//! Sentences of an agent with better ones beside: few, readable, and different from each other.

use super::super::gather::short;
use super::super::rows::{ConversationRow, FindingRow, ReplyRow};
use super::sentence::around;
use crate::text::Span;

/// Examples kept of a rule.
const KEPT: usize = 3;

/// The longest line shown, in letters.
const LONG: usize = 260;

/// The length that reads best, in letters.
const GOOD: usize = 90;

/// The examples of one rule, best first.
#[derive(Clone, Debug, Default)]
pub(super) struct Examples {
    ranked: Vec<(Rank, Example)>,
}

/// What needs no blank filled comes first, then what has a good length.
type Rank = (bool, usize);

/// What was written, and what is better.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The line as it was sent.
    pub before: String,
    /// The same with the suggestion; `None` where there is no suggestion.
    pub better: Option<String>,
    /// The conversation it stands in.
    pub conversation: String,
    /// The day it was sent.
    pub day: Option<String>,
}

impl Examples {
    /// Takes a finding in, where it is better than what is there.
    pub(super) fn offer(&mut self, finding: &FindingRow, reply: &ReplyRow, conversation: &ConversationRow) {
        let (before, better) = match (&finding.before, &finding.better) {
            (Some(before), Some(better)) if before != better => (before, Some(better)),
            _ => (&sentence(finding, conversation), None),
        };
        let letters = before.chars().count();
        if !before.contains(char::is_alphabetic) || letters > LONG || better.is_some_and(|better| better.chars().count() > 2 * LONG) {
            return;
        }
        // A finding without a suggestion shows less than one with a blank.
        let rank = (
            finding.applicability.as_deref() != Some("unsafe") && finding.applicability.as_deref() != Some("safe"),
            letters.abs_diff(GOOD) + if better.is_none() { LONG } else { 0 },
        );
        let like = key(before);
        if let Some(at) = self.ranked.iter().position(|(_, known)| key(&known.before) == like) {
            if self.ranked[at].0 <= rank {
                return;
            }
            self.ranked.remove(at);
        }
        let at = self.ranked.partition_point(|(known, _)| *known <= rank);
        if at < KEPT {
            let day = reply.at.as_deref().and_then(|at| at.get(..10)).map(str::to_owned);
            let example = Example { before: before.clone(), better: better.cloned(), conversation: reply.conversation.clone(), day };
            self.ranked.insert(at, (rank, example));
            self.ranked.truncate(KEPT);
        }
    }

    /// The examples, best first.
    pub(super) fn into_shown(self) -> Vec<Example> {
        self.ranked.into_iter().map(|(_, example)| example).collect()
    }
}

/// The sentence that a finding stands in, on one line.
fn sentence(finding: &FindingRow, conversation: &ConversationRow) -> String {
    let text = conversation.turns.get(finding.turn as usize).map_or("", |turn| &turn.text);
    let whole = finding.end <= text.len() && text.is_char_boundary(finding.start) && text.is_char_boundary(finding.end);
    let sentence = if whole { around(text, Span::new(finding.start as u32, finding.end as u32)) } else { &finding.text };
    short(sentence, usize::MAX)
}

/// Two lines whose words of more than three letters begin alike are one example: greetings and names do not make a difference.
fn key(line: &str) -> String {
    const WORDS: usize = 6;
    let words = line.split(|c: char| !c.is_alphabetic()).filter(|word| word.chars().count() > 3);
    words.skip(1).take(WORDS).map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Severity;
    use std::collections::BTreeMap;

    fn offer(examples: &mut Examples, before: &str, applicability: &str) {
        let finding = FindingRow {
            rule: "negative/cannot".to_owned(),
            severity: Severity::Warning,
            points: 15.0,
            turn: 1,
            start: 0,
            end: 1,
            text: "x".to_owned(),
            before: Some(before.to_owned()),
            better: Some("better".to_owned()),
            applicability: Some(applicability.to_owned()),
        };
        let reply = ReplyRow {
            conversation: "c".to_owned(),
            turns: vec![1],
            agent: None,
            channel: None,
            language: "en".to_owned(),
            at: Some("2026-01-02T03:04:05Z".to_owned()),
            week: None,
            score: None,
            band: None,
            categories: BTreeMap::new(),
            strengths: Vec::new(),
            findings: Vec::new(),
        };
        let conversation = ConversationRow { id: "c".to_owned(), channel: None, agents: Vec::new(), started: None, replies: 1, score: None, turns: Vec::new() };
        examples.offer(&finding, &reply, &conversation);
    }

    #[test]
    fn few_and_different_ones_are_kept() {
        let mut examples = Examples::default();
        for (before, applicability) in [
            ("Hi Anna, unfortunately we cannot change the address of this parcel any more today.", "display"),
            ("Hi Peter, unfortunately we cannot change the address of this parcel any more today.", "display"),
            ("We cannot open the account before the papers have arrived in our office, sorry.", "unsafe"),
            ("Sadly cannot.", "display"),
            ("The workshop cannot repair the machine until the spare part has been delivered.", "display"),
        ] {
            offer(&mut examples, before, applicability);
        }
        let shown = examples.into_shown();
        assert_eq!(shown.len(), 3);
        assert!(shown[0].before.starts_with("We cannot open"), "what needs no blank comes first: {shown:?}");
        assert_eq!(shown.iter().filter(|example| example.before.contains("change the address")).count(), 1);
        assert_eq!(shown[0].day.as_deref(), Some("2026-01-02"));
    }
}
