//! Whether two shares differ by more than chance.

/// The two-sided p-value of the difference of two shares, each `(part, whole)`; `None` where a whole is empty or both shares are 0 or 1.
///
/// The normal approximation with pooled variance: R. A. Fisher, *Statistical Methods for Research Workers*, 1925, § 21.
pub fn shares(first: (u64, u64), second: (u64, u64)) -> Option<f64> {
    let number = |count: u64| u32::try_from(count).ok().map(f64::from);
    let (a, n, b, m) = (number(first.0)?, number(first.1)?, number(second.0)?, number(second.1)?);
    let pooled = (a + b) / (n + m);
    let variance = pooled * (1.0 - pooled) * (1.0 / n + 1.0 / m);
    (n > 0.0 && m > 0.0 && variance > 0.0).then(|| two_sided((a / n - b / m) / variance.sqrt()))
}

/// The two-sided p-value of the same cases seen twice: those that only the first time had something, and only the second.
///
/// Q. `McNemar`, *Note on the sampling error of the difference between correlated proportions or percentages*, Psychometrika 12, 1947; with
/// A. L. Edwards' correction for continuity.
pub fn paired(only_first: u64, only_second: u64) -> Option<f64> {
    let (a, b) = (f64::from(u32::try_from(only_first).ok()?), f64::from(u32::try_from(only_second).ok()?));
    (a + b > 0.0).then(|| two_sided(((a - b).abs() - 1.0).max(0.0) / (a + b).sqrt()))
}

/// Which of these p-values stand when so many are looked at: at most `rate` of those that stand are chance.
///
/// Y. Benjamini, Y. Hochberg, *Controlling the false discovery rate*, Journal of the Royal Statistical Society B 57, 1995.
pub fn standing(values: &[Option<f64>], rate: f64) -> Vec<bool> {
    let mut known: Vec<f64> = values.iter().flatten().copied().collect();
    known.sort_by(f64::total_cmp);
    let all = f64::from(u32::try_from(known.len()).unwrap_or(u32::MAX));
    let below = known.iter().zip(1_u32..).filter(|&(&value, rank)| value <= rate * f64::from(rank) / all).map(|(&value, _)| value).last();
    values.iter().map(|value| value.zip(below).is_some_and(|(value, below)| value <= below)).collect()
}

/// The share of a normal distribution beyond `z` on both sides, good to seven places: formula 7.1.26 of
/// M. Abramowitz, I. A. Stegun, *Handbook of Mathematical Functions*, 1964.
fn two_sided(z: f64) -> f64 {
    let x = z.abs() / std::f64::consts::SQRT_2;
    let t = 1.0 / (1.0 + 0.327_591_1 * x);
    let sum = t * (0.254_829_592 + t * (-0.284_496_736 + t * (1.421_413_741 + t * (-1.453_152_027 + t * 1.061_405_429))));
    sum * (-x * x).exp()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(found: Option<f64>, expected: f64) {
        assert!(found.is_some_and(|found| (found - expected).abs() < 1e-4), "{found:?} is not {expected}");
    }

    #[test]
    fn differences() {
        // z = (0.3 - 0.2) / sqrt(0.25 * 0.75 * 2 / 100) = 1.633: 0.1025.
        near(shares((30, 100), (20, 100)), 0.1025);
        near(shares((10, 50), (10, 50)), 1.0);
        assert_eq!((shares((0, 10), (0, 10)), shares((1, 0), (1, 2))), (None, None));
        // (|15 - 5| - 1) / sqrt(20) = 2.0125: 0.0442.
        near(paired(15, 5), 0.0442);
        assert_eq!(paired(0, 0), None);
    }

    #[test]
    fn many_looks_need_more() {
        // At 5 %: 0.01 <= 0.05 / 4, 0.02 <= 0.1 / 4, 0.04 > 0.15 / 4.
        assert_eq!(standing(&[Some(0.04), Some(0.01), None, Some(0.02), Some(0.9)], 0.05), [false, true, false, true, false]);
        assert_eq!(standing(&[], 0.05), [false; 0]);
    }
}
