//! Pseudo-values: what each person stands for in an estimate.

use super::aalen_johansen::AalenJohansen;
use super::influence::Functional;
use super::options::CALL;
use crate::{Code, Error, Place, Problems, Warning};

/// One row of [`PseudoValues`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PseudoValue<'a> {
    /// The person.
    pub person: &'a str,
    /// The time.
    pub time: f64,
    /// The state.
    pub state: &'a str,
    /// The pseudo-value of being in the state at the time.
    pub pseudo_value: f64,
    /// The influence of the person on the probability: the part of the estimate that changes
    /// with the person's weight.
    pub influence: f64,
}

/// Pseudo-values of state probabilities, or of mean times in states.
///
/// The pseudo-value of a person is `p + n U`, with p the estimate, U the person's influence on
/// it and n the number of persons of the group. That is, to the order of 1/n, `n p - (n - 1) p₋`
/// with the estimate p₋ without the person (Andersen, Klein and Rosthøj 2003; by influence as in
/// `pseudo` of R survival): values that can be regressed on covariates as if nobody were
/// censored.
#[derive(Clone, Debug)]
pub struct PseudoValues {
    pub(super) names: Vec<String>,
    pub(super) states: Vec<String>,
    pub(super) times: Vec<f64>,
    pub(super) persons: Vec<u32>,
    /// For each person, time and state.
    pub(super) influence: Vec<f64>,
    /// For each person, time and state.
    pub(super) values: Vec<f64>,
    pub(super) warnings: Vec<Warning>,
}

impl PseudoValues {
    /// The rows: by person, then time in order, then state.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = PseudoValue<'_>> {
        let (times, states) = (self.times.len().max(1), self.states.len().max(1));
        self.values.iter().zip(&self.influence).enumerate().map(
            move |(place, (&pseudo_value, &influence))| {
                let person = self.persons.get(place / (times * states)).copied().unwrap_or(0);
                PseudoValue {
                    person: self.names.get(person as usize).map_or("", String::as_str),
                    time: self.times.get(place / states % times).copied().unwrap_or(f64::NAN),
                    state: self.states.get(place % states).map_or("", String::as_str),
                    pseudo_value,
                    influence,
                }
            },
        )
    }

    /// Cautions about the estimates.
    #[must_use]
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// The rows as a table: `person`, `time`, `state`, `pseudo_value`, `influence`.
    ///
    /// # Errors
    /// None but a defect of the library.
    #[cfg(feature = "arrow")]
    pub fn to_table(&self) -> Result<crate::Table, Error> {
        crate::Table::builder()
            .text("person", self.iter().map(|row| row.person))
            .number("time", self.iter().map(|row| row.time))
            .text("state", self.iter().map(|row| row.state))
            .number("pseudo_value", self.values.iter().copied())
            .number("influence", self.influence.iter().copied())
            .finish()
    }
}

impl AalenJohansen {
    /// Pseudo-values of everybody who is followed, at these times, each within their own group.
    /// The standard errors asked for make no difference.
    ///
    /// # Errors
    /// [`Code::Argument`] for a time that is not a finite number, is before the start or after
    /// the end of follow-up; where the curves were made from a risk table, which has no
    /// persons; and where persons have weights, for which pseudo-values have no meaning.
    pub fn pseudo_values(&self, times: &[f64]) -> Result<PseudoValues, Error> {
        self.pseudo(times, Functional::Probability)
    }

    /// Pseudo-values of the mean times in states until a time. See
    /// [`AalenJohansen::pseudo_values`].
    ///
    /// # Errors
    /// As [`AalenJohansen::pseudo_values`].
    pub fn pseudo_mean_times(&self, until: f64) -> Result<PseudoValues, Error> {
        self.pseudo(&[until], Functional::MeanTime)
    }

    fn pseudo(&self, times: &[f64], functional: Functional) -> Result<PseudoValues, Error> {
        let Some(histories) = self.histories() else {
            let expected = "the histories: a risk table has no persons";
            return Err(Error::argument(CALL, "pseudo_values", "a risk table", expected));
        };
        let mut problems = Problems::new();
        if histories.is_weighted() {
            problems.push(Place::argument("weight"), "weights", "none, for pseudo-values");
        }
        let (first, last) = self.range();
        for time in times {
            if !(first..=last).contains(time) {
                let expected = format!("a time from {first} to {last}, where there are curves");
                problems.push(Place::argument("times"), time.to_string(), expected);
            }
        }
        problems.finish(Code::Argument, CALL)?;
        let mut times = times.to_vec();
        times.sort_unstable_by(f64::total_cmp);
        times.dedup();
        let mut all = PseudoValues {
            names: histories.persons().to_vec(),
            states: self.space().names().map(str::to_owned).collect(),
            times: times.clone(),
            persons: Vec::new(),
            influence: Vec::new(),
            values: Vec::new(),
            warnings: self.warnings().to_vec(),
        };
        for (influence, estimates) in self.influences(&times, functional) {
            let n = influence.persons.len() as f64;
            let values = influence.values.iter().zip(estimates.iter().cycle());
            all.values.extend(values.map(|(influence, estimate)| estimate + n * influence));
            all.influence.extend(influence.values);
            all.persons.extend(influence.persons);
        }
        Ok(all)
    }
}
