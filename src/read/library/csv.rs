//! Libraries in tables of comma-separated values: the header tells which column holds the replies.

use super::align::{Escapes, align};
use super::shape::{BODIES, Reply, TITLES};
use crate::read::csv::{Cell, Rows};
use crate::read::source::Opened;
use crate::read::{ReadError, ReadErrorKind};
use crate::text::origin::{Decoded, SourceText};
use crate::text::{Encoding, Position};
use std::io::Cursor;

/// Further headers of the column of replies.
const COLUMNS: [&str; 4] = ["macro", "comment", "canned response", "canned_response"];

/// The replies of a table.
pub(super) fn replies(file: &SourceText, name: &str) -> Result<Vec<Reply>, ReadError> {
    let reader = Box::new(Cursor::new(file.text.clone().into_bytes()));
    let mut rows = Rows::new(Opened { name: name.to_owned(), reader, max_bytes: u64::MAX >> 1, path: None, id: None });
    let header = match rows.row() {
        Some(header) => header?,
        None => return Err(ReadError::whole(name, ReadErrorKind::NoReplies)),
    };
    let column = |names: &[&str]| names.iter().find_map(|name| header.iter().position(|cell| cell.text.trim().eq_ignore_ascii_case(name)));
    let Some(body) = column(&BODIES).or_else(|| column(&COLUMNS)) else {
        let message = format!("no column of replies; one header should be one of {}", BODIES.join(", "));
        return Err(ReadError { line: 1, ..ReadError::whole(name, ReadErrorKind::Request { code: "invalid_csv", message }) });
    };
    let title = column(&TITLES);
    let mut found = Vec::new();
    while let Some(row) = rows.row() {
        let row = row?;
        let Some(cell) = row.get(body).filter(|cell| cell.text.chars().any(char::is_alphabetic)) else { continue };
        let title = title.and_then(|title| row.get(title)).map(|cell| cell.text.trim()).filter(|title| !title.is_empty());
        let first = row.first().map_or(cell.line, |first| first.line);
        found.push(Reply { name: title.map_or_else(|| format!("line {first}"), str::to_owned), text: text(file, cell), lines: vec![first, cell.line] });
    }
    if found.is_empty() { Err(ReadError::whole(name, ReadErrorKind::NoReplies)) } else { Ok(found) }
}

/// The text of a cell with its places.
fn text(file: &SourceText, cell: &Cell) -> Decoded {
    let place = Position { line: cell.line - 1, character: cell.column - 1 };
    let from = file.lines.offset(&file.text, place, Encoding::Utf32) as usize;
    match file.text[from..].strip_prefix('"') {
        Some(raw) => align(&cell.text, raw, from + 1, Escapes::Doubled('"')),
        None => align(&cell.text, &file.text[from..], from, Escapes::None),
    }
}
