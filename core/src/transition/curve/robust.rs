//! Robust errors and influences of Aalen–Johansen curves, group by group.

use super::aalen_johansen::{AalenJohansen, Group, Persons};
use super::changes::Edge;
use super::influence::{Estimate, Functional, Influence, Kept};
use super::options::{CALL, StandardError};
use super::report::StateProbabilities;
use crate::order;
use crate::transition::history::Histories;
use crate::transition::state_space::StateSpace;
use crate::{Code, Error, Place, Problem, Problems, Warning};

impl Histories {
    /// What these persons add to the robust variances of curves of which they are a part: the
    /// squares of their influence, summed over clusters, for each group, time and state of the
    /// curves, in this order.
    ///
    /// This is how robust errors are had where the persons are in parts, such as on a cluster:
    /// the curves are made from the merged [`RiskTable`](super::RiskTable) of all parts, each part
    /// is asked for its squares, these are added up, and [`AalenJohansen::at_with_squares`] gives
    /// the probabilities with their errors. All rows of a person, and all persons of a cluster,
    /// must be in one part. Added in the order of the persons they are the variances of one
    /// process but for rounding.
    ///
    /// # Errors
    /// [`Code::Argument`] where the states are not those of the curves, where there is no such
    /// covariate as their groups are made by, or for a time that is not a finite number, or is
    /// before the start.
    pub fn influence_squares(
        &self,
        curves: &AalenJohansen,
        times: &[f64],
    ) -> Result<Vec<f64>, Error> {
        curves.check_times(times)?;
        if times.is_empty() {
            return Ok(Vec::new());
        }
        let states = curves.space.len();
        if !self.space().names().eq(curves.space.names()) {
            let names = |space: &StateSpace| space.names().collect::<Vec<_>>().join(", ");
            let expected = format!("the states of the curves: {}", names(&curves.space));
            return Err(Error::argument(CALL, "states", names(self.space()), expected));
        }
        let groups = curves.by.as_ref().map(|by| self.groups(CALL, "by", by)).transpose()?;
        let order = order::of_numbers(times);
        let sorted: Vec<f64> = order.iter().map(|&place| times[place]).collect();
        let mut squares = vec![0.0; curves.groups.len() * times.len() * states];
        for (group, squares) in curves.groups.iter().zip(squares.chunks_mut(times.len() * states)) {
            let own = match &groups {
                None => None,
                Some(groups) => match groups.named(&group.name) {
                    None => continue,
                    named => named,
                },
            };
            let estimate = Estimate {
                histories: self,
                group: own,
                changes: &group.changes,
                start: group.start,
                initial: curves.initial.as_deref(),
                functional: Functional::Probability,
            };
            let within = sorted.partition_point(|&time| time <= group.last);
            let influence = estimate.influence(&sorted[..within], Kept::Squares);
            for (own, &place) in influence.variance.chunks(states).zip(&order) {
                squares[place * states..][..states].copy_from_slice(own);
            }
        }
        Ok(squares)
    }
}

impl AalenJohansen {
    /// The probabilities at these times, with errors by the squares of influence that
    /// [`Histories::influence_squares`] gave of all parts for the same times, added up.
    ///
    /// # Errors
    /// [`Code::Argument`] for a time that is not a finite number, or is before the start, and for
    /// squares that are not one number of 0 or more for each group, time and state.
    pub fn at_with_squares(
        &self,
        times: &[f64],
        squares: &[f64],
    ) -> Result<StateProbabilities, Error> {
        self.check_times(times)?;
        let mut problems = Problems::new();
        let count = self.groups.len() * times.len() * self.space.len();
        if squares.len() != count {
            let expected = format!("{count}: one for each group, time and state");
            problems.push(Place::argument("squares"), squares.len().to_string(), expected);
        }
        for square in squares.iter().filter(|square| !(0.0..f64::INFINITY).contains(*square)) {
            let problem = || {
                Problem::new(
                    Place::argument("squares"),
                    square.to_string(),
                    "a number of 0 or more",
                )
            };
            problems.add(problem);
        }
        problems.finish(Code::Argument, CALL)?;
        let mut probabilities = self.at_with(times, Some(squares));
        // These errors do not take weights for counts.
        probabilities.0.warnings.retain(|warning| warning.name() != "weights-as-counts");
        Ok(probabilities)
    }
}

impl AalenJohansen {
    /// The most persons times times for which [`AalenJohansen::curve`] gives robust errors.
    pub const MOST_ROBUST: usize = 100_000_000;

    /// Robust variances at times in order, if they are asked for.
    pub(super) fn robust(
        &self,
        group: &Group,
        times: &[f64],
        functional: Functional,
    ) -> Option<Influence> {
        if self.options.se != StandardError::Robust {
            return None;
        }
        let estimate = self.estimate(group, (group.start, self.initial.as_deref()), functional)?;
        Some(estimate.influence(times, Kept::Squares))
    }

    pub(super) fn robust_curve(
        &self,
        group: &Group,
        warnings: &mut Vec<Warning>,
    ) -> Option<Influence> {
        let persons = self.persons.as_ref()?;
        if self.options.se != StandardError::Robust {
            return None;
        }
        let moves =
            group.changes.list.iter().filter(|change| {
                matches!(change.edge, Edge::Move(..)) && change.time > group.start
            });
        let mut times = vec![group.start];
        times.extend(moves.map(|change| change.time));
        times.dedup();
        if times.len().saturating_mul(persons.histories.persons().len()) > Self::MOST_ROBUST {
            warnings.push(no_robust_errors(times.len()));
            let variance = Vec::new();
            return Some(Influence { variance, ..Influence::default() });
        }
        self.robust(group, &times, Functional::Probability)
    }

