//! The same files once more as Parquet (`--parquet`): each made from what stands in its place, a row group at a time.

use super::durable;
use super::finish::told;
use crate::batch::By;
use crate::read::table;
use anyhow::{Context, Result};
use parquet::basic::{Compression, LogicalType, Repetition, TimeUnit, Type as Physical};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::Type;
use serde_json::Value;
use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Write};
use std::path::Path;
use std::sync::Arc;

/// A row group is written when its texts hold so many bytes, or so many rows are in it.
const BYTES: usize = 8 << 20;
const ROWS: usize = 1 << 16;

/// What a column holds; each may be null.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Holds {
    /// Text; lists and objects as JSON.
    Text,
    Whole,
    Number,
    Truth,
    /// Milliseconds since 1970.
    Time,
}
use Holds::{Number, Text, Time, Truth, Whole};

/// The columns of `replies.parquet`; a point leads into an object.
const REPLIES: [(&str, Holds); 30] = [
    ("conversation", Text),
    ("reply", Whole),
    ("turns", Text),
    ("agent", Text),
    ("team", Text),
    ("channel", Text),
    ("language", Text),
    ("at", Time),
    ("week", Text),
    ("response_seconds", Whole),
    ("first", Truth),
    ("words", Whole),
    ("score", Whole),
    ("not_scored", Text),
    ("band", Text),
    ("cap", Whole),
    ("empathy.needed", Whole),
    ("empathy.grade", Text),
    ("empathy.harmed", Truth),
    ("next_step.needed", Truth),
    ("next_step.grade", Text),
    ("next_step.owner", Text),
    ("next_step.timed", Truth),
    ("questions.asked", Whole),
    ("questions.answered", Whole),
    ("greeting", Truth),
    ("closing", Truth),
    ("strengths", Text),
    ("categories", Text),
    ("findings", Text),
];

/// The columns of `findings.parquet`: a row a finding in a reply.
const FINDINGS: [(&str, Holds); 13] = [
    ("conversation", Text),
    ("reply", Whole),
    ("agent", Text),
    ("rule", Text),
    ("severity", Text),
    ("points", Number),
    ("turn", Whole),
    ("start", Whole),
    ("end", Whole),
    ("text", Text),
    ("before", Text),
    ("better", Text),
    ("applicability", Text),
];

/// The columns of `conversations.parquet`.
const CONVERSATIONS: [(&str, Holds); 29] = [
    ("id", Text),
    ("file", Text),
    ("line", Whole),
    ("source", Text),
    ("channel", Text),
    ("team", Text),
    ("customer", Text),
    ("agents", Text),
    ("subject", Text),
    ("started", Time),
    ("ended", Time),
    ("closed", Truth),
    ("replies", Whole),
    ("score", Whole),
    ("worst.reply", Whole),
    ("worst.score", Whole),
    ("csat", Number),
    ("nps", Whole),
    ("ces", Number),
    ("waiting_since", Time),
    ("handle_seconds", Whole),
    ("resolution_seconds", Whole),
    ("asks", Truth),
    ("came_back", Truth),
    ("waits.turn", Whole),
    ("waits.need", Whole),
    ("waits.widespread", Truth),
    ("turns", Text),
    ("findings", Text),
];

/// The tables that are no groups of replies.
const TABLES: [&str; 7] = ["rates.csv", "rules.csv", "transcript_rates.csv", "transcript_rules.csv", "kpis.csv", "correlations.csv", "triage.csv"];
/// The last file that is written: where it stands, all stand.
const LAST: &str = "triage.parquet";

/// Whether all files stand there.
pub(super) fn is_written(out: &Path) -> bool {
    out.join(LAST).exists()
}

/// Writes all files.
pub(super) fn write(out: &Path) -> Result<()> {
    // An earlier run's last file would tell that all are there.
    let _ = std::fs::remove_file(out.join(LAST));
    lines(out, ("replies.jsonl", "replies.parquet"), &REPLIES, |row, put| put(&row))?;
    lines(out, ("conversations.jsonl", "conversations.parquet"), &CONVERSATIONS, |row, put| put(&row))?;
    lines(out, ("replies.jsonl", "findings.parquet"), &FINDINGS, |mut row, put| {
        let Value::Array(findings) = row["findings"].take() else { return Ok(()) };
        findings.into_iter().try_for_each(|mut finding| {
            for shared in ["conversation", "reply", "agent"] {
                finding[shared] = row[shared].clone();
            }
            put(&finding)
        })
    })?;
    By::ALL.map(By::file).into_iter().chain(TABLES).try_for_each(|name| csv(out, name))
}

