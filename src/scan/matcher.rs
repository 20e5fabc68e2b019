//! Running programs over the tokens of one document.

use crate::document::Document;
use crate::rules::{Analyses, CompiledLexicon, MOST_CAPTURES, Op, RuleSet, Vocabulary, WordId, WordSet, fits};
use crate::text::TokenClass;
use crate::text::fold::is_deleted;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

/// Steps after which a program gives up at one place: keeps the time per hit bounded whatever the rule.
const FUEL: u32 = 4000;
/// Look-ups remembered at a time: enough for any reply, little for a text of any length.
const MOST_REMEMBERED: usize = 8192;
/// How many branches ahead the first look goes.
const DEEPEST_LOOK: u32 = 6;
/// The shortest word that a particle may be written on to (bytes).
const SHORTEST_GLUED: usize = 4;
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
        Self { set, document, vocabulary: set.vocabulary(), analyses: vec![None; document.tokens.list.len()], lexicons: FxHashMap::default(), fuel: 0 }
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
        let set = self.set;
        let ops = set.programs.get(program as usize).and_then(|program| set.ops.get(program.first as usize..))?;
        if self.fails_at_once(ops, at, bounds) {
            return None;
        }
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
        if self.analyses(at).is_empty() && self.set.lexicons.get(lexicon as usize).is_none_or(|lexicon| lexicon.loose.is_empty()) {
            return None;
        }
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
        let set = self.set;
        if let Some(ops) = set.programs.get(program as usize).and_then(|program| set.ops.get(program.first as usize..))
            && !self.fails_at_once(ops, at, bounds)
        {
            self.run(ops, at, bounds, sink);
        }
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

    /// A look at the first steps alone: most programs fail there.
    fn fails_at_once(&mut self, ops: &[Op], at: usize, bounds: Bounds) -> bool {
        at >= bounds.end || !(self.may_begin(ops, (0, 0), at) || self.is_quotation_mark(at))
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
            || self.analyses(at).iter().any(|analysis| lexicon.indexed.binary_search_by_key(&analysis.word, |entry| entry.0).is_ok())
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
        if at >= bounds.end || depth > DEEPEST_LEXICON || (lexicon.loose.is_empty() && self.analyses(at).is_empty()) {
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
        for analysis in self.analyses(at) {
            let from = lexicon.indexed.partition_point(|entry| entry.0 < analysis.word);
            out.extend(lexicon.indexed[from..].iter().take_while(|entry| entry.0 == analysis.word).map(|entry| entry.1));
        }
        if out.len() > 1 {
            out.sort_unstable();
            out.dedup();
        }
        out
    }

    /// The words that the token at `at` can be read as, with or without clitics or a particle written on.
    pub(super) fn anchor_words(&mut self, at: usize) -> SmallVec<[WordId; 4]> {
        let mut words: SmallVec<[WordId; 4]> = self.analyses(at).iter().map(|analysis| analysis.word).collect();
        let text = self.document.tokens.word(at);
        if self.document.tokens.list[at].class == TokenClass::Arabic
            && let Some(particles) = self.set.sets.get(self.set.particles as usize)
        {
            for rest in self.without_particle(particles, text) {
                words.extend(self.vocabulary.arabic(rest, false).iter().map(|analysis| analysis.word));
            }
        }
        words.sort_unstable();
        words.dedup();
        words
    }

    /// Whether an entry of a dialect lexicon may begin at `at`: any word with an open end may.
    pub fn may_tell_dialect(&mut self, at: usize) -> bool {
        let marked = &self.set.engine.dialect_words;
        self.analyses(at).iter().any(|analysis| marked.get(analysis.word as usize).copied().unwrap_or(true))
    }

    fn analyses(&mut self, at: usize) -> &Analyses {
        let (document, vocabulary) = (self.document, self.vocabulary);
        let token = &document.tokens.list[at];
        self.analyses[at].get_or_insert_with(|| vocabulary.analyses(token, document.tokens.text(token)))
    }

    fn accepts(&mut self, set: u32, at: usize) -> bool {
        let rules = self.set;
        let Some(set) = rules.sets.get(set as usize) else { return false };
        set.accepts(self.analyses(at))
    }

    /// Whether a word of `before` is written on to one of `after` in the token at `at`.
    fn glued(&self, before: u32, after: u32, at: usize) -> bool {
        let text = self.document.tokens.word(at);
        let (Some(before), Some(after)) = (self.set.sets.get(before as usize), self.set.sets.get(after as usize)) else { return false };
        self.without_particle(before, text).iter().any(|rest| self.is_word(after, rest))
    }

    /// What is left of a word when one of the particles is taken from its beginning.
    fn without_particle<'t>(&self, particles: &WordSet, text: &'t str) -> SmallVec<[&'t str; 2]> {
        let bare = text.strip_prefix(['و', 'ف']).unwrap_or(text);
        let mut rests = SmallVec::new();
        for text in [Some(text), (bare.len() < text.len()).then_some(bare)].into_iter().flatten().filter(|text| particles.begins_like(text)) {
            let rest = |&(word, _): &(WordId, _)| text.strip_prefix(self.vocabulary.text(word)).filter(|rest| rest.len() >= SHORTEST_GLUED);
            rests.extend(particles.items.iter().filter_map(rest));
        }
        rests
    }

    fn is_word(&self, set: &WordSet, text: &str) -> bool {
        set.accepts(&self.vocabulary.arabic(text, false))
    }

    /// Whether the source of a token is spelled like `text`; marks count only where `text` has them.
    fn spelled(&self, text: u32, at: usize) -> bool {
        let Some(text) = self.set.spellings.get(text as usize) else { return false };
        let source = self.document.tokens.list[at].source.text(self.document.source);
        let marked = text.chars().any(is_deleted);
        let clean = |c: &char| if marked { *c != '\u{640}' } else { !is_deleted(*c) };
        source.chars().filter(clean).eq(text.chars().filter(clean))
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
