//! Running programs over the tokens of one document.

mod run;
mod sentence;
mod words;

pub use sentence::Bounds;

use crate::document::Document;
use crate::rules::{Analyses, Bloom, CompiledLexicon, MOST_CAPTURES, Op, Program, RuleSet, Vocabulary, fits};
use crate::text::TokenClass;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;
use std::ops::Range;

/// Steps after which a program gives up at one place: keeps the time per hit bounded whatever the rule.
const FUEL: u32 = 4000;
/// Look-ups remembered at a time: enough for any reply, little for a text of any length.
const MOST_REMEMBERED: usize = 8192;
/// How many branches ahead the first look goes.
const DEEPEST_LOOK: u32 = 6;
/// How deep lexicons may stand in lexicons.
const DEEPEST_LEXICON: u32 = 8;

/// What the captures of a match hold: first token and one past the last, by slot; empty where a capture took no part.
pub type Captures = [(u32, u32); MOST_CAPTURES];

/// Where each lexicon's entries that begin at a token end, longest first.
type Ends = SmallVec<[usize; 4]>;

/// Matches programs against one document; keeps what it has looked up.
pub struct Matcher<'m> {
    /// The rules.
    pub set: &'m RuleSet,
    /// The document.
    pub document: &'m Document<'m>,
    vocabulary: &'m Vocabulary,
    analyses: Vec<Option<Analyses>>,
    lexicons: FxHashMap<(u32, u32), Ends>,
    /// The words of each sentence, made when first asked for.
    blooms: Vec<Option<Bloom>>,
    /// The bits of the words each token can be, for the sentences with a bloom.
    bits: Vec<u64>,
    /// Which tokens are conjunctions that begin a clause, as far as asked.
    conjunctions: Vec<Option<bool>>,
    /// The sentence last asked for.
    last: Bounds,
    glue_state: Vec<words::GlueState>,
    glue: FxHashMap<u32, Vec<words::Glue>>,
    fuel: u32,
}

impl<'m> Matcher<'m> {
    /// A matcher for one document.
    pub fn new(set: &'m RuleSet, document: &'m Document<'m>) -> Self {
        Self {
            set,
            document,
            vocabulary: set.vocabulary(),
            analyses: vec![None; document.tokens.list.len()],
            glue_state: vec![words::GlueState::Unknown; document.tokens.list.len()],
            glue: FxHashMap::default(),
            lexicons: FxHashMap::default(),
            blooms: vec![None; document.sentences.len()],
            bits: vec![0; document.tokens.list.len()],
            conjunctions: vec![None; document.tokens.list.len()],
            last: Bounds { first: 0, end: 0, sentence: 0 },
            fuel: 0,
        }
    }

    /// Where the match of `program` that begins at token `at` ends (one past its last token), with its captures.
    ///
    /// The match stays within `bounds`, the sentence of `at`.
    pub fn match_at(&mut self, program: u32, at: usize, bounds: Bounds) -> Option<(usize, Captures)> {
        self.find(program, at..at + 1, bounds, |_| true).map(|(_, end, captures)| (end, captures))
    }

    /// Whether a program cannot begin at token `at`, told by the word that must stand there; the sentence of the token was read.
    #[inline]
    pub(super) fn cannot_begin(&self, program: u32, at: usize) -> bool {
        self.set.programs.get(program as usize).is_none_or(|program| program.opening.0 != u64::MAX && program.opening.0 & self.bits[at] == 0)
    }

    /// Whether the words that must stand first and second, or `^`, turn a program away at token `at`: most places; the sentence was read.
    #[inline]
    fn turned_away(&self, program: &Program, at: usize, bounds: Bounds) -> bool {
        let (first, second) = program.opening;
        (first != u64::MAX && first & self.bits[at] == 0)
            || (second != u64::MAX && (at + 1 >= bounds.end || second & self.bits[at + 1] == 0))
            || (program.starts && !self.starts_sentence(at, bounds))
    }

    /// Whether each list of words that a program needs has one in the sentence.
    fn meets(&mut self, program: &Program, bounds: Bounds) -> bool {
        let needs = self.set.needs.get(program.needs.0 as usize..program.needs.1 as usize).unwrap_or_default();
        needs.is_empty() || self.bloom(bounds).meets(needs)
    }

