//! The bootstrap of state probabilities, over persons or clusters.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::options::{AalenJohansenOptions, SummariseOptions};
use super::report::{Lines, StateProbabilities};
use crate::document::described;
use crate::stats::random::Random;
use crate::stats::sample::{mean_and_sd, quantile};
use crate::threads;
use crate::transition::history::{Attributes, Column, Covariate, Histories, Rows};
use crate::watch::Watch;
use crate::{Code, Error, Labels, Place, Warning};

const CALL: &str = "bootstrap";

/// Options of [`Histories::bootstrap`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct BootstrapOptions {
    /// The covariate whose values are groups, each with curves of its own. Default none.
    pub by: Option<String>,
    /// The time at which the curves start. Left out, the earliest time at which anybody is
    /// followed.
    pub start_time: Option<f64>,
    /// The state in which everybody is at the start. Left out, the distribution observed.
    pub start_state: Option<String>,
    /// The probability of each state at the start, instead of `start_state`. Default none.
    pub start_distribution: Option<BTreeMap<String, f64>>,
    /// How many samples of persons or clusters are drawn, from 2 to 1 000 000. Default 1000.
    pub draws: u32,
    /// What the samples are drawn by. Default 1.
    pub seed: u64,
    /// The level of the intervals, between 0 and 1. Default 0.95.
    pub level: f64,
    /// How many threads work. Default: as many as the machine has. The result is the same.
    pub threads: Option<usize>,
}

described! { BootstrapOptions = "bootstrap-options" }

impl Default for BootstrapOptions {
    fn default() -> BootstrapOptions {
        BootstrapOptions {
            by: None,
            start_time: None,
            start_state: None,
            start_distribution: None,
            draws: 1000,
            seed: 1,
            level: 0.95,
            threads: None,
        }
    }
}

impl Histories {
    /// Aalen–Johansen probabilities at times, with errors by the bootstrap: samples of the persons
    /// who are followed, or of the clusters where there is a column of them, drawn with
    /// replacement, each with curves of its own. The standard error is the standard deviation of
    /// what the samples say, the interval goes from one of its quantiles to another. Where all
    /// samples say the same, as of what has happened to nobody, there is no interval.
    ///
    /// A sample in which nobody of a group is followed at a time says nothing of it; where that is
    /// more than one in a hundred, the warning `undefined-draws` counts the probabilities. The
    /// samples depend on the seed, and not on the number of threads.
    ///
    /// B. Efron, *Censored data and the bootstrap*, Journal of the American Statistical Association
    /// 76 (1981) 312–319.
    ///
    /// # Errors
    /// [`Code::Argument`] where an option or a time is out of its range, [`Code::Empty`] where
    /// there are no two persons or clusters to draw from, [`Code::Cancelled`] where `watch` says
    /// so.
    pub fn bootstrap(
        &self,
        times: &[f64],
        options: &BootstrapOptions,
        watch: &mut Watch<'_>,
    ) -> Result<StateProbabilities, Error> {
        let BootstrapOptions { draws, seed, level, threads, .. } = *options;
        let curves = AalenJohansenOptions {
            by: options.by.clone(),
            start_time: options.start_time,
            start_state: options.start_state.clone(),
            start_distribution: options.start_distribution.clone(),
            level,
            ..AalenJohansenOptions::default()
        };
        let mut problems = curves.problems();
        if !(2..=1_000_000).contains(&draws) {
            let expected = "a whole number from 2 to 1000000";
            problems.push(Place::argument("draws"), draws.to_string(), expected);
        }
        if threads == Some(0) {
            problems.push(Place::argument("threads"), "0", "a number above 0");
        }
        problems.finish(Code::Argument, CALL)?;
        let whole = self.aalen_johansen(&curves)?;
        let StateProbabilities(mut result) = whole.at(times)?;
        // Every sample starts where the whole does.
        let curves = AalenJohansenOptions {
            start_time: curves.start_time.or(Some(whole.range().0)),
            ..curves
        };
        let units = Units::of(self);
        if units.count < 2 {
            let kind = if self.attributes().cluster.is_some() { "clusters" } else { "persons" };
            let (found, expected) = (units.count.to_string(), format!("at least two {kind}"));
            return Err(Error::one(Code::Empty, CALL, Place::Whole, found, expected));
        }
        // Of what else is known of persons the curves ask for the group alone.
        let group = |covariate: &&Covariate| Some(&covariate.name) == curves.by.as_ref();
        let covariates = self.attributes().covariates.iter().filter(group).cloned().collect();
        let groups = Attributes { covariates, ..Attributes::default() };
        let work = |draw: u32| {
            let sample = units.sample(self, &groups, &mut Random::stream(seed, draw.into()));
            let one = SummariseOptions { by: curves.by.clone(), threads: Some(1) };
            let table = sample.summarise(&one).and_then(|table| table.aalen_johansen(&curves));
            let found = table.and_then(|curves| curves.at(times));
            found.map(|StateProbabilities(lines)| aligned(&result, &lines)).unwrap_or_default()
        };
        let threads = threads::count(threads);
        let drawn = threads::on_each_watched(threads, (0..draws).collect(), CALL, watch, work)?;
        summarise(&mut result, &drawn, level);
        Ok(StateProbabilities(result))
    }
}

