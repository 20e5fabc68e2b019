//! Tables in Parquet files, row by row: memory holds some pages of one row group.
//!
//! A row is handed on as the cells of a table, so that columns are told as for CSV; where a column `turns` holds lists, a row is a
//! conversation of our own shape. Times without a zone are left without one.

use super::super::csv::Cell;
use super::super::{ReadError, ReadErrorKind};
use super::table::Table;
use super::{Kind, Raw, Reading};
use jiff::Timestamp;
use parquet::basic::{LogicalType, TimeUnit, Type as Physical};
use parquet::file::reader::{ChunkReader, FileReader as _, SerializedFileReader};
use parquet::record::reader::RowIter;
use parquet::record::{Field, Row};
use parquet::schema::types::Type;
use rustc_hash::FxHashMap;
use serde_json::{Map, Value};
use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

/// What the schema says of times, which the rows do not.
#[derive(Clone, Copy, Debug)]
struct Clock {
    /// As clocks showed it somewhere.
    local: bool,
    /// How many of its units are a second.
    second: i64,
}

/// The rows of a file.
struct Rows {
    name: Arc<str>,
    /// `None` after the end, or after a page that could not be read.
    left: Option<RowIter<'static>>,
    row: u32,
    max_bytes: u64,
    /// By the name of their column.
    times: FxHashMap<String, Clock>,
}

/// The records of a file.
pub(super) fn file(path: &Path, name: &str, reading: &Reading) -> Result<Box<dyn Iterator<Item = Raw> + Send>, ReadError> {
    records(File::open(path).map_err(|error| ReadError::whole(name, error))?, name, reading)
}

/// The records of the bytes of a file.
pub(super) fn bytes(bytes: Vec<u8>, name: &str, reading: &Reading) -> Result<Box<dyn Iterator<Item = Raw> + Send>, ReadError> {
    records(bytes::Bytes::from(bytes), name, reading)
}

fn records(input: impl ChunkReader + 'static, name: &str, reading: &Reading) -> Result<Box<dyn Iterator<Item = Raw> + Send>, ReadError> {
    let opened = guarded(|| SerializedFileReader::new(input)).map_err(|message| invalid(name, 1, message))?;
    let schema = opened.metadata().file_metadata().schema_descr();
    let times = schema.columns().iter().filter_map(|column| Some((column.name().to_owned(), clock(column.self_type())?))).collect();
    let header: Vec<String> = schema.root_schema().get_fields().iter().map(|field| field.name().to_owned()).collect();
    let told = schema.root_schema().get_fields().iter().any(|field| field.name() == "turns" && field.is_group());
    let rows = guarded(|| Ok(RowIter::from_file_into(Box::new(opened)))).map_err(|message| invalid(name, 1, message))?;
    let mut rows = Rows { name: name.into(), left: Some(rows), row: 0, max_bytes: reading.max_bytes, times };
    if told {
        return Ok(Box::new(std::iter::from_fn(move || rows.conversation())));
    }
    let header = header.into_iter().map(|text| Cell { text, ..Cell::default() }).collect();
    Ok(Box::new(Table::of(name, (header, Box::new(std::iter::from_fn(move || rows.cells()))), reading)?))
}

impl Rows {
    /// The next row; nothing is read after one that cannot be.
    fn next(&mut self) -> Option<Result<Row, ReadError>> {
        let rows = self.left.as_mut()?;
        self.row = self.row.saturating_add(1);
        let row = guarded(|| rows.next().transpose());
        if !matches!(row, Ok(Some(_))) {
            self.left = None;
        }
        row.map_err(|message| invalid(&self.name, self.row, message)).transpose()
    }

    fn too_large(&self, bytes: usize) -> Option<ReadError> {
        let kind = ReadErrorKind::TooLarge(self.max_bytes);
        (bytes as u64 > self.max_bytes).then(|| ReadError { line: self.row, ..ReadError::whole(&self.name, kind) })
    }

    /// The next row as cells.
    fn cells(&mut self) -> Option<Result<Vec<Cell>, ReadError>> {
        let row = match self.next()? {
            Ok(row) => row,
            Err(error) => return Some(Err(error)),
        };
        let cells: Vec<Cell> = row
            .get_column_iter()
            .zip(1..)
            .map(|((name, field), column)| Cell { text: text(&value(name, field, &self.times)), line: self.row, column })
            .collect();
        Some(self.too_large(cells.iter().map(|cell| cell.text.len()).sum()).map_or(Ok(cells), Err))
    }

