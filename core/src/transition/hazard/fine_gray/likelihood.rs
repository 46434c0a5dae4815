//! The partial likelihood of Fine and Gray (1999) in linear time (Kawaguchi, Shen, Li and Suchard
//! 2021).
//!
//! At an event time t the risk set holds everybody whose time is not before t, and, with the
//! weight G(t-) / G(T-), everybody whose competing event was at T before t, where G is the
//! probability of not being censored. So its sums are a sum over later rows plus G(t-) times a sum
//! over earlier ones, and two scans give them at all times.

use super::competing::{Competing, End};
use crate::stats::matrix::Matrix;
use crate::transition::hazard::moments::{dot, moments};
use crate::transition::hazard::newton::Likelihood;

/// A workspace that the iterations share.
pub(super) struct Scan<'a> {
    pub(super) rows: &'a Competing,
    threads: usize,
    /// `weight · exp(linear predictor)` of each row.
    pub(super) risk: Vec<f64>,
    /// For each slot the sums over the risk set: of the risks, then of risks times covariates.
    at_risk: Vec<f64>,
    /// The weight of the events at each slot.
    events: Vec<f64>,
    /// The weighted sum of each covariate over the events.
    observed: Vec<f64>,
    /// The cumulative hazard of the subdistribution at each slot.
    pub(super) cumulative: Vec<f64>,
    /// The integral of G with respect to it.
    pub(super) discounted: Vec<f64>,
}

impl<'a> Scan<'a> {
    pub(super) fn new(rows: &'a Competing, threads: usize) -> Scan<'a> {
        let slots = rows.time.len();
        let mut events = vec![0.0; slots];
        let mut observed = vec![0.0; rows.columns.len()];
        for row in (0..rows.len()).filter(|&row| rows.end[row] == End::Event) {
            events[rows.slot[row] as usize] += rows.weight(row);
            for (sum, column) in observed.iter_mut().zip(&rows.columns) {
                *sum += rows.weight(row) * column[row];
            }
        }
        Scan {
            rows,
            threads: if rows.len() * (rows.columns.len() + 2) < 200_000 { 1 } else { threads },
            risk: vec![1.0; rows.len()],
            at_risk: vec![0.0; slots * (rows.columns.len() + 1)],
            events,
            observed,
            cumulative: vec![0.0; slots],
            discounted: vec![0.0; slots],
        }
    }

    /// The likelihood at the coefficients of the scaled covariates.
    pub(super) fn at(&mut self, beta: &[f64]) -> Likelihood {
        self.set(beta);
        let rows = self.rows;
        let columns = rows.columns.len();
        let mut likelihood = Likelihood::zero(columns);
        let mut squares = Matrix::zeros(columns, columns);
        for slot in 1..rows.time.len() {
            let sums = self.sums(slot);
            likelihood.value -= self.events[slot] * sums[0].ln();
            squares.add_outer(self.events[slot] / (sums[0] * sums[0]), &sums[1..]);
        }
        likelihood.value += dot(&self.observed, beta);
        let expected = |row| self.expected(row);
        let (first, mut second) = moments(&rows.columns, rows.len(), self.threads, expected);
        likelihood.scale = second.diagonal_values();
        let cells = second.values_mut().iter_mut().zip(squares.values());
        cells.for_each(|(sum, square)| *sum -= square);
        second.mirror();
        likelihood.information = second;
        likelihood.score =
            self.observed.iter().zip(first).map(|(sum, expected)| sum - expected).collect();
        likelihood
    }

    /// The sums over the risk set at a slot.
    fn sums(&self, slot: usize) -> &[f64] {
        let width = self.rows.columns.len() + 1;
        &self.at_risk[slot * width..(slot + 1) * width]
    }

    /// The mean covariate over the risk set at a slot.
    pub(super) fn mean(&self, slot: usize, column: usize) -> f64 {
        let sums = self.sums(slot);
        sums[column + 1] / sums[0]
    }

    /// The events that a row is expected to have, weighted.
    pub(super) fn expected(&self, row: usize) -> f64 {
        let slot = self.rows.slot[row] as usize;
        let mut exposure = self.cumulative[slot];
        if self.rows.end[row] == End::Competing {
            let last = self.discounted.last().copied().unwrap_or(0.0);
            exposure += (last - self.discounted[slot]) / self.rows.uncensored_then[row];
        }
        self.risk[row] * exposure
    }

    /// Sets the risks, the sums over the risk sets and the hazards.
    fn set(&mut self, beta: &[f64]) {
        let rows = self.rows;
        self.risk.fill(0.0);
        for (column, beta) in rows.columns.iter().zip(beta) {
            self.risk.iter_mut().zip(column).for_each(|(sum, value)| *sum += beta * value);
        }
        for (row, risk) in self.risk.iter_mut().enumerate() {
            *risk = rows.weight(row) * risk.exp();
        }
        let (slots, width) = (rows.time.len(), rows.columns.len() + 1);
        let mut sums = vec![0.0; width];
        // Backwards: everybody whose time is not before the slot's.
        for slot in (1..slots).rev() {
            for row in rows.first[slot]..rows.first[slot + 1] {
                sums[0] += self.risk[row];
                for (sum, column) in sums[1..].iter_mut().zip(&rows.columns) {
                    *sum += self.risk[row] * column[row];
                }
            }
            self.at_risk[slot * width..(slot + 1) * width].copy_from_slice(&sums);
        }
        // Forwards: everybody whose competing event was before.
        sums.fill(0.0);
        for slot in 1..slots {
            for row in rows.first[slot - 1]..rows.first[slot] {
                if rows.end[row] == End::Competing {
                    let risk = self.risk[row] / rows.uncensored_then[row];
                    sums[0] += risk;
                    for (sum, column) in sums[1..].iter_mut().zip(&rows.columns) {
                        *sum += risk * column[row];
                    }
                }
            }
            let here = &mut self.at_risk[slot * width..(slot + 1) * width];
            for (sum, earlier) in here.iter_mut().zip(&sums) {
                *sum += rows.uncensored[slot] * earlier;
            }
            let increment = self.events[slot] / here[0];
            self.cumulative[slot] = self.cumulative[slot - 1] + increment;
            self.discounted[slot] = self.discounted[slot - 1] + rows.uncensored[slot] * increment;
        }
    }
}
