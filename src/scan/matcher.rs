//! Running programs over the tokens of one document.

mod run;
mod sentence;
mod words;

pub use sentence::Bounds;

use crate::document::Document;
use crate::rules::{ANY, ANYWHERE, Analysis, Anchor, Bits, CompiledLexicon, HalfBits, MOST_CAPTURES, Program, RuleSet, WordId, half};
use crate::text::fold::is_deleted;
use run::may;
use rustc_hash::{FxBuildHasher, FxHashMap};
use smallvec::SmallVec;
use std::ops::Range;
use words::{Mark, Words};

/// Steps after which a program gives up at one place: keeps the time per hit bounded whatever the rule.
const FUEL: u32 = 4000;
/// So many look-ups are usual in a reply of a kilobyte.
const USUAL_LOOKUPS: usize = 56;
/// Look-ups remembered at a time: enough for any reply, little for a text of any length.
const MOST_REMEMBERED: usize = 1024;
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
    words: Words,
    lexicons: FxHashMap<(u32, u32), Ends>,
    /// By lexicon: the sentence last asked for, and which of the loose entries can match in it.
    loose: FxHashMap<u32, (usize, SmallVec<[u32; 6]>)>,
    /// The sentence last asked for.
    last: Bounds,
    fuel: u32,
}

impl<'m> Matcher<'m> {
    /// A matcher for one document, whose words it reads.
    pub fn new(set: &'m RuleSet, document: &'m Document<'m>) -> Self {
        let words = Words::new(set, document);
        Self {
            set,
            document,
            words,
            lexicons: FxHashMap::with_capacity_and_hasher(USUAL_LOOKUPS, FxBuildHasher),
            loose: FxHashMap::default(),
            last: Bounds { first: 0, end: 0, sentence: 0 },
            fuel: 0,
        }
    }

    /// The words a token can be read as.
    pub fn words(&self, at: usize) -> impl Iterator<Item = WordId> {
        self.words.of(at).iter().map(|reading| reading.word)
    }

    /// One of the ways to read a token, with clitics or with a particle written on; few words come twice.
    #[inline]
    pub(super) fn reading_at(&self, at: usize, index: usize) -> Option<Analysis> {
        let readings = self.words.of(at);
        let glued = || self.words.glue_of(at).iter().flat_map(|glue| &glue.rest).nth(index - readings.len());
        readings.get(index).or_else(glued).copied()
    }

    /// In which lexicons of dialects and voices an entry may begin at `at`, as bits in their [order](crate::rules::EngineLexicons::counted).
    pub fn counted(&self, at: usize) -> u16 {
        let set = self.set;
        let mark = |word| set.engine.counted.get(set.vocabulary().place(word)).unwrap_or_default();
        self.words(at).fold(0, |marks, word| marks | mark(word))
    }

    /// Where the match of `program` that begins at token `at` ends (one past its last token), with its captures.
    ///
    /// The match stays within `bounds`, the sentence of `at`.
    pub fn match_at(&mut self, program: u32, at: usize, bounds: Bounds) -> Option<(usize, Captures)> {
        self.find(program, at..at + 1, bounds, |_| true).map(|(_, end, captures)| (end, captures))
    }

    /// The first place where the program of an anchor at token `at` may begin, by what stands around it: most anchors are turned away.
    #[inline]
    pub(super) fn may_begin_at(&self, anchor: &Anchor, at: usize, bounds: Bounds) -> Option<usize> {
        let (least, most) = (usize::from(anchor.before.0), usize::from(anchor.before.1));
        let mut place = at.saturating_sub(most).max(bounds.first);
        if place + least > at || (anchor.classes & Anchor::STARTS != 0 && !self.starts_sentence(place, bounds)) {
            return None;
        }
        let (before, words) = anchor.beside;
        if words != HalfBits::MAX {
            if before == ANYWHERE {
                while half(self.bits_at(place, bounds)) & words == 0 {
                    place += 1;
                    if place + least > at {
                        return None;
                    }
                }
            } else {
                let beside = if before == 0 { at + 1 } else { at.wrapping_sub(usize::from(before)) };
                if beside < bounds.first || half(self.bits_at(beside, bounds)) & words == 0 {
                    return None;
                }
            }
        }
        let needs = anchor.needs;
        let met = needs.is_empty() || self.words.sentences.get(bounds.sentence).is_some_and(|sentence| needs.may_meet(&sentence.bloom));
        met.then_some(place)
    }

