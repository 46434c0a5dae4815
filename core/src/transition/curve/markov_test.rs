//! A test of whether the past matters.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::group_test::Strata;
use super::leaving::{Clock, Leaving};
use super::log_rank;
use crate::document::described;
use crate::order;
use crate::stats::{Adjustment, p_value};
use crate::transition::history::{Groups, Histories, Row};
use crate::{Code, Error, Labels, Place, Problems, Warning};

const CALL: &str = "markov_test";

/// Options of [`Histories::markov_test`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct MarkovTestOptions {
    /// The time at which persons are told apart.
    pub time: f64,
    /// The state by which they are: those who are in it then against those who are not.
    pub state: String,
}

described! { MarkovTestOptions = "markov-test-options" }

/// Whether having been in a state at a time matters for what happens later.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MarkovTest {
    /// The time at which persons were told apart.
    pub time: f64,
    /// The state by which they were.
    pub state: String,
    /// Persons who were in it.
    pub within: u64,
    /// Persons followed at the time who were not.
    pub without: u64,
    /// Each transition that happens afterwards.
    pub transitions: Vec<MarkovTransition>,
    /// How likely a p-value as small as the smallest is if the past does not matter: the
    /// smallest of the adjusted ones. `None` where nothing can be compared.
    pub p_value: Option<f64>,
    /// Cautions about the test.
    pub warnings: Vec<Warning>,
}

/// A transition in a [`MarkovTest`].
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MarkovTransition {
    /// The state that is left.
    pub origin: String,
    /// The state that is entered.
    pub target: String,
    /// Transitions after the time.
    pub events: u64,
    /// How many of them those who were in the state make.
    pub observed: f64,
    /// How many they would make if the past did not matter.
    pub expected: f64,
    /// The log-rank statistic, chi-squared on 1 degree of freedom; `None` where the two are
    /// never at risk together.
    pub statistic: Option<f64>,
    /// Its p-value.
    pub p_value: Option<f64>,
    /// The p-value adjusted for the number of transitions (Holm 1979).
    pub p_adjusted: Option<f64>,
}

impl Histories {
    /// Tests whether histories are Markov: whether, of those who are in one state at a later
    /// time, those who were in `state` at `time` move on at the same rate as those who were not.
    ///
    /// For each transition the log-rank test of the two groups after `time`, at the point
    /// `(time, state)`, as Titman and Putter (2022, Biostatistics 23, 380–396) propose; p-values
    /// are adjusted by Holm's method. Persons who are not followed at `time` are left out.
    ///
    /// # Errors
    /// [`Code::Argument`] where the time or the state is none, and for weighted histories;
    /// [`Code::Empty`] where all who are followed then are in the state, or none is.
    pub fn markov_test(&self, options: &MarkovTestOptions) -> Result<MarkovTest, Error> {
        let MarkovTestOptions { time, state } = options;
        let mut problems = Problems::new();
        if !(0.0..f64::INFINITY).contains(time) {
            let expected = "a finite number of 0 or more";
            problems.push(Place::argument("time"), time.to_string(), expected);
        }
        let Some(index) = self.space().index(state) else {
            let expected = format!("one of {}", self.space().listed());
            problems.push(Place::argument("state"), format!("`{state}`"), expected);
            return Err(problems.into_error(Code::Argument, CALL));
        };
        problems.finish(Code::Argument, CALL)?;
        let mut codes = vec![Labels::MISSING; self.persons().len()];
        for row in self.rows().iter().filter(|row| row.start <= *time && *time < row.stop) {
            if let Some(code) = codes.get_mut(row.person as usize) {
                *code = u32::from(usize::from(row.origin) != index);
            }
        }
        let count = |group: u32| codes.iter().filter(|code| **code == group).count() as u64;
        let (within, without) = (count(0), count(1));
        if within == 0 || without == 0 {
            let found = format!("{within} persons in `{state}` at {time} and {without} elsewhere");
            let expected = "some of each";
            return Err(Error::one(Code::Empty, CALL, Place::Whole, found, expected));
        }
        let names = vec!["in".to_owned(), "not in".to_owned()];
        let groups = Groups { name: state.clone(), codes, names };
        let later = self.after(*time, |_| true);
        let mut moves: Vec<(u16, u16)> =
            later.rows().iter().filter(Row::moves).map(|row| (row.origin, row.target)).collect();
        order::sort(&mut moves, &Ord::cmp);
        moves.dedup();
        let mut transitions = Vec::with_capacity(moves.len());
        for (origin, target) in moves {
            let name = |state: u16| self.space().name(usize::from(state)).to_owned();
            let (origin, target) = (name(origin), name(target));
            let targets = [target.clone()];
            let leaving = Leaving::new(CALL, self.space(), &origin, Some(&targets), None)?;
            let stays = leaving.histories(&later, Clock::Forward);
            let strata = Strata::of(CALL, &stays, &leaving, &groups, None)?;
            let test = log_rank::test(strata, 0.0, 0.0, None);
            let known = (test.df > 0 && test.statistic.is_finite()).then_some(test.statistic);
            let p = known.map(|statistic| p_value::chi_squared(statistic, 1.0));
            let own = test.groups.first();
            transitions.push(MarkovTransition {
                origin,
                target,
                events: test.groups.iter().map(|group| group.events).sum(),
                observed: own.map_or(0.0, |group| group.observed),
                expected: own.map_or(0.0, |group| group.expected),
                statistic: known,
                p_value: p,
                p_adjusted: None,
            });
        }
        let p_values: Vec<Option<f64>> = transitions.iter().map(|row| row.p_value).collect();
        let adjusted = Adjustment::Holm.adjust(&p_values);
        for (row, adjusted) in transitions.iter_mut().zip(&adjusted) {
            row.p_adjusted = *adjusted;
        }
        let p_value = adjusted.into_iter().flatten().min_by(f64::total_cmp);
        let mut warnings = Vec::new();
        if p_value.is_none() {
            warnings.push(Warning::new(
                "nothing-to-compare",
                "After the time there is no transition for which persons of both groups are at \
                 risk together.",
            ));
        }
        let (time, state) = (*time, state.clone());
        Ok(MarkovTest { time, state, within, without, transitions, p_value, warnings })
    }
}

