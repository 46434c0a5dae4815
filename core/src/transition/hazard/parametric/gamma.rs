//! The gamma distribution's functions with their derivatives.

use statrs::function::gamma::{checked_gamma_lr, checked_gamma_ur, digamma, ln_gamma};

use super::jet::Jet;

/// The logarithm of the gamma function.
pub(super) fn ln_gamma_of(k: Jet) -> Jet {
    k.chain(ln_gamma(k.value), digamma(k.value), trigamma(k.value))
}

/// The second derivative of the logarithm of the gamma function: recurrence, then the asymptotic
/// series (Abramowitz and Stegun, 6.4.12).
fn trigamma(mut k: f64) -> f64 {
    let mut sum = 0.0;
    while k < 12.0 {
        sum += 1.0 / (k * k);
        k += 1.0;
    }
    let inverse = 1.0 / (k * k);
    let series = 1.0 / 6.0
        - inverse
            * (1.0 / 30.0 - inverse * (1.0 / 42.0 - inverse * (1.0 / 30.0 - inverse * 5.0 / 66.0)));
    sum + 1.0 / k + inverse / 2.0 + inverse / k * series
}

/// The logarithm of the probability that a gamma variable of shape k and rate 1 is above x, or
/// else below it.
///
/// Derivatives in x are closed forms. For those in k there is none: they are differences of seven
/// values, whose error is below 1e-10.
pub(super) fn log_tail(k: Jet, x: Jet, above: bool) -> Jet {
    let tail = |shape: f64| {
        let value = match above {
            true => checked_gamma_ur(shape, x.value),
            false => checked_gamma_lr(shape, x.value),
        };
        value.unwrap_or(f64::NAN).ln()
    };
    let shape = k.value;
    let value = tail(shape);
    let step = 0.02 * shape.min(shape.sqrt());
    let near: [f64; 6] = [-3.0, -2.0, -1.0, 1.0, 2.0, 3.0].map(|by| tail(shape + by * step));
    let [m3, m2, m1, p1, p2, p3] = near;
    let in_shape = (45.0 * (p1 - m1) - 9.0 * (p2 - m2) + (p3 - m3)) / (60.0 * step);
    let in_shape_twice = (270.0 * (p1 + m1) - 27.0 * (p2 + m2) + 2.0 * (p3 + m3) - 490.0 * value)
        / (180.0 * step * step);
    let log_density = (shape - 1.0) * x.value.ln() - x.value - ln_gamma(shape);
    let sign = if above { -1.0 } else { 1.0 };
    let in_x = sign * (log_density - value).exp();
    let in_x_twice = in_x * ((shape - 1.0) / x.value - 1.0 - in_x);
    let in_both = in_x * (x.value.ln() - digamma(shape) - in_shape);
    k.chain_two(x, value, [in_shape, in_x], [in_shape_twice, in_both, in_x_twice])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_are_those_of_r() {
        // R 4.2.2: trigamma(c(0.3, 2.5, 20)).
        for (k, wanted) in
            [(0.3, 12.2453645461333), (2.5, 0.490357756100235), (20.0, 0.0512708229391197)]
        {
            assert!((trigamma(k) - wanted).abs() < 1e-9 * wanted, "{}", trigamma(k));
        }
    }

    #[test]
    fn derivatives_in_the_shape_are_consistent() {
        for above in [true, false] {
            let at = |k: f64| log_tail(Jet::variable(0, k), Jet::variable(1, 2.3), above);
            let (here, step) = (at(1.7), 1e-4);
            let (up, down) = (at(1.7 + step), at(1.7 - step));
            let slope = (up.value - down.value) / (2.0 * step);
            assert!((slope - here.gradient[0]).abs() < 1e-7);
            let slope = (up.gradient[1] - down.gradient[1]) / (2.0 * step);
            assert!((slope - here.hessian[1]).abs() < 1e-7);
            let slope = (up.gradient[0] - down.gradient[0]) / (2.0 * step);
            assert!((slope - here.hessian[0]).abs() < 1e-6);
        }
    }
}
