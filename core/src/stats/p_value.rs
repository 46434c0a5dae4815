//! P-values: how likely a statistic as large as this one is if there is nothing to find.
//!
//! All are upper tails, computed as such and not as 1 minus a lower tail, so that small ones keep
//! their digits. A statistic that is not a number, or degrees of freedom that are not above
//! zero, give NaN.

use statrs::distribution::{ContinuousCDF, FisherSnedecor, StudentsT};
use statrs::function::gamma::checked_gamma_ur;

/// Two-sided, of a statistic that is standard normal if there is nothing to find: its square has
/// the chi-squared distribution, which is at hand to more digits than the error function.
///
/// ```
/// assert!((peerpath::stats::p_value::normal(1.959963984540054) - 0.05).abs() < 1e-12);
/// ```
#[must_use]
pub fn normal(z: f64) -> f64 {
    chi_squared(z * z, 1.0)
}

/// Of a statistic that has the chi-squared distribution with so many degrees of freedom.
///
/// ```
/// assert!((peerpath::stats::p_value::chi_squared(3.841458820694124, 1.0) - 0.05).abs() < 1e-12);
/// ```
#[must_use]
pub fn chi_squared(statistic: f64, df: f64) -> f64 {
    if statistic.is_nan() || df.is_nan() || df <= 0.0 {
        return f64::NAN;
    }
    if statistic <= 0.0 {
        return 1.0;
    }
    if statistic.is_infinite() {
        return 0.0;
    }
    checked_gamma_ur(df / 2.0, statistic / 2.0).unwrap_or(f64::NAN)
}

/// Two-sided, of a statistic that has Student's t distribution with so many degrees of freedom.
#[must_use]
pub fn student(t: f64, df: f64) -> f64 {
    if t.is_nan() {
        return f64::NAN;
    }
    StudentsT::new(0.0, 1.0, df).map_or(f64::NAN, |student| 2.0 * student.cdf(-t.abs()))
}

/// Of a statistic that has the F distribution with so many degrees of freedom above and below.
#[must_use]
pub fn fisher(statistic: f64, df: f64, df_below: f64) -> f64 {
    if statistic.is_nan() {
        return f64::NAN;
    }
    FisherSnedecor::new(df, df_below).map_or(f64::NAN, |fisher| fisher.sf(statistic.max(0.0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn near(found: f64, wanted: f64) {
        assert!((found - wanted).abs() <= 1e-9 * wanted, "{found} {wanted}");
    }

    #[test]
    fn are_those_of_r() {
        // R 4.2.2: 2*pnorm(-c(0.5, 3, 8)); pchisq(c(0.1, 30, 200), c(3, 5, 7), lower = FALSE);
        // 2*pt(-c(1.2, 5), c(3, 30)); pf(c(2.5, 20), c(3, 4), c(17, 60), lower = FALSE).
        near(normal(0.5), 0.617075077451974);
        near(normal(-3.0), 0.00269979606326019);
        near(normal(8.0), 1.24419211485436e-15);
        near(chi_squared(0.1, 3.0), 0.991837423731876);
        near(chi_squared(30.0, 5.0), 1.47485810384431e-05);
        near(chi_squared(200.0, 7.0), 1.14778122401426e-39);
        near(student(1.2, 3.0), 0.316262114698105);
        near(student(5.0, 30.0), 2.32966854670078e-05);
        near(fisher(2.5, 3.0, 17.0), 0.0942828050789479);
        near(fisher(20.0, 4.0, 60.0), 1.65730378458189e-10);
    }

    #[test]
    fn of_nothing_are_not_numbers() {
        assert!(normal(f64::NAN).is_nan() && chi_squared(1.0, 0.0).is_nan());
        assert!(student(f64::NAN, 3.0).is_nan() && fisher(1.0, -1.0, 2.0).is_nan());
        assert_eq!((chi_squared(0.0, 2.0), chi_squared(f64::INFINITY, 2.0)), (1.0, 0.0));
    }
}
