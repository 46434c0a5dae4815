//! The partial likelihood of Cox (1972, 1975), its derivatives, and the hazards that belong to it.
//!
//! One backward sweep over the slots gives, at each event time, the sums over the risk set, and
//! with them the increments of the cumulative hazard. All else follows row by row: with
//! `E` the events that a row is expected to have, the score is the sum of
//! `(observed - E) x`, and the information is the sum of `E x x'` less, for each event, the
//! square of the mean over the risk set. So the square of the number of covariates is paid
//! once a row, in a loop over contiguous memory that threads can share.
//!
//! Ties: Breslow (1974), Efron (1977).

use super::options::Ties;
use super::risk_sets::{Observed, RiskSets};
use crate::stats::matrix::Matrix;
use crate::stats::sum::Sum;
use crate::threads::on_each;
use crate::transition::hazard::moments::{ROWS, dot, moments};
use crate::transition::hazard::newton::Likelihood;

/// Cumulative hazards at the coefficients at which they were computed, slot by slot.
#[derive(Clone, Debug, Default)]
pub(crate) struct Hazards {
    /// The cumulative hazard of a row with linear predictor 0.
    pub(crate) cumulative: Vec<f64>,
    /// How much less than the others the rows that have their event at the slot are exposed to
    /// it: Efron's correction.
    pub(crate) relief: Vec<f64>,
    /// What else is needed of each slot, where it was asked for.
    pub(crate) detail: Option<Detail>,
}

/// Vectors for each slot, one value for each column, and the variance.
#[derive(Clone, Debug, Default)]
pub(crate) struct Detail {
    /// The cumulative integral of the mean covariates with respect to the hazard.
    pub(crate) drift: Vec<f64>,
    /// The part of the drift at the slot from which those with an event there are spared.
    pub(crate) spared: Vec<f64>,
    /// The mean covariates at the slot.
    pub(crate) mean: Vec<f64>,
    /// The increment of the variance of the cumulative hazard.
    pub(crate) variance: Vec<f64>,
}

/// A workspace that the iterations share.
#[derive(Debug)]
pub(crate) struct Sweep<'a> {
    pub(crate) sets: &'a RiskSets,
    ties: Ties,
    threads: usize,
    observed: Observed,
    /// `weight · exp(linear predictor)` of each row.
    pub(crate) risk: Vec<f64>,
    pub(crate) hazards: Hazards,
}