/// Turns a file of lines into one of columns; `rows` gives what is made of a line.
fn lines(
    out: &Path,
    (from, to): (&str, &str),
    columns: &[(&str, Holds)],
    rows: impl Fn(Value, &mut dyn FnMut(&Value) -> io::Result<()>) -> io::Result<()>,
) -> Result<()> {
    put(&out.join(to), |file| {
        let mut table = Table::new(file, columns.iter().map(|&(name, holds)| (name.to_owned(), holds)).collect())?;
        let (mut reader, mut line) = (BufReader::with_capacity(1 << 18, File::open(out.join(from))?), Vec::new());
        while reader.read_until(b'\n', &mut line)? > 0 {
            rows(serde_json::from_slice(&line)?, &mut |row| table.add(|path| path.split('.').try_fold(row, |value, key| value.get(key)).cloned()))?;
            line.clear();
        }
        table.close()
    })
}

/// Turns a table of comma-separated values into one of columns.
fn csv(out: &Path, name: &str) -> Result<()> {
    let (mut rows, path) = (table(&out.join(name))?.into_iter(), out.join(name).with_extension("parquet"));
    let header = rows.next().map(|(_, header)| header).unwrap_or_default();
    put(&path, |file| {
        let mut table = Table::new(file, header.iter().map(|name| (name.clone(), holds(name))).collect())?;
        for (_, cells) in rows {
            let mut cells = header.iter().zip(cells.iter().chain(std::iter::repeat(const { &String::new() })));
            table.add(|name| {
                // Cells come in the order of the columns.
                let (column, cell) = cells.next()?;
                value(holds(name), cell).filter(|_| column == name)
            })?;
        }
        table.close()
    })
}

/// What a column of a table holds, by its name.
fn holds(name: &str) -> Holds {
    const TEXTS: [&str; 18] = [
        "agent", "team", "channel", "language", "week", "by", "key", "rule", "category", "scored_in", "message_en", "message_ar", "why_en", "why_ar", "rating",
        "conversation", "customer", "subject",
    ];
    const NUMBERS: [&str; 7] = ["per_100", "share_of_replies", "score_mean", "findings_per_100", "spearman", "low", "high"];
    match name {
        "urgency" => Whole,
        "widespread" | "few" => Truth,
        "waiting_since" => Time,
        name if TEXTS.contains(&name) => Text,
        name if NUMBERS.contains(&name) || name.starts_with("category:") || name.ends_with("_percent") || name.ends_with("_mean") || name == "nps" => Number,
        _ => Whole,
    }
}

