//! Whether findings stand where the labels say.

use super::family::Family;
use crate::diagnostic::{Diagnostic, Severity};
use crate::linter::Review;
use crate::read::Phrase;
use crate::stats::Counts;
use crate::text::Span;

/// A finding may be this many times as long as the words it is about, and
const TIMES: u32 = 3;
/// this many bytes longer.
const MORE: u32 = 20;

/// The labelled words with a finding, those without, and the findings at hint or above without labelled words.
///
/// Words that have an alternative count as found by a finding of any severity, others from hint on. Words that occur several times count as
/// often.
pub(super) fn compare(family: Family, phrases: &[Phrase], reply: &str, review: &Review) -> Counts {
    let findings: Vec<&Diagnostic> = family.findings(review).filter(|finding| finding.turn == review.turn).collect();
    let loud = |finding: &&&Diagnostic| finding.severity >= Severity::Hint;
    let mut labelled = Vec::new();
    for phrase in phrases.iter().filter(|phrase| !phrase.text.is_empty()) {
        let spans = reply.match_indices(&phrase.text).map(|(at, words)| Span { start: at as u32, end: (at + words.len()) as u32 });
        labelled.extend(spans.map(|span| (span, phrase.alternative)));
    }
    let mut counts = Counts::default();
    for &(span, alternative) in &labelled {
        let found = findings.iter().any(|finding| (alternative || loud(&finding)) && hits(span, finding.span));
        counts.add(Counts::of(true, found), 1);
    }
    let astray = findings.iter().filter(loud).filter(|finding| !labelled.iter().any(|(span, _)| hits(*span, finding.span)));
    counts.false_alarms += astray.count() as u32;
    counts
}

/// Whether a finding covers at least half of the labelled words and is not much longer.
fn hits(labelled: Span, found: Span) -> bool {
    let common = labelled.end.min(found.end).saturating_sub(labelled.start.max(found.start));
    let (words, finding) = (labelled.end - labelled.start, found.end - found.start);
    common * 2 >= words && finding <= TIMES * words + MORE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_of_the_words_is_enough() {
        let span = |start, end| Span { start, end };
        for (labelled, found, expected) in [
            (span(10, 20), span(10, 20), true),
            (span(10, 20), span(15, 20), true),
            (span(10, 20), span(16, 20), false),
            (span(10, 20), span(20, 30), false),
            (span(10, 20), span(0, 50), true),
            (span(10, 20), span(0, 51), false),
        ] {
            assert_eq!(hits(labelled, found), expected, "{labelled:?} {found:?}");
        }
    }
}
