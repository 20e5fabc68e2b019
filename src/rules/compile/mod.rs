//! From parsed patterns to programs, word sets and anchors.

mod anchors;
mod emit;
mod looks;
mod openings;
mod parts;
mod tree;

use super::error::{RuleError, SourceFile};
use super::index::Anchor;
use super::pattern::{Class, Node, Word, parse};
use super::program::{CompiledLexicon, Entry, MOST_CAPTURES, Op, Program};
use super::spec::span_of;
use super::spec_lexicon::LexiconSpec;
use super::vocabulary::{Vocabulary, WordId};
use super::word_set::{ANY, Bits, NO_WORD, WordList, bit};
use crate::text::{Span, distance};
use anchors::Anchors;
pub use anchors::is_everyday;
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use toml::Spanned;
use tree::{captures, has_anchor_marks, lexicons_of, misplaced_mark, only_words, unknown_lexicons};

/// What was worked out about lexicons, by name.
#[derive(Default)]
struct Known {
    anchors: RefCell<FxHashMap<String, Option<Anchors>>>,
    first_words: FxHashMap<String, Option<Rc<[WordId]>>>,
    needed: FxHashMap<String, Option<Vec<u16>>>,
    glued: FxHashMap<String, WordList>,
}

/// Compiles patterns; owns everything they share.
pub(super) struct Compiler<'f> {
    pub(super) vocabulary: Vocabulary,
    pub(super) sets: Vec<WordList>,
    set_ids: FxHashMap<WordList, u32>,
    pub(super) ops: Vec<Op>,
    pub(super) needs: Vec<u16>,
    pub(super) masks: Vec<Bits>,
    mask_ids: FxHashMap<Bits, u32>,
    pub(super) spellings: Vec<Box<str>>,
    pub(super) programs: Vec<Program>,
    /// The names of the captures of those programs that have any.
    pub(super) captures: Vec<(u32, Vec<Box<str>>)>,
    program_ids: FxHashMap<String, u32>,
    pub(super) lexicons: Vec<CompiledLexicon>,
    lexicon_ids: BTreeMap<String, u32>,
    entries: BTreeMap<String, Vec<Node>>,
    lengths: RefCell<BTreeMap<String, (u8, u8)>>,
    /// What was worked out about lexicons, which many patterns name.
    known: Known,
    /// The words that others are written on to.
    particles: WordList,
    /// Where to look for programs, by word; and in which pass.
    pub(super) anchors: BTreeMap<WordId, Vec<(u8, Anchor)>>,
    /// Programs that are part of another one, each with that.
    pub(super) wholes: Vec<(u32, u32)>,
    /// The programs of lexicons' entries, by name.
    entry_programs: BTreeMap<String, Vec<(Node, u32)>>,
    files: BTreeMap<String, &'f SourceFile>,
    pub(super) errors: Vec<RuleError>,
}

impl<'f> Compiler<'f> {
    /// Reads all lexicons; later files of one name add to earlier ones.
    pub(super) fn new(lexicons: &'f [SourceFile]) -> Self {
        let mut compiler = Self {
            vocabulary: Vocabulary::default(),
            sets: Vec::new(),
            set_ids: FxHashMap::default(),
            ops: Vec::new(),
            needs: Vec::new(),
            masks: Vec::new(),
            mask_ids: FxHashMap::default(),
            spellings: Vec::new(),
            programs: Vec::new(),
            captures: Vec::new(),
            program_ids: FxHashMap::default(),
            lexicons: Vec::new(),
            lexicon_ids: BTreeMap::new(),
            entries: BTreeMap::new(),
            lengths: RefCell::default(),
            known: Known::default(),
            particles: WordList::default(),
            anchors: BTreeMap::new(),
            wholes: Vec::new(),
            entry_programs: BTreeMap::new(),
            files: BTreeMap::new(),
            errors: Vec::new(),
        };
        compiler.read_lexicons(lexicons);
        compiler
    }