    /// Whether a program may begin in a range, by the words that stand first and second there.
    #[inline]
    pub(super) fn may_open(&mut self, program: u32, range: Range<usize>) -> bool {
        let ((first, second), bounds) = (self.set.opening(program), self.bounds(range.start));
        range.into_iter().any(|at| may(self.bits_at(at, bounds), first) && may(self.bits_at(at + 1, bounds), second))
    }

    /// The next place in a range where a word may stand with which a program begins.
    #[inline]
    fn next_opening(&self, program: &Program, range: Range<usize>) -> Option<usize> {
        let first = program.opening.0;
        let places = self.words.bits.get(range.clone())?;
        places.iter().position(|bits| first == ANY || bits & first != 0).map(|further| range.start + further)
    }

    /// Whether the words that must stand first and second, or `^`, turn a program away at token `at`: most places.
    #[inline]
    fn turned_away(&self, program: &Program, at: usize, bounds: Bounds) -> bool {
        let (first, second) = program.opening;
        (first != ANY && first & self.words.bits[at] == 0)
            || (second != ANY && second & self.bits_at(at + 1, bounds) == 0)
            || (program.starts && !self.starts_sentence(at, bounds))
            || self.set.lexicons.get(program.lexicon as usize).is_some_and(|lexicon| !self.may_begin(lexicon, at))
    }

    /// Whether an entry of a lexicon may begin at token `at`, as far as it knows the words its entries begin with.
    fn may_begin(&self, lexicon: &CompiledLexicon, at: usize) -> bool {
        let told = !lexicon.begins.is_empty() && self.words.bits[at] != ANY;
        !told || self.words(at).any(|word| lexicon.may_begin(self.set.vocabulary().place(word)))
    }

    /// Whether each list of words that a program needs has one in the sentence.
    fn meets(&self, program: &Program, bounds: Bounds) -> bool {
        let (first, length) = program.needs;
        length == 0 || {
            let needs = self.set.needs.range(first as usize..first as usize + usize::from(length));
            self.words.sentences.get(bounds.sentence).is_some_and(|sentence| sentence.bloom.meets(needs))
        }
    }

    /// The first match of `program` that begins in `range` and whose end is as wanted: its first token, its end and its captures.
    ///
    /// The match stays within `bounds`, the sentence of the range.
    pub fn find(&mut self, program: u32, range: Range<usize>, bounds: Bounds, wanted: impl Fn(usize) -> bool) -> Option<(usize, usize, Captures)> {
        let program = self.set.programs.get(program as usize)?;
        self.find_program(&program, range, bounds, wanted)
    }

    /// Whether one of some programs matches as [`find`](Self::find) does. Most of them have no word there to begin with.
    pub fn finds_any(&mut self, programs: &[u32], range: &Range<usize>, bounds: Bounds, wanted: impl Fn(usize) -> bool) -> bool {
        let end = range.end.min(bounds.end);
        if programs.is_empty() || range.start >= end {
            return false;
        }
        let all = |bits: &[Bits]| bits.iter().fold(0, |all, bits| all | bits);
        let first = all(&self.words.bits[range.start..end]);
        let second = all(&self.words.bits[range.start + 1..end]) | self.bits_at(end, bounds);
        programs.iter().any(|&program| {
            let opening = self.set.opening(program);
            may(first, opening.0) && may(second, opening.1) && self.find(program, range.start..end, bounds, &wanted).is_some()
        })
    }

