//! Stands in for the reader of Parquet where rifq is built without it.

use super::super::{ReadError, ReadErrorKind};
use super::{Raw, Reading};
use std::path::Path;

/// The records of a file.
pub(super) fn file(_: &Path, name: &str, _: &Reading) -> Result<Box<dyn Iterator<Item = Raw> + Send>, ReadError> {
    Err(missing(name))
}

/// The records of the bytes of a file.
pub(super) fn bytes(_: Vec<u8>, name: &str, _: &Reading) -> Result<Box<dyn Iterator<Item = Raw> + Send>, ReadError> {
    Err(missing(name))
}

fn missing(name: &str) -> ReadError {
    let message = "built without Parquet: cargo build --features parquet".to_owned();
    ReadError::whole(name, ReadErrorKind::Request { code: "no_parquet", message })
}
