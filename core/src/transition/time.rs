//! How times are measured, and from when.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::document::Day;

/// The unit of time of histories.
///
/// Dates are turned into this unit; numbers are in it already. A month is 30.4375 days and a
/// year 365.25 days, so that equal numbers of days are equal times, whatever the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TimeUnit {
    /// Days.
    Days,
    /// Weeks of 7 days.
    Weeks,
    /// Months of 30.4375 days.
    Months,
    /// Years of 365.25 days.
    Years,
}

impl TimeUnit {
    pub(crate) const ALL: [TimeUnit; 4] =
        [TimeUnit::Days, TimeUnit::Weeks, TimeUnit::Months, TimeUnit::Years];

    /// The number of days in the unit.
    #[must_use]
    pub fn days(self) -> f64 {
        match self {
            TimeUnit::Days => 1.0,
            TimeUnit::Weeks => 7.0,
            TimeUnit::Months => 30.4375,
            TimeUnit::Years => 365.25,
        }
    }

    /// The name used in documents and messages.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            TimeUnit::Days => "days",
            TimeUnit::Weeks => "weeks",
            TimeUnit::Months => "months",
            TimeUnit::Years => "years",
        }
    }
}

/// The moment from which time is counted: time 0.
///
/// A first record later than time 0 is delayed entry: the person counts as at risk from then
/// on, and not before. A record earlier than time 0 is a problem.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TimeOrigin {
    /// Each person's own first record. Then nobody enters late.
    FirstEntry,
    /// The same date for all, such as the first day of a programme.
    Date(Day),
    /// A column with each person's own date or number, such as the day of certification. It
    /// must hold the same in every row of a person.
    Column(String),
}
