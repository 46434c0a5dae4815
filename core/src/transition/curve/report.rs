//! Results of estimates, row by row and as tables.

use super::interval::Bounded;
use crate::Warning;

/// One row of [`StateProbabilities`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StateProbability<'a> {
    /// The group, where there is `by`.
    pub group: Option<&'a str>,
    /// The time.
    pub time: f64,
    /// The state.
    pub state: &'a str,
    /// The probability of being in the state at the time; `None` after the last time at which
    /// anybody of the group is followed.
    pub probability: Option<f64>,
    /// Its standard error.
    pub std_err: Option<f64>,
    /// The lower bound of its interval; `None` for a probability of exactly 0 or 1 on a
    /// logarithmic scale.
    pub lower: Option<f64>,
    /// The upper bound.
    pub upper: Option<f64>,
}

/// One row of a [`TransitionMatrix`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TransitionProbability<'a> {
    /// The group, where there is `by`.
    pub group: Option<&'a str>,
    /// The state at the earlier time.
    pub origin: &'a str,
    /// The state at the later time.
    pub target: &'a str,
    /// The probability of being in `target` at the later time, given `origin` at the earlier.
    pub probability: Option<f64>,
    /// Its standard error.
    pub std_err: Option<f64>,
    /// The lower bound of its interval.
    pub lower: Option<f64>,
    /// The upper bound.
    pub upper: Option<f64>,
}

/// One row of [`RestrictedMeanTimes`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RestrictedMeanTime<'a> {
    /// The group, where there is `by`.
    pub group: Option<&'a str>,
    /// The state.
    pub state: &'a str,
    /// The mean time spent in the state from the start until the horizon; `None` if the
    /// horizon is after the last time at which anybody of the group is followed.
    pub estimate: Option<f64>,
    /// Its standard error.
    pub std_err: Option<f64>,
    /// The lower bound of its interval, which is symmetric.
    pub lower: Option<f64>,
    /// The upper bound.
    pub upper: Option<f64>,
}

/// A line of a result: what it is about as numbers, for a million lines at a time.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    pub(super) group: u32,
    pub(super) state: u16,
    /// The second state, where there are two.
    pub(super) target: u16,
    pub(super) time: f64,
    pub(super) value: Bounded,
}

/// The names that results refer to by number.
#[derive(Clone, Debug)]
pub(super) struct Names {
    /// Empty where there is no `by`.
    pub(super) groups: Vec<String>,
    pub(super) states: Vec<String>,
}

impl Names {
    pub(super) fn group(&self, group: usize) -> Option<&str> {
        self.groups.get(group).map(String::as_str)
    }

    pub(super) fn state(&self, state: usize) -> &str {
        self.states.get(state).map_or("", String::as_str)
    }
}

/// The lines of a result, with the names that they refer to.
#[derive(Clone, Debug)]
pub(super) struct Lines {
    pub(super) names: Names,
    pub(super) lines: Vec<Line>,
    pub(super) warnings: Vec<Warning>,
}

impl Lines {
    pub(super) fn group(&self, line: &Line) -> Option<&str> {
        self.names.group(line.group as usize)
    }

    pub(super) fn state(&self, state: u16) -> &str {
        self.names.state(usize::from(state))
    }
}

/// A number as users see it: none where nothing is known.
pub(super) fn known(number: f64) -> Option<f64> {
    (!number.is_nan()).then_some(number)
}

/// Probabilities of states at times.
#[derive(Clone, Debug)]
pub struct StateProbabilities(pub(super) Lines);

impl StateProbabilities {
    /// The rows: by group, then time in the order asked for, then state.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = StateProbability<'_>> {
        self.0.lines.iter().map(|line| StateProbability {
            group: self.0.group(line),
            time: line.time,
            state: self.0.state(line.state),
            probability: known(line.value.value),
            std_err: known(line.value.std_err),
            lower: known(line.value.lower),
            upper: known(line.value.upper),
        })
    }

    /// Cautions about the estimates.
    #[must_use]
    pub fn warnings(&self) -> &[Warning] {
        &self.0.warnings
    }
}

/// Probabilities of transitions between two times.
#[derive(Clone, Debug)]
pub struct TransitionMatrix(pub(super) Lines);

