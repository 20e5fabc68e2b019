//! Arabic imperfect verbs by person: `1.قدر` and its like.

use super::ast::{Class, Node, Word};

/// Prefixes and suffixes of each person, over MSA and the dialects: tense prefixes that are not clitics of `/V` (b-, h-
/// merged with the first person's alef) are written out here.
const FIRST: &[(&str, &str)] =
    &[("ا", ""), ("ن", ""), ("ن", "و"), ("ن", "وا"), ("ب", ""), ("ه", ""), ("ح", ""), ("من", ""), ("كن", ""), ("كن", "و"), ("غن", ""), ("غن", "و")];
const SECOND: &[(&str, &str)] = &[("ت", ""), ("ت", "ي"), ("ت", "ين"), ("ت", "و"), ("ت", "وا"), ("ت", "ون"), ("كت", ""), ("كت", "ي"), ("كت", "و")];
const THIRD: &[(&str, &str)] = &[("ي", ""), ("ت", ""), ("ي", "و"), ("ي", "وا"), ("ي", "ون"), ("كي", ""), ("كت", ""), ("كي", "و")];

/// All forms of one person of a folded stem; `None` for a person other than 1, 2, 3.
pub(super) fn expand(person: char, stem: &str) -> Option<Node> {
    let affixes = match person {
        '1' => FIRST,
        '2' => SECOND,
        '3' => THIRD,
        _ => return None,
    };
    let forms = affixes.iter().map(|(before, after)| Node::Word(Word { text: format!("{before}{stem}{after}"), class: Class::Verb, open: false }));
    Some(Node::Choice(forms.collect()))
}