/// What a cell holds; the apostrophe that keeps a spreadsheet from reckoning is taken away.
fn value(holds: Holds, cell: &str) -> Option<Value> {
    if cell.is_empty() {
        return None;
    }
    match holds {
        Text | Time => Some(cell.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@', '\t'])).unwrap_or(cell).into()),
        Whole => cell.parse::<i64>().ok().map(Value::from),
        Number => cell.parse::<f64>().ok().map(Value::from),
        Truth => cell.parse::<bool>().ok().map(Value::from),
    }
}

/// Puts a file in its place.
fn put(path: &Path, write: impl FnOnce(&mut io::BufWriter<File>) -> io::Result<()>) -> Result<()> {
    durable::place(path, write).with_context(|| told(path))
}

/// A column of the row group that is being filled.
struct Column {
    name: String,
    holds: Holds,
    /// 1 where there is a value, 0 where there is none.
    levels: Vec<i16>,
    texts: Vec<ByteArray>,
    wholes: Vec<i64>,
    numbers: Vec<f64>,
    truths: Vec<bool>,
}

impl Column {
    fn new((name, holds): (String, Holds)) -> Self {
        Self { name, holds, levels: Vec::new(), texts: Vec::new(), wholes: Vec::new(), numbers: Vec::new(), truths: Vec::new() }
    }

    fn schema(&self) -> parquet::errors::Result<Arc<Type>> {
        let (physical, logical) = match self.holds {
            Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
            Whole => (Physical::INT64, None),
            Number => (Physical::DOUBLE, None),
            Truth => (Physical::BOOLEAN, None),
            Time => (Physical::INT64, Some(LogicalType::timestamp(true, TimeUnit::MILLIS))),
        };
        let name = self.name.replace('.', "_");
        Type::primitive_type_builder(&name, physical).with_logical_type(logical).with_repetition(Repetition::OPTIONAL).build().map(Arc::new)
    }

    /// Adds a value; gives the bytes it takes.
    fn add(&mut self, value: Option<Value>) -> usize {
        let value = value.unwrap_or(Value::Null);
        let before = self.texts.len() + self.wholes.len() + self.numbers.len() + self.truths.len();
        match (self.holds, &value) {
            (_, Value::Null) => {}
            (Text, Value::String(text)) => self.texts.push(text.as_str().into()),
            (Text, other) => self.texts.push(other.to_string().as_str().into()),
            (Whole, other) => self.wholes.extend(other.as_i64()),
            (Number, other) => self.numbers.extend(other.as_f64()),
            (Truth, other) => self.truths.extend(other.as_bool()),
            (Time, other) => self.wholes.extend(other.as_str().and_then(|text| text.parse::<jiff::Timestamp>().ok()).map(jiff::Timestamp::as_millisecond)),
        }
        let added = self.texts.len() + self.wholes.len() + self.numbers.len() + self.truths.len() > before;
        self.levels.push(i16::from(added));
        if added { self.texts.last().filter(|_| self.holds == Text).map_or(8, ByteArray::len) } else { 0 }
    }

    fn write<W: Write + Send>(&mut self, group: &mut SerializedRowGroupWriter<'_, W>) -> parquet::errors::Result<()> {
        let Some(mut column) = group.next_column()? else { return Ok(()) };
        let levels = Some(self.levels.as_slice());
        match self.holds {
            Text => column.typed::<ByteArrayType>().write_batch(&self.texts, levels, None)?,
            Whole | Time => column.typed::<Int64Type>().write_batch(&self.wholes, levels, None)?,
            Number => column.typed::<DoubleType>().write_batch(&self.numbers, levels, None)?,
            Truth => column.typed::<BoolType>().write_batch(&self.truths, levels, None)?,
        };
        self.levels.clear();
        self.texts.clear();
        self.wholes.clear();
        self.numbers.clear();
        self.truths.clear();
        column.close()
    }
}

/// A file that is being written.
struct Table<W: Write + Send> {
    writer: SerializedFileWriter<W>,
    columns: Vec<Column>,
    rows: usize,
    bytes: usize,
}

impl<W: Write + Send> Table<W> {
    fn new(out: W, columns: Vec<(String, Holds)>) -> io::Result<Self> {
        let columns: Vec<Column> = columns.into_iter().map(Column::new).collect();
        let fields = columns.iter().map(Column::schema).collect::<Result<_, _>>().map_err(io::Error::other)?;
        let schema = Type::group_type_builder("rifq").with_fields(fields).build().map_err(io::Error::other)?;
        let properties =
            WriterProperties::builder().set_compression(Compression::SNAPPY).set_created_by(concat!("rifq ", env!("CARGO_PKG_VERSION")).to_owned());
        let writer = SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties.build())).map_err(io::Error::other)?;
        Ok(Self { writer, columns, rows: 0, bytes: 0 })
    }

    /// Adds a row; `get` is asked for each column in order.
    fn add(&mut self, mut get: impl FnMut(&str) -> Option<Value>) -> io::Result<()> {
        for column in &mut self.columns {
            let value = get(&column.name);
            self.bytes += column.add(value);
        }
        self.rows += 1;
        if self.rows >= ROWS || self.bytes >= BYTES { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> io::Result<()> {
        let mut write = || -> parquet::errors::Result<()> {
            let mut group = self.writer.next_row_group()?;
            self.columns.iter_mut().try_for_each(|column| column.write(&mut group))?;
            group.close().map(drop)
        };
        write().map_err(io::Error::other)?;
        (self.rows, self.bytes) = (0, 0);
        Ok(())
    }

    fn close(mut self) -> io::Result<()> {
        if self.rows > 0 {
            self.flush()?;
        }
        self.writer.close().map(drop).map_err(io::Error::other)
    }
}