impl<'a> Sweep<'a> {
    pub(crate) fn new(sets: &'a RiskSets, ties: Ties, threads: usize) -> Sweep<'a> {
        let slots = sets.time.len();
        let hazards =
            Hazards { cumulative: vec![0.0; slots], relief: vec![0.0; slots], detail: None };
        let observed = sets.observed();
        // Threads cost more than they save on few numbers.
        let threads = if sets.len() * (sets.columns.len() + 2) < 200_000 { 1 } else { threads };
        Sweep { sets, ties, threads, observed, risk: vec![1.0; sets.len()], hazards }
    }

    /// Adds this transition's part of the likelihood at `beta`, which has all coefficients of
    /// the scaled covariates. With `time_weight`, a weight for each slot, the derivatives (not
    /// the value) are sums weighted by it.
    pub(crate) fn add_to(
        &mut self,
        likelihood: &mut Likelihood,
        beta: &[f64],
        time_weight: Option<&[f64]>,
    ) {
        self.set_risk(beta);
        let columns = self.sets.columns.len();
        let mut squares = Matrix::zeros(columns, columns);
        likelihood.value += self.hazards_at_slots(time_weight, Some(&mut squares));
        let own = self.sets.coefficient.iter().map(|&coefficient| beta[coefficient]);
        let observed = self.observed.covariates.iter().zip(own).map(|(sum, beta)| sum * beta);
        likelihood.value += observed.sum::<f64>() + self.observed.offset;

        let (first, second) = self.moments(time_weight);
        for (j, &to) in self.sets.coefficient.iter().enumerate() {
            likelihood.score[to] += first[j];
            likelihood.scale[to] += second.at(j, j);
            for (k, &across) in self.sets.coefficient.iter().enumerate().skip(j) {
                let value = second.at(j, k) - squares.at(j, k);
                likelihood.information.add(to, across, value);
                if k != j {
                    likelihood.information.add(across, to, value);
                }
            }
        }
    }

    /// The hazards at `beta` with all details, for residuals and predictions.
    pub(crate) fn detailed(&mut self, beta: &[f64]) {
        self.set_risk(beta);
        let cells = self.sets.time.len() * self.sets.columns.len();
        self.hazards.detail = Some(Detail {
            drift: vec![0.0; cells],
            spared: vec![0.0; cells],
            mean: vec![0.0; cells],
            variance: vec![0.0; self.sets.time.len()],
        });
        self.hazards_at_slots(None, None);
    }

    fn set_risk(&mut self, beta: &[f64]) {
        let sets = self.sets;
        let own: Vec<f64> = sets.coefficient.iter().map(|&coefficient| beta[coefficient]).collect();
        let parts = self.risk.chunks_mut(ROWS).enumerate().collect();
        on_each(self.threads, parts, |(part, risk): (usize, &mut [f64])| {
            let rows = part * ROWS..part * ROWS + risk.len();
            if sets.offset.is_empty() {
                risk.fill(0.0);
            } else {
                risk.copy_from_slice(&sets.offset[rows.clone()]);
            }
            for (column, &beta) in sets.columns.iter().zip(&own) {
                if beta != 0.0 {
                    for (sum, value) in risk.iter_mut().zip(&column[rows.clone()]) {
                        *sum += beta * value;
                    }
                }
            }
            risk.iter_mut().for_each(|sum| *sum = sum.exp());
            if !sets.weight.is_empty() {
                for (risk, weight) in risk.iter_mut().zip(&sets.weight[rows]) {
                    *risk *= weight;
                }
            }
        });
    }

    /// Sweeps back over the slots, and sets the hazards. Gives the part of the log likelihood
    /// that comes from the risk sets, and adds the squares of the means at each event.
    fn hazards_at_slots(
        &mut self,
        time_weight: Option<&[f64]>,
        mut squares: Option<&mut Matrix>,
    ) -> f64 {
        let Sweep { sets, risk, hazards, ties, .. } = self;
        let columns = sets.columns.len();
        let mut value = 0.0;
        // The sums over the risk set: of the risks, then of the risks times each covariate.
        let mut sums = vec![Sum::default(); columns + 1];
        let mut at_risk = vec![0.0; columns + 1];
        let mut tied = vec![0.0; columns + 1];
        for slots in &sets.strata {
            sums.fill(Sum::default());
            for slot in slots.clone().rev() {
                let rows = sets.leaving(slot);
                add_rows(&mut sums, &risk[rows.clone()], &sets.columns, rows);
                let entering = sets.entering(slot);
                if !entering.is_empty() {
                    subtract_rows(&mut sums, risk, &sets.columns, entering);
                }
                let count = sets.events[slot];
                if count == 0 {
                    continue;
                }
                for (value, sum) in at_risk.iter_mut().zip(&sums) {
                    *value = sum.value();
                }
                let rows = sets.with_event(slot);
                let weight = match sets.weight.get(rows.clone()) {
                    Some(weights) if !sets.weight.is_empty() => weights.iter().sum::<f64>(),
                    _ => f64::from(count),
                };
                let efron = *ties == Ties::Efron && count > 1;
                if efron {
                    sum_rows(&mut tied, &risk[rows.clone()], &sets.columns, rows);
                }
                let steps = if efron { count } else { 1 };
                let mut turn = Turn::new(weight, steps, at_risk[0], tied[0]);
                value -= turn.log_sum;
                if let Some(weights) = time_weight {
                    turn.scale(weights[slot]);
                }
                hazards.cumulative[slot] = turn.hazard;
                hazards.relief[slot] = turn.relief;
                if let Some(squares) = squares.as_deref_mut() {
                    squares.add_outer(turn.square, &at_risk[1..]);
                    if efron {
                        let (at_risk, tied) = (&at_risk[1..], &tied[1..]);
                        for j in 0..columns {
                            let row = &mut squares.row_mut(j)[j..];
                            let (a, b) =
                                (turn.square_half * at_risk[j], turn.square_half * tied[j]);
                            let c = turn.square_both * tied[j];
                            for ((cell, x), y) in row.iter_mut().zip(&at_risk[j..]).zip(&tied[j..])
                            {
                                *cell += c * y - a * y - b * x;
                            }
                        }
                    }
                }
                if let Some(detail) = &mut hazards.detail {
                    detail.variance[slot] = turn.square;
                    for j in 0..columns {
                        let (x, y) = (at_risk[j + 1], if efron { tied[j + 1] } else { 0.0 });
                        let cell = slot * columns + j;
                        detail.drift[cell] = turn.square * x - turn.square_half * y;
                        detail.spared[cell] = turn.square_half * x - turn.square_both * y;
                        detail.mean[cell] = turn.mean * x - turn.mean_half * y;
                    }
                }
            }
            // From increments to sums.
            let (mut sum, mut first) = (0.0, true);
            for slot in slots.clone() {
                sum += if first { 0.0 } else { hazards.cumulative[slot] };
                hazards.cumulative[slot] = sum;
                first = false;
            }
            if let Some(detail) = &mut hazards.detail {
                for slot in slots.clone().skip(1) {
                    for j in 0..columns {
                        detail.drift[slot * columns + j] += detail.drift[(slot - 1) * columns + j];
                    }
                }
            }
        }
        value
    }

    /// The events that a row is expected to have.
    pub(crate) fn expected(&self, row: usize) -> f64 {
        let hazards = &self.hazards;
        let leave = self.sets.leave[row] as usize;
        let mut exposure =
            hazards.cumulative[leave] - hazards.cumulative[self.sets.enter[row] as usize];
        if self.sets.has_event(row) {
            exposure -= hazards.relief[leave];
        }
        self.risk[row] * exposure
    }

    /// The sum of the covariates weighted by observed less expected events, and of their
    /// products weighted by expected events.
    fn moments(&self, time_weight: Option<&[f64]>) -> (Vec<f64>, Matrix) {
        let (columns, rows) = (&self.sets.columns, self.sets.len());
        let (expected, second) = moments(columns, rows, self.threads, |row| self.expected(row));
        let mut first = match time_weight {
            None => self.observed.covariates.clone(),
            Some(weights) => self.weighted_observed(weights),
        };
        first.iter_mut().zip(expected).for_each(|(sum, expected)| *sum -= expected);
        (first, second)
    }

    fn weighted_observed(&self, time_weight: &[f64]) -> Vec<f64> {
        let sets = self.sets;
        let sum = |column: &Vec<f64>| {
            let slots = time_weight.iter().enumerate();
            slots
                .map(|(slot, weight)| {
                    let rows = sets.with_event(slot);
                    weight * rows.map(|row| sets.weight(row) * column[row]).sum::<f64>()
                })
                .sum()
        };
        sets.columns.iter().map(sum).collect()
    }
}

/// The sums of what happens at one event time, over the steps in which tied events are taken.
#[derive(Clone, Copy, Debug, Default)]
struct Turn {
    log_sum: f64,
    hazard: f64,
    relief: f64,
    square: f64,
    square_half: f64,
    square_both: f64,
    mean: f64,
    mean_half: f64,
}

impl Turn {
    /// Efron takes as many steps as there are tied events: the `l`-th is drawn from a risk set
    /// from which `l / steps` of the tied have gone. Breslow takes one, for all of them.
    fn new(weight: f64, steps: u32, at_risk: f64, tied: f64) -> Turn {
        let mut turn = Turn::default();
        let each = weight / f64::from(steps);
        for step in 0..steps {
            let gone = f64::from(step) / f64::from(steps);
            let sum = at_risk - gone * tied;
            let inverse = 1.0 / sum;
            turn.log_sum += each * sum.ln();
            turn.hazard += each * inverse;
            turn.relief += each * inverse * gone;
            let square = each * inverse * inverse;
            turn.square += square;
            turn.square_half += square * gone;
            turn.square_both += square * gone * gone;
            turn.mean += inverse / f64::from(steps);
            turn.mean_half += inverse * gone / f64::from(steps);
        }
        turn
    }

