//! Krippendorff's alpha.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::SUBJECT;
use super::agreement::{Agreement, AgreementOptions, Coefficient, Parts, Plan, StandardError};
use super::columns::Measurement;
use super::ratings::Ratings;
use super::tally::{Pattern, Tally};
use super::weights::square_ratio;
use crate::document::described;
use crate::error::Error;
use crate::watch::Watch;

described! { AlphaOptions = "alpha-options" }

/// How to compute alpha.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct AlphaOptions {
    /// The group column: then the agreement within each group is computed. Default none.
    pub by: Option<String>,
    /// How far two ratings are apart. Default: as the ratings were read.
    pub metric: Option<Measurement>,
    /// The probability with which an interval should hold the true value. Default 0.95.
    pub level: f64,
    /// Where the standard error comes from. Default: Gwet's formula; for the ordinal metric,
    /// which changes with the sample and has none, the bootstrap.
    pub standard_error: Option<StandardError>,
    /// How many samples of units a bootstrap draws. Default 1000.
    pub draws: u32,
    /// What a bootstrap draws by. Default 1.
    pub seed: u64,
    /// At most how many threads work; the result does not depend on it. Default: as many as the
    /// machine has.
    pub threads: Option<usize>,
}

impl Default for AlphaOptions {
    fn default() -> AlphaOptions {
        let AgreementOptions { by, level, standard_error, draws, seed, threads, .. } =
            AgreementOptions::default();
        AlphaOptions { by, metric: None, level, standard_error, draws, seed, threads }
    }
}

impl Ratings {
    /// Krippendorff's alpha, `1 − observed / expected` disagreement, for any number of raters and
    /// with missing ratings. Units that fewer than two raters rated do not count.
    ///
    /// # Errors
    /// [`crate::Code::Argument`] where an option is out of its range, such as an analytic error
    /// of the ordinal metric; [`crate::Code::Empty`] where no unit was rated twice;
    /// [`crate::Code::Cancelled`] where the watch stops a bootstrap.
    pub fn krippendorff_alpha(
        &self,
        options: &AlphaOptions,
        watch: &mut Watch<'_>,
    ) -> Result<Agreement, Error> {
        let metric = options.metric.unwrap_or(self.level);
        let published = if metric == Measurement::Ordinal {
            StandardError::Bootstrap
        } else {
            StandardError::Analytic
        };
        let standard_error = options.standard_error.unwrap_or(published);
        if standard_error == StandardError::Analytic && metric == Measurement::Ordinal {
            let found = "`analytic` for the ordinal metric";
            let expected = "`bootstrap`: its distances depend on the ratings, and no formula is \
                            published";
            return Err(Error::argument(SUBJECT, "standard_error", found, expected));
        }
        if metric == Measurement::Ratio && self.values.first().is_some_and(|low| *low < 0.0) {
            let found = "`ratio` for ratings below 0";
            return Err(Error::argument(SUBJECT, "metric", found, "`interval`"));
        }
        let AlphaOptions { by, level, draws, seed, threads, .. } = options.clone();
        let shared = AgreementOptions {
            by,
            level,
            draws,
            seed,
            threads,
            standard_error: Some(standard_error),
            ..AgreementOptions::default()
        };
        let plan = Plan {
            coefficient: "krippendorff-alpha",
            weights: metric.name(),
            least: 2,
            options: &shared,
            standard_error,
        };
        plan.run(self, watch, &|tally, ratings| {
            Box::new(Alpha::new(tally, &ratings.values, metric))
        })
    }
}

/// Alpha of the units of a tally.
struct Alpha<'a> {
    tally: &'a Tally,
    metric: Measurement,
    /// What each category counts as, less the middle of all.
    values: Vec<f64>,
    /// As it was read.
    raw: &'a [f64],
    /// The disagreement within a unit of each pattern; not of the ordinal metric, where it
    /// depends on all units.
    within: Vec<f64>,
}

impl<'a> Alpha<'a> {
    fn new(tally: &'a Tally, raw: &'a [f64], metric: Measurement) -> Alpha<'a> {
        let middle = 0.5 * (raw.first().unwrap_or(&0.0) + raw.last().unwrap_or(&0.0));
        let values = raw.iter().map(|value| value - middle).collect();
        let mut alpha = Alpha { tally, metric, values, raw, within: Vec::new() };
        if metric != Measurement::Ordinal {
            let within = tally.patterns.iter().map(|pattern| {
                alpha.disagreement(&pattern.counts, pattern.total, &alpha.values)
                    / (pattern.total - 1.0)
            });
            alpha.within = within.collect();
        }
        alpha
    }

    /// The sum of squared distances over all ordered pairs of these ratings.
    fn disagreement(&self, counts: &[(u32, f64)], total: f64, scores: &[f64]) -> f64 {
        match self.metric {
            Measurement::Nominal => {
                let same: f64 = counts.iter().map(|(_, count)| count * count).sum();
                total * total - same
            }
            Measurement::Ordinal | Measurement::Interval => {
                let (mut sum, mut squares) = (0.0, 0.0);
                for &(category, count) in counts {
                    let score = scores.get(category as usize).copied().unwrap_or(0.0);
                    sum += count * score;
                    squares += count * score * score;
                }
                (2.0 * (total * squares - sum * sum)).max(0.0)
            }
            Measurement::Ratio => {
                let value = |category: u32| self.raw.get(category as usize).copied().unwrap_or(0.0);
                let mut sum = 0.0;
                for (place, &(one, count)) in counts.iter().enumerate() {
                    for &(other, other_count) in counts.iter().take(place) {
                        sum += count * other_count * square_ratio(value(one), value(other));
                    }
                }
                2.0 * sum
            }
        }
    }

    /// The mean ranks of the categories, less the middle rank: squared differences of these are
    /// the ordinal metric, for `Σ n_g` from one category to the other, with the ends by half.
    fn ranks(totals: &[f64]) -> Vec<f64> {
        let middle = 0.5 * totals.iter().sum::<f64>();
        let mut below = 0.0;
        let rank = |count: &f64| {
            let rank = below + 0.5 * count - middle;
            below += count;
            rank
        };
        totals.iter().map(rank).collect()
    }

    /// Gwet's weight of two categories; see [`Coefficient::standard_error`].
    fn weight(&self, one: f64, other: f64, range: f64) -> f64 {
        match self.metric {
            Measurement::Interval => 1.0 - ((one - other) / range).powi(2),
            Measurement::Ratio => 1.0 - square_ratio(one, other),
            _ if one == other => 1.0,
            _ => 0.0,
        }
    }
}

