//! The name somebody probably meant.

/// The known name with the fewest changed letters; `None` where more than half of them would have to change.
pub(super) fn nearest<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let changes = |known: &str| {
        let (_, last) = known.rsplit_once('/').unwrap_or(("", known));
        distance(name, known).min(distance(name, last))
    };
    known.map(|known| (changes(known), known)).filter(|(changes, _)| *changes * 2 <= name.chars().count()).min().map(|(_, known)| known)
}

/// Letters to add, remove or replace to get from one name to the other (Levenshtein).
fn distance(from: &str, to: &str) -> usize {
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

#[cfg(test)]
mod tests {
    #[test]
    fn finds_the_nearest() {
        let known = ["negative", "negative/cannot", "negative/wont", "clarity/jargon"];
        for (name, expected) in [("negativ/canot", "negative/cannot"), ("jargn", "clarity/jargon"), ("negatve", "negative"), ("wont", "negative/wont")] {
            assert_eq!(super::nearest(name, known.into_iter()), Some(expected));
        }
        assert_eq!(super::nearest("xyz", known.into_iter()), None);
    }
}
