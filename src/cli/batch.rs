//! Records in chunks of bounded size, so that many small ones are reviewed in parallel and order and memory are kept.

use crate::read::{ReadError, Record};

/// The most records of a chunk.
const RECORDS: usize = 512;
/// A chunk is full when its texts reach this many bytes.
const BYTES: usize = 1 << 18;

/// The next chunk; empty at the end.
pub(super) fn chunk(records: &mut impl Iterator<Item = Result<Record, ReadError>>) -> Vec<Result<Record, ReadError>> {
    let (mut chunk, mut bytes) = (Vec::new(), 0);
    while chunk.len() < RECORDS && bytes < BYTES {
        let Some(record) = records.next() else { break };
        bytes += record.as_ref().map_or(0, size);
        chunk.push(record);
    }
    chunk
}

/// The records of the next chunk, and how many of it could not be read: each is told of. `None` at the end.
pub(super) fn readable(records: &mut impl Iterator<Item = Result<Record, ReadError>>) -> Option<(Vec<Record>, usize)> {
    let chunk = chunk(records);
    let all = chunk.len();
    let tell = |record: Result<Record, ReadError>| record.inspect_err(|error| eprintln!("rifq: {error}")).ok();
    let read: Vec<Record> = chunk.into_iter().filter_map(tell).collect();
    let unread = all - read.len();
    (all > 0).then_some((read, unread))
}

/// Whether a chunk is too small to be worth a second thread.
pub(super) fn is_small(chunk: &[Result<Record, ReadError>]) -> bool {
    chunk.len() < 2 || chunk.iter().flatten().map(size).sum::<usize>() < BYTES / 16
}

fn size(record: &Record) -> usize {
    record.before.len() + record.conversation.turns.iter().map(|turn| turn.text.len()).sum::<usize>()
}
