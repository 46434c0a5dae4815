//! How near two different ratings come to agreeing.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How much two ratings agree: 1 where they are the same, less the farther apart they are
/// (Gwet 2014, chapter 3). Numbers count as they are; other categories as their places.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Weights {
    /// Ratings agree or they do not.
    #[default]
    Identity,
    /// `1 − |a − b| / range`.
    Linear,
    /// `1 − (a − b)² / range²`.
    Quadratic,
    /// By how many categories lie between: `1 − C(|i − j| + 1, 2) / C(q, 2)`. This is not
    /// Krippendorff's ordinal metric, which counts ratings that lie between.
    Ordinal,
    /// `1 − √|a − b| / √range`.
    Radical,
    /// `1 − ((a − b)/(a + b))²` as a share of the greatest.
    Ratio,
}

impl Weights {
    /// The name, as in options.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Weights::Identity => "identity",
            Weights::Linear => "linear",
            Weights::Quadratic => "quadratic",
            Weights::Ordinal => "ordinal",
            Weights::Radical => "radical",
            Weights::Ratio => "ratio",
        }
    }

    /// The weights between categories that count as these values, in order, row by row.
    pub(super) fn matrix(self, values: &[f64]) -> Vec<Vec<f64>> {
        let (low, high) = match (values.first(), values.last()) {
            (Some(&low), Some(&high)) => (low, high),
            _ => (0.0, 0.0),
        };
        let range = high - low;
        let pairs = |steps: usize| (steps * (steps + 1)) as f64 / 2.0;
        let most_pairs = pairs(values.len().saturating_sub(1));
        let most_ratio = square_ratio(low, high);
        let distance = |(i, a): (usize, f64), (j, b): (usize, f64)| match self {
            Weights::Identity => 1.0,
            Weights::Linear => (a - b).abs() / range,
            Weights::Quadratic => ((a - b) / range).powi(2),
            Weights::Ordinal => pairs(i.abs_diff(j)) / most_pairs,
            Weights::Radical => ((a - b).abs() / range).sqrt(),
            Weights::Ratio => square_ratio(a, b) / most_ratio,
        };
        let places = || values.iter().copied().enumerate();
        let row = |one: (usize, f64)| {
            let weight = |other: (usize, f64)| {
                if one.0 == other.0 { 1.0 } else { 1.0 - distance(one, other) }
            };
            places().map(weight).collect()
        };
        places().map(row).collect()
    }
}

/// `((a − b)/(a + b))²`; 0 for two zeros.
pub(super) fn square_ratio(a: f64, b: f64) -> f64 {
    if a == b { 0.0 } else { ((a - b) / (a + b)).powi(2) }
}
