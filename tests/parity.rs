//! Equal treatment: what is said alike in Arabic and English scores alike, on the 60 pairs of `corpus/parity.jsonl`.

use rifq::catalogue::embedded;
use rifq::wire::{PersonRequest, Request, ThreadTurn};
use rifq::{Language, Linter, Review, Role};
use serde::Deserialize;
use std::collections::BTreeMap;

/// How far the scores of a pair may lie apart.
const MOST_POINTS: u8 = 3;

/// One side of a pair.
#[derive(Deserialize)]
struct Side {
    id: String,
    pair: String,
    channel: String,
    language: Language,
    dialect: Option<String>,
    context: Vec<String>,
    customer: Option<PersonRequest>,
    reply: String,
}

impl Side {
    fn review(&self, linter: &Linter) -> Review {
        let said = |text: &String| ThreadTurn { role: Role::Customer, text: text.clone(), author: None, at: None };
        let request = Request {
            text: self.reply.clone(),
            id: Some(self.id.clone()),
            channel: Some(self.channel.clone()),
            customer: self.customer.clone(),
            thread: self.context.iter().map(said).collect(),
            ..Request::default()
        };
        let (conversation, warnings) = request.conversation();
        assert!(warnings.is_empty(), "{}: {warnings:?}", self.id);
        linter.review(&conversation, Language::English)
    }
}

fn pairs() -> BTreeMap<String, Vec<Side>> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/parity.jsonl");
    let mut pairs: BTreeMap<String, Vec<Side>> = BTreeMap::new();
    for line in std::fs::read_to_string(path).expect("the pairs can be read").lines() {
        let side: Side = serde_json::from_str(line).expect("a side of a pair");
        pairs.entry(side.pair.clone()).or_default().push(side);
    }
    pairs
}

/// The score of a review, and what it was made of.
fn told(side: &Side, review: &Review) -> String {
    let score = review.score.as_ref().expect("the built-in rules have a scorecard");
    let findings: Vec<String> = review
        .diagnostics
        .iter()
        .map(|found| format!("{} {} \"{}\"", found.severity.name(), found.rule, found.span.text(&side.reply).chars().take(40).collect::<String>()))
        .collect();
    let (need, given) = (review.assessment.need.level, review.assessment.given.grade);
    format!("  {}: {:?}, need {need}, empathy {given:?}, cap {:?}, {findings:?}", side.id, score.total, score.cap)
}

#[test]
fn pairs_score_alike() {
    let linter = Linter::new(embedded::rules());
    let mut apart = Vec::new();
    for sides in pairs().values() {
        let reviews: Vec<Review> = sides.iter().map(|side| side.review(&linter)).collect();
        let totals: Vec<Option<u8>> = reviews.iter().map(|review| review.score.as_ref().and_then(|score| score.total)).collect();
        let alike = matches!(totals[..], [Some(english), Some(arabic)] if english.abs_diff(arabic) <= MOST_POINTS);
        if !alike {
            apart.extend(sides.iter().zip(&reviews).map(|(side, review)| told(side, review)));
        }
    }
    assert!(apart.is_empty(), "{} of 60 pairs lie apart:\n{}", apart.len() / 2, apart.join("\n"));
}

#[test]
fn pairs_cover_languages_dialects_and_channels() {
    let pairs = pairs();
    assert_eq!(pairs.len(), 60);
    let mut seen = std::collections::BTreeSet::new();
    for sides in pairs.values() {
        let [english, arabic] = &sides[..] else { panic!("{} sides", sides.len()) };
        assert_eq!((english.language, arabic.language, &english.channel), (Language::English, Language::Arabic, &arabic.channel), "{}", english.pair);
        seen.extend([arabic.dialect.clone().unwrap_or_default(), arabic.channel.clone()]);
    }
    for name in ["msa", "gulf", "egyptian", "levantine", "maghrebi", "email", "chat", "message", "sms", "social", "review", "forum", "phone"] {
        assert!(seen.contains(name), "no pair in {name}");
    }
}
