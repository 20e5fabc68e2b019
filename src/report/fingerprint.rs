//! A name for each finding that stays when lines move, for tools that compare runs.

use super::Reviewed;
use crate::diagnostic::Diagnostic;
use crate::read::ReadError;
use std::collections::BTreeMap;

/// Names the findings of one record, in their order.
#[derive(Clone, Debug)]
pub struct Fingerprints {
    draft: u128,
    seen: BTreeMap<u128, u32>,
}

impl Fingerprints {
    /// For the findings of `reviewed`. A draft is known by its file, and a request by its id as well; one without an id by its text.
    pub fn new(reviewed: &Reviewed) -> Self {
        let record = &reviewed.record;
        let file = record.file().trim_start_matches("./");
        let own = match (record.line.is_some() || record.origin.is_some(), &record.conversation.id) {
            (false, _) => "",
            (true, Some(id)) => id.as_str(),
            (true, None) => reviewed.draft(),
        };
        Self { draft: hash(BASIS, [file, own]), seen: BTreeMap::new() }
    }

    /// 32 hexadecimal digits from the draft, the rule, the words found without their blanks, and how often the same stood before.
    pub fn next(&mut self, diagnostic: &Diagnostic, source: &str) -> String {
        let words = hash(self.draft, std::iter::once(&*diagnostic.rule).chain(diagnostic.span.text(source).split_whitespace()));
        let times = self.seen.entry(words).or_default();
        let name = hash(words, [times.to_string().as_str()]);
        *times += 1;
        format!("{name:032x}")
    }
}

/// A name for a record that could not be read, from its file, what is wrong and its id or line.
pub fn of_error(error: &ReadError) -> String {
    let own = error.id.clone().unwrap_or_else(|| error.line.to_string());
    format!("{:032x}", hash(BASIS, [error.file.trim_start_matches("./"), error.kind.code(), &own]))
}

/// FNV-1a with 128 bits, <http://www.isthe.com/chongo/tech/comp/fnv/>; it will be the same in every version.
const BASIS: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;

fn hash<'t>(state: u128, parts: impl IntoIterator<Item = &'t str>) -> u128 {
    let bytes = parts.into_iter().flat_map(|part| part.bytes().chain([0]));
    bytes.fold(state, |state, byte| (state ^ u128::from(byte)).wrapping_mul(PRIME))
}

#[cfg(test)]
mod tests {
    #[test]
    fn is_fnv() {
        // Published for one zero byte, which is what an empty part leaves.
        assert_eq!(format!("{:032x}", super::hash(super::BASIS, [""])), "d228cb69101a8caf78912b704e4a147f");
        assert_ne!(super::hash(super::BASIS, ["a", "b"]), super::hash(super::BASIS, ["ab"]));
    }
}
