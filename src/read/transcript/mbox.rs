//! Mail boxes (mbox) and single mails, joined to threads by what each one answers. `--agent` names who answers for the company: `*@shop.example`.

use super::super::source::Opened;
use super::super::{ReadError, ReadErrorKind, mail};
use super::join::{Join, Joined};
use super::{Raw, Reading};
use crate::conversation::{Channel, Conversation, Role, Turn};
use crate::transcript::Transcript;
use mail_parser::{HeaderValue, Message, MessageParser};
use std::collections::BTreeMap;
use std::hash::BuildHasher as _;
use std::io::BufRead as _;

/// The conversations of a mail box.
pub(super) struct Mails {
    name: String,
    joined: Joined,
    /// The subject of each thread, by the line of its first mail.
    subjects: BTreeMap<u32, String>,
}

impl Mails {
    pub(super) fn open(mut opened: Opened, reading: &Reading) -> Result<Self, ReadError> {
        let name = opened.name.clone();
        if reading.agents.0.is_empty() {
            let message = "mail does not say who answers for the company; --agent names them: --agent '*@shop.example'".to_owned();
            return Err(ReadError::whole(&name, ReadErrorKind::Request { code: "no_roles", message }));
        }
        let failed = |error: std::io::Error| ReadError::whole(&name, error);
        let mut join = Join::new(reading.scratch_file("mails").map_err(failed)?);
        let (mut subjects, mut bad, mut line) = (BTreeMap::new(), Vec::new(), 1);
        loop {
            let start = line;
            let Some(bytes) = next_mail(&mut opened, &mut line).map_err(failed)? else { break };
            if bytes.trim_ascii().is_empty() {
                continue;
            }
            let error = |kind| ReadError { file: name.clone(), line: start, column: 1, id: None, kind };
            if bytes.len() as u64 > opened.max_bytes {
                bad.push(error(ReadErrorKind::TooLarge(opened.max_bytes)));
                continue;
            }
            match turn(&bytes, reading) {
                Some((key, subject, turn)) => {
                    subjects.extend(subject.map(|subject| (start, subject)));
                    join.add(key, start, turn).map_err(failed)?;
                }
                None => bad.push(error(ReadErrorKind::NoText)),
            }
        }
        let joined = join.finish(bad, |key| key).map_err(failed)?;
        Ok(Self { name, joined, subjects })
    }
}

/// The bytes of the next mail, up to a line that begins with `From `; one that is too long is cut just above the limit.
fn next_mail(opened: &mut Opened, line: &mut u32) -> std::io::Result<Option<Vec<u8>>> {
    let (mut mail, mut row, mut any, mut blank) = (Vec::new(), Vec::new(), false, true);
    loop {
        let start = opened.reader.fill_buf()?;
        if start.is_empty() {
            return Ok(any.then_some(mail));
        }
        if any && blank && start.starts_with(b"From ") {
            return Ok(Some(mail));
        }
        row.clear();
        opened.reader.read_until(b'\n', &mut row)?;
        *line += 1;
        let divider = !any && row.starts_with(b"From ");
        any = true;
        blank = row.trim_ascii().is_empty();
        if divider || mail.len() as u64 > opened.max_bytes {
            continue;
        }
        // ">From " was "From " before it came into the box.
        let quoted = row.starts_with(b">") && row.trim_ascii_start_matches(b'>').starts_with(b"From ");
        mail.extend_from_slice(if quoted { &row[1..] } else { &row });
    }
}

/// Cuts a byte off the start, however often.
trait TrimStart {
    fn trim_ascii_start_matches(&self, byte: u8) -> &[u8];
}

impl TrimStart for Vec<u8> {
    fn trim_ascii_start_matches(&self, byte: u8) -> &[u8] {
        let at = self.iter().position(|&known| known != byte).unwrap_or(self.len());
        &self[at..]
    }
}

/// The thread of a mail, its subject and what it says.
fn turn(bytes: &[u8], reading: &Reading) -> Option<(u64, Option<String>, Turn)> {
    let message = MessageParser::default().parse(bytes)?;
    let (text, markup) = mail::body(&message)?;
    let from = message.from().and_then(|from| from.first());
    let (address, name) = (from.and_then(|from| from.address()), from.and_then(|from| from.name()));
    let is_agent = [address, name].into_iter().flatten().any(|known| reading.role(Some(known)) == Some(Role::Agent));
    let role = if is_agent { Role::Agent } else { Role::Customer };
    let at = message.date().map(|date| date.to_timestamp() * 1000);
    let subject = message.subject().map(str::to_owned);
    let key = thread(&message).unwrap_or_else(|| bare(subject.as_deref().unwrap_or_default()));
    let author = name.or(address).map(str::to_owned);
    Some((rustc_hash::FxBuildHasher.hash_one(&key), subject, Turn { role, text, markup, at, author }))
}

/// The first mail of the thread: the first reference, else what is answered, else the mail itself.
fn thread(message: &Message<'_>) -> Option<String> {
    let first = |value: &HeaderValue<'_>| match value {
        HeaderValue::Text(text) => Some(text.clone().into_owned()),
        HeaderValue::TextList(list) => list.first().map(|text| text.clone().into_owned()),
        _ => None,
    };
    first(message.references()).or_else(|| first(message.in_reply_to())).or_else(|| message.message_id().map(str::to_owned))
}

/// A subject without what answers and forwards put before it.
fn bare(subject: &str) -> String {
    let mut subject = subject.trim();
    while let Some((before, rest)) = subject.split_once(':') {
        if !matches!(before.trim().to_lowercase().as_str(), "re" | "fw" | "fwd" | "aw" | "sv" | "رد" | "إعادة توجيه") {
            break;
        }
        subject = rest.trim();
    }
    subject.to_lowercase()
}

impl Iterator for Mails {
    type Item = Raw;

    fn next(&mut self) -> Option<Raw> {
        self.joined.raw(&self.name, |line, turns| {
            let customer = super::json_lines::author(&turns, Role::Customer);
            let subject = self.subjects.get(&line).cloned();
            let conversation = Conversation { channel: Some(Channel::Email), subject, turns, ..Conversation::default() };
            Transcript { conversation, source: Some("mail".to_owned()), customer, ..Transcript::default() }
        })
    }
}
