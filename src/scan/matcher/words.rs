//! What is known of every token before a program is run: its readings, and what turns most programs away. Read once per document.

use crate::document::Document;
use crate::rules::{ANY, Analysis, Bits, Bloom, Key, Known, Memo, NO_WORD, Readings, RuleSet, WordId, WordSet, bit};
use crate::text::{Token, TokenClass};

/// The shortest word that a particle may be written on to (bytes).
const SHORTEST_GLUED: usize = 4;

/// A particle and the readings of the word written on to it.
pub(super) struct Glue {
    at: u32,
    pub(super) particle: WordId,
    pub(super) rest: Readings,
}

/// What a token does to clauses and gaps.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// A word, or a mark without effect.
    None,
    /// A word that begins a clause.
    Conjunction,
    /// A comma or colon: ends a clause, and wide gaps pass over it.
    Comma,
    /// Any other mark that ends a clause.
    Border,
    /// A quotation mark: programs pass over it.
    Quotation,
}

/// One sentence, as far as programs ask.
pub(super) struct Told {
    /// Its words.
    pub(super) bloom: Bloom,
    /// The first token that is no mark, emoji or address.
    pub(super) start: usize,
    /// One past the last token that is neither mark nor emoji.
    pub(super) end: usize,
}

/// All tokens and sentences of one document.
pub(super) struct Words {
    readings: Vec<Analysis>,
    /// Where each token's readings end.
    ends: Vec<u32>,
    /// The bits of the words each token can be; all of them where that is told later.
    pub(super) bits: Vec<Bits>,
    pub(super) marks: Vec<Mark>,
    pub(super) sentences: Vec<Told>,
    /// Sorted by token.
    glue: Vec<Glue>,
}

impl Words {
    /// Reads a document.
    pub(super) fn new(set: &RuleSet, document: &Document<'_>) -> Self {
        let count = document.tokens.list.len();
        let mut words = Self {
            readings: Vec::with_capacity(count + count / 4),
            ends: Vec::with_capacity(count),
            bits: Vec::with_capacity(count),
            marks: Vec::with_capacity(count),
            sentences: Vec::with_capacity(document.sentences.len()),
            glue: Vec::new(),
        };
        let conjunctions = set.engine.clause_border.and_then(|id| set.lexicons.get(id as usize)).and_then(|lexicon| set.sets.get(lexicon.singles));
        let particles = set.sets.get(set.particles);
        let mut memo = set.memo();
        for token in &document.tokens.list {
            words.token(set, &document.tokens.folded, (token, conjunctions, particles), &mut memo);
        }
        drop(memo);
        for sentence in &document.sentences {
            words.sentence(document, sentence.range());
        }
        words
    }

    /// Reads a token, or remembers how it was read before.
    fn token(&mut self, set: &RuleSet, folded: &str, told: (&Token, Option<WordSet<'_>>, Option<WordSet<'_>>), memo: &mut Memo) {
        let token = told.0;
        let range = token.folded_start as usize..token.folded_end as usize;
        let text = &folded[range.clone()];
        let key = if token.elongated { None } else { Key::new(token.class, folded, range) };
        let Some(key) = key else {
            self.read(set, text, told);
            if !matches!(token.class, TokenClass::Arabic | TokenClass::Latin | TokenClass::Punct | TokenClass::Number)
                && let Some(bits) = self.bits.last_mut()
            {
                *bits |= bit(NO_WORD);
            }
            return;
        };
        if let Some(known) = memo.find(key) {
            let mark = match token.class {
                TokenClass::Punct => mark(text),
                _ if known.note != 0 => Mark::Conjunction,
                _ => Mark::None,
            };
            let at = self.ends.len() as u32;
            // One or two: copied one by one.
            known.readings().iter().for_each(|reading| self.readings.push(*reading));
            let glued = known.glued();
            self.glue.extend(glued.iter().map(|(particle, rest)| Glue { at, particle: *particle, rest: rest.clone() }));
            return self.told(mark, known.readings(), !glued.is_empty());
        }
        let (first, glued) = (self.readings.len(), self.glue.len());
        self.read(set, text, told);
        let note = u8::from(self.marks.last() == Some(&Mark::Conjunction));
        let glued = self.glue[glued..].iter().map(|glue| (glue.particle, glue.rest.clone()));
        memo.keep(Known::new(key, &self.readings[first..], glued.collect(), note));
    }

