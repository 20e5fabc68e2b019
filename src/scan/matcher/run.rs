//! Running the steps of a program: a small backtracking machine with bounded fuel.

use super::words::Mark;
use super::{Bounds, Captures, Ends, Matcher, Sink};
use crate::rules::{Op, Slice, bit, fits};
use crate::scan::typed;
use smallvec::SmallVec;

#[derive(Clone, Copy)]
struct State {
    step: u16,
    /// Which of the captures of the run are its own: few programs have any.
    captures: u16,
    at: usize,
}

impl State {
    /// Changes its captures; those of other states stay.
    fn capture(&mut self, all: &mut SmallVec<[Captures; 1]>, change: impl FnOnce(&mut Captures)) {
        let mut own = all[usize::from(self.captures)];
        change(&mut own);
        self.captures = all.len() as u16;
        all.push(own);
    }
}

impl Matcher<'_> {
    /// Runs the program whose first step this is.
    pub(super) fn run(&mut self, first: u32, at: usize, bounds: Bounds, sink: &mut Sink<'_>) {
        let ops = self.set.ops.range(first as usize..self.set.ops.len());
        let mut states: SmallVec<[State; 8]> = SmallVec::new();
        let mut captures: SmallVec<[Captures; 1]> = smallvec::smallvec![Captures::default()];
        states.push(State { step: 0, captures: 0, at });
        while let Some(mut state) = states.pop() {
            if self.fuel == 0 {
                return;
            }
            self.fuel -= 1;
            if self.advance(ops, &mut state, bounds, (&mut states, &mut captures, sink.depth)) {
                if !sink.ends.contains(&state.at) {
                    sink.ends.push(state.at);
                }
                if !sink.all {
                    if let Some(sink) = sink.captures.as_deref_mut() {
                        *sink = captures[usize::from(state.captures)];
                    }
                    return;
                }
            }
        }
    }

    /// Follows one state until it fails (`false`) or accepts (`true`); alternatives are pushed.
    fn advance(
        &mut self,
        ops: Slice<'_, Op>,
        state: &mut State,
        bounds: Bounds,
        (states, captures, depth): (&mut SmallVec<[State; 8]>, &mut SmallVec<[Captures; 1]>, u32),
    ) -> bool {
        loop {
            let Some(op) = ops.get(usize::from(state.step)) else { return false };
            state.step += 1;
            match op {
                Op::Accept => return true,
                Op::Word(word, class) => {
                    state.at = self.skip_quotation_mark(state.at, bounds);
                    if state.at >= bounds.end || !self.words.of(state.at).iter().any(|reading| fits((word, class), *reading)) {
                        return false;
                    }
                    state.at += 1;
                }
                Op::Words(set) => {
                    state.at = self.skip_quotation_mark(state.at, bounds);
                    if state.at >= bounds.end || !self.accepts(set, state.at) {
                        return false;
                    }
                    state.at += 1;
                }
                Op::Lexicon(id) => {
                    state.at = self.skip_quotation_mark(state.at, bounds);
                    let mut ends = Ends::new();
                    self.lexicon(id, state.at, bounds, depth, &mut ends);
                    let Some((&best, others)) = ends.split_first() else { return false };
                    for &end in others.iter().rev() {
                        states.push(State { at: end, ..*state });
                    }
                    state.at = best;
                }
                Op::Typed(typed) => match typed::end(self.document, typed, state.at, bounds.end) {
                    Some(end) => state.at = end,
                    None => return false,
                },
                Op::Gap { most, wide } => {
                    let next = self.expected(ops.get(usize::from(state.step)));
                    self.gap(state, (most, wide), (bounds, next), states);
                }
                Op::Glued(before, after) => {
                    if state.at >= bounds.end || !self.glued(before, after, state.at) {
                        return false;
                    }
                    state.at += 1;
                }
                Op::May(mask) => {
                    state.at = self.skip_quotation_mark(state.at, bounds);
                    if state.at >= bounds.end || !self.may(mask, state.at) {
                        return false;
                    }
                }
                Op::Split(first, second) => {
                    states.push(State { step: second, ..*state });
                    state.step = first;
                }
                Op::Jump(step) => state.step = step,
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
                Op::Open(slot) => {
                    let at = state.at as u32;
                    state.capture(captures, |captures| captures[usize::from(slot)] = (at, at));
                }
                Op::Close(slot) => {
                    let at = state.at as u32;
                    state.capture(captures, |captures| captures[usize::from(slot)].1 = at);
                }
                Op::Spelled(text) => {
                    if state.at >= bounds.end || !self.spelled(text, state.at) {
                        return false;
                    }
                    state.at += 1;
                }
            }
        }
    }

    /// Tries the nearest place first: the others are pushed, nearest last.
    fn gap(&mut self, state: &State, (most, wide): (u8, bool), (bounds, next): (Bounds, u64), states: &mut SmallVec<[State; 8]>) {
        let (mut at, mut crossed) = (state.at, 0);
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
            if next == u64::MAX || self.bits_at(at, bounds) & next != 0 {
                states.push(State { at, ..*state });
            }
        }
        states[from..].reverse();
    }

    /// The bits of the words with which a step can go on; all of them where that is no closed list.
    fn expected(&self, op: Option<Op>) -> u64 {
        match op {
            Some(Op::Word(word, _)) => bit(word),
            Some(Op::Words(set)) => self.set.sets.get(set).map_or(u64::MAX, |set| set.mask),
            Some(Op::Lexicon(id)) => self.set.lexicons.get(id as usize).map_or(u64::MAX, |lexicon| lexicon.opening),
            Some(Op::May(mask)) => self.set.masks.get(mask as usize).unwrap_or(u64::MAX),
            _ => u64::MAX,
        }
    }

    /// Whether the token at `at` can be one of the words of a mask.
    pub(super) fn may(&self, mask: u32, at: usize) -> bool {
        let mask = self.set.masks.get(mask as usize).unwrap_or(u64::MAX);
        self.words.bits.get(at).is_some_and(|bits| bits & mask != 0)
    }
}
