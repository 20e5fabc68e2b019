//! The team's clock: when so much working time has passed.

use crate::read::transcript::Zone;
use crate::rules::{Hours, RuleSet};
use jiff::civil::{Date, DateTime};
use jiff::{SignedDuration, Timestamp};

/// A day, in milliseconds.
pub(super) const DAY: i64 = 86_400_000;
/// A minute, in milliseconds.
pub(super) const MINUTE: i64 = 60_000;
/// So many days are looked ahead; a team that never works is asked no longer.
const MOST_DAYS: u32 = 3660;

/// When the team works, and what its clocks show.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    hours: Hours,
    zone: Zone,
}

impl Clock {
    /// The clock of these rules and this zone.
    pub fn new(rules: &RuleSet, zone: &Zone) -> Self {
        Self { hours: rules.hours.within(&rules.layers), zone: zone.clone() }
    }

    /// The moment at which so much working time (milliseconds) has passed.
    pub fn due(&self, from: i64, allowed: i64) -> i64 {
        if self.hours == Hours::default() {
            return from.saturating_add(allowed);
        }
        self.worked(&self.hours, from, allowed)
    }

    /// As [`due`](Self::due) in whole days, those of the weekend left out; Saturday and Sunday where it is not known.
    pub(super) fn business_days(&self, from: i64, days: i64) -> i64 {
        let mut hours = Hours { open: None, ..self.hours.clone() };
        hours.weekend.get_or_insert_with(|| vec![6, 7]);
        self.worked(&hours, from, days * DAY)
    }

    fn worked(&self, hours: &Hours, from: i64, allowed: i64) -> i64 {
        let Some(start) = self.zone.local(from) else { return from.saturating_add(allowed) };
        let (mut date, mut rest) = (start.date(), allowed);
        let mut begin = start.date().to_datetime(jiff::civil::Time::midnight()).duration_until(start).as_millis().try_into().unwrap_or(0);
        for _ in 0..MOST_DAYS {
            let weekday = date.weekday().to_monday_one_offset().unsigned_abs();
            if let Some(open) = hours.on((date.year(), date.month().unsigned_abs(), date.day().unsigned_abs()), weekday) {
                let (first, last) = (i64::from(open.from) * MINUTE, i64::from(open.to) * MINUTE);
                let first = first.max(begin);
                if last - first >= rest && last > first {
                    return self.moment(date, first + rest).unwrap_or_else(|| from.saturating_add(allowed));
                }
                rest -= (last - first).max(0);
            }
            let Ok(next) = date.tomorrow() else { break };
            (date, begin) = (next, 0);
        }
        from.saturating_add(allowed)
    }

    /// What the calendar shows at a moment.
    pub(super) fn local(&self, at: i64) -> Option<DateTime> {
        self.zone.local(at)
    }

    /// A moment of a day, in milliseconds from its midnight.
    pub(super) fn moment(&self, date: Date, milliseconds: i64) -> Option<i64> {
        let time = date.to_datetime(jiff::civil::Time::midnight()).checked_add(SignedDuration::from_millis(milliseconds)).ok()?;
        self.zone.civil(time).map(Timestamp::as_millisecond)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{Holiday, Open};

    #[test]
    fn only_working_time_counts() {
        let zone = Zone::named("Asia/Riyadh").expect("it is in the built-in list");
        let at = |text: &str| zone.parse(text).expect(text);
        let hours = Hours { open: Some(Open { from: 540, to: 1020 }), weekend: Some(vec![5, 6]), holidays: vec![Holiday { year: None, day: (1, 7) }] };
        let clock = Clock { hours, zone: zone.clone() };
        for (from, hours, due) in [
            // A Sunday, a working day there.
            ("2026-01-04 10:00", 2, "2026-01-04 12:00"),
            ("2026-01-04 16:00", 2, "2026-01-05 10:00"),
            ("2026-01-04 20:00", 1, "2026-01-05 10:00"),
            // Tuesday evening; Wednesday is a holiday.
            ("2026-01-06 16:30", 1, "2026-01-08 09:30"),
            // Thursday, then the weekend.
            ("2026-01-08 16:00", 9, "2026-01-11 17:00"),
            ("2026-01-09 12:00", 8, "2026-01-11 17:00"),
        ] {
            assert_eq!(clock.due(at(from), hours * 3_600_000), at(due), "{from} + {hours} h");
        }
        assert_eq!(Clock::default().due(5, 7), 12);
        let none = Clock { hours: Hours { weekend: Some((1..=7).collect()), ..Hours::default() }, zone };
        assert_eq!(none.due(5, 7), 12, "a team that never works");
    }
}
