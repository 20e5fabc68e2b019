//! Two shares compared.

/// The quantile of the normal distribution for intervals of 95 %.
const Z: f64 = 1.959_963_984_540_054;

/// So many of so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// How many have it.
    pub part: u64,
    /// Of how many.
    pub whole: u64,
}

impl Share {
    /// The share; `None` of nothing.
    #[allow(clippy::cast_precision_loss)] // counts of replies, far below 2^53
    pub fn value(self) -> Option<f64> {
        (self.whole > 0).then(|| self.part as f64 / self.whole as f64)
    }

    /// Wilson's score interval of 95 % for a share.
    ///
    /// E. B. Wilson, *Probable inference, the law of succession, and statistical inference*, Journal of the American Statistical Association 22, 1927.
    #[allow(clippy::cast_precision_loss)]
    pub fn interval(self) -> Option<(f64, f64)> {
        let (p, n) = (self.value()?, self.whole as f64);
        let (middle, half) = (2.0 * n * p + Z * Z, Z * (Z * Z + 4.0 * n * p * (1.0 - p)).sqrt());
        let scale = 2.0 * (n + Z * Z);
        Some(((middle - half) / scale, (middle + half) / scale))
    }

    /// The interval of 95 % for how much larger this share is than another one, which stands on other cases.
    ///
    /// Newcombe's hybrid score interval without continuity correction (method 10). R. G. Newcombe, *Interval estimation for the difference between independent
    /// proportions: comparison of eleven methods*, Statistics in Medicine 17, 1998.
    pub fn difference(self, other: Self) -> Option<(f64, f64)> {
        let ((p1, (l1, u1)), (p2, (l2, u2))) = ((self.value()?, self.interval()?), (other.value()?, other.interval()?));
        let distance = |a: f64, b: f64| (a * a + b * b).sqrt();
        Some((p1 - p2 - distance(p1 - l1, u2 - p2), p1 - p2 + distance(u1 - p1, p2 - l2)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn share(part: u64, whole: u64) -> Share {
        Share { part, whole }
    }

    fn near(found: Option<(f64, f64)>, expected: (f64, f64)) {
        let (low, high) = found.expect("there is an interval");
        assert!((low - expected.0).abs() < 6e-5 && (high - expected.1).abs() < 6e-5, "{low}, {high}");
    }

    #[test]
    fn as_published() {
        // Newcombe 1998, Table II, examples (a), (c), (g) by method 10.
        near(share(56, 70).difference(share(48, 80)), (0.0524, 0.3339));
        near(share(6, 7).difference(share(2, 7)), (0.0582, 0.8062));
        near(share(0, 10).difference(share(0, 20)), (-0.1611, 0.2775));
        // R. G. Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine 17, 1998, Table I: 81 of 263, 15 of 148.
        near(share(81, 263).interval(), (0.2553, 0.3662));
        near(share(15, 148).interval(), (0.0624, 0.1605));
    }

    #[test]
    fn of_nothing_there_is_none() {
        assert_eq!(share(0, 0).interval(), None);
        assert_eq!(share(1, 2).difference(share(0, 0)), None);
    }
}
