//! A table of strings that is stored ready to use: loading it builds nothing.

use super::flat::Flat;
use serde::{Deserialize, Serialize};

/// Distinct strings with ids in the order they were added, found by hash.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(super) struct Table {
    /// The bytes of all strings, one after the other.
    text: Flat<u8>,
    ends: Flat<u32>,
    /// By hash, open addressing with linear steps: id + 1 in the low bits, the top byte of the hash above them, so that other strings are
    /// mostly told apart without being compared; 0 is empty. The length is a power of two.
    slots: Flat<u32>,
}

/// The 32-bit FNV-1a hash, one byte at a time, so that all prefixes of a word are hashed in one go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hash(u32);

impl Hash {
    /// The part of the hash that slots keep.
    const fn tag(self) -> u32 {
        self.0 & !MOST_IDS
    }

    /// The hash of nothing.
    pub(super) const EMPTY: Self = Self(0x811c_9dc5);

    /// The hash with one more byte.
    #[must_use]
    pub(super) const fn with(self, byte: u8) -> Self {
        Self((self.0 ^ byte as u32).wrapping_mul(0x0100_0193))
    }

    /// The hash of a whole string.
    pub(super) fn of(text: &str) -> Self {
        text.bytes().fold(Self::EMPTY, Self::with)
    }
}

/// The low bits of a slot: more strings than these count are never held.
const MOST_IDS: u32 = (1 << 24) - 1;

impl Table {
    /// How many strings there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The string with this id; empty for an id that does not exist.
    pub(super) fn get(&self, id: u32) -> &str {
        std::str::from_utf8(self.bytes(id)).unwrap_or_default()
    }

    fn bytes(&self, id: u32) -> &[u8] {
        let Some(end) = self.ends.get(id as usize) else { return &[] };
        let start = (id as usize).checked_sub(1).and_then(|before| self.ends.get(before)).unwrap_or_default();
        self.text.range(start as usize..end as usize).bytes()
    }

    /// All strings in the order of their ids.
    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.ends.len() as u32).map(|id| self.get(id))
    }

    /// The id of a string, which is added if it is new.
    pub(super) fn intern(&mut self, text: &str) -> u32 {
        if let Some(id) = self.find(Hash::of(text), text) {
            return id;
        }
        let id = self.ends.len() as u32;
        text.bytes().for_each(|byte| self.text.push(&byte));
        self.ends.push(&(self.text.len() as u32));
        if self.slots.len() < 2 * self.ends.len() + 2 {
            self.grow();
        } else {
            self.place(id);
        }
        id
    }

    /// The id of a string whose hash is known.
    pub(super) fn find(&self, hash: Hash, text: &str) -> Option<u32> {
        let mask = self.slots.len().checked_sub(1)?;
        let mut slot = hash.0 as usize & mask;
        loop {
            let found = self.slots.get(slot)?;
            let id = (found & MOST_IDS).checked_sub(1)?;
            if found & !MOST_IDS == hash.tag() && self.bytes(id) == text.as_bytes() {
                return Some(id);
            }
            slot = (slot + 1) & mask;
        }
    }

    fn place(&mut self, id: u32) {
        let mask = self.slots.len() - 1;
        let hash = Hash::of(self.get(id));
        let mut slot = hash.0 as usize & mask;
        while self.slots.get(slot).is_some_and(|found| found != 0) {
            slot = (slot + 1) & mask;
        }
        self.slots.set(slot, &((id + 1) | hash.tag()));
    }

    fn grow(&mut self) {
        let size = (4 * self.ends.len() + 4).next_power_of_two();
        self.slots = std::iter::repeat_n(0, size).collect();
        for id in 0..self.ends.len() as u32 {
            self.place(id);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_was_added() {
        let mut table = Table::default();
        let words: Vec<String> = (0..500).map(|number| format!("كلمة{number}")).collect();
        for (id, word) in words.iter().enumerate() {
            assert_eq!(table.intern(word), id as u32);
        }
        for (id, word) in words.iter().enumerate() {
            assert_eq!(table.intern(word), id as u32);
            assert_eq!(table.get(id as u32), word);
        }
        assert_eq!(table.find(Hash::of("كلمة"), "كلمة"), None);
        assert_eq!(Table::default().find(Hash::of("x"), "x"), None);
    }
}
