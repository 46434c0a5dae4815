//! Fleiss' kappa, Gwet's coefficients and percent agreement: shares of agreeing pairs, corrected
//! for chance or not.

use super::agreement::{Coefficient, Parts};
use super::tally::{Pattern, Tally};

/// What chance would give.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Fleiss,
    Gwet,
    Percent,
}

pub(super) struct Chance<'a> {
    tally: &'a Tally,
    weights: Vec<Vec<f64>>,
    kind: Kind,
    /// The sum of the weights as a share of the pairs of different categories.
    spread: f64,
    /// Per pattern the share of agreeing pairs; `None` for one rating.
    agreement: Vec<Option<f64>>,
}

impl<'a> Chance<'a> {
    pub(super) fn new(tally: &'a Tally, weights: Vec<Vec<f64>>, kind: Kind) -> Chance<'a> {
        let categories = weights.len() as f64;
        let sum: f64 = weights.iter().flatten().sum();
        let spread = sum / (categories * (categories - 1.0));
        let mut chance = Chance { tally, weights, kind, spread, agreement: Vec::new() };
        chance.agreement = tally.patterns.iter().map(|pattern| chance.agreement(pattern)).collect();
        chance
    }

    fn weight(&self, one: u32, other: u32) -> f64 {
        let row = self.weights.get(one as usize);
        row.and_then(|row| row.get(other as usize)).copied().unwrap_or(0.0)
    }

    fn agreement(&self, Pattern { counts, total }: &Pattern) -> Option<f64> {
        let mut sum = 0.0;
        for &(one, count) in counts {
            let near = counts.iter().map(|&(other, count)| count * self.weight(one, other));
            sum += count * (near.sum::<f64>() - 1.0);
        }
        (*total > 1.0).then(|| sum / (total * (total - 1.0)))
    }

    /// The mean share of each category in a unit's ratings.
    fn shares(&self, units: &[u32], n: f64) -> Vec<f64> {
        let mut shares = vec![0.0; self.weights.len()];
        for (pattern, &units) in self.tally.patterns.iter().zip(units) {
            for &(category, count) in &pattern.counts {
                if let Some(share) = shares.get_mut(category as usize) {
                    *share += f64::from(units) * count / (pattern.total * n);
                }
            }
        }
        shares
    }

    /// What a rating of each category adds to chance agreement, whose mean is the chance
    /// agreement itself: the sum with the shares.
    fn chances(&self, shares: &[f64]) -> Vec<f64> {
        match self.kind {
            Kind::Fleiss => {
                let near = |row: &Vec<f64>| row.iter().zip(shares).map(|(w, s)| w * s).sum();
                self.weights.iter().map(near).collect()
            }
            Kind::Gwet => shares.iter().map(|share| self.spread * (1.0 - share)).collect(),
            Kind::Percent => Vec::new(),
        }
    }
}

fn dot(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).map(|(a, b)| a * b).sum()
}

impl Coefficient for Chance<'_> {
    fn of_sample(&self, units: &[u32]) -> Parts {
        let n: f64 = units.iter().copied().map(f64::from).sum();
        let (mut sum, mut pairable) = (0.0, 0.0);
        for (agreement, &units) in self.agreement.iter().zip(units) {
            if let Some(agreement) = agreement {
                sum += f64::from(units) * agreement;
                pairable += f64::from(units);
            }
        }
        let observed = (pairable > 0.0).then(|| sum / pairable);
        if self.kind == Kind::Percent {
            return Parts { estimate: observed, observed, expected: None };
        }
        let shares = self.shares(units, n);
        let expected = dot(&self.chances(&shares), &shares);
        // With one category chance agreement is 1, or not defined.
        let varies = expected < 1.0 - 1e-12;
        let estimate = observed.filter(|_| varies);
        let estimate = estimate.map(|observed| (observed - expected) / (1.0 - expected));
        Parts { estimate, observed, expected: expected.is_finite().then_some(expected) }
    }

    /// Gwet (2014), chapter 5: the linearised contribution of each unit.
    fn standard_error(&self) -> Option<f64> {
        let units = &self.tally.units;
        let parts = self.of_sample(units);
        let estimate = parts.estimate?;
        let n = self.tally.of_unit.len() as f64;
        let up = n / self.tally.pairable() as f64;
        let shares = self.shares(units, n);
        let chances = self.chances(&shares);
        let expected = parts.expected.unwrap_or(0.0);
        let patterns = self.tally.patterns.iter().zip(&self.agreement).zip(units);
        let sum: f64 = patterns
            .map(|((pattern, agreement), &units)| {
                let own = agreement.map_or(0.0, |agreement| up * (agreement - expected));
                let own = own / (1.0 - expected);
                let chance = pattern.counts.iter().map(|&(category, count)| {
                    count * chances.get(category as usize).copied().unwrap_or(0.0) / pattern.total
                });
                let beyond = if self.kind == Kind::Percent {
                    0.0
                } else {
                    2.0 * (1.0 - estimate) * (chance.sum::<f64>() - expected) / (1.0 - expected)
                };
                f64::from(units) * (own - beyond - estimate).powi(2)
            })
            .sum();
        Some((sum / (n * (n - 1.0))).sqrt())
    }
}
