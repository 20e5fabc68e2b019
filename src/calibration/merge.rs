//! What reviewers say, put together: how far they agree with each other and with rifq, and where they do not.

use super::batch::Key;
use super::level;
use crate::rules::Scorecard;
use crate::stats::{Coincidences, Crossed};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// The column for a reply as a whole.
pub(super) const OVERALL: &str = "overall";

/// Levels apart from which on a difference is a dispute.
const FAR: u8 = 2;

/// What one reviewer says of one item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Review {
    /// Who.
    pub reviewer: String,
    /// Of what.
    pub item: String,
    /// By category, where it applies.
    pub levels: BTreeMap<String, u8>,
    /// Rules that the reviewer names.
    pub rules: Vec<String>,
    /// Words.
    pub note: String,
}

/// All of it.
#[derive(Clone, Debug, Default)]
pub struct Calibration {
    /// Who reviewed.
    pub reviewers: Vec<String>,
    /// How many items somebody judged.
    pub items: usize,
    /// By category, in the order of the scorecard, the whole last.
    pub agreement: Vec<Agreement>,
    /// Where readings lie far apart.
    pub disputes: Vec<Dispute>,
}

/// Agreement in one category.
#[derive(Clone, Debug, Default)]
pub struct Agreement {
    /// Its id.
    pub category: String,
    /// How many items somebody judged.
    pub items: u32,
    /// Krippendorff's alpha of the reviewers, ordinal.
    pub alpha: Option<f64>,
    /// Each two reviewers.
    pub pairs: Vec<(String, String, Crossed)>,
    /// Each reviewer beside rifq.
    pub rifq: Vec<(String, Crossed)>,
    /// The reviewers' lower median beside rifq.
    pub median: Crossed,
}

/// An item on which readings lie far apart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Dispute {
    /// The item.
    pub item: String,
    /// The conversation.
    pub conversation: String,
    /// The category.
    pub category: String,
    /// What it is about.
    pub kind: DisputeKind,
    /// What the reviewers gave.
    pub said: BTreeMap<String, u8>,
    /// What rifq gives.
    pub rifq: Option<u8>,
    /// What rifq found in the category.
    pub rules: Vec<String>,
    /// Rules that reviewers name and rifq did not find.
    pub missed: Vec<String>,
}

/// Who differs from whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DisputeKind {
    /// Reviewers among themselves.
    Reviewers,
    /// rifq is stricter than the reviewers.
    Stricter,
    /// rifq is milder than the reviewers, or did not find what they name.
    Milder,
}

/// Reads the rows of a reviewer's table; `name` is the reviewer where no cell says it. Errors tell the line.
pub fn parse(rows: &[(u32, Vec<String>)], scorecard: &Scorecard, name: &str) -> Result<Vec<Review>, (u32, String)> {
    let Some(((line, header), rows)) = rows.split_first() else { return Err((1, "the table is empty".to_owned())) };
    let columns: Vec<String> = header.iter().map(|cell| column(cell, scorecard)).collect();
    if !columns.iter().any(|column| column == "item") {
        return Err((*line, "the header has no column `item`; `rifq sample` writes such a table".to_owned()));
    }
    let is_category = |column: &str| column == OVERALL || scorecard.categories.iter().any(|category| category.id == column);
    let mut reviews = Vec::new();
    for (line, cells) in rows {
        let mut review = Review { reviewer: name.to_owned(), ..Review::default() };
        for (column, cell) in columns.iter().zip(cells) {
            let word = cell.trim().trim_start_matches('\'');
            match column.as_str() {
                "item" => word.clone_into(&mut review.item),
                "reviewer" if !word.is_empty() => word.clone_into(&mut review.reviewer),
                "note" => word.clone_into(&mut review.note),
                "rules" => review.rules = word.split([' ', ',', ';', '\n']).filter(|rule| rule.contains('/')).map(str::to_owned).collect(),
                category if is_category(category) => {
                    if let Some(level) = given(word).map_err(|message| (*line, format!("`{category}`: {message}")))? {
                        review.levels.insert(category.to_owned(), level);
                    }
                }
                _ => {}
            }
        }
        if !review.item.is_empty() && (!review.levels.is_empty() || !review.rules.is_empty()) {
            reviews.push(review);
        }
    }
    Ok(reviews)
}

/// The column as it is called in English.
fn column(cell: &str, scorecard: &Scorecard) -> String {
    let cell = cell.trim();
    let category = scorecard.categories.iter().find(|category| category.id == cell || category.name.en == cell || category.name.ar == cell);
    category.map_or_else(|| cell.to_ascii_lowercase(), |category| category.id.clone())
}

/// The level that a cell gives; `None` where it is empty or says that the category does not apply.
fn given(word: &str) -> Result<Option<u8>, String> {
    let lower = word.to_lowercase();
    if matches!(lower.as_str(), "" | "-" | "–" | "n/a" | "na" | "?" | "لا ينطبق") {
        return Ok(None);
    }
    let digit = ["0", "1", "2", "3"].iter().chain(["٠", "١", "٢", "٣"].iter()).position(|digit| *digit == lower).map(|at| at % 4);
    let named = super::LEVELS.iter().position(|names| names.contains(&lower.as_str()));
    let level = digit.or(named).ok_or_else(|| format!("`{word}` is none of 0, 1, 2, 3, n/a"))?;
    Ok(Some(level as u8))
}

