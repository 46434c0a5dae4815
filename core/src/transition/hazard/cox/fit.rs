//! The maximum of the partial likelihood of transitions that share coefficients.

use super::likelihood::Sweep;
use super::options::Ties;
use super::risk_sets::RiskSets;
use crate::Error;
use crate::transition::hazard::newton::{Fit, Likelihood, Stop, climb};

/// Finds the coefficients of the transitions in `sets`, which number them from 0.
pub(crate) fn fit(
    sets: &[&RiskSets],
    coefficients: usize,
    ties: Ties,
    stop: Stop,
    threads: usize,
) -> Result<Fit, Error> {
    let mut sweeps: Vec<Sweep<'_>> =
        sets.iter().map(|sets| Sweep::new(sets, ties, threads)).collect();
    let mut spread = vec![0.0f64; coefficients];
    for set in sets {
        for (&coefficient, &own) in set.coefficient.iter().zip(&set.spread) {
            spread[coefficient] = spread[coefficient].max(own);
        }
    }
    climb(&spread, stop, &mut |beta| {
        let mut likelihood = Likelihood::zero(coefficients);
        sweeps.iter_mut().for_each(|sweep| sweep.add_to(&mut likelihood, beta, None));
        Ok(likelihood)
    })
}
