//! Scanning: the words of a text name the programs to try, programs verify.

mod conditions;
mod matcher;
mod typed;

pub use conditions::{clause, stands};
pub use matcher::{Bounds, Captures, Matcher};

use crate::document::Document;
use crate::rules::{Anchor, COURSE, CUSTOMER, DRAFT, REPLY, RuleSet, Side, TOPIC, Typed};
use crate::text::{Language, TokenClass};

/// A verified match.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    /// First token.
    pub first: u32,
    /// One past the last token.
    pub end: u32,
    /// Index of the block whose pattern matched.
    pub block: u32,
    /// Index of the program.
    pub program: u32,
    /// What its captures hold.
    pub captures: Captures,
}

/// What is looked for in a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// What is judged: the phrases of rules, and the cues of replies.
    Draft,
    /// The cues of one side alone.
    Cues(Side),
    /// What a customer's message is about.
    Topics,
    /// What rules on whole conversations look for in a customer's message.
    Course,
}

/// Where a typed token that begins at token `at` ends; `None` where there is none. `limit`: one past the last token looked at.
pub fn typed_end(document: &Document<'_>, typed: Typed, at: usize, limit: usize) -> Option<usize> {
    typed::end(document, typed, at, limit)
}

/// All durations, dates and times of day that begin at token `at`, each with its end.
pub fn times_at(document: &Document<'_>, at: usize, limit: usize) -> impl Iterator<Item = (Typed, usize)> {
    typed::times(document, at, limit).into_iter()
}

/// So many hits are usual in a reply of a kilobyte.
const USUAL_HITS: usize = 64;

/// All matches of the patterns that are wanted, sorted by place.
pub fn scan(matcher: &mut Matcher<'_>, wanted: Wanted) -> Vec<Hit> {
    let (set, document): (&RuleSet, &Document<'_>) = (matcher.set, matcher.document);
    let pass = match wanted {
        Wanted::Draft => DRAFT,
        Wanted::Cues(Side::Reply) => REPLY,
        Wanted::Cues(Side::Customer) => CUSTOMER,
        Wanted::Topics => TOPIC,
        Wanted::Course => COURSE,
    };
    let mut hits = Vec::with_capacity(USUAL_HITS);
    for sentence in &document.sentences {
        let bounds = matcher.bounds(sentence.first as usize);
        for token in sentence.range() {
            let mut index = 0;
            while let Some(reading) = matcher.reading_at(token, index) {
                index += 1;
                for anchor in set.anchors(reading.word, pass).iter() {
                    if anchor.classes & reading.classes & !Anchor::STARTS != 0
                        && let Some(from) = matcher.may_begin_at(&anchor, token, bounds)
                    {
                        verify(matcher, &anchor, (from, token, bounds), &mut hits);
                    }
                }
            }
        }
    }
    let parts = join_parts(set, &mut hits);
    hits.extend(parts);
    hits.sort_unstable();
    hits.dedup();
    hits
}

/// Takes out what parts of patterns found and tells it of the patterns: of what lies in one another, the longest.
fn join_parts(set: &RuleSet, hits: &mut Vec<Hit>) -> Vec<Hit> {
    let mut parts = Vec::new();
    hits.retain(|hit| {
        let whole = set.whole(hit.program);
        parts.extend(whole.map(|program| Hit { program, ..hit.clone() }));
        whole.is_none()
    });
    parts.sort_unstable_by_key(|hit| (hit.program, hit.first, std::cmp::Reverse(hit.end)));
    parts.dedup_by(|later, earlier| later.program == earlier.program && later.end <= earlier.end);
    parts
}

/// Whether a match is in the language its pattern is written for: by its sentence, or by its own letters.
fn speaks(document: &Document<'_>, language: Language, tokens: std::ops::Range<usize>) -> bool {
    let class = match language {
        Language::Arabic => TokenClass::Arabic,
        Language::English => TokenClass::Latin,
    };
    let sentence = document.sentences.get(document.sentence_of(tokens.start));
    sentence.is_some_and(|sentence| sentence.language == language) || document.tokens.list[tokens].iter().all(|token| token.class == class)
}

/// Looks for the program of an anchor at `token`, from a place on.
fn verify(matcher: &mut Matcher<'_>, anchor: &Anchor, (mut from, token, bounds): (usize, usize, Bounds), hits: &mut Vec<Hit>) {
    let (set, document, program) = (matcher.set, matcher.document, anchor.program);
    let Some(found) = set.programs.get(program as usize) else { return };
    let end = token + 1 - usize::from(anchor.before.0).min(token);
    while let Some((first, end, captures)) = matcher.find_program(&found, from..end, bounds, |end| end > token) {
        let block = found.owner;
        let Some(owner) = set.blocks.get(block as usize) else { return };
        if speaks(document, owner.language, first..end) {
            hits.push(Hit { first: first as u32, end: end as u32, block, program, captures });
            return;
        }
        from = first + 1;
    }
}
