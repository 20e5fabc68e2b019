//! Which replies a batch holds: so many of each stratum, drawn by a seed.

use siphasher::sip::SipHasher13;
use std::collections::BTreeMap;
use std::hash::Hasher as _;

/// Replies by stratum, each with a number that the seed gives it.
#[derive(Debug, Default)]
pub struct Strata {
    seed: u64,
    replies: BTreeMap<Vec<String>, Vec<(u64, usize)>>,
}

impl Strata {
    /// Empty strata.
    pub fn new(seed: u64) -> Self {
        Self { seed, replies: BTreeMap::new() }
    }

    /// Takes a reply in: its stratum, what it is called, and its index.
    pub fn add(&mut self, stratum: Vec<String>, name: &str, index: usize) {
        let mut hasher = SipHasher13::new_with_keys(self.seed, 0x7269_6671);
        hasher.write(name.as_bytes());
        self.replies.entry(stratum).or_default().push((hasher.finish(), index));
    }

    /// How many replies each stratum has.
    pub fn sizes(&self) -> Vec<usize> {
        self.replies.values().map(Vec::len).collect()
    }

    /// The indices of `count` replies in an order that tells nothing of their strata.
    pub fn draw(mut self, count: usize) -> Vec<usize> {
        let shares = allot(&self.sizes(), count);
        let mut drawn = Vec::new();
        for (replies, share) in self.replies.values_mut().zip(shares) {
            replies.sort_unstable();
            drawn.extend_from_slice(&replies[..share]);
        }
        drawn.sort_unstable();
        drawn.into_iter().map(|(_, index)| index).collect()
    }
}

/// How many of `count` each stratum gets: by size (largest remainders, Hare quota), one at least where `count` suffices, and never more than it has.
pub fn allot(sizes: &[usize], count: usize) -> Vec<usize> {
    let all: usize = sizes.iter().sum();
    let count = count.min(all);
    let mut shares: Vec<usize> = sizes.iter().map(|size| (count * size).checked_div(all).unwrap_or_default()).collect();
    let mut order: Vec<usize> = (0..sizes.len()).collect();
    order.sort_by_key(|&at| (std::cmp::Reverse((count * sizes[at]).checked_rem(all).unwrap_or_default()), at));
    let mut left = count - shares.iter().sum::<usize>();
    for &at in &order {
        if left > 0 && shares[at] < sizes[at] {
            shares[at] += 1;
            left -= 1;
        }
    }
    if count >= sizes.iter().filter(|&&size| size > 0).count() {
        while let Some(poor) = (0..sizes.len()).find(|&at| shares[at] == 0 && sizes[at] > 0) {
            let Some(rich) = (0..sizes.len()).max_by_key(|&at| shares[at]).filter(|&at| shares[at] > 1) else { break };
            shares[rich] -= 1;
            shares[poor] += 1;
        }
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_follow_sizes() {
        for (sizes, count, expected) in [
            (&[50, 30, 20][..], 10, vec![5, 3, 2]),
            (&[97, 2, 1], 10, vec![8, 1, 1]),
            (&[1, 1, 1], 2, vec![1, 1, 0]),
            (&[3, 2], 9, vec![3, 2]),
            (&[0, 4], 2, vec![0, 2]),
            (&[], 5, vec![]),
        ] {
            assert_eq!(allot(sizes, count), expected, "{sizes:?}");
        }
    }

    #[test]
    fn a_seed_gives_the_same_batch() {
        let drawn = |seed| {
            let mut strata = Strata::new(seed);
            (0..100).for_each(|index| strata.add(vec![format!("agent{}", index % 3)], &format!("t{index}/1"), index));
            strata.draw(12)
        };
        assert_eq!(drawn(1), drawn(1));
        assert_ne!(drawn(1), drawn(2));
        assert_eq!(drawn(7).len(), 12);
    }
}