    /// The first match of `program` that begins in `range` and whose end is as wanted: its first token, its end and its captures.
    ///
    /// The match stays within `bounds`, the sentence of the range.
    pub fn find(&mut self, program: u32, range: Range<usize>, bounds: Bounds, wanted: impl Fn(usize) -> bool) -> Option<(usize, usize, Captures)> {
        let set = self.set;
        let program = set.programs.get(program as usize)?;
        self.read(bounds);
        let mut promising = false;
        for at in range.start..range.end.min(bounds.end) {
            if self.turned_away(program, at, bounds) {
                continue;
            }
            if !promising && !self.meets(program, bounds) {
                return None;
            }
            promising = true;
            let ops = set.ops.get(program.first as usize..)?;
            if !self.may_begin_here(ops, at) {
                continue;
            }
            self.fuel = FUEL;
            let mut ends = Ends::new();
            let mut captures = Captures::default();
            self.run(ops, at, bounds, &mut Sink { ends: &mut ends, all: false, captures: Some(&mut captures), depth: 0 });
            if let Some(&end) = ends.first().filter(|&&end| wanted(end)) {
                return Some((at, end, captures));
            }
        }
        None
    }

    /// Whether an entry of `lexicon` begins at token `at`, and where it ends.
    ///
    /// An entry stays within `bounds`, the sentence of `at`.
    pub fn lexicon_at(&mut self, lexicon: u32, at: usize, bounds: Bounds) -> Option<usize> {
        self.fuel = FUEL;
        let mut ends = Ends::new();
        self.lexicon(lexicon, at, bounds, 0, &mut ends);
        ends.first().copied()
    }

    /// Whether the token at `at` ends a clause: a comma, colon, dash or conjunction.
    pub fn is_clause_border(&mut self, at: usize) -> bool {
        let Some(token) = self.document.tokens.list.get(at) else { return true };
        if token.class == TokenClass::Punct {
            return matches!(self.document.tokens.text(token), "," | ";" | ":" | "." | "!" | "?" | "-" | "..." | "(" | ")");
        }
        self.is_conjunction(at)
    }

    /// Whether the token at `at` is a conjunction that begins a clause.
    pub fn is_conjunction(&mut self, at: usize) -> bool {
        if let Some(Some(known)) = self.conjunctions.get(at) {
            return *known;
        }
        let set = self.set;
        let lexicon = set.engine.clause_border.and_then(|id| set.lexicons.get(id as usize));
        let is = lexicon.is_some_and(|lexicon| self.accepts(lexicon.singles, at));
        if let Some(slot) = self.conjunctions.get_mut(at) {
            *slot = Some(is);
        }
        is
    }

    /// Runs one program of a lexicon.
    fn run_entry(&mut self, program: u32, at: usize, bounds: Bounds, sink: &mut Sink<'_>) {
        if let Some(ops) = self.ops(program, at, bounds) {
            self.run(ops, at, bounds, sink);
        }
    }

