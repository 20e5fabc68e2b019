//! How far figures would move on other cases of the same kind: intervals by resampling, the same on every run and machine.

/// How often the cases are drawn anew.
pub const RESAMPLES: usize = 1000;
/// What the random numbers start from.
pub const SEED: u64 = 0x7269_6671;

/// Where 95 % of the resampled figures lie.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub struct Interval {
    /// Its lower end.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
}

/// The 95 % percentile intervals of several figures of the same cases, drawn together.
///
/// `measure` gets how often each case was drawn and gives the figures, always as many and in the same order; draws in which a figure has no
/// value are left out of its interval. B. Efron, *Bootstrap methods: another look at the jackknife*, Annals of Statistics 7, 1979; percentiles
/// after B. Efron, *Nonparametric standard errors and confidence intervals*, Canadian Journal of Statistics 9, 1981.
pub fn intervals(cases: usize, mut measure: impl FnMut(&[u32]) -> Vec<Option<f64>>) -> Vec<Option<Interval>> {
    if cases == 0 {
        return measure(&[]).iter().map(|_| None).collect();
    }
    let mut random = Random(SEED);
    let mut times = vec![0; cases];
    let mut drawn: Vec<Vec<f64>> = Vec::new();
    for _ in 0..RESAMPLES {
        times.fill(0);
        for _ in 0..cases {
            times[random.below(cases)] += 1;
        }
        let figures = measure(&times);
        drawn.resize_with(figures.len(), Vec::new);
        drawn.iter_mut().zip(figures).for_each(|(values, figure)| values.extend(figure));
    }
    drawn.into_iter().map(percentiles).collect()
}

/// What lies between the lowest and the highest 2.5 %.
fn percentiles(mut values: Vec<f64>) -> Option<Interval> {
    values.sort_by(f64::total_cmp);
    let cut = values.len() / 40;
    Some(Interval { low: *values.get(cut)?, high: *values.get(values.len() - 1 - cut)? })
}

/// `SplitMix64`: G. L. Steele, D. Lea, C. H. Flood, *Fast splittable pseudorandom number generators*, OOPSLA 2014.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`, by multiplication: D. Lemire, *Fast random integer generation in an interval*, TOMACS 29, 2019. Without his
    /// rejection step the odds differ by less than `end / 2⁶⁴`.
    fn below(&mut self, end: usize) -> usize {
        ((u128::from(self.next()) * end as u128) >> 64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn random_numbers_are_those_of_the_paper() {
        // The first outputs of the reference implementation (https://prng.di.unimi.it/splitmix64.c) for the seed 1234567.
        let mut random = Random(1_234_567);
        let expected = [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423, 4_593_380_528_125_082_431];
        assert_eq!(expected.map(|_| random.next()), expected);
    }

    #[test]
    fn percentiles_leave_out_both_ends() {
        let values: Vec<f64> = (0..1000).rev().map(f64::from).collect();
        assert_eq!(percentiles(values), Some(Interval { low: 25.0, high: 974.0 }));
        assert_eq!(percentiles(vec![0.5]), Some(Interval { low: 0.5, high: 0.5 }));
        assert_eq!(percentiles(Vec::new()), None);
    }

    #[test]
    fn a_share_has_the_interval_of_the_binomial() {
        // 80 of 100: the normal approximation gives 0.8 ± 1.96·√(0.8·0.2/100), that is 0.72 to 0.88.
        let share = |times: &[u32]| vec![Some(f64::from(times[..80].iter().sum::<u32>()) / 100.0), Some(1.0), None];
        let found = intervals(100, share);
        let first = found[0].expect("it has a value in every draw");
        assert!((first.low - 0.72).abs() < 0.021 && (first.high - 0.88).abs() < 0.021, "{first:?}");
        assert_eq!(found[1..], [Some(Interval { low: 1.0, high: 1.0 }), None]);
        assert_eq!(found, intervals(100, share), "the same on every run");
    }
}
