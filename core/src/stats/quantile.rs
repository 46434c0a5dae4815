//! Quantiles of Student's t and the F distribution, through the beta distribution.

use super::beta::{Tail, beta_quantile};
use super::normal;

/// The half-width, in standard errors, of a two-sided interval of this level by Student's t
/// distribution: 2.228 for 0.95 and 10 degrees of freedom. NaN where `df` is not above 0 or `level`
/// not strictly between 0 and 1.
#[must_use]
pub fn student_two_sided(level: f64, df: f64) -> f64 {
    if !(df > 0.0 && level > 0.0 && level < 1.0) {
        return f64::NAN;
    }
    // Beyond this the two agree to the last digit.
    if df > 1e15 {
        return normal::two_sided(level);
    }
    // P(|T| > t) is the beta distribution function at df / (df + t²), whose complement is what
    // a small t has digits in.
    let rest = beta_quantile(0.5, 0.5 * df, 1.0 - level, Tail::Above);
    (df * rest / (1.0 - rest)).sqrt()
}

/// The quantile of the F distribution: the `x` with `P(F ≤ x) = probability`. NaN where degrees
/// of freedom are not above 0 or the probability is not strictly between 0 and 1.
#[must_use]
pub fn fisher(probability: f64, df: f64, df_below: f64) -> f64 {
    if !(df > 0.0 && df_below > 0.0 && probability > 0.0 && probability < 1.0) {
        return f64::NAN;
    }
    let (a, b) = (0.5 * df, 0.5 * df_below);
    // Of the two beta variables that make it up, the smaller has the digits.
    let share = beta_quantile(a, b, probability, Tail::Below);
    if share < 0.5 {
        return df_below * share / (df * (1.0 - share));
    }
    let rest = beta_quantile(b, a, probability, Tail::Above);
    df_below * (1.0 - rest) / (df * rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_in_r() {
        // R 4.2.2: qt(0.975, c(1, 10, 197)); qf(c(0.025, 0.975), 119, 833).
        for (df, expected) in [
            (1.0, 12.706_204_736_174_694),
            (10.0, 2.228_138_851_986_274),
            (197.0, 1.972_079_033_778_501),
        ] {
            let found = student_two_sided(0.95, df);
            assert!((found / expected - 1.0).abs() < 1e-12, "{found}");
        }
        for (probability, expected) in
            [(0.025, 0.750_681_368_261_412_9), (0.975, 1.295_108_106_861_677_9)]
        {
            let found = fisher(probability, 119.0, 833.0);
            assert!((found / expected - 1.0).abs() < 1e-12, "{found}");
        }
        assert!(student_two_sided(0.95, 0.0).is_nan() && fisher(1.0, 1.0, 1.0).is_nan());
    }
}
