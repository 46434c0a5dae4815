//! The standard normal distribution.

use statrs::distribution::{ContinuousCDF, Normal};

/// The quantile of the standard normal distribution: the `z` with `P(Z ≤ z) = probability`.
///
/// Minus or plus infinity at 0 and 1; NaN for anything that is not a probability.
///
/// ```
/// let z = peerpath::stats::normal::quantile(0.975);
/// assert!((z - 1.959963984540054).abs() < 1e-12);
/// ```
#[must_use]
pub fn quantile(probability: f64) -> f64 {
    if !(0.0..=1.0).contains(&probability) {
        return f64::NAN;
    }
    Normal::standard().inverse_cdf(probability)
}

/// The half-width, in standard errors, of a two-sided normal interval of this level:
/// 1.96 for 0.95.
///
/// ```
/// let z = peerpath::stats::normal::two_sided(0.95);
/// assert!((z - 1.959963984540054).abs() < 1e-12);
/// ```
#[must_use]
pub fn two_sided(level: f64) -> f64 {
    // The upper tail, not 1 - tail, so that levels near 1 keep their digits.
    -quantile((1.0 - level) / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_the_inverse_of_the_distribution_function() {
        // Standard values to 12 digits: R, qnorm(c(0.5, 0.9, 0.975, 0.995, 1e-10)).
        for (probability, z) in [
            (0.5, 0.0),
            (0.9, 1.2815515655446004),
            (0.975, 1.959963984540054),
            (0.995, 2.5758293035489004),
            (1e-10, -6.361340902404056),
        ] {
            assert!((quantile(probability) - z).abs() < 1e-11, "{probability}");
        }
    }

    #[test]
    fn of_no_probability_is_not_a_number() {
        assert!(quantile(-0.1).is_nan() && quantile(1.5).is_nan() && quantile(f64::NAN).is_nan());
        assert_eq!(quantile(0.0), f64::NEG_INFINITY);
        assert_eq!(quantile(1.0), f64::INFINITY);
    }
}
