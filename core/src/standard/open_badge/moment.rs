//! Moments as days.

use jiff::civil::{Date, DateTime};

/// What a refusal says is accepted.
pub(super) const ACCEPTS: &str = "a moment such as 2026-03-01T09:00:00Z, or a day";

/// A moment as it is written: its day, and whether it is the first instant of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Moment {
    day: Date,
    midnight: bool,
}

impl Moment {
    /// The moment in a text: a day, or a day and a time with or without a zone.
    pub(super) fn parse(text: &str) -> Option<Moment> {
        let text = text.trim();
        if text.len() == 10 {
            // A day by itself lasts as long as it does.
            return Some(Moment { day: text.parse().ok()?, midnight: false });
        }
        let (moment, zone) = match text.find('T').and_then(|at| text[at..].find(['Z', '+', '-'])) {
            Some(_) => {
                let at = text.rfind(['Z', '+', '-'])?;
                text.split_at(at)
            }
            None => (text, ""),
        };
        let zoned = match zone.as_bytes() {
            [] | [b'Z'] => true,
            [b'+' | b'-', h1, h2, b':', m1, m2] => {
                [h1, h2, m1, m2].iter().all(|digit| digit.is_ascii_digit())
            }
            _ => false,
        };
        let moment: DateTime = moment.parse().ok().filter(|_| zoned)?;
        Some(Moment {
            day: moment.date(),
            midnight: moment == moment.date().to_datetime(jiff::civil::Time::MIN),
        })
    }

    /// A moment in seconds since 1970, in UTC.
    pub(super) fn of_seconds(seconds: i64) -> Option<Moment> {
        let moment = jiff::Timestamp::from_second(seconds).ok()?;
        Moment::parse(&moment.to_string())
    }

    /// The day on which something begins.
    pub(super) fn first_day(self) -> Date {
        self.day
    }

    /// The last day on which something is good that is good until this moment.
    pub(super) fn last_day(self) -> Date {
        match self.midnight {
            true => self.day.yesterday().unwrap_or(self.day),
            false => self.day,
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_moment_is_the_day_it_is_written_in() {
        let day = |text: &str| Moment::parse(text).map(Moment::first_day);
        assert_eq!(day("2026-03-01T09:00:00Z"), Some(date(2026, 3, 1)));
        assert_eq!(day("2026-03-01T23:30:00.123-05:00"), Some(date(2026, 3, 1)));
        assert_eq!(day("2026-03-01T09:00:00"), Some(date(2026, 3, 1)));
        assert_eq!(day("2024-02-29"), Some(date(2024, 2, 29)));
        for wrong in [
            "",
            "2026-02-30",
            "2026-03-01T25:00:00Z",
            "1 March 2026",
            "2026-03-01T09:00:00+5",
            "T",
            "2026-03-01TZ",
        ] {
            assert_eq!(day(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn what_is_good_until_midnight_is_good_to_the_day_before() {
        let last = |text: &str| Moment::parse(text).map(Moment::last_day);
        assert_eq!(last("2026-03-01T00:00:00Z"), Some(date(2026, 2, 28)));
        assert_eq!(last("2026-03-01T00:00:01Z"), Some(date(2026, 3, 1)));
        assert_eq!(last("2026-03-01"), Some(date(2026, 3, 1)));
        assert_eq!(Moment::of_seconds(0).map(Moment::first_day), Some(date(1970, 1, 1)));
        assert_eq!(Moment::of_seconds(i64::MAX), None);
    }
}
