//! The incomplete beta function and its inverse, and the binomial probabilities that rest on
//! it, to full precision for counts of any size.
//!
//! `statrs` is the house's source of special functions, but its `beta_reg` stops a continued
//! fraction after 140 terms and takes differences of log-gammas of about `n ln n`: for
//! 500 000 of 1 000 000 it is wrong from the fifth digit on (a test here shows it). So the
//! factor in front is computed as a saddle-point expansion after C. Loader, *Fast and
//! accurate computation of binomial probabilities* (2000), which has no such differences, and
//! the continued fraction (DLMF 8.17.22, evaluated after Lentz) runs until it has converged,
//! in O(√min(a, b)) terms.

use std::f64::consts::PI;

use statrs::function::gamma::ln_gamma;

/// `ln n! − ln(√(2πn) (n/e)^n)`, the error of Stirling's formula, for any real `n` above 0.
fn stirling_error(n: f64) -> f64 {
    if n < 16.0 {
        return ln_gamma(n + 1.0) - (n + 0.5) * n.ln() + n - 0.5 * (2.0 * PI).ln();
    }
    // DLMF 5.11.1; the first term left out is below 1e-16 from 16 on.
    let s = 1.0 / (n * n);
    let tail = 1.0 / 1260.0 - s * (1.0 / 1680.0 - s * (1.0 / 1188.0 - s * 691.0 / 360_360.0));
    (1.0 / 12.0 - s * (1.0 / 360.0 - s * tail)) / n
}

/// `x ln(x/m) + m − x` without cancellation where `x` is near `m`.
fn deviance(x: f64, m: f64) -> f64 {
    if (x - m).abs() >= 0.1 * (x + m) {
        return x * (x / m).ln() + m - x;
    }
    // ln(x/m) = 2 atanh v with v = (x−m)/(x+m), as a series in v: |v| < 0.1, so that each
    // term is less than a hundredth of the one before.
    let v = (x - m) / (x + m);
    let mut sum = (x - m) * v;
    let mut power = 2.0 * x * v;
    for odd in (3_u8..).step_by(2) {
        power *= v * v;
        let next = sum + power / f64::from(odd);
        if next == sum || odd > 60 {
            return next;
        }
        sum = next;
    }
    sum
}

/// `Γ(a+b+1)/(Γ(a+1)Γ(b+1)) x^a y^b` with `y = 1 − x`: for whole `a` and `b` the binomial
/// probability of `a` successes and `b` failures.
fn binomial_density(a: f64, b: f64, x: f64, y: f64) -> f64 {
    let n = a + b;
    // The two ends need no expansion, and Stirling's formula has no value at 0.
    if a == 0.0 {
        return (n * if x < 0.5 { (-x).ln_1p() } else { y.ln() }).exp();
    }
    if b == 0.0 {
        return (n * if y < 0.5 { (-y).ln_1p() } else { x.ln() }).exp();
    }
    let exponent = stirling_error(n)
        - stirling_error(a)
        - stirling_error(b)
        - deviance(a, n * x)
        - deviance(b, n * y);
    exponent.exp() * (n / (2.0 * PI * a * b)).sqrt()
}

/// The binomial probability of exactly `successes` of `n`, each with probability `p`.
pub(crate) fn binomial_probability(successes: u64, n: u64, p: f64) -> f64 {
    if successes > n {
        return 0.0;
    }
    if p <= 0.0 || p >= 1.0 {
        let sure = if p <= 0.0 { 0 } else { n };
        return if successes == sure { 1.0 } else { 0.0 };
    }
    binomial_density(successes as f64, (n - successes) as f64, p, 1.0 - p)
}

/// Both tails of the beta distribution at `x`: the probability below and the one above.
/// `a, b > 0`; `y` is `1 − x`, given apart so that it is exact near 1. The smaller tail is
/// computed and the other is its complement, so neither loses digits.
fn tails(a: f64, b: f64, x: f64, y: f64) -> (f64, f64) {
    if x <= 0.0 {
        return (0.0, 1.0);
    }
    if y <= 0.0 {
        return (1.0, 0.0);
    }
    // x^a y^b / B(a, b), the factor of both continued fractions.
    let factor = binomial_density(a, b, x, y) * a * (b / (a + b));
    // Each fraction converges fast on its own side of the mean.
    if x * (a + b + 2.0) <= a + 1.0 {
        let below = (factor / a * continued_fraction(a, b, x)).min(1.0);
        (below, 1.0 - below)
    } else {
        let above = (factor / b * continued_fraction(b, a, y)).min(1.0);
        (1.0 - above, above)
    }
}

/// The continued fraction DLMF 8.17.22, by Lentz's method as modified by Thompson and Barnett.
fn continued_fraction(a: f64, b: f64, x: f64) -> f64 {
    const TINY: f64 = 1e-300;
    /// Reached by no count below 2^52.
    const MOST_TERMS: u32 = 100_000_000;
    let away_from_zero = |value: f64| if value.abs() < TINY { TINY } else { value };
    let mut c = 1.0;
    let mut d = 1.0 / away_from_zero(1.0 - (a + b) * x / (a + 1.0));
    let mut h = d;
    for term in 1..MOST_TERMS {
        let m = f64::from(term);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = 1.0 / away_from_zero(1.0 + even * d);
        c = away_from_zero(1.0 + even / c);
        h *= d * c;
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / away_from_zero(1.0 + odd * d);
        c = away_from_zero(1.0 + odd / c);
        let step = d * c;
        h *= step;
        if (step - 1.0).abs() <= f64::EPSILON {
            break;
        }
    }
    h
}

