//! Calendar periods in documents.

use std::borrow::Cow;
use std::fmt::{self, Write};

use jiff::Span;
use jiff::civil::Date;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::Day;

/// A calendar period of whole years, months, weeks and days, written in ISO 8601, such as
/// `P2Y`, `P18M` or `P90D`.
///
/// It is counted on the calendar, not in seconds: a month after 31 January is the last day
/// of February.
#[derive(Clone, Copy, Debug)]
pub struct Period(Span);

impl Period {
    /// What a refusal says is accepted.
    pub(crate) const ACCEPTS: &str = "a calendar period such as P2Y, P18M or P90D";

    /// The period in a text; `None` where it is not ISO 8601, is negative or zero, or has a
    /// unit below a day.
    #[must_use]
    pub fn parse(text: &str) -> Option<Period> {
        let span: Span = text.parse().ok()?;
        let fields = [
            i64::from(span.get_hours()),
            span.get_minutes(),
            span.get_seconds(),
            span.get_milliseconds(),
            span.get_microseconds(),
            span.get_nanoseconds(),
        ];
        (span.is_positive() && fields.iter().all(|&field| field == 0)).then_some(Period(span))
    }

    /// So many years.
    #[must_use]
    pub(crate) fn years(years: i16) -> Period {
        Period(Span::new().years(years))
    }

    /// The day this long after `day`; `None` beyond the year 9999.
    #[must_use]
    pub fn after(self, day: Date) -> Option<Date> {
        self.moved(day, 1)
    }

    /// The day this long before `day`; `None` before the year -9999.
    #[must_use]
    pub fn before(self, day: Date) -> Option<Date> {
        self.moved(day, -1)
    }

    /// Years and months first, to the last day of the month where the day does not exist, then
    /// weeks and days: as jiff counts, but an assessment does it many times.
    fn moved(self, day: Date, sign: i64) -> Option<Date> {
        let months = i64::from(self.0.get_years()) * 12 + i64::from(self.0.get_months());
        let days = i64::from(self.0.get_weeks()) * 7 + i64::from(self.0.get_days());
        let mut moved = day;
        if months != 0 {
            let month = i64::from(day.year()) * 12 + i64::from(day.month()) - 1 + sign * months;
            let year = i16::try_from(month.div_euclid(12)).ok()?;
            let month = (month.rem_euclid(12) + 1) as i8;
            moved = Date::new(year, month, day.day())
                .or_else(|_| Date::new(year, month, 1).map(Date::last_of_month))
                .ok()?;
        }
        if days != 0 {
            let number = i64::from(Day(moved).since_1970()) + sign * days;
            moved = Day::of_1970(i32::try_from(number).ok()?)?.0;
        }
        Some(moved)
    }

    /// The period in words, such as `2 years` or `1 year and 6 months`.
    #[must_use]
    pub fn in_words(self) -> String {
        let parts = [
            (i64::from(self.0.get_years()), "year"),
            (i64::from(self.0.get_months()), "month"),
            (i64::from(self.0.get_weeks()), "week"),
            (i64::from(self.0.get_days()), "day"),
        ];
        let mut text = String::with_capacity(24);
        for (count, unit) in parts.into_iter().filter(|&(count, _)| count != 0) {
            text.push_str(if text.is_empty() { "" } else { " and " });
            let _written = write!(text, "{count} {unit}{}", if count == 1 { "" } else { "s" });
        }
        text
    }

    /// The period so many times, unit by unit; `None` where that is beyond the calendar.
    #[must_use]
    pub fn times(self, count: i64) -> Option<Period> {
        (count > 0).then(|| self.0.checked_mul(count).ok().map(Period)).flatten()
    }

    /// Whether it is of whole months and years, without weeks or days.
    #[must_use]
    pub fn whole_months(self) -> bool {
        self.0.get_weeks() == 0 && self.0.get_days() == 0
    }

    /// The span of jiff.
    #[must_use]
    pub fn span(self) -> Span {
        self.0
    }
}

impl PartialEq for Period {
    /// Equal unit by unit: `P12M` is not `P1Y`, though both end on the same day.
    fn eq(&self, other: &Period) -> bool {
        self.0.fieldwise() == other.0.fieldwise()
    }
}

impl Eq for Period {}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Period, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        Period::parse(&text)
            .ok_or_else(|| de::Error::custom(format!("expected {}", Period::ACCEPTS)))
    }
}

impl Serialize for Period {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl JsonSchema for Period {
    fn schema_name() -> Cow<'static, str> {
        "Period".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string", "format": "duration"})
    }

    fn inline_schema() -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn periods_are_counted_as_jiff_counts_them(
            number in -4_371_587_i32..=2_932_896, years in 0_i16..200, months in 0_i32..60,
            weeks in 0_i32..200, days in 0_i32..5_000
        ) {
            let day = Day::of_1970(number).unwrap().0;
            let span = Span::new().years(years).months(months).weeks(weeks).days(days);
            prop_assume!(!span.is_zero());
            let period = Period::parse(&span.to_string()).unwrap();
            prop_assert_eq!(period.after(day), day.checked_add(span).ok());
            prop_assert_eq!(period.before(day), day.checked_sub(span).ok());
        }
    }
}
