//! Anchors: the rarest words that every match of a pattern must hold. The Aho-Corasick pass looks for these alone.

use super::Compiler;
use crate::rules::pattern::{Class, Node, Word};
use std::collections::BTreeMap;

/// Words so frequent that a pattern should be found by another of its words.
const EVERYDAY: &[&str] = &[
    "a", "an", "and", "any", "are", "as", "at", "be", "but", "by", "can", "do", "for", "from", "have", "i", "if", "in", "is", "it", "my", "no", "not", "of",
    "on", "or", "our", "so", "that", "the", "there", "this", "to", "us", "was", "we", "will", "with", "you", "your", "i'm", "we're", ",", ".", "?", "!", ":",
    ";", "-", "\"", "(", ")", "ما", "لا", "لم", "لن", "في", "من", "علي", "الي", "عن", "مع", "ان", "هذا", "هذه", "ذلك", "مش", "مو", "غير", "كل", "او", "لك",
    "لكم", "هو", "هي", "اي", "تم", "قد", "بس", "اللي", "هل", "يا", "عند",
];
const EVERYDAY_COST: u32 = 3000;
/// The bits of all classes.
const ANY_CLASS: u8 = u8::MAX;
/// At most this many words may serve one pattern.
const MOST_WORDS: usize = 400;

/// A choice of anchors for a pattern.
#[derive(Clone, Debug, Default)]
pub(super) struct Anchors {
    /// By folded word, and whether it has an open end: the classes whose clitics it may carry there, as bits.
    pub(super) words: BTreeMap<(String, bool), u8>,
    /// How often they will be found by chance, in arbitrary units.
    pub(super) cost: u32,
    /// Least and most tokens of the match before the anchor's token.
    pub(super) before: (u8, u8),
}

impl Anchors {
    /// Where words are written together, what they carry is told by the program.
    fn of_any_class(mut self) -> Self {
        self.words.values_mut().for_each(|classes| *classes = ANY_CLASS);
        self
    }
}

/// The words by which a word is found: a noun in ة also in its form before possessives.
fn forms_of(word: &Word) -> BTreeMap<(String, bool), u8> {
    let possessed = word.text.strip_suffix('ه').filter(|_| word.class == Class::Noun && !word.open);
    let forms = std::iter::once((word.text.clone(), word.class)).chain(possessed.map(|stem| (format!("{stem}ت"), Class::NounBeforePossessive)));
    forms.map(|(stem, class)| ((stem, word.open), 1 << class as u8)).collect()
}

/// Whether a word is too frequent to be a pattern by itself.
pub fn is_everyday(text: &str) -> bool {
    EVERYDAY.contains(&text)
}

fn word_cost(word: &Word) -> u32 {
    if is_everyday(&word.text) {
        return EVERYDAY_COST;
    }
    match word.text.chars().count() {
        0..=2 => 300,
        3 => 60,
        4 => 20,
        5 => 10,
        _ => 5,
    }
}

