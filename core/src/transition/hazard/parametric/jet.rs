//! Numbers that carry their first and second derivatives in three variables along: derivatives
//! are exact, and formulas stay readable.

use std::ops::{Add, Mul, Neg, Sub};

/// A value with its gradient and its Hessian, of which the upper triangle is kept row by row.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Jet {
    pub(super) value: f64,
    pub(super) gradient: [f64; 3],
    pub(super) hessian: [f64; 6],
}

/// The places of the upper triangle.
pub(super) const PAIRS: [(usize, usize); 6] = [(0, 0), (0, 1), (0, 2), (1, 1), (1, 2), (2, 2)];

impl Jet {
    pub(super) fn constant(value: f64) -> Jet {
        Jet { value, ..Jet::default() }
    }

    /// The variable of this number, at a value.
    pub(super) fn variable(number: usize, value: f64) -> Jet {
        let mut jet = Jet::constant(value);
        jet.gradient[number] = 1.0;
        jet
    }

    /// A function of the jet, by its value and first two derivatives.
    pub(super) fn chain(self, value: f64, first: f64, second: f64) -> Jet {
        let mut jet = Jet { value, gradient: self.gradient.map(|g| first * g), hessian: [0.0; 6] };
        for (cell, (i, j)) in PAIRS.into_iter().enumerate() {
            jet.hessian[cell] =
                first * self.hessian[cell] + second * self.gradient[i] * self.gradient[j];
        }
        jet
    }

    /// A function of two jets, by its value, its derivatives in each, and its second derivatives
    /// in the first, in both, and in the second.
    pub(super) fn chain_two(
        self,
        other: Jet,
        value: f64,
        first: [f64; 2],
        second: [f64; 3],
    ) -> Jet {
        let mut jet =
            self.chain(value, first[0], second[0]) + other.chain(0.0, first[1], second[2]);
        for (cell, (i, j)) in PAIRS.into_iter().enumerate() {
            jet.hessian[cell] += second[1]
                * (self.gradient[i] * other.gradient[j] + self.gradient[j] * other.gradient[i]);
        }
        jet
    }

    pub(super) fn exp(self) -> Jet {
        let value = self.value.exp();
        self.chain(value, value, value)
    }

    pub(super) fn ln(self) -> Jet {
        let inverse = 1.0 / self.value;
        self.chain(self.value.ln(), inverse, -inverse * inverse)
    }

    pub(super) fn scaled(self, factor: f64) -> Jet {
        self.chain(factor * self.value, factor, 0.0)
    }

    /// `log(1 + exp(z))`.
    pub(super) fn softplus(self) -> Jet {
        let z = self.value;
        let value = z.max(0.0) + (-z.abs()).exp().ln_1p();
        let share = 1.0 / (1.0 + (-z).exp());
        self.chain(value, share, share * (1.0 - share))
    }

    /// `(exp(y) - 1) / y`, which is 1 at 0.
    pub(super) fn mean_exponential(self) -> Jet {
        let y = self.value;
        if y.abs() < 0.1 {
            // The power series and its derivatives; the terms end below the last bit.
            let (mut value, mut first, mut second) = (0.0, 0.0, 0.0);
            let mut factor = 1.0;
            for n in 0..12u32 {
                let n = f64::from(n);
                factor /= n + 1.0;
                let power = |k: f64| if k < 0.0 { 0.0 } else { y.powi(k as i32) };
                value += factor * power(n);
                first += factor * n * power(n - 1.0);
                second += factor * n * (n - 1.0) * power(n - 2.0);
            }
            return self.chain(value, first, second);
        }
        let value = y.exp_m1() / y;
        let first = (y.exp() - value) / y;
        self.chain(value, first, (y.exp() - 2.0 * first) / y)
    }
}

impl Add for Jet {
    type Output = Jet;

    fn add(mut self, other: Jet) -> Jet {
        self.value += other.value;
        self.gradient.iter_mut().zip(other.gradient).for_each(|(a, b)| *a += b);
        self.hessian.iter_mut().zip(other.hessian).for_each(|(a, b)| *a += b);
        self
    }
}

impl Neg for Jet {
    type Output = Jet;

    fn neg(self) -> Jet {
        self.scaled(-1.0)
    }
}

impl Sub for Jet {
    type Output = Jet;

    fn sub(self, other: Jet) -> Jet {
        self + -other
    }
}

impl Mul for Jet {
    type Output = Jet;

    fn mul(self, other: Jet) -> Jet {
        let value = self.value * other.value;
        self.chain_two(other, value, [other.value, self.value], [0.0, 1.0, 0.0])
    }
}

#[cfg(test)]
mod tests {
    use super::Jet;

    /// A formula with everything in it, at three variables.
    fn formula(x: [f64; 3]) -> Jet {
        let [a, b, c] = [0, 1, 2].map(|i| Jet::variable(i, x[i]));
        (a * b).exp().ln() * c.softplus() - (b * c).mean_exponential() * a.scaled(0.5)
            + (a - b).mean_exponential()
    }

    #[test]
    fn derivatives_are_those_of_small_steps() {
        let at = [0.7, -0.4, 1.3];
        let jet = formula(at);
        let step = 1e-5;
        for i in 0..3 {
            let moved = |by: f64| {
                let mut x = at;
                x[i] += by;
                formula(x)
            };
            let (up, down) = (moved(step), moved(-step));
            let slope = (up.value - down.value) / (2.0 * step);
            assert!((slope - jet.gradient[i]).abs() < 1e-9, "{i}");
            for (cell, (j, k)) in super::PAIRS.into_iter().enumerate() {
                if j == i {
                    let slope = (up.gradient[k] - down.gradient[k]) / (2.0 * step);
                    assert!((slope - jet.hessian[cell]).abs() < 1e-8, "{i} {k}");
                }
            }
        }
    }
}