    /// The steps of a program, unless a look at the first words tells that it fails at this place: most do.
    fn ops(&mut self, program: u32, at: usize, bounds: Bounds) -> Option<&'m [Op]> {
        let set = self.set;
        let program = set.programs.get(program as usize)?;
        self.read(bounds);
        if at >= bounds.end || self.turned_away(program, at, bounds) || !self.meets(program, bounds) {
            return None;
        }
        let ops = set.ops.get(program.first as usize..)?;
        self.may_begin_here(ops, at).then_some(ops)
    }

    /// A look at the first steps alone.
    fn may_begin_here(&mut self, ops: &[Op], at: usize) -> bool {
        self.may_begin(ops, (0, 0), at) || self.is_quotation_mark(at)
    }

    fn may_begin(&mut self, ops: &[Op], (step, depth): (u16, u32), at: usize) -> bool {
        match ops.get(usize::from(step)) {
            Some(Op::Word(word, class)) => self.analyses(at).iter().any(|analysis| fits((*word, *class), *analysis)),
            Some(Op::Words(set)) => self.accepts(*set, at),
            Some(Op::Lexicon(id)) => {
                let set = self.set;
                set.lexicons.get(*id as usize).is_some_and(|lexicon| !lexicon.loose.is_empty() || self.may_be_entry(lexicon, at))
            }
            Some(Op::Split(first, second)) if depth < DEEPEST_LOOK => {
                self.may_begin(ops, (*first, depth + 1), at) || self.may_begin(ops, (*second, depth + 1), at)
            }
            Some(Op::Jump(next)) if depth < DEEPEST_LOOK => self.may_begin(ops, (*next, depth + 1), at),
            Some(Op::May(mask)) => self.may(*mask, at) && self.may_begin(ops, (step + 1, depth), at),
            Some(Op::Open(_)) => self.may_begin(ops, (step + 1, depth), at),
            Some(Op::Glued(before, after)) => self.glued(*before, *after, at),
            _ => true,
        }
    }

    /// Whether an entry of the lexicon begins with the word at `at`.
    fn may_be_entry(&mut self, lexicon: &CompiledLexicon, at: usize) -> bool {
        self.accepts(lexicon.singles, at)
            || self.analyses(at).iter().any(|analysis| lexicon.indexed.binary_search_by_key(&analysis.word, |entry| entry.first).is_ok())
    }

    fn is_quotation_mark(&self, at: usize) -> bool {
        self.document.tokens.word(at) == "\""
    }

    fn skip_quotation_mark(&self, at: usize, bounds: Bounds) -> usize {
        if at > bounds.first && at + 1 < bounds.end && self.bits[at] == u64::MAX && self.document.tokens.list[at].class == TokenClass::Punct {
            at + 1
        } else {
            at
        }
    }

    /// Only marks, emoji and addresses stand before it in its sentence.
    fn starts_sentence(&self, at: usize, bounds: Bounds) -> bool {
        self.document.tokens.list[bounds.first..at.min(bounds.end)]
            .iter()
            .all(|token| matches!(token.class, TokenClass::Punct | TokenClass::Emoji | TokenClass::Handle | TokenClass::Hashtag))
    }

    fn ends_sentence(&self, at: usize, bounds: Bounds) -> bool {
        self.document.tokens.list[at.min(bounds.end)..bounds.end].iter().all(|token| matches!(token.class, TokenClass::Punct | TokenClass::Emoji))
    }

    fn lexicon(&mut self, id: u32, at: usize, bounds: Bounds, depth: u32, ends: &mut Ends) {
        let set = self.set;
        let Some(lexicon) = set.lexicons.get(id as usize) else { return };
        if at >= bounds.end || depth > DEEPEST_LEXICON || (lexicon.opening != u64::MAX && lexicon.opening & self.bits_at(at, bounds) == 0) {
            return;
        }
        if !lexicon.begins.is_empty() && self.bits[at] != u64::MAX {
            let vocabulary = self.vocabulary;
            if !self.analyses(at).iter().any(|analysis| lexicon.may_begin(vocabulary.place(analysis.word))) {
                return;
            }
        }
        let single = self.accepts(lexicon.singles, at);
        if lexicon.indexed.is_empty() && lexicon.loose.is_empty() {
            ends.extend(single.then_some(at + 1));
            return;
        }
        let candidates = self.candidates(lexicon, at, bounds);
        if candidates.is_empty() && lexicon.loose.is_empty() {
            ends.extend(single.then_some(at + 1));
            return;
        }
        if let Some(known) = self.lexicons.get(&(id, at as u32)) {
            ends.extend_from_slice(known);
            return;
        }
        ends.extend(single.then_some(at + 1));
        let mut sink = Sink { ends, all: true, captures: None, depth: depth + 1 };
        for program in candidates {
            self.run_entry(program, at, bounds, &mut sink);
        }
        for &program in &lexicon.loose {
            self.run_entry(program, at, bounds, &mut sink);
        }
        ends.sort_unstable_by(|a, b| b.cmp(a));
        ends.dedup();
        if self.fuel > 0 {
            if self.lexicons.len() >= MOST_REMEMBERED {
                self.lexicons.clear();
            }
            self.lexicons.insert((id, at as u32), ends.clone());
        }
    }

    /// The longer entries of a lexicon that can begin with the token at `at`.
    fn candidates(&mut self, lexicon: &CompiledLexicon, at: usize, bounds: Bounds) -> SmallVec<[u32; 8]> {
        let mut out = SmallVec::new();
        if lexicon.indexed.is_empty() {
            return out;
        }
        let next = self.bits_at(at + 1, bounds);
        for analysis in self.analyses(at) {
            let from = lexicon.indexed.partition_point(|entry| entry.first < analysis.word);
            let entries = lexicon.indexed[from..].iter().take_while(|entry| entry.first == analysis.word);
            out.extend(entries.filter(|entry| entry.second == u64::MAX || entry.second & next != 0).map(|entry| entry.program));
        }
        if out.len() > 1 {
            out.sort_unstable();
            out.dedup();
        }
        out
    }
}

struct Sink<'s> {
    ends: &'s mut Ends,
    /// Collect every end rather than the first.
    all: bool,
    captures: Option<&'s mut Captures>,
    depth: u32,
}
