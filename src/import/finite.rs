//! Regular expressions that stand for a few phrases, and those phrases.

use regex_syntax::hir::{Class, ClassUnicodeRange, Hir, HirKind, Look};

/// An expression of more phrases stays an expression.
const MOST: usize = 64;
/// A class of more characters stands for anything.
const MOST_CHARACTERS: usize = 6;

/// All phrases that an expression matches; `None` where they are many or no words.
pub(super) fn phrases(expression: &str) -> Option<Vec<String>> {
    let hir = regex_syntax::parse(expression).ok()?;
    let mut found: Vec<String> = Vec::new();
    for text in all(&hir)? {
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if words.is_empty() || !words.chars().all(is_plain) {
            return None;
        }
        if !found.contains(&words) {
            found.push(words);
        }
    }
    (!found.is_empty()).then_some(found)
}

/// One text that an expression matches.
pub(super) fn sample(expression: &str) -> Option<String> {
    one(&regex_syntax::parse(expression).ok()?)
}

/// Whether a pattern can hold the character as it is.
fn is_plain(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, ' ' | '\'' | '’' | '-' | '.' | ',')
}

fn all(hir: &Hir) -> Option<Vec<String>> {
    let found = match hir.kind() {
        HirKind::Empty | HirKind::Look(Look::WordAscii | Look::WordUnicode) => vec![String::new()],
        HirKind::Look(_) => return None,
        HirKind::Literal(literal) => vec![String::from_utf8(literal.0.to_vec()).ok()?],
        HirKind::Class(class) => characters(class)?,
        HirKind::Capture(capture) => all(&capture.sub)?,
        HirKind::Repetition(repetition) => {
            let single = all(&repetition.sub)?;
            // However many blanks there are, they are one.
            let most = if single == [" "] { repetition.min.max(1) } else { repetition.max? };
            let mut found = Vec::new();
            for count in repetition.min..=most.min(repetition.min + 3) {
                found.extend(product(std::iter::repeat_n(single.clone(), count as usize))?);
            }
            if most > repetition.min + 3 {
                return None;
            }
            found
        }
        HirKind::Concat(parts) => product(parts.iter().map(all).collect::<Option<Vec<_>>>()?.into_iter())?,
        HirKind::Alternation(branches) => branches.iter().map(all).collect::<Option<Vec<_>>>()?.concat(),
    };
    (found.len() <= MOST).then_some(found)
}

fn product(parts: impl Iterator<Item = Vec<String>>) -> Option<Vec<String>> {
    let mut found = vec![String::new()];
    for part in parts {
        found = found.iter().flat_map(|start| part.iter().map(move |end| format!("{start}{end}"))).collect();
        if found.len() > MOST {
            return None;
        }
    }
    Some(found)
}

/// The characters of a small class; all that is blank counts as one.
fn characters(class: &Class) -> Option<Vec<String>> {
    let Class::Unicode(class) = class else { return None };
    let mut found: Vec<String> = Vec::new();
    for range in class.ranges() {
        if range.end() as u32 - range.start() as u32 > 64 {
            return None;
        }
        for c in range.start()..=range.end() {
            let c = if c.is_whitespace() { ' ' } else { c };
            let text = c.to_string();
            // Capitals count as small letters.
            if !found.iter().any(|known| known.to_lowercase() == text.to_lowercase()) {
                found.push(text);
            }
        }
        if found.len() > MOST_CHARACTERS {
            return None;
        }
    }
    Some(found)
}

fn one(hir: &Hir) -> Option<String> {
    Some(match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => String::new(),
        HirKind::Literal(literal) => String::from_utf8(literal.0.to_vec()).ok()?,
        HirKind::Class(Class::Unicode(class)) => {
            let has = |wanted: char| class.ranges().iter().any(|range| range.start() <= wanted && wanted <= range.end());
            ['a', 'A', '1', ' '].into_iter().find(|&c| has(c)).or_else(|| class.ranges().first().map(ClassUnicodeRange::start))?.to_string()
        }
        HirKind::Class(Class::Bytes(_)) => return None,
        HirKind::Capture(capture) => one(&capture.sub)?,
        HirKind::Repetition(repetition) => one(&repetition.sub)?.repeat(repetition.min.max(u32::from(repetition.max != Some(0))).min(64) as usize),
        HirKind::Concat(parts) => parts.iter().map(one).collect::<Option<String>>()?,
        HirKind::Alternation(branches) => one(branches.first()?)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_of_expressions() {
        for (expression, expected) in [
            ("in order to", Some(vec!["in order to"])),
            ("utili[sz]e", Some(vec!["utilise", "utilize"])),
            ("(?:very|quite) good", Some(vec!["very good", "quite good"])),
            (r"\bset[- ]?up\b", Some(vec!["setup", "set up", "set-up"])),
            (r"as\s+per", Some(vec!["as per"])),
            (r"\w+ly", None),
            ("^so", None),
            ("a*", None),
            ("(a", None),
        ] {
            let found = phrases(expression).map(|mut found| {
                found.sort();
                found
            });
            let expected = expected.map(|expected| {
                let mut expected: Vec<String> = expected.into_iter().map(str::to_owned).collect();
                expected.sort();
                expected
            });
            assert_eq!(found, expected, "{expression}");
        }
    }

    #[test]
    fn a_sample_matches() {
        for expression in [r"\d{1,2}(?:am|pm)", r"[A-Z]{3,5}", r"\w+ly", "(?:a|b)+"] {
            let sample = sample(expression).expect("a sample");
            assert!(regex::Regex::new(expression).expect("an expression").is_match(&sample), "{expression}: {sample}");
        }
    }
}
