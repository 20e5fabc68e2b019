//! Agreement beyond chance of two readings of the same cases.

/// The most levels of a grade.
pub const LEVELS: usize = 4;

/// How often each level of one reading meets each level of the other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Crossed {
    cells: [[u32; LEVELS]; LEVELS],
}

impl Crossed {
    /// Adds a case so many times; a level beyond the last counts as the last.
    pub fn add(&mut self, first: u8, second: u8, times: u32) {
        let place = |level: u8| usize::from(level).min(LEVELS - 1);
        self.cells[place(first)][place(second)] += times;
    }

    /// How often the first reading gives one level where the second gives another.
    pub fn cell(&self, first: usize, second: usize) -> u32 {
        self.cells.get(first).and_then(|row| row.get(second)).copied().unwrap_or_default()
    }

    /// How many cases there are, and in how many both give the same level.
    pub fn cases(&self) -> (u32, u32) {
        (self.cells.iter().flatten().sum(), (0..LEVELS).map(|level| self.cells[level][level]).sum())
    }

    /// Cohen's kappa: every disagreement weighs the same. `None` where both readings always give one and the same level.
    ///
    /// `1 − observed disagreement / disagreement by chance`. J. Cohen, *A coefficient of agreement for nominal scales*, Educational and
    /// Psychological Measurement 20, 1960.
    pub fn kappa(&self) -> Option<f64> {
        self.weighted(|first, second| if first == second { 0.0 } else { 1.0 })
    }

    /// Cohen's weighted kappa for ordered levels: a disagreement weighs the square of its distance.
    ///
    /// `1 − Σ w·observed / Σ w·expected` with `w = (i − j)²`. J. Cohen, *Weighted kappa: nominal scale agreement with provision for scaled
    /// disagreement or partial credit*, Psychological Bulletin 70, 1968.
    pub fn quadratic_kappa(&self) -> Option<f64> {
        self.weighted(|first, second| {
            let distance = f64::from(first) - f64::from(second);
            distance * distance
        })
    }

    fn weighted(&self, weight: impl Fn(u8, u8) -> f64) -> Option<f64> {
        let rows = self.cells.map(|row| f64::from(row.iter().sum::<u32>()));
        let columns: [f64; LEVELS] = std::array::from_fn(|at| f64::from(self.cells.iter().map(|row| row[at]).sum::<u32>()));
        let total: f64 = rows.iter().sum();
        let (mut observed, mut chance) = (0.0, 0.0);
        for ((first, row), cells) in (0..).zip(rows).zip(&self.cells) {
            for ((second, column), &cell) in (0..).zip(columns).zip(cells) {
                observed += weight(first, second) * f64::from(cell);
                chance += weight(first, second) * row * column;
            }
        }
        (chance > 0.0).then(|| 1.0 - observed * total / chance)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn crossed(cells: &[(u8, u8, u32)]) -> Crossed {
        let mut crossed = Crossed::default();
        for &(first, second, times) in cells {
            crossed.add(first, second, times);
        }
        crossed
    }

    fn near(found: Option<f64>, expected: f64) {
        assert!(found.is_some_and(|found| (found - expected).abs() < 1e-12), "{found:?} is not {expected}");
    }

    #[test]
    fn plain() {
        // 35 of 50 agree; by chance (25·30 + 25·20)/50² = 0.5: kappa = (0.7 − 0.5)/0.5.
        near(crossed(&[(1, 1, 20), (1, 0, 5), (0, 1, 10), (0, 0, 15)]).kappa(), 0.4);
        near(crossed(&[(0, 0, 3), (1, 1, 4)]).kappa(), 1.0);
        near(crossed(&[(0, 1, 5), (1, 0, 5)]).kappa(), -1.0);
    }

    #[test]
    fn quadratic() {
        // Two levels: the weights are those of the plain one.
        near(crossed(&[(1, 1, 20), (1, 0, 5), (0, 1, 10), (0, 0, 15)]).quadratic_kappa(), 0.4);
        // Three levels: observed 1 + 4 + 1 + 1 = 7; rows 4, 3, 3 and columns 3, 4, 3 give by chance
        // (4·(4 + 4·3) + 3·(3 + 3) + 3·(4·3 + 4))/10 = 13.
        near(crossed(&[(0, 0, 2), (0, 1, 1), (0, 2, 1), (1, 1, 2), (1, 0, 1), (2, 2, 2), (2, 1, 1)]).quadratic_kappa(), 1.0 - 7.0 / 13.0);
    }

    #[test]
    fn as_published() {
        // Cohen 1968, Table 1, as frequencies of 200: kappa 0.492, and with the weights given there 0.348.
        let table = [[88, 14, 18], [10, 40, 10], [2, 6, 12]];
        let cells: Vec<(u8, u8, u32)> = (0..3).flat_map(|row| (0..3).map(move |column| (row, column, table[usize::from(row)][usize::from(column)]))).collect();
        let crossed = crossed(&cells);
        let weights = [[0.0, 1.0, 3.0], [1.0, 0.0, 6.0], [3.0, 6.0, 0.0]];
        let of = |level: u8| usize::from(level);
        assert!(crossed.kappa().is_some_and(|kappa| (kappa - 0.492).abs() < 5e-4));
        let weighted = crossed.weighted(|first, second| weights.get(of(first)).and_then(|row| row.get(of(second))).copied().unwrap_or_default());
        assert!(weighted.is_some_and(|kappa| (kappa - 0.348).abs() < 5e-4));
        // With squares of distances, computed apart in Python.
        near(crossed.quadratic_kappa(), 0.454_545_454_545_454_6);
    }

    #[test]
    fn one_level_tells_nothing() {
        assert_eq!(crossed(&[(1, 1, 9)]).kappa(), None);
        assert_eq!(Crossed::default().quadratic_kappa(), None);
    }
}
