//! Calendar days in documents.

use std::borrow::Cow;
use std::fmt;

use jiff::civil::{Date, date};
use jiff::{Span, Unit};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A day that exists in the Gregorian calendar, written `YYYY-MM-DD`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub Date);

const EPOCH: Date = date(1970, 1, 1);

impl Day {
    /// The day so many days after 1970-01-01, as Arrow counts them; `None` beyond the calendar
    /// of years -9999 to 9999.
    #[must_use]
    pub fn of_1970(days: i32) -> Option<Day> {
        EPOCH.checked_add(Span::new().try_days(days).ok()?).ok().map(Day)
    }

    /// How many days it is after 1970-01-01; negative before.
    #[must_use]
    pub fn since_1970(self) -> i32 {
        // A civil date is at most 3.6 million days from 1970, and counting days cannot fail.
        EPOCH.until((Unit::Day, self.0)).map_or(0, |span| span.get_days())
    }

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
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Day, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        Day::parse(&text).ok_or_else(|| de::Error::custom(format!("expected {}", Day::ACCEPTS)))
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
