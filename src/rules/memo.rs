//! How words were read lately: real text is made of the same few thousand words, over and over.
//!
//! A memo has a fixed number of places, one for each word by its hash; what comes later takes the place of what stood there. Whoever reads a document
//! borrows one and gives it back, so there are as many as threads that read at the same time.

use super::vocabulary::{Analysis, WordId};
use crate::text::TokenClass;
use smallvec::SmallVec;
use std::fmt;
use std::ops::{Deref, DerefMut, Range};
use std::sync::Mutex;

/// Places of a memo; a power of two.
const PLACES: usize = 4096;
/// The longest word that is kept (bytes).
const LONGEST: usize = 23;

const _: () = assert!(size_of::<Known>() == 64, "one line");

/// A word, padded with noughts, and in the last byte its class and its length.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Key([u64; 3]);

impl Key {
    /// The key of a word or mark at a place of some text; `None` for other tokens, and for what is too long.
    #[inline]
    pub fn new(class: TokenClass, folded: &str, range: Range<usize>) -> Option<Self> {
        let class = match class {
            TokenClass::Arabic => 1,
            TokenClass::Latin => 2,
            TokenClass::Punct => 3,
            _ => return None,
        };
        let (text, length) = (folded.as_bytes().get(range.start..)?, range.len());
        if length > LONGEST {
            return None;
        }
        let part = |bytes: &[u8; LONGEST + 1], at: usize| {
            let long = bytes[8 * at..].first_chunk().copied().map_or(0, u64::from_le_bytes);
            let here = length.saturating_sub(8 * at);
            if here < 8 { long & ((1 << (8 * here)) - 1) } else { long }
        };
        // Near the end of the text its last bytes are copied, elsewhere they are read where they lie.
        let mut parts: [u64; 3] = if let Some(bytes) = text.first_chunk() {
            std::array::from_fn(|at| part(bytes, at))
        } else {
            let mut bytes = [0; LONGEST + 1];
            bytes[..text.len()].copy_from_slice(text);
            std::array::from_fn(|at| part(&bytes, at))
        };
        parts[2] |= u64::from(class << 5 | length as u8) << 56;
        Some(Self(parts))
    }

    /// Its place in a memo.
    #[inline]
    fn place(self) -> usize {
        const MIX: u64 = 0x9e37_79b9_7f4a_7c15;
        let mixed = self.0.iter().fold(0_u64, |all, &part| (all.rotate_left(5) ^ part).wrapping_mul(MIX));
        (mixed >> (u64::BITS - PLACES.trailing_zeros())) as usize
    }
}

/// The ways to read a word.
pub type Readings = SmallVec<[Analysis; 2]>;

/// A particle, and the readings of the word written on to it.
pub(super) type Glued = Vec<(WordId, Readings)>;

/// A word as it was read: as long as a line of the cache.
#[derive(Clone, Debug, Default)]
pub struct Known {
    key: Key,
    readings: Readings,
    /// For the few words that have any.
    glued: Option<Box<Glued>>,
    /// What else the reader found out about it.
    pub note: u8,
}

impl Known {
    /// A word as it is read, and as a particle with another word written on.
    pub fn new(key: Key, readings: &[Analysis], glued: Glued, note: u8) -> Self {
        Self { key, readings: readings.iter().copied().collect(), glued: (!glued.is_empty()).then(|| Box::new(glued)), note }
    }

    /// Its readings.
    #[inline]
    pub fn readings(&self) -> &[Analysis] {
        &self.readings
    }

    /// Its readings as two words.
    #[inline]
    pub fn glued(&self) -> &[(WordId, Readings)] {
        self.glued.as_deref().map_or(&[], Vec::as_slice)
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
        let key = |class, text: &str| Key::new(class, text, 0..text.len()).expect("short enough");
        let readings = [Analysis { word: 7, classes: 3 }];
        let glued = || vec![(9, Readings::from_slice(&readings))];
        memo.keep(Known::new(key(TokenClass::Latin, "parcel"), &readings, glued(), 1));
        let found = memo.find(key(TokenClass::Latin, "parcel")).expect("it was kept");
        assert_eq!((found.readings(), found.glued(), found.note), (readings.as_slice(), glued().as_slice(), 1));
        assert!(memo.find(key(TokenClass::Latin, "parcels")).is_none() && memo.find(key(TokenClass::Punct, "parcel")).is_none());
        assert!(Key::new(TokenClass::Number, "12", 0..2).is_none() && Key::new(TokenClass::Latin, &"a".repeat(24), 0..24).is_none());
        let text = "one parcel and many other words to follow it";
        assert!(Key::new(TokenClass::Latin, text, 4..10) == Some(key(TokenClass::Latin, "parcel")));
        drop(memo);
        assert!(memos.lend().find(key(TokenClass::Latin, "parcel")).is_some() && memos.clone().lend().find(key(TokenClass::Latin, "parcel")).is_none());
    }
}