impl MarkovTest {
    /// The transitions as a table: `origin`, `target`, `events`, `observed`, `expected`,
    /// `statistic`, `p_value`, `p_adjusted`.
    ///
    /// # Errors
    /// None but a defect of the library.
    #[cfg(feature = "arrow")]
    pub fn to_table(&self) -> Result<crate::Table, Error> {
        let rows = || self.transitions.iter();
        crate::Table::builder()
            .text("origin", rows().map(|row| &row.origin))
            .text("target", rows().map(|row| &row.target))
            .count("events", rows().map(|row| row.events))
            .number("observed", rows().map(|row| row.observed))
            .number("expected", rows().map(|row| row.expected))
            .optional_number("statistic", rows().map(|row| row.statistic))
            .optional_number("p_value", rows().map(|row| row.p_value))
            .optional_number("p_adjusted", rows().map(|row| row.p_adjusted))
            .finish()
    }
}

impl fmt::Display for MarkovTest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let MarkovTest { time, state, within, without, transitions, p_value, .. } = self;
        write!(
            f,
            "{within} persons in `{state}` at {time} against {without} elsewhere, {} transitions \
             after: smallest adjusted p = ",
            transitions.len()
        )?;
        match p_value {
            Some(p) => write!(f, "{p:.4}"),
            None => f.write_str("none"),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::super::tests::histories;
    use super::*;

    #[test]
    fn nothing_to_compare_is_said_and_not_tested() {
        // Who is in `b` at 1 stays there; who is in `a` never enters it.
        let rows = [(1, 0.0, 9.0, 1, None), (2, 0.0, 4.0, 0, Some(2)), (3, 0.0, 9.0, 0, None)];
        let options = |time: f64, state: &str| MarkovTestOptions { time, state: state.to_owned() };
        let found = histories(&rows).markov_test(&options(1.0, "b")).unwrap();
        assert_eq!((found.within, found.without, found.p_value), (1, 2, None));
        let only = &found.transitions[0];
        assert_eq!((only.events, only.observed, only.statistic), (1, 0.0, None));
        assert_eq!(found.warnings[0].name(), "nothing-to-compare");
        let refused =
            |time, state| histories(&rows).markov_test(&options(time, state)).unwrap_err().code();
        assert_eq!(refused(1.0, "c"), Code::Empty);
        assert_eq!(refused(10.0, "b"), Code::Empty);
        assert_eq!(refused(-1.0, "b"), Code::Argument);
        assert_eq!(refused(1.0, "z"), Code::Argument);
    }
}
