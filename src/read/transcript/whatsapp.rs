//! WhatsApp's "Export chat", in English and Arabic: a file is one conversation.
//!
//! Dates are in the order of the telephone's country, digits may be Arabic, the comma may be `،`, the half of the day ص or م, and direction
//! marks stand anywhere. A line that begins with no date goes on with the message before. The file has no roles: `--agent` names the agents.

use super::super::source::Opened;
use super::super::{ReadError, ReadErrorKind, source};
use super::Reading;
use crate::conversation::{Channel, Conversation, Role, Turn};
use crate::transcript::Transcript;
use jiff::civil::DateTime;

/// What stands for a file, a deleted message and the like, in part or whole.
const GONE: [&str; 22] = [
    "<media omitted>",
    "<تم استبعاد الوسائط>",
    "image omitted",
    "video omitted",
    "audio omitted",
    "sticker omitted",
    "document omitted",
    "gif omitted",
    "contact card omitted",
    "صورة مستبعدة",
    "تم استبعاد الصورة",
    "this message was deleted",
    "you deleted this message",
    "this message was deleted by admin",
    "تم حذف هذه الرسالة",
    "لقد حذفت أنت هذه الرسالة",
    "لقد حذفت هذه الرسالة",
    "null",
    "missed voice call",
    "missed video call",
    "مكالمة صوتية فائتة",
    "مكالمة فيديو فائتة",
];
/// A line that ends so names a file.
const FILES: [&str; 3] = ["(file attached)", "(الملف مرفق)", "(ملف مرفق)"];
/// Parts of what the app itself says.
const SYSTEM: [&str; 8] = [
    "end-to-end encrypted",
    "مشفرة بالكامل",
    "مشفّرة بالكامل",
    "مشفرة تماما",
    "تشفير تام بين الطرفين",
    "security code changed",
    "changed their phone number",
    "تغير رمز الأمان",
];
/// The longest sender.
const SENDER: usize = 60;

/// The numbers of a line's date and time, in the order of the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stamp {
    date: [u16; 3],
    time: [u16; 3],
    /// 0 for none, 1 for the morning, 2 for the afternoon.
    half: u8,
}

/// What comes first in a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    Day,
    Month,
    Year,
}

/// Whether a text is such an export: one of its first lines begins with a date.
pub(super) fn is_export(start: &[u8]) -> bool {
    let text = String::from_utf8_lossy(start);
    text.lines().take(3).any(|line| message(&plain(line)).is_some())
}

/// The conversation of a file.
pub(super) fn transcript(mut opened: Opened, reading: &Reading) -> Result<Transcript, ReadError> {
    let bytes = opened.bytes()?;
    let text = source::utf8(&opened.name, bytes)?;
    let mut found: Vec<(Stamp, String, Option<String>)> = Vec::new();
    for line in text.lines() {
        let line = plain(line);
        match (message(&line), found.last_mut()) {
            (Some((stamp, rest)), _) => {
                let (sender, said) = sender(rest);
                found.push((stamp, said.to_owned(), sender.map(str::to_owned)));
            }
            (None, Some((_, said, _))) => {
                said.push('\n');
                said.push_str(&line);
            }
            (None, None) => {}
        }
    }
    let mut names: Vec<&str> = found.iter().filter_map(|(_, _, sender)| sender.as_deref()).collect();
    names.sort_unstable();
    names.dedup();
    if !names.iter().any(|name| reading.role(Some(name)) == Some(Role::Agent)) {
        let message = format!("a WhatsApp export has no roles; --agent NAME says who answers for the company; who writes: {}", names.join(", "));
        return Err(ReadError::whole(&opened.name, ReadErrorKind::Request { code: "no_roles", message }));
    }
    let order = order(found.iter().map(|(stamp, ..)| stamp));
    let customer = names.iter().find(|name| reading.role(Some(name)) != Some(Role::Agent)).map(|name| (*name).to_owned());
    let turns = found.into_iter().filter_map(|(stamp, said, sender)| {
        let role = match &sender {
            None => Role::Note,
            Some(name) => reading.role(Some(name)).unwrap_or(Role::Customer),
        };
        let text = cleaned(&said);
        (!text.is_empty()).then(|| Turn { role, text, at: stamp.at(order, reading), author: sender, ..Turn::default() })
    });
    let turns: Vec<Turn> = turns.collect();
    Ok(Transcript {
        conversation: Conversation { channel: Some(Channel::Message), turns, ..Conversation::default() },
        file: opened.name,
        line: 1,
        source: Some("whatsapp".to_owned()),
        customer,
        ..Transcript::default()
    })
}

