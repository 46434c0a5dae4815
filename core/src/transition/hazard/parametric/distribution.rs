//! Distributions of times, by their hazards.

use std::f64::consts::{PI, SQRT_2};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use statrs::function::erf::erfc;

use super::gamma::{ln_gamma_of, log_tail};
use super::jet::Jet;

/// The distribution of the times of a transition, parametrised as in R's flexsurv. Covariates act
/// on one parameter, its location.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Distribution {
    /// A constant hazard. Parameter: `rate`, the location; covariates multiply the hazard.
    Exponential,
    /// A power of time. Parameters: `shape`, and `scale`, the location; covariates stretch time.
    #[default]
    Weibull,
    /// An exponential of time. Parameters: `shape`, which may be negative, and `rate`, the
    /// location; covariates multiply the hazard.
    Gompertz,
    /// The logarithm of time is normal. Parameters: `meanlog`, the location, and `sdlog`.
    LogNormal,
    /// The logarithm of time is logistic. Parameters: `shape`, and `scale`, the location.
    LogLogistic,
    /// Gamma. Parameters: `shape`, and `rate`, the location.
    Gamma,
    /// Prentice's (1974) generalised gamma, of which Weibull (Q = 1), gamma (Q = sigma) and
    /// log-normal (Q = 0) are cases. Parameters: `mu`, the location, `sigma` and `Q`.
    GeneralisedGamma,
}

/// A parameter: its name, and whether it is estimated by its logarithm.
pub(super) type Parameter = (&'static str, bool);

/// The smallest generalised gamma Q in size: nearer to 0 the formula loses its digits.
const LEAST_Q: f64 = 1e-4;

impl Distribution {
    /// The parameters in the order in which they are shown.
    pub(super) fn parameters(self) -> &'static [Parameter] {
        match self {
            Distribution::Exponential => &[("rate", true)],
            Distribution::Weibull | Distribution::LogLogistic => {
                &[("shape", true), ("scale", true)]
            }
            Distribution::Gompertz => &[("shape", false), ("rate", true)],
            Distribution::LogNormal => &[("meanlog", false), ("sdlog", true)],
            Distribution::Gamma => &[("shape", true), ("rate", true)],
            Distribution::GeneralisedGamma => &[("mu", false), ("sigma", true), ("Q", false)],
        }
    }

    /// Which of them is the location.
    pub(super) fn location(self) -> usize {
        match self {
            Distribution::Exponential
            | Distribution::LogNormal
            | Distribution::GeneralisedGamma => 0,
            Distribution::Weibull
            | Distribution::Gompertz
            | Distribution::LogLogistic
            | Distribution::Gamma => 1,
        }
    }

    /// Where the search begins: the parameters, given the rate of events and the mean and
    /// standard deviation of the logarithms of times.
    pub(super) fn start(self, rate: f64, mean: f64, deviation: f64) -> Vec<f64> {
        match self {
            Distribution::Exponential => vec![rate.ln()],
            Distribution::Weibull => vec![0.0, -rate.ln()],
            Distribution::Gompertz => vec![0.0, rate.ln()],
            Distribution::LogNormal => vec![mean, deviation.ln()],
            Distribution::LogLogistic => vec![0.0, mean],
            Distribution::Gamma => vec![0.0, rate.ln()],
            Distribution::GeneralisedGamma => vec![mean, deviation.ln(), 0.5],
        }
    }

    /// The logarithm of the hazard at a time, where it is wanted, and the cumulative hazard up to
    /// it. The location is the first variable, the other parameters come next in their order.
    pub(super) fn hazard(self, time: f64, location: Jet, others: [Jet; 2]) -> (Jet, Jet) {
        let log_time = Jet::constant(time.ln());
        let [first, second] = others;
        match self {
            Distribution::Exponential => (location, location.exp().scaled(time)),
            Distribution::Weibull => {
                let z = first.exp() * (log_time - location);
                (first + z - log_time, z.exp())
            }
            Distribution::Gompertz => {
                let grown = first.scaled(time);
                (location + grown, (location.exp() * grown.mean_exponential()).scaled(time))
            }
            Distribution::LogNormal => {
                let w = (log_time - location) * (-first).exp();
                let log_survival = log_normal_tail(w);
                let constant = Jet::constant(-0.5 * (2.0 * PI).ln());
                let log_density = constant - (w * w).scaled(0.5) - first - log_time;
                (log_density - log_survival, -log_survival)
            }
            Distribution::LogLogistic => {
                let z = first.exp() * (log_time - location);
                let cumulative = z.softplus();
                (first + z - log_time - cumulative, cumulative)
            }
            Distribution::Gamma => {
                let shape = first.exp();
                let x = (location + log_time).exp();
                let log_survival = log_tail(shape, x, true);
                let log_density = shape * (location + log_time) - log_time - x - ln_gamma_of(shape);
                (log_density - log_survival, -log_survival)
            }
            Distribution::GeneralisedGamma => {
                let mut q = second;
                if q.value.abs() < LEAST_Q {
                    q.value = LEAST_Q.copysign(q.value);
                }
                let w = (log_time - location) * (-first).exp();
                let positive = q.value > 0.0;
                let log_q = if positive { q.ln() } else { (-q).ln() };
                let shape = log_q.scaled(-2.0).exp();
                let x = shape * (q * w).exp();
                let log_survival = log_tail(shape, x, positive);
                let log_density = log_q - first - log_time + shape * (q * w - log_q.scaled(2.0))
                    - x
                    - ln_gamma_of(shape);
                (log_density - log_survival, -log_survival)
            }
        }
    }
}

/// The logarithm of the probability that a standard normal variable is above w.
fn log_normal_tail(w: Jet) -> Jet {
    let x = w.value;
    let value = if x < 30.0 {
        (0.5 * erfc(x / SQRT_2)).ln()
    } else {
        // The asymptotic series (Abramowitz and Stegun, 26.2.12).
        let inverse = 1.0 / (x * x);
        let series = 1.0 - inverse * (1.0 - 3.0 * inverse * (1.0 - 5.0 * inverse));
        -0.5 * x * x - x.ln() - 0.5 * (2.0 * PI).ln() + series.ln()
    };
    let ratio = (-0.5 * x * x - 0.5 * (2.0 * PI).ln() - value).exp();
    w.chain(value, -ratio, -ratio * (ratio - x))
}
