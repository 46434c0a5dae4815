//! Parameters and predictions of parametric hazards.

use super::likelihood::{places, variables};
use super::parametric::Parametric;
use crate::Error;
use crate::stats::{normal, p_value};
use crate::transition::hazard::design::Design;
use crate::transition::hazard::profiles::Profiles;
use crate::{Code, Place, Problems};

/// A parameter of the distribution, or a coefficient, of a [`Parametric`] model.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ParametricTerm<'a> {
    /// The parameter, the covariate, or `covariate=category`.
    pub term: &'a str,
    /// Its estimate.
    pub estimate: f64,
    /// Its standard error; `None` where there is none.
    pub std_err: Option<f64>,
    /// The lower bound of its interval: of a parameter above 0, symmetric on the scale of the
    /// logarithm.
    pub lower: Option<f64>,
    /// The upper bound.
    pub upper: Option<f64>,
    /// Of a coefficient, its estimate in standard errors.
    pub z: Option<f64>,
    /// Of a coefficient, the p-value of the hypothesis that it is 0.
    pub p_value: Option<f64>,
}

/// A line of [`Parametric::hazards`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ParametricHazard {
    /// The number of the profile, from 0.
    pub profile: usize,
    /// The time.
    pub time: f64,
    /// The hazard.
    pub hazard: f64,
    /// The cumulative hazard.
    pub cumulative_hazard: f64,
    /// The standard error of the cumulative hazard, by the delta method.
    pub std_err: Option<f64>,
    /// The probability that the transition has not happened, if no other can.
    pub survival: f64,
    /// The lower bound of the interval of that probability.
    pub lower: Option<f64>,
    /// The upper bound.
    pub upper: Option<f64>,
}

impl Parametric {
    /// The parameters of the distribution, then the coefficients of the covariates.
    #[must_use]
    pub fn terms(&self) -> Vec<ParametricTerm<'_>> {
        let z = normal::two_sided(self.options.level);
        let parameters = self.options.distribution.parameters();
        let names = parameters.iter().map(|(name, _)| *name);
        let names = names.chain(self.terms.iter().map(String::as_str));
        let rows = names.zip(&self.estimates).enumerate().map(|(place, (term, &value))| {
            let error = self.covariance.as_ref().map(|v| v.at(place, place).sqrt());
            let error = error.filter(|error| error.is_finite());
            let logarithm = parameters.get(place).is_some_and(|(_, logarithm)| *logarithm);
            let shown = |value: f64| if logarithm { value.exp() } else { value };
            let covariate = place >= parameters.len();
            ParametricTerm {
                term,
                estimate: shown(value),
                std_err: error.map(|error| if logarithm { error * value.exp() } else { error }),
                lower: error.map(|error| shown(value - z * error)),
                upper: error.map(|error| shown(value + z * error)),
                z: error.filter(|_| covariate).map(|error| value / error),
                p_value: error.filter(|_| covariate).map(|error| p_value::normal(value / error)),
            }
        });
        rows.collect()
    }

    /// The hazard, the cumulative hazard and the probability of no transition of each profile at
    /// these times.
    ///
    /// # Errors
    /// [`Code::Argument`] where a time is not finite and above 0; [`Code::Table`] where a profile
    /// lacks a covariate, or has none of its categories.
    pub fn hazards(
        &self,
        profiles: &Profiles,
        times: &[f64],
    ) -> Result<Vec<ParametricHazard>, Error> {
        let mut problems = Problems::new();
        for &time in times {
            if !(time > 0.0 && time.is_finite()) {
                let place = Place::argument("times");
                problems.push(place, time.to_string(), "a finite number above 0");
            }
        }
        problems.finish(Code::Argument, "parametric")?;
        let names = self.options.names();
        let design = Design::new(&self.histories, &self.options.wanted(&names))?;
        let resolved = profiles.resolve(&design)?;
        let distribution = self.options.distribution;
        let own = distribution.parameters().len();
        let z = normal::two_sided(self.options.level);
        let places = places(distribution);
        let mut lines = Vec::with_capacity(profiles.len() * times.len());
        for profile in 0..profiles.len() {
            let values = resolved.values.row(profile);
            let parts = values.iter().zip(&self.estimates[own..]);
            let shift: f64 = parts.map(|(value, beta)| value * beta).sum();
            for &time in times {
                let (location, others) = variables(distribution, &self.estimates[..own], shift);
                let (log_hazard, cumulative) = distribution.hazard(time, location, others);
                let mut slope = vec![0.0; self.estimates.len()];
                for (variable, &place) in places.iter().enumerate() {
                    slope[place] = cumulative.gradient[variable];
                }
                for (slope, value) in slope[own..].iter_mut().zip(values) {
                    *slope = cumulative.gradient[0] * value;
                }
                let error = self.covariance.as_ref().map(|v| v.quadratic(&slope).max(0.0).sqrt());
                let sum = cumulative.value;
                let bound =
                    |sign: f64| error.map(|error| (-sum * (sign * z * error / sum).exp()).exp());
                lines.push(ParametricHazard {
                    profile,
                    time,
                    hazard: log_hazard.value.exp(),
                    cumulative_hazard: sum,
                    std_err: error,
                    survival: (-sum).exp(),
                    lower: bound(1.0),
                    upper: bound(-1.0),
                });
            }
        }
        Ok(lines)
    }
}

#[cfg(feature = "arrow")]
mod table {
    use super::{Parametric, Profiles};
    use crate::Error;
    use crate::table::Table;

    impl Parametric {
        /// The terms as a table: `transition`, `term`, `estimate`, `std_err`, `lower`, `upper`,
        /// `z`, `p_value`.
        ///
        /// # Errors
        /// None but a defect of the library.
        pub fn to_table(&self) -> Result<Table, Error> {
            let rows = self.terms();
            Table::builder()
                .text("transition", rows.iter().map(|_| &self.fit().transition))
                .text("term", rows.iter().map(|row| row.term))
                .number("estimate", rows.iter().map(|row| row.estimate))
                .optional_number("std_err", rows.iter().map(|row| row.std_err))
                .optional_number("lower", rows.iter().map(|row| row.lower))
                .optional_number("upper", rows.iter().map(|row| row.upper))
                .optional_number("z", rows.iter().map(|row| row.z))
                .optional_number("p_value", rows.iter().map(|row| row.p_value))
                .finish()
        }

        /// [`Parametric::hazards`] as a table: `profile`, `time`, `hazard`,
        /// `cumulative_hazard`, `std_err`, `survival`, `lower`, `upper`.
        ///
        /// # Errors
        /// As there.
        pub fn hazards_table(&self, profiles: &Profiles, times: &[f64]) -> Result<Table, Error> {
            let rows = self.hazards(profiles, times)?;
            Table::builder()
                .count("profile", rows.iter().map(|row| row.profile as u64))
                .number("time", rows.iter().map(|row| row.time))
                .number("hazard", rows.iter().map(|row| row.hazard))
                .number("cumulative_hazard", rows.iter().map(|row| row.cumulative_hazard))
                .optional_number("std_err", rows.iter().map(|row| row.std_err))
                .number("survival", rows.iter().map(|row| row.survival))
                .optional_number("lower", rows.iter().map(|row| row.lower))
                .optional_number("upper", rows.iter().map(|row| row.upper))
                .finish()
        }
    }
}
