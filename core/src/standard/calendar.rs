//! Calendar periods one after another: weeks, months, quarters, half years, years.

use jiff::civil::{Date, Weekday};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Calendar periods that follow each other: each begins where the calendar has it begin, not
/// where anything happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
pub(crate) enum CalendarPeriod {
    /// Weeks, from Monday.
    #[serde(rename = "P7D", alias = "P1W")]
    Week,
    /// Months.
    #[serde(rename = "P1M")]
    Month,
    /// Quarters, from January.
    #[serde(rename = "P3M")]
    Quarter,
    /// Half years, from January.
    #[serde(rename = "P6M")]
    HalfYear,
    /// Years.
    #[serde(rename = "P1Y", alias = "P12M")]
    Year,
}

impl CalendarPeriod {
    /// The first day of the period that holds a day.
    pub(crate) fn start(self, day: Date) -> Date {
        let months = |length: i8| {
            let month = day.month() - (day.month() - 1) % length;
            Date::new(day.year(), month, 1).unwrap_or(day)
        };
        match self {
            CalendarPeriod::Week => {
                let since = day.weekday().since(Weekday::Monday);
                day.checked_sub(jiff::Span::new().days(since)).unwrap_or(day)
            }
            CalendarPeriod::Month => months(1),
            CalendarPeriod::Quarter => months(3),
            CalendarPeriod::HalfYear => months(6),
            CalendarPeriod::Year => months(12),
        }
    }

    /// The first day of the period after that which begins on a day; `None` beyond the year
    /// 9999.
    pub(crate) fn next(self, start: Date) -> Option<Date> {
        let span = jiff::Span::new();
        let span = match self {
            CalendarPeriod::Week => span.days(7),
            CalendarPeriod::Month => span.months(1),
            CalendarPeriod::Quarter => span.months(3),
            CalendarPeriod::HalfYear => span.months(6),
            CalendarPeriod::Year => span.years(1),
        };
        start.checked_add(span).ok()
    }

    /// One period in words, as in `10 h a month`.
    pub(crate) fn in_words(self) -> &'static str {
        match self {
            CalendarPeriod::Week => "week",
            CalendarPeriod::Month => "month",
            CalendarPeriod::Quarter => "quarter",
            CalendarPeriod::HalfYear => "half year",
            CalendarPeriod::Year => "year",
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::CalendarPeriod::{HalfYear, Month, Quarter, Week, Year};

    #[test]
    fn periods_begin_where_the_calendar_has_them_begin() {
        let day = date(2024, 2, 29);
        assert_eq!(Week.start(day), date(2024, 2, 26));
        assert_eq!(Week.start(date(2024, 2, 26)), date(2024, 2, 26));
        assert_eq!(Week.start(date(2024, 3, 3)), date(2024, 2, 26));
        assert_eq!(Month.start(day), date(2024, 2, 1));
        assert_eq!(Quarter.start(date(2024, 6, 30)), date(2024, 4, 1));
        assert_eq!(HalfYear.start(date(2024, 12, 31)), date(2024, 7, 1));
        assert_eq!(Year.start(day), date(2024, 1, 1));
        assert_eq!(Quarter.next(date(2024, 10, 1)), Some(date(2025, 1, 1)));
        assert_eq!(Year.next(date(9999, 1, 1)), None);
    }
}
