//! Confidence intervals of probabilities.

use std::f64::consts::FRAC_PI_2;

use super::options::IntervalScale;
use crate::stats::normal;

/// An estimate with its error. NaN stands for a value that there is none of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Bounded {
    pub(crate) value: f64,
    pub(crate) std_err: f64,
    pub(crate) lower: f64,
    pub(crate) upper: f64,
}

impl Bounded {
    /// No estimate at all.
    pub(crate) const NONE: Bounded =
        Bounded { value: f64::NAN, std_err: f64::NAN, lower: f64::NAN, upper: f64::NAN };
}

/// How intervals are made.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Intervals {
    scale: IntervalScale,
    z: f64,
}

impl Intervals {
    pub(crate) fn new(scale: IntervalScale, level: f64) -> Intervals {
        Intervals { scale, z: normal::two_sided(level) }
    }

    /// The interval of a probability, by the delta method on the scale. On all scales but
    /// `plain` an estimate of exactly 0 or 1 has none.
    pub(crate) fn probability(&self, p: f64, variance: f64) -> Bounded {
        let std_err = root(variance);
        let z = self.z;
        let inside = p > 0.0 && p < 1.0;
        let (lower, upper) = match self.scale {
            IntervalScale::Plain => ((p - z * std_err).max(0.0), (p + z * std_err).min(1.0)),
            IntervalScale::Log if inside => {
                let width = z * std_err / p;
                (p * (-width).exp(), (p * width.exp()).min(1.0))
            }
            IntervalScale::LogLog if inside => {
                let log = p.ln();
                let width = z * std_err / (p * log);
                // `width` is negative, as log p is.
                ((log * (-width).exp()).exp(), (log * width.exp()).exp())
            }
            IntervalScale::Logit if inside => {
                let centre = (p / (1.0 - p)).ln();
                let half = z * std_err / (p * (1.0 - p));
                let back = |x: f64| 1.0 / (1.0 + (-x).exp());
                (back(centre - half), back(centre + half))
            }
            IntervalScale::Arcsine if inside => {
                let centre = p.sqrt().asin();
                let half = z * std_err / (2.0 * (p * (1.0 - p)).sqrt());
                let back = |x: f64| x.clamp(0.0, FRAC_PI_2).sin().powi(2);
                (back(centre - half), back(centre + half))
            }
            _ => (f64::NAN, f64::NAN),
        };
        Bounded { value: p, std_err, lower, upper }
    }

    /// The interval of a cumulative hazard: symmetric on the logarithmic scale, where a hazard
    /// of 0 has none, or as it is, cut at 0.
    pub(super) fn hazard(&self, hazard: f64, variance: f64) -> Bounded {
        let std_err = root(variance);
        let half = self.z * std_err;
        let (lower, upper) = match self.scale {
            IntervalScale::Plain => ((hazard - half).max(0.0), hazard + half),
            _ if hazard > 0.0 => {
                let width = half / hazard;
                (hazard * (-width).exp(), hazard * width.exp())
            }
            _ => (f64::NAN, f64::NAN),
        };
        Bounded { value: hazard, std_err, lower, upper }
    }

    /// The interval of a mean time, symmetric whatever the scale of probabilities, and cut at
    /// 0 and at `longest`, between which it must lie.
    pub(crate) fn mean_time(&self, mean: f64, variance: f64, longest: f64) -> Bounded {
        let std_err = root(variance);
        let half = self.z * std_err;
        let (lower, upper) = ((mean - half).max(0.0), (mean + half).min(longest));
        Bounded { value: mean, std_err, lower, upper }
    }
}

/// The root of a variance, which rounding can leave a hair below 0.
fn root(variance: f64) -> f64 {
    variance.max(0.0).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn log_log_is_that_of_the_literature() {
        // exp(-exp(log(-log p) ± z se / (p |log p|))), Kalbfleisch and Prentice 2002.
        let (p, se) = (0.6f64, 0.05f64);
        let bounded = Intervals::new(IntervalScale::LogLog, 0.95).probability(p, se * se);
        let z = 1.959963984540054;
        let centre = (-p.ln()).ln();
        let half = z * se / (p * p.ln().abs());
        assert!((bounded.lower - (-(centre + half).exp()).exp()).abs() < 1e-12);
        assert!((bounded.upper - (-(centre - half).exp()).exp()).abs() < 1e-12);
        assert!(bounded.lower < p && p < bounded.upper);
    }

    #[test]
    fn certainty_has_no_interval_but_on_the_plain_scale() {
        let (logit, arcsine) = (IntervalScale::Logit, IntervalScale::Arcsine);
        for scale in [IntervalScale::Log, IntervalScale::LogLog, logit, arcsine] {
            for p in [0.0, 1.0] {
                let bounded = Intervals::new(scale, 0.95).probability(p, 0.0);
                assert!(bounded.lower.is_nan() && bounded.upper.is_nan());
                assert_eq!((bounded.value, bounded.std_err), (p, 0.0));
            }
        }
        let plain = Intervals::new(IntervalScale::Plain, 0.95).probability(0.99, 0.01);
        assert_eq!(plain.upper, 1.0);
    }
}
