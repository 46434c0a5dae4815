//! Whether hazards are proportional: the score test of Grambsch and Therneau (1994), exact as in
//! R's survival from version 3 on.

use std::cmp::Ordering;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::cox::Cox;
use super::likelihood::Sweep;
use super::prepared::Prepared;
use crate::Error;
use crate::document::described;
use crate::stats::matrix::Factor;
use crate::stats::p_value;
use crate::transition::hazard::episodes::Episodes;
use crate::transition::hazard::newton::Likelihood;

described! { ProportionalityOptions = "proportionality-options" }

/// The function of time by which a coefficient is thought to change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TimeTransform {
    /// One less the curve of Kaplan and Meier just before: as much happens to the function as to
    /// the persons.
    #[default]
    Km,
    /// Time itself.
    Identity,
    /// The rank of the event time among all times at which rows end.
    Rank,
    /// The logarithm of time.
    Log,
}

/// Options of [`Cox::proportionality`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ProportionalityOptions {
    /// The function of time. Default `km`.
    pub transform: TimeTransform,
}

/// A test of whether the coefficients of a covariate change with time.
#[derive(Clone, Debug, PartialEq)]
pub struct ProportionalityTest {
    /// The transition, or those that share coefficients.
    pub transition: String,
    /// The covariate, with all its categories; `global` for all covariates together.
    pub term: String,
    /// The statistic, chi-squared if they do not.
    pub statistic: f64,
    /// Its degrees of freedom.
    pub df: u64,
    /// Its p-value.
    pub p_value: f64,
}

impl Cox {
    /// Tests whether coefficients change with time: the score test of a coefficient θ in
    /// `β + θ g(t)`, where g is the transform. For each covariate, and for all together.
    ///
    /// # Errors
    /// [`crate::Code::Argument`] for a model of parts, which has no rows.
    pub fn proportionality(
        &self,
        options: &ProportionalityOptions,
    ) -> Result<Vec<ProportionalityTest>, Error> {
        let design = self.design_with_rows("proportionality")?;
        let beta = self.scaled();
        let mut tests = Vec::new();
        for group in design.separate() {
            let prepared: Vec<Prepared> =
                group.iter().map(|&place| self.prepared(&design, place)).collect();
            let count = self.coefficients.len();
            let mut plain = Likelihood::zero(count);
            let mut once = Likelihood::zero(count);
            let mut twice = Likelihood::zero(count);
            for one in &prepared {
                let transformed = transformed(one, options.transform);
                let squared: Vec<f64> = transformed.iter().map(|value| value * value).collect();
                let mut sweep = Sweep::new(&one.sets, self.options.ties, self.threads());
                sweep.add_to(&mut plain, &beta, None);
                sweep.add_to(&mut once, &beta, Some(&transformed));
                sweep.add_to(&mut twice, &beta, Some(&squared));
            }
            let own: Vec<usize> = (0..count)
                .filter(|&one| self.kept[one])
                .filter(|&one| prepared.iter().any(|p| p.sets.coefficient.contains(&one)))
                .collect();
            if own.is_empty() {
                continue;
            }
            // What is left of the information of θ once the coefficients are fitted.
            let information = plain.information.part(&own, &own);
            let inverse = Factor::new(&information, Factor::TOLERANCE).inverse();
            let across = once.information.part(&own, &own);
            let mut left = twice.information.part(&own, &own);
            let taken = inverse.sandwiched(&across);
            left.values_mut()
                .iter_mut()
                .zip(taken.values())
                .for_each(|(left, taken)| *left -= taken);
            let score: Vec<f64> = own.iter().map(|&one| once.score[one]).collect();
            let names: Vec<&str> = prepared.iter().map(|one| one.name.as_str()).collect();
            let test = |term: &str, places: &[usize]| {
                let part = left.part(places, places);
                let factor = Factor::new(&part, Factor::TOLERANCE);
                let own: Vec<f64> = places.iter().map(|&place| score[place]).collect();
                let mut solved = own.clone();
                factor.solve(&mut solved);
                let statistic: f64 = own.iter().zip(&solved).map(|(a, b)| a * b).sum();
                let df = factor.rank();
                ProportionalityTest {
                    transition: names.join(", "),
                    term: term.to_owned(),
                    statistic,
                    df: df as u64,
                    p_value: p_value::chi_squared(statistic, df as f64),
                }
            };
            let mut covariates: Vec<&str> = Vec::new();
            for &one in &own {
                let covariate = self.coefficients[one].covariate.as_str();
                if !covariates.contains(&covariate) {
                    covariates.push(covariate);
                }
            }
            for covariate in covariates {
                let places: Vec<usize> = (0..own.len())
                    .filter(|&place| self.coefficients[own[place]].covariate == covariate)
                    .collect();
                tests.push(test(covariate, &places));
            }
            tests.push(test("global", &(0..own.len()).collect::<Vec<usize>>()));
        }
        Ok(tests)
    }
}

