//! The likelihood of rows at risk, with delayed entry: each contributes its log hazard where it
//! has an event, less its cumulative hazard while it was at risk.

use super::distribution::Distribution;
use super::jet::{Jet, PAIRS};
use crate::stats::matrix::Matrix;
use crate::threads::on_each;
use crate::transition::hazard::episodes::Episodes;
use crate::transition::hazard::moments::ROWS;
use crate::transition::hazard::newton::Likelihood;

/// The likelihood at some parameters: those of the distribution in their order, then the
/// coefficients of the scaled covariates.
pub(super) fn likelihood(
    distribution: Distribution,
    episodes: &Episodes,
    columns: &[Vec<f64>],
    threads: usize,
    parameters: &[f64],
) -> Likelihood {
    let own = distribution.parameters().len();
    let count = own + columns.len();
    let starts: Vec<usize> = (0..episodes.len()).step_by(ROWS).collect();
    let parts = on_each(threads, starts, |from| {
        let mut sum = Likelihood::zero(count);
        let mut slope = vec![0.0; columns.len()];
        for row in from..(from + ROWS).min(episodes.len()) {
            let mut shift = 0.0;
            for ((value, column), beta) in slope.iter_mut().zip(columns).zip(&parameters[own..]) {
                *value = column[row];
                shift += beta * column[row];
            }
            let jet = contribution(distribution, episodes, row, &parameters[..own], shift);
            let weight = episodes.weight(row);
            sum.value += weight * jet.value;
            add(&mut sum, distribution, weight, &jet, &slope);
        }
        sum
    });
    let mut sum = Likelihood::zero(count);
    for part in parts {
        sum.value += part.value;
        sum.score.iter_mut().zip(part.score).for_each(|(sum, part)| *sum += part);
        let cells = sum.information.values_mut().iter_mut().zip(part.information.values());
        cells.for_each(|(sum, part)| *sum += part);
    }
    sum.information.mirror();
    sum.scale = sum.information.diagonal_values();
    sum
}

/// What a row contributes, as a function of the location and the other parameters.
fn contribution(
    distribution: Distribution,
    episodes: &Episodes,
    row: usize,
    parameters: &[f64],
    shift: f64,
) -> Jet {
    let (location, others) = variables(distribution, parameters, shift);
    let (log_hazard, cumulative) = distribution.hazard(episodes.stop[row], location, others);
    let mut sum = -cumulative;
    if episodes.event[row] {
        sum = sum + log_hazard;
    }
    if episodes.start[row] > 0.0 {
        sum = sum + distribution.hazard(episodes.start[row], location, others).1;
    }
    sum
}

/// The parameters as variables: the location first, moved by what covariates do.
pub(super) fn variables(
    distribution: Distribution,
    parameters: &[f64],
    shift: f64,
) -> (Jet, [Jet; 2]) {
    let place = distribution.location();
    let location = Jet::variable(0, parameters[place] + shift);
    let mut others = [Jet::default(); 2];
    let values = parameters.iter().enumerate().filter(|(one, _)| *one != place);
    for ((number, other), (_, &value)) in others.iter_mut().enumerate().zip(values) {
        *other = Jet::variable(number + 1, value);
    }
    (location, others)
}

/// The place of each variable of a jet among the parameters.
pub(super) fn places(distribution: Distribution) -> Vec<usize> {
    let location = distribution.location();
    let mut places = vec![location];
    places.extend((0..distribution.parameters().len()).filter(|&one| one != location));
    places
}

/// Adds the derivatives of a row; the information in its upper triangle.
fn add(sum: &mut Likelihood, distribution: Distribution, weight: f64, jet: &Jet, slope: &[f64]) {
    let own = distribution.parameters().len();
    let location = distribution.location();
    // The variables of the jet, in the order of the parameters, without an allocation a row.
    let place = |variable: usize| match variable {
        0 => location,
        number if number <= location => number - 1,
        number => number,
    };
    for variable in 0..own {
        sum.score[place(variable)] += weight * jet.gradient[variable];
    }
    let add_cell = |information: &mut Matrix, i: usize, j: usize, value: f64| {
        information.add(i.min(j), i.max(j), -weight * value);
    };
    for (cell, (i, j)) in PAIRS.into_iter().enumerate() {
        if j < own {
            add_cell(&mut sum.information, place(i), place(j), jet.hessian[cell]);
        }
    }
    for (k, &x) in slope.iter().enumerate() {
        sum.score[own + k] += weight * jet.gradient[0] * x;
        for variable in 0..own {
            add_cell(&mut sum.information, place(variable), own + k, jet.hessian[variable] * x);
        }
        for (l, &y) in slope.iter().enumerate().skip(k) {
            sum.information.add(own + k, own + l, -weight * jet.hessian[0] * x * y);
        }
    }
}
