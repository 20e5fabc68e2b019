//! Exports of every helpdesk with damage of all kinds: each reader gives conversations or errors, in a finite number, and never panics.
//!
//! `RIFQ_CASES` says how many damaged copies of each export are read; the seed is fixed, so that a case is found again by its number.

use rifq::read::transcript::{Agents, Kind, Reading, Zone, records_of};
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

/// Damaged copies of each export in a usual run.
const CASES: u64 = 500;

/// What stands where a reader expects something else, between bars.
const ODD: &[u8] = b"\"|{|}|[|]|,|:|\n|\r\n|\\|\\u0000|\\ud800|null|true|-1|1e400|99999999999999999999|0.1|{}|[]|\"\"|\0|\xff|\xef\xbb\xbf|\xe2\x80\x8f|\xd9\xa3\xd9\xa1/13/9999|9999-12-31T23:59:60+23:59|\nFrom |<p>|&#x110000;|=?UTF-8?B?";

/// Numbers without rhyme or reason, the same ones each time (splitmix64).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// One below `limit`; 0 where there is none.
    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }

    /// A part of `bytes` of at most `most` bytes.
    fn part(&mut self, bytes: &[u8], most: usize) -> std::ops::Range<usize> {
        let start = self.below(bytes.len() + 1);
        let length = self.below(most.min(bytes.len() - start) + 1);
        start..start + length
    }
}

/// A copy with one to six faults.
fn damaged(export: &[u8], others: &[(Kind, PathBuf, Vec<u8>)], numbers: &mut Numbers) -> Vec<u8> {
    let mut bytes = export.to_vec();
    let odds: Vec<&[u8]> = ODD.split(|&byte| byte == b'|').collect();
    for _ in 0..=numbers.below(6) {
        let odd = odds[numbers.below(odds.len())];
        match numbers.below(8) {
            0 => {
                let at = numbers.below(bytes.len());
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << numbers.below(8);
                }
            }
            1 => drop(bytes.drain(numbers.part(&bytes, 64))),
            2 => {
                let copy = bytes[numbers.part(&bytes, 300)].to_vec();
                let at = numbers.below(bytes.len() + 1);
                drop(bytes.splice(at..at, copy));
            }
            3 => drop(bytes.splice(numbers.part(&bytes, 0), odd.iter().copied())),
            4 => drop(bytes.splice(numbers.part(&bytes, 12), odd.iter().copied())),
            5 => drop(bytes.splice(value(&bytes, numbers), odd.iter().copied())),
            6 => {
                let other = &others[numbers.below(others.len())].2;
                let part = other[numbers.part(other, 200)].to_vec();
                drop(bytes.splice(numbers.part(&bytes, 20), part));
            }
            _ if numbers.below(4) == 0 => bytes.truncate(numbers.below(bytes.len() + 1)),
            _ => drop(bytes.splice(numbers.part(&bytes, 0), odd.repeat(1 + numbers.below(200)))),
        }
    }
    bytes
}

/// What stands between a colon or comma and the next one.
fn value(bytes: &[u8], numbers: &mut Numbers) -> std::ops::Range<usize> {
    let is_mark = |byte: &u8| matches!(byte, b':' | b',' | b'}' | b']');
    let from = numbers.below(bytes.len());
    let start = bytes[from..].iter().position(is_mark).map_or(from, |at| from + at + 1);
    let end = bytes[start..].iter().position(is_mark).map_or(bytes.len(), |at| start + at);
    start..end
}

/// Reads all of it; the number of conversations and errors.
fn read(kind: Kind, path: &Path, bytes: &[u8], reading: &Reading) -> usize {
    let reading = Reading { from: Some(kind), ..reading.clone() };
    let mut count = 0;
    for raw in records_of(path, bytes.to_vec(), &reading) {
        count += 1;
        // A line gives at most a few records: an iterator that says more does not end.
        assert!(count <= 16 + 4 * bytes.len(), "records without an end");
        if let Ok(transcript) = raw.read(&reading) {
            assert!(transcript.conversation.turns.len() <= 16 + bytes.len(), "turns without an end");
        }
    }
    count
}

fn exports() -> Vec<(Kind, PathBuf, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/exports");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).expect("the folder").map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    let export = |path: PathBuf| {
        let stem = path.file_stem().and_then(|stem| stem.to_str()).expect("a name");
        let kind = Kind::parse(stem).unwrap_or_else(|| panic!("{stem} is no format"));
        let bytes = fs::read(&path).expect("readable");
        (kind, PathBuf::from(path.file_name().expect("a name")), bytes)
    };
    paths.into_iter().map(export).collect()
}

fn reading() -> Reading {
    let scratch = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("mutated-exports");
    fs::create_dir_all(&scratch).expect("a folder for the test");
    let agents = Agents(["*@shop.example", "dana", "ali", "Shop"].map(str::to_owned).to_vec());
    Reading { agents, scratch: Some(scratch), max_bytes: 1 << 16, zone: Zone::named("Africa/Cairo").expect("it is built in"), ..Reading::default() }
}

#[test]
fn every_format_has_an_export_that_is_read() {
    let (exports, reading) = (exports(), reading());
    for kind in Kind::ALL.into_iter().filter(|&kind| kind != Kind::Parquet) {
        let (_, path, bytes) = exports.iter().find(|export| export.0 == kind).unwrap_or_else(|| panic!("no export of {}", kind.name()));
        let reading = Reading { from: Some(kind), ..reading.clone() };
        let turns: Vec<usize> = records_of(path, bytes.clone(), &reading)
            .map(|raw| raw.read(&reading).unwrap_or_else(|error| panic!("{}: {error}", kind.name())).conversation.turns.len())
            .collect();
        assert!(turns.iter().any(|&turns| turns > 1), "{}: {turns:?}", kind.name());
    }
}

#[test]
fn damaged_exports_are_errors_and_no_panics() {
    let cases = std::env::var("RIFQ_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(CASES);
    let (exports, reading) = (exports(), reading());
    for (kind, path, bytes) in &exports {
        for case in 0..cases {
            let copy = damaged(bytes, &exports, &mut Numbers(case));
            let told = catch_unwind(AssertUnwindSafe(|| read(*kind, path, &copy, &reading)));
            assert!(told.is_ok(), "{}, case {case}: {:?}", kind.name(), String::from_utf8_lossy(&copy));
        }
    }
}