/// What a sample says of each line of the whole; NaN where it says nothing.
fn aligned(whole: &Lines, sample: &Lines) -> Vec<f64> {
    let mut values = vec![f64::NAN; whole.lines.len()];
    // The lines of a group are together, and in the same order in the whole and in the sample.
    let width = (whole.lines.len() / whole.names.groups.len().max(1)).max(1);
    for lines in sample.lines.chunks(width) {
        let group = lines.first().and_then(|line| sample.group(line));
        let place = match group {
            Some(group) => whole.names.groups.iter().position(|known| known == group),
            None => Some(0),
        };
        let slots = place.and_then(|place| values.get_mut(place * width..)).unwrap_or_default();
        for (slot, line) in slots.iter_mut().zip(lines) {
            *slot = line.value.value;
        }
    }
    values
}

fn summarise(result: &mut Lines, drawn: &[Vec<f64>], level: f64) {
    // What weights are taken for is of no account here.
    result.warnings.retain(|warning| warning.name() != "weights-as-counts");
    let mut thin = 0;
    for (place, line) in result.lines.iter_mut().enumerate() {
        if line.value.value.is_nan() {
            continue;
        }
        let values = drawn.iter().filter_map(|values| values.get(place).copied());
        let mut values: Vec<f64> = values.filter(|value| !value.is_nan()).collect();
        thin += u64::from(values.len() * 100 < drawn.len() * 99);
        let (_, std_err) = mean_and_sd(&values);
        values.sort_unstable_by(f64::total_cmp);
        let tail = 0.5 * (1.0 - level);
        let varies = std_err.is_some_and(|std_err| std_err > 0.0);
        let bound = |p: f64| quantile(&values, p).filter(|_| varies).unwrap_or(f64::NAN);
        line.value.std_err = std_err.unwrap_or(f64::NAN);
        line.value.lower = bound(tail);
        line.value.upper = bound(1.0 - tail);
    }
    if thin > 0 {
        let message = format!(
            "Of {thin} probabilities more than one sample in a hundred says nothing, as nobody in \
             it is followed until then: their errors are those of the other samples."
        );
        result.warnings.push(Warning::new("undefined-draws", message));
    }
}

/// What is drawn: persons, or clusters of them.
struct Units {
    /// The unit of each person; [`Labels::MISSING`] where they are not followed.
    of: Vec<u32>,
    count: usize,
}

impl Units {
    fn of(histories: &Histories) -> Units {
        let cluster = histories.attributes().cluster.as_ref();
        let persons = histories.persons().len();
        let mut of = vec![Labels::MISSING; persons];
        // Only those who are followed are numbered.
        let names = cluster.map_or(persons, |cluster| cluster.names.len());
        let mut numbers = vec![Labels::MISSING; names];
        let mut count = 0;
        for &person in &histories.rows().person {
            let unit = match cluster {
                Some(cluster) => cluster.codes.get(person as usize).copied(),
                None => Some(person),
            };
            let number = unit.and_then(|unit| numbers.get_mut(unit as usize));
            let (Some(number), Some(of)) = (number, of.get_mut(person as usize)) else { continue };
            if *number == Labels::MISSING {
                *number = count;
                count += 1;
            }
            *of = *number;
        }
        Units { of, count: count as usize }
    }