    fn read_lexicons(&mut self, files: &'f [SourceFile]) {
        let mut parsed = Vec::new();
        for file in files {
            match file.parse::<LexiconSpec>() {
                Ok(spec) => parsed.push((file, spec)),
                Err(error) => self.errors.push(error),
            }
            self.entries.entry(file.name.clone()).or_default();
            self.files.insert(file.name.clone(), file);
        }
        for (index, name) in self.entries.keys().enumerate() {
            self.lexicon_ids.insert(name.clone(), index as u32);
        }
        for (file, spec) in &parsed {
            for pattern in spec.words.iter().flat_map(|words| &words.any) {
                if let Some(node) = self.parse(file, pattern) {
                    if has_anchor_marks(&node) {
                        self.fail(file, pattern, "a lexicon entry holds no `^`, `$` or capture", Some("put it into the rule's pattern".to_owned()));
                    } else {
                        self.entries.entry(file.name.clone()).or_default().push(node);
                    }
                }
            }
        }
        if let Some(cycle) = self.cycle() {
            let file = self.files[&cycle];
            self.errors.push(file.error(
                Span::default(),
                format!("lexicon `{cycle}` contains itself"),
                Some("remove the entry that leads back to it".to_owned()),
            ));
            self.entries.values_mut().for_each(Vec::clear);
        }
        let names: Vec<String> = self.entries.keys().cloned().collect();
        for name in names {
            let lexicon = self.compile_lexicon(&name);
            self.lexicons.push(lexicon);
        }
    }