impl Compiler<'_> {
    /// The least and most tokens a node matches.
    pub(super) fn length(&self, node: &Node) -> (u8, u8) {
        match node {
            Node::Sequence(parts) => parts.iter().map(|part| self.length(part)).fold((0, 0), add),
            Node::Choice(branches) => widest(branches.iter().map(|branch| self.length(branch))),
            Node::Optional(inner) => (0, self.length(inner).1),
            Node::Word(_) | Node::Spelled(_) => (1, 1),
            Node::Lexicon(name, _) => self.lexicon_length(name),
            Node::Typed(_) => (1, 6),
            Node::Gap { most, wide } => (0, if *wide { most.saturating_mul(2) } else { most + 2 }),
            Node::Capture(_, inner) => self.length(inner),
            Node::Negated(inner) => (1, self.length(inner).1.saturating_add(2)),
            Node::Joined(left, right) => (1, add(self.length(left), self.length(right)).1),
            Node::Start | Node::End => (0, 0),
        }
    }

    fn lexicon_length(&self, name: &str) -> (u8, u8) {
        if let Some(&known) = self.lengths.borrow().get(name) {
            return known;
        }
        let entries = self.entries.get(name).map(Vec::as_slice).unwrap_or_default();
        let length = if entries.is_empty() { (1, 1) } else { widest(entries.iter().map(|entry| self.length(entry))) };
        self.lengths.borrow_mut().insert(name.to_owned(), length);
        length
    }

    /// The best anchors of a node; `None` where it can match without any word.
    pub(super) fn anchors(&self, node: &Node) -> Option<Anchors> {
        match node {
            Node::Word(word) => Some(Anchors { words: forms_of(word), cost: word_cost(word), before: (0, 0) }),
            Node::Spelled(text) => {
                let text = crate::text::fold::fold_str(text);
                Some(Anchors {
                    cost: word_cost(&Word { text: text.clone(), class: Class::Exact, open: false }),
                    words: [((text, false), ANY_CLASS)].into(),
                    before: (0, 0),
                })
            }
            Node::Sequence(parts) => self.sequence_anchors(parts),
            Node::Choice(branches) => union(branches.iter().map(|branch| self.anchors(branch))),
            Node::Lexicon(name, _) => {
                if let Some(known) = self.known.anchors.borrow().get(name) {
                    return known.clone();
                }
                let anchors = union(self.entries.get(name)?.iter().map(|entry| self.anchors(entry)));
                self.known.anchors.borrow_mut().insert(name.clone(), anchors.clone());
                anchors
            }
            Node::Capture(_, inner) => self.anchors(inner),
            Node::Negated(inner) => {
                let mut anchors = self.anchors(inner)?.of_any_class();
                anchors.before.1 = anchors.before.1.saturating_add(2);
                Some(anchors)
            }
            Node::Joined(left, right) => {
                let length = self.length(left);
                let shifted = self.anchors(right).map(|anchors| Anchors { before: (anchors.before.0, anchors.before.1.saturating_add(length.1)), ..anchors });
                cheapest(self.anchors(left), shifted).map(Anchors::of_any_class)
            }
            Node::Optional(_) | Node::Typed(_) | Node::Gap { .. } | Node::Start | Node::End => None,
        }
    }

    fn sequence_anchors(&self, parts: &[Node]) -> Option<Anchors> {
        let mut before = (0, 0);
        let mut best = None;
        for part in parts {
            let shifted = self.anchors(part).map(|anchors| Anchors { before: add(anchors.before, before), ..anchors });
            best = cheapest(best, shifted);
            before = add(before, self.length(part));
        }
        best
    }
}

fn add(a: (u8, u8), b: (u8, u8)) -> (u8, u8) {
    (a.0.saturating_add(b.0), a.1.saturating_add(b.1))
}

fn widest(lengths: impl Iterator<Item = (u8, u8)>) -> (u8, u8) {
    lengths.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))).unwrap_or((1, 1))
}

fn cheapest(a: Option<Anchors>, b: Option<Anchors>) -> Option<Anchors> {
    match (a, b) {
        (Some(a), Some(b)) => Some(if b.cost < a.cost { b } else { a }),
        (a, b) => a.or(b),
    }
}

fn union(branches: impl Iterator<Item = Option<Anchors>>) -> Option<Anchors> {
    let mut all: Option<Anchors> = None;
    for branch in branches {
        let branch = branch?;
        all = Some(match all {
            None => branch,
            Some(mut all) => {
                branch.words.into_iter().for_each(|(word, classes)| *all.words.entry(word).or_default() |= classes);
                all.cost = all.cost.saturating_add(branch.cost);
                all.before = (all.before.0.min(branch.before.0), all.before.1.max(branch.before.1));
                all
            }
        });
    }
    all.filter(|all| all.words.len() <= MOST_WORDS)
}
