//! Which of two calendar periods is longer, wherever they are counted from.

use crate::document::Period;

/// Whether one period is never longer than another, from whatever day both are counted and in
/// either direction. False where it is not known, as for 3 months and 90 days.
pub(crate) fn no_longer(one: Period, other: Period) -> bool {
    let (one, other) = (Parts::of(one), Parts::of(other));
    (one.months <= other.months && one.days <= other.days) || one.most() <= other.least()
}

/// A period as months and days.
#[derive(Clone, Copy)]
struct Parts {
    months: i64,
    days: i64,
}

impl Parts {
    fn of(period: Period) -> Parts {
        let span = period.span();
        let months = i64::from(span.get_years()) * 12 + i64::from(span.get_months());
        let days = i64::from(span.get_weeks()) * 7 + i64::from(span.get_days());
        Parts { months, days }
    }

    /// The least days it can have. Months shorter than a year have at least 28 days, and
    /// 59 in any two; a year has at least 365, and 1 460 in any four, save around a century.
    fn least(self) -> i64 {
        self.months / 12 * 365 + LEAST.get((self.months % 12) as usize).unwrap_or(&0) + self.days
    }

    /// The most days it can have: a leap day in each year begun that is the fourth.
    fn most(self) -> i64 {
        let years = self.months / 12;
        let rest = MOST.get((self.months % 12) as usize).unwrap_or(&0);
        // One leap day more than the whole fours, where any year is begun.
        let leap = if self.months == 0 { 0 } else { (self.months + 47) / 48 };
        years * 365 + rest + leap + self.days
    }
}

/// The fewest days of so many months in a row, in any year.
const LEAST: [i64; 12] = [0, 28, 59, 89, 120, 150, 181, 212, 242, 273, 303, 334];
/// The most days of so many months in a row, in a year that is not a leap year.
const MOST: [i64; 12] = [0, 31, 62, 92, 123, 153, 184, 215, 245, 276, 306, 337];

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn period(text: &str) -> Period {
        Period::parse(text).unwrap()
    }

    #[test]
    fn a_year_is_twelve_months_and_at_least_365_days() {
        assert!(
            no_longer(period("P1Y"), period("P12M")) && no_longer(period("P12M"), period("P1Y"))
        );
        assert!(no_longer(period("P365D"), period("P1Y")));
        assert!(!no_longer(period("P1Y"), period("P365D")));
        assert!(no_longer(period("P1Y"), period("P366D")));
        assert!(
            !no_longer(period("P90D"), period("P3M")) && !no_longer(period("P3M"), period("P90D"))
        );
        assert!(no_longer(period("P4W"), period("P1M")));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        /// What is said to be no longer is so from every day.
        #[test]
        fn no_longer_is_so_from_every_day(
            months in (0_i32..40, 0_i32..40), days in (0_i32..1500, 0_i32..1500), start in 0_i32..150_000
        ) {
            let of = |months: i32, days: i32| Period::parse(&format!("P{months}M{days}D"));
            let (Some(one), Some(other)) = (of(months.0, days.0), of(months.1, days.1)) else {
                return Ok(());
            };
            let day = date(1700, 1, 1).checked_add(jiff::Span::new().days(start)).unwrap();
            if no_longer(one, other) {
                prop_assert!(one.before(day) >= other.before(day), "{one} {other} before {day}");
                prop_assert!(one.after(day) <= other.after(day), "{one} {other} after {day}");
            }
        }
    }
}
