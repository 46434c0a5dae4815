//! The days on which verdicts can change, if nothing changes but time.

use jiff::ToSpan;
use jiff::civil::Date;

use super::dossier::DossierDocument;
use super::evidence::Section;
use super::facts::start_of;
use crate::document::{Day, Period};

/// The days after one day on which the verdict of a rule on a dossier can change.
///
/// Every rule names its days; naming too many costs time, naming too few makes
/// [`crate::standard::Assessment::met_on`] wrong. Days recorded in the dossier that are still
/// to come, and the days after them, are there without being named.
pub(crate) struct Changes<'a> {
    pub(crate) dossier: &'a DossierDocument,
    /// What the credential is called by the standard whose rule names its days.
    pub(crate) credential: &'a [String],
    after: Date,
    days: Vec<Date>,
    month_ends: bool,
}

impl<'a> Changes<'a> {
    /// The days to come that the dossier itself records.
    pub(crate) fn recorded(dossier: &'a DossierDocument, after: Date) -> Changes<'a> {
        let mut changes =
            Changes { dossier, credential: &[], after, days: Vec::new(), month_ends: false };
        for section in Section::ALL {
            for day in days(dossier, section) {
                changes.on(day);
                changes.on_next(day);
            }
        }
        changes
    }

    /// All days that the dossier records.
    pub(crate) fn all_recorded(&self) -> Vec<Date> {
        Section::ALL.into_iter().flat_map(|section| days(self.dossier, section)).collect()
    }

    /// The day after which changes are looked for.
    pub(crate) fn after(&self) -> Date {
        self.after
    }

    /// The verdict can change on a day.
    pub(crate) fn on(&mut self, day: Date) {
        if day > self.after {
            self.days.push(day);
        }
    }

    /// The verdict can change on the day after a day.
    pub(crate) fn on_next(&mut self, day: Date) {
        if let Ok(next) = day.tomorrow() {
            self.on(next);
        }
    }

    /// What a section records counts as long as it lies in a window that ends on the day of
    /// assessment.
    pub(crate) fn window(&mut self, section: Section, within: Option<Period>) {
        let Some(within) = within else { return };
        for day in days(self.dossier, section) {
            self.leaves(day, within);
        }
    }

    /// A day leaves a window.
    pub(crate) fn leaves(&mut self, day: Date, within: Period) {
        if let Some(left) = first_day_past(day, within) {
            self.on(left);
        }
    }

    /// A window of this length that begins on a day, or after it, is past.
    pub(crate) fn ends(&mut self, day: Date, within: Period) {
        for day in [Some(day), day.tomorrow().ok()].into_iter().flatten() {
            if let Some(end) = within.after(day) {
                self.on(end);
                self.on_next(end);
            }
        }
    }

    /// Windows of this length that begin on whatever a section records are past.
    pub(crate) fn end(&mut self, section: Section, within: Period) {
        for day in days(self.dossier, section) {
            self.ends(day, within);
        }
    }

    /// It is a period since a day.
    pub(crate) fn reaches(&mut self, day: Date, period: Period) {
        if let Some(reached) = day.yesterday().ok().and_then(|eve| first_day_past(eve, period)) {
            self.on(reached);
        }
    }

    /// It is a period since whatever a section records.
    pub(crate) fn lasts(&mut self, section: Section, period: Period) {
        for day in days(self.dossier, section) {
            self.reaches(day, period);
        }
    }

    /// The verdict can change where months are of different lengths, for ever.
    pub(crate) fn month_ends(&mut self) {
        self.month_ends = true;
    }

    /// The days in order, each once. Where they go on with the ends of months they end after
    /// 400 years, in which the calendar repeats itself.
    pub(crate) fn in_order(mut self) -> impl Iterator<Item = Date> {
        self.days.sort_unstable();
        self.days.dedup();
        let last = self.days.last().map_or(self.after, |&last| last.max(self.after));
        let end = last.saturating_add(400.years());
        let months = self.month_ends.then(|| month_ends(self.after, end));
        merged(self.days.into_iter(), months.into_iter().flatten())
    }
}

/// Two lists of days in order as one.
fn merged(
    one: impl Iterator<Item = Date>,
    other: impl Iterator<Item = Date>,
) -> impl Iterator<Item = Date> {
    let (mut one, mut other) = (one.peekable(), other.peekable());
    std::iter::from_fn(move || match (one.peek(), other.peek()) {
        (Some(first), Some(second)) if first == second => {
            one.next();
            other.next()
        }
        (Some(first), Some(second)) if first < second => one.next(),
        (Some(_), None) => one.next(),
        _ => other.next(),
    })
}

/// The days around the ends of months: counting back over months skips or repeats days there
/// and nowhere else, so that between them all windows move by a day a day.
pub(crate) fn month_ends(after: Date, until: Date) -> impl Iterator<Item = Date> {
    const DAYS: [i8; 4] = [1, 29, 30, 31];
    let first = after.first_of_month();
    let months = std::iter::successors(Some(first), |month| month.checked_add(1.month()).ok());
    months
        .take_while(move |&month| month <= until)
        .flat_map(|month| {
            DAYS.into_iter().filter_map(move |day| Date::new(month.year(), month.month(), day).ok())
        })
        .filter(move |&day| day > after && day <= until)
}

/// The first day on which a window of this length, ending on it, no longer holds `day`.
pub(crate) fn first_day_past(day: Date, within: Period) -> Option<Date> {
    // Windows move monotonically with their end, so the day is near this guess.
    let mut first = within.after(day)?;
    while start_of(within, first) <= day {
        first = first.tomorrow().ok()?;
    }
    while let Ok(eve) = first.yesterday()
        && start_of(within, eve) > day
    {
        first = eve;
    }
    Some(first)
}

/// The least and the most days that a period can have, on the safe side: months have 30.436875
/// days in the mean of 400 years, and any number of them in a row is less than six days off.
pub(crate) fn lengths(period: Period) -> (i64, i64) {
    let span = period.span();
    let months = i64::from(span.get_years()) * 12 + i64::from(span.get_months());
    let days = i64::from(span.get_weeks()) * 7 + i64::from(span.get_days());
    let mean = months * 146_097 / 4_800;
    (mean - 6 + days, mean + 7 + days)
}

/// All days that a section records.
fn days(dossier: &DossierDocument, section: Section) -> Vec<Date> {
    fn of<T>(entries: &[T], days: impl Fn(&T) -> [Option<Day>; 2]) -> Vec<Date> {
        entries.iter().flat_map(days).flatten().map(|day| day.0).collect()
    }
    match section {
        Section::Events => of(&dossier.events, |entry| [Some(entry.on), None]),
        Section::Attestations => of(&dossier.attestations, |entry| [Some(entry.on), None]),
        Section::Education => of(&dossier.education, |entry| [entry.on, None]),
        Section::Hours => of(&dossier.hours, |entry| [entry.from, entry.to]),
        Section::Spans => of(&dossier.spans, |entry| [Some(entry.from), entry.to]),
        Section::Exams => of(&dossier.exams, |entry| [Some(entry.on), None]),
        Section::Screenings => of(&dossier.screenings, |entry| [Some(entry.on), None]),
        Section::Credentials => of(&dossier.credentials, |entry| [entry.issued, entry.expires]),
        Section::References => of(&dossier.references, |entry| [entry.on, entry.known_since]),
        Section::Documents => of(&dossier.documents, |entry| [entry.on, None]),
        Section::Residence => of(&dossier.residence, |entry| [Some(entry.from), entry.to]),
        Section::Decisions => of(&dossier.decisions, |entry| [Some(entry.on), None]),
        Section::Fees => of(&dossier.fees, |entry| [entry.on, None]),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_day_leaves_a_window_once() {
        let period = |text| Period::parse(text).unwrap();
        assert_eq!(first_day_past(date(2024, 1, 31), period("P1M")), Some(date(2024, 3, 1)));
        assert_eq!(first_day_past(date(2024, 2, 29), period("P1Y")), Some(date(2025, 3, 1)));
        assert_eq!(first_day_past(date(2024, 2, 28), period("P1Y")), Some(date(2025, 3, 1)));
        assert_eq!(first_day_past(date(2024, 3, 1), period("P90D")), Some(date(2024, 5, 31)));
        assert_eq!(first_day_past(date(9999, 12, 1), period("P1M")), None);
        assert_eq!(first_day_past(date(2024, 1, 1), period("P9000Y")), None);
    }

    #[test]
    fn no_day_around_the_ends_of_months_is_left_out() {
        let days: Vec<Date> = month_ends(date(2024, 1, 30), date(2024, 3, 2)).collect();
        let expected = [(1, 31), (2, 1), (2, 29), (3, 1)];
        assert_eq!(days, expected.map(|(month, day)| date(2024, month, day)));
        assert_eq!(month_ends(date(9999, 12, 1), Date::MAX).count(), 3);
    }

    proptest! {
        #[test]
        fn the_day_past_is_the_first(
            day in 0_i32..30_000, years in 0_i32..4, months in 0_i32..30, days in 1_i32..400
        ) {
            let day = date(1990, 1, 1).checked_add(day.days()).unwrap();
            let period = Period::parse(&format!("P{years}Y{months}M{days}D")).unwrap();
            let past = first_day_past(day, period).unwrap();
            prop_assert!(start_of(period, past) > day);
            prop_assert!(start_of(period, past.yesterday().unwrap()) <= day);
        }
    }
}
