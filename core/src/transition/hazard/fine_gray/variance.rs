//! The covariance of Fine and Gray (1999): everybody's influence on the score, by way of the
//! likelihood and by way of the distribution of censoring.

use super::competing::End;
use super::likelihood::Scan;

impl Scan<'_> {
    /// For each scaled covariate, the influence of each row on the score at the coefficients at
    /// which the scan was made.
    pub(super) fn influence(&self) -> Vec<Vec<f64>> {
        (0..self.rows.columns.len()).map(|column| self.influence_on(column)).collect()
    }

    fn influence_on(&self, column: usize) -> Vec<f64> {
        let rows = self.rows;
        let values = &rows.columns[column];
        let slots = rows.time.len();
        // The integrals of the mean covariate, plain and discounted by G.
        let mut drift = vec![0.0; slots];
        let mut drift_discounted = vec![0.0; slots];
        for slot in 1..slots {
            let mean = self.mean(slot, column);
            let increment = self.cumulative[slot] - self.cumulative[slot - 1];
            let discounted = self.discounted[slot] - self.discounted[slot - 1];
            drift[slot] = drift[slot - 1] + mean * increment;
            drift_discounted[slot] = drift_discounted[slot - 1] + mean * discounted;
        }
        let last = slots - 1;
        let mut influence: Vec<f64> = (0..rows.len())
            .map(|row| {
                let slot = rows.slot[row] as usize;
                let risk = self.risk[row];
                let mut own = -risk * (values[row] * self.cumulative[slot] - drift[slot]);
                match rows.end[row] {
                    End::Event => own += rows.weight(row) * (values[row] - self.mean(slot, column)),
                    End::Competing => {
                        let later = self.discounted[last] - self.discounted[slot];
                        let mean = drift_discounted[last] - drift_discounted[slot];
                        own -= risk / rows.uncensored_then[row] * (values[row] * later - mean);
                    }
                    End::Censored => {}
                }
                own
            })
            .collect();

        // How the score depends on the hazard of censoring at each time of censoring: through the
        // weights of those whose competing event was before.
        let censoring = &rows.censoring;
        let (mut sum, mut sum_of_values) = (0.0, 0.0);
        let mut row = 0;
        let mut slot = 0;
        let mut cumulative = Vec::with_capacity(censoring.time.len());
        let mut jumps = Vec::with_capacity(censoring.time.len());
        let mut total = 0.0;
        for (place, &time) in censoring.time.iter().enumerate() {
            while row < rows.len() && rows.stop[row] < time {
                if rows.end[row] == End::Competing {
                    let risk = self.risk[row] / rows.uncensored_then[row];
                    sum += risk;
                    sum_of_values += risk * values[row];
                }
                row += 1;
            }
            // Events after this time of censoring are discounted by it.
            while slot < last && rows.time[slot + 1] < time {
                slot += 1;
            }
            let from = slot;
            let later = self.discounted[last] - self.discounted[from];
            let mean = drift_discounted[last] - drift_discounted[from];
            let jump = (sum_of_values * later - sum * mean) / censoring.at_risk[place];
            total += jump * censoring.censored[place] / censoring.at_risk[place];
            cumulative.push(total);
            jumps.push(jump);
        }
        let mut place = 0;
        for (row, own) in influence.iter_mut().enumerate() {
            // Rows are in order of time.
            while place < censoring.time.len() && censoring.time[place] <= rows.stop[row] {
                place += 1;
            }
            if place > 0 {
                *own -= rows.weight(row) * cumulative[place - 1];
                if rows.end[row] == End::Censored {
                    *own += rows.weight(row) * jumps[place - 1];
                }
            }
        }
        influence
    }
}
