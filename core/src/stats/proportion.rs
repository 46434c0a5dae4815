//! Intervals for a share, and the exact test of a share.
//!
//! `n` is the number asked and `successes` how many of them said yes. Intervals have two
//! sides and aim to hold the true share with probability `level`. Each is `(lower, upper)`
//! within 0 to 1; where `n` is 0, `successes` exceed `n` or `level` is not strictly between
//! 0 and 1, there is no interval and both ends are NaN. (The calls on a `Survey` refuse such
//! levels, and give no interval for an item that nobody answered.)
//!
//! | Method | For | Against |
//! |---|---|---|
//! | [`wilson`] | close to the nominal level at any `n`; the default | may fall a little short of it |
//! | [`clopper_pearson`] | never falls short | wide |
//! | [`agresti_coull`] | easy to redo by hand | wider than Wilson near 0 and 1 |
//! | [`jeffreys`] | close to the nominal level; a Bayesian reading | jumps at 0 and `n` |
//!
//! Source: L. D. Brown, T. T. Cai and A. DasGupta, *Interval estimation for a binomial
//! proportion*, Statistical Science 16 (2001) 101–133.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::beta::{Tail, beta_quantile, binomial_at_least, binomial_at_most, binomial_probability};
use super::normal;

const NO_INTERVAL: (f64, f64) = (f64::NAN, f64::NAN);

fn is_askable(successes: u64, n: u64, level: f64) -> bool {
    n > 0 && successes <= n && level > 0.0 && level < 1.0
}

/// Wilson's score interval, without continuity correction.
///
/// The shares `π` with `|s/n − π| ≤ z √(π(1−π)/n)`.
///
/// ```
/// use peerpath::stats::proportion::wilson;
/// let (lower, upper) = wilson(325, 448, 0.95);
/// assert!((lower - 0.6823).abs() < 5e-5 && (upper - 0.7647).abs() < 5e-5);
/// ```
#[must_use]
pub fn wilson(successes: u64, n: u64, level: f64) -> (f64, f64) {
    if !is_askable(successes, n, level) {
        return NO_INTERVAL;
    }
    let (s, total) = (successes as f64, n as f64);
    let failures = (n - successes) as f64;
    let z = normal::two_sided(level);
    let z2 = z * z;
    let root = z * (z2 + 4.0 * s * (failures / total)).sqrt();
    let upper = (2.0 * s + z2 + root) / (2.0 * (total + z2));
    // The ends solve a quadratic whose roots multiply to s²/(n(n + z²)): so the lower end
    // has no difference of near equals, and is exactly 0 for no successes.
    let lower = s * (s / total) / ((total + z2) * upper);
    (lower, if successes == n { 1.0 } else { upper })
}

/// Clopper and Pearson's interval, from the exact binomial test: it holds the true share
/// with probability `level` or more, whatever the share.
#[must_use]
pub fn clopper_pearson(successes: u64, n: u64, level: f64) -> (f64, f64) {
    if !is_askable(successes, n, level) {
        return NO_INTERVAL;
    }
    let beyond = 0.5 * (1.0 - level);
    (exact_lower(successes, n, beyond), exact_upper(successes, n, beyond))
}

/// [`clopper_pearson`] of numbers that need not be whole, such as effective ones.
pub(crate) fn real_clopper_pearson(successes: f64, n: f64, level: f64) -> (f64, f64) {
    let beyond = 0.5 * (1.0 - level);
    let lower = (successes > 0.0)
        .then(|| beta_quantile(successes, n - successes + 1.0, beyond, Tail::Below));
    let upper =
        (successes < n).then(|| beta_quantile(successes + 1.0, n - successes, beyond, Tail::Above));
    (lower.unwrap_or(0.0), upper.unwrap_or(1.0))
}

/// The share at which `successes` or more have the probability `beyond`.
fn exact_lower(successes: u64, n: u64, beyond: f64) -> f64 {
    if successes == 0 {
        return 0.0;
    }
    beta_quantile(successes as f64, (n - successes) as f64 + 1.0, beyond, Tail::Below)
}

/// The share at which `successes` or fewer have the probability `beyond`.
fn exact_upper(successes: u64, n: u64, beyond: f64) -> f64 {
    if successes == n {
        return 1.0;
    }
    beta_quantile(successes as f64 + 1.0, (n - successes) as f64, beyond, Tail::Above)
}

/// Agresti and Coull's interval: the textbook interval around Wilson's midpoint. Ends beyond
/// 0 or 1, which the formula gives for shares near them, are brought back to 0 or 1.
#[must_use]
pub fn agresti_coull(successes: u64, n: u64, level: f64) -> (f64, f64) {
    if !is_askable(successes, n, level) {
        return NO_INTERVAL;
    }
    let z = normal::two_sided(level);
    let total = n as f64 + z * z;
    let share = (successes as f64 + 0.5 * z * z) / total;
    let half = z * (share * (1.0 - share) / total).sqrt();
    ((share - half).max(0.0), (share + half).min(1.0))
}

