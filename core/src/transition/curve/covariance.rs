//! Covariances of the probabilities of states, and of those of transitions between two times.

#[cfg(test)]
mod tests;

use super::aalen_johansen::{AalenJohansen, Group, check_span};
use super::influence::{Kept, cluster};
use super::options::{CALL, StandardError};
use super::report::{Names, known};
use super::walk::certainly;
use crate::order;
use crate::{Error, Warning};

/// One row of [`StateCovariances`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StateCovariance<'a> {
    /// The group, where there is `by`.
    pub group: Option<&'a str>,
    /// The time.
    pub time: f64,
    /// The one state.
    pub state: &'a str,
    /// The other.
    pub other_state: &'a str,
    /// The covariance of the probabilities of the two; `None` after the last time at which
    /// anybody of the group is followed.
    pub covariance: Option<f64>,
}

/// One row of [`TransitionCovariances`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TransitionCovariance<'a> {
    /// The group, where there is `by`.
    pub group: Option<&'a str>,
    /// The state at the earlier time.
    pub origin: &'a str,
    /// The state at the later time.
    pub target: &'a str,
    /// The state at the earlier time, of the other probability.
    pub other_origin: &'a str,
    /// The state at the later time, of the other probability.
    pub other_target: &'a str,
    /// The covariance of the two probabilities; `None` after the last time at which anybody of
    /// the group is followed.
    pub covariance: Option<f64>,
}

/// Covariances of the probabilities of states at times.
///
/// The variances are the squares of the standard errors of [`AalenJohansen::at`]. Since the
/// probabilities of all states add up to 1, the covariances of one with all add up to 0.
#[derive(Clone, Debug)]
pub struct StateCovariances {
    names: Names,
    times: Vec<f64>,
    /// For each group, time, state and other state.
    values: Vec<f64>,
    warnings: Vec<Warning>,
}

/// Covariances of the probabilities of transitions between two times.
#[derive(Clone, Debug)]
pub struct TransitionCovariances {
    names: Names,
    /// For each group, origin, target, other origin and other target.
    values: Vec<f64>,
    warnings: Vec<Warning>,
}

impl StateCovariances {
    /// The rows: by group, then time in the order asked for, then state, then the other.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = StateCovariance<'_>> {
        let (names, states) = (&self.names, self.names.states.len().max(1));
        let times = self.times.len().max(1);
        self.values.iter().enumerate().map(move |(place, &value)| {
            let time = place / (states * states);
            StateCovariance {
                group: names.group(time / times),
                time: self.times.get(time % times).copied().unwrap_or(f64::NAN),
                state: names.state(place / states % states),
                other_state: names.state(place % states),
                covariance: known(value),
            }
        })
    }

    /// Cautions about the estimates.
    #[must_use]
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }
}

impl TransitionCovariances {
    /// The rows: by group, then origin, target, other origin and other target, so that those of
    /// a group are a square matrix whose rows and columns are in the order of the rows of
    /// [`AalenJohansen::transition_matrix`].
    pub fn iter(&self) -> impl ExactSizeIterator<Item = TransitionCovariance<'_>> {
        let (names, states) = (&self.names, self.names.states.len().max(1));
        self.values.iter().enumerate().map(move |(place, &value)| TransitionCovariance {
            group: names.group(place / states.pow(4)),
            origin: names.state(place / states.pow(3) % states),
            target: names.state(place / states.pow(2) % states),
            other_origin: names.state(place / states % states),
            other_target: names.state(place % states),
            covariance: known(value),
        })
    }

    /// Cautions about the estimates.
    #[must_use]
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }
}

impl AalenJohansen {
    /// The most covariances that are given at once.
    pub const MOST_COVARIANCES: usize = 10_000_000;

    /// The covariances of the probabilities of states at these times, in the order given, by the
    /// kind of standard error that the curves have.
    ///
    /// # Errors
    /// [`Code::Argument`](crate::Code::Argument) for a time that is not a finite number or is
    /// before the start, and where there would be more than
    /// [`AalenJohansen::MOST_COVARIANCES`].
    pub fn covariance(&self, times: &[f64]) -> Result<StateCovariances, Error> {
        self.check_times(times)?;
        let cells = self.space().len().pow(2);
        self.check_count("times", times.len(), times.len().saturating_mul(cells))?;
        let order = order::of_numbers(times);
        let mut values = vec![f64::NAN; self.groups.len() * times.len() * cells];
        let mut warnings = self.warnings().to_vec();
        let groups = self.groups.iter().zip(values.chunks_mut((times.len() * cells).max(1)));
        for (group, values) in groups {
            let sorted: Vec<f64> =
                order.iter().map(|&i| times[i]).take_while(|time| *time <= group.last).collect();
            let start = (group.start, self.initial.as_deref());
            let robust = (self.options.se == StandardError::Robust)
                .then(|| self.influence(group, start, &sorted, Kept::Products))
                .flatten();
            let mut walk = self.walk(group);
            for (place, (&i, &time)) in order.iter().zip(&sorted).enumerate() {
                walk.advance(time);
                let found = match &robust {
                    Some(robust) => robust.covariance.get(place * cells..(place + 1) * cells),
                    None => Some(walk.covariance()),
                };
                let slots = values[i * cells..].iter_mut();
                slots.zip(found.unwrap_or_default()).for_each(|(slot, found)| *slot = *found);
            }
            self.warn(&mut warnings, group, &walk.refilled, times);
        }
        Ok(StateCovariances { names: self.names(), times: times.to_vec(), values, warnings })
    }

