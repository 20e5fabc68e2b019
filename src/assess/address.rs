//! How an Arabic reply addresses the customer: in the singular, in the plural of respect, or higher.

use super::reading::Reading;
use crate::rules::Cue;

/// A way of addressing somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Address {
    /// «لك».
    Singular,
    /// «لكم».
    Plural,
    /// «حضرتك».
    Hadra,
    /// «سيادتكم».
    Lofty,
}

/// The ways found in a reply with how often, most frequent first. «حضرتك» goes with the singular and counts as one way with it.
pub(super) fn address(draft: &Reading<'_>) -> Vec<(Address, usize)> {
    let count = |cue| draft.of(cue).count();
    let hadra = count(Cue::AddressHadra);
    let singular = count(Cue::AddressSingular);
    let mut ways = vec![(Address::Lofty, count(Cue::AddressLofty)), (Address::Plural, count(Cue::AddressPlural))];
    ways.push(if hadra > 0 { (Address::Hadra, hadra + singular) } else { (Address::Singular, singular) });
    ways.retain(|way| way.1 > 0);
    ways.sort_by_key(|way| std::cmp::Reverse(way.1));
    ways
}
