//! Splits a draft file into its settings and the draft.

use std::ops::Range;

/// The fence around the settings.
const FENCE: &str = "+++";

/// Finds settings in TOML between two `+++` lines at the start of a file.
///
/// Returns the range of the TOML and the offset where the draft begins, in bytes; `None` without a complete pair of fences.
pub fn split(source: &str) -> Option<(Range<usize>, usize)> {
    let start = source.len() - source.trim_start_matches('\u{feff}').len();
    let mut lines = source[start..].split_inclusive('\n');
    let first = lines.next().filter(|line| line.trim_end() == FENCE && line.ends_with('\n'))?;
    let from = start + first.len();
    let mut at = from;
    for line in lines {
        if line.trim_end() == FENCE {
            return Some((from..at, at + line.len()));
        }
        at += line.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn splits_settings_from_the_draft() {
        for (source, expected) in [
            ("+++\na = 1\n+++\nHi", Some(("a = 1\n", "Hi"))),
            ("\u{feff}+++\r\na = 1\r\n+++\r\nHi", Some(("a = 1\r\n", "Hi"))),
            ("+++\n+++", Some(("", ""))),
            ("+++\na = 1\nHi", None),
            ("Hi\n+++\na\n+++\n", None),
            ("+++", None),
            ("++++\na\n+++\n", None),
        ] {
            let found = split(source).map(|(toml, draft)| (&source[toml], &source[draft..]));
            assert_eq!(found, expected, "{source:?}");
        }
    }
}
