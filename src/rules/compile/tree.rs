//! Questions about the tree of a pattern.

use crate::rules::pattern::Node;
use std::collections::BTreeMap;

/// Whether a node is nothing but words to choose from.
pub(super) fn only_words(node: &Node) -> bool {
    match node {
        Node::Word(_) => true,
        Node::Choice(branches) => branches.iter().all(only_words),
        _ => false,
    }
}

/// Whether a node holds `^`, `$` or a capture, which lexicon entries may not.
pub(super) fn has_anchor_marks(node: &Node) -> bool {
    match node {
        Node::Start | Node::End | Node::Capture(..) => true,
        Node::Sequence(parts) | Node::Choice(parts) => parts.iter().any(has_anchor_marks),
        Node::Optional(inner) | Node::Negated(inner) => has_anchor_marks(inner),
        Node::Joined(left, right) => has_anchor_marks(left) || has_anchor_marks(right),
        _ => false,
    }
}

/// How many captures a node has.
pub(super) fn captures(node: &Node) -> usize {
    match node {
        Node::Capture(_, inner) => 1 + captures(inner),
        Node::Sequence(parts) | Node::Choice(parts) => parts.iter().map(captures).sum(),
        Node::Optional(inner) | Node::Negated(inner) => captures(inner),
        Node::Joined(left, right) => captures(left) + captures(right),
        _ => 0,
    }
}

/// `^` after something or `$` before something can never match.
pub(super) fn misplaced_mark(node: &Node) -> Option<&'static str> {
    match node {
        Node::Sequence(parts) => {
            let last = parts.len() - 1;
            parts.iter().enumerate().find_map(|(index, part)| match part {
                Node::Start if index > 0 => Some("nothing can stand before the start of the sentence"),
                Node::End if index < last => Some("nothing can follow the end of the sentence"),
                _ => misplaced_mark(part),
            })
        }
        Node::Choice(parts) => parts.iter().find_map(misplaced_mark),
        _ => None,
    }
}

/// The lexicons a node names.
pub(super) fn lexicons_of<'n>(node: &'n Node, out: &mut Vec<&'n str>) {
    match node {
        Node::Lexicon(name, _) => out.push(name),
        Node::Sequence(parts) | Node::Choice(parts) => parts.iter().for_each(|part| lexicons_of(part, out)),
        Node::Optional(inner) | Node::Capture(_, inner) | Node::Negated(inner) => lexicons_of(inner, out),
        Node::Joined(left, right) => {
            lexicons_of(left, out);
            lexicons_of(right, out);
        }
        _ => {}
    }
}

/// The lexicons a node names that do not exist, with their places.
pub(super) fn unknown_lexicons(node: &Node, known: &BTreeMap<String, u32>, out: &mut Vec<(String, u32)>) {
    match node {
        Node::Lexicon(name, at) if !known.contains_key(name) => out.push((name.clone(), *at)),
        Node::Sequence(parts) | Node::Choice(parts) => parts.iter().for_each(|part| unknown_lexicons(part, known, out)),
        Node::Optional(inner) | Node::Capture(_, inner) | Node::Negated(inner) => unknown_lexicons(inner, known, out),
        Node::Joined(left, right) => {
            unknown_lexicons(left, known, out);
            unknown_lexicons(right, known, out);
        }
        _ => {}
    }
}
