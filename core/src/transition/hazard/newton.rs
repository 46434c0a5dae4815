//! The maximum of a likelihood of hazards: Newton's method with step halving, and what there is to
//! say where there is no maximum.

use crate::Error;
use crate::stats::matrix::{Dependence, Factor, Matrix, dot};

/// The log likelihood at some coefficients, with its derivatives.
#[derive(Clone, Debug)]
pub(crate) struct Likelihood {
    pub(crate) value: f64,
    pub(crate) score: Vec<f64>,
    pub(crate) information: Matrix,
    /// The first of the two terms of the information's diagonal: what is left after the second
    /// is taken off can be told from rounding only in relation to it.
    pub(crate) scale: Vec<f64>,
}

impl Likelihood {
    pub(crate) fn zero(coefficients: usize) -> Likelihood {
        Likelihood {
            value: 0.0,
            score: vec![0.0; coefficients],
            information: Matrix::zeros(coefficients, coefficients),
            scale: vec![0.0; coefficients],
        }
    }

    /// Adds the derivatives of a part that has these coefficients: the score, and the information
    /// as a difference of two matrices, of which the upper triangles are read.
    pub(crate) fn add(
        &mut self,
        coefficient: &[usize],
        score: &[f64],
        second: &Matrix,
        squares: &Matrix,
    ) {
        for (j, &to) in coefficient.iter().enumerate() {
            self.score[to] += score[j];
            self.scale[to] += second.at(j, j);
            for (k, &across) in coefficient.iter().enumerate().skip(j) {
                let value = second.at(j, k) - squares.at(j, k);
                self.information.add(to, across, value);
                if k != j {
                    self.information.add(across, to, value);
                }
            }
        }
    }
}

/// The coefficients that belong together, because transitions share some of them.
#[derive(Debug)]
pub(crate) struct Fit {
    /// The coefficients of the scaled covariates; 0 for those left out.
    pub(crate) beta: Vec<f64>,
    pub(crate) null: f64,
    pub(crate) log_likelihood: f64,
    /// The inverse of the information at the maximum; zeros for coefficients left out.
    pub(crate) covariance: Matrix,
    /// The score at zero coefficients, and the inverse of the information there.
    pub(crate) null_score: Vec<f64>,
    pub(crate) null_covariance: Matrix,
    pub(crate) iterations: u32,
    pub(crate) converged: bool,
    /// Coefficients left out, because others say the same.
    pub(crate) dependent: Vec<Dependence>,
    /// Coefficients that grow without bound.
    pub(crate) diverging: Vec<usize>,
}

/// When to stop.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stop {
    pub(crate) iterations: u32,
    /// The square of the last step in standard errors: `score' information⁻¹ score`.
    pub(crate) tolerance: f64,
}

/// A step that changes a linear predictor by so much, when the likelihood has stopped rising,
/// leads nowhere: a regular maximum is by then as near as the tolerance.
const LEADS_NOWHERE: f64 = 0.01;

/// Climbs from zero coefficients to the maximum of a concave log likelihood. `spread` is the range
/// of each covariate.
///
/// # Errors
/// Those of `at`, which gives the likelihood.
pub(crate) fn climb(
    spread: &[f64],
    stop: Stop,
    at: &mut dyn FnMut(&[f64]) -> Result<Likelihood, Error>,
) -> Result<Fit, Error> {
    let coefficients = spread.len();
    let factor = |likelihood: &Likelihood| {
        Factor::with_scale(&likelihood.information, &likelihood.scale, Factor::TOLERANCE)
    };
    let mut beta = vec![0.0; coefficients];
    let mut here = at(&beta)?;
    let null = here.value;
    let null_score = here.score.clone();
    let null_factor = factor(&here);
    let dependent = null_factor.dependences(&here.information);
    let null_covariance = null_factor.inverse();
    let mut known = null_factor;
    let mut iterations = 0;
    let mut converged = false;
    let mut step;
    loop {
        step = here.score.clone();
        known.solve(&mut step);
        if dot(&here.score, &step) <= stop.tolerance {
            converged = true;
            break;
        }
        if iterations == stop.iterations {
            break;
        }
        iterations += 1;
        // A whole step, or half as much as often as it takes: the likelihood is concave.
        let mut share = 1.0;
        let better = loop {
            let there: Vec<f64> =
                beta.iter().zip(&step).map(|(at, step)| at + share * step).collect();
            let likelihood = at(&there)?;
            let slack = 1e-12 * (1.0 + here.value.abs());
            if likelihood.value.is_finite() && likelihood.value >= here.value - slack {
                break Some((there, likelihood));
            }
            share *= 0.5;
            if share < 1e-9 {
                break None;
            }
        };
        let Some((there, likelihood)) = better else { break };
        (beta, here) = (there, likelihood);
        known = factor(&here);
    }
    let left_out = |coefficient: &usize| dependent.iter().any(|one| one.column == *coefficient);
    let nowhere = |&coefficient: &usize| {
        (step[coefficient] * spread[coefficient]).abs() > LEADS_NOWHERE
            || known.dependent().contains(&coefficient)
    };
    let diverging = (0..coefficients)
        .filter(|coefficient| !left_out(coefficient))
        .filter(|coefficient| converged && nowhere(coefficient))
        .collect();
    if converged {
        beta.iter_mut().zip(&step).for_each(|(beta, step)| *beta += step);
    }
    Ok(Fit {
        beta,
        null,
        log_likelihood: here.value,
        covariance: known.inverse(),
        null_score,
        null_covariance,
        iterations,
        converged,
        dependent,
        diverging,
    })
}