/// The transform at each slot, less its mean over the events: the test is the same, and the
/// numbers are better.
fn transformed(prepared: &Prepared, transform: TimeTransform) -> Vec<f64> {
    let sets = &prepared.sets;
    let steps = steps(&prepared.rows.episodes, transform);
    let at = |time: f64| match transform {
        TimeTransform::Identity => time,
        TimeTransform::Log => time.ln(),
        TimeTransform::Km | TimeTransform::Rank => {
            let place = steps.partition_point(|(known, _)| *known < time);
            steps.get(place).map_or(0.0, |(_, value)| *value)
        }
    };
    let mut values: Vec<f64> = sets
        .time
        .iter()
        .zip(&sets.events)
        .map(|(&time, &count)| if count > 0 { at(time) } else { 0.0 })
        .collect();
    let events: f64 = sets.events.iter().map(|&count| f64::from(count)).sum();
    let sum: f64 = values.iter().zip(&sets.events).map(|(v, &count)| v * f64::from(count)).sum();
    for (value, &count) in values.iter_mut().zip(&sets.events) {
        if count > 0 {
            *value -= sum / events;
        }
    }
    values
}

/// The transforms that depend on all rows, at each event time whatever its stratum: one less the
/// Kaplan–Meier curve just before it, or its mean rank among the times at which rows end.
fn steps(episodes: &Episodes, transform: TimeTransform) -> Vec<(f64, f64)> {
    let sorted = |values: &mut Vec<f64>| values.sort_unstable_by(f64::total_cmp);
    let mut starts = episodes.start.clone();
    let mut stops = episodes.stop.clone();
    let rows = episodes.stop.iter().zip(&episodes.event);
    let mut events: Vec<f64> = rows.filter(|(_, event)| **event).map(|(stop, _)| *stop).collect();
    sorted(&mut starts);
    sorted(&mut stops);
    sorted(&mut events);
    let mut survival = 1.0;
    let mut steps = Vec::new();
    for here in events.chunk_by(|a, b| a.partial_cmp(b) == Some(Ordering::Equal)) {
        let time = here[0];
        let entered = starts.partition_point(|&start| start < time);
        let left = stops.partition_point(|&stop| stop < time);
        let leaving = stops.partition_point(|&stop| stop <= time) - left;
        let value = match transform {
            TimeTransform::Rank => left as f64 + (leaving as f64 + 1.0) / 2.0,
            _ => 1.0 - survival,
        };
        steps.push((time, value));
        survival *= 1.0 - here.len() as f64 / (entered - left) as f64;
    }
    steps
}

#[cfg(feature = "arrow")]
mod table {
    use super::{Cox, ProportionalityOptions};
    use crate::Error;
    use crate::table::Table;

    impl Cox {
        /// [`Cox::proportionality`] as a table: `transition`, `term`, `statistic`, `df`,
        /// `p_value`.
        ///
        /// # Errors
        /// As there.
        pub fn proportionality_table(
            &self,
            options: &ProportionalityOptions,
        ) -> Result<Table, Error> {
            let tests = self.proportionality(options)?;
            Table::builder()
                .text("transition", tests.iter().map(|test| &test.transition))
                .text("term", tests.iter().map(|test| &test.term))
                .number("statistic", tests.iter().map(|test| test.statistic))
                .count("df", tests.iter().map(|test| test.df))
                .number("p_value", tests.iter().map(|test| test.p_value))
                .finish()
        }
    }
}
