//! Patterns that are nothing but a choice: each branch is found by words of its own.

use super::Compiler;
use super::anchors::Anchors;
use super::tree::only_words;
use crate::rules::index::Anchor;
use crate::rules::pattern::Node;
use crate::rules::program::Program;

impl Compiler<'_> {
    /// Has a program looked for wherever one of its anchors stands.
    pub(super) fn anchor(&mut self, program: u32, anchors: Anchors, passes: u8) {
        for ((text, open), classes) in anchors.words {
            let word = if open { self.vocabulary.intern_open(&text) } else { self.vocabulary.intern(&text) };
            self.anchors.entry(word).or_default().push((passes, Anchor { program, before: anchors.before, classes, ..Anchor::default() }));
        }
    }

    /// Makes each branch of a choice and each entry of a lexicon a pattern of its own, part of the whole one: it is found by its own words.
    pub(super) fn search_parts(&mut self, node: &Node, whole: u32, passes: u8) {
        let owner = self.programs[whole as usize].owner;
        let mut parts = Vec::new();
        self.parts_of(node, &mut parts);
        for (node, compiled) in parts {
            let Some(anchors) = self.anchors(&node) else { continue };
            let Program { first, lexicon, .. } = self.programs[compiled as usize];
            let part = self.program_at(&node, (first, lexicon), true);
            self.programs[part as usize].owner = owner;
            self.wholes.push((part, whole));
            self.anchor(part, anchors, passes);
        }
    }

    /// The branches of a choice, or the entries of a lexicon and of those in it, each with its program; single words are one part.
    fn parts_of(&mut self, node: &Node, parts: &mut Vec<(Node, u32)>) {
        let (nodes, longer): (Vec<Node>, Vec<(Node, u32)>) = match node {
            Node::Lexicon(name, _) => (self.entries.get(name).cloned().unwrap_or_default(), self.entry_programs.get(name).cloned().unwrap_or_default()),
            Node::Choice(branches) => {
                let longer: Vec<Node> = branches.iter().filter(|branch| !only_words(branch)).cloned().collect();
                (branches.clone(), longer.into_iter().map(|branch| (branch.clone(), self.program(&branch, false))).collect())
            }
            _ => return,
        };
        for (node, program) in longer {
            if matches!(node, Node::Lexicon(..) | Node::Choice(_)) {
                self.parts_of(&node, parts);
            } else {
                parts.push((node, program));
            }
        }
        let words: Vec<Node> = nodes.into_iter().filter(only_words).collect();
        if !words.is_empty() {
            let words = Node::Choice(words);
            let program = self.program_once(&words, &format!("{words:?}"));
            parts.push((words, program));
        }
    }
}
