//! Coefficients and predictions of the model of Fine and Gray.

use super::fine_gray::FineGray;
use crate::Error;
use crate::stats::{normal, p_value};
use crate::transition::hazard::design::Design;
use crate::transition::hazard::profiles::Profiles;

/// One coefficient of a [`FineGray`] model; see [`CoxCoefficient`](super::super::CoxCoefficient).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FineGrayCoefficient<'a> {
    /// The transition.
    pub transition: &'a str,
    /// The covariate, or `covariate=category`.
    pub term: &'a str,
    /// The logarithm of the hazard ratio of the subdistribution.
    pub coef: Option<f64>,
    /// Its standard error, from the information.
    pub std_err: Option<f64>,
    /// Its robust standard error, on which all that follows rests.
    pub robust_std_err: Option<f64>,
    /// By what factor the hazard of the subdistribution is larger.
    pub hazard_ratio: Option<f64>,
    /// The lower bound of its interval.
    pub lower: Option<f64>,
    /// The upper bound.
    pub upper: Option<f64>,
    /// The coefficient in robust standard errors.
    pub z: Option<f64>,
    /// The p-value of the hypothesis that the coefficient is 0.
    pub p_value: Option<f64>,
}

/// A line of [`FineGray::cumulative_incidence`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PredictedIncidence {
    /// The number of the profile, from 0.
    pub profile: usize,
    /// The time of an event.
    pub time: f64,
    /// The probability that the transition has happened by then.
    pub probability: f64,
}

impl FineGray {
    /// The coefficients.
    #[must_use]
    pub fn coefficients(&self) -> Vec<FineGrayCoefficient<'_>> {
        let z = normal::two_sided(self.options.level);
        let rows = self.coefficients.iter().enumerate().map(|(place, one)| {
            let known = |value: f64| (!one.left_out && value.is_finite()).then_some(value);
            let sound = |value: f64| known(value).filter(|_| self.kept[place]);
            let error = self.robust.at(place, place).sqrt();
            FineGrayCoefficient {
                transition: &self.fit.transition,
                term: &one.name,
                coef: known(one.value),
                std_err: sound(self.covariance.at(place, place).sqrt()),
                robust_std_err: sound(error),
                hazard_ratio: known(one.value.exp()),
                lower: sound((one.value - z * error).exp()),
                upper: sound((one.value + z * error).exp()),
                z: sound(one.value / error),
                p_value: sound(p_value::normal(one.value / error)),
            }
        });
        rows.collect()
    }

    /// The probability that the transition has happened, for each profile at every event time:
    /// one less the exponential of the cumulative hazard of the subdistribution.
    ///
    /// # Errors
    /// [`crate::Code::Table`] where a profile lacks a covariate, or has none of its categories.
    pub fn cumulative_incidence(
        &self,
        profiles: &Profiles,
    ) -> Result<Vec<PredictedIncidence>, Error> {
        let names = self.options.names();
        let design = Design::new(&self.histories, &self.options.wanted(&names))?;
        let resolved = profiles.resolve(&design)?;
        let mut lines = Vec::with_capacity(profiles.len() * self.baseline.len());
        for profile in 0..profiles.len() {
            let parts = self.coefficients.iter().zip(resolved.values.row(profile));
            let predictor: f64 = parts.map(|(one, value)| one.value * (value - one.centre)).sum();
            let factor = predictor.exp();
            lines.extend(self.baseline.iter().map(|&(time, hazard)| PredictedIncidence {
                profile,
                time,
                probability: -(-factor * hazard).exp_m1(),
            }));
        }
        Ok(lines)
    }
}

#[cfg(feature = "arrow")]
mod table {
    use super::{FineGray, FineGrayCoefficient, Profiles};
    use crate::Error;
    use crate::table::Table;

    impl FineGray {
        /// The coefficients as a table: `transition`, `term`, `coef`, `std_err`,
        /// `robust_std_err`, `hazard_ratio`, `lower`, `upper`, `z`, `p_value`.
        ///
        /// # Errors
        /// None but a defect of the library.
        pub fn to_table(&self) -> Result<Table, Error> {
            let rows = self.coefficients();
            let numbers = |of: fn(&FineGrayCoefficient<'_>) -> Option<f64>| rows.iter().map(of);
            Table::builder()
                .text("transition", rows.iter().map(|row| row.transition))
                .text("term", rows.iter().map(|row| row.term))
                .optional_number("coef", numbers(|row| row.coef))
                .optional_number("std_err", numbers(|row| row.std_err))
                .optional_number("robust_std_err", numbers(|row| row.robust_std_err))
                .optional_number("hazard_ratio", numbers(|row| row.hazard_ratio))
                .optional_number("lower", numbers(|row| row.lower))
                .optional_number("upper", numbers(|row| row.upper))
                .optional_number("z", numbers(|row| row.z))
                .optional_number("p_value", numbers(|row| row.p_value))
                .finish()
        }

        /// [`FineGray::cumulative_incidence`] as a table: `profile`, `time`, `probability`.
        ///
        /// # Errors
        /// As there.
        pub fn cumulative_incidence_table(&self, profiles: &Profiles) -> Result<Table, Error> {
            let rows = self.cumulative_incidence(profiles)?;
            Table::builder()
                .count("profile", rows.iter().map(|row| row.profile as u64))
                .number("time", rows.iter().map(|row| row.time))
                .number("probability", rows.iter().map(|row| row.probability))
                .finish()
        }
    }
}
