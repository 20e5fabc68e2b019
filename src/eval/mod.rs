//! Holds reviews against labels: how much rifq finds of what a careful reader finds, and how far their judgements agree.

mod case;
mod family;
mod floors;
mod measure;
mod places;
mod row;
mod scale;
mod table;

pub use case::{Case, Fault, Subject};
pub use family::Family;
pub use floors::{Floor, Group, Held, hold, rounded_down};
pub use scale::Scale;
pub use table::{Agreement, Found, Table};

use crate::linter::Review;
use crate::read::{Keys, Labelled};
use row::Row;
use std::collections::BTreeMap;

/// What drafts are grouped by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum By {
    /// The language the record says, else that of the letters.
    Language,
    /// The dialect.
    Dialect,
    /// Where the reply goes.
    Channel,
    /// Where the draft is from.
    Source,
    /// The file it stands in.
    File,
}

impl By {
    /// All of them, in the order of the documentation.
    pub const ALL: [Self; 5] = [Self::Language, Self::Dialect, Self::Channel, Self::Source, Self::File];

    /// The word for it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Language => "language",
            Self::Dialect => "dialect",
            Self::Channel => "channel",
            Self::Source => "source",
            Self::File => "file",
        }
    }

    /// Reads the word; `None` for another.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|by| by.name() == word)
    }
}

/// One draft held against its labels.
#[derive(Clone, Debug)]
pub struct Judged {
    row: Row,
    keys: Keys,
    case: Option<Case>,
}

impl Judged {
    /// Holds the review of a draft against its labels; a case is kept where they differ on `subject`.
    pub fn new(mut labelled: Labelled, review: &Review, subject: Option<&Subject>) -> Self {
        let row = Row::new(&labelled, review);
        let case = subject.and_then(|subject| case::case(subject, &labelled, review));
        let keys = std::mem::take(&mut labelled.keys);
        let language = keys.language.or_else(|| Some(review.language.code().to_owned()));
        Self { row, keys: Keys { language, ..keys }, case }
    }
}

/// The drafts held against their labels.
#[derive(Clone, Debug, Default)]
pub struct Evaluation {
    rows: Vec<Row>,
    /// Of each row, the index of its word by what it may be grouped by.
    groups: Vec<[u32; By::ALL.len()]>,
    words: [BTreeMap<Option<String>, u32>; By::ALL.len()],
    /// With the row of each.
    cases: Vec<(usize, Case)>,
    /// The rules that labels name, and how many drafts do.
    rules: BTreeMap<String, usize>,
}

impl Evaluation {
    /// Adds a draft.
    pub fn add(&mut self, judged: Judged) {
        let Judged { row, keys: Keys { language, dialect, channel, source, file }, case } = judged;
        let mut keys = [language, dialect, channel, source, Some(file)].into_iter();
        let words = &mut self.words;
        self.groups.push(std::array::from_fn(|by| {
            let next = words[by].len() as u32;
            *words[by].entry(keys.next().flatten()).or_insert(next)
        }));
        for named in row.rules.iter().flatten().filter(|named| named.expected) {
            *self.rules.entry(named.rule.to_string()).or_default() += 1;
        }
        self.cases.extend(case.map(|case| (self.rows.len(), case)));
        self.rows.push(row);
    }

    /// How many drafts there are.
    pub fn drafts(&self) -> usize {
        self.rows.len()
    }

    /// The rules that labels name, with the number of drafts.
    pub fn expected_rules(&self) -> impl Iterator<Item = (&str, usize)> {
        self.rules.iter().map(|(rule, &drafts)| (rule.as_str(), drafts))
    }

    /// To be called when all drafts are there: on the scale of a file whose labels never say 3, a need of 3 is one of 2.
    pub fn finish(&mut self) {
        let need = Scale::EmpathyNeeded as usize;
        let file = |row: usize| self.groups[row][By::File as usize] as usize;
        let mut deepest = vec![2; self.words[By::File as usize].len()];
        for (at, row) in self.rows.iter().enumerate() {
            let expected = row.grades[need].map_or(0, |(expected, _)| expected);
            deepest[file(at)] = expected.max(deepest[file(at)]);
        }
        for (at, row) in self.rows.iter_mut().enumerate() {
            if let Some((_, found)) = &mut row.grades[need] {
                *found = (*found).min(deepest[file(at)]);
            }
        }
        self.cases.retain(|(row, case)| case.levels.is_none_or(|(expected, found)| found.min(deepest[file(*row)]) != expected));
    }

    /// The drafts in which rifq and the labels differ, in order.
    pub fn cases(&self) -> impl Iterator<Item = &Case> {
        self.cases.iter().map(|(_, case)| case)
    }

    /// The words of a grouping, sorted; `None` for drafts that say none.
    pub fn words(&self, by: By) -> Vec<Option<String>> {
        self.words[by as usize].keys().cloned().collect()
    }

    /// The figures of all drafts.
    pub fn all(&self) -> Table {
        table::table(&self.rows.iter().collect::<Vec<_>>())
    }

    /// The figures of the drafts with one word.
    pub fn table(&self, by: By, word: Option<&str>) -> Table {
        let value = word.map(str::to_owned);
        let known = self.words[by as usize].get(&value);
        let rows = self.rows.iter().zip(&self.groups).filter(|(_, group)| Some(&group[by as usize]) == known);
        Table { by: Some(by.name()), value, ..table::table(&rows.map(|(row, _)| row).collect::<Vec<_>>()) }
    }
}