    /// The same for a program that was read already.
    pub(super) fn find_program(
        &mut self,
        program: &Program,
        range: Range<usize>,
        bounds: Bounds,
        wanted: impl Fn(usize) -> bool,
    ) -> Option<(usize, usize, Captures)> {
        let mut promising = false;
        let (mut from, limit) = (range.start, range.end.min(bounds.end));
        while let Some(at) = self.next_opening(program, from..limit) {
            from = at + 1;
            if self.turned_away(program, at, bounds) {
                continue;
            }
            if !promising && !self.meets(program, bounds) {
                return None;
            }
            promising = true;
            self.fuel = FUEL;
            let mut ends = Ends::new();
            let mut captures = Captures::default();
            self.run(program.first, at, bounds, &mut Sink { ends: &mut ends, all: false, captures: Some(&mut captures), depth: 0 });
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
    pub fn is_clause_border(&self, at: usize) -> bool {
        self.words.marks.get(at).is_none_or(|mark| matches!(mark, Mark::Comma | Mark::Border | Mark::Conjunction))
    }

    /// Whether the token at `at` is a conjunction that begins a clause.
    pub fn is_conjunction(&self, at: usize) -> bool {
        self.words.marks.get(at) == Some(&Mark::Conjunction)
    }

    /// Runs one program of a lexicon.
    fn run_entry(&mut self, program: u32, at: usize, bounds: Bounds, sink: &mut Sink<'_>) {
        let Some(program) = self.set.programs.get(program as usize) else { return };
        if at < bounds.end && !self.turned_away(&program, at, bounds) && self.meets(&program, bounds) {
            self.run(program.first, at, bounds, sink);
        }
    }

    fn skip_quotation_mark(&self, at: usize, bounds: Bounds) -> usize {
        if at > bounds.first && at + 1 < bounds.end && self.words.marks[at] == Mark::Quotation { at + 1 } else { at }
    }

    fn accepts(&self, set: u32, at: usize) -> bool {
        self.set.sets.get(set).is_some_and(|set| set.mask & self.words.bits[at] != 0 && set.accepts(self.words.of(at)))
    }

    /// Whether a word of `before` is written on to one of `after` in the token at `at`.
    fn glued(&self, before: u32, after: u32, at: usize) -> bool {
        let glue = self.words.glue_of(at);
        if glue.is_empty() {
            return false;
        }
        let (Some(before), Some(after)) = (self.set.sets.get(before), self.set.sets.get(after)) else { return false };
        glue.iter().any(|glue| before.has(glue.particle) && after.accepts(&glue.rest))
    }

    /// Whether the source of a token is spelled like `text`; marks count only where `text` has them.
    fn spelled(&self, text: u32, at: usize) -> bool {
        let Some(text) = self.set.spellings.get(text as usize) else { return false };
        let source = self.document.tokens.list[at].source.text(self.document.source);
        let marked = text.chars().any(is_deleted);
        let clean = |c: &char| if marked { *c != '\u{640}' } else { !is_deleted(*c) };
        source.chars().filter(clean).eq(text.chars().filter(clean))
    }

    fn lexicon(&mut self, id: u32, at: usize, bounds: Bounds, depth: u32, ends: &mut Ends) {
        let set = self.set;
        let Some(lexicon) = set.lexicons.get(id as usize) else { return };
        if at >= bounds.end || depth > DEEPEST_LEXICON || (lexicon.opening != ANY && lexicon.opening & self.words.bits[at] == 0) {
            return;
        }
        if !self.may_begin(lexicon, at) {
            return;
        }
        let single = self.accepts(lexicon.singles, at);
        let candidates = self.candidates(lexicon, at, bounds);
        let loose = self.loose(id, lexicon, bounds);
        if candidates.is_empty() && loose.is_empty() {
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
        for program in loose {
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

    /// The entries of a lexicon without a first word of their own that can match in a sentence: mostly none.
    fn loose(&mut self, id: u32, lexicon: &CompiledLexicon, bounds: Bounds) -> SmallVec<[u32; 6]> {
        if lexicon.loose.is_empty() {
            return SmallVec::new();
        }
        if let Some((_, known)) = self.loose.get(&id).filter(|(sentence, _)| *sentence == bounds.sentence) {
            return known.clone();
        }
        let set = self.set;
        let may = |program: &u32| set.programs.get(*program as usize).is_some_and(|program| self.meets(&program, bounds));
        let found: SmallVec<[u32; 6]> = lexicon.loose.iter().copied().filter(may).collect();
        self.loose.insert(id, (bounds.sentence, found.clone()));
        found
    }

    /// The longer entries of a lexicon that can begin with the token at `at`.
    fn candidates(&self, lexicon: &CompiledLexicon, at: usize, bounds: Bounds) -> SmallVec<[u32; 8]> {
        let mut out = SmallVec::new();
        if lexicon.indexed.is_empty() {
            return out;
        }
        let next = self.bits_at(at + 1, bounds);
        for reading in self.words.of(at) {
            let entries = lexicon.indexed.all().since(|entry| entry.first < reading.word).iter().take_while(|entry| entry.first == reading.word);
            out.extend(entries.filter(|entry| entry.second == ANY || entry.second & next != 0).map(|entry| entry.program));
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