    /// The name of a lexicon that contains itself.
    fn cycle(&self) -> Option<String> {
        fn visit<'c>(compiler: &'c Compiler<'_>, name: &'c str, path: &mut Vec<&'c str>, done: &mut Vec<&'c str>) -> bool {
            if done.contains(&name) {
                return false;
            }
            if path.contains(&name) {
                return true;
            }
            path.push(name);
            let mut inner = Vec::new();
            for node in compiler.entries.get(name).map(Vec::as_slice).unwrap_or_default() {
                lexicons_of(node, &mut inner);
            }
            let found = inner.into_iter().any(|next| visit(compiler, next, path, done));
            path.pop();
            done.push(name);
            found
        }
        self.entries.keys().find(|name| visit(self, name, &mut Vec::new(), &mut Vec::new())).cloned()
    }

    /// Adds an error at a spanned value of a file.
    pub(super) fn fail<T>(&mut self, file: &SourceFile, at: &Spanned<T>, message: impl Into<String>, help: Option<String>) {
        self.errors.push(file.error(span_of(at), message, help));
    }

    /// Parses a pattern and checks the lexicons it names.
    fn parse(&mut self, file: &SourceFile, pattern: &Spanned<String>) -> Option<Node> {
        let place = |at: u32| {
            let start = span_of(pattern).start + 1 + at;
            Span::new(start, start)
        };
        let node = match parse(pattern.get_ref()) {
            Ok(node) => node,
            Err(error) => {
                self.errors.push(file.error(place(error.at), format!("pattern: {}", error.message), error.help));
                return None;
            }
        };
        if captures(&node) > MOST_CAPTURES {
            self.errors.push(file.error(place(0), format!("a pattern has at most {MOST_CAPTURES} captures"), Some("remove some".to_owned())));
            return None;
        }
        let mut unknown = Vec::new();
        unknown_lexicons(&node, &self.lexicon_ids, &mut unknown);
        for (name, at) in &unknown {
            let near = nearest(name, self.lexicon_ids.keys());
            self.errors.push(file.error(place(*at), format!("there is no lexicon `{name}`"), Some(near)));
        }
        unknown.is_empty().then_some(node)
    }

    /// The id of a lexicon, or an error that names those there are.
    pub(super) fn lexicon(&mut self, file: &SourceFile, name: &Spanned<String>) -> u32 {
        if let Some(&id) = self.lexicon_ids.get(name.get_ref()) {
            return id;
        }
        let near = nearest(name.get_ref(), self.lexicon_ids.keys());
        self.fail(file, name, format!("there is no lexicon `{}`", name.get_ref()), Some(near));
        0
    }

    /// The id of a lexicon the engine itself reads; `None` where the rules have none of that name.
    pub(super) fn known_lexicon(&self, name: &str) -> Option<u32> {
        self.lexicon_ids.get(name).copied()
    }

    /// Compiles a pattern of a block that is searched for in some passes: it gets anchors.
    pub(super) fn searched(&mut self, file: &SourceFile, pattern: &Spanned<String>, (block, passes): (u32, u8)) {
        let Some(node) = self.parse(file, pattern) else { return };
        if let Some(mistake) = misplaced_mark(&node) {
            self.fail(file, pattern, mistake, Some("`^` stands first and `$` last".to_owned()));
            return;
        }
        let everyday = matches!(&node, Node::Word(word) if anchors::is_everyday(&word.text) && !word.open);
        let Some(anchors) = self.anchors(&node).filter(|_| !everyday) else {
            let help = "add a word that every match must hold; \"you\", \"the\", ما alone are too frequent".to_owned();
            self.fail(file, pattern, "this pattern has no word of its own", Some(help));
            return;
        };
        let program = self.program(&node, true);
        self.programs[program as usize].owner = block;
        if matches!(node, Node::Lexicon(..) | Node::Choice(_)) && !has_anchor_marks(&node) {
            self.search_parts(&node, program, passes);
        } else {
            self.anchor(program, anchors, passes);
        }
    }

    /// Compiles a pattern that is only tried at given places.
    pub(super) fn tried(&mut self, file: &SourceFile, pattern: &Spanned<String>) -> Option<u32> {
        let node = self.parse(file, pattern)?;
        Some(self.program_once(&node, pattern.get_ref()))
    }

    fn compile_lexicon(&mut self, name: &str) -> CompiledLexicon {
        let nodes = self.entries.get(name).cloned().unwrap_or_default();
        let mut set = WordList::default();
        let (mut indexed, mut loose) = (Vec::new(), Vec::new());
        for node in &nodes {
            if self.collect_words(node, &mut set) {
                continue;
            }
            let program = self.program(node, false);
            self.entry_programs.entry(name.to_owned()).or_default().push((node.clone(), program));
            match self.first_words(node).filter(|words| !words.contains(&NO_WORD)) {
                Some(words) => {
                    let second = self.second_words(node);
                    indexed.extend(words.into_iter().map(|first| Entry { first, program, second }));
                }
                None => loose.push(program),
            }
        }
        indexed.sort_unstable();
        indexed.dedup();
        let singles = set.mask();
        let opening = if loose.is_empty() { indexed.iter().fold(singles, |bits, entry| bits | bit(entry.first)) } else { ANY };
        CompiledLexicon { singles: self.set(set), indexed: indexed.into_iter().collect(), loose, opening, ..CompiledLexicon::default() }
    }

    /// Adds the words of a node that is nothing but words; `false` (and nothing added) otherwise.
    pub(super) fn collect_words(&mut self, node: &Node, set: &mut WordList) -> bool {
        match node {
            Node::Word(word) => {
                self.add_word(word, set);
                true
            }
            Node::Choice(branches) if branches.iter().all(only_words) => branches.iter().all(|branch| self.collect_words(branch, set)),
            _ => false,
        }
    }

    /// Adds the single words of a node, those of its lexicons included, for words written together.
    pub(super) fn collect_glued(&mut self, node: &Node, set: &mut WordList) {
        match node {
            Node::Word(word) => self.add_word(word, set),
            Node::Choice(branches) => branches.iter().for_each(|branch| self.collect_glued(branch, set)),
            Node::Capture(_, inner) => self.collect_glued(inner, set),
            Node::Lexicon(name, _) => {
                if !self.known.glued.contains_key(name) {
                    let entries = self.entries.get(name).cloned().unwrap_or_default();
                    let mut words = WordList::default();
                    for entry in &entries {
                        self.collect_glued(entry, &mut words);
                    }
                    self.known.glued.insert(name.clone(), words);
                }
                set.items.extend_from_slice(&self.known.glued[name].items);
            }
            _ => {}
        }
    }

    fn add_word(&mut self, word: &Word, set: &mut WordList) {
        if word.open {
            set.items.push((self.vocabulary.intern_open(&word.text), word.class));
            return;
        }
        set.items.push((self.vocabulary.intern(&word.text), word.class));
        if word.class == Class::Noun
            && let Some(stem) = word.text.strip_suffix('ه')
        {
            set.items.push((self.vocabulary.intern(&format!("{stem}ت")), Class::NounBeforePossessive));
        }
    }

    /// Notes words that others may be written on to.
    pub(super) fn note_particles(&mut self, particles: &WordList) {
        self.particles.items.extend_from_slice(&particles.items);
    }

    /// The set of all words that others may be written on to.
    pub(super) fn particles(&mut self) -> u32 {
        let particles = std::mem::take(&mut self.particles);
        self.set(particles)
    }

    /// The index of a spelling.
    pub(super) fn spelling(&mut self, text: &str) -> u32 {
        self.spellings.push(text.into());
        self.spellings.len() as u32 - 1
    }

    /// The index of a mask, which is stored once.
    pub(super) fn mask(&mut self, mask: Bits) -> u32 {
        let next = self.masks.len() as u32;
        let id = *self.mask_ids.entry(mask).or_insert(next);
        if id == next {
            self.masks.push(mask);
        }
        id
    }

    /// The id of a word set, which is stored once.
    pub(super) fn set(&mut self, mut set: WordList) -> u32 {
        set.settle();
        if let Some(&id) = self.set_ids.get(&set) {
            return id;
        }
        let id = self.sets.len() as u32;
        self.set_ids.insert(set.clone(), id);
        self.sets.push(set);
        id
    }

    fn program_once(&mut self, node: &Node, pattern: &str) -> u32 {
        if let Some(&id) = self.program_ids.get(pattern) {
            return id;
        }
        let id = self.program(node, false);
        self.program_ids.insert(pattern.to_owned(), id);
        id
    }

    fn program(&mut self, node: &Node, searched: bool) -> u32 {
        let (ops, captures) = emit::program(self, node);
        let lexicon = ops.iter().find(|op| !matches!(op, Op::Start | Op::Open(_))).and_then(|op| if let Op::Lexicon(id) = op { Some(*id) } else { None });
        let first = self.ops.len() as u32;
        self.ops.extend(ops);
        let program = self.program_at(node, (first, lexicon.unwrap_or(u32::MAX)), searched);
        if !captures.is_empty() {
            self.captures.push((program, captures));
        }
        program
    }

    /// A program whose steps are there: where they begin, and with which lexicon.
    fn program_at(&mut self, node: &Node, (first, lexicon): (u32, u32), searched: bool) -> u32 {
        let (starts, rest) = match node {
            Node::Sequence(parts) if matches!(parts.first(), Some(Node::Start)) => (true, &Node::Sequence(parts[1..].to_vec())),
            node => (false, node),
        };
        let opening = (self.opening_words(rest), self.second_words(rest));
        let needs = self.needs(rest, searched);
        self.programs.push(Program { first, owner: u32::MAX, opening, lexicon, needs, starts });
        self.programs.len() as u32 - 1
    }
}

/// What to write in place of a name that does not exist.
pub(super) fn nearest<'n>(name: &str, known: impl Iterator<Item = &'n String>) -> String {
    let known: Vec<&str> = known.map(String::as_str).collect();
    match distance::nearest(name, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if known.is_empty() => "there are none".to_owned(),
        None => format!("there are {}", known.join(", ")),
    }
}

/// An op that needs its own index type.
pub(super) fn index(at: usize) -> u16 {
    u16::try_from(at).unwrap_or(u16::MAX)
}

/// Whether an op list fits the index type.
pub(super) fn too_long(ops: &[Op]) -> bool {
    ops.len() > usize::from(u16::MAX)
}