impl Coefficient for Alpha<'_> {
    fn of_sample(&self, units: &[u32]) -> Parts {
        let mut totals = vec![0.0; self.values.len()];
        let weighted = || {
            let both = self.tally.patterns.iter().zip(units);
            both.enumerate().filter(|(_, (_, units))| **units > 0)
        };
        for (_, (pattern, &units)) in weighted() {
            for &(category, count) in &pattern.counts {
                if let Some(total) = totals.get_mut(category as usize) {
                    *total += count * f64::from(units);
                }
            }
        }
        let n: f64 = totals.iter().sum();
        let ordinal = self.metric == Measurement::Ordinal;
        let ranks = if ordinal { Alpha::ranks(&totals) } else { Vec::new() };
        let scores = if ordinal { &ranks } else { &self.values };
        let within = |place: usize, Pattern { counts, total }: &Pattern| {
            if ordinal {
                self.disagreement(counts, *total, scores) / (total - 1.0)
            } else {
                self.within.get(place).copied().unwrap_or(0.0)
            }
        };
        let observed: f64 = weighted()
            .map(|(place, (pattern, &units))| f64::from(units) * within(place, pattern))
            .sum();
        let all: Vec<(u32, f64)> =
            (0..).zip(totals.iter().copied()).filter(|(_, total)| *total > 0.0).collect();
        let expected = self.disagreement(&all, n, scores) / (n - 1.0);
        // A single category has no distance in it, but rounding might leave one.
        let varies = all.len() > 1 && expected > 0.0;
        Parts {
            estimate: varies.then(|| 1.0 - observed / expected),
            observed: Some(observed / n),
            expected: Some(expected / n),
        }
    }

    /// Gwet (2014), chapter 6: the linearised contribution of each unit.
    fn standard_error(&self) -> Option<f64> {
        let Tally { patterns, units, .. } = self.tally;
        let n = self.tally.of_unit.len() as f64;
        let mean_total = self.tally.count() / n;
        let mut shares = vec![0.0; self.raw.len()];
        for (pattern, &units) in patterns.iter().zip(units) {
            for &(category, count) in &pattern.counts {
                if let Some(share) = shares.get_mut(category as usize) {
                    *share += f64::from(units) * count / (n * mean_total);
                }
            }
        }
        let range = match (self.raw.first(), self.raw.last()) {
            (Some(low), Some(high)) if high > low => high - low,
            _ => 1.0,
        };
        let weighted = |one: f64| -> f64 {
            let each = self.raw.iter().zip(&shares);
            each.map(|(&other, share)| share * self.weight(one, other, range)).sum()
        };
        let near: Vec<f64> = self.raw.iter().map(|&one| weighted(one)).collect();
        let expected: f64 = near.iter().zip(&shares).map(|(near, share)| near * share).sum();
        let value = |category: u32| self.raw.get(category as usize).copied().unwrap_or(0.0);
        // Per pattern: its agreement, relative to the mean number of ratings.
        let agreement = |pattern: &Pattern| {
            let mut sum = 0.0;
            for &(one, count) in &pattern.counts {
                let nearby = pattern.counts.iter().map(|&(other, other_count)| {
                    other_count * self.weight(value(one), value(other), range)
                });
                sum += count * (nearby.sum::<f64>() - 1.0);
            }
            sum / (mean_total * (pattern.total - 1.0))
        };
        let each = |pattern: &Pattern| (agreement(pattern), pattern.total / mean_total - 1.0);
        let weighted_units = || patterns.iter().zip(units);
        let observed: f64 =
            weighted_units().map(|(p, &units)| f64::from(units) * agreement(p)).sum::<f64>() / n;
        if expected >= 1.0 || n < 2.0 {
            return None;
        }
        let alpha = (observed - expected) / (1.0 - expected);
        // Gwet takes the agreement with its correction for few ratings here, and without it above.
        let few = 1.0 / self.tally.count();
        let corrected = (1.0 - few) * observed + few;
        let sum: f64 = weighted_units()
            .map(|(pattern, &units)| {
                let (agreement, more) = each(pattern);
                let chance: f64 = pattern
                    .counts
                    .iter()
                    .map(|&(c, count)| count * near.get(c as usize).copied().unwrap_or(0.0))
                    .sum::<f64>()
                    / mean_total
                    - expected * more;
                let own = (agreement - corrected * more - expected) / (1.0 - expected);
                let own = own - 2.0 * (1.0 - alpha) * (chance - expected) / (1.0 - expected);
                f64::from(units) * (own - alpha).powi(2)
            })
            .sum();
        Some((sum / (n * (n - 1.0))).sqrt())
    }
}
