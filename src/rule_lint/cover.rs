//! Whether one pattern matches whatever another matches, told from their trees: yes only where it is sure.

use crate::rules::pattern::{Class, Node, Typed, Word};
use std::collections::BTreeMap;

/// More ways to read a pattern than these are not looked at.
const MOST_READINGS: usize = 96;
/// How many letters may follow an open word.
const OPEN_LETTERS: usize = 4;
/// How deep lexicons in lexicons are followed.
const DEEPEST: u32 = 4;

/// One element of a text that a pattern matches.
#[derive(Clone, Copy, Debug)]
pub(super) enum Symbol<'n> {
    Word(&'n Word),
    Lexicon(&'n str),
    Typed(Typed),
    /// A part that only the same part of another pattern matches.
    Whole(&'n Node),
    /// Any word of the clause.
    Any,
    /// Any token, a comma too.
    AnyWide,
    Start,
    End,
}

/// The texts that a node matches; `None` where they are too many.
pub(super) fn readings(node: &Node) -> Option<Vec<Vec<Symbol<'_>>>> {
    let one = |symbol| Some(vec![vec![symbol]]);
    match node {
        Node::Word(word) => one(Symbol::Word(word)),
        Node::Lexicon(name, _) => one(Symbol::Lexicon(name)),
        Node::Typed(typed) => one(Symbol::Typed(*typed)),
        Node::Spelled(_) | Node::Negated(_) | Node::Joined(..) => one(Symbol::Whole(node)),
        Node::Start => one(Symbol::Start),
        Node::End => one(Symbol::End),
        Node::Capture(_, inner) => readings(inner),
        Node::Optional(inner) => {
            let mut all = readings(inner)?;
            all.push(Vec::new());
            few(all)
        }
        Node::Choice(branches) => {
            let mut all = Vec::new();
            for branch in branches {
                all.extend(readings(branch)?);
            }
            few(all)
        }
        Node::Sequence(parts) => {
            let mut all: Vec<Vec<Symbol<'_>>> = vec![Vec::new()];
            for part in parts {
                let next = readings(part)?;
                all = all.iter().flat_map(|start| next.iter().map(|end| [start.as_slice(), end].concat())).collect();
                all = few(all)?;
            }
            Some(all)
        }
        Node::Gap { most, wide } => {
            let any = if *wide { Symbol::AnyWide } else { Symbol::Any };
            Some((0..=*most).map(|count| vec![any; usize::from(count)]).collect())
        }
    }
}

fn few<T>(all: Vec<T>) -> Option<Vec<T>> {
    (all.len() <= MOST_READINGS).then_some(all)
}

/// Whether `node` matches each of these texts from their first to their last element.
pub(super) fn covers(node: &Node, readings: &[Vec<Symbol<'_>>], entries: &BTreeMap<String, Vec<Node>>) -> bool {
    let matcher = Matcher { entries };
    readings.iter().all(|reading| matcher.ends(node, reading, 0, 0).contains(&reading.len()))
}

struct Matcher<'e> {
    entries: &'e BTreeMap<String, Vec<Node>>,
}

impl Matcher<'_> {
    /// Where a match that begins at a place can end.
    fn ends(&self, node: &Node, text: &[Symbol<'_>], at: usize, depth: u32) -> Vec<usize> {
        let next = |fits: bool| if fits { vec![at + 1] } else { Vec::new() };
        let here = text.get(at);
        match node {
            Node::Word(word) => next(matches!(here, Some(Symbol::Word(other)) if word_covers(word, other))),
            Node::Typed(typed) => next(matches!(here, Some(Symbol::Typed(other)) if other == typed)),
            Node::Spelled(_) | Node::Negated(_) | Node::Joined(..) => next(matches!(here, Some(Symbol::Whole(other)) if *other == node)),
            Node::Start => next(matches!(here, Some(Symbol::Start))),
            Node::End => next(matches!(here, Some(Symbol::End))),
            Node::Capture(_, inner) => self.ends(inner, text, at, depth),
            Node::Optional(inner) => {
                let mut ends = self.ends(inner, text, at, depth);
                ends.push(at);
                ends
            }
            Node::Choice(branches) => branches.iter().flat_map(|branch| self.ends(branch, text, at, depth)).collect(),
            Node::Sequence(parts) => parts.iter().fold(vec![at], |starts, part| {
                let mut ends: Vec<usize> = starts.into_iter().flat_map(|start| self.ends(part, text, start, depth)).collect();
                ends.sort_unstable();
                ends.dedup();
                ends
            }),
            Node::Lexicon(name, _) if matches!(here, Some(Symbol::Lexicon(other)) if other == name) => vec![at + 1],
            Node::Lexicon(name, _) if depth < DEEPEST => {
                let entries = self.entries.get(name).map(Vec::as_slice).unwrap_or_default();
                entries.iter().flat_map(|entry| self.ends(entry, text, at, depth + 1)).collect()
            }
            Node::Lexicon(..) => Vec::new(),
            Node::Gap { most, wide } => {
                let fits = |symbol: &Symbol<'_>| match symbol {
                    Symbol::Any => true,
                    Symbol::AnyWide => *wide,
                    _ => false,
                };
                let run = text[at.min(text.len())..].iter().take(usize::from(*most)).take_while(|symbol| fits(symbol)).count();
                (at..=at + run).collect()
            }
        }
    }
}

/// Whether one word matches whatever the other does.
fn word_covers(word: &Word, other: &Word) -> bool {
    let clitics = word.class == other.class || other.class == Class::Exact || (other.class == Class::Plain && word.class != Class::Exact);
    if word.text == other.text {
        return clitics && (word.open || !other.open);
    }
    let more = other.text.strip_prefix(&word.text).map(|rest| rest.chars().count());
    clitics && word.open && !other.open && more.is_some_and(|letters| letters <= OPEN_LETTERS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::pattern::parse;

    fn check(wide: &str, narrow: &str) -> bool {
        let entries = BTreeMap::from([("no".to_owned(), vec![parse("cannot").expect("a word"), parse("not able").expect("two words")])]);
        let (wide, narrow) = (parse(wide).expect("a pattern"), parse(narrow).expect("a pattern"));
        covers(&wide, &readings(&narrow).expect("few readings"), &entries)
    }

    #[test]
    fn what_is_covered() {
        for (wide, narrow) in [
            ("no can do", "no can do"),
            ("(no|never) can do", "no can do"),
            ("we ~3 offer", "we ~2 offer"),
            ("[please] wait", "please wait"),
            ("<no>", "not able"),
            ("<no> help", "<no> help"),
            ("apologi*", "apologise"),
            ("لا_يمكن", "لا_يمكن"),
            ("نقدر/V", "نقدر"),
        ] {
            assert!(check(wide, narrow), "{wide} covers {narrow}");
        }
    }

    #[test]
    fn what_is_not() {
        for (wide, narrow) in [
            ("no can do", "(no|never) can do"),
            ("we ~2 offer", "we ~3 offer"),
            ("we ~3 offer", "we ~~3 offer"),
            ("please wait", "[please] wait"),
            ("not able", "<no>"),
            ("no can", "no can do"),
            ("نقدر", "نقدر/V"),
            ("we offer", "we cannot offer"),
        ] {
            assert!(!check(wide, narrow), "{wide} does not cover {narrow}");
        }
    }
}
