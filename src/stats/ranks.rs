//! Agreement of two orders.

use super::Interval;
use std::collections::BTreeMap;

/// Pairs of small whole numbers, each with how often it occurs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paired {
    cells: BTreeMap<(u8, u8), u32>,
}

impl Paired {
    /// Adds a pair so many times.
    pub fn add(&mut self, first: u8, second: u8, times: u32) {
        if times > 0 {
            *self.cells.entry((first, second)).or_default() += times;
        }
    }

    /// The number of pairs.
    pub fn len(&self) -> u32 {
        self.cells.values().sum()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// Spearman's rank correlation; equal values share the mean of their ranks. `None` for fewer than three pairs, and where one side does not
    /// vary.
    ///
    /// The product-moment correlation of the ranks. C. Spearman, *The proof and measurement of association between two things*, American
    /// Journal of Psychology 15, 1904; mid-ranks after M. G. Kendall, *Rank Correlation Methods*, 1948, chapter 3.
    pub fn spearman(&self) -> Option<f64> {
        let first = mid_ranks(self.cells.iter().map(|(pair, &times)| (pair.0, times)));
        let second = mid_ranks(self.cells.iter().map(|(pair, &times)| (pair.1, times)));
        let total: u32 = self.cells.values().sum();
        if total < 3 {
            return None;
        }
        let mean = f64::midpoint(1.0, f64::from(total));
        let (mut both, mut squares) = (0.0, (0.0, 0.0));
        for (&(a, b), &times) in &self.cells {
            let (a, b) = (first[usize::from(a)] - mean, second[usize::from(b)] - mean);
            both += f64::from(times) * a * b;
            squares.0 += f64::from(times) * a * a;
            squares.1 += f64::from(times) * b * b;
        }
        let scale = squares.0 * squares.1;
        (scale > 0.0).then(|| both / scale.sqrt())
    }
}

/// The 95 % interval of a rank correlation of so many pairs; `None` for fewer than five.
///
/// `tanh(atanh r ± 1.96 √((1 + r²/2) / (n − 3)))`. D. G. Bonett, T. A. Wright, *Sample size requirements for estimating Pearson, Kendall and
/// Spearman correlations*, Psychometrika 65, 2000.
pub fn spearman_interval(found: f64, pairs: u32) -> Option<Interval> {
    if pairs < 5 {
        return None;
    }
    let (middle, wide) = (found.clamp(-0.999_999, 0.999_999).atanh(), 1.959_964 * ((1.0 + found * found / 2.0) / f64::from(pairs - 3)).sqrt());
    Some(Interval { low: (middle - wide).tanh(), high: (middle + wide).tanh() })
}

/// The mean rank of each value, from 1.
fn mid_ranks(values: impl Iterator<Item = (u8, u32)>) -> [f64; 256] {
    let mut times = [0_u32; 256];
    for (value, count) in values {
        times[usize::from(value)] += count;
    }
    let mut below = 0;
    times.map(|count| {
        let rank = f64::from(below) + f64::midpoint(1.0, f64::from(count));
        below += count;
        rank
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spearman(pairs: &[(u8, u8)]) -> Option<f64> {
        let mut paired = Paired::default();
        for &(first, second) in pairs {
            paired.add(first, second, 1);
        }
        paired.spearman()
    }

    #[test]
    fn ranks_agree() {
        for (pairs, expected) in [
            (vec![(10, 1), (20, 2), (90, 3)], 1.0),
            (vec![(10, 3), (20, 2), (90, 1)], -1.0),
            // Without ties 1 − 6 Σd² / n(n² − 1): d = 0, 1, −1, 0, so 1 − 12/60.
            (vec![(1, 1), (2, 3), (3, 2), (4, 4)], 0.8),
            // Ranks 1, 2.5, 2.5, 4 and 1.5, 1.5, 3.5, 3.5: 3 / √(4.5 · 4).
            (vec![(5, 1), (6, 1), (6, 2), (7, 2)], 3.0 / 18.0_f64.sqrt()),
        ] {
            let found = spearman(&pairs);
            assert!(found.is_some_and(|found| (found - expected).abs() < 1e-12), "{pairs:?}: {found:?} is not {expected}");
        }
    }

    #[test]
    fn few_pairs_make_a_wide_interval() {
        // atanh 0.5 = 0.5493; the half width for 30 pairs is 1.96 √(1.125 / 27) = 0.4001.
        let found = spearman_interval(0.5, 30).expect("enough pairs");
        assert!((found.low - 0.1492_f64.tanh()).abs() < 0.001 && (found.high - 0.9494_f64.tanh()).abs() < 0.001, "{found:?}");
        let many = spearman_interval(0.5, 3000).expect("enough pairs");
        assert!(many.high - many.low < 0.07 && spearman_interval(0.5, 4).is_none());
    }

    #[test]
    fn what_does_not_vary_has_no_order() {
        for pairs in [&[(1, 1), (2, 2)][..], &[(1, 4), (1, 5), (1, 6)], &[]] {
            assert_eq!(spearman(pairs), None, "{pairs:?}");
        }
    }
}