    /// The next row as a conversation of our own shape.
    fn conversation(&mut self) -> Option<Raw> {
        let row = match self.next()? {
            Ok(row) => row,
            Err(error) => return Some(Raw::Bad(Box::new(error))),
        };
        let bytes = object(&row, &self.times).to_string().into_bytes();
        Some(match self.too_large(bytes.len()) {
            Some(error) => Raw::Bad(Box::new(error)),
            None => Raw::Line { kind: Kind::JsonLines, file: self.name.clone(), line: self.row, offset: 0, bytes },
        })
    }
}

/// What reading gives, or why it fails; the library panics at some files that are damaged.
fn guarded<T>(read: impl FnOnce() -> parquet::errors::Result<T>) -> Result<T, String> {
    match catch_unwind(AssertUnwindSafe(read)) {
        Ok(Ok(read)) => Ok(read),
        Ok(Err(error)) => Err(error.to_string()),
        Err(_) => Err("the file is damaged, or holds what cannot be read".to_owned()),
    }
}

fn invalid(name: &str, row: u32, message: String) -> ReadError {
    ReadError { line: row, ..ReadError::whole(name, ReadErrorKind::Request { code: "invalid_parquet", message }) }
}

/// What kind of time a column holds; `None` for other columns.
fn clock(column: &Type) -> Option<Clock> {
    match column.get_basic_info().logical_type_ref() {
        Some(LogicalType::Timestamp(time)) => {
            let second = match time.unit {
                TimeUnit::MILLIS => 1000,
                TimeUnit::MICROS => 1_000_000,
                TimeUnit::NANOS => 1_000_000_000,
            };
            Some(Clock { local: !time.is_adjusted_to_u_t_c, second })
        }
        // Old writers, which knew no time zones.
        _ if column.get_physical_type() == Physical::INT96 => Some(Clock { local: true, second: 1000 }),
        _ => None,
    }
}

/// A moment as text; the number where it is none.
fn moment(number: i64, clock: Clock) -> Value {
    let nanoseconds = i128::from(number) * i128::from(1_000_000_000 / clock.second);
    let Ok(moment) = Timestamp::from_nanosecond(nanoseconds) else { return number.into() };
    let text = moment.to_string();
    Value::String(if clock.local { text.trim_end_matches('Z').to_owned() } else { text })
}

fn value(name: &str, field: &Field, times: &FxHashMap<String, Clock>) -> Value {
    let clock = |second| times.get(name).copied().unwrap_or(Clock { local: false, second });
    match field {
        Field::Null => Value::Null,
        Field::Bool(truth) => (*truth).into(),
        Field::Byte(number) => (*number).into(),
        Field::Short(number) => (*number).into(),
        Field::Int(number) => (*number).into(),
        Field::Long(number) if times.contains_key(name) => moment(*number, clock(1)),
        Field::Long(number) => (*number).into(),
        Field::UByte(number) => (*number).into(),
        Field::UShort(number) => (*number).into(),
        Field::UInt(number) => (*number).into(),
        Field::ULong(number) => (*number).into(),
        // A whole number is told as one: ids become such numbers where some are missing.
        Field::Float(number) if number.fract() == 0.0 => Value::String(format!("{number:.0}")),
        Field::Double(number) if number.fract() == 0.0 => Value::String(format!("{number:.0}")),
        Field::Float(number) => number.to_string().into(),
        Field::Double(number) => number.to_string().into(),
        Field::Str(text) => text.as_str().into(),
        // Text whose writer did not say that it is text.
        Field::Bytes(bytes) => std::str::from_utf8(bytes.data()).map_or(Value::Null, Value::from),
        Field::TimestampMillis(number) => moment(*number, clock(1000)),
        Field::TimestampMicros(number) => moment(*number, clock(1_000_000)),
        Field::Group(row) => object(row, times),
        Field::ListInternal(list) => list.elements().iter().map(|element| value(name, element, times)).collect(),
        Field::MapInternal(map) => {
            let entries = map.entries().iter().map(|(key, field)| (text(&value("", key, times)), value(name, field, times)));
            Value::Object(entries.collect())
        }
        other => other.to_string().into(),
    }
}

fn object(row: &Row, times: &FxHashMap<String, Clock>) -> Value {
    Value::Object(row.get_column_iter().map(|(name, field)| (name.clone(), value(name, field, times))).collect::<Map<_, _>>())
}

/// A value as the text of a cell.
fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
