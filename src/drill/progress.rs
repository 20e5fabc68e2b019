//! What was practised: a line an attempt, with the exercise, its score and the rules that still found something. No text is kept, and no time.

use std::collections::BTreeMap;

/// One attempt.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attempt {
    /// The exercise.
    pub id: String,
    /// 0 to 100; `None` where the answer was too short for a score.
    pub score: Option<u8>,
    /// The rules that found something.
    pub rules: Vec<String>,
}

impl Attempt {
    /// The line for it.
    pub fn line(&self) -> String {
        let score = self.score.map_or_else(|| "-".to_owned(), |score| score.to_string());
        let rules = if self.rules.is_empty() { "-".to_owned() } else { self.rules.join(",") };
        format!("{} {score} {rules}\n", self.id)
    }
}

/// The attempts that a file holds, oldest first; a line that nobody understands is left out.
pub fn attempts(text: &str) -> Vec<Attempt> {
    let attempt = |line: &str| {
        let mut words = line.split_whitespace();
        let (id, score, rules) = (words.next()?, words.next()?, words.next()?);
        let rules = rules.split(',').filter(|rule| rule.contains('/')).map(str::to_owned).collect();
        Some(Attempt { id: id.to_owned(), score: score.parse().ok(), rules })
    };
    text.lines().filter_map(attempt).collect()
}

/// What was done of one exercise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Done {
    /// How often it was answered.
    pub attempts: u32,
    /// The score of the first answer.
    pub first: Option<u8>,
    /// The best score.
    pub best: Option<u8>,
}

/// What was done of each exercise.
pub fn summary(attempts: &[Attempt]) -> BTreeMap<&str, Done> {
    let mut done: BTreeMap<&str, Done> = BTreeMap::new();
    for attempt in attempts {
        let one = done.entry(&attempt.id).or_default();
        one.attempts += 1;
        one.first = one.first.or(attempt.score);
        one.best = one.best.max(attempt.score);
    }
    done
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_back() {
        let all = vec![
            Attempt { id: "en-late".to_owned(), score: Some(70), rules: vec!["time/vague".to_owned(), "negative/cannot".to_owned()] },
            Attempt { id: "en-late".to_owned(), score: Some(95), rules: Vec::new() },
            Attempt { id: "own-00ab".to_owned(), score: None, rules: Vec::new() },
        ];
        let text: String = all.iter().map(Attempt::line).chain(["half a".to_owned()]).collect();
        assert_eq!(attempts(&text), all);
        assert_eq!(summary(&all)["en-late"], Done { attempts: 2, first: Some(70), best: Some(95) });
        assert_eq!(summary(&all)["own-00ab"].best, None);
    }
}