    /// The influence of persons on the probabilities at times in order.
    pub(super) fn influence(
        &self,
        group: &Group,
        start: (f64, Option<&[f64]>),
        times: &[f64],
        kept: Kept,
    ) -> Option<Influence> {
        let estimate = self.estimate(group, start, Functional::Probability)?;
        Some(estimate.influence(times, kept))
    }

    /// The persons behind the curves, where they are known.
    pub(super) fn histories(&self) -> Option<&Histories> {
        self.persons.as_ref().map(|persons| &persons.histories)
    }

    /// The times for which every group has a curve.
    pub(super) fn range(&self) -> (f64, f64) {
        self.groups.iter().fold((0.0, f64::INFINITY), |(first, last), group| {
            (group.start.max(first), group.last.min(last))
        })
    }

    /// For each group the influence of its persons at times in order, with the estimates.
    pub(super) fn influences<'a>(
        &'a self,
        times: &'a [f64],
        functional: Functional,
    ) -> impl Iterator<Item = (Influence, Vec<f64>)> + 'a {
        self.groups.iter().filter_map(move |group| {
            let start = (group.start, self.initial.as_deref());
            let influence = self.estimate(group, start, functional)?.influence(times, Kept::Values);
            let mut walk = self.walk(group).with_mean_time();
            let mut estimates = Vec::with_capacity(times.len() * self.space.len());
            for &time in times {
                walk.advance(time);
                estimates.extend((0..self.space.len()).map(|state| match functional {
                    Functional::Probability => walk.p.get(state).copied().unwrap_or(f64::NAN),
                    Functional::MeanTime => walk.mean_time(state).0,
                }));
            }
            Some((influence, estimates))
        })
    }

    fn estimate<'a>(
        &'a self,
        group: &'a Group,
        (start, initial): (f64, Option<&'a [f64]>),
        functional: Functional,
    ) -> Option<Estimate<'a>> {
        let Persons { histories, groups } = self.persons.as_ref()?;
        let group_of = groups.as_ref().map(|groups| (groups.codes.as_slice(), group.code));
        let changes = &group.changes;
        Some(Estimate { histories, group: group_of, changes, start, initial, functional })
    }
}

/// That a whole curve has no robust errors.
pub(super) fn no_robust_errors(times: usize) -> Warning {
    Warning::new(
        "no-robust-errors",
        format!(
            "Robust errors at each of {times} times would take long and are left out; `at` gives \
             them at the times that are needed."
        ),
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::super::tests::{Interval, histories};
    use super::super::{AalenJohansenOptions, SummariseOptions};
    use super::*;

    const ROWS: [Interval; 6] = [
        (1, 0.0, 2.0, 0, Some(1)),
        (1, 2.0, 5.0, 1, None),
        (2, 0.0, 3.0, 0, Some(1)),
        (2, 3.0, 4.0, 1, Some(0)),
        (3, 1.0, 3.0, 0, Some(1)),
        (4, 0.0, 6.0, 0, None),
    ];

    #[test]
    fn parts_add_up_to_the_whole() {
        let (whole, times) = (histories(&ROWS), [4.0, 1.0, 2.5, 9.0]);
        let table = whole.summarise(&SummariseOptions::default()).unwrap();
        let curves = table.aalen_johansen(&AalenJohansenOptions::default()).unwrap();
        let mut added = vec![0.0; times.len() * 2];
        for rows in [&ROWS[..2], &ROWS[2..]] {
            let squares = histories(rows).influence_squares(&curves, &times).unwrap();
            added.iter_mut().zip(squares).for_each(|(sum, own)| *sum += own);
        }
        let robust = AalenJohansenOptions { se: StandardError::Robust, ..Default::default() };
        let expected = whole.aalen_johansen(&robust).unwrap().at(&times).unwrap();
        let found = curves.at_with_squares(&times, &added).unwrap();
        for (found, expected) in found.iter().zip(expected.iter()) {
            assert_eq!((found.time, found.probability), (expected.time, expected.probability));
            let errors = found.std_err.zip(expected.std_err);
            assert_eq!(errors.is_some(), expected.std_err.is_some());
            assert!(errors.is_none_or(|(one, other)| (one - other).abs() < 1e-15));
        }
        assert!(added.iter().any(|square| *square > 0.0));
        assert!(whole.influence_squares(&curves, &[]).unwrap().is_empty());
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let whole = histories(&ROWS);
        let table = whole.summarise(&SummariseOptions::default()).unwrap();
        let curves = table.aalen_johansen(&AalenJohansenOptions::default()).unwrap();
        let others = histories(&[(1, 0.0, 2.0, 2, Some(3))]);
        let error = others.influence_squares(&curves, &[1.0]).unwrap_err();
        assert_eq!(error.problems().first().unwrap().found(), "c, d");
        for (squares, found) in [(&[0.0][..], "1"), (&[0.0, -1.0][..], "-1")] {
            let error = curves.at_with_squares(&[1.0], squares).unwrap_err();
            assert_eq!(error.problems().first().unwrap().found(), found);
        }
        assert!(whole.influence_squares(&curves, &[f64::NAN]).is_err());
    }
}