/// A line without direction marks, its digits and commas as in English, each blank a space. What is said keeps its digits: only the stamp is read from it.
fn plain(line: &str) -> String {
    line.chars().filter(|c| !matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{61c}')).collect()
}

/// The stamp of a line and what follows it.
fn message(line: &str) -> Option<(Stamp, &str)> {
    let mut at = Cursor { rest: line.trim_start() };
    let bracket = at.take(&['[']);
    let mut date = [0; 3];
    for (index, part) in date.iter_mut().enumerate() {
        if index > 0 && !at.take(&['/', '.', '-', '\u{2044}']) {
            return None;
        }
        *part = at.number()?;
    }
    let comma = at.take(&[',', '،']);
    if !at.blanks() && !comma {
        return None;
    }
    let mut time = [at.number()?, 0, 0];
    if !at.take(&[':', '.']) {
        return None;
    }
    time[1] = at.number()?;
    if at.take(&[':', '.']) {
        time[2] = at.number()?;
    }
    at.blanks();
    let half = at.half();
    at.blanks();
    let ended = if bracket { at.take(&[']']) } else { at.take(&['-', '–', '—']) };
    at.blanks();
    ended.then_some((Stamp { date, time, half }, at.rest))
}

/// Reads a line from its start.
struct Cursor<'l> {
    rest: &'l str,
}

impl Cursor<'_> {
    fn take(&mut self, wanted: &[char]) -> bool {
        let taken = self.rest.strip_prefix(wanted);
        self.rest = taken.unwrap_or(self.rest);
        taken.is_some()
    }

    fn blanks(&mut self) -> bool {
        let before = self.rest.len();
        self.rest = self.rest.trim_start();
        self.rest.len() < before
    }

    /// A number of up to four digits, European or Arabic.
    fn number(&mut self) -> Option<u16> {
        let (mut value, mut digits) = (0, 0);
        while let Some(c) = self.rest.chars().next() {
            let digit = match c {
                '0'..='9' => c as u16 - '0' as u16,
                '٠'..='٩' => c as u16 - '٠' as u16,
                '۰'..='۹' => c as u16 - '۰' as u16,
                _ => break,
            };
            (value, digits) = (value * 10 + digit, digits + 1);
            self.rest = &self.rest[c.len_utf8()..];
            if digits == 4 {
                break;
            }
        }
        (digits > 0).then_some(value)
    }

    fn half(&mut self) -> u8 {
        for (word, half) in [("AM", 1), ("PM", 2), ("am", 1), ("pm", 2), ("a.m.", 1), ("p.m.", 2), ("صباحًا", 1), ("مساءً", 2), ("ص", 1), ("م", 2)]
        {
            if let Some(rest) = self.rest.strip_prefix(word) {
                self.rest = rest;
                return half;
            }
        }
        0
    }
}

/// Sender and text; a line of the app itself has no sender, also where it has a colon.
fn sender(rest: &str) -> (Option<&str>, &str) {
    let Some((name, said)) = rest.split_once(": ").or_else(|| rest.strip_suffix(':').map(|name| (name, ""))) else { return (None, rest) };
    let system = |text: &str| SYSTEM.iter().any(|part| text.to_lowercase().contains(part));
    if name.chars().count() > SENDER || name.is_empty() || system(name) || system(said) {
        return (None, rest);
    }
    (Some(name.trim_start_matches("~ ").trim_start_matches('~').trim()), said)
}

/// What was said, without marks for files and edits.
fn cleaned(said: &str) -> String {
    let kept = said.lines().filter(|line| {
        let line = line.trim();
        let lower = line.to_lowercase();
        let gone = GONE.iter().any(|mark| lower.trim_end_matches('.') == *mark) || FILES.iter().any(|mark| lower.ends_with(mark));
        !(gone || lower.starts_with("<attached:") || lower.starts_with("<مرفق:"))
    });
    let kept = kept.collect::<Vec<_>>().join("\n");
    kept.replace("<This message was edited>", "").replace("<تم تعديل هذه الرسالة>", "").trim().to_owned()
}

