//! Robust errors and influences of Aalen–Johansen curves, group by group.

use super::aalen_johansen::{AalenJohansen, Group, Persons};
use super::changes::Edge;
use super::influence::{Estimate, Functional, Influence};
use super::options::StandardError;
use crate::Warning;
use crate::transition::history::Histories;

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
        Some(estimate.influence(times, false))
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
            warnings.push(Warning::new(
                "no-robust-errors",
                format!(
                    "Robust errors at each of {} times would take long and are left out; `at` \
                     gives them at the times that are needed.",
                    times.len()
                ),
            ));
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
        values: bool,
    ) -> Option<Influence> {
        let estimate = self.estimate(group, start, Functional::Probability)?;
        Some(estimate.influence(times, values))
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
            let influence = self.estimate(group, start, functional)?.influence(times, true);
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
