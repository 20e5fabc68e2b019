//! Libraries in TOML.

use super::align::{Escapes, align};
use super::{Broken, DEPTH, Key, Node, Value};
use crate::text::origin::SourceText;
use crate::wire::without_value;
use std::ops::Range;
use toml::de::{DeTable, DeValue};

/// The value that a file holds.
pub(super) fn root(file: &SourceText) -> Result<Node, Broken> {
    let text = file.text.trim_start_matches('\u{feff}');
    let reader = Reader { file, before: file.text.len() - text.len() };
    let table = DeTable::parse(text).map_err(|error| {
        let message = without_value(&error.message().lines().collect::<Vec<_>>().join(", "));
        Broken { offset: reader.before + error.span().map_or(0, |span| span.start), message }
    })?;
    Ok(Node { line: 1, value: reader.table(table.get_ref(), 0)? })
}

struct Reader<'t> {
    file: &'t SourceText,
    /// The length of the byte order mark, from behind which the parser counts.
    before: usize,
}

impl Reader<'_> {
    fn line(&self, offset: usize) -> u32 {
        self.file.lines.line_of((self.before + offset) as u32) as u32 + 1
    }

    fn table(&self, table: &DeTable<'_>, depth: usize) -> Result<Value, Broken> {
        let entries = table.iter().map(|(key, value)| {
            // The name of `[[entries]]` stands in each entry, and nowhere for all of them.
            let repeated = matches!(value.get_ref(), DeValue::Array(items) if items.iter().any(|item| matches!(item.get_ref(), DeValue::Table(_))));
            let line = if repeated { 0 } else { self.line(key.span().start) };
            let key = Key { text: key.get_ref().to_string(), line };
            Ok((key, self.node(value.get_ref(), value.span(), depth + 1)?))
        });
        Ok(Value::Table(entries.collect::<Result<_, Broken>>()?))
    }

    fn node(&self, value: &DeValue<'_>, span: Range<usize>, depth: usize) -> Result<Node, Broken> {
        if depth > DEPTH {
            return Err(Broken { offset: self.before + span.start, message: format!("lists and tables deeper than {DEPTH}") });
        }
        let line = self.line(span.start);
        let value = match value {
            DeValue::String(text) => {
                let from = self.before + span.start;
                let raw = &self.file.text[from..];
                let (skip, escapes) = [("\"\"\"", Escapes::Backslash), ("'''", Escapes::None), ("\"", Escapes::Backslash), ("'", Escapes::None)]
                    .into_iter()
                    .find(|(mark, _)| raw.starts_with(mark))
                    .map_or((0, Escapes::None), |(mark, escapes)| (mark.len(), escapes));
                Value::Text(align(text, &raw[skip..], from + skip, escapes))
            }
            DeValue::Array(items) => Value::List(items.iter().map(|item| self.node(item.get_ref(), item.span(), depth + 1)).collect::<Result<_, Broken>>()?),
            DeValue::Table(table) => self.table(table, depth)?,
            _ => Value::Other,
        };
        Ok(Node { line, value })
    }
}
