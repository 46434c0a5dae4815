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

impl Detail {
    fn new(slots: usize, columns: usize) -> Detail {
        let cells = vec![0.0; slots * columns];
        Detail {
            drift: cells.clone(),
            spared: cells.clone(),
            mean: cells,
            variance: vec![0.0; slots],
        }
    }
}

impl Hazards {
    /// No hazard at any slot yet; with details, where there are columns of which to keep them.
    pub(crate) fn none(slots: usize, detailed: Option<usize>) -> Hazards {
        Hazards {
            cumulative: vec![0.0; slots],
            relief: vec![0.0; slots],
            detail: detailed.map(|columns| Detail::new(slots, columns)),
        }
    }

    /// Sets the increment at the slot of an event time. Gives the logarithm by which the
    /// likelihood is less, and adds to the upper triangle of `squares` the square of the mean.
    pub(crate) fn set(
        &mut self,
        slot: usize,
        events: u32,
        ties: Ties,
        sums: &SlotSums<'_>,
        time_weight: Option<f64>,
        squares: Option<&mut Matrix>,
    ) -> f64 {
        let efron = ties == Ties::Efron && events > 1;
        let steps = if efron { events } else { 1 };
        let (at_risk, tied) = (sums.at_risk, sums.tied);
        let mut turn = Turn::new(sums.weight, steps, at_risk[0], tied[0]);
        let log_sum = turn.log_sum;
        if let Some(weight) = time_weight {
            turn.scale(weight);
        }
        self.cumulative[slot] = turn.hazard;
        self.relief[slot] = turn.relief;
        let (at_risk, tied) = (&at_risk[1..], &tied[1..]);
        if let Some(squares) = squares {
            squares.add_outer(turn.square, at_risk);
            if efron {
                for j in 0..at_risk.len() {
                    let row = &mut squares.row_mut(j)[j..];
                    let (a, b) = (turn.square_half * at_risk[j], turn.square_half * tied[j]);
                    let c = turn.square_both * tied[j];
                    for ((cell, x), y) in row.iter_mut().zip(&at_risk[j..]).zip(&tied[j..]) {
                        *cell += c * y - a * y - b * x;
                    }
                }
            }
        }
        if let Some(detail) = &mut self.detail {
            detail.variance[slot] = turn.square;
            for (j, (x, y)) in at_risk.iter().zip(tied).enumerate() {
                // Of events that are alone nobody has gone.
                let y = if efron { *y } else { 0.0 };
                let cell = slot * at_risk.len() + j;
                detail.drift[cell] = turn.square * x - turn.square_half * y;
                detail.spared[cell] = turn.square_half * x - turn.square_both * y;
                detail.mean[cell] = turn.mean * x - turn.mean_half * y;
            }
        }
        log_sum
    }

    /// From increments to sums, once all are set.
    pub(crate) fn add_up(&mut self, strata: &[std::ops::Range<usize>], columns: usize) {
        for slots in strata {
            let mut sum = 0.0;
            for (place, slot) in slots.clone().enumerate() {
                sum += if place == 0 { 0.0 } else { self.cumulative[slot] };
                self.cumulative[slot] = sum;
            }
            if let Some(detail) = &mut self.detail {
                for slot in slots.clone().skip(1) {
                    for j in 0..columns {
                        detail.drift[slot * columns + j] += detail.drift[(slot - 1) * columns + j];
                    }
                }
            }
        }
    }
}

/// Sums over the risk set at an event time: first of the risks, then of the risks times each
/// covariate.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SlotSums<'a> {
    /// The weights of the events.
    pub(crate) weight: f64,
    pub(crate) at_risk: &'a [f64],
    /// Over those who have the event; zeros where it is alone.
    pub(crate) tied: &'a [f64],
}

impl<'a> SlotSums<'a> {
    /// How many numbers there are.
    pub(crate) fn width(columns: usize) -> usize {
        1 + 2 * (columns + 1)
    }

    fn write(&self, to: &mut [f64]) {
        let all = std::iter::once(&self.weight).chain(self.at_risk).chain(self.tied);
        to.iter_mut().zip(all).for_each(|(to, value)| *to = *value);
    }

