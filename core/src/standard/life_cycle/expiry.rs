//! The last day on which a credential is good.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::document::Period;

/// Which day is the last good one.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum Expires {
    /// A day that follows from the day of issue.
    Following(ExpiryDay),
    /// A fixed day of the year.
    Fixed(FixedDay),
}

/// A last day that follows from the day of issue, here 2024-02-10, good for two years.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum ExpiryDay {
    /// The anniversary, 2026-02-10.
    Anniversary,
    /// The day before the anniversary, 2026-02-09.
    DayBefore,
    /// The last day of the month of the anniversary, 2026-02-28.
    EndOfMonth,
    /// The first day of the month of the anniversary, 2026-02-01.
    FirstOfMonth,
}

/// A fixed day of the year.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FixedDay {
    /// The month and the day, such as `09-01`.
    pub(crate) on: String,
    /// Only in these years; the first such day later than the day of issue is then the last
    /// good one. Where not given it is the day in the calendar year so many years after that
    /// of issue as the credential is good for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) years: Option<Parity>,
}

/// Years of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Parity {
    /// Odd years.
    Odd,
    /// Even years.
    Even,
}

impl FixedDay {
    /// What a refusal says is accepted.
    pub(crate) const ACCEPTS: &str = "a month and a day that exists, such as 09-01";

    /// The month and the day.
    pub(crate) fn month_and_day(&self) -> Option<(i8, i8)> {
        if self.on.len() != 5 {
            return None;
        }
        // A leap year, so that 29 February is a day.
        let day: Date = format!("2024-{}", self.on).parse().ok()?;
        Some((day.month(), day.day()))
    }

    /// The day in a year; 29 February is 28 February where the year has none.
    fn in_year(&self, year: i16) -> Option<Date> {
        let (month, day) = self.month_and_day()?;
        let first = Date::new(year, month, 1).ok()?;
        first.with().day(day.min(first.days_in_month())).build().ok()
    }
}

impl Parity {
    fn holds(self, year: i16) -> bool {
        (year.rem_euclid(2) == 1) == (self == Parity::Odd)
    }
}

/// When a credential runs out: how long it is good, and which day is the last.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Calendar<'a> {
    pub(crate) every: Option<Period>,
    pub(crate) expires: Option<&'a Expires>,
}

/// How many terms are looked for when a recorded last day is placed among them.
const MOST_TERMS: i64 = 1 << 22;

impl Calendar<'_> {
    /// The last good day of the n-th term, counted from 1, of a credential first issued on a
    /// day. Terms are counted from that day, not from each other, so a month end that does
    /// not exist in one year is back in the next.
    pub(crate) fn last_day(&self, issued: Date, term: i64) -> Option<Date> {
        match self.expires {
            Some(Expires::Fixed(fixed)) => {
                let first = match fixed.years {
                    Some(parity) => (0..=2)
                        .filter_map(|years| issued.year().checked_add(years))
                        .filter(|&year| parity.holds(year))
                        .filter_map(|year| fixed.in_year(year))
                        .find(|&day| day > issued)?
                        .year(),
                    None => issued.year(),
                };
                let terms = if fixed.years.is_some() { term - 1 } else { term };
                let years = i64::from(years_of(self.length()?)).checked_mul(terms)?;
                fixed.in_year(i16::try_from(i64::from(first).checked_add(years)?).ok()?)
            }
            Some(Expires::Following(day)) => day.of(issued, self.every?.times(term)?),
            None => ExpiryDay::Anniversary.of(issued, self.every?.times(term)?),
        }
    }

    /// The last good day of the term after the one that ends on `last`, or of the term of
    /// this length where one is given.
    pub(crate) fn next(&self, issued: Option<Date>, last: Date) -> Option<Date> {
        if let Some(issued) = issued
            && let Some(term) = self.term_ending(issued, last)
        {
            return self.last_day(issued, term + 1);
        }
        self.next_for(last, self.length()?)
    }

    /// How long a term is: two years where it ends in odd or in even years and nothing else
    /// is said.
    pub(crate) fn length(&self) -> Option<Period> {
        let two_years = || match self.expires {
            Some(Expires::Fixed(FixedDay { years: Some(_), .. })) => Period::parse("P2Y"),
            _ => None,
        };
        self.every.or_else(two_years)
    }

    /// The last good day of a term of this length after the one that ends on `last`.
    pub(crate) fn next_for(&self, last: Date, length: Period) -> Option<Date> {
        match self.expires {
            Some(Expires::Following(ExpiryDay::DayBefore)) => {
                ExpiryDay::DayBefore.of(last.tomorrow().ok()?, length)
            }
            Some(Expires::Following(day)) => day.of(last, length),
            _ => length.after(last),
        }
    }

    /// The last good day of the term before the one that ends on `last`; `None` where that is
    /// the first.
    pub(crate) fn previous(&self, issued: Date, last: Date) -> Option<Date> {
        if let Some(term) = self.term_ending(issued, last) {
            return (term > 1).then(|| self.last_day(issued, term - 1)).flatten();
        }
        let first = self.last_day(issued, 1)?;
        let before = self.length()?.before(last)?;
        (last > first && before > issued).then_some(before)
    }

    /// The first and the last day of the term in which a day lies, the first term where it lies
    /// before all.
    pub(crate) fn term_around(&self, issued: Date, day: Date) -> Option<(Date, Date)> {
        let term = self.first_ending_from(issued, day);
        let from = match term {
            1 => issued,
            term => self.last_day(issued, term - 1)?.tomorrow().ok()?,
        };
        Some((from, self.last_day(issued, term)?))
    }

    /// The number of the term that ends on a day, where one does.
    fn term_ending(&self, issued: Date, last: Date) -> Option<i64> {
        let term = self.first_ending_from(issued, last);
        (self.last_day(issued, term) == Some(last)).then_some(term)
    }

    /// The number of the first term that ends on a day or later.
    fn first_ending_from(&self, issued: Date, last: Date) -> i64 {
        let (mut low, mut high) = (1, MOST_TERMS);
        while low < high {
            let middle = low + (high - low) / 2;
            // Beyond the calendar counts as later.
            if self.last_day(issued, middle).is_some_and(|day| day < last) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }
}

impl ExpiryDay {
    fn of(self, issued: Date, length: Period) -> Option<Date> {
        let anniversary = length.after(issued)?;
        match self {
            ExpiryDay::Anniversary => Some(anniversary),
            // Issued on 29 February for a year: the anniversary is 1 March, as a birthday is.
            ExpiryDay::DayBefore if length.whole_months() && anniversary.day() < issued.day() => {
                Some(anniversary)
            }
            ExpiryDay::DayBefore => anniversary.yesterday().ok(),
            ExpiryDay::EndOfMonth => Some(anniversary.last_of_month()),
            ExpiryDay::FirstOfMonth => Some(anniversary.first_of_month()),
        }
    }
}

/// The whole years of a period; a check sees that fixed days come with whole years.
pub(crate) fn years_of(period: Period) -> i32 {
    let span = period.span();
    i32::from(span.get_years()) + span.get_months() / 12
}
