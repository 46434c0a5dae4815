//! Tests of whether groups differ: what they have in common.

use std::fmt;

use serde::Serialize;

use super::changes::{Changes, Edge};
use super::count;
use super::leaving::{Clock, Leaving};
use crate::order;
use crate::stats::matrix::{Factor, Matrix};
use crate::stats::p_value;
use crate::transition::history::{Groups, Histories};
use crate::{Error, Labels, Warning};

/// The result of a test of whether groups differ.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GroupTest {
    /// The test.
    pub test: &'static str,
    /// The statistic, chi-squared if the groups do not differ.
    pub statistic: f64,
    /// Its degrees of freedom.
    pub df: u64,
    /// How likely a statistic as large as this one is if they do not.
    pub p_value: f64,
    /// What was seen of each group, and what would have been expected.
    pub groups: Vec<GroupCounts>,
    /// The covariance of observed less expected, a row for each group.
    pub covariance: Vec<Vec<f64>>,
    /// Cautions about the test.
    pub warnings: Vec<Warning>,
}

/// A group in a [`GroupTest`].
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GroupCounts {
    /// The group.
    pub group: String,
    /// Stays at risk.
    pub n: u64,
    /// Events.
    pub events: u64,
    /// Events, each with the weight of the test at its time.
    pub observed: f64,
    /// As many events, weighted, as there would have been if the groups did not differ.
    pub expected: f64,
}

impl GroupTest {
    /// The test as a table of one row: `statistic`, `df`, `p_value`.
    ///
    /// # Errors
    /// None but a defect of the library.
    #[cfg(feature = "arrow")]
    pub fn to_table(&self) -> Result<crate::Table, Error> {
        crate::Table::builder()
            .number("statistic", [self.statistic])
            .count("df", [self.df])
            .number("p_value", [self.p_value])
            .finish()
    }

    /// The groups as a table: `group`, `n`, `events`, `observed`, `expected`.
    ///
    /// # Errors
    /// None but a defect of the library.
    #[cfg(feature = "arrow")]
    pub fn groups_table(&self) -> Result<crate::Table, Error> {
        crate::Table::builder()
            .text("group", self.groups.iter().map(|group| &group.group))
            .count("n", self.groups.iter().map(|group| group.n))
            .count("events", self.groups.iter().map(|group| group.events))
            .number("observed", self.groups.iter().map(|group| group.observed))
            .number("expected", self.groups.iter().map(|group| group.expected))
            .finish()
    }
}

impl fmt::Display for GroupTest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let GroupTest { test, statistic, df, p_value, .. } = self;
        let p = if *p_value < 1e-4 { format!("{p_value:.2e}") } else { format!("{p_value:.4}") };
        write!(f, "{test}: chi-squared {statistic:.4} on {df} df, p = {p}")
    }
}

/// Stays in a state, by stratum and group.
pub(super) struct Strata {
    pub(super) groups: Vec<String>,
    /// The states of the changes: the origin and what it is left for.
    pub(super) states: usize,
    /// For each stratum the changes of each group.
    pub(super) strata: Vec<Vec<Changes>>,
    pub(super) warnings: Vec<Warning>,
}

impl Strata {
    /// Counts stays by the covariates `by` and `strata`.
    pub(super) fn count(
        call: &str,
        histories: &Histories,
        leaving: &Leaving,
        clock: Clock,
        (by, strata): (&str, Option<&str>),
    ) -> Result<Strata, Error> {
        let stays = leaving.histories(histories, clock);
        let by = stays.groups(call, "by", by)?;
        let strata = strata.map(|strata| stays.groups(call, "strata", strata)).transpose()?;
        Strata::of(call, &stays, leaving, &by, strata.as_ref())
    }

