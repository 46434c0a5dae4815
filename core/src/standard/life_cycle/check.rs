//! What is wrong with a life cycle beyond its types.

use jiff::civil::{Date, date};

use super::document::{Deadline, Fee, FeeOccasion, LifeCycleDocument};
use super::expiry::{Expires, FixedDay, years_of};
use crate::document::Period;
use crate::error::{Place, Problems};

/// The most entries of one list of a life cycle.
const MOST: usize = 32;

/// Notes every problem of a life cycle beside those of its requirements.
pub(super) fn check(rules: &LifeCycleDocument, problems: &mut Problems) {
    let mut check = Check { problems };
    check.lengths(rules);
    check.expiry(rules);
    check.choices(rules);
    check.order("first_period", rules.first_period.iter().map(|first| Some(first.at_most)));
    check.order("after_lapse", rules.after_lapse.iter().map(|rung| rung.over));
    check.extensions(rules);
    check.fees(&rules.fees);
    for (index, deadline) in rules.deadlines.iter().enumerate() {
        check.deadline(index, deadline);
    }
    if let (Some(window), Some(due)) = (rules.window, rules.due)
        && sample(window) < sample(due)
    {
        let found = format!("{due}, before renewal opens ({window})");
        check.note("due", found, "at most as long before the last good day as `window`");
    }
    if rules.carry_over.is_some() && rules.renewal.is_none() {
        check.note("carry_over", "no `renewal`", "`renewal` with hours within the cycle");
    }
}

/// A day so long after a fixed one, to compare periods.
pub(crate) fn sample(period: Period) -> Date {
    period.after(date(2001, 1, 1)).unwrap_or(Date::MAX)
}

struct Check<'a> {
    problems: &'a mut Problems,
}

impl Check<'_> {
    fn note(&mut self, key: &str, found: impl Into<String>, expected: &str) {
        self.problems.push(Place::pointer(format!("/life_cycle/{key}")), found, expected);
    }

    fn lengths(&mut self, rules: &LifeCycleDocument) {
        for (key, length) in [
            ("fees", rules.fees.len()),
            ("longer_cycles", rules.longer_cycles.len()),
            ("first_period", rules.first_period.len()),
            ("choices", rules.choices.len()),
            ("after_lapse", rules.after_lapse.len()),
            ("deadlines", rules.deadlines.len()),
        ] {
            if length > MOST {
                self.note(key, format!("a list of {length}"), "a list of at most 32");
            }
        }
    }

    fn expiry(&mut self, rules: &LifeCycleDocument) {
        let Some(Expires::Fixed(fixed)) = &rules.expires else { return };
        if fixed.month_and_day().is_none() {
            self.note("expires/on", format!("`{}`", fixed.on), FixedDay::ACCEPTS);
        }
        let Some(every) = rules.renew_every else {
            if fixed.years.is_none() && rules.choices.is_empty() {
                self.note("expires", "no `renew_every`", "how many years the credential is good");
            }
            return;
        };
        let years = years_of(every);
        if !every.whole_months() || every.span().get_months() % 12 != 0 || years == 0 {
            self.note(
                "renew_every",
                every.to_string(),
                "whole years, as it expires on a fixed day",
            );
        } else if fixed.years.is_some() && years % 2 != 0 {
            self.note(
                "renew_every",
                every.to_string(),
                "an even number of years, as `expires` says",
            );
        }
    }

    fn choices(&mut self, rules: &LifeCycleDocument) {
        if rules.choices.is_empty() {
            return;
        }
        let others =
            [("renew_every", rules.renew_every.is_some()), ("renewal", rules.renewal.is_some())];
        for (key, given) in others {
            if given {
                self.note("choices", format!("`{key}` beside it"), "one or the other");
            }
        }
    }

    /// Notes entries that are not from the shortest to the longest.
    fn order(&mut self, key: &str, periods: impl Iterator<Item = Option<Period>>) {
        let mut before: Option<Date> = None;
        for (index, period) in periods.enumerate() {
            let length = period.map_or(Date::MIN, sample);
            if before.is_some_and(|before| length <= before) {
                let found =
                    period.map_or_else(|| "no `over`".to_owned(), |period| period.to_string());
                self.note(&format!("{key}/{index}"), found, "longer than the one before");
            }
            before = Some(length);
        }
    }

    fn extensions(&mut self, rules: &LifeCycleDocument) {
        let Some(provisional) = &rules.provisional else { return };
        if provisional.extensions.unwrap_or(0) > 0 {
            return;
        }
        let keys = [
            ("extend_by", provisional.extend_by.is_some()),
            ("to_extend", provisional.to_extend.is_some()),
        ];
        for (key, _) in keys.into_iter().filter(|&(_, given)| given) {
            self.note(&format!("provisional/{key}"), "no `extensions`", "how many there can be");
        }
    }

    fn fees(&mut self, fees: &[Fee]) {
        for (index, fee) in fees.iter().enumerate() {
            let timed = matches!(fee.occasion, FeeOccasion::Late | FeeOccasion::Reinstatement);
            if fee.over.is_some() && !timed {
                let expected = "no key here: only late fees and fees for reinstatement have it";
                self.note(&format!("fees/{index}/over"), "`over`", expected);
            }
        }
    }

    fn deadline(&mut self, index: usize, deadline: &Deadline) {
        let key = format!("deadlines/{index}");
        if deadline.id.trim().is_empty() {
            self.note(&format!("{key}/id"), "an empty text", "a name");
        }
        let expected = "either `by`, or both `after` and `within`";
        match (&deadline.after, deadline.within, deadline.by) {
            (None, None, Some(_)) | (Some(_), Some(_), None) => {}
            (None, None, None) => self.note(&key, "none of `by`, `after` and `within`", expected),
            (_, _, Some(_)) => self.note(&key, "`by` beside `after` or `within`", expected),
            (Some(_), None, None) => self.note(&key, "`after` without `within`", expected),
            (None, Some(_), None) => self.note(&key, "`within` without `after`", expected),
        }
    }
}