    fn scale(&mut self, weight: f64) {
        for value in [
            &mut self.hazard,
            &mut self.relief,
            &mut self.square,
            &mut self.square_half,
            &mut self.square_both,
        ] {
            *value *= weight;
        }
    }
}

fn add_rows(sums: &mut [Sum], risk: &[f64], columns: &[Vec<f64>], rows: std::ops::Range<usize>) {
    let Some((all, sums)) = sums.split_first_mut() else { return };
    all.add(risk.iter().sum());
    for (sum, column) in sums.iter_mut().zip(columns) {
        sum.add(dot(risk, &column[rows.clone()]));
    }
}

fn subtract_rows(sums: &mut [Sum], risk: &[f64], columns: &[Vec<f64>], rows: &[u32]) {
    let Some((all, sums)) = sums.split_first_mut() else { return };
    for &row in rows {
        all.add(-risk[row as usize]);
    }
    for (sum, column) in sums.iter_mut().zip(columns) {
        for &row in rows {
            sum.add(-risk[row as usize] * column[row as usize]);
        }
    }
}

fn sum_rows(sums: &mut [f64], risk: &[f64], columns: &[Vec<f64>], rows: std::ops::Range<usize>) {
    let Some((all, sums)) = sums.split_first_mut() else { return };
    *all = risk.iter().sum();
    for (sum, column) in sums.iter_mut().zip(columns) {
        *sum = dot(risk, &column[rows.clone()]);
    }
}
