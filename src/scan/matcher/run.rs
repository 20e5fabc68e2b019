//! Running the steps of a program: a small backtracking machine with bounded fuel.

use super::words::Mark;
use super::{Bounds, Captures, Ends, Matcher, Sink};
use crate::rules::{ANY, Bits, NO_WORD, Op, Slice, bit, fits};
use crate::scan::typed;
use smallvec::SmallVec;

/// Whether a token with these bits can be one of the expected words.
pub(super) const fn may(bits: Bits, expected: Bits) -> bool {
    expected == ANY || bits == ANY || bits & expected != 0
}

#[derive(Clone, Copy)]
struct State {
    step: u16,
    /// Which of the captures of the run are its own, from 1; 0 before the first one begins: few programs have any.
    captures: u16,
    at: u32,
}

/// What one run keeps: the places it can go back to, and captures.
#[derive(Default)]
struct Run {
    states: SmallVec<[State; 8]>,
    captures: SmallVec<[Captures; 1]>,
}

impl Run {
    fn own(&self, state: State) -> Captures {
        usize::from(state.captures).checked_sub(1).and_then(|own| self.captures.get(own)).copied().unwrap_or_default()
    }

    /// Changes the captures of a state; those of other states stay.
    fn capture(&mut self, state: &mut State, change: impl FnOnce(&mut Captures)) {
        let mut own = self.own(*state);
        change(&mut own);
        self.captures.push(own);
        state.captures = self.captures.len() as u16;
    }
}

impl Matcher<'_> {
    /// Runs the program whose first step this is.
    pub(super) fn run(&mut self, first: u32, at: usize, bounds: Bounds, sink: &mut Sink<'_>) {
        let ops = self.set.ops.range(first as usize..self.set.ops.len());
        let mut run = Run::default();
        let mut state = State { step: 0, captures: 0, at: at as u32 };
        loop {
            if self.fuel == 0 {
                return;
            }
            self.fuel -= 1;
            if self.advance(ops, &mut state, bounds, (&mut run, sink.depth)) {
                let end = state.at as usize;
                if !sink.ends.contains(&end) {
                    sink.ends.push(end);
                }
                if !sink.all {
                    if let Some(captures) = sink.captures.as_deref_mut() {
                        *captures = run.own(state);
                    }
                    return;
                }
            }
            match run.states.pop() {
                Some(next) => state = next,
                None => return,
            }
        }
    }

    /// Follows one state until it fails (`false`) or accepts (`true`); alternatives are pushed.
    fn advance(&mut self, ops: Slice<'_, Op>, state: &mut State, bounds: Bounds, (run, depth): (&mut Run, u32)) -> bool {
        let mut at = state.at as usize;
        loop {
            let Some(op) = ops.get(usize::from(state.step)) else { return false };
            state.step += 1;
            match op {
                Op::Accept => {
                    state.at = at as u32;
                    return true;
                }
                Op::Word(word, class) => {
                    at = self.skip_quotation_mark(at, bounds);
                    if at >= bounds.end || !self.words.of(at).iter().any(|reading| fits((word, class), *reading)) {
                        return false;
                    }
                    at += 1;
                }
                Op::Words(set) => {
                    at = self.skip_quotation_mark(at, bounds);
                    if at >= bounds.end || !self.accepts(set, at) {
                        return false;
                    }
                    at += 1;
                }
                Op::Lexicon(id) => {
                    at = self.skip_quotation_mark(at, bounds);
                    let mut ends = Ends::new();
                    self.lexicon(id, at, bounds, depth, &mut ends);
                    let Some((&best, others)) = ends.split_first() else { return false };
                    run.states.extend(others.iter().rev().map(|&end| State { at: end as u32, ..*state }));
                    at = best;
                }
                Op::Typed(typed) => match typed::end(self.document, typed, at, bounds.end) {
                    Some(end) => at = end,
                    None => return false,
                },
                Op::Gap { most, wide, mask } => {
                    let next = self.mask(mask);
                    self.gap(State { at: at as u32, ..*state }, (most, wide), (bounds, next), &mut run.states);
                }
                Op::Glued(before, after) => {
                    if at >= bounds.end || !self.glued(before, after, at) {
                        return false;
                    }
                    at += 1;
                }
                Op::May(mask) => {
                    at = self.skip_quotation_mark(at, bounds);
                    if at >= bounds.end || !self.may(mask, at) {
                        return false;
                    }
                }
                Op::Split { other, mask } => {
                    let bits = self.bits_at(at, bounds);
                    if !may(bits, self.mask(mask)) {
                        state.step = other;
                    } else if may(bits, self.expected(ops, other)) {
                        run.states.push(State { step: other, at: at as u32, ..*state });
                    }
                }
                Op::Jump(step) => state.step = step,
                Op::Start if !self.starts_sentence(at, bounds) => return false,
                Op::End if !self.ends_sentence(at, bounds) => return false,
                Op::Start | Op::End => {}
                Op::Open(slot) => run.capture(state, |captures| captures[usize::from(slot)] = (at as u32, at as u32)),
                Op::Close(slot) => run.capture(state, |captures| captures[usize::from(slot)].1 = at as u32),
                Op::Spelled(text) => {
                    if at >= bounds.end || !self.spelled(text, at) {
                        return false;
                    }
                    at += 1;
                }
            }
        }
    }

    /// Tries the nearest place first: the others are pushed, nearest last.
    fn gap(&self, state: State, (most, wide): (u8, bool), (bounds, next): (Bounds, Bits), states: &mut SmallVec<[State; 8]>) {
        let (mut at, mut crossed) = (state.at as usize, 0);
        let from = states.len();
        while crossed < most && at < bounds.end {
            let mark = self.words.marks[at];
            at += 1;
            match mark {
                Mark::None => crossed += 1,
                // "Sorry, but": a wide gap may be nothing but the comma.
                Mark::Comma if wide => {}
                Mark::Quotation => continue,
                Mark::Comma | Mark::Border | Mark::Conjunction => break,
            }
            // Most places are turned away by the word that must stand there.
            if may(self.bits_at(at, bounds), next) {
                states.push(State { at: at as u32, ..state });
            }
        }
        states[from..].reverse();
    }

    /// The bits of the words with which a step can go on; all of them where that is no closed list.
    fn expected(&self, ops: Slice<'_, Op>, step: u16) -> Bits {
        match ops.get(usize::from(step)) {
            Some(Op::Word(word, _)) => bit(word),
            Some(Op::Words(set)) => self.set.sets.get(set).map_or(ANY, |set| set.mask),
            Some(Op::Lexicon(id)) => self.set.lexicons.get(id as usize).map_or(ANY, |lexicon| lexicon.opening),
            Some(Op::May(mask)) => self.mask(mask),
            Some(Op::Typed(typed)) if typed.class().is_some() => bit(NO_WORD),
            // A token that is two words written together has all bits.
            Some(Op::Glued(..)) => 0,
            _ => ANY,
        }
    }

    fn mask(&self, mask: u32) -> Bits {
        self.set.masks.get(mask as usize).unwrap_or(ANY)
    }

    /// Whether the token at `at` can be one of the words of a mask.
    fn may(&self, mask: u32, at: usize) -> bool {
        let mask = self.mask(mask);
        self.words.bits.get(at).is_some_and(|bits| bits & mask != 0)
    }
}
