//! Calendar days.

use jiff::civil::Date;
use peerpath::{Code, Error};

use crate::guard::Call;

/// A day of the Gregorian calendar, such as `(PeerpathDate){2026, 11, 21}`. Calls refuse a day that
/// does not exist.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PeerpathDate {
    /// The year, from -9999 to 9999.
    pub year: i16,
    /// The month, from 1 to 12.
    pub month: i8,
    /// The day of the month, from 1.
    pub day: i8,
}

impl PeerpathDate {
    /// A day, or `{0, 0, 0}` where there is none.
    pub(crate) fn of(day: Option<Date>) -> PeerpathDate {
        day.map_or(PeerpathDate { year: 0, month: 0, day: 0 }, |day| PeerpathDate {
            year: day.year(),
            month: day.month(),
            day: day.day(),
        })
    }
}

impl Call {
    /// The day, if it exists.
    pub(crate) fn date(&self, argument: &str, date: PeerpathDate) -> Result<Date, Error> {
        let PeerpathDate { year, month, day } = date;
        Date::new(year, month, day).map_err(|_| {
            let found = format!("{{{year}, {month}, {day}}}");
            let expected = "a date that exists, as {year, month, day}";
            self.refuse(Code::Argument, argument, &found, expected)
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn only_days_that_exist_pass() {
        let call = Call::in_test();
        let leap = call.date("as_of", PeerpathDate { year: 2024, month: 2, day: 29 }).unwrap();
        assert_eq!(leap.to_string(), "2024-02-29");
        for (year, month, day) in [(2023, 2, 29), (2026, 0, 1), (2026, 1, -1), (i16::MAX, 1, 1)] {
            let error = call.date("as_of", PeerpathDate { year, month, day }).unwrap_err();
            assert_eq!(error.code(), Code::Argument);
        }
    }
}