/// The probability of `successes` or fewer of `n`.
pub(crate) fn binomial_at_most(successes: u64, n: u64, p: f64) -> f64 {
    if successes >= n {
        return 1.0;
    }
    tails((successes + 1) as f64, (n - successes) as f64, p, 1.0 - p).1
}

/// The probability of `successes` or more of `n`.
pub(crate) fn binomial_at_least(successes: u64, n: u64, p: f64) -> f64 {
    if successes == 0 {
        return 1.0;
    }
    if successes > n {
        return 0.0;
    }
    tails(successes as f64, (n - successes + 1) as f64, p, 1.0 - p).0
}

/// Which tail of a distribution a quantile leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tail {
    Below,
    Above,
}

/// The `x` that leaves `probability` in the named tail of the beta distribution; `a, b > 0`
/// and `0 < probability < 1`.
///
/// Newton's method on the logarithm of the tail over `u = ln x`, in which a lower tail is
/// almost a straight line (`a u`) near 0, kept in a bracket that shrinks at every step: it
/// ends at full precision for any `x` from 1e-300 to 1.
pub(crate) fn beta_quantile(a: f64, b: f64, probability: f64, tail: Tail) -> f64 {
    let goal = probability.ln();
    let (mut low, mut high) = (-690.0_f64, 0.0_f64);
    // The mean on the logit scale is near enough to begin with.
    let mut u = -(b / a).ln_1p();
    for _ in 0..200 {
        let x = u.exp();
        let y = -u.exp_m1();
        let (below, above) = tails(a, b, x, y);
        let (value, rising) = match tail {
            Tail::Below => (below, true),
            Tail::Above => (above, false),
        };
        let excess = value.ln() - goal;
        if (excess > 0.0) == rising {
            high = u;
        } else {
            low = u;
        }
        // d(tail)/du = x · density = x^a y^(b−1) / B(a, b), with its sign.
        let slope = binomial_density(a, b, x, y) * a * (b / (a + b)) / y / value;
        let step = if rising { -excess / slope } else { excess / slope };
        let mut next = u + step;
        if !(next > low && next < high) {
            next = 0.5 * (low + high);
        }
        // A step in ln x is a relative step in x.
        let done = (next - u).abs() <= 1e-16 + f64::EPSILON * u.abs();
        u = next;
        if done || high - low <= f64::EPSILON * low.abs() {
            break;
        }
    }
    u.exp()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(found: f64, expected: f64, relative: f64) {
        assert!(
            (found - expected).abs() <= relative * expected.abs(),
            "found {found:e}, expected {expected:e}"
        );
    }

    #[test]
    fn closed_forms() {
        // I_x(1, b) = 1 − (1−x)^b and I_x(a, 1) = x^a.
        for x in [1e-12, 0.01, 0.3, 0.5, 0.9, 0.999_999] {
            close(tails(3.5, 1.0, x, 1.0 - x).0, x.powf(3.5), 1e-13);
            close(tails(1.0, 40.0, x, 1.0 - x).0, -(40.0 * (-x).ln_1p()).exp_m1(), 1e-13);
        }
        // The arcsine distribution: I_x(½, ½) = 2/π asin √x.
        close(tails(0.5, 0.5, 0.2, 0.8).0, 2.0 / PI * 0.2_f64.sqrt().asin(), 1e-14);
        // Symmetry about ½, on which half the mass lies below.
        close(tails(500_000.5, 500_000.5, 0.5, 0.5).0, 0.5, 1e-12);
    }

    #[test]
    fn why_statrs_is_not_enough() {
        let theirs = statrs::function::beta::beta_reg(500_000.5, 500_000.5, 0.4999);
        // By the normal approximation with a relative error below 1e-4: Φ(−0.2).
        assert!((theirs - 0.420_740_29).abs() > 5e-6, "statrs now gives {theirs}: use it");
        assert!((tails(500_000.5, 500_000.5, 0.4999, 0.5001).0 - 0.420_740_29).abs() < 1e-6);
    }

    #[test]
    fn probabilities_sum_to_one() {
        for (n, p) in [(1_u64, 0.3), (7, 0.5), (60, 0.01), (400, 0.77)] {
            let total: f64 = (0..=n).map(|k| binomial_probability(k, n, p)).sum();
            close(total, 1.0, 1e-12);
            for k in 0..=n {
                let below: f64 = (0..=k).map(|k| binomial_probability(k, n, p)).sum();
                close(binomial_at_most(k, n, p), below, 1e-11);
                let above: f64 = (k..=n).rev().map(|k| binomial_probability(k, n, p)).sum();
                close(binomial_at_least(k, n, p), above, 1e-11);
            }
        }
        assert_eq!(binomial_probability(2, 1, 0.5), 0.0);
        assert_eq!(binomial_probability(0, 5, 0.0), 1.0);
        assert_eq!(binomial_probability(5, 5, 1.0), 1.0);
        assert_eq!(binomial_at_least(6, 5, 0.5), 0.0);
    }

    #[test]
    fn quantiles_invert_tails() {
        let shapes = [0.5, 1.0, 1.5, 7.0, 80.5, 1000.0, 500_000.5, 3e9];
        for a in shapes {
            for b in shapes {
                for probability in [1e-12, 0.005, 0.025, 0.3, 0.5, 0.9, 0.999] {
                    let x = beta_quantile(a, b, probability, Tail::Below);
                    let y = beta_quantile(b, a, probability, Tail::Above);
                    close(x + y, 1.0, 1e-13);
                    // From 1 − x alone an x near 1 cannot be told from its neighbours.
                    if x < 0.9 {
                        let found = tails(a, b, x, 1.0 - x).0;
                        let spacing = a.max(b) * f64::EPSILON * 100.0;
                        close(found, probability, 1e-11 + spacing.max(1e-9 * f64::from(a > 1e6)));
                    }
                }
            }
        }
    }
}
