//! Findings that are known: told again by rule and words wherever they stand, and written down without the words.

use crate::conversation::Conversation;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::rules::RuleSet;
use crate::text::Span;
use serde::{Deserialize, Serialize};
use siphasher::sip128::{Hasher128 as _, SipHasher24};
use std::collections::BTreeMap;
use std::hash::Hasher as _;

/// The version of the file.
const VERSION: u32 = 1;

/// Known findings, each with how often it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Baseline {
    key: u128,
    counts: BTreeMap<(String, u128), u32>,
}

/// Why a baseline cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{line}:{column}: {message}")]
pub struct BaselineError {
    /// From 1.
    pub line: usize,
    /// From 1.
    pub column: usize,
    /// What is wrong.
    pub message: String,
}

/// The file.
#[derive(Debug, Deserialize, Serialize)]
struct Shape {
    version: u32,
    key: String,
    findings: Vec<Entry>,
}

#[derive(Debug, Deserialize, Serialize)]
struct Entry {
    rule: String,
    /// The hash of the words found and of their sentence.
    words: String,
    count: u32,
}

impl Baseline {
    /// An empty one; `key` goes into every hash, so that those of one baseline say nothing about those of another.
    pub fn new(key: u128) -> Self {
        Self { key, counts: BTreeMap::new() }
    }

    /// One with the same key and nothing in it.
    #[must_use]
    pub fn emptied(&self) -> Self {
        Self::new(self.key)
    }

    /// Reads the file; rules are looked up, so that a renamed one is known by its old name too.
    pub fn parse(json: &str, rules: &RuleSet) -> Result<Self, BaselineError> {
        let shape: Shape = serde_json::from_str(json).map_err(|error| BaselineError {
            line: error.line().max(1),
            column: error.column().max(1),
            message: "not a baseline that `rifq baseline` wrote".to_owned(),
        })?;
        let wrong = |message: &str| BaselineError { line: 1, column: 1, message: message.to_owned() };
        if shape.version != VERSION {
            return Err(wrong("a baseline of another version; write it again with `rifq baseline`"));
        }
        let number = |text: &str| u128::from_str_radix(text, 16).map_err(|_| wrong("a key or hash that is no hexadecimal number"));
        let mut baseline = Self::new(number(&shape.key)?);
        for entry in shape.findings {
            let rule = rules.find(&entry.rule).map_or(entry.rule, |index| rules.rules[index].name.to_string());
            *baseline.counts.entry((rule, number(&entry.words)?)).or_default() += entry.count;
        }
        Ok(baseline)
    }

    /// The file: an entry a line, sorted.
    pub fn to_json(&self) -> String {
        let entries = self.counts.iter().map(|((rule, words), count)| {
            let rule = serde_json::Value::from(rule.as_str());
            format!("\n  {{\"rule\": {rule}, \"words\": \"{words:032x}\", \"count\": {count}}}")
        });
        let entries = entries.collect::<Vec<_>>().join(",");
        format!("{{\"version\": {VERSION}, \"key\": \"{:032x}\", \"findings\": [{entries}\n]}}\n", self.key)
    }

    /// The hashes of these findings of a conversation, in their order.
    pub fn hashes(&self, conversation: &Conversation, diagnostics: &[Diagnostic]) -> Vec<u128> {
        let Some(turn) = conversation.judged().map(|turn| &conversation.turns[turn]).filter(|_| !diagnostics.is_empty()) else {
            return Vec::new();
        };
        let document = Document::new(&turn.text, turn.markup);
        diagnostics.iter().map(|diagnostic| self.hash(&document, diagnostic.span)).collect()
    }

    /// The hash of the folded words of a place and of its sentences.
    fn hash(&self, document: &Document<'_>, span: Span) -> u128 {
        let list = &document.tokens.list;
        let first = list.partition_point(|token| token.source.end <= span.start);
        let end = list.partition_point(|token| token.source.start < span.end).max(first);
        let mut hasher = SipHasher24::new_with_key(&self.key.to_le_bytes());
        let mut add = |range: std::ops::Range<usize>| {
            for token in list.get(range).unwrap_or_default() {
                hasher.write(document.tokens.text(token).as_bytes());
                hasher.write_u8(0xff);
            }
            hasher.write_u8(0xfe);
        };
        add(first..end);
        if let [_, ..] = document.sentences[..] {
            let (from, to) = (document.sentence_of(first), document.sentence_of(end.saturating_sub(1).max(first)));
            add(document.sentences[from].first as usize..document.sentences[to].end as usize);
        }
        hasher.finish128().as_u128()
    }

    /// Writes a finding down.
    pub fn add(&mut self, rule: &str, hash: u128) {
        *self.counts.entry((rule.to_owned(), hash)).or_default() += 1;
    }

    /// Strikes a finding off, once; `false` where it is not known, or not as often.
    pub fn take(&mut self, rule: &str, hash: u128) -> bool {
        match self.counts.get_mut(&(rule.to_owned(), hash)) {
            Some(count @ 1..) => {
                *count -= 1;
                true
            }
            _ => false,
        }
    }

    /// How many findings it knows that were not struck off.
    pub fn left(&self) -> usize {
        self.counts.values().map(|&count| count as usize).sum()
    }
}
