//! How alike two words are.

/// Letters to add, remove or replace to get from one word to the other (Levenshtein).
pub fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (i, a) in from.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, &b) in to.iter().enumerate() {
            let replaced = diagonal + usize::from(a != b);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[to.len()]
}

/// Whether at most `per_cent` of the longer word's letters differ.
pub fn alike(a: &str, b: &str, per_cent: usize) -> bool {
    distance(a, b) * 100 <= a.chars().count().max(b.chars().count()) * per_cent
}

/// The known name with the fewest changed letters; `None` where more than half of them would have to change.
pub fn nearest<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let changes = |known: &str| {
        let (_, last) = known.rsplit_once('/').unwrap_or(("", known));
        distance(name, known).min(distance(name, last))
    };
    known.map(|known| (changes(known), known)).filter(|(changes, _)| *changes * 2 <= name.chars().count()).min().map(|(_, known)| known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_nearest() {
        let known = ["negative", "negative/cannot", "negative/wont", "clarity/jargon"];
        for (name, expected) in [("negativ/canot", "negative/cannot"), ("jargn", "clarity/jargon"), ("negatve", "negative"), ("wont", "negative/wont")] {
            assert_eq!(nearest(name, known.into_iter()), Some(expected));
        }
        assert_eq!(nearest("xyz", known.into_iter()), None);
    }

    #[test]
    fn a_letter_more_or_less_is_alike() {
        for (a, b, expected) in [("sara", "sarah", true), ("mona", "mark", false), ("محمد", "خالد", false), ("نوره", "نورا", true), ("", "", true)]
        {
            assert_eq!(alike(a, b, 30), expected, "{a} {b}");
        }
    }
}
