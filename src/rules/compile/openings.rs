//! The words patterns can begin with, for turning places away without running a program; groups of synonyms.

use super::Compiler;
use super::tree::only_words;
use crate::rules::pattern::{Class, Node, Word};
use crate::rules::program::Bloom;
use crate::rules::vocabulary::WordId;
use crate::rules::word_set::{ANY, Bits, NO_WORD, WordList, bit};
use std::rc::Rc;

/// A longer list of needed words tells too little.
const MOST_NEEDED: usize = 16;
/// How many lists a program keeps.
const MOST_LISTS: usize = 3;

impl Compiler<'_> {
    /// By word, the number of its entry in the lexicon `synonyms`, from 1: the words of one entry mean the same.
    pub(in crate::rules) fn synonyms(&mut self) -> Vec<u16> {
        let entries = self.entries.get("synonyms").cloned().unwrap_or_default();
        let mut groups = Vec::new();
        for (group, node) in entries.iter().enumerate() {
            let mut set = WordList::default();
            self.collect_words(node, &mut set);
            for (word, _) in set.items {
                let word = word as usize;
                if word < self.vocabulary.len() {
                    groups.resize(groups.len().max(word + 1), 0);
                    groups[word] = group as u16 + 1;
                }
            }
        }
        groups
    }

    /// The words a node can begin with; `None` where that is not a closed list of whole words.
    pub(super) fn first_words(&mut self, node: &Node) -> Option<Vec<WordId>> {
        match node {
            Node::Word(_) | Node::Choice(_) if only_words(node) => {
                let mut set = WordList::default();
                self.collect_words(node, &mut set);
                Some(set.items.iter().map(|item| item.0).collect())
            }
            Node::Choice(branches) => {
                let mut words = Vec::new();
                for branch in branches {
                    words.extend(self.first_words(branch)?);
                }
                Some(words)
            }
            Node::Sequence(parts) => match parts.first()? {
                Node::Optional(inner) => {
                    let mut words = self.first_words(inner)?;
                    words.extend(self.first_words(&Node::Sequence(parts[1..].to_vec()))?);
                    Some(words)
                }
                first => self.first_words(first),
            },
            Node::Lexicon(name, _) => self.first_words_of(name).map(|words| words.to_vec()),
            Node::Typed(typed) if typed.class().is_some() => Some(vec![NO_WORD]),
            Node::Capture(_, inner) => self.first_words(inner),
            // A token that can be two words written together has all bits: no such place is turned away.
            Node::Joined(left, _) => self.first_words(left),
            Node::Negated(inner) => {
                let ma = Node::Word(Word { text: "ما".to_owned(), class: Class::Plain, open: false });
                let mut words = self.first_words(&ma)?;
                words.extend(self.first_words(&Node::Lexicon("negator".to_owned(), 0))?);
                words.extend(self.first_words(inner)?);
                Some(words)
            }
            _ => None,
        }
    }

    /// The words that an entry of a lexicon can begin with.
    fn first_words_of(&mut self, name: &str) -> Option<Rc<[WordId]>> {
        if let Some(known) = self.known.first_words.get(name) {
            return known.clone();
        }
        let entries = self.entries.get(name).cloned()?;
        let words: Option<Vec<_>> = entries.iter().map(|entry| self.first_words(entry)).collect();
        let words: Option<Rc<[WordId]>> = words.map(|words| words.concat().into());
        self.known.first_words.insert(name.to_owned(), words.clone());
        words
    }

    /// The bits of the words that can stand first; all bits where that is no closed list.
    pub(super) fn opening_words(&mut self, node: &Node) -> Bits {
        self.first_words(node).map_or(ANY, |words| words.into_iter().fold(0, |bits, word| bits | bit(word)))
    }

    /// The bits of the words that can stand second; all bits where that is no closed list.
    pub(super) fn second_words(&mut self, node: &Node) -> Bits {
        self.words_after(std::slice::from_ref(node), &[]).map_or(ANY, |words| words.into_iter().fold(0, |bits, word| bits | bit(word)))
    }

    /// The words that can follow the first token of some parts that the rest of the pattern follows.
    fn words_after(&mut self, parts: &[Node], rest: &[Node]) -> Option<Vec<WordId>> {
        let (part, parts) = parts.split_first()?;
        let rest = [parts, rest].concat();
        match part {
            Node::Word(_) | Node::Spelled(_) => self.first_words(&Node::Sequence(rest)),
            Node::Typed(typed) if typed.class().is_some() => self.first_words(&Node::Sequence(rest)),
            Node::Choice(_) if only_words(part) => self.first_words(&Node::Sequence(rest)),
            Node::Choice(branches) => self.all_after(branches, &rest),
            Node::Lexicon(name, _) => {
                let entries = self.entries.get(name).cloned()?;
                self.all_after(&entries, &rest)
            }
            Node::Sequence(inner) => self.words_after(inner, &rest),
            Node::Capture(_, inner) => self.words_after(std::slice::from_ref(inner), &rest),
            Node::Optional(inner) => {
                let mut words = self.words_after(std::slice::from_ref(inner), &rest)?;
                words.extend(self.words_after(&rest, &[])?);
                Some(words)
            }
            _ => None,
        }
    }

    fn all_after(&mut self, branches: &[Node], rest: &[Node]) -> Option<Vec<WordId>> {
        /// Of more branches the words are too many to tell anything.
        const MOST_BRANCHES: usize = 60;
        let mut words = Vec::new();
        for branch in Some(branches).filter(|branches| branches.len() <= MOST_BRANCHES)? {
            words.extend(self.words_after(std::slice::from_ref(branch), rest)?);
        }
        Some(words)
    }

    /// Writes down the lists of words of which every match of a node holds one; those of few words only, which tell much.
    pub(super) fn needs(&mut self, node: &Node, searched: bool) -> (u32, u8) {
        let start = self.needs.len() as u32;
        let parts = match node {
            Node::Sequence(parts) => parts.clone(),
            node => vec![node.clone()],
        };
        let mut lists: Vec<Vec<u16>> = parts.iter().filter_map(|part| self.needed(part)).collect();
        lists.retain(|list| list.len() <= MOST_NEEDED);
        lists.sort_by_key(Vec::len);
        // Where a program is searched for, its anchors stand already.
        if lists.len() > usize::from(searched) {
            for list in lists.iter().take(MOST_LISTS) {
                self.needs.push(list.len() as u16);
                self.needs.extend_from_slice(list);
            }
        }
        (start, (self.needs.len() as u32 - start) as u8)
    }

    /// The places of the words of which every match of a node holds one; `None` where there is no such closed list.
    fn needed(&mut self, node: &Node) -> Option<Vec<u16>> {
        let mut places = match node {
            Node::Word(_) => {
                let mut set = WordList::default();
                self.collect_words(node, &mut set);
                set.items.iter().map(|item| Bloom::place(item.0)).collect()
            }
            Node::Choice(branches) => branches.iter().map(|branch| self.needed(branch)).collect::<Option<Vec<_>>>()?.concat(),
            Node::Sequence(parts) => parts.iter().filter_map(|part| self.needed(part)).min_by_key(Vec::len)?,
            Node::Lexicon(name, _) => {
                if let Some(known) = self.known.needed.get(name) {
                    return known.clone();
                }
                let entries = self.entries.get(name).cloned()?;
                let mut places = entries.iter().map(|entry| self.needed(entry)).collect::<Option<Vec<_>>>().map(|places| places.concat());
                if let Some(places) = &mut places {
                    places.sort_unstable();
                    places.dedup();
                }
                self.known.needed.insert(name.clone(), places.clone());
                return places;
            }
            Node::Capture(_, inner) | Node::Negated(inner) => self.needed(inner)?,
            Node::Joined(left, right) => {
                let both = [self.needed(left), self.needed(right)];
                both.into_iter().flatten().min_by_key(Vec::len)?
            }
            // Optional or spelled: not as words.
            _ => return None,
        };
        places.sort_unstable();
        places.dedup();
        Some(places)
    }
}
