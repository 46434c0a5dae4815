//! The product of the steps of hazards: probabilities of states, with what their errors need.

use crate::stats::matrix::{Matrix, add_scaled};

/// A move at one time: origin, target, the increment of its hazard and the variance of that.
pub(crate) type Move = (usize, usize, f64, f64);

/// Probabilities of states, with their derivatives in the coefficients and their covariance from
/// the baselines.
///
/// A step multiplies by the exponential of the matrix of increments. The exponential and its
/// derivative come from their power series, which ends when terms no longer count; increments
/// above 1 are taken in parts.
pub(crate) struct Product {
    probabilities: Vec<f64>,
    /// For each coefficient the derivative of the probabilities.
    gradient: Matrix,
    /// The covariance of the probabilities that comes from the increments.
    covariance: Matrix,
}

impl Product {
    pub(crate) fn new(states: usize, coefficients: usize, start: usize) -> Product {
        let mut probabilities = vec![0.0; states];
        if let Some(all) = probabilities.get_mut(start) {
            *all = 1.0;
        }
        Product {
            probabilities,
            gradient: Matrix::zeros(coefficients, states),
            covariance: Matrix::zeros(states, states),
        }
    }

    pub(crate) fn probability(&self, state: usize) -> f64 {
        self.probabilities[state]
    }

    /// The variance of a probability, where the coefficients have this covariance.
    pub(crate) fn variance(&self, state: usize, coefficients: &Matrix) -> f64 {
        let slope: Vec<f64> =
            (0..self.gradient.rows()).map(|one| self.gradient.at(one, state)).collect();
        self.covariance.at(state, state) + coefficients.quadratic(&slope)
    }

    /// Takes the moves of one time, each with the derivatives of its increment.
    pub(crate) fn step(&mut self, moves: &[Move], gradients: &[&[(usize, f64)]]) {
        let before = self.probabilities.clone();
        for coefficient in 0..self.gradient.rows() {
            advance(self.gradient.row_mut(coefficient), moves, None);
        }
        for _ in 0..2 {
            for state in 0..self.covariance.rows() {
                advance(self.covariance.row_mut(state), moves, None);
            }
            self.covariance = self.covariance.transposed();
        }
        for (place, (own, slopes)) in moves.iter().zip(gradients).enumerate() {
            // How the probabilities after the step depend on this increment.
            let mut after = before.clone();
            let slope = advance(&mut after, moves, Some(place));
            for &(coefficient, by) in *slopes {
                add_scaled(self.gradient.row_mut(coefficient), by, &slope);
            }
            for state in 0..slope.len() {
                add_scaled(self.covariance.row_mut(state), own.3 * slope[state], &slope);
            }
        }
        advance(&mut self.probabilities, moves, None);
    }
}

/// Multiplies a row by the exponential of the increments; gives the derivative of the result in
/// the increment of one of the moves.
fn advance(row: &mut [f64], moves: &[Move], along: Option<usize>) -> Vec<f64> {
    /// Terms of the series: 1 / 24! is below the last bit.
    const TERMS: u32 = 24;
    let mut slope = vec![0.0; row.len()];
    let total: f64 = moves.iter().map(|one| one.2).sum();
    let parts = total.ceil().max(1.0);
    let (mut term, mut slope_term) = (row.to_vec(), slope.clone());
    let mut next = vec![0.0; row.len()];
    let mut next_slope = vec![0.0; row.len()];
    for _ in 0..parts as u64 {
        term.copy_from_slice(row);
        slope_term.copy_from_slice(&slope);
        for number in 1..=TERMS {
            let by = 1.0 / (parts * f64::from(number));
            next.fill(0.0);
            next_slope.fill(0.0);
            for &(origin, target, increment, _) in moves {
                let moved = by * increment * term[origin];
                next[origin] -= moved;
                next[target] += moved;
                if along.is_some() {
                    let moved = by * increment * slope_term[origin];
                    next_slope[origin] -= moved;
                    next_slope[target] += moved;
                }
            }
            if let Some(&(origin, target, _, _)) = along.and_then(|place| moves.get(place)) {
                next_slope[origin] -= by * term[origin];
                next_slope[target] += by * term[origin];
            }
            std::mem::swap(&mut term, &mut next);
            std::mem::swap(&mut slope_term, &mut next_slope);
            add_scaled(row, 1.0, &term);
            add_scaled(&mut slope, 1.0, &slope_term);
            let large = |values: &[f64]| values.iter().any(|value| value.abs() > 1e-20);
            if !large(&term) && !large(&slope_term) {
                break;
            }
        }
    }
    slope
}
