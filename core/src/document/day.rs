//! Calendar days in documents.

use std::borrow::Cow;
use std::fmt;

use jiff::civil::Date;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A day that exists in the Gregorian calendar, written `YYYY-MM-DD`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub Date);

impl Day {
    /// What a refusal says is accepted.
    pub(crate) const ACCEPTS: &str = "a date that exists, as YYYY-MM-DD";

    /// The day in a text of exactly ten characters; no other form of ISO 8601 is a day here,
    /// since a registry that means a day must not be read as meaning a moment.
    pub(crate) fn parse(text: &str) -> Option<Day> {
        if text.len() != 10 {
            return None;
        }
        text.parse().ok().map(Day)
    }

    /// The day so many days after 1970-01-01, as Arrow counts them; `None` beyond the calendar
    /// of years -9999 to 9999.
    ///
    /// Counted from 1 March of the year -12000, so that a leap day ends its year and no count is
    /// below zero, with the divisions of Neri and Schneider, Euclidean affine functions and their
    /// application to calendar algorithms, Software: Practice and Experience 53 (2023).
    #[must_use]
    pub fn of_1970(days: i32) -> Option<Day> {
        // 30 cycles of 400 years, 146 097 days each, before 1 March of year 0.
        const BEFORE: i64 = 30 * 146_097 + 719_468;
        let day = i64::from(days) + BEFORE;
        let day = u32::try_from(day).ok().filter(|&day| day < 60 * 146_097)?;
        let (century, of_century) = ((4 * day + 3) / 146_097, (4 * day + 3) % 146_097 / 4);
        // 2^32 / 1461, rounded up: the upper half of the product is the year of the century, the
        // lower half the part of the year that has passed.
        const YEAR: u64 = 2_939_745;
        let years = YEAR * u64::from(4 * of_century + 3);
        let (year, of_year) = ((years >> 32) as u32, years as u32 / YEAR as u32 / 4);
        // Likewise a month is 2^16 / 2141 days, 30.6; the first is March.
        let months = 2_141 * of_year + 197_913;
        let (month, day_of_month) = (months >> 16, (months & 0xFFFF) / 2_141 + 1);
        let (month, later) = if of_year < 306 { (month, 0) } else { (month - 12, 1) };
        let year = (100 * century + year) as i32 - 12_000 + later;
        let year = i16::try_from(year).ok().filter(|year| (-9999..=9999).contains(year))?;
        Date::new(year, month as i8, day_of_month as i8).ok().map(Day)
    }

    /// How many days it is after 1970-01-01, negative before: the way back of [`Day::of_1970`].
    #[must_use]
    pub fn since_1970(self) -> i32 {
        let (month, day) = (i32::from(self.0.month()), i32::from(self.0.day()));
        let year = i32::from(self.0.year()) - i32::from(month <= 2);
        let (cycle, year) = (year.div_euclid(400), year.rem_euclid(400));
        let month_from_march = if month > 2 { month - 3 } else { month + 9 };
        let day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
        cycle * 146_097 + 365 * year + year / 4 - year / 100 + day_of_year - 719_468
    }
}

impl fmt::Display for Day {
    /// As jiff writes it; the years of four digits without its detour, since words are full of days.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = (self.0.year(), self.0.month(), self.0.day());
        let Some(year) = u16::try_from(year).ok().filter(|year| *year <= 9999) else {
            return self.0.fmt(f);
        };
        let digit = |number: u16| b'0' + (number % 10) as u8;
        let (month, day) = (month.unsigned_abs().into(), day.unsigned_abs().into());
        let text = [
            digit(year / 1000),
            digit(year / 100),
            digit(year / 10),
            digit(year),
            b'-',
            digit(month / 10),
            digit(month),
            b'-',
            digit(day / 10),
            digit(day),
        ];
        f.write_str(std::str::from_utf8(&text).unwrap_or_default())
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Day, D::Error> {
        deserializer.deserialize_str(DayVisitor)
    }
}

/// A day as text, as documents have it, or as its number, as columns of dates have it.
struct DayVisitor;

impl de::Visitor<'_> for DayVisitor {
    type Value = Day;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(Day::ACCEPTS)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Day, E> {
        Day::parse(text).ok_or_else(|| E::custom(format!("expected {}", Day::ACCEPTS)))
    }

    /// Days since 1970-01-01. No reader of JSON calls this: a number there is not a day.
    fn visit_i32<E: de::Error>(self, number: i32) -> Result<Day, E> {
        Day::of_1970(number).ok_or_else(|| E::custom(format!("expected {}", Day::ACCEPTS)))
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl JsonSchema for Day {
    fn schema_name() -> Cow<'static, str> {
        "Day".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string", "format": "date"})
    }

    fn inline_schema() -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use jiff::Unit;
    use jiff::civil::date;

    use super::*;

    fn by_jiff(day: Date) -> i32 {
        date(1970, 1, 1).until((Unit::Day, day)).unwrap().get_days()
    }

    /// Every day of a whole cycle of the calendar and one in 97 of all others, as jiff counts.
    #[test]
    fn days_are_numbered_as_the_calendar_has_them() {
        let (first, last) = (by_jiff(Date::MIN), by_jiff(Date::MAX));
        let sample = (first..last).step_by(97).chain([last]);
        for number in sample {
            let day = date(1970, 1, 1).checked_add(jiff::Span::new().days(number)).unwrap();
            assert_eq!((Day(day).since_1970(), Day::of_1970(number)), (number, Some(Day(day))));
            assert_eq!(Day(day).to_string(), day.to_string());
        }
        let mut day = date(1800, 1, 1);
        for number in by_jiff(day)..by_jiff(date(2200, 3, 2)) {
            assert_eq!((Day(day).since_1970(), Day::of_1970(number)), (number, Some(Day(day))));
            day = day.tomorrow().unwrap();
        }
        for beyond in [first - 1, last + 1, i32::MIN, i32::MAX] {
            assert_eq!(Day::of_1970(beyond), None, "{beyond}");
        }
    }
}