    /// The covariances of the probabilities of being in each state at time `to`, given each state
    /// at time `from`, by the kind of standard error that the curves have: of each cell of
    /// [`AalenJohansen::transition_matrix`] with each.
    ///
    /// Rows that begin in different states are correlated, since persons pass through the same
    /// states later. Robust covariances hold a number for each person and cell.
    ///
    /// # Errors
    /// [`Code::Argument`](crate::Code::Argument) for times that are not finite numbers of 0 or
    /// more in this order, and where there would be more than
    /// [`AalenJohansen::MOST_COVARIANCES`].
    pub fn transition_covariance(
        &self,
        from: f64,
        to: f64,
    ) -> Result<TransitionCovariances, Error> {
        check_span(from, to)?;
        let states = self.space().len();
        let cells = states.saturating_pow(4);
        self.check_count("states", states, cells)?;
        let mut values = vec![f64::NAN; self.groups.len() * cells];
        let mut warnings = self.warnings().to_vec();
        let cell =
            |a: usize, j: usize, b: usize, k: usize| ((a * states + j) * states + b) * states + k;
        for (group, values) in self.groups.iter().zip(values.chunks_mut(cells.max(1))) {
            let mut refilled = Vec::new();
            if to <= group.last {
                let influences = self.influences_of_rows(group, from, to);
                for (origin, other) in (0..states).flat_map(|a| (0..=a).map(move |b| (a, b))) {
                    let walk = self.walk_between(group, (from, to), (origin, other));
                    refilled.extend(&walk.refilled);
                    let block = match &influences {
                        Some(rows) => products(&rows[origin], &rows[other], states),
                        None => walk.covariance().to_vec(),
                    };
                    for (place, &value) in block.iter().enumerate() {
                        let (target, other_target) = (place / states, place % states);
                        values[cell(origin, target, other, other_target)] = value;
                        values[cell(other, other_target, origin, target)] = value;
                    }
                }
            }
            self.warn(&mut warnings, group, &refilled, &[to]);
        }
        Ok(TransitionCovariances { names: self.names(), values, warnings })
    }

    /// Where robust errors are asked for, the influence of each cluster on the rows of the matrix
    /// of transition probabilities, one after the other.
    fn influences_of_rows(&self, group: &Group, from: f64, to: f64) -> Option<Vec<Vec<f64>>> {
        if self.options.se != StandardError::Robust {
            return None;
        }
        let histories = self.histories()?;
        let states = self.space().len();
        let row = |origin: usize| {
            let there = certainly(origin, states);
            let found = self.influence(group, (from, Some(&there)), &[to], Kept::Values)?;
            // Persons of a cluster follow one another.
            let mut sums: Vec<f64> = Vec::new();
            let mut last = None;
            for (&person, own) in found.persons.iter().zip(found.values.chunks(states)) {
                let cluster = cluster(histories, person);
                if last.replace(cluster) != Some(cluster) {
                    sums.resize(sums.len() + states, 0.0);
                }
                let place = sums.len() - states;
                for (sum, own) in sums[place..].iter_mut().zip(own) {
                    *sum += own;
                }
            }
            Some(sums)
        };
        (0..states).map(row).collect()
    }

    /// Refuses to make more covariances than can be looked at.
    fn check_count(&self, argument: &str, found: usize, values: usize) -> Result<(), Error> {
        if values.saturating_mul(self.groups.len()) <= Self::MOST_COVARIANCES {
            return Ok(());
        }
        let expected =
            format!("so few that there are {} covariances or less", Self::MOST_COVARIANCES);
        Err(Error::argument(CALL, argument, found.to_string(), expected))
    }
}

/// The products of what clusters do to two rows of so many states, added up.
fn products(one: &[f64], other: &[f64], states: usize) -> Vec<f64> {
    let mut sums = vec![0.0; states * states];
    for (one, other) in one.chunks_exact(states).zip(other.chunks_exact(states)) {
        for (sums, one) in sums.chunks_exact_mut(states).zip(one) {
            for (sum, other) in sums.iter_mut().zip(other) {
                *sum += one * other;
            }
        }
    }
    sums
}

#[cfg(feature = "arrow")]
mod table {
    use super::{StateCovariance, StateCovariances, TransitionCovariance, TransitionCovariances};
    use crate::Error;
    use crate::table::Table;

    impl StateCovariances {
        /// The rows as a table: `group` (where there is `by`), `time`, `state`, `other_state`,
        /// `covariance`.
        ///
        /// # Errors
        /// None but a defect of the library.
        pub fn to_table(&self) -> Result<Table, Error> {
            type Row<'a> = StateCovariance<'a>;
            let texts = |of: fn(Row<'_>) -> &str| self.iter().map(of).collect::<Vec<&str>>();
            self.names
                .grouped(|| texts(|row| row.group.unwrap_or("")))
                .number("time", self.iter().map(|row| row.time).collect::<Vec<f64>>())
                .text("state", texts(|row| row.state))
                .text("other_state", texts(|row| row.other_state))
                .number("covariance", self.values.clone())
                .finish()
        }
    }

    impl TransitionCovariances {
        /// The rows as a table: `group` (where there is `by`), `origin`, `target`,
        /// `other_origin`, `other_target`, `covariance`.
        ///
        /// # Errors
        /// None but a defect of the library.
        pub fn to_table(&self) -> Result<Table, Error> {
            type Row<'a> = TransitionCovariance<'a>;
            let texts = |of: fn(Row<'_>) -> &str| self.iter().map(of).collect::<Vec<&str>>();
            self.names
                .grouped(|| texts(|row| row.group.unwrap_or("")))
                .text("origin", texts(|row| row.origin))
                .text("target", texts(|row| row.target))
                .text("other_origin", texts(|row| row.other_origin))
                .text("other_target", texts(|row| row.other_target))
                .number("covariance", self.values.clone())
                .finish()
        }
    }
}