    /// The sums as they were written.
    pub(crate) fn read(numbers: &'a [f64]) -> SlotSums<'a> {
        let (weight, sums) = numbers.split_first().unwrap_or((&0.0, &[]));
        let (at_risk, tied) = sums.split_at(sums.len() / 2);
        SlotSums { weight: *weight, at_risk, tied }
    }
}

/// A workspace that the iterations share.
#[derive(Debug)]
pub(crate) struct Sweep<'a> {
    pub(crate) sets: &'a RiskSets,
    ties: Ties,
    pub(super) threads: usize,
    pub(crate) observed: Observed,
    /// `weight · exp(linear predictor)` of each row.
    pub(crate) risk: Vec<f64>,
    pub(crate) hazards: Hazards,
}

impl<'a> Sweep<'a> {
    pub(crate) fn new(sets: &'a RiskSets, ties: Ties, threads: usize) -> Sweep<'a> {
        let hazards = Hazards::none(sets.time.len(), None);
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
        likelihood.add(&self.sets.coefficient, &first, &second, &squares);
    }

    /// The hazards at `beta` with all details, for residuals and predictions.
    pub(crate) fn detailed(&mut self, beta: &[f64]) {
        self.set_risk(beta);
        self.hazards.detail = Some(Detail::new(self.sets.time.len(), self.sets.columns.len()));
        self.hazards_at_slots(None, None);
    }

    /// Sets the risks at `beta`, which has all coefficients of the scaled covariates.
    pub(crate) fn set_risk(&mut self, beta: &[f64]) {
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
        let mut value = 0.0;
        let least_tied = if *ties == Ties::Efron { 2 } else { u32::MAX };
        back_over_slots(sets, risk, least_tied, &mut |slot, sums| {
            let events = sets.events[slot];
            if events > 0 {
                let time_weight = time_weight.map(|weights| weights[slot]);
                value -=
                    hazards.set(slot, events, *ties, sums, time_weight, squares.as_deref_mut());
            }
        });
        hazards.add_up(&sets.strata, sets.columns.len());
        value
    }

    /// What the rows here add to the sums over the risk set at each slot that is an event time
    /// here or elsewhere: at the place of each slot [`SlotSums::width`] numbers.
    pub(crate) fn slot_sums(&self) -> Vec<f64> {
        let sets = self.sets;
        let width = SlotSums::width(sets.columns.len());
        let mut all = vec![0.0; sets.time.len() * width];
        // Others may have their event at the same time elsewhere.
        let least_tied = if self.ties == Ties::Efron { 1 } else { u32::MAX };
        back_over_slots(sets, &self.risk, least_tied, &mut |slot, sums| {
            sums.write(&mut all[slot * width..(slot + 1) * width]);
        });
        all
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
    pub(crate) fn moments(&self, time_weight: Option<&[f64]>) -> (Vec<f64>, Matrix) {
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

/// Sweeps back over the slots, and notes the sums over the risk set at every event time. Of
/// those with the event they are taken where there are `least_tied` or more.
fn back_over_slots(
    sets: &RiskSets,
    risk: &[f64],
    least_tied: u32,
    note: &mut dyn FnMut(usize, &SlotSums<'_>),
) {
    let columns = sets.columns.len();
    let mut sums = vec![Sum::default(); columns + 1];
    let mut at_risk = vec![0.0; columns + 1];
    let mut tied = vec![0.0; columns + 1];
    for slots in &sets.strata {
        sums.fill(Sum::default());
        for slot in slots.clone().skip(1).rev() {
            let rows = sets.leaving(slot);
            add_rows(&mut sums, &risk[rows.clone()], &sets.columns, rows);
            let entering = sets.entering(slot);
            if !entering.is_empty() {
                subtract_rows(&mut sums, risk, &sets.columns, entering);
            }
            for (value, sum) in at_risk.iter_mut().zip(&sums) {
                *value = sum.value();
            }
            let count = sets.events[slot];
            let rows = sets.with_event(slot);
            let weight = match sets.weight.get(rows.clone()) {
                Some(weights) if !sets.weight.is_empty() => weights.iter().sum::<f64>(),
                _ => f64::from(count),
            };
            if count >= least_tied {
                sum_rows(&mut tied, &risk[rows.clone()], &sets.columns, rows);
            } else {
                tied.fill(0.0);
            }
            note(slot, &SlotSums { weight, at_risk: &at_risk, tied: &tied });
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
