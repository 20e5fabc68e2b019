//! Packed lists: records of a fixed size, read where they lie, so that loading the compiled rules copies and allocates nothing.

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::ops::Range;

/// A value of a fixed number of bytes.
pub trait Record {
    /// How many bytes it takes.
    const SIZE: usize;
    /// Reads it from as many bytes.
    fn read(bytes: &[u8]) -> Self;
    /// Writes it as as many bytes.
    fn write(&self, out: &mut Vec<u8>);
}

/// A list of records.
pub struct Flat<T> {
    bytes: Cow<'static, [u8]>,
    record: PhantomData<fn() -> T>,
}

impl<T: Record> Flat<T> {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.bytes.len() / T::SIZE
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// The record at a place.
    #[inline]
    pub fn get(&self, at: usize) -> Option<T> {
        let start = at * T::SIZE;
        self.bytes.get(start..start + T::SIZE).map(T::read)
    }

    /// The bytes of the record at a place; none beyond the last one.
    #[inline]
    pub(super) fn record(&self, at: usize) -> &[u8] {
        self.bytes.get(at * T::SIZE..(at + 1) * T::SIZE).unwrap_or_default()
    }

    /// The records of a range; none where it reaches beyond the end.
    #[inline]
    pub fn range(&self, range: Range<usize>) -> Slice<'_, T> {
        let bytes = self.bytes.get(range.start * T::SIZE..range.end * T::SIZE).unwrap_or_default();
        Slice { bytes, record: PhantomData }
    }

    /// All records.
    #[inline]
    pub fn all(&self) -> Slice<'_, T> {
        Slice { bytes: &self.bytes, record: PhantomData }
    }

    /// Adds a record at the end.
    pub(super) fn push(&mut self, record: &T) {
        record.write(self.bytes.to_mut());
    }

    /// Changes the record at a place that exists.
    pub(super) fn set(&mut self, at: usize, record: &T) {
        let mut bytes = Vec::with_capacity(T::SIZE);
        record.write(&mut bytes);
        if let Some(place) = self.bytes.to_mut().get_mut(at * T::SIZE..(at + 1) * T::SIZE) {
            place.copy_from_slice(&bytes);
        }
    }
}

/// Records that lie one after the other.
pub struct Slice<'s, T> {
    bytes: &'s [u8],
    record: PhantomData<fn() -> T>,
}

impl<T> Clone for Slice<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Slice<'_, T> {}

impl<'s, T: Record> Slice<'s, T> {
    /// How many there are.
    #[inline]
    pub fn len(self) -> usize {
        self.bytes.len() / T::SIZE
    }

    /// Whether there is none.
    #[inline]
    pub fn is_empty(self) -> bool {
        self.bytes.is_empty()
    }

    /// Their bytes.
    #[inline]
    pub const fn bytes(self) -> &'s [u8] {
        self.bytes
    }

    /// The record at a place.
    #[inline]
    pub fn get(self, at: usize) -> Option<T> {
        let start = at * T::SIZE;
        self.bytes.get(start..start + T::SIZE).map(T::read)
    }

    /// One after the other.
    #[inline]
    pub fn iter(self) -> impl Iterator<Item = T> + use<'s, T> {
        self.bytes.chunks_exact(T::SIZE).map(T::read)
    }

    /// From the first record on for which `before` does not hold; it holds for those before it.
    #[inline]
    #[must_use]
    pub fn since(self, before: impl Fn(&T) -> bool) -> Self {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            if self.get(middle).is_some_and(|record| before(&record)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        Self { bytes: self.bytes.get(low * T::SIZE..).unwrap_or_default(), ..self }
    }
}

impl<T> Default for Flat<T> {
    fn default() -> Self {
        Self { bytes: Cow::Borrowed(&[]), record: PhantomData }
    }
}

impl<T> Clone for Flat<T> {
    fn clone(&self) -> Self {
        Self { bytes: self.bytes.clone(), record: PhantomData }
    }
}

impl<T> PartialEq for Flat<T> {
    fn eq(&self, other: &Self) -> bool {
        self.bytes == other.bytes
    }
}

impl<T> Eq for Flat<T> {}

impl<T> fmt::Debug for Flat<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Flat({} bytes)", self.bytes.len())
    }
}

impl<T: Record> FromIterator<T> for Flat<T> {
    fn from_iter<I: IntoIterator<Item = T>>(records: I) -> Self {
        let mut bytes = Vec::new();
        records.into_iter().for_each(|record| record.write(&mut bytes));
        Self { bytes: Cow::Owned(bytes), record: PhantomData }
    }
}

impl<T> Serialize for Flat<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.bytes)
    }
}

impl<'de: 'static, T: Record> Deserialize<'de> for Flat<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Borrowed<T>(PhantomData<fn() -> T>);

        impl<'de: 'static, T: Record> Visitor<'de> for Borrowed<T> {
            type Value = Flat<T>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("bytes that outlive the rules")
            }

            fn visit_borrowed_bytes<E: Error>(self, bytes: &'de [u8]) -> Result<Self::Value, E> {
                Ok(Flat { bytes: Cow::Borrowed(bytes), record: PhantomData })
            }
        }

        deserializer.deserialize_bytes(Borrowed(PhantomData))
    }
}

/// The number at a place of some bytes; 0 where they end before.
#[inline]
pub(super) fn number(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).and_then(|bytes| bytes.try_into().ok()).map_or(0, u32::from_le_bytes)
}

/// The long number at a place of some bytes; 0 where they end before.
#[inline]
pub(super) fn long_number(bytes: &[u8], at: usize) -> u64 {
    bytes.get(at..at + 8).and_then(|bytes| bytes.try_into().ok()).map_or(0, u64::from_le_bytes)
}

/// The bits of words at a place of some bytes; none where they end before.
#[inline]
pub(super) fn bits(bytes: &[u8], at: usize) -> u128 {
    bytes.get(at..at + 16).and_then(|bytes| bytes.try_into().ok()).map_or(0, u128::from_le_bytes)
}

macro_rules! numbers {
    ($($number:ty),*) => {
        $(impl Record for $number {
            const SIZE: usize = size_of::<$number>();

            #[inline]
            fn read(bytes: &[u8]) -> Self {
                bytes.try_into().map_or(0, Self::from_le_bytes)
            }

            fn write(&self, out: &mut Vec<u8>) {
                out.extend(self.to_le_bytes());
            }
        })*
    };
}

numbers!(u8, u16, u32, u64, u128);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_was_written() {
        let mut list: Flat<u32> = [3, 5, u32::MAX].into_iter().collect();
        list.push(&9);
        list.set(1, &6);
        assert_eq!(list.all().iter().collect::<Vec<_>>(), [3, 6, u32::MAX, 9]);
        assert_eq!((list.get(3), list.get(4), list.len()), (Some(9), None, 4));
        assert_eq!(list.range(1..3).len(), 2);
        assert!(list.range(3..9).is_empty());
        let sorted: Flat<u16> = [1, 4, 4, 7].into_iter().collect();
        assert_eq!(sorted.all().since(|&number| number < 4).iter().collect::<Vec<_>>(), [4, 4, 7]);
    }
}
