//! Rows into figures, with intervals.

use super::measure::{List, agreed, counted};
use super::row::Row;
use crate::stats::{Interval, intervals};
use serde::Serialize;

/// The figures of a group of drafts. Shares and coefficients are between -1 and 1; null where a figure has no value.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Table {
    /// What the group is told by; null for all drafts.
    pub by: Option<&'static str>,
    /// Its word there; null where the drafts say none.
    pub value: Option<String>,
    /// How many drafts it has.
    pub drafts: usize,
    /// By family: does the draft have the fault?
    pub families: Vec<Found>,
    /// By family: are the words found?
    pub spans: Vec<Found>,
    /// By folder of rules: is a rule of it expected, does one find something?
    pub categories: Vec<Found>,
    /// By rule.
    pub rules: Vec<Found>,
    /// Balanced accuracy, kappas, rank correlation.
    pub agreement: Vec<Agreement>,
}

/// What was looked for and what was found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Found {
    /// Family, category or rule.
    pub name: String,
    /// Drafts that count.
    pub drafts: usize,
    /// Expected by the labels: drafts, or places.
    pub gold: u32,
    /// Found by rifq.
    pub said: u32,
    /// Of what was found, the share that was expected.
    pub precision: Option<f64>,
    /// Of what was expected, the share that was found.
    pub recall: Option<f64>,
    /// The harmonic mean of both.
    pub f1: Option<f64>,
    /// The 95 % interval of `f1`.
    pub interval: Option<Interval>,
}

/// How far two judgements agree.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Agreement {
    /// `bridge.accuracy`, `kappa.` and the scale, `spearman.quality`.
    pub name: String,
    /// Drafts that count.
    pub drafts: usize,
    /// The figure.
    pub value: Option<f64>,
    /// Its 95 % interval.
    pub interval: Option<Interval>,
}

impl Table {
    /// All figures by the names that floors use.
    pub fn figures(&self) -> Vec<(String, Option<f64>)> {
        let mut figures = Vec::new();
        for found in self.families.iter().chain(&self.categories).chain(&self.rules) {
            for (measure, value) in [("precision", found.precision), ("recall", found.recall), ("f1", found.f1)] {
                figures.push((format!("{}.{measure}", found.name), value));
            }
        }
        figures.extend(self.spans.iter().map(|found| (format!("{}.span_f1", found.name), found.f1)));
        figures.extend(self.agreement.iter().map(|agreement| (agreement.name.clone(), agreement.value)));
        figures
    }
}

/// The figures of some rows.
pub(super) fn table(rows: &[&Row]) -> Table {
    let (counted, agreed) = (counted(rows), agreed(rows));
    let measured = intervals(rows.len(), |times| {
        let times = |row: u32| times[row as usize];
        counted.iter().map(|counted| counted.counts(times).f1()).chain(agreed.iter().map(|agreed| agreed.measure.value(times))).collect()
    });
    let mut measured = measured.into_iter();
    let mut table = Table { drafts: rows.len(), ..Table::default() };
    for counted in counted {
        let counts = counted.counts(|_| 1);
        let list = match counted.list {
            List::Families => &mut table.families,
            List::Spans => &mut table.spans,
            List::Categories => &mut table.categories,
            List::Rules => &mut table.rules,
        };
        let (precision, recall, f1) = (counts.precision(), counts.recall(), counts.f1());
        let (name, drafts, interval) = (counted.name, counted.drafts, measured.next().flatten());
        list.push(Found { name, drafts, gold: counts.expected(), said: counts.found(), precision, recall, f1, interval });
    }
    for agreed in agreed {
        let value = agreed.measure.value(|_| 1);
        table.agreement.push(Agreement { name: agreed.name, drafts: agreed.drafts, value, interval: measured.next().flatten() });
    }
    table
}
