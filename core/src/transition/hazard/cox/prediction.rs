//! What a Cox model predicts for persons: cumulative hazards and probabilities of states.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::cox::Cox;
use crate::document::described;
use crate::order;
use crate::stats::normal;
use crate::transition::curve::{Bounded, IntervalScale, Intervals};
use crate::transition::hazard::product::Product;
use crate::transition::hazard::profiles::Profiles;
use crate::transition::hazard::term::Clock;
use crate::{Code, Error, Place, Problems, Warning};

described! { StateProbabilityOptions = "cox-state-probability-options" }

/// Options of [`Cox::state_probabilities`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct StateProbabilityOptions {
    /// The times at which probabilities are wanted. Default none, so that nothing is given.
    pub times: Vec<f64>,
    /// The state in which everybody is at the start.
    pub start_state: Option<String>,
    /// The time of the start. Default 0.
    pub start_time: f64,
    /// The scale of the intervals. Default `log-log`.
    pub interval: IntervalScale,
}

impl Default for StateProbabilityOptions {
    fn default() -> StateProbabilityOptions {
        StateProbabilityOptions {
            times: Vec::new(),
            start_state: None,
            start_time: 0.0,
            interval: IntervalScale::LogLog,
        }
    }
}

/// A line of [`Cox::cumulative_hazard`].
#[derive(Clone, Debug, PartialEq)]
pub struct PredictedHazard {
    /// The number of the profile, from 0.
    pub profile: usize,
    /// The transition.
    pub transition: String,
    /// The time of an event.
    pub time: f64,
    /// The cumulative hazard up to and including the time.
    pub cumulative_hazard: f64,
    /// Its standard error: of the baseline and of the coefficients. `None` where a coefficient
    /// has none.
    pub std_err: Option<f64>,
    /// The lower bound of its interval, which is symmetric on the scale of the logarithm.
    pub lower: Option<f64>,
    /// The upper bound.
    pub upper: Option<f64>,
}

/// A line of [`Cox::state_probabilities`].
#[derive(Clone, Debug, PartialEq)]
pub struct PredictedState {
    /// The number of the profile, from 0.
    pub profile: usize,
    /// The time.
    pub time: f64,
    /// The state.
    pub state: String,
    /// The probability of being in it; `None` after the last time at which anybody is followed.
    pub probability: Option<f64>,
    /// Its standard error.
    pub std_err: Option<f64>,
    /// The lower bound of its interval.
    pub lower: Option<f64>,
    /// The upper bound.
    pub upper: Option<f64>,
}

impl Cox {
    /// The cumulative hazard of each profile at every event time of each transition, in the
    /// profile's stratum: that of the baseline (Breslow 1972, Efron 1977), with the error of the
    /// baseline and of the coefficients (Tsiatis 1981).
    ///
    /// # Errors
    /// [`Code::Table`] where a profile lacks a covariate of the model, or has none of its
    /// categories.
    pub fn cumulative_hazard(&self, profiles: &Profiles) -> Result<Vec<PredictedHazard>, Error> {
        let design = self.design()?;
        let resolved = profiles.resolve(&design)?;
        let z = normal::two_sided(self.options.level);
        let covariance = self.used_covariance();
        let mut lines = Vec::new();
        let baselines = self.baselines(&design);
        for profile in 0..profiles.len() {
            for one in baselines.iter() {
                let mut gradient = vec![0.0; self.coefficients.len()];
                let (mut sum, mut variance) = (0.0, 0.0);
                for step in one.steps(self, &resolved, profile, (0, 0))? {
                    sum += step.increment;
                    variance += step.variance;
                    step.gradient.iter().for_each(|(place, own)| gradient[*place] += own);
                    let error = (variance + covariance.quadratic(&gradient)).max(0.0).sqrt();
                    let known = |value: f64| Some(value).filter(|_| one.has_errors(self));
                    let half = z * error / sum;
                    lines.push(PredictedHazard {
                        profile,
                        transition: one.name.clone(),
                        time: step.time,
                        cumulative_hazard: sum,
                        std_err: known(error),
                        lower: known(sum * (-half).exp()),
                        upper: known(sum * half.exp()),
                    });
                }
            }
        }
        Ok(lines)
    }

