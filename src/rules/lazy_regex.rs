//! Regular expressions of rules: checked when they are loaded, compiled when a text may hold a match.

use regex::Regex;
use regex_syntax::hir::{Class, Hir, HirKind};
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;

/// A regular expression that was checked when it was loaded and is compiled when it is first needed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct LazyRegex {
    pattern: String,
    run: Option<Run>,
    #[serde(skip)]
    compiled: OnceLock<Option<Regex>>,
}

impl LazyRegex {
    /// The most memory a compiled expression may take (bytes).
    const SIZE_LIMIT: usize = 1 << 20;

    /// Checks the expression.
    pub fn new(pattern: &str) -> Result<Self, regex::Error> {
        let compiled = Self::build(pattern)?;
        let run = regex_syntax::parse(pattern).ok().and_then(|hir| Run::of(&hir));
        Ok(Self { pattern: pattern.to_owned(), run, compiled: OnceLock::from(Some(compiled)) })
    }

    fn build(pattern: &str) -> Result<Regex, regex::Error> {
        regex::RegexBuilder::new(pattern).size_limit(Self::SIZE_LIMIT).build()
    }

    /// The compiled expression, where `text` may hold a match of it.
    pub fn for_text(&self, text: &str) -> Option<&Regex> {
        if self.run.is_some_and(|run| !run.stands_in(text.as_bytes())) {
            return None;
        }
        self.compiled.get_or_init(|| Self::build(&self.pattern).ok()).as_ref()
    }
}

/// What every match of an expression holds: at least so many ASCII bytes of a set in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Run {
    /// By byte, as bits.
    bytes: (u64, u64),
    least: u8,
}

impl Run {
    /// The longest run that a match needs; `None` where none is sure.
    fn of(hir: &Hir) -> Option<Self> {
        match hir.kind() {
            HirKind::Class(class) => Self::of_class(class),
            HirKind::Literal(literal) => Self { bytes: (0, 0), least: u8::try_from(literal.0.len()).ok()? }.with(&literal.0),
            HirKind::Capture(capture) => Self::of(&capture.sub),
            HirKind::Repetition(repetition) if repetition.min > 0 => {
                let run = Self::of(&repetition.sub)?;
                let single = matches!(repetition.sub.kind(), HirKind::Class(_));
                Some(if single { Self { least: u8::try_from(repetition.min).unwrap_or(u8::MAX), ..run } } else { run })
            }
            HirKind::Concat(parts) => parts.iter().filter_map(Self::of).max_by_key(|run| run.least),
            HirKind::Alternation(branches) => branches.iter().map(Self::of).collect::<Option<Vec<_>>>()?.into_iter().reduce(Self::or),
            HirKind::Repetition(_) | HirKind::Empty | HirKind::Look(_) => None,
        }
    }

    fn of_class(class: &Class) -> Option<Self> {
        let mut run = Self { bytes: (0, 0), least: 1 };
        let Class::Unicode(class) = class else { return None };
        for range in class.iter() {
            let bytes: Vec<u8> = (range.start()..=range.end()).map(u8::try_from).take(129).collect::<Result<_, _>>().ok()?;
            run = run.with(&bytes)?;
        }
        Some(run)
    }

    /// With more bytes; `None` where one is no ASCII.
    fn with(mut self, bytes: &[u8]) -> Option<Self> {
        for &byte in bytes {
            match byte {
                0..64 => self.bytes.0 |= 1 << byte,
                64..128 => self.bytes.1 |= 1 << (byte - 64),
                _ => return None,
            }
        }
        Some(self)
    }

    fn or(self, other: Self) -> Self {
        Self { bytes: (self.bytes.0 | other.bytes.0, self.bytes.1 | other.bytes.1), least: self.least.min(other.least) }
    }

    const fn has(self, byte: u8) -> bool {
        match byte {
            0..64 => self.bytes.0 & 1 << byte != 0,
            64..128 => self.bytes.1 & 1 << (byte - 64) != 0,
            _ => false,
        }
    }

    /// Whether a text holds such a run; looks at every `least`th byte, and around those that belong to the set.
    fn stands_in(self, text: &[u8]) -> bool {
        let least = usize::from(self.least).max(1);
        let mut at = least - 1;
        while let Some(&byte) = text.get(at) {
            if self.has(byte) {
                let before = text[..at].iter().rev().take(least).take_while(|&&byte| self.has(byte)).count();
                let after = text[at..].iter().take(least).take_while(|&&byte| self.has(byte)).count();
                if before + after >= least {
                    return true;
                }
            }
            at += least;
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_without_the_run_is_turned_away() {
        let capitals = LazyRegex::new(r"(?:^|[a-z]\s+)([A-Z]{3,5})(?:\s|$)").expect("it is valid");
        for (text, may) in [("ask the KYC team", true), ("ask the kyc team", false), ("AB CD", false), ("ABC", true), ("", false), ("xAB CDE", true)] {
            assert_eq!(capitals.for_text(text).is_some(), may, "{text}");
        }
        for (pattern, text, may) in
            [("colou?r", "a color", true), ("colou?r", "a colder", false), ("(ab|cde)x", "abx", true), ("x*", "", true), (".", "", true)]
        {
            assert_eq!(LazyRegex::new(pattern).expect("it is valid").for_text(text).is_some(), may, "{pattern} {text}");
        }
    }
}