/// Puts reviews beside each other and beside what rifq said; of two reviews of one item by one reviewer the later one counts.
pub fn calibrate(reviews: Vec<Review>, keys: &BTreeMap<String, Key>, scorecard: &Scorecard) -> Calibration {
    let mut by_item: BTreeMap<String, BTreeMap<String, Review>> = BTreeMap::new();
    let mut reviewers = BTreeSet::new();
    for review in reviews.into_iter().filter(|review| keys.contains_key(&review.item)) {
        reviewers.insert(review.reviewer.clone());
        by_item.entry(review.item.clone()).or_default().insert(review.reviewer.clone(), review);
    }
    let categories = scorecard.categories.iter().filter(|category| category.weight > 0).map(|category| category.id.as_str()).chain([OVERALL]);
    let mut calibration = Calibration { reviewers: reviewers.into_iter().collect(), items: by_item.len(), ..Calibration::default() };
    for category in categories {
        let mut tally = Tally { agreement: Agreement { category: category.to_owned(), ..Agreement::default() }, ..Tally::default() };
        for (item, reviews) in &by_item {
            if let Some(key) = keys.get(item) {
                calibration.disputes.extend(tally.item(key, reviews));
            }
        }
        calibration.agreement.push(tally.finish());
    }
    calibration
}

/// One category while items are added.
#[derive(Default)]
struct Tally {
    agreement: Agreement,
    coincidences: Coincidences,
    pairs: BTreeMap<(String, String), Crossed>,
    rifq: BTreeMap<String, Crossed>,
}

/// What is said of one item in one category.
struct Said {
    by: BTreeMap<String, u8>,
    /// The same, sorted.
    levels: Vec<u8>,
    /// The reviewers' median and rifq's level.
    both: Option<(u8, u8)>,
}

impl Tally {
    fn item(&mut self, key: &Key, reviews: &BTreeMap<String, Review>) -> Option<Dispute> {
        let category = self.agreement.category.clone();
        let said: BTreeMap<String, u8> = reviews.iter().filter_map(|(name, review)| Some((name.clone(), *review.levels.get(&category)?))).collect();
        let rifq = if category == OVERALL { key.score.map(f64::from) } else { key.categories.get(&category).copied().flatten() }.map(level);
        let mut levels: Vec<u8> = said.values().copied().collect();
        levels.sort_unstable();
        if !said.is_empty() {
            self.agreement.items += 1;
            self.coincidences.add(&levels);
        }
        for (first, a) in &said {
            if let Some(rifq) = rifq {
                self.rifq.entry(first.clone()).or_default().add(*a, rifq, 1);
            }
            for (second, b) in said.range(first.clone()..).skip(1) {
                self.pairs.entry((first.clone(), second.clone())).or_default().add(*a, *b, 1);
            }
        }
        let median = levels.get(levels.len().saturating_sub(1) / 2).copied();
        if let Some((median, rifq)) = median.zip(rifq) {
            self.agreement.median.add(median, rifq, 1);
        }
        self.dispute(key, reviews, Said { by: said, levels, both: median.zip(rifq) })
    }

    fn dispute(&self, key: &Key, reviews: &BTreeMap<String, Review>, Said { by: said, levels, both }: Said) -> Option<Dispute> {
        let category = &self.agreement.category;
        let whole = category == OVERALL;
        let found = |rule: &String| key.findings.iter().any(|finding| finding.rule == *rule);
        let mut missed: Vec<String> =
            if whole { reviews.values().flat_map(|review| &review.rules).filter(|rule| !found(rule)).cloned().collect() } else { Vec::new() };
        missed.sort_unstable();
        missed.dedup();
        let apart = levels.first().zip(levels.last()).is_some_and(|(low, high)| high - low >= FAR);
        let kind = match both {
            Some((median, rifq)) if median >= rifq + FAR => DisputeKind::Stricter,
            Some((median, rifq)) if rifq >= median + FAR => DisputeKind::Milder,
            _ if apart => DisputeKind::Reviewers,
            _ if !missed.is_empty() => DisputeKind::Milder,
            _ => return None,
        };
        let here = key.findings.iter().filter(|finding| whole || finding.category.as_ref() == Some(category));
        let mut rules: Vec<String> = here.map(|finding| finding.rule.clone()).collect();
        rules.sort_unstable();
        rules.dedup();
        Some(Dispute {
            item: key.item.clone(),
            conversation: key.conversation.clone(),
            category: category.clone(),
            kind,
            said,
            rifq: both.map(|(_, rifq)| rifq),
            rules,
            missed,
        })
    }

    fn finish(self) -> Agreement {
        let pairs = self.pairs.into_iter().map(|((first, second), crossed)| (first, second, crossed)).collect();
        Agreement { alpha: self.coincidences.ordinal(), pairs, rifq: self.rifq.into_iter().collect(), ..self.agreement }
    }
}
