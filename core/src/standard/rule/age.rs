//! `age`: completed years of age.

mod order;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Check, Found, Kind, Missing, Outcome, Seen, Unit};
use crate::standard::changes::Changes;
use crate::standard::day_name::{DayName, Named};
use crate::standard::evidence::Section;
use crate::standard::facts::Facts;
use crate::standard::note::Note;
use crate::standard::verdict::Verdict;
use crate::standard::window::Window;

/// Completed years of age, at least, at most, or both.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Age {
    /// The least age.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(max = 150))]
    at_least: Option<u16>,
    /// The greatest age.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(max = 150))]
    at_most: Option<u16>,
    /// The day on which; the day of assessment where not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    anchor: Option<DayName>,
}

impl Kind for Age {
    fn name(&self) -> &'static str {
        "age"
    }

    fn check(&self, check: &mut Check<'_>) {
        match (self.at_least, self.at_most) {
            (None, None) => check.note("", "no bound", "`at_least`, `at_most` or both"),
            (Some(least), Some(most)) if most < least => check.note(
                "at_most",
                format!("{most}, below `at_least` {least}"),
                "a number of at least `at_least`",
            ),
            _ => {}
        }
        for (key, bound) in [("at_least", self.at_least), ("at_most", self.at_most)] {
            if let Some(bound) = bound.filter(|&bound| bound > 150) {
                check.note(key, bound.to_string(), "an age in years up to 150");
            }
        }
    }

    fn is_plainly_met(&self, facts: &Facts<'_>) -> bool {
        let (Some(least), Some(born)) = (self.at_least, facts.dossier.born) else { return false };
        let plain = self.at_most.is_none() && self.anchor.is_none();
        plain && completed_years(born.0, facts.as_of) >= i32::from(least)
    }

    fn judge(&self, facts: &Facts<'_>, _: &mut Vec<Note>) -> Outcome {
        let Some(born) = facts.dossier.born else { return Outcome::of(Verdict::Unknown) };
        let day = self.anchor.as_ref().map_or(Named::On(facts.as_of), |day| day.find(facts, &[]));
        let on = if let Named::On(day) = day { day } else { facts.as_of };
        let years = completed_years(born.0, on);
        let least = self.at_least.map(i32::from);
        let old_enough = least.is_none_or(|least| years >= least);
        let young_enough = self.at_most.is_none_or(|most| years <= i32::from(most));
        let missing = least.map_or(0, |least| (least - years).max(0));
        Outcome {
            verdict: match day {
                Named::On(_) => (old_enough && young_enough).into(),
                // Nobody was older on an earlier day.
                Named::Unknown if old_enough => Verdict::Unknown,
                Named::Unknown | Named::Never => Verdict::Unmet,
            },
            missing: Missing::of(missing as usize, Unit::Years),
            found: Found::Age(years),
        }
    }

    fn changes(&self, changes: &mut Changes<'_>) {
        let bounds = [self.at_least, self.at_most.map(|most| most.saturating_add(1))];
        for years in bounds.into_iter().flatten() {
            if let Some(day) = changes.dossier.born.and_then(|born| birthday(born.0, years)) {
                changes.on(day);
            }
        }
        self.window().note_changes(Section::Events, changes);
    }

    fn window(&self) -> Window<'_> {
        Window::on(self.anchor.as_ref())
    }

    fn can_be_mended(&self, _: &Seen<'_>) -> bool {
        false
    }

    fn required(&self, _: Date) -> String {
        let on = self.anchor.as_ref().map_or(String::new(), |day| format!(" on {day}"));
        let age = match (self.at_least, self.at_most) {
            (Some(least), Some(most)) => format!("{least} to {most} years of age"),
            (Some(least), None) => format!("{least} years of age or over"),
            (None, Some(most)) => format!("{most} years of age or under"),
            (None, None) => "any age".to_owned(),
        };
        age + &on
    }

    fn found(&self, seen: &Seen<'_>) -> String {
        match (&seen.outcome.found, seen.facts.dossier.born) {
            (Found::Age(years), Some(born)) => format!("{years} (born {born})"),
            _ => "day of birth not recorded".to_owned(),
        }
    }

    fn question(&self, seen: &Seen<'_>) -> String {
        let mut asked = self.window().asked(seen.facts);
        if seen.facts.dossier.born.is_none() {
            asked.push("record the day of birth (`born`)".to_owned());
        }
        asked.join("; and ")
    }

    fn unit(&self) -> Option<Unit> {
        Some(Unit::Years)
    }

    fn section(&self) -> Option<Section> {
        None
    }
}

/// Completed years between two days. Someone born on 29 February completes a year on
/// 1 March where the year has no 29 February.
fn completed_years(born: Date, as_of: Date) -> i32 {
    let years = i32::from(as_of.year()) - i32::from(born.year());
    let before_birthday = (as_of.month(), as_of.day()) < (born.month(), born.day());
    years - i32::from(before_birthday)
}

/// The day on which so many years are completed.
fn birthday(born: Date, years: u16) -> Option<Date> {
    let year = i16::try_from(years).ok()?.checked_add(born.year())?;
    let birthday = Date::new(year, born.month(), born.day());
    // Only 29 February is missing in some years.
    birthday.or_else(|_| Date::new(year, 3, 1)).ok()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_leap_day_birthday_is_on_the_first_of_march_of_other_years() {
        let born = date(2008, 2, 29);
        assert_eq!(completed_years(born, date(2026, 2, 28)), 17);
        assert_eq!(completed_years(born, date(2026, 3, 1)), 18);
        assert_eq!(completed_years(born, date(2028, 2, 28)), 19);
        assert_eq!(completed_years(born, date(2028, 2, 29)), 20);
        assert_eq!(completed_years(date(2008, 3, 1), date(2026, 2, 28)), 17);
        assert_eq!(completed_years(date(2008, 2, 28), date(2026, 2, 28)), 18);
        assert_eq!(completed_years(date(2030, 1, 1), date(2026, 2, 28)), -4);
    }

    proptest! {
        /// Years completed agree with windows counted back.
        #[test]
        fn years_agree_with_windows_counted_back(
            born in 0_i32..30_000, later in 0_i32..40_000, years in 1_i32..80
        ) {
            let start = date(1900, 1, 1);
            let day = |days: i32| start.checked_add(jiff::Span::new().days(days));
            if let (Ok(born), Ok(as_of)) = (day(born), day(born + later)) {
                let back = as_of.saturating_sub(jiff::Span::new().years(years));
                prop_assert_eq!(completed_years(born, as_of) >= years, back >= born);
                let birthday = birthday(born, years as u16).unwrap();
                prop_assert_eq!(completed_years(born, as_of) >= years, birthday <= as_of);
            }
        }
    }
}