impl TransitionMatrix {
    /// The rows: by group, then origin, then target.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = TransitionProbability<'_>> {
        self.0.lines.iter().map(|line| TransitionProbability {
            group: self.0.group(line),
            origin: self.0.state(line.state),
            target: self.0.state(line.target),
            probability: known(line.value.value),
            std_err: known(line.value.std_err),
            lower: known(line.value.lower),
            upper: known(line.value.upper),
        })
    }

    /// Cautions about the estimates.
    #[must_use]
    pub fn warnings(&self) -> &[Warning] {
        &self.0.warnings
    }
}

/// Mean times in states until a horizon.
#[derive(Clone, Debug)]
pub struct RestrictedMeanTimes(pub(super) Lines);

impl RestrictedMeanTimes {
    /// The rows: by group, then state.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = RestrictedMeanTime<'_>> {
        self.0.lines.iter().map(|line| RestrictedMeanTime {
            group: self.0.group(line),
            state: self.0.state(line.state),
            estimate: known(line.value.value),
            std_err: known(line.value.std_err),
            lower: known(line.value.lower),
            upper: known(line.value.upper),
        })
    }

    /// Cautions about the estimates.
    #[must_use]
    pub fn warnings(&self) -> &[Warning] {
        &self.0.warnings
    }
}

#[cfg(feature = "arrow")]
mod table {
    use super::{Lines, Names, RestrictedMeanTimes, StateProbabilities, TransitionMatrix};
    use crate::Error;
    use crate::table::{Table, TableBuilder};

    impl Names {
        /// A table that begins with the groups of its rows, where there are groups.
        pub(in crate::transition::curve) fn grouped<'a>(
            &self,
            groups: impl FnOnce() -> Vec<&'a str>,
        ) -> TableBuilder {
            let builder = Table::builder();
            if self.groups.is_empty() { builder } else { builder.text("group", groups()) }
        }
    }

    impl Lines {
        pub(in crate::transition::curve) fn grouped(&self) -> TableBuilder {
            let groups = || self.lines.iter().map(|line| self.group(line).unwrap_or("")).collect();
            self.names.grouped(groups)
        }

        pub(in crate::transition::curve) fn bounded(
            &self,
            builder: TableBuilder,
            value: &str,
        ) -> Result<Table, Error> {
            let lines = &self.lines;
            builder
                .number(value, lines.iter().map(|line| line.value.value))
                .number("std_err", lines.iter().map(|line| line.value.std_err))
                .number("lower", lines.iter().map(|line| line.value.lower))
                .number("upper", lines.iter().map(|line| line.value.upper))
                .finish()
        }
    }

    impl StateProbabilities {
        /// The rows as a table: `group` (where there is `by`), `time`, `state`, `probability`,
        /// `std_err`, `lower`, `upper`.
        ///
        /// # Errors
        /// None but a defect of the library.
        pub fn to_table(&self) -> Result<Table, Error> {
            let Lines { lines, .. } = &self.0;
            let builder = self
                .0
                .grouped()
                .number("time", lines.iter().map(|line| line.time))
                .text("state", lines.iter().map(|line| self.0.state(line.state)));
            self.0.bounded(builder, "probability")
        }
    }

    impl TransitionMatrix {
        /// The rows as a table: `group` (where there is `by`), `origin`, `target`,
        /// `probability`, `std_err`, `lower`, `upper`.
        ///
        /// # Errors
        /// None but a defect of the library.
        pub fn to_table(&self) -> Result<Table, Error> {
            let Lines { lines, .. } = &self.0;
            let builder = self
                .0
                .grouped()
                .text("origin", lines.iter().map(|line| self.0.state(line.state)))
                .text("target", lines.iter().map(|line| self.0.state(line.target)));
            self.0.bounded(builder, "probability")
        }
    }

    impl RestrictedMeanTimes {
        /// The rows as a table: `group` (where there is `by`), `state`, `estimate`, `std_err`,
        /// `lower`, `upper`.
        ///
        /// # Errors
        /// None but a defect of the library.
        pub fn to_table(&self) -> Result<Table, Error> {
            let Lines { lines, .. } = &self.0;
            let builder =
                self.0.grouped().text("state", lines.iter().map(|line| self.0.state(line.state)));
            self.0.bounded(builder, "estimate")
        }
    }
}
