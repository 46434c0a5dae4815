//! Coefficients and tests of the Cox model, row by row and as tables.

use super::cox::Cox;
use crate::stats::matrix::Factor;
use crate::stats::{normal, p_value};

/// One coefficient of a [`Cox`] model. What is not known is `None`: everything of a coefficient
/// that was left out, the errors of one that grows without bound.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CoxCoefficient<'a> {
    /// The transition, or the transitions that share the coefficient.
    pub transition: &'a str,
    /// The covariate, or `covariate=category`.
    pub term: &'a str,
    /// The logarithm of the hazard ratio.
    pub coef: Option<f64>,
    /// Its standard error, from the information.
    pub std_err: Option<f64>,
    /// Its robust standard error, where it was computed.
    pub robust_std_err: Option<f64>,
    /// By what factor the hazard is larger where the covariate is larger by 1.
    pub hazard_ratio: Option<f64>,
    /// The lower bound of the interval of the hazard ratio.
    pub lower: Option<f64>,
    /// The upper bound.
    pub upper: Option<f64>,
    /// The coefficient in standard errors, robust ones where there are.
    pub z: Option<f64>,
    /// The p-value of the hypothesis that the coefficient is 0.
    pub p_value: Option<f64>,
}

/// A test of the hypothesis that all coefficients of a [`Cox`] model are 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CoxTest {
    /// `likelihood-ratio`, `score` or `wald`.
    pub test: &'static str,
    /// The statistic, chi-squared if the hypothesis holds.
    pub statistic: f64,
    /// Its degrees of freedom.
    pub df: u64,
    /// Its p-value.
    pub p_value: f64,
}

impl Cox {
    /// The coefficients, by transition and then in the order of the covariates.
    #[must_use]
    pub fn coefficients(&self) -> Vec<CoxCoefficient<'_>> {
        let z = normal::two_sided(self.options.level);
        let used = self.used_covariance();
        let rows = self.coefficients.iter().enumerate().map(|(place, one)| {
            let known = |value: f64| (!one.left_out && value.is_finite()).then_some(value);
            let sound = |value: f64| known(value).filter(|_| self.kept[place]);
            let error = used.at(place, place).sqrt();
            CoxCoefficient {
                transition: &one.transition,
                term: &one.name,
                coef: known(one.value),
                std_err: sound(self.covariance.at(place, place).sqrt()),
                robust_std_err: self.robust.as_ref().and_then(|v| sound(v.at(place, place).sqrt())),
                hazard_ratio: known(one.value.exp()),
                lower: sound((one.value - z * error).exp()),
                upper: sound((one.value + z * error).exp()),
                z: sound(one.value / error),
                p_value: sound(p_value::normal(one.value / error)),
            }
        });
        rows.collect()
    }

    /// The tests that all coefficients are 0. That of Wald uses robust errors where there are.
    #[must_use]
    pub fn tests(&self) -> Vec<CoxTest> {
        let kept: Vec<usize> = (0..self.kept.len()).filter(|&place| self.kept[place]).collect();
        let values: Vec<f64> = kept.iter().map(|&place| self.coefficients[place].value).collect();
        let factor = Factor::new(&self.used_covariance().part(&kept, &kept), Factor::TOLERANCE);
        let mut solved = values.clone();
        factor.solve(&mut solved);
        let wald: f64 = values.iter().zip(&solved).map(|(a, b)| a * b).sum();
        let ratio = 2.0 * (self.fit.log_likelihood - self.fit.null_log_likelihood);
        let test = |test, statistic: f64, df: usize| CoxTest {
            test,
            statistic,
            df: df as u64,
            p_value: p_value::chi_squared(statistic, df as f64),
        };
        vec![
            test("likelihood-ratio", ratio, self.fit.coefficients),
            test("score", self.score_statistic, self.fit.coefficients),
            test("wald", wald, factor.rank()),
        ]
    }
}

#[cfg(feature = "arrow")]
mod table {
    use super::{Cox, CoxCoefficient};
    use crate::Error;
    use crate::table::Table;

    impl Cox {
        /// The coefficients as a table: `transition`, `term`, `coef`, `std_err`,
        /// `robust_std_err` (null where it was not computed), `hazard_ratio`, `lower`, `upper`,
        /// `z`, `p_value`.
        ///
        /// # Errors
        /// None but a defect of the library.
        pub fn to_table(&self) -> Result<Table, Error> {
            let rows = self.coefficients();
            let numbers = |of: fn(&CoxCoefficient<'_>) -> Option<f64>| rows.iter().map(of);
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

        /// The tests as a table: `test`, `statistic`, `df`, `p_value`.
        ///
        /// # Errors
        /// None but a defect of the library.
        pub fn tests_table(&self) -> Result<Table, Error> {
            let rows = self.tests();
            Table::builder()
                .text("test", rows.iter().map(|row| row.test))
                .number("statistic", rows.iter().map(|row| row.statistic))
                .count("df", rows.iter().map(|row| row.df))
                .number("p_value", rows.iter().map(|row| row.p_value))
                .finish()
        }

        /// The covariance of the coefficients, robust where it was computed, as a table:
        /// `transition`, `term`, `other_transition`, `other_term`, `covariance`. Coefficients that
        /// were left out or grow without bound are not in it.
        ///
        /// # Errors
        /// None but a defect of the library.
        pub fn covariance_table(&self) -> Result<Table, Error> {
            let kept: Vec<usize> = (0..self.kept.len()).filter(|&place| self.kept[place]).collect();
            let pairs: Vec<(usize, usize)> =
                kept.iter().flat_map(|&i| kept.iter().map(move |&j| (i, j))).collect();
            let name = |place: usize| &self.coefficients[place];
            Table::builder()
                .text("transition", pairs.iter().map(|pair| &name(pair.0).transition))
                .text("term", pairs.iter().map(|pair| &name(pair.0).name))
                .text("other_transition", pairs.iter().map(|pair| &name(pair.1).transition))
                .text("other_term", pairs.iter().map(|pair| &name(pair.1).name))
                .number("covariance", pairs.iter().map(|p| self.used_covariance().at(p.0, p.1)))
                .finish()
        }
    }
}
