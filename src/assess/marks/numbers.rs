//! Runs of digits of either script, in the groups they are written in.

use crate::text::Span;

/// The most digits of a run that is looked at.
const LONGEST: usize = 24;

/// Digits with single spaces or hyphens between their groups.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Run {
    /// Values of the digits.
    pub(super) digits: Vec<u8>,
    /// Where each digit stands in the source.
    places: Vec<Span>,
    /// How many digits each group has.
    pub(super) groups: Vec<usize>,
}

impl Run {
    fn clear(&mut self) {
        self.digits.clear();
        self.places.clear();
        self.groups.clear();
    }

    /// Where the digits of some groups stand.
    pub(super) fn span(&self, groups: std::ops::Range<usize>) -> Span {
        let (first, end) = self.range(&groups);
        match (self.places.get(first), end.checked_sub(1).and_then(|last| self.places.get(last))) {
            (Some(first), Some(last)) => Span::new(first.start, last.end),
            _ => Span::default(),
        }
    }

    /// The digits of some groups.
    pub(super) fn of(&self, groups: &std::ops::Range<usize>) -> &[u8] {
        let (first, end) = self.range(groups);
        &self.digits[first..end]
    }

    /// The last `count` digits of some groups, as written.
    pub(super) fn ending<'s>(&self, source: &'s str, groups: &std::ops::Range<usize>, count: usize) -> &'s str {
        let (first, end) = self.range(groups);
        let from = end.saturating_sub(count).max(first);
        let start = self.places.get(from).map_or(0, |place| place.start);
        let end = end.checked_sub(1).and_then(|last| self.places.get(last)).map_or(start, |place| place.end);
        &source[start as usize..end as usize]
    }

    fn range(&self, groups: &std::ops::Range<usize>) -> (usize, usize) {
        let first = self.groups[..groups.start].iter().sum();
        (first, first + self.groups[groups.clone()].iter().sum::<usize>())
    }
}

/// The value of a digit, Western, Arabic or Persian.
pub(super) fn digit(c: char) -> Option<u8> {
    let value = match c {
        '0'..='9' => u32::from(c) - u32::from('0'),
        '\u{660}'..='\u{669}' => u32::from(c) - 0x660,
        '\u{6f0}'..='\u{6f9}' => u32::from(c) - 0x6f0,
        _ => return None,
    };
    Some(value as u8)
}

/// Where the digits of a text end; told by its bytes, for most texts have few.
pub(super) fn digit_ends(source: &str) -> Vec<usize> {
    let bytes = source.as_bytes();
    // Arabic and Persian digits are two bytes, told by both.
    let follows = |at: usize, lead: u8| at.checked_sub(1).is_some_and(|before| bytes[before] == lead);
    let (mut ends, mut at) = (Vec::new(), 0);
    while let Some(step) = bytes[at..].iter().position(|&byte| MAY_END[usize::from(byte)]) {
        at += step;
        let ended = match bytes[at] {
            0xa0..=0xa9 => follows(at, 0xd9),
            0xb0..=0xb9 => follows(at, 0xdb),
            _ => true,
        };
        at += 1;
        if ended {
            ends.push(at);
        }
    }
    ends
}

/// Bytes with which a digit may end.
static MAY_END: [bool; 256] = {
    let (mut table, mut value) = ([false; 256], 0);
    while value < 10 {
        table[b'0' as usize + value] = true;
        table[0xa0 + value] = true;
        table[0xb0 + value] = true;
        value += 1;
    }
    table
};

/// Whether a text whose digits end there may have a run of at least `least`: no letter and no other mark of ASCII stands between so many.
fn may_run(source: &str, ends: &[usize], least: usize) -> bool {
    let (mut count, mut from) = (0, 0);
    ends.iter().any(|&end| {
        let joins = |byte: &u8| !byte.is_ascii() || byte.is_ascii_digit() || matches!(byte, b' ' | b'-' | b'(' | b')');
        let joined = source.as_bytes()[from..end].iter().all(joins);
        (count, from) = (if joined { count + 1 } else { 1 }, end);
        count >= least
    })
}

/// All runs of at least `least` digits, in order; `ends`: where the digits end.
pub(super) fn runs(source: &str, ends: &[usize], least: usize) -> Vec<Run> {
    let mut runs = Vec::new();
    if !may_run(source, ends, least) {
        return runs;
    }
    let mut run = Run::default();
    // What stood since the last digit: only one separator may.
    let mut gap: Option<char> = None;
    let close = |run: &mut Run, runs: &mut Vec<Run>| {
        if run.digits.len() >= least && run.digits.len() <= LONGEST {
            runs.push(std::mem::take(run));
        } else {
            run.clear();
        }
    };
    for (at, c) in source.char_indices() {
        let value = digit(c);
        if value.is_none() && run.digits.is_empty() {
            continue;
        }
        if let Some(value) = value {
            match run.groups.last_mut() {
                Some(group) if gap.is_none() => *group += 1,
                _ => run.groups.push(1),
            }
            run.digits.push(value);
            run.places.push(Span::new(at as u32, (at + c.len_utf8()) as u32));
            gap = None;
        } else if matches!(c, ' ' | '-' | '\u{a0}' | '(' | ')') && gap.is_none_or(|gap| matches!(gap, '(' | ')') || matches!(c, '(' | ')')) {
            gap = Some(c);
        } else if !crate::text::fold::is_deleted(c) {
            close(&mut run, &mut runs);
            gap = None;
        }
    }
    close(&mut run, &mut runs);
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_of_digits() {
        for (source, expected) in [
            ("card 4111 1111-1111 1111.", vec![vec![4, 4, 4, 4]]),
            ("٤١١١ ١١١١ ١١١١ ١١١١", vec![vec![4, 4, 4, 4]]),
            ("12 34,5678 and 123456789", vec![vec![9]]),
            ("(050) 123 4567", vec![vec![3, 3, 4]]),
            ("4111  1111", vec![]),
            ("1234567890123456789012345", vec![]),
        ] {
            let groups: Vec<Vec<usize>> = runs(source, &digit_ends(source), 8).into_iter().map(|run| run.groups).collect();
            assert_eq!(groups, expected, "{source}");
        }
    }

    #[test]
    fn the_last_digits_as_written() {
        let source = "رقم ٤١١١ ١١١١ ١١١١ ١٢٣٤";
        let run = &runs(source, &digit_ends(source), 8)[0];
        assert_eq!((run.ending(source, &(0..4), 4), run.ending(source, &(0..4), 6)), ("١٢٣٤", "١١ ١٢٣٤"));
        assert_eq!(run.span(1..2).text(source), "١١١١");
    }
}
