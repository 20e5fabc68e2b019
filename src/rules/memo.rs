//! How words were read lately: real text is made of the same few thousand words, over and over.
//!
//! A memo has a fixed number of places, one for each word by its hash; what comes later takes the place of what stood there. Whoever reads a document
//! borrows one and gives it back, so there are as many as threads that read at the same time.

use super::vocabulary::Analysis;
use crate::text::TokenClass;
use std::fmt;
use std::ops::{Deref, DerefMut};
use std::sync::Mutex;

/// Places of a memo; a power of two.
const PLACES: usize = 4096;
/// The longest word that is kept (bytes).
const LONGEST: usize = 31;
/// The most readings that are kept of a word; few have more.
const MOST_READINGS: usize = 3;

/// A word, padded with noughts, and in the last byte its class and its length.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Key([u64; 4]);

impl Key {
    /// The key of a word or mark; `None` for other tokens, and for what is too long.
    #[inline]
    pub fn new(class: TokenClass, text: &str) -> Option<Self> {
        let class = match class {
            TokenClass::Arabic => 1,
            TokenClass::Latin => 2,
            TokenClass::Punct => 3,
            _ => return None,
        };
        let mut bytes = [0; LONGEST + 1];
        bytes.get_mut(..text.len()).filter(|_| text.len() <= LONGEST)?.copy_from_slice(text.as_bytes());
        bytes[LONGEST] = class << 5 | text.len() as u8;
        let (parts, _) = bytes.as_chunks::<8>();
        Some(Self(std::array::from_fn(|at| parts.get(at).copied().map_or(0, u64::from_le_bytes))))
    }

    /// Its place in a memo.
    #[inline]
    fn place(self) -> usize {
        const MIX: u64 = 0x9e37_79b9_7f4a_7c15;
        let mixed = self.0.iter().fold(0_u64, |all, &part| (all.rotate_left(5) ^ part).wrapping_mul(MIX));
        (mixed >> (u64::BITS - PLACES.trailing_zeros())) as usize
    }
}

/// A word as it was read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Known {
    key: Key,
    readings: [Analysis; MOST_READINGS],
    count: u8,
    /// What else the reader found out about it.
    pub note: u8,
}

impl Known {
    /// A word as it is read; `None` where it has too many readings.
    pub fn new(key: Key, readings: &[Analysis], note: u8) -> Option<Self> {
        let mut known = Self { key, count: readings.len() as u8, note, ..Self::default() };
        known.readings.get_mut(..readings.len())?.copy_from_slice(readings);
        Some(known)
    }

    /// Its readings.
    #[inline]
    pub fn readings(&self) -> &[Analysis] {
        self.readings.get(..usize::from(self.count)).unwrap_or_default()
    }
}

/// What is known of the words read lately.
pub struct Memo(Box<[Known]>);

impl Default for Memo {
    fn default() -> Self {
        Self(vec![Known::default(); PLACES].into_boxed_slice())
    }
}

impl Memo {
    /// A word as it was read before.
    #[inline]
    pub fn find(&self, key: Key) -> Option<&Known> {
        self.0.get(key.place()).filter(|known| known.key == key)
    }

    /// Keeps a word.
    pub fn keep(&mut self, known: Known) {
        if let Some(place) = self.0.get_mut(known.key.place()) {
            *place = known;
        }
    }
}

/// The memos that nobody is using; those of one set of rules hold for no other.
#[derive(Default)]
pub struct Memos(Mutex<Vec<Memo>>);

impl Memos {
    /// Lends a memo.
    pub fn lend(&self) -> Lent<'_> {
        let kept = self.0.lock().ok().and_then(|mut free| free.pop());
        Lent { memos: self, memo: kept.unwrap_or_default() }
    }
}

impl Clone for Memos {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl fmt::Debug for Memos {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Memos")
    }
}

/// A memo that is given back when it is dropped.
pub struct Lent<'m> {
    memos: &'m Memos,
    memo: Memo,
}

impl Deref for Lent<'_> {
    type Target = Memo;

    fn deref(&self) -> &Memo {
        &self.memo
    }
}

impl DerefMut for Lent<'_> {
    fn deref_mut(&mut self) -> &mut Memo {
        &mut self.memo
    }
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        if let Ok(mut free) = self.memos.0.lock() {
            free.push(Memo(std::mem::take(&mut self.memo.0)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_known_by_its_letters_and_its_class() {
        let memos = Memos::default();
        let mut memo = memos.lend();
        let key = |class, text| Key::new(class, text).expect("short enough");
        let readings = [Analysis { word: 7, classes: 3 }];
        memo.keep(Known::new(key(TokenClass::Latin, "parcel"), &readings, 1).expect("few readings"));
        let found = memo.find(key(TokenClass::Latin, "parcel")).expect("it was kept");
        assert_eq!((found.readings(), found.note), (readings.as_slice(), 1));
        assert!(memo.find(key(TokenClass::Latin, "parcels")).is_none() && memo.find(key(TokenClass::Punct, "parcel")).is_none());
        assert!(Key::new(TokenClass::Number, "12").is_none() && Key::new(TokenClass::Latin, &"a".repeat(32)).is_none());
        assert!(Known::new(key(TokenClass::Latin, "many"), &[readings[0]; 4], 0).is_none());
        drop(memo);
        assert!(memos.lend().find(key(TokenClass::Latin, "parcel")).is_some() && memos.clone().lend().find(key(TokenClass::Latin, "parcel")).is_none());
    }
}
