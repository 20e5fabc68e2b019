//! Agents' and customers' names as they are written: themselves, or pseudonyms that a key makes and nobody else can.

use siphasher::sip128::{Hasher128 as _, SipHasher24};
use std::borrow::Cow;
use std::hash::Hasher as _;

/// How names are written.
#[derive(Clone, Debug, Default)]
pub struct Names {
    key: Option<[u8; 16]>,
}

impl Names {
    /// Pseudonyms made with this secret; the same name and secret give the same pseudonym, in every run.
    pub fn pseudonyms(secret: &str) -> Self {
        let mut hasher = SipHasher24::new();
        hasher.write(secret.as_bytes());
        Self { key: Some(hasher.finish128().as_u128().to_le_bytes()) }
    }

    /// Whether names are written as they are.
    pub const fn are_plain(&self) -> bool {
        self.key.is_none()
    }

    /// What stands for a name; `what` is `agent` or `customer`.
    pub fn of<'n>(&self, what: &str, name: &'n str) -> Cow<'n, str> {
        let Some(key) = &self.key else { return Cow::Borrowed(name) };
        let mut hasher = SipHasher24::new_with_key(key);
        hasher.write(what.as_bytes());
        hasher.write(name.as_bytes());
        Cow::Owned(format!("{what}-{:08x}", hasher.finish() >> 32))
    }
}
