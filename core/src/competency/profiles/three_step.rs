//! Multinomial regression of a class that was assigned with known error.

use super::predictors::Correction;
use crate::stats::matrix::{Factor, Matrix};

/// What is regressed: per respondent the predictors, beginning with 1, and the probability of each
/// class; and the errors of assignment.
pub(super) struct ThreeStep {
    pub(super) classes: usize,
    /// The class that the others are compared with, from 0.
    pub(super) reference: usize,
    pub(super) predictors: Vec<Vec<f64>>,
    pub(super) posterior: Vec<Vec<f64>>,
    /// The most probable class of each.
    pub(super) assigned: Vec<usize>,
}

/// The estimates: for each class but the reference, in order, a coefficient for each predictor.
pub(super) struct Estimates {
    pub(super) coefficients: Vec<f64>,
    /// Robust (sandwich) variances of the coefficients and their covariances.
    pub(super) covariance: Matrix,
    pub(super) converged: bool,
    /// Predictors that others make up, by place.
    pub(super) dependent: Vec<usize>,
}

impl ThreeStep {
    /// `P(assigned to s | of class t)`, row by row of t (Bolck, Croon and Hagenaars 2004).
    fn errors(&self) -> Matrix {
        let mut errors = Matrix::zeros(self.classes, self.classes);
        let mut totals = vec![0.0; self.classes];
        for (row, &assigned) in self.posterior.iter().zip(&self.assigned) {
            for (class, probability) in row.iter().enumerate() {
                errors.add(class, assigned, *probability);
                if let Some(total) = totals.get_mut(class) {
                    *total += probability;
                }
            }
        }
        for (class, total) in totals.iter().enumerate() {
            for value in errors.row_mut(class) {
                *value /= total;
            }
        }
        errors
    }

    /// Per respondent the weight of each class: the row of the inverse of the errors (BCH), or the
    /// errors themselves (ML). `None` where the errors have no inverse.
    fn weights(&self, correction: Correction) -> Option<Vec<Vec<f64>>> {
        let errors = self.errors();
        let by_assigned: Vec<Vec<f64>> = match correction {
            Correction::Ml => (0..self.classes)
                .map(|assigned| (0..self.classes).map(|class| errors.at(class, assigned)).collect())
                .collect(),
            Correction::Bch => {
                let inverse = inverse(&errors)?;
                (0..self.classes).map(|assigned| inverse.row(assigned).to_vec()).collect()
            }
        };
        self.assigned.iter().map(|&assigned| by_assigned.get(assigned).cloned()).collect()
    }

    pub(super) fn estimate(&self, correction: Correction) -> Option<Estimates> {
        let weights = self.weights(correction)?;
        let width = self.predictors.first().map_or(0, Vec::len);
        let size = (self.classes - 1) * width;
        let mut coefficients = vec![0.0; size];
        let mut here = self.derivatives(&coefficients, &weights, correction);
        let mut dependent = Vec::new();
        let mut converged = false;
        // Newton's method, halved where a step loses; a step of steepest ascent where the
        // curvature is not that of a maximum.
        for _step in 0..200 {
            let factor = Factor::new(&here.information, Factor::TOLERANCE);
            dependent = factor.dependent().to_vec();
            let mut step = here.gradient.clone();
            if factor.is_definite() {
                factor.solve(&mut step);
            } else {
                let most = step.iter().fold(1e-12_f64, |most, value| most.max(value.abs()));
                step.iter_mut().for_each(|value| *value /= most);
            }
            let gain: f64 = step.iter().zip(&here.gradient).map(|(step, g)| step * g).sum();
            if factor.is_definite() && gain.abs() < 1e-18 * (1.0 + here.log_likelihood.abs()) {
                converged = true;
                break;
            }
            let mut moved = false;
            for _half in 0..40 {
                let next: Vec<f64> =
                    coefficients.iter().zip(&step).map(|(value, step)| value + step).collect();
                let there = self.derivatives(&next, &weights, correction);
                if there.log_likelihood >= here.log_likelihood {
                    (coefficients, here, moved) = (next, there, true);
                    break;
                }
                step.iter_mut().for_each(|step| *step *= 0.5);
            }
            if !moved {
                // Nothing is gained by any step that rounding lets be seen.
                converged = factor.is_definite() && gain.abs() < 1e-8;
                break;
            }
        }
        let bread = Factor::new(&here.information, Factor::TOLERANCE).inverse();
        let covariance = here.scores.sandwiched(&bread);
        let dependent: Vec<usize> = dependent.into_iter().filter(|place| *place < width).collect();
        Some(Estimates { coefficients, covariance, converged, dependent })
    }

