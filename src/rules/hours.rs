//! When a team works: `[hours]` in rifq.toml, and what the country says of weekends and holidays.

use super::layer::Layers;
use serde::{Deserialize, Serialize};

/// A day on which nobody works: `12-25` every year, `2026-03-20` once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Holiday {
    /// The year; `None`: every year.
    pub year: Option<i16>,
    /// Month and day.
    pub day: (u8, u8),
}

impl TryFrom<String> for Holiday {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let wrong = || format!("`{text}` is no day; write 12-25 for every year, or 2026-03-20");
        let parts: Vec<&str> = text.split('-').collect();
        let (year, month, day) = match parts.as_slice() {
            [month, day] => (None, *month, *day),
            [year, month, day] => (Some(year.parse().map_err(|_| wrong())?), *month, *day),
            _ => return Err(wrong()),
        };
        let (month, day): (u8, u8) = (month.parse().map_err(|_| wrong())?, day.parse().map_err(|_| wrong())?);
        if (1..=12).contains(&month) && (1..=31).contains(&day) { Ok(Self { year, day: (month, day) }) } else { Err(wrong()) }
    }
}

impl From<Holiday> for String {
    fn from(Holiday { year, day: (month, day) }: Holiday) -> Self {
        year.map_or_else(|| format!("{month:02}-{day:02}"), |year| format!("{year:04}-{month:02}-{day:02}"))
    }
}

#[cfg(feature = "cli")]
impl schemars::JsonSchema for Holiday {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Holiday".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": "string", "description": "12-25 for every year, or 2026-03-20", "pattern": "^([0-9]{4}-)?[0-9]{1,2}-[0-9]{1,2}$"})
    }
}

/// Minutes of the day between which somebody works, written as `09:00-17:30`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Open {
    /// The first minute.
    pub from: u16,
    /// One past the last.
    pub to: u16,
}

impl TryFrom<String> for Open {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let minute = |time: &str| -> Option<u16> {
            let (hour, minute) = time.trim().split_once(':')?;
            let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
            (hour <= 24 && minute < 60 && hour * 60 + minute <= 1440).then_some(hour * 60 + minute)
        };
        let open = text.split_once('-').and_then(|(from, to)| Some(Self { from: minute(from)?, to: minute(to)? }));
        open.filter(|open| open.from < open.to).ok_or_else(|| format!("`{text}` are no hours; write 09:00-17:30"))
    }
}

impl From<Open> for String {
    fn from(Open { from, to }: Open) -> Self {
        format!("{:02}:{:02}-{:02}:{:02}", from / 60, from % 60, to / 60, to % 60)
    }
}

#[cfg(feature = "cli")]
impl schemars::JsonSchema for Open {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Hours".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": "string", "description": "09:00-17:30", "pattern": "^[0-9]{1,2}:[0-9]{2} ?- ?[0-9]{1,2}:[0-9]{2}$"})
    }
}

/// The table `[hours]`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Hours {
    /// Between which times of a working day targets run; absent: the whole day.
    pub open: Option<Open>,
    /// The days of the weekend, Monday being 1; absent: those of the country, and without one, none.
    pub weekend: Option<Vec<u8>>,
    /// Further days on which nobody works.
    #[serde(default)]
    pub holidays: Vec<Holiday>,
}

impl Hours {
    /// With the weekend and the holidays of the chosen country.
    #[must_use]
    pub fn within(&self, layers: &Layers) -> Self {
        let mut hours = self.clone();
        if let Some(locale) = layers.locale() {
            hours.weekend.get_or_insert_with(|| locale.weekend.clone());
            hours.holidays.extend(&locale.holidays);
        }
        hours
    }

    /// The minutes worked on a day, `None` where nobody works; the weekday counts from Monday, 1.
    pub fn on(&self, (year, month, day): (i16, u8, u8), weekday: u8) -> Option<Open> {
        let weekend = self.weekend.as_ref().is_some_and(|days| days.contains(&weekday));
        let holiday = self.holidays.iter().any(|holiday| holiday.day == (month, day) && holiday.year.is_none_or(|known| known == year));
        (!weekend && !holiday).then(|| self.open.unwrap_or(Open { from: 0, to: 1440 }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_hours_are_read_and_written() {
        for text in ["12-25", "2026-03-20"] {
            assert_eq!(String::from(Holiday::try_from(text.to_owned()).expect(text)), text);
        }
        assert_eq!(Open::try_from("9:00 - 17:30".to_owned()).map(String::from), Ok("09:00-17:30".to_owned()));
        assert!(["13-01", "1-2-3-4", "x-1"].iter().all(|text| Holiday::try_from((*text).to_owned()).is_err()));
        assert!(["17:00-09:00", "9-17", "09:00-25:00"].iter().all(|text| Open::try_from((*text).to_owned()).is_err()));
    }

    #[test]
    fn weekends_and_holidays_are_free() {
        let hours = Hours {
            open: Some(Open { from: 540, to: 1020 }),
            weekend: Some(vec![5, 6]),
            holidays: vec![Holiday { year: None, day: (12, 25) }, Holiday { year: Some(2026), day: (3, 20) }],
        };
        assert_eq!(hours.on((2026, 1, 5), 1), hours.open);
        assert_eq!(hours.on((2026, 1, 9), 5), None);
        assert_eq!((hours.on((2026, 3, 20), 4), hours.on((2027, 3, 20), 4), hours.on((2030, 12, 25), 3)), (None, hours.open, None));
    }
}
