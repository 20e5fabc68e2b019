//! Where a value stands in a file, told by the keys and indexes that lead to it.

use super::error::SourceFile;
use crate::text::Span;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// One step on the way to a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step<'s> {
    /// Into a table, by key.
    Key(&'s str),
    /// Into an array, by index.
    Index(usize),
}

impl SourceFile {
    /// The byte range of a value, its quotation marks included; the start of the file where there is none.
    pub fn locate(&self, path: &[Step<'_>]) -> Span {
        DeTable::parse(&self.text).ok().and_then(|root| within(root.get_ref(), path)).unwrap_or_default()
    }
}

fn within(table: &DeTable<'_>, path: &[Step<'_>]) -> Option<Span> {
    let (Step::Key(key), rest) = path.split_first()? else { return None };
    let mut value = table.get(*key)?;
    for (at, step) in rest.iter().enumerate() {
        value = match (step, value.get_ref()) {
            (Step::Key(_), DeValue::Table(table)) => return within(table, &rest[at..]),
            (Step::Index(index), DeValue::Array(items)) => items.get(*index)?,
            _ => return None,
        };
    }
    Some(span(value))
}

fn span<T>(value: &Spanned<T>) -> Span {
    let range = value.span();
    Span::new(range.start as u32, range.end as u32)
}