/// The order of dates in a file: told by the numbers that can only be days or years; else as most countries write it.
fn order<'s>(stamps: impl Iterator<Item = &'s Stamp>) -> Order {
    let mut american = false;
    for stamp in stamps {
        match stamp.date {
            [year, ..] if year >= 1000 => return Order::Year,
            [day, ..] if day > 12 => return Order::Day,
            [_, day, _] if day > 12 => return Order::Month,
            // 9/2/26, 10:15 PM
            [_, _, year] => american |= year < 100 && stamp.half > 0,
        }
    }
    if american { Order::Month } else { Order::Day }
}

impl Stamp {
    fn at(self, order: Order, reading: &Reading) -> Option<i64> {
        let [a, b, c] = self.date;
        let (year, month, day) = match order {
            Order::Day => (c, b, a),
            Order::Month => (c, a, b),
            Order::Year => (a, b, c),
        };
        let year = if year < 100 { year + 2000 } else { year };
        let [hour, minute, second] = self.time;
        let hour = match self.half {
            1 => hour % 12,
            2 => hour % 12 + 12,
            _ => hour,
        };
        let small = |value: u16| i8::try_from(value).ok();
        let time = DateTime::new(i16::try_from(year).ok()?, small(month)?, small(day)?, small(hour)?, small(minute)?, small(second)?, 0).ok()?;
        reading.zone.civil(time).map(jiff::Timestamp::as_millisecond)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stamps_of_all_countries_are_read() {
        let stamp = |date, time, half| Stamp { date, time, half };
        for (line, expected, rest) in [
            ("\u{200e}[15/09/2026, 20:46:01] Dana: bring", stamp([15, 9, 2026], [20, 46, 1], 0), "Dana: bring"),
            ("[15/09/2026, 8:05:00\u{202f}AM] Dana: book", stamp([15, 9, 2026], [8, 5, 0], 1), "Dana: book"),
            ("15/09/2026, 20:46 - Dana: bring", stamp([15, 9, 2026], [20, 46, 0], 0), "Dana: bring"),
            ("15/09/2026, 20:46 – Dana: bring", stamp([15, 9, 2026], [20, 46, 0], 0), "Dana: bring"),
            ("9/20/26, 10:15 PM - Name: x", stamp([9, 20, 26], [10, 15, 0], 2), "Name: x"),
            ("\u{200f}[١٥/٠٩/٢٠٢٦، ٨:٤٦:٠٠ م] دانة: نص", stamp([15, 9, 2026], [8, 46, 0], 2), "دانة: نص"),
            ("1/5/2025، 09:17 - +212 616-465609: نص", stamp([1, 5, 2025], [9, 17, 0], 0), "+212 616-465609: نص"),
            ("1/5/2025, 9:17 م - دانة: نص", stamp([1, 5, 2025], [9, 17, 0], 2), "دانة: نص"),
            ("[20/9/2026 10:17 ص] Name: x", stamp([20, 9, 2026], [10, 17, 0], 1), "Name: x"),
            ("[2026-09-20, 10:17:05] Name: x", stamp([2026, 9, 20], [10, 17, 5], 0), "Name: x"),
        ] {
            assert_eq!(message(&plain(line)), Some((expected, rest)), "{line}");
        }
        for line in ["call 15/09/2026, please", "10:15 - x", "see you", "[ok] fine"] {
            assert_eq!(message(line), None, "{line}");
        }
    }

    #[test]
    fn what_the_app_says_has_no_sender() {
        assert_eq!(sender("الرسائل والمكالمات مشفّرة بالكامل: لا أحد خارج هذه المحادثة يمكنه قراءتها").0, None);
        assert_eq!(sender("Dana: Messages and calls are end-to-end encrypted. No one can read them").0, None);
        assert_eq!(sender("You created this group").0, None);
        assert_eq!(sender("~ Dana: time: 9:15"), (Some("Dana"), "time: 9:15"));
    }

    #[test]
    fn files_and_deleted_messages_are_left_out() {
        for (said, expected) in [
            ("<Media omitted>", ""),
            ("<تم استبعاد الوسائط>", ""),
            ("image omitted", ""),
            ("IMG-1.jpg (file attached)\nthe receipt", "the receipt"),
            ("This message was deleted.", ""),
            ("لقد حذفت أنت هذه الرسالة", ""),
            ("on my way <This message was edited>", "on my way"),
        ] {
            assert_eq!(cleaned(said), expected, "{said}");
        }
    }
}
