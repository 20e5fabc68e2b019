//! What is counted of a group of replies: an agent's, a week's, all.

use super::{ReplySketch, Sketch};
use crate::diagnostic::Severity;
use std::collections::BTreeMap;

/// Waiting times, counted; to the second within the hour, to the minute beyond it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Times {
    counts: BTreeMap<u32, u64>,
    total: u64,
}

impl Times {
    /// Counts a time in milliseconds.
    pub fn add(&mut self, milliseconds: i64) {
        let seconds = u32::try_from(milliseconds / 1000).unwrap_or(if milliseconds < 0 { 0 } else { u32::MAX });
        let seconds = if seconds < 3600 { seconds } else { seconds / 60 * 60 };
        *self.counts.entry(seconds).or_default() += 1;
        self.total += 1;
    }

    /// The number of times.
    pub const fn len(&self) -> u64 {
        self.total
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.total == 0
    }

    /// The least time that so many per cent of all do not exceed, in seconds.
    pub fn percentile(&self, percent: u64) -> Option<u32> {
        let wanted = (self.total * percent).div_ceil(100).max(1);
        let mut seen = 0;
        self.counts.iter().find_map(|(&seconds, &count)| {
            seen += count;
            (seen >= wanted).then_some(seconds)
        })
    }
}

/// Counts of a group.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// Conversations with a reply of the group.
    pub conversations: u64,
    /// Replies.
    pub replies: u64,
    /// Their turns.
    pub turns: u64,
    /// Their words.
    pub words: u64,
    /// Replies with a score.
    pub scored: u64,
    /// The sum of the scores.
    pub sum: u64,
    /// How many replies have each score, 0 to 100; empty without any.
    pub histogram: Vec<u64>,
    /// By band of the scorecard.
    pub bands: Vec<u64>,
    /// By category of the scorecard: the sum in hundredths of a point, and the replies to which it applies.
    pub categories: Vec<(u64, u64)>,
    /// By rule: its findings (without those for coaching), the replies with such a finding, and the findings for coaching.
    pub rules: BTreeMap<u16, (u64, u64, u64)>,
    /// Findings by severity: info, hint, warning, error.
    pub severities: [u64; 4],
    /// By strength: the replies that have it.
    pub strengths: Vec<u64>,
    /// How long customers waited for the first reply.
    pub first: Times,
    /// How long customers waited for any reply.
    pub waited: Times,
}

impl Group {
    /// Counts a reply.
    pub(super) fn add(&mut self, reply: &ReplySketch) {
        self.replies += 1;
        self.turns += u64::from(reply.turns);
        self.words += u64::from(reply.words);
        if let Some(score) = reply.score {
            self.scored += 1;
            self.sum += u64::from(score);
            add(&mut self.histogram, usize::from(score), 1);
            // A reply without a score has categories all the same; they are no part of any mean.
            for (index, parts) in reply.categories.iter().enumerate() {
                if self.categories.len() <= index {
                    self.categories.resize(index + 1, (0, 0));
                }
                if let Some(parts) = parts {
                    self.categories[index].0 += u64::from(*parts);
                    self.categories[index].1 += 1;
                }
            }
        }
        if let Some(band) = reply.band {
            add(&mut self.bands, usize::from(band), 1);
        }
        let mut seen: Vec<u16> = Vec::new();
        for &(rule, severity) in &reply.findings {
            self.severities[severity as usize] += 1;
            let counts = self.rules.entry(rule).or_default();
            if severity == Severity::Info {
                counts.2 += 1;
                continue;
            }
            counts.0 += 1;
            if !seen.contains(&rule) {
                seen.push(rule);
                counts.1 += 1;
            }
        }
        for bit in 0..16 {
            if reply.strengths & (1 << bit) != 0 {
                add(&mut self.strengths, bit, 1);
            }
        }
        if let Some(waited) = reply.waited {
            self.waited.add(waited);
            if reply.first {
                self.first.add(waited);
            }
        }
    }

    /// Counts a conversation.
    pub(super) const fn add_conversation(&mut self, _: &Sketch) {
        self.conversations += 1;
    }

    /// The mean score, in hundredths.
    pub fn mean(&self) -> Option<u64> {
        ratio(self.sum, self.scored, 100)
    }

    /// The lower median of the scores.
    pub fn median(&self) -> Option<u8> {
        let (wanted, mut seen) = (self.scored.div_ceil(2).max(1), 0);
        self.histogram.iter().zip(0_u8..).find_map(|(&count, score)| {
            seen += count;
            (seen >= wanted).then_some(score)
        })
    }

    /// The mean of a category, in hundredths of a point.
    pub fn category(&self, index: usize) -> Option<u64> {
        self.categories.get(index).and_then(|&(sum, replies)| ratio(sum, replies, 1))
    }

    /// So many per hundred replies, in hundredths.
    pub fn per_hundred(&self, count: u64) -> Option<u64> {
        ratio(count, self.replies, 10_000)
    }
}

/// `part / whole * unit`, rounded half up.
pub(super) fn ratio(part: u64, whole: u64, unit: u64) -> Option<u64> {
    (whole > 0).then(|| (2 * part * unit + whole) / (2 * whole))
}

fn add(counts: &mut Vec<u64>, index: usize, count: u64) {
    if counts.len() <= index {
        counts.resize(index + 1, 0);
    }
    counts[index] += count;
}