    fn read(&mut self, set: &RuleSet, text: &str, (token, conjunctions, particles): (&Token, Option<WordSet<'_>>, Option<WordSet<'_>>)) {
        let (first, glued) = (self.readings.len(), self.glue.len());
        let mut readings = std::mem::take(&mut self.readings);
        set.vocabulary().read(token, text, &mut readings);
        let mark = match token.class {
            TokenClass::Punct => mark(text),
            _ if conjunctions.is_some_and(|conjunctions| conjunctions.accepts(&readings[first..])) => Mark::Conjunction,
            _ => Mark::None,
        };
        if token.class == TokenClass::Arabic
            && let Some(particles) = particles
        {
            self.glue(set, text, particles);
        }
        self.told(mark, &readings[first..], self.glue.len() > glued);
        self.readings = readings;
    }

    /// Notes what the next token is: its readings are among all already.
    #[inline]
    fn told(&mut self, mark: Mark, readings: &[Analysis], glued: bool) {
        let end = self.ends.last().map_or(0, |&end| end as usize) + readings.len();
        self.ends.push(end as u32);
        self.marks.push(mark);
        // Programs pass over quotation marks; what two words can be is told later.
        let any = mark == Mark::Quotation || glued;
        self.bits.push(if any { ANY } else { readings.iter().fold(0, |bits, reading| bits | bit(reading.word)) });
    }

    /// The ways to read the next token as a particle with a word written on.
    fn glue(&mut self, set: &RuleSet, text: &str, particles: WordSet<'_>) {
        let at = self.ends.len() as u32;
        let bare = text.strip_prefix(['و', 'ف']).unwrap_or(text);
        let mut readings = Vec::new();
        for text in [Some(text), (bare.len() < text.len()).then_some(bare)].into_iter().flatten().filter(|text| particles.begins_like(text)) {
            for (particle, rest) in set.vocabulary().beginnings(text, SHORTEST_GLUED) {
                if !particles.has(particle) {
                    continue;
                }
                readings.clear();
                set.vocabulary().arabic(rest, false, &mut readings);
                if !readings.is_empty() {
                    self.glue.push(Glue { at, particle, rest: readings.iter().copied().collect() });
                }
            }
        }
    }

    fn sentence(&mut self, document: &Document<'_>, range: std::ops::Range<usize>) {
        let mut bloom = Bloom::default();
        for at in range.clone() {
            self.of(at).iter().for_each(|reading| bloom.add(reading.word));
            for glue in self.glue_of(at) {
                bloom.add(glue.particle);
                glue.rest.iter().for_each(|reading| bloom.add(reading.word));
            }
        }
        let list = &document.tokens.list[range.clone()];
        let before = |token: &Token| matches!(token.class, TokenClass::Punct | TokenClass::Emoji | TokenClass::Handle | TokenClass::Hashtag);
        let after = |token: &&Token| matches!(token.class, TokenClass::Punct | TokenClass::Emoji);
        let start = range.start + list.iter().position(|token| !before(token)).unwrap_or(list.len());
        let end = range.end - list.iter().rev().take_while(after).count();
        self.sentences.push(Told { bloom, start, end });
    }

    /// The readings of a token; none beyond the last one.
    #[inline]
    pub(super) fn of(&self, at: usize) -> &[Analysis] {
        let Some(&end) = self.ends.get(at) else { return &[] };
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        &self.readings[start as usize..end as usize]
    }

    /// The ways to read a token as a particle with a word written on.
    pub(super) fn glue_of(&self, at: usize) -> &[Glue] {
        // Most tokens have none, and these have bits of their own.
        if self.bits.get(at) != Some(&ANY) {
            return &[];
        }
        let from = self.glue.partition_point(|glue| (glue.at as usize) < at);
        let length = self.glue[from..].iter().take_while(|glue| glue.at as usize == at).count();
        &self.glue[from..from + length]
    }
}

fn mark(text: &str) -> Mark {
    match text {
        "," | ":" => Mark::Comma,
        ";" | "." | "!" | "?" | "-" | "..." | "(" | ")" => Mark::Border,
        "\"" => Mark::Quotation,
        _ => Mark::None,
    }
}
