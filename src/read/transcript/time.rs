//! Times as exports write them, into milliseconds since 1970.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::fmt::rfc2822;
use jiff::tz::TimeZone;

/// The time zone of times that name none.
#[derive(Clone, Debug, PartialEq)]
pub struct Zone(pub TimeZone);

impl Default for Zone {
    fn default() -> Self {
        Self(TimeZone::UTC)
    }
}

impl Zone {
    /// The zone of this name, such as `Asia/Riyadh`, from the list that is built in.
    pub fn named(name: &str) -> Option<Self> {
        jiff::tz::db().get(name).ok().map(Self)
    }

    /// Its name.
    pub fn name(&self) -> &str {
        self.0.iana_name().unwrap_or("UTC")
    }

    /// Reads a time; `None` where it is none.
    pub fn parse(&self, text: &str) -> Option<i64> {
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        if text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
            return number(text);
        }
        let timestamp = text.parse::<Timestamp>().ok().or_else(|| self.civil(text.parse::<DateTime>().ok()?));
        timestamp.or_else(|| named_month(text)).map(Timestamp::as_millisecond)
    }

    /// A local time of this zone.
    pub fn civil(&self, time: DateTime) -> Option<Timestamp> {
        self.0.to_ambiguous_timestamp(time).compatible().ok()
    }

    /// What clocks and calendars of this zone show at a moment.
    pub fn local(&self, at: i64) -> Option<DateTime> {
        Timestamp::from_millisecond(at).ok().map(|timestamp| self.0.to_datetime(timestamp))
    }
}

/// Seconds, milliseconds or microseconds since 1970, told apart by their size.
fn number(text: &str) -> Option<i64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let whole: i64 = whole.parse().ok()?;
    match whole {
        100_000_000..100_000_000_000 => {
            let part: i64 = format!("{part:0<3}").get(..3)?.parse().ok()?;
            Some(whole * 1000 + part)
        }
        100_000_000_000..100_000_000_000_000 => Some(whole),
        100_000_000_000_000..100_000_000_000_000_000 => Some(whole / 1000),
        _ => None,
    }
}

/// `Tue Oct 31 22:10:47 +0000 2017`, or the date of a mail.
fn named_month(text: &str) -> Option<Timestamp> {
    Timestamp::strptime("%a %b %d %H:%M:%S %z %Y", text).or_else(|_| rfc2822::DateTimeParser::new().parse_timestamp(text)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_in_all_their_shapes() {
        let riyadh = Zone::named("Asia/Riyadh").expect("it is in the built-in list");
        for (text, expected) in [
            ("2026-01-02T10:00:00Z", Some(1_767_348_000_000)),
            ("2026-01-02T10:00:00.000+00:00", Some(1_767_348_000_000)),
            ("2026-01-02T13:00:00.000000+03:00", Some(1_767_348_000_000)),
            ("2026-01-02 13:00:00", Some(1_767_348_000_000)),
            ("2026-01-02T13:00", Some(1_767_348_000_000)),
            ("1767348000", Some(1_767_348_000_000)),
            ("1767348000.1", Some(1_767_348_000_100)),
            ("1767348000000", Some(1_767_348_000_000)),
            ("1767348000000000", Some(1_767_348_000_000)),
            ("Fri Jan 02 10:00:00 +0000 2026", Some(1_767_348_000_000)),
            ("Fri, 2 Jan 2026 13:00:00 +0300", Some(1_767_348_000_000)),
            ("", None),
            ("12", None),
            ("yesterday", None),
        ] {
            assert_eq!(riyadh.parse(text), expected, "{text}");
        }
    }
}
