//! Sums that keep what rounding takes.

/// A sum with what was lost to rounding (A. Neumaier, *Rundungsfehleranalyse einiger Verfahren zur
/// Summation endlicher Summen*, 1974): of millions of terms, and of terms that are taken off again.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Sum {
    sum: f64,
    lost: f64,
}

impl Sum {
    pub(crate) fn add(&mut self, term: f64) {
        let total = self.sum + term;
        self.lost += if self.sum.abs() >= term.abs() {
            (self.sum - total) + term
        } else {
            (term - total) + self.sum
        };
        self.sum = total;
    }

    pub(crate) fn value(&self) -> f64 {
        self.sum + self.lost
    }
}
