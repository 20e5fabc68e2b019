//! Writing a node as the steps of a program.

use super::Compiler;
use crate::rules::pattern::{Class, Node, Word};
use crate::rules::program::Op;
use crate::rules::word_set::{ANY, WordList};

/// The lexicon of negating particles that `!` uses.
const NEGATORS: &str = "negator";
/// The lexicon of particles that may stand between a negator and its verb.
const FUTURE_PARTICLES: &str = "future-particle";

/// Compiles a whole pattern.
pub(super) fn program(compiler: &mut Compiler<'_>, node: &Node) -> (Vec<Op>, Vec<Box<str>>) {
    let mut emitter = Emitter { compiler, ops: Vec::new(), captures: Vec::new() };
    emitter.node(node);
    emitter.ops.push(Op::Accept);
    if super::too_long(&emitter.ops) {
        return (vec![Op::Accept], Vec::new());
    }
    (emitter.ops, emitter.captures)
}

struct Emitter<'c, 'f> {
    compiler: &'c mut Compiler<'f>,
    ops: Vec<Op>,
    captures: Vec<Box<str>>,
}

impl Emitter<'_, '_> {
    fn node(&mut self, node: &Node) {
        let mut words = WordList::default();
        if self.compiler.collect_words(node, &mut words) {
            self.words(words);
            return;
        }
        match node {
            Node::Sequence(parts) => parts.iter().for_each(|part| self.node(part)),
            Node::Choice(branches) => self.branches(branches),
            Node::Optional(inner) => self.optional(|emitter| emitter.node(inner)),
            Node::Lexicon(name, _) => self.lexicon(name),
            Node::Typed(typed) => self.ops.push(Op::Typed(*typed)),
            Node::Gap { most, wide } => self.ops.push(Op::Gap { most: *most, wide: *wide, mask: 0 }),
            Node::Capture(name, inner) => {
                let slot = self.captures.len() as u8;
                self.captures.push(name.as_str().into());
                self.ops.push(Op::Open(slot));
                self.node(inner);
                self.ops.push(Op::Close(slot));
            }
            Node::Negated(inner) => self.negated(inner),
            Node::Joined(left, right) => self.choice(2, |emitter, index| match index {
                0 => {
                    emitter.node(left);
                    emitter.node(right);
                }
                _ => emitter.glued(left, right),
            }),
            Node::Start => self.ops.push(Op::Start),
            Node::End => self.ops.push(Op::End),
            Node::Spelled(text) => {
                let spelling = self.compiler.spelling(text);
                self.ops.push(Op::Spelled(spelling));
            }
            Node::Word(_) => {}
        }
    }

    fn words(&mut self, mut words: WordList) {
        words.settle();
        if let [(word, class)] = words.items[..] {
            self.ops.push(Op::Word(word, class));
        } else {
            let set = self.compiler.set(words);
            self.ops.push(Op::Words(set));
        }
    }

    /// The longer branches first, behind a look at the word they begin with; then all single words at once.
    fn branches(&mut self, branches: &[Node]) {
        let (mut longer, mut words) = (Vec::new(), WordList::default());
        for branch in branches {
            if !self.compiler.collect_words(branch, &mut words) {
                longer.push(branch);
            }
        }
        let single = usize::from(!words.items.is_empty());
        self.choice(1 + single, |emitter, index| match index {
            0 => {
                let mask = longer.iter().fold(0, |mask, branch| mask | emitter.compiler.opening_words(branch));
                if longer.len() > 1 && mask != ANY {
                    let mask = emitter.compiler.mask(mask);
                    emitter.ops.push(Op::May(mask));
                }
                emitter.choice(longer.len(), |emitter, index| emitter.node(longer[index]));
            }
            _ => emitter.words(std::mem::take(&mut words)),
        });
    }

    fn choice(&mut self, branches: usize, mut emit: impl FnMut(&mut Self, usize)) {
        let mut ends = Vec::new();
        for index in 0..branches {
            if index + 1 == branches {
                emit(self, index);
                break;
            }
            let split = self.ops.len();
            self.ops.push(Op::Split { other: 0, mask: 0 });
            emit(self, index);
            ends.push(self.ops.len());
            self.ops.push(Op::Jump(0));
            self.ops[split] = Op::Split { other: super::index(self.ops.len()), mask: 0 };
        }
        let end = super::index(self.ops.len());
        for at in ends {
            self.ops[at] = Op::Jump(end);
        }
    }

    fn optional(&mut self, emit: impl FnOnce(&mut Self)) {
        let split = self.ops.len();
        self.ops.push(Op::Split { other: 0, mask: 0 });
        emit(self);
        self.ops[split] = Op::Split { other: super::index(self.ops.len()), mask: 0 };
    }

    fn lexicon(&mut self, name: &str) {
        if let Some(id) = self.compiler.known_lexicon(name) {
            self.ops.push(Op::Lexicon(id));
        }
    }

    fn glued(&mut self, left: &Node, right: &Node) {
        let (mut before, mut after) = (WordList::default(), WordList::default());
        self.compiler.collect_glued(left, &mut before);
        self.compiler.collect_glued(right, &mut after);
        self.compiler.note_particles(&before);
        let (before, after) = (self.compiler.set(before), self.compiler.set(after));
        self.ops.push(Op::Glued(before, after));
    }

    /// `!verb`: a negator before it, written on to it, or ش around it.
    fn negated(&mut self, verb: &Node) {
        let negator = Node::Lexicon(NEGATORS.to_owned(), 0);
        let mut verbs = WordList::default();
        self.compiler.collect_glued(verb, &mut verbs);
        for item in &mut verbs.items {
            item.1 = Class::NegatedVerb;
        }
        let circumfixed = self.compiler.set(verbs);
        let ma = Node::Word(Word { text: "ما".to_owned(), class: Class::Plain, open: false });
        self.choice(3, |emitter, index| match index {
            0 => {
                emitter.node(&negator);
                emitter.optional(|emitter| emitter.lexicon(FUTURE_PARTICLES));
                emitter.node(verb);
            }
            1 => emitter.glued(&negator, verb),
            _ => {
                emitter.optional(|emitter| emitter.node(&ma));
                emitter.ops.push(Op::Words(circumfixed));
            }
        });
    }
}
