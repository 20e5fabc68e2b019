//! What is added up of replies, in integers.

use super::rows::ReplyRow;

/// Fewer scored replies than this say nothing of an agent.
pub const ENOUGH: u64 = 30;

/// Sums over the replies of a group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    /// Replies.
    pub replies: u64,
    /// Replies with a score.
    pub scored: u64,
    /// The sum of the scores.
    pub points: u64,
    /// Errors, warnings and hints.
    pub findings: u64,
}

impl Sum {
    /// Counts a reply.
    pub fn add(&mut self, reply: &ReplyRow) {
        self.replies += 1;
        if let Some(score) = reply.score {
            self.scored += 1;
            self.points += u64::from(score);
        }
        self.findings += reply.findings.iter().filter(|finding| finding.counts()).count() as u64;
    }

    /// The mean score in hundredths, rounded half up.
    pub fn mean(&self) -> Option<u64> {
        (self.scored > 0).then(|| (200 * self.points + self.scored) / (2 * self.scored))
    }

    /// Findings per 100 replies, in tenths, rounded half up.
    pub fn per_100(&self) -> u64 {
        per_100(self.findings, self.replies)
    }
}

/// How many of a hundred, in tenths, rounded half up.
pub fn per_100(part: u64, whole: u64) -> u64 {
    if whole == 0 { 0 } else { (2000 * part + whole) / (2 * whole) }
}

/// Tenths as text.
pub fn tenths(value: u64) -> String {
    format!("{}.{}", value / 10, value % 10)
}

/// Hundredths as text with one digit, rounded half up.
pub fn hundredths(value: u64) -> String {
    tenths((value + 5) / 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_rounded_half_up() {
        assert_eq!(tenths(per_100(1, 3)), "33.3");
        assert_eq!(tenths(per_100(1, 8)), "12.5");
        assert_eq!(tenths(per_100(1, 0)), "0.0");
        assert_eq!(hundredths(9795), "98.0");
        assert_eq!(Sum { replies: 3, scored: 3, points: 290, findings: 0 }.mean(), Some(9667));
    }
}
