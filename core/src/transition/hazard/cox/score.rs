//! Score residuals: how much each row adds to the score, once the risk sets it was in are
//! charged to it (Therneau, Grambsch and Fleming 1990; with Efron's ties as in Therneau and
//! Grambsch 2000, section 4.6).

use super::likelihood::Sweep;
use crate::threads::on_each;

/// What observed and expected events a row has, weighted.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Exposure {
    /// The weight of the row's event, 0 where it has none.
    pub(crate) observed: f64,
    pub(crate) expected: f64,
}

impl Sweep<'_> {
    /// The events of each row in the order of the risk sets.
    pub(crate) fn exposures(&self) -> Vec<Exposure> {
        let row = |row| Exposure {
            observed: if self.sets.has_event(row) { self.sets.weight(row) } else { 0.0 },
            expected: self.expected(row),
        };
        (0..self.sets.len()).map(row).collect()
    }

    /// Calls `note(row, residual)` with the weighted score residual of each row for one scaled
    /// covariate. The sweep must be a detailed one.
    pub(crate) fn score_residuals(
        &self,
        exposures: &[Exposure],
        column: usize,
        mut note: impl FnMut(usize, f64),
    ) {
        let Some(detail) = &self.hazards.detail else { return };
        let columns = self.sets.columns.len();
        let values = &self.sets.columns[column];
        for (row, (exposure, value)) in exposures.iter().zip(values).enumerate() {
            let leave = self.sets.leave[row] as usize * columns + column;
            let enter = self.sets.enter[row] as usize * columns + column;
            let mut residual = value * (exposure.observed - exposure.expected);
            let mut drift = detail.drift[leave] - detail.drift[enter];
            if exposure.observed > 0.0 {
                residual -= exposure.observed * detail.mean[leave];
                drift -= detail.spared[leave];
            }
            note(row, residual + self.risk[row] * drift);
        }
    }

    /// The score residuals of each coefficient of this transition, added up within clusters:
    /// for each of its columns a value for each cluster.
    pub(crate) fn by_cluster(&self, cluster_of_row: &[u32], clusters: usize) -> Vec<Vec<f64>> {
        let exposures = self.exposures();
        on_each(self.threads, (0..self.sets.columns.len()).collect(), |column| {
            let mut sums = vec![0.0; clusters];
            self.score_residuals(&exposures, column, |row, residual| {
                sums[cluster_of_row[row] as usize] += residual;
            });
            sums
        })
    }

    /// Adds these to the sums of each coefficient of the model; those that are empty are zeros.
    pub(crate) fn add_influence(
        &self,
        influence: &mut [Vec<f64>],
        cluster_of_row: &[u32],
        clusters: usize,
    ) {
        let own = self.by_cluster(cluster_of_row, clusters);
        for (sums, &coefficient) in own.into_iter().zip(&self.sets.coefficient) {
            match &mut influence[coefficient] {
                empty if empty.is_empty() => *empty = sums,
                before => before.iter_mut().zip(sums).for_each(|(sum, own)| *sum += own),
            }
        }
    }
}
