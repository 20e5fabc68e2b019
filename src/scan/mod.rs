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

/// So many hits are usual in a reply of a kilobyte, and so many places where a program may stand.
const USUAL_HITS: usize = 64;
const USUAL_PLACES: usize = 512;
/// The most places that wait to be looked at, whatever the length of the text.
const MOST_PLACES: usize = 4096;

/// Where a program may stand: it begins at `from` at the earliest and at `to` at the latest, and holds the anchor at `token`.
#[derive(Clone, Copy)]
struct Place {
    program: u32,
    from: u32,
    to: u32,
    token: u32,
}

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
    let (mut places, mut hits) = (Vec::with_capacity(USUAL_PLACES), Vec::with_capacity(USUAL_HITS));
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
                        let to = token - usize::from(anchor.before.0).min(token);
                        places.push(Place { program: anchor.program, from: from as u32, to: to as u32, token: token as u32 });
                    }
                }
            }
            if places.len() >= MOST_PLACES {
                try_all(matcher, &mut places, &mut hits);
            }
        }
    }
    try_all(matcher, &mut places, &mut hits);
    let parts = join_parts(set, &mut hits);
    hits.extend(parts);
    hits.sort_unstable();
    hits.dedup();
    hits
}

/// Tries the programs of all places. What they begin with is looked at for all of them first: programs lie far apart in memory, and in so short a loop one
/// read need not wait for the other.
fn try_all(matcher: &mut Matcher<'_>, places: &mut Vec<Place>, hits: &mut Vec<Hit>) {
    places.retain(|place| matcher.may_open(place.program, place.from as usize..place.to as usize + 1));
    for place in places.drain(..) {
        verify(matcher, place, hits);
    }
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

/// Looks for a program where it may stand.
fn verify(matcher: &mut Matcher<'_>, place: Place, hits: &mut Vec<Hit>) {
    let (set, document) = (matcher.set, matcher.document);
    let Place { program, from, to, token } = place;
    let (mut from, to, token) = (from as usize, to as usize, token as usize);
    let bounds = matcher.bounds(token);
    let Some(found) = set.programs.get(program as usize) else { return };
    while let Some((first, end, captures)) = matcher.find_program(&found, from..to + 1, bounds, |end| end > token) {
        let block = found.owner;
        let Some(owner) = set.blocks.get(block as usize) else { return };
        if speaks(document, owner.language, first..end) {
            hits.push(Hit { first: first as u32, end: end as u32, block, program, captures });
            return;
        }
        from = first + 1;
    }
}
