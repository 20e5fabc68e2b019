//! Hits, misses and false alarms, and what is made of them.

/// What was looked for and what was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Expected and found.
    pub hits: u32,
    /// Found, not expected.
    pub false_alarms: u32,
    /// Expected, not found.
    pub misses: u32,
}

impl Counts {
    /// One case.
    pub fn of(expected: bool, found: bool) -> Self {
        Self { hits: u32::from(expected && found), false_alarms: u32::from(found && !expected), misses: u32::from(expected && !found) }
    }

    /// Adds another count so many times.
    pub fn add(&mut self, other: Self, times: u32) {
        self.hits += other.hits * times;
        self.false_alarms += other.false_alarms * times;
        self.misses += other.misses * times;
    }

    /// How many were expected.
    pub const fn expected(self) -> u32 {
        self.hits + self.misses
    }

    /// How many were found.
    pub const fn found(self) -> u32 {
        self.hits + self.false_alarms
    }

    /// Of what was found, the share that was expected; `None` where nothing was found.
    pub fn precision(self) -> Option<f64> {
        share(self.hits, self.found())
    }

    /// Of what was expected, the share that was found; `None` where nothing was expected.
    pub fn recall(self) -> Option<f64> {
        share(self.hits, self.expected())
    }

    /// The harmonic mean of precision and recall; `None` where nothing was expected and nothing found.
    ///
    /// `2 hits / (2 hits + false alarms + misses)`. C. J. van Rijsbergen, *Information Retrieval*, 2nd edition, 1979, chapter 7 (1 − E with
    /// equal weights).
    pub fn f1(self) -> Option<f64> {
        share(2 * self.hits, 2 * self.hits + self.false_alarms + self.misses)
    }
}

/// Two kinds of cases, each told right or wrong.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sorted {
    /// Cases of the first and the second kind.
    pub cases: [u32; 2],
    /// Of these, the ones told right.
    pub right: [u32; 2],
}

impl Sorted {
    /// Adds a case of the first or the second kind so many times.
    pub fn add(&mut self, second: bool, right: bool, times: u32) {
        self.cases[usize::from(second)] += times;
        self.right[usize::from(second)] += u32::from(right) * times;
    }

    /// The mean of the shares told right of each kind; 0.5 is chance. `None` where a kind has no case.
    ///
    /// K. H. Brodersen, C. S. Ong, K. E. Stephan, J. M. Buhmann, *The balanced accuracy and its posterior distribution*, ICPR 2010.
    pub fn balanced_accuracy(self) -> Option<f64> {
        Some(f64::midpoint(share(self.right[0], self.cases[0])?, share(self.right[1], self.cases[1])?))
    }
}

fn share(part: u32, whole: u32) -> Option<f64> {
    (whole > 0).then(|| f64::from(part) / f64::from(whole))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares() {
        for (hits, false_alarms, misses, precision, recall, f1) in [
            (3, 1, 2, Some(0.75), Some(0.6), Some(6.0 / 9.0)),
            (0, 0, 0, None, None, None),
            (0, 2, 0, Some(0.0), None, Some(0.0)),
            (0, 0, 2, None, Some(0.0), Some(0.0)),
            (4, 0, 0, Some(1.0), Some(1.0), Some(1.0)),
        ] {
            let counts = Counts { hits, false_alarms, misses };
            assert_eq!((counts.precision(), counts.recall(), counts.f1()), (precision, recall, f1), "{counts:?}");
        }
    }

    #[test]
    fn both_kinds_count_alike() {
        let mut sorted = Sorted::default();
        sorted.add(true, true, 1);
        assert_eq!(sorted.balanced_accuracy(), None);
        sorted.add(true, true, 2);
        sorted.add(true, false, 1);
        sorted.add(false, false, 10);
        // 3 of 4 and 0 of 10.
        assert_eq!(sorted.balanced_accuracy(), Some(0.375));
    }
}
