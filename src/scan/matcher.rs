//! Running programs over the tokens of one document.

mod words;

use crate::document::Document;
use crate::rules::{Analyses, CompiledLexicon, MOST_CAPTURES, Op, RuleSet, Vocabulary, bit, fits};
use crate::text::TokenClass;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

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
    glue_state: Vec<words::GlueState>,
    glue: FxHashMap<u32, Vec<words::Glue>>,
    fuel: u32,
}

/// The tokens of the sentence in which a match must stay.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    first: usize,
    end: usize,
}

impl Bounds {
    /// The first token of the sentence.
    pub const fn first(self) -> usize {
        self.first
    }
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
            fuel: 0,
        }
    }

    /// The sentence that holds a token.
    pub fn bounds(&self, at: usize) -> Bounds {
        let sentence = self.document.sentences.get(self.document.sentence_of(at));
        sentence.map_or(Bounds { first: 0, end: 0 }, |sentence| Bounds { first: sentence.first as usize, end: sentence.end as usize })
    }

    /// Where the match of `program` that begins at token `at` ends (one past its last token), with its captures.
    ///
    /// The match stays within `bounds`, the sentence of `at`.
    pub fn match_at(&mut self, program: u32, at: usize, bounds: Bounds) -> Option<(usize, Captures)> {
        let ops = self.ops(program, at, bounds)?;
        self.fuel = FUEL;
        let mut ends = Ends::new();
        let mut captures = Captures::default();
        self.run(ops, at, bounds, &mut Sink { ends: &mut ends, all: false, captures: Some(&mut captures), depth: 0 });
        ends.first().map(|&end| (end, captures))
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
        let Some(id) = self.set.engine.clause_border else { return false };
        let set = self.set;
        set.lexicons.get(id as usize).is_some_and(|lexicon| self.accepts(lexicon.singles, at))
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
        let (first, second) = program.opening;
        // A quotation mark has all bits: programs pass over it.
        if at >= bounds.end || (first != u64::MAX && first & self.bits(at) == 0) || (second != u64::MAX && second & self.bits(at + 1) == 0) {
            return None;
        }
        if program.starts && !self.starts_sentence(at, bounds) {
            return None;
        }
        let ops = set.ops.get(program.first as usize..)?;
        self.may_begin_here(ops, at).then_some(ops)
    }

    fn run(&mut self, ops: &[Op], at: usize, bounds: Bounds, sink: &mut Sink<'_>) {
        let mut states: SmallVec<[State; 8]> = SmallVec::new();
        states.push(State { step: 0, at, captures: Captures::default() });
        while let Some(mut state) = states.pop() {
            if self.fuel == 0 {
                return;
            }
            self.fuel -= 1;
            if self.advance(ops, &mut state, bounds, (&mut states, sink.depth)) {
                if !sink.ends.contains(&state.at) {
                    sink.ends.push(state.at);
                }
                if !sink.all {
                    if let Some(captures) = sink.captures.as_deref_mut() {
                        *captures = state.captures;
                    }
                    return;
                }
            }
        }
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

    /// Follows one state until it fails (`false`) or accepts (`true`); alternatives are pushed.
    fn advance(&mut self, ops: &[Op], state: &mut State, bounds: Bounds, (states, depth): (&mut SmallVec<[State; 8]>, u32)) -> bool {
        loop {
            let Some(op) = ops.get(usize::from(state.step)) else { return false };
            state.step += 1;
            match op {
                Op::Accept => return true,
                Op::Word(word, class) => {
                    state.at = self.skip_quotation_mark(state.at, bounds);
                    if state.at >= bounds.end || !self.analyses(state.at).iter().any(|analysis| fits((*word, *class), *analysis)) {
                        return false;
                    }
                    state.at += 1;
                }
                Op::Words(set) => {
                    state.at = self.skip_quotation_mark(state.at, bounds);
                    if state.at >= bounds.end || !self.accepts(*set, state.at) {
                        return false;
                    }
                    state.at += 1;
                }
                Op::Lexicon(id) => {
                    state.at = self.skip_quotation_mark(state.at, bounds);
                    let mut ends = Ends::new();
                    self.lexicon(*id, state.at, bounds, depth, &mut ends);
                    let Some((&best, others)) = ends.split_first() else { return false };
                    for &end in others.iter().rev() {
                        states.push(State { at: end, ..*state });
                    }
                    state.at = best;
                }
                Op::Typed(typed) => match super::typed::end(self.document, *typed, state.at, bounds.end) {
                    Some(end) => state.at = end,
                    None => return false,
                },
                Op::Gap { most, wide } => self.gap(state, (*most, *wide), bounds, states),
                Op::Glued(before, after) => {
                    if state.at >= bounds.end || !self.glued(*before, *after, state.at) {
                        return false;
                    }
                    state.at += 1;
                }
                Op::Split(first, second) => {
                    states.push(State { step: *second, ..*state });
                    state.step = *first;
                }
                Op::Jump(step) => state.step = *step,
                Op::Start => {
                    if !self.starts_sentence(state.at, bounds) {
                        return false;
                    }
                }
                Op::End => {
                    if !self.ends_sentence(state.at, bounds) {
                        return false;
                    }
                }
                Op::Open(slot) => state.captures[usize::from(*slot)] = (state.at as u32, state.at as u32),
                Op::Close(slot) => state.captures[usize::from(*slot)].1 = state.at as u32,
                Op::Spelled(text) => {
                    if state.at >= bounds.end || !self.spelled(*text, state.at) {
                        return false;
                    }
                    state.at += 1;
                }
            }
        }
    }

    /// Tries the nearest place first: the others are pushed, nearest last.
    fn gap(&mut self, state: &State, (most, wide): (u8, bool), bounds: Bounds, states: &mut SmallVec<[State; 8]>) {
        let mut reach: SmallVec<[usize; 12]> = SmallVec::new();
        let (mut at, mut crossed) = (state.at, 0);
        while crossed < most && at < bounds.end {
            let border = self.is_clause_border(at);
            let word = self.document.tokens.word(at);
            let crossable = !border || (wide && matches!(word, "," | ":"));
            if !crossable {
                break;
            }
            at += 1;
            if !matches!(word, "," | ":" | "\"") {
                crossed += 1;
                reach.push(at);
            } else if border {
                // "Sorry, but": a wide gap may be nothing but the comma.
                reach.push(at);
            }
        }
        for &at in reach.iter().rev() {
            states.push(State { at, ..*state });
        }
    }

    fn skip_quotation_mark(&self, at: usize, bounds: Bounds) -> usize {
        if at > bounds.first && at + 1 < bounds.end && self.document.tokens.word(at) == "\"" { at + 1 } else { at }
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
        if at >= bounds.end || depth > DEEPEST_LEXICON || (lexicon.opening != u64::MAX && lexicon.opening & self.bits(at) == 0) {
            return;
        }
        let single = self.accepts(lexicon.singles, at);
        if lexicon.indexed.is_empty() && lexicon.loose.is_empty() {
            ends.extend(single.then_some(at + 1));
            return;
        }
        let candidates = self.candidates(lexicon, at);
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
    fn candidates(&mut self, lexicon: &CompiledLexicon, at: usize) -> SmallVec<[u32; 8]> {
        let mut out = SmallVec::new();
        if lexicon.indexed.is_empty() {
            return out;
        }
        let next = self.bits(at + 1);
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

    /// The bits of the words a token can be; all bits for a quotation mark, which programs pass over.
    fn bits(&mut self, at: usize) -> u64 {
        match self.document.tokens.list.get(at) {
            None => 0,
            Some(token) if token.class == TokenClass::Punct && self.is_quotation_mark(at) => u64::MAX,
            Some(_) => self.analyses(at).iter().fold(0, |bits, analysis| bits | bit(analysis.word)),
        }
    }
}

#[derive(Clone, Copy)]
struct State {
    step: u16,
    at: usize,
    captures: Captures,
}

struct Sink<'s> {
    ends: &'s mut Ends,
    /// Collect every end rather than the first.
    all: bool,
    captures: Option<&'s mut Captures>,
    depth: u32,
}