/// Jeffreys' equal-tailed interval: quantiles of the beta distribution with `s + ½` and
/// `n − s + ½`, the posterior of the share under Jeffreys' prior.
///
/// As Brown, Cai and DasGupta advise, the lower end is 0 where there are no successes and the
/// upper end is 1 where all are; without this, the interval would leave out the share observed.
#[must_use]
pub fn jeffreys(successes: u64, n: u64, level: f64) -> (f64, f64) {
    if !is_askable(successes, n, level) {
        return NO_INTERVAL;
    }
    let beyond = 0.5 * (1.0 - level);
    let (a, b) = (successes as f64 + 0.5, (n - successes) as f64 + 0.5);
    let lower = if successes == 0 { 0.0 } else { beta_quantile(a, b, beyond, Tail::Below) };
    let upper = if successes == n { 1.0 } else { beta_quantile(a, b, beyond, Tail::Above) };
    (lower, upper)
}

/// How to compute an interval for a share.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Interval {
    /// [`wilson`].
    #[default]
    Wilson,
    /// [`clopper_pearson`].
    ClopperPearson,
    /// [`agresti_coull`].
    AgrestiCoull,
    /// [`jeffreys`].
    Jeffreys,
}

impl Interval {
    /// The interval for `successes` of `n`.
    #[must_use]
    pub fn of(self, successes: u64, n: u64, level: f64) -> (f64, f64) {
        match self {
            Interval::Wilson => wilson(successes, n, level),
            Interval::ClopperPearson => clopper_pearson(successes, n, level),
            Interval::AgrestiCoull => agresti_coull(successes, n, level),
            Interval::Jeffreys => jeffreys(successes, n, level),
        }
    }
}

/// What is held against the hypothesis that the share is `p`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Alternative {
    /// The share is greater than `p`.
    #[default]
    Greater,
    /// The share is less than `p`.
    Less,
    /// The share is another than `p`.
    TwoSided,
}

/// The exact binomial test: the probability, if the share were `p`, of a count as extreme as
/// the one observed.
///
/// With two sides, counts as extreme are all those that are no likelier than the observed one
/// (the method of small p-values, as R's `binom.test` has it, with its relative tolerance of
/// 1e-7 so that counts that tie with the observed one are taken in). NaN where
/// `successes > n` or `p` is not between 0 and 1. With `n = 0` nothing is held against `p`
/// and the result is 1.
///
/// ```
/// use peerpath::stats::proportion::{Alternative, binomial_test};
/// let greater = binomial_test(9, 10, 0.5, Alternative::Greater);
/// let two_sided = binomial_test(9, 10, 0.5, Alternative::TwoSided);
/// assert!((greater - 11.0 / 1024.0).abs() < 1e-15 && (two_sided - 22.0 / 1024.0).abs() < 1e-15);
/// ```
#[must_use]
pub fn binomial_test(successes: u64, n: u64, p: f64, alternative: Alternative) -> f64 {
    if successes > n || !(0.0..=1.0).contains(&p) {
        return f64::NAN;
    }
    match alternative {
        Alternative::Greater => binomial_at_least(successes, n, p),
        Alternative::Less => binomial_at_most(successes, n, p),
        Alternative::TwoSided => two_sided(successes, n, p),
    }
}

fn two_sided(successes: u64, n: u64, p: f64) -> f64 {
    if p == 0.0 || p == 1.0 {
        return binomial_probability(successes, n, p);
    }
    let threshold = binomial_probability(successes, n, p) * (1.0 + 1e-7);
    let is_extreme = |count: u64| binomial_probability(count, n, p) <= threshold;
    // Probabilities rise up to the mode and fall after it, so on the side away from the
    // observed count the extreme ones are those beyond one place, found by halving.
    let mean = p * n as f64;
    if successes as f64 == mean {
        return 1.0;
    }
    if (successes as f64) < mean {
        let first = first_where(mean.ceil() as u64, n + 1, is_extreme);
        let other = if first > n { 0.0 } else { binomial_at_least(first, n, p) };
        (binomial_at_most(successes, n, p) + other).min(1.0)
    } else {
        let after = first_where(0, mean.floor() as u64 + 1, |count| !is_extreme(count));
        let other = if after == 0 { 0.0 } else { binomial_at_most(after - 1, n, p) };
        (binomial_at_least(successes, n, p) + other).min(1.0)
    }
}

/// The first number from `low` up to but not including `high` for which `holds` is true,
/// which must then be true for all that follow; `high` where there is none.
fn first_where(mut low: u64, mut high: u64, holds: impl Fn(u64) -> bool) -> u64 {
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}

/// The interval that belongs to the exact test: Clopper and Pearson's, with one open side
/// where the alternative has one, so that it holds `p` just where the test does not reject
/// at `1 − level`. NaN as for the intervals above.
#[must_use]
pub fn binomial_test_interval(
    successes: u64,
    n: u64,
    level: f64,
    alternative: Alternative,
) -> (f64, f64) {
    if !is_askable(successes, n, level) {
        return NO_INTERVAL;
    }
    match alternative {
        Alternative::Greater => (exact_lower(successes, n, 1.0 - level), 1.0),
        Alternative::Less => (0.0, exact_upper(successes, n, 1.0 - level)),
        Alternative::TwoSided => clopper_pearson(successes, n, level),
    }
}

#[cfg(test)]
mod tests;
