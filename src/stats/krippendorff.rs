//! Agreement of any number of readings of the same cases, of which some may be missing.

use super::LEVELS;

/// How often each level meets each other one in the same case.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Coincidences {
    cells: [[f64; Self::LEVELS]; Self::LEVELS],
}

impl Coincidences {
    /// The most levels.
    pub const LEVELS: usize = LEVELS + 2;

    /// Adds a case with all its readings; one reading alone says nothing of agreement. A level beyond the last counts as the last.
    #[allow(clippy::cast_precision_loss)] // a handful of readings
    pub fn add(&mut self, readings: &[u8]) {
        let share = 1.0 / readings.len().saturating_sub(1).max(1) as f64;
        let place = |level: u8| usize::from(level).min(Self::LEVELS - 1);
        for (at, &first) in readings.iter().enumerate() {
            for (other, &second) in readings.iter().enumerate() {
                if at != other {
                    self.cells[place(first)][place(second)] += share;
                }
            }
        }
    }

    /// Krippendorff's alpha for ordered levels. `None` where all readings give one and the same level, or none has a second beside it.
    ///
    /// `1 − observed / expected disagreement`, where the distance of two levels is the square of how many readings lie between them. K. Krippendorff, *Computing
    /// Krippendorff's alpha-reliability*, University of Pennsylvania, 2011.
    pub fn ordinal(&self) -> Option<f64> {
        let sums = self.sums();
        self.alpha(|low, high| {
            let between: f64 = sums[low..=high].iter().sum();
            between - f64::midpoint(sums[low], sums[high])
        })
    }

    /// Krippendorff's alpha for levels without an order.
    pub fn nominal(&self) -> Option<f64> {
        self.alpha(|_, _| 1.0)
    }

    /// Krippendorff's alpha for levels that are numbers.
    #[allow(clippy::cast_precision_loss)]
    pub fn interval(&self) -> Option<f64> {
        self.alpha(|low, high| (high - low) as f64)
    }

    fn sums(&self) -> [f64; Self::LEVELS] {
        self.cells.map(|row| row.iter().sum())
    }

    fn alpha(&self, distance: impl Fn(usize, usize) -> f64) -> Option<f64> {
        let sums = self.sums();
        let all: f64 = sums.iter().sum();
        let (mut observed, mut expected) = (0.0, 0.0);
        for low in 0..Self::LEVELS {
            for high in low + 1..Self::LEVELS {
                let square = distance(low, high).powi(2);
                observed += 2.0 * self.cells[low][high] * square;
                expected += 2.0 * sums[low] * sums[high] * square;
            }
        }
        (expected > 0.0).then(|| 1.0 - (all - 1.0) * observed / expected)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(found: Option<f64>, expected: f64) {
        assert!(found.is_some_and(|found| (found - expected).abs() < 5e-4), "{found:?} is not {expected}");
    }

    #[test]
    fn as_published() {
        // Krippendorff 2011, example C: four observers, twelve units, some readings missing.
        let mut all = Coincidences::default();
        for readings in [
            &[1, 1, 1][..],
            &[2, 2, 3, 2],
            &[3, 3, 3, 3],
            &[3, 3, 3, 3],
            &[2, 2, 2, 2],
            &[1, 2, 3, 4],
            &[4, 4, 4, 4],
            &[1, 1, 2, 1],
            &[2, 2, 2, 2],
            &[5, 5, 5],
            &[1, 1],
            &[3],
        ] {
            all.add(readings);
        }
        near(all.nominal(), 0.743);
        near(all.ordinal(), 0.815);
        near(all.interval(), 0.849);
        // Example A: two observers, two levels.
        let mut two = Coincidences::default();
        for (first, second) in [0, 1, 0, 0, 0, 0, 0, 0, 1, 0].into_iter().zip([1, 1, 1, 0, 0, 1, 0, 0, 0, 0]) {
            two.add(&[first, second]);
        }
        near(two.nominal(), 0.095);
    }

    #[test]
    fn what_does_not_vary_has_none() {
        let mut all = Coincidences::default();
        all.add(&[2, 2]);
        all.add(&[1]);
        assert_eq!(all.ordinal(), None);
    }
}