    /// The probabilities of states of each profile, with errors.
    ///
    /// The hazards of all transitions of the model, for the covariates of the profile, are put
    /// together as in the estimator of Aalen and Johansen; each step is the exponential of the
    /// increments, as in R's survival, so that no probability can leave 0 to 1. Errors are by the
    /// delta method, from those of the baselines and of the coefficients (Andersen, Hansen and
    /// Keiding 1991): with robust errors of coefficients where the model has them. Transitions
    /// that are not in the model are taken not to happen.
    ///
    /// # Errors
    /// [`Code::Argument`] where an option is out of its range, or time counts from the entry into
    /// the state; [`Code::Table`] as [`Cox::cumulative_hazard`].
    pub fn state_probabilities(
        &self,
        profiles: &Profiles,
        options: &StateProbabilityOptions,
    ) -> Result<(Vec<PredictedState>, Vec<Warning>), Error> {
        let start = self.start(options)?;
        let design = self.design()?;
        let resolved = profiles.resolve(&design)?;
        let space = &self.outline.space;
        let intervals = Intervals::new(options.interval, self.options.level);
        let last = self.outline.last_exit;
        let baselines = self.baselines(&design);
        let sound = baselines.iter().all(|one| one.has_errors(self));
        let order = order::of_numbers(&options.times);
        let mut lines = Vec::new();
        for profile in 0..profiles.len() {
            let mut steps = Vec::new();
            for (one, &(origin, target)) in baselines.iter().zip(&design.transitions) {
                let states = (usize::from(origin), usize::from(target));
                steps.extend(one.steps(self, &resolved, profile, states)?);
            }
            steps.retain(|step| step.time > options.start_time);
            order::sort(&mut steps, &|a, b| a.time.total_cmp(&b.time));
            let mut product = Product::new(space.len(), self.coefficients.len(), start);
            let mut waiting = steps.chunk_by(|a, b| a.time == b.time).peekable();
            let mut at: Vec<Vec<Bounded>> = vec![Vec::new(); options.times.len()];
            for &place in &order {
                let time = options.times[place];
                while let Some(here) = waiting.next_if(|here| here[0].time <= time) {
                    let moves: Vec<_> = here
                        .iter()
                        .map(|step| (step.origin, step.target, step.increment, step.variance))
                        .collect();
                    let gradients: Vec<&[(usize, f64)]> =
                        here.iter().map(|step| step.gradient.as_slice()).collect();
                    product.step(&moves, &gradients);
                }
                at[place] = (0..space.len())
                    .map(|state| {
                        if time > last {
                            return Bounded::NONE;
                        }
                        let variance = product.variance(state, self.used_covariance());
                        let variance = if sound { variance } else { f64::NAN };
                        intervals.probability(product.probability(state), variance)
                    })
                    .collect();
            }
            let known = |value: f64| (!value.is_nan()).then_some(value);
            for (place, row) in at.iter().enumerate() {
                for (state, bounded) in row.iter().enumerate() {
                    lines.push(PredictedState {
                        profile,
                        time: options.times[place],
                        state: space.name(state).to_owned(),
                        probability: known(bounded.value),
                        std_err: known(bounded.std_err),
                        lower: known(bounded.lower),
                        upper: known(bounded.upper),
                    });
                }
            }
        }
        let mut warnings = Vec::new();
        if options.times.iter().any(|&time| time > last) {
            warnings.push(Warning::new(
                "beyond-follow-up",
                format!("Nobody is followed after {last}: nothing is known of later times."),
            ));
        }
        Ok((lines, warnings))
    }

    /// The start state, once the options are checked.
    fn start(&self, options: &StateProbabilityOptions) -> Result<usize, Error> {
        let space = &self.outline.space;
        let mut problems = Problems::new();
        let state = options.start_state.as_deref().and_then(|name| space.index(name));
        if state.is_none() {
            let found =
                options.start_state.as_ref().map_or("nothing".to_owned(), |n| format!("`{n}`"));
            let states: Vec<&str> = space.names().collect();
            let expected = format!("one of {}", states.join(", "));
            problems.push(Place::argument("start_state"), found, expected);
        }
        if !(0.0..f64::INFINITY).contains(&options.start_time) {
            let found = options.start_time.to_string();
            problems.push(Place::argument("start_time"), found, "a finite number of 0 or more");
        }
        for &time in &options.times {
            if !(options.start_time..f64::INFINITY).contains(&time) {
                let expected = format!("a finite number of {} or more", options.start_time);
                problems.push(Place::argument("times"), time.to_string(), expected);
            }
        }
        if self.options.clock == Clock::Reset {
            let expected = "a model whose clock runs forward: with one that is reset, \
                            probabilities depend on when each state was entered";
            problems.push(Place::argument("clock"), "`reset`", expected);
        }
        problems.finish(Code::Argument, "state_probabilities")?;
        Ok(state.unwrap_or(0))
    }
}

#[cfg(feature = "arrow")]
mod table {
    use super::{Cox, Profiles, StateProbabilityOptions};
    use crate::table::Table;
    use crate::{Error, Warning};

    impl Cox {
        /// [`Cox::cumulative_hazard`] as a table: `profile`, `transition`, `time`,
        /// `cumulative_hazard`, `std_err`, `lower`, `upper`.
        ///
        /// # Errors
        /// As there.
        pub fn cumulative_hazard_table(&self, profiles: &Profiles) -> Result<Table, Error> {
            let rows = self.cumulative_hazard(profiles)?;
            Table::builder()
                .count("profile", rows.iter().map(|row| row.profile as u64))
                .text("transition", rows.iter().map(|row| &row.transition))
                .number("time", rows.iter().map(|row| row.time))
                .number("cumulative_hazard", rows.iter().map(|row| row.cumulative_hazard))
                .optional_number("std_err", rows.iter().map(|row| row.std_err))
                .optional_number("lower", rows.iter().map(|row| row.lower))
                .optional_number("upper", rows.iter().map(|row| row.upper))
                .finish()
        }

        /// [`Cox::state_probabilities`] as a table: `profile`, `time`, `state`, `probability`,
        /// `std_err`, `lower`, `upper`; and the cautions.
        ///
        /// # Errors
        /// As there.
        pub fn state_probabilities_table(
            &self,
            profiles: &Profiles,
            options: &StateProbabilityOptions,
        ) -> Result<(Table, Vec<Warning>), Error> {
            let (rows, warnings) = self.state_probabilities(profiles, options)?;
            let table = Table::builder()
                .count("profile", rows.iter().map(|row| row.profile as u64))
                .number("time", rows.iter().map(|row| row.time))
                .text("state", rows.iter().map(|row| &row.state))
                .optional_number("probability", rows.iter().map(|row| row.probability))
                .optional_number("std_err", rows.iter().map(|row| row.std_err))
                .optional_number("lower", rows.iter().map(|row| row.lower))
                .optional_number("upper", rows.iter().map(|row| row.upper))
                .finish()?;
            Ok((table, warnings))
        }
    }
}
