//! What the customer tells of, and the facts that a sentence may take up.

use super::Around;
use crate::assess::{Assessment, Thread};
use crate::document::Document;
use crate::rules::{RuleSet, Typed};
use crate::scan::{Hit, typed_end};
use crate::text::fold::fold_str;
use crate::text::{Language, TokenClass};

/// Words before the number of an order; folded.
const ORDER: &[&str] = &[
    "order", "booking", "reservation", "ticket", "invoice", "no", "number", "طلب", "طلبي", "الطلب", "طلبيه", "اوردر", "الاوردر", "رقم", "حجز", "الحجز", "برقم",
];
/// How many tokens before the number they are looked for in.
const BEFORE: usize = 3;
/// How many tokens a thing stands away from what happened to it, and how many a message has in which only one thing can be meant.
const NEAR: u32 = 6;
const SHORT: usize = 30;
/// Words before or after a name that are none: titles keep their place, these do not.
const TITLES: &[&str] =
    &["mr", "mrs", "ms", "miss", "dr", "prof", "د", "الدكتور", "الدكتوره", "الاستاذ", "الاستاذه", "استاذ", "استاذه", "ابو", "ام", "عبد", "السيد", "السيده"];

/// What the messages say that a draft answers.
#[derive(Clone, Debug, Default)]
pub(super) struct Told {
    /// Indexes of topics, the most pressing first, each with the thing it is about.
    pub topics: Vec<(usize, Option<usize>)>,
    /// The only order number.
    pub order: Option<String>,
    /// The only amount of money.
    pub amount: Option<String>,
    /// The customer's name as it is used in a salutation.
    pub customer: Option<String>,
}

/// What was found in one message, with its sentence.
struct Heard<'h> {
    turn: usize,
    sentence: usize,
    short: bool,
    hit: &'h Hit,
}

impl Told {
    /// Reads the messages that the draft answers.
    pub(super) fn new(set: &RuleSet, around: &Around<'_, '_>, language: Language) -> Self {
        let (conversation, (past, draft)) = (around.conversation, around.past);
        let mut told = Self { customer: conversation.customer.name.as_deref().and_then(|name| called(name, language)), ..Self::default() };
        let (mut heard, mut orders, mut amounts) = (Vec::new(), conversation.orders.clone(), Vec::new());
        for turn in Thread::new(&past.turns()[..draft]).current.customer {
            let (turn, document) = (turn as usize, past.document(turn as usize));
            let short = document.tokens.list.len() <= SHORT;
            heard.extend(past.topics(turn).iter().map(|hit| Heard { turn, sentence: document.sentence_of(hit.first as usize), short, hit }));
            orders.extend(numbers(document));
            amounts.extend(sums(document));
        }
        told.topics = topics(set, around.assessment, &heard);
        told.order = only(orders);
        told.amount = only(amounts);
        told
    }
}

/// The topics that are told of; each with the thing named beside it, or the only thing named at all.
fn topics(set: &RuleSet, assessment: &Assessment, heard: &[Heard<'_>]) -> Vec<(usize, Option<usize>)> {
    let thing_of = |block: u32| set.things.iter().position(|thing| (thing.blocks.0..thing.blocks.1).contains(&block));
    let things: Vec<(&Heard<'_>, usize)> = heard.iter().filter_map(|found| Some((found, thing_of(found.hit.block)?))).collect();
    let single = things.first().map(|(_, thing)| *thing).filter(|first| things.iter().all(|(_, thing)| thing == first));
    let mut topics = Vec::new();
    for (index, topic) in set.topics.iter().enumerate() {
        let said = heard.iter().find(|found| (topic.blocks.0..topic.blocks.1).contains(&found.hit.block));
        let needed = assessment.need.trigger.is_some_and(|trigger| topic.needs.contains(&trigger));
        if said.is_none() && !needed && !topic.general {
            continue;
        }
        let beside = said.and_then(|said| {
            let beside = |found: &Heard<'_>| (found.turn, found.sentence) == (said.turn, said.sentence) && found.hit.first.abs_diff(said.hit.first) <= NEAR;
            let near = things.iter().filter(|(found, _)| beside(found));
            near.min_by_key(|(found, _)| found.hit.first.abs_diff(said.hit.first)).map(|(_, thing)| *thing)
        });
        let fits = |thing: &usize| topic.about.is_empty() || topic.about.contains(&set.things[*thing].name);
        let single = single.filter(|_| said.is_none_or(|said| said.short));
        topics.push((index, beside.or(single).filter(fits)));
    }
    topics
}

/// The numbers of orders in a message, as written.
fn numbers<'d>(document: &'d Document<'_>) -> impl Iterator<Item = String> + 'd {
    let list = &document.tokens.list;
    let ordered = |at: usize| (at.saturating_sub(BEFORE)..at).any(|before| ORDER.contains(&document.tokens.word(before)));
    let found = list.iter().enumerate().filter(move |(at, token)| matches!(token.class, TokenClass::Entity | TokenClass::Number) && ordered(*at));
    found.map(|(_, token)| token.source.text(document.source).to_owned()).filter(|number| number.chars().filter(|c| c.is_numeric()).count() >= 4)
}

/// The amounts of money in a message, as written.
fn sums<'d>(document: &'d Document<'_>) -> impl Iterator<Item = String> + 'd {
    let count = document.tokens.list.len();
    let ends = (0..count).filter_map(move |at| Some((at, typed_end(document, Typed::Money, at, count)?)));
    let mut last = 0;
    let mut separate = move |at: usize, end: usize| {
        let apart = last <= at;
        last = last.max(end);
        apart
    };
    ends.filter(move |&(at, end)| separate(at, end)).map(|(at, end)| document.span_of(at..end).text(document.source).to_owned())
}

/// The only one of several that may be the same.
fn only(mut all: Vec<String>) -> Option<String> {
    let first = all.pop()?;
    all.iter().all(|other| *other == first).then_some(first)
}

/// How somebody is called in a salutation: a title keeps its name, else it is the first name; `None` for a name in another script.
fn called(name: &str, language: Language) -> Option<String> {
    let arabic = name.chars().any(|c| ('\u{600}'..'\u{700}').contains(&c));
    let words: Vec<&str> = name.split_whitespace().collect();
    if words.is_empty() || arabic != (language == Language::Arabic) || name.contains('@') || name.chars().any(char::is_numeric) {
        return None;
    }
    let plain = words[0].trim_end_matches('.').to_lowercase();
    let titled = TITLES.contains(&fold_str(&plain).as_str());
    Some(if titled { words.join(" ") } else { words[0].trim_end_matches(',').to_owned() })
}