    /// Histories in which each person weighs as often as their unit is drawn.
    fn sample(&self, histories: &Histories, groups: &Attributes, random: &mut Random) -> Histories {
        let mut times = vec![0u32; self.count];
        for _ in 0..self.count {
            if let Some(times) = times.get_mut(random.index(self.count)) {
                *times += 1;
            }
        }
        let drawn = |person: u32| {
            let unit = self.of.get(person as usize).map(|unit| *unit as usize);
            unit.and_then(|unit| times.get(unit)).copied().unwrap_or(0)
        };
        let known = histories.attributes();
        let mut rows = Rows::default();
        let mut weight = Vec::new();
        for (place, row) in histories.rows().iter().enumerate() {
            let times = drawn(row.person);
            if times > 0 {
                rows.push(row);
                weight.push(f64::from(times) * known.weight(place, row.person));
            }
        }
        let attributes = Attributes { weight: Some(Column::Row(weight)), ..groups.clone() };
        let (space, persons) = (histories.space().clone(), histories.persons().to_vec());
        Histories::part(histories, space, persons, rows, attributes)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use std::ops::ControlFlow;

    use super::super::tests::{Interval, histories, robust};
    use super::*;
    use crate::transition::{CovariateValues, IntervalColumns, IntervalRows, RowAttributes};

    #[test]
    fn is_near_the_robust_error_and_repeats_itself() {
        let rows: Vec<Interval> = (0..60)
            .flat_map(|person: u32| {
                let leaves = f64::from(1 + person * 7 % 11);
                let target = (!person.is_multiple_of(4)).then_some(1);
                let next = target.map(|_| (person, leaves, 14.0, 1, None));
                std::iter::once((person, 0.0, leaves, 0, target)).chain(next)
            })
            .collect();
        let histories = histories(&rows);
        let options = BootstrapOptions { draws: 400, seed: 7, ..BootstrapOptions::default() };
        let times = [3.0, 8.0];
        let found = histories.bootstrap(&times, &options, &mut Watch::none()).unwrap();
        let one = BootstrapOptions { threads: Some(1), ..options.clone() };
        let again = histories.bootstrap(&times, &one, &mut Watch::none()).unwrap();
        let exact = histories.aalen_johansen(&robust()).unwrap().at(&times).unwrap();
        for ((found, again), exact) in found.iter().zip(again.iter()).zip(exact.iter()) {
            assert_eq!(found, again);
            assert_eq!(found.probability, exact.probability);
            let (found, exact) = (found.std_err.unwrap(), exact.std_err.unwrap());
            // The error of an error of 400 samples is one in 28: this is five of them.
            assert!((found / exact - 1.0).abs() < 0.18, "{found} {exact}");
        }
        assert!(found.warnings().is_empty());
        let start_distribution = Some([("a".to_owned(), 0.5), ("b".to_owned(), 0.5)].into());
        let options =
            BootstrapOptions { start_distribution: start_distribution.clone(), ..options };
        let found = histories.bootstrap(&times, &options, &mut Watch::none()).unwrap();
        let exact = AalenJohansenOptions { start_distribution, ..robust() };
        let exact = histories.aalen_johansen(&exact).unwrap().at(&times).unwrap();
        for (found, exact) in found.iter().zip(exact.iter()) {
            assert_eq!(found.probability, exact.probability);
            let (found, exact) = (found.std_err.unwrap(), exact.std_err.unwrap());
            assert!((found / exact - 1.0).abs() < 0.18, "{found} {exact}");
        }
        let mut stop = |done: u64, _: u64| match done {
            0..3 => ControlFlow::Continue(()),
            _ => ControlFlow::Break(()),
        };
        let stopped = histories.bootstrap(&times, &options, &mut Watch::calling(&mut stop));
        assert_eq!(stopped.unwrap_err().code(), Code::Cancelled);
    }

    #[test]
    fn says_where_samples_say_nothing() {
        // One person in group `h`, who is in about two of three samples.
        let label = |names: [&str; 3]| Labels::from_names(names.map(Some));
        let rows = IntervalRows {
            person: label(["1", "2", "3"]),
            start: vec![0.0; 3],
            stop: vec![4.0, 5.0, 6.0],
            origin: label(["a"; 3]),
            target: Labels::from_names([Some("b"), None, Some("b")]),
            attributes: RowAttributes {
                covariates: vec![CovariateValues::Categories(label(["g", "g", "h"]))],
                ..RowAttributes::default()
            },
        };
        let columns =
            IntervalColumns { covariates: vec!["group".to_owned()], ..Default::default() };
        let histories = Histories::from_interval_rows(rows, &columns, None).unwrap();
        let by = Some("group".to_owned());
        let options = BootstrapOptions { by, draws: 100, ..BootstrapOptions::default() };
        let found = histories.bootstrap(&[4.5, 5.5], &options, &mut Watch::none()).unwrap();
        let names: Vec<&str> = found.warnings().iter().map(Warning::name).collect();
        assert!(names.contains(&"undefined-draws"), "{names:?}");
        // In `g` nobody is followed after 5; in `h` nothing has happened yet, in any sample.
        let known: Vec<_> = found.iter().map(|row| (row.probability, row.std_err)).collect();
        assert_eq!(known[2..4], [(None, None), (None, None)]);
        assert_eq!(known[4..], [(Some(1.0), Some(0.0)), (Some(0.0), Some(0.0))].repeat(2));
        assert!(found.iter().skip(4).all(|row| row.lower.is_none() && row.upper.is_none()));
        let wrong = BootstrapOptions { draws: 1, threads: Some(0), ..BootstrapOptions::default() };
        let error = histories.bootstrap(&[1.0], &wrong, &mut Watch::none()).unwrap_err();
        assert_eq!((error.code(), error.problems().len()), (Code::Argument, 2));
    }
}
