//! Parquet read and written by `rifq score`: the columns of a table, conversations with a list of turns, and the output once more.

use parquet::data_type::{ByteArray, ByteArrayType, Int64Type};
use parquet::file::reader::{FileReader as _, SerializedFileReader};
use parquet::file::writer::SerializedFileWriter;
use parquet::record::Field;
use parquet::schema::parser::parse_message_type;
use rifq::read::transcript::{Columns, Reading, Zone, records, records_of};
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

#[path = "support/program.rs"]
mod program;

/// A column of texts, with `None` for null, or of whole numbers.
enum Column<'c> {
    Texts(&'c [Option<&'c str>]),
    Wholes(&'c [i64]),
}

/// A file of these row groups.
fn file(schema: &str, groups: &[&[Column<'_>]]) -> Vec<u8> {
    let mut writer = SerializedFileWriter::new(Vec::new(), Arc::new(parse_message_type(schema).expect("a schema")), Arc::default()).expect("a writer");
    for columns in groups {
        let mut group = writer.next_row_group().expect("a row group");
        for column in *columns {
            let mut to = group.next_column().expect("a column").expect("as many as in the schema");
            match column {
                Column::Wholes(values) => to.typed::<Int64Type>().write_batch(values, None, None).expect("written"),
                Column::Texts(values) => {
                    let levels: Vec<i16> = values.iter().map(|value| i16::from(value.is_some())).collect();
                    let texts: Vec<ByteArray> = values.iter().flatten().map(|&value| value.into()).collect();
                    to.typed::<ByteArrayType>().write_batch(&texts, Some(&levels), None).expect("written")
                }
            };
            to.close().expect("closed");
        }
        group.close().expect("closed");
    }
    writer.into_inner().expect("closed")
}

fn told(bytes: Vec<u8>, reading: &Reading) -> Vec<String> {
    let told = records_of(Path::new("month.parquet"), bytes, reading).map(|raw| match raw.read(reading) {
        Err(error) => error.to_string(),
        Ok(transcript) => {
            let turns = transcript.conversation.turns.iter().map(|turn| format!("{:?} {} {}", turn.role, turn.at.map_or(-1, |at| at / 1000), turn.text));
            format!("{}:{} {}", transcript.conversation.id.clone().unwrap_or_default(), transcript.line, turns.collect::<Vec<_>>().join(" | "))
        }
    });
    told.collect()
}

fn reading() -> Reading {
    Reading { max_bytes: 200, zone: Zone::named("Asia/Riyadh").expect("it is built in"), ..Reading::default() }
}

#[test]
fn columns_are_told_as_in_tables() {
    let schema = "message m { optional binary Ticket (UTF8); optional binary Role (UTF8); required int64 at (TIMESTAMP(NANOS,true)); optional binary Nachricht (UTF8); }";
    let long = "x".repeat(300);
    let bytes = file(
        schema,
        &[
            &[
                Column::Texts(&[Some("1"), Some("1")]),
                Column::Texts(&[Some("customer"), Some("agent")]),
                Column::Wholes(&[1_767_348_000_000_000_000, 1_767_348_060_000_000_000]),
                Column::Texts(&[Some("Where is it?"), Some("It left today.")]),
            ],
            &[
                Column::Texts(&[Some("2"), Some("3"), Some("2")]),
                Column::Texts(&[Some("agent"), Some("agent"), None]),
                Column::Wholes(&[1_767_348_000_000_000_000; 3]),
                Column::Texts(&[Some("لا بأس"), Some(&long), None]),
            ],
        ],
    );
    let columns = Columns::parse("text=Nachricht").expect("a map");
    let found = told(bytes.clone(), &Reading { columns, ..reading() });
    let too_large = "month.parquet:4:1: larger than 200 bytes; --max-bytes raises the limit";
    assert_eq!(found, ["1:1 Customer 1767348000 Where is it? | Agent 1767348060 It left today.", too_large, "2:3 Agent 1767348000 لا بأس"]);
    assert_eq!(told(bytes, &reading()), ["month.parquet:1:1: no column holds the text; --columns text=NAME says which of: Ticket, Role, at, Nachricht"]);
}

#[test]
fn times_without_a_zone_are_local() {
    let schema = "message m { optional binary text (UTF8); required int64 at (TIMESTAMP(MICROS,false)); }";
    let bytes = file(schema, &[&[Column::Texts(&[Some("Hello")]), Column::Wholes(&[1_767_348_000_000_000])]]);
    assert_eq!(told(bytes, &reading()), [":1 Agent 1767337200 Hello"]);
}

#[test]
fn a_damaged_file_is_told_and_harms_nothing() {
    let schema = "message m { optional binary text (UTF8); }";
    let bytes = file(schema, &[&[Column::Texts(&[Some("Hello"), Some("there")])]]);
    for cut in 4..bytes.len() {
        let found = told(bytes[..cut].to_vec(), &reading());
        assert!(found.iter().all(|told| told.starts_with("month.parquet:")), "{cut}: {found:?}");
    }
    for at in 4..bytes.len() {
        let mut bytes = bytes.clone();
        bytes[at] ^= 0x55;
        told(bytes, &reading());
    }
}

/// The columns and the rows of a file.
fn read(path: &Path) -> Vec<Vec<(String, Field)>> {
    let reader = SerializedFileReader::new(fs::File::open(path).expect("it is there")).expect("it is Parquet");
    let rows = reader.get_row_iter(None).expect("rows");
    rows.map(|row| row.expect("a row").get_column_iter().map(|(name, field)| (name.clone(), field.clone())).collect()).collect()
}

#[test]
fn the_output_stands_there_once_more() {
    let folder = program::folder("parquet", "output");
    let input = folder.join("in.jsonl");
    let lines = "{\"id\":\"7\",\"channel\":\"chat\",\"turns\":[{\"role\":\"customer\",\"text\":\"It is broken.\",\"at\":\"2026-01-02T10:00:00Z\"},{\"role\":\"agent\",\"author\":\"-Ali\",\"text\":\"Unfortunately we cannot help.\",\"at\":\"2026-01-02T10:01:00Z\"}]}\n";
    fs::write(&input, lines).expect("written");
    let (plain, out) = (folder.join("plain"), folder.join("out"));
    let score = |out: &Path, more: &[&str]| {
        let done = Command::new(env!("CARGO_BIN_EXE_rifq")).arg("score").arg(&input).arg("--out").arg(out).arg("-q").args(more).output().expect("it runs");
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    };
    score(&plain, &[]);
    // A folder that is complete gets them too, and gets the same.
    score(&plain, &["--parquet"]);
    score(&out, &["--parquet"]);
    let names = fs::read_dir(&out).expect("a folder").map(|entry| entry.expect("an entry").file_name());
    let mut names: Vec<String> = names.map(|name| name.to_string_lossy().into_owned()).collect();
    names.sort();
    assert_eq!(names.iter().filter(|name| name.ends_with(".parquet")).count(), 16, "{names:?}");
    for name in &names {
        assert_eq!(fs::read(out.join(name)).expect("read"), fs::read(plain.join(name)).expect("read"), "{name}");
    }
    let get = |row: &[(String, Field)], name: &str| row.iter().find(|(column, _)| column == name).expect("the column").1.clone();
    let replies = read(&out.join("replies.parquet"));
    assert_eq!(get(&replies[0], "agent"), Field::Str("-Ali".to_owned()));
    assert_eq!(get(&replies[0], "at"), Field::TimestampMillis(1_767_348_060_000));
    assert_eq!(get(&replies[0], "response_seconds"), Field::Long(60));
    assert_eq!(get(&replies[0], "first"), Field::Bool(true));
    let findings = read(&out.join("findings.parquet"));
    assert!(findings.iter().any(|row| get(row, "rule") == Field::Str("negative/cannot".to_owned())), "{findings:?}");
    let agents = read(&out.join("agents.parquet"));
    assert_eq!((get(&agents[0], "agent"), get(&agents[0], "replies")), (Field::Str("-Ali".to_owned()), Field::Long(1)));
    // What was written can be read again: a conversation has its turns as text there, so that they are read as tables of messages.
    let reading = Reading { columns: Columns::parse("text=text").expect("a map"), max_bytes: 1 << 20, ..Reading::default() };
    assert_eq!(records(&out.join("findings.parquet"), &reading).filter(|raw| !matches!(raw, rifq::read::transcript::Raw::Bad(_))).count(), 1);
}