    fn derivatives(
        &self,
        coefficients: &[f64],
        weights: &[Vec<f64>],
        correction: Correction,
    ) -> Derivatives {
        let width = self.predictors.first().map_or(0, Vec::len);
        let size = coefficients.len();
        let mut sum = Derivatives {
            log_likelihood: 0.0,
            gradient: vec![0.0; size],
            information: Matrix::zeros(size, size),
            scores: Matrix::zeros(size, size),
        };
        let free: Vec<usize> = (0..self.classes).filter(|class| *class != self.reference).collect();
        for (predictors, weights) in self.predictors.iter().zip(weights) {
            let mut logits = vec![0.0; self.classes];
            for (&class, own) in free.iter().zip(coefficients.chunks_exact(width)) {
                if let Some(logit) = logits.get_mut(class) {
                    *logit = own.iter().zip(predictors).map(|(b, x)| b * x).sum();
                }
            }
            let most = logits.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let total: f64 = logits.iter().map(|logit| (logit - most).exp()).sum();
            let log = |class: usize| logits.get(class).map_or(0.0, |l| l - most - total.ln());
            let chance: Vec<f64> = (0..self.classes).map(|class| log(class).exp()).collect();
            let own: Vec<f64> = match correction {
                Correction::Ml => {
                    let joint: Vec<f64> = chance.iter().zip(weights).map(|(p, w)| p * w).collect();
                    let likelihood: f64 = joint.iter().sum();
                    sum.log_likelihood += likelihood.max(1e-300).ln();
                    joint.iter().map(|joint| joint / likelihood.max(1e-300)).collect()
                }
                Correction::Bch => {
                    let terms = weights.iter().enumerate();
                    sum.log_likelihood += terms.map(|(class, w)| w * log(class)).sum::<f64>();
                    weights.clone()
                }
            };
            let total_weight: f64 = own.iter().sum();
            let of = |list: &[f64], class: usize| list.get(class).copied().unwrap_or(0.0);
            let mut score = vec![0.0; size];
            for (slots, &class) in score.chunks_exact_mut(width).zip(&free) {
                let apart = of(&own, class) - total_weight * of(&chance, class);
                slots.iter_mut().zip(predictors).for_each(|(slot, x)| *slot = apart * x);
            }
            sum.gradient.iter_mut().zip(&score).for_each(|(sum, score)| *sum += score);
            sum.scores.add_outer(1.0, &score);
            for (row, &one) in free.iter().enumerate() {
                for (column, &other) in free.iter().enumerate().skip(row) {
                    let same = f64::from(u8::from(one == other));
                    let spread = |p: &[f64]| of(p, one) * (same - of(p, other));
                    let curve = match correction {
                        Correction::Ml => spread(&chance) - spread(&own),
                        Correction::Bch => total_weight * spread(&chance),
                    };
                    for (i, x) in predictors.iter().enumerate() {
                        for (j, y) in predictors.iter().enumerate() {
                            let (row, column) = (row * width + i, column * width + j);
                            if column >= row {
                                sum.information.add(row, column, curve * x * y);
                            }
                        }
                    }
                }
            }
        }
        sum.information.mirror();
        sum.scores.mirror();
        sum
    }
}

struct Derivatives {
    log_likelihood: f64,
    gradient: Vec<f64>,
    /// Minus the second derivatives.
    information: Matrix,
    /// The sum of the outer products of the respondents' gradients.
    scores: Matrix,
}

/// The inverse of a small matrix that need not be symmetric, by elimination with row pivots.
fn inverse(matrix: &Matrix) -> Option<Matrix> {
    let size = matrix.rows();
    let mut left = matrix.clone();
    let mut right = Matrix::identity(size);
    for column in 0..size {
        let larger = |one: &usize, other: &usize| {
            left.at(*one, column).abs().total_cmp(&left.at(*other, column).abs())
        };
        let pivot = (column..size).max_by(larger)?;
        if left.at(pivot, column).abs() < 1e-10 {
            return None;
        }
        for side in [&mut left, &mut right] {
            for place in 0..size {
                let (one, other) = (side.at(column, place), side.at(pivot, place));
                side.set(column, place, other);
                side.set(pivot, place, one);
            }
        }
        let scale = left.at(column, column);
        for side in [&mut left, &mut right] {
            side.row_mut(column).iter_mut().for_each(|value| *value /= scale);
        }
        for row in (0..size).filter(|row| *row != column) {
            let factor = left.at(row, column);
            for side in [&mut left, &mut right] {
                for place in 0..size {
                    let less = side.at(row, place) - factor * side.at(column, place);
                    side.set(row, place, less);
                }
            }
        }
    }
    Some(right)
}