    /// Counts stays in groups of persons.
    pub(super) fn of(
        call: &str,
        stays: &Histories,
        leaving: &Leaving,
        by: &Groups,
        strata: Option<&Groups>,
    ) -> Result<Strata, Error> {
        if stays.is_weighted() {
            let expected = "none: the test counts persons. A Cox model with robust errors takes \
                            weights";
            return Err(Error::argument(call, "weight", "histories with weights", expected));
        }
        let count = strata.map_or(1, |strata| strata.names.len());
        let mut left_out = 0u64;
        let code = |(person, &group): (usize, &u32)| {
            let stratum = match strata {
                None => 0,
                Some(strata) => strata.codes.get(person).copied().unwrap_or(Labels::MISSING),
            };
            if group == Labels::MISSING || stratum == Labels::MISSING {
                left_out += 1;
                return Labels::MISSING;
            }
            group * count as u32 + stratum
        };
        let codes: Vec<u32> = by.codes.iter().enumerate().map(code).collect();
        let cells = by.names.len() * count;
        let names = vec![String::new(); cells];
        let cells = Groups { name: by.name.clone(), codes, names };
        let mut counted = count::changes(stays, Some(&cells), None).into_iter();
        let order = order::of_names(&by.names);
        let mut strata = vec![vec![Changes::default(); by.names.len()]; count];
        for group in 0..by.names.len() {
            let place = order.iter().position(|&ordered| ordered == group).unwrap_or(group);
            for stratum in &mut strata {
                stratum[place] = counted.next().unwrap_or_default();
            }
        }
        let groups: Vec<String> = order.iter().map(|&group| by.names[group].clone()).collect();
        let mut warnings = Vec::new();
        if left_out > 0 {
            warnings.push(Warning::new(
                "no-group",
                format!("{left_out} persons have no value of a covariate and are in no group."),
            ));
        }
        if groups.len() < 2 {
            let found = format!("{} groups by `{}`", groups.len(), by.name);
            return Err(Error::argument(call, "by", found, "two groups or more"));
        }
        Ok(Strata { groups, states: leaving.space().len(), strata, warnings })
    }

    /// For each group the stays, and the events of one kind, or of all.
    pub(super) fn counts(&self, target: Option<u16>) -> Vec<GroupCounts> {
        let count = |group: usize, kind: &dyn Fn(Edge) -> bool| -> u64 {
            let changes = self.strata.iter().filter_map(|stratum| stratum.get(group));
            let counts = changes.flat_map(|changes| &changes.list);
            counts.filter(|change| kind(change.edge)).map(|change| change.count.max(0) as u64).sum()
        };
        self.groups
            .iter()
            .enumerate()
            .map(|(group, name)| GroupCounts {
                group: name.clone(),
                n: count(group, &|edge| edge == Edge::Join(0)),
                events: count(group, &|edge| match edge {
                    Edge::Move(_, to) => target.is_none_or(|target| target == to),
                    _ => false,
                }),
                observed: 0.0,
                expected: 0.0,
            })
            .collect()
    }

    /// The test of observed less expected: chi-squared over all contrasts, or of a trend in
    /// `scores`.
    pub(super) fn finish(
        self,
        test: &'static str,
        groups: Vec<GroupCounts>,
        covariance: &Matrix,
        scores: Option<&[f64]>,
    ) -> GroupTest {
        let differences: Vec<f64> =
            groups.iter().map(|group| group.observed - group.expected).collect();
        let (statistic, df) = match scores {
            Some(scores) => {
                let sum: f64 = scores.iter().zip(&differences).map(|(s, d)| s * d).sum();
                (sum * sum / covariance.quadratic(scores), 1)
            }
            None => {
                let factor = Factor::new(covariance, 1e-10);
                let mut solved = differences.clone();
                factor.solve(&mut solved);
                let products = solved.iter().zip(&differences).map(|(a, b)| a * b);
                (products.sum(), factor.rank())
            }
        };
        let mut warnings = self.warnings;
        if df == 0 || !f64::is_finite(statistic) {
            warnings.push(Warning::new(
                "nothing-to-compare",
                "No event happens while persons of several groups are at risk: there is nothing \
                 by which the groups could differ.",
            ));
        }
        let df = df as u64;
        let covariance = (0..covariance.rows()).map(|row| covariance.row(row).to_vec()).collect();
        let p_value = p_value::chi_squared(statistic, df as f64);
        GroupTest { test, statistic, df, p_value, groups, covariance, warnings }
    }
}
