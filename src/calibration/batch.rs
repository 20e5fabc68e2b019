//! A batch: a table for reviewers that tells nothing of agents, conversations and scores, and the key to it.

use crate::batch::quoted;
use crate::diagnostic::Severity;
use crate::report::period::rows::{ConversationRow, ReplyRow};
use crate::rules::Scorecard;
use crate::text::Language;
use serde::{Deserialize, Serialize};
use siphasher::sip::SipHasher13;
use std::collections::BTreeMap;
use std::hash::Hasher as _;

/// Columns before those of the categories.
const FIRST: [&str; 5] = ["item", "channel", "language", "customer", "reply"];

/// Columns behind them: the reply as a whole, rules that a reviewer would name, and words.
const LAST: [&str; 4] = ["overall", "rules", "note", "reviewer"];

/// What stands behind an item of a batch: a line of JSON each.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Key {
    /// Its name in the table.
    pub item: String,
    /// The conversation.
    pub conversation: String,
    /// The turns of the reply.
    pub turns: Vec<u32>,
    /// `chat`, `email` …
    pub channel: Option<String>,
    /// `en` or `ar`.
    pub language: String,
    /// The messages before the reply, since somebody answered last.
    pub customer: String,
    /// The reply.
    pub reply: String,
    /// The score of rifq.
    pub score: Option<u8>,
    /// By category.
    pub categories: BTreeMap<String, Option<f64>>,
    /// What rifq found and counts.
    pub findings: Vec<KeyFinding>,
}

/// A finding, as the key has it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyFinding {
    /// The rule.
    pub rule: String,
    /// The category of the scorecard that it costs points in.
    pub category: Option<String>,
    /// What it marks.
    pub text: String,
}

/// A batch as it is written.
#[derive(Clone, Debug)]
pub struct Batch<'b> {
    /// Its categories.
    pub scorecard: &'b Scorecard,
    /// Behind which an item hides.
    pub seed: u64,
}

impl Batch<'_> {
    /// The key of a reply.
    pub fn key(&self, conversation: &ConversationRow, reply: &ReplyRow) -> Key {
        let turns = &conversation.turns;
        let first = reply.turns.first().map_or(0, |&turn| turn as usize);
        let before = turns.get(..first).unwrap_or_default();
        let asked = before.iter().rposition(|turn| turn.role == "agent").map_or(0, |at| at + 1);
        let join = |texts: &mut dyn Iterator<Item = &str>| texts.map(str::trim).collect::<Vec<_>>().join("\n\n");
        let findings = reply.findings.iter().filter(|finding| finding.severity > Severity::Info).map(|finding| KeyFinding {
            rule: finding.rule.clone(),
            category: self.scorecard.category_of(&finding.rule).map(|at| self.scorecard.categories[at].id.clone()),
            text: finding.text.clone(),
        });
        let mut hasher = SipHasher13::new_with_keys(self.seed, 0x6974_656d);
        hasher.write(conversation.id.as_bytes());
        hasher.write_u32(reply.turns.first().copied().unwrap_or_default());
        Key {
            item: format!("{:010x}", hasher.finish() >> 24),
            conversation: conversation.id.clone(),
            turns: reply.turns.clone(),
            channel: reply.channel.clone(),
            language: reply.language.clone(),
            customer: join(&mut before[asked..].iter().filter(|turn| turn.role == "customer").map(|turn| turn.text.as_str())),
            reply: join(&mut reply.turns.iter().filter_map(|&turn| turns.get(turn as usize)).map(|turn| turn.text.as_str())),
            score: reply.score,
            categories: reply.categories.clone(),
            findings: findings.collect(),
        }
    }

    /// The row of an item, with empty cells to fill in.
    pub fn row(&self, key: &Key) -> String {
        let mut row = String::new();
        for text in [&key.item, key.channel.as_deref().unwrap_or_default(), &key.language, &key.customer, &key.reply] {
            cell(&mut row, text);
            row.push(',');
        }
        let empty = header(self.scorecard, Language::English).len() - FIRST.len();
        row.push_str(&",".repeat(empty - 1));
        row.push_str("\r\n");
        row
    }

    /// The first row, with categories as the reader calls them.
    pub fn head(&self, language: Language) -> String {
        header(self.scorecard, language).join(",") + "\r\n"
    }
}

/// The columns of a batch; those of categories are their ids, or in the reader's language their names.
fn header(scorecard: &Scorecard, language: Language) -> Vec<String> {
    let categories = scorecard.categories.iter().filter(|category| category.weight > 0);
    let names = categories.map(|category| if language == Language::English { category.id.clone() } else { category.name.get(language).to_owned() });
    FIRST.iter().map(|&name| name.to_owned()).chain(names).chain(LAST.iter().map(|&name| name.to_owned())).collect()
}

/// A cell that a spreadsheet takes as text: what it would take for a formula begins with an apostrophe.
fn cell(row: &mut String, text: &str) {
    let formula = text.trim_start().starts_with(['=', '+', '-', '@', '\t', '\r']);
    if formula || text.contains([',', ';', '"', '\n', '\r', '\t']) {
        quoted(row, text, formula);
    } else {
        row.push_str(text);
    }
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn no_cell_is_a_formula() {
        for (text, written) in
            [("plain", "plain"), ("a \"b\", c", "\"a \"\"b\"\", c\""), ("=1+1", "\"'=1+1\""), (" @name", "\"' @name\""), ("-", "\"'-\""), ("مرحبا", "مرحبا")]
        {
            let mut row = String::new();
            cell(&mut row, text);
            assert_eq!(row, written);
        }
    }
}
