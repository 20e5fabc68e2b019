//! Least figures, so that nothing gets worse unnoticed.

use super::{By, Evaluation, Table};

/// Which drafts a floor is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// All of them.
    All,
    /// Those with this word.
    Of(By, String),
}

impl Group {
    /// The figures of the group.
    pub fn table(&self, evaluation: &Evaluation) -> Table {
        match self {
            Self::All => evaluation.all(),
            Self::Of(by, word) => evaluation.table(*by, Some(word)),
        }
    }
}

impl std::fmt::Display for Group {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::All => write!(formatter, "all"),
            Self::Of(by, word) => write!(formatter, "{}.{word}", by.name()),
        }
    }
}

/// The least that a figure may be.
#[derive(Clone, Debug, PartialEq)]
pub struct Floor {
    /// Whose figure.
    pub group: Group,
    /// Which figure: `negative.f1`.
    pub figure: String,
    /// In per cent.
    pub least: f64,
}

/// A floor and what was measured.
#[derive(Clone, Debug, PartialEq)]
pub struct Held {
    /// In per cent; `None` where nothing was measured.
    pub figure: Option<f64>,
    /// Whether it is below the floor, or was not measured.
    pub is_below: bool,
    /// The figure in whole per cent, rounded down, where that is above the floor.
    pub raised: Option<i32>,
}

/// So much may be lost in the last digits of a share.
const TOLERANCE: f64 = 1e-9;

/// Holds the figures of a group against one of its floors.
pub fn hold(floor: &Floor, figures: &[(String, Option<f64>)]) -> Held {
    let figure = figures.iter().find(|(name, _)| *name == floor.figure).and_then(|(_, value)| *value).map(|value| value * 100.0);
    let is_below = figure.is_none_or(|figure| figure + TOLERANCE < floor.least);
    let raised = figure.map(rounded_down).filter(|&raised| f64::from(raised) > floor.least);
    Held { figure, is_below, raised }
}

/// Whole per cent of a figure in per cent.
pub fn rounded_down(figure: f64) -> i32 {
    (figure + TOLERANCE).floor() as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floors_only_rise() {
        let figures = [("a.f1".to_owned(), Some(0.83)), ("b.f1".to_owned(), None)];
        for (figure, least, is_below, raised) in [
            ("a.f1", 83.0, false, None),
            ("a.f1", 82.0, false, Some(83)),
            ("a.f1", 83.5, true, None),
            ("a.f1", -10.0, false, Some(83)),
            ("b.f1", 0.0, true, None),
            ("c.f1", 0.0, true, None),
        ] {
            let held = hold(&Floor { group: Group::All, figure: figure.to_owned(), least }, &figures);
            assert_eq!((held.is_below, held.raised), (is_below, raised), "{figure} {least}");
        }
    }
}
