//! What figures are made of: the part of each row that adds to them, with the index of the row.

use super::family::Family;
use super::row::{Named, Row};
use super::scale::Scale;
use crate::stats::{Counts, Crossed, Paired, Sorted};
use std::collections::BTreeMap;

/// A figure of hits, misses and false alarms on its way.
pub(super) struct Counted {
    pub list: List,
    pub name: String,
    /// Drafts that count.
    pub drafts: usize,
    /// Rows in which nothing was expected and nothing found are left out.
    parts: Vec<(u32, Counts)>,
}

/// Where a figure is listed.
#[derive(Clone, Copy)]
pub(super) enum List {
    Families,
    Spans,
    Categories,
    Rules,
}

impl Counted {
    fn new((list, name): (List, &str), drafts: usize, parts: impl Iterator<Item = (u32, Counts)>) -> Self {
        Self { list, name: name.to_owned(), drafts, parts: parts.filter(|part| part.1 != Counts::default()).collect() }
    }

    /// The counts with each row so many times.
    pub(super) fn counts(&self, times: impl Fn(u32) -> u32) -> Counts {
        let mut counts = Counts::default();
        for &(row, part) in &self.parts {
            counts.add(part, times(row));
        }
        counts
    }
}

/// A figure of agreement on its way.
pub(super) struct Agreed {
    pub name: String,
    /// Drafts that count.
    pub drafts: usize,
    pub measure: Measure,
}

/// How an agreement is measured.
pub(super) enum Measure {
    /// Cases of two kinds, told right or wrong.
    Balanced(Vec<(u32, (bool, bool))>),
    /// Two names for each case.
    Plain(Vec<(u32, (u8, u8))>),
    /// Two ordered levels for each case.
    Quadratic(Vec<(u32, (u8, u8))>),
    /// Two numbers for each case.
    Ranked(Vec<(u32, (u8, u8))>),
}

impl Measure {
    /// Its value with each row so many times.
    pub(super) fn value(&self, times: impl Fn(u32) -> u32) -> Option<f64> {
        match self {
            Self::Balanced(parts) => {
                let mut sorted = Sorted::default();
                for &(row, (second, right)) in parts {
                    sorted.add(second, right, times(row));
                }
                sorted.balanced_accuracy()
            }
            Self::Plain(parts) => crossed(parts, times).kappa(),
            Self::Quadratic(parts) => crossed(parts, times).quadratic_kappa(),
            Self::Ranked(parts) => {
                let mut paired = Paired::default();
                for &(row, (score, quality)) in parts {
                    paired.add(score, quality, times(row));
                }
                paired.spearman()
            }
        }
    }
}

fn crossed(parts: &[(u32, (u8, u8))], times: impl Fn(u32) -> u32) -> Crossed {
    let mut crossed = Crossed::default();
    for &(row, (expected, found)) in parts {
        crossed.add(expected, found, times(row));
    }
    crossed
}

/// What a part of each row says, with the index of the row.
fn parts<T>(rows: &[&Row], part: impl Fn(&Row) -> Option<T>) -> Vec<(u32, T)> {
    (0..).zip(rows).filter_map(|(at, row)| Some((at, part(row)?))).collect()
}

/// Families, places, categories and rules that any label speaks of.
pub(super) fn counted(rows: &[&Row]) -> Vec<Counted> {
    let mut figures = Vec::new();
    for (at, family) in Family::ALL.iter().enumerate() {
        let parts = parts(rows, |row| row.families[at].map(|(expected, found)| Counts::of(expected, found)));
        figures.push(Counted::new((List::Families, family.name()), parts.len(), parts.into_iter()));
    }
    for (at, family) in Family::QUOTED.iter().enumerate() {
        let parts = parts(rows, |row| row.places[at]);
        figures.push(Counted::new((List::Spans, family.name()), parts.len(), parts.into_iter()));
    }
    let mut categories: BTreeMap<&str, BTreeMap<u32, (bool, bool)>> = BTreeMap::new();
    let mut rules: BTreeMap<&str, Vec<(u32, Counts)>> = BTreeMap::new();
    for (row, data) in (0..).zip(rows) {
        for Named { rule, expected, found } in data.rules.iter().flatten() {
            let both = categories.entry(folder(rule)).or_default().entry(row).or_default();
            *both = (both.0 || *expected, both.1 || *found);
            rules.entry(rule).or_default().push((row, Counts::of(*expected, *found)));
        }
    }
    let drafts = rows.iter().filter(|row| row.rules.is_some()).count();
    let both = |(row, (expected, found))| (row, Counts::of(expected, found));
    figures.extend(categories.into_iter().map(|(name, parts)| Counted::new((List::Categories, name), drafts, parts.into_iter().map(both))));
    figures.extend(rules.into_iter().map(|(name, parts)| Counted::new((List::Rules, name), drafts, parts.into_iter())));
    figures.retain(|figure| figure.drafts > 0);
    figures
}

/// The folder of a rule, with the slash.
pub(super) fn folder(rule: &str) -> &str {
    rule.find('/').map_or(rule, |at| &rule[..=at])
}

/// Bridge, scales and score, where any label speaks of them.
pub(super) fn agreed(rows: &[&Row]) -> Vec<Agreed> {
    let bridges = parts(rows, |row| row.bridge.map(|(expected, found)| (expected, expected == found)));
    let mut figures = vec![Agreed { name: "bridge.accuracy".to_owned(), drafts: bridges.len(), measure: Measure::Balanced(bridges) }];
    for (at, scale) in Scale::ALL.iter().enumerate() {
        let pairs = parts(rows, |row| row.grades[at]);
        let drafts = pairs.len();
        let measure = if scale.is_graded() { Measure::Quadratic(pairs) } else { Measure::Plain(pairs) };
        figures.push(Agreed { name: format!("kappa.{}", scale.name()), drafts, measure });
    }
    let scores = parts(rows, |row| row.score);
    figures.push(Agreed { name: "spearman.quality".to_owned(), drafts: scores.len(), measure: Measure::Ranked(scores) });
    figures.retain(|figure| figure.drafts > 0);
    figures
}
