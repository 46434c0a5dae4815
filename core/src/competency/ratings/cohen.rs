//! Cohen's kappa of two raters, and the agreement of every two.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::SUBJECT;
use super::agreement::{Agreement, AgreementRow, StandardError};
use super::ratings::Ratings;
use super::weights::Weights;
use crate::document::described;
use crate::error::{Code, Error, Place};
use crate::labels::Labels;
use crate::stats::normal;
use crate::warning::Warning;

described! { CohenOptions = "cohen-options", PairwiseOptions = "pairwise-options" }

/// How to compute Cohen's kappa.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct CohenOptions {
    /// The two raters. Default: those there are, where there are two.
    #[schemars(extend("x-accepts" = "the names of two raters"))]
    pub raters: Option<(String, String)>,
    /// How near two different ratings come to agreeing. Default `identity`.
    pub weights: Weights,
    /// The probability with which the interval should hold the true value. Default 0.95.
    pub level: f64,
}

impl Default for CohenOptions {
    fn default() -> CohenOptions {
        CohenOptions { raters: None, weights: Weights::Identity, level: 0.95 }
    }
}

/// How to compare every two raters.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PairwiseOptions {
    /// How near two different ratings come to agreeing. Default `identity`.
    pub weights: Weights,
}

/// The agreement of two raters.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PairRow {
    /// The first rater.
    pub rater: String,
    /// The second rater.
    pub other: String,
    /// How many units both rated.
    pub units: u64,
    /// On what share of them they agree.
    pub agreement: Option<f64>,
    /// Cohen's kappa; `None` where it is not defined.
    pub kappa: Option<f64>,
}

/// The agreement of every two raters.
#[derive(Clone, Debug, PartialEq)]
pub struct Pairwise {
    rows: Vec<PairRow>,
    warnings: Vec<Warning>,
}

impl Pairwise {
    /// Each two raters once, in the order of the ratings.
    #[must_use]
    pub fn rows(&self) -> &[PairRow] {
        &self.rows
    }

    /// What to say beside the result: those of [`Ratings::warnings`].
    #[must_use]
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// The rows as a table: `rater`, `other`, `units`, `agreement`, `kappa`.
    ///
    /// # Errors
    /// Never for a result that exists; the type is that of every table.
    #[cfg(feature = "arrow")]
    pub fn to_table(&self) -> Result<crate::Table, Error> {
        let rows = &self.rows;
        crate::Table::builder()
            .text("rater", rows.iter().map(|row| &row.rater))
            .text("other", rows.iter().map(|row| &row.other))
            .count("units", rows.iter().map(|row| row.units))
            .optional_number("agreement", rows.iter().map(|row| row.agreement))
            .optional_number("kappa", rows.iter().map(|row| row.kappa))
            .finish()
    }
}

/// The most raters of whom every two are compared.
const MOST_RATERS: usize = 2000;

impl Ratings {
    /// Cohen's kappa of two raters, over the units that both rated.
    ///
    /// # Errors
    /// [`Code::Argument`] where the raters are not two of these, or an option is out of its range;
    /// [`Code::Empty`] where they rated no unit in common.
    pub fn cohen_kappa(&self, options: &CohenOptions) -> Result<Agreement, Error> {
        let CohenOptions { raters, weights, level } = options;
        if !(*level > 0.0 && *level < 1.0) {
            let expected = "a probability between 0 and 1";
            return Err(Error::argument(SUBJECT, "level", level.to_string(), expected));
        }
        let (one, other) = self.two(raters.as_ref())?;
        let weights_matrix = weights.matrix(&self.values);
        let columns = [self.column(one), self.column(other)];
        let table = Crossed::of(&columns[0], &columns[1], self.values.len());
        if table.n == 0.0 {
            let found = "no unit that both rated";
            let expected = "a unit that both rated, or more";
            return Err(Error::one(Code::Empty, SUBJECT, Place::Whole, found, expected));
        }
        let (observed, expected) = table.agreement(&weights_matrix);
        let mut warnings = self.warnings.clone();
        let mut row = AgreementRow {
            observed: Some(observed),
            expected: Some(expected),
            units: table.n as u64,
            raters: 2,
            ratings: 2 * table.n as u64,
            ..AgreementRow::default()
        };
        if expected < 1.0 - 1e-12 {
            let kappa = (observed - expected) / (1.0 - expected);
            let error = table.standard_error(&weights_matrix, kappa, expected);
            let half = normal::two_sided(*level) * error;
            row.estimate = Some(kappa);
            row.standard_error = Some(error);
            (row.lower, row.upper) = (Some(kappa - half), Some((kappa + half).min(1.0)));
        } else {
            let message = "both raters gave every unit the same one category: chance cannot be \
                           told from agreement; report percent agreement";
            warnings.push(Warning::new("no-variation", message));
        }
        Ok(Agreement {
            coefficient: "cohen-kappa",
            weights: weights.name(),
            standard_error: StandardError::Analytic,
            level: *level,
            rows: vec![row],
            grouped: false,
            warnings,
        })
    }

    /// On what share of the units that both rated every two raters agree, with Cohen's kappa: what
    /// a map of agreement shows.
    ///
    /// # Errors
    /// [`Code::Argument`] where there are more than 2,000 raters.
    pub fn pairwise(&self, options: &PairwiseOptions) -> Result<Pairwise, Error> {
        let count = self.raters.len();
        if count > MOST_RATERS {
            let expected = format!("at most {MOST_RATERS}, so that every two can be compared");
            return Err(Error::argument(SUBJECT, "raters", format!("{count} raters"), expected));
        }
        let weights = options.weights.matrix(&self.values);
        let columns: Vec<Vec<u32>> = (0..count as u32).map(|rater| self.column(rater)).collect();
        let mut rows = Vec::new();
        for (place, (one, rater)) in columns.iter().zip(&self.raters).enumerate() {
            for (other, other_rater) in columns.iter().zip(&self.raters).skip(place + 1) {
                let table = Crossed::of(one, other, self.values.len());
                let (observed, expected) = table.agreement(&weights);
                let any = table.n > 0.0;
                rows.push(PairRow {
                    rater: rater.clone(),
                    other: other_rater.clone(),
                    units: table.n as u64,
                    agreement: any.then_some(observed),
                    kappa: (any && expected < 1.0 - 1e-12)
                        .then(|| (observed - expected) / (1.0 - expected)),
                });
            }
        }
        Ok(Pairwise { rows, warnings: self.warnings.clone() })
    }

    fn two(&self, named: Option<&(String, String)>) -> Result<(u32, u32), Error> {
        let refuse = |found: String| {
            let expected = format!("two of the {} raters", self.raters.len());
            Err(Error::argument(SUBJECT, "raters", found, expected))
        };
        let Some((one, other)) = named else {
            return match self.raters.len() {
                2 => Ok((0, 1)),
                count => refuse(format!("none named, of {count}")),
            };
        };
        let place = |name: &String| self.raters.iter().position(|rater| rater == name);
        match (place(one), place(other)) {
            (Some(one), Some(other)) if one != other => Ok((one as u32, other as u32)),
            _ => refuse(format!("`{one}` and `{other}`")),
        }
    }

    /// A rater's category for each unit.
    fn column(&self, rater: u32) -> Vec<u32> {
        let of = |ratings: &Vec<super::ratings::Rating>| {
            let place = ratings.binary_search_by_key(&rater, |rating| rating.rater).ok();
            let rating = place.and_then(|place| ratings.get(place));
            rating.map_or(Labels::MISSING, |rating| rating.category)
        };
        self.ratings.iter().map(of).collect()
    }
}

/// The ratings of one rater crossed with those of another, as shares of the units.
struct Crossed {
    n: f64,
    shares: Vec<Vec<f64>>,
    rows: Vec<f64>,
    columns: Vec<f64>,
}

impl Crossed {
    fn of(one: &[u32], other: &[u32], categories: usize) -> Crossed {
        let mut shares = vec![vec![0.0; categories]; categories];
        let mut n = 0.0;
        for (&one, &other) in one.iter().zip(other) {
            let cell = shares.get_mut(one as usize).and_then(|row| row.get_mut(other as usize));
            if let Some(cell) = cell {
                *cell += 1.0;
                n += 1.0;
            }
        }
        let total: f64 = if n > 0.0 { n } else { 1.0 };
        shares.iter_mut().flatten().for_each(|cell| *cell /= total);
        let rows = shares.iter().map(|row| row.iter().sum()).collect();
        let columns = (0..categories)
            .map(|place| shares.iter().filter_map(|row| row.get(place)).sum())
            .collect();
        Crossed { n, shares, rows, columns }
    }

    /// The agreement observed and expected.
    fn agreement(&self, weights: &[Vec<f64>]) -> (f64, f64) {
        let (mut observed, mut expected) = (0.0, 0.0);
        for ((shares, weights), row) in self.shares.iter().zip(weights).zip(&self.rows) {
            for ((share, weight), column) in shares.iter().zip(weights).zip(&self.columns) {
                observed += weight * share;
                expected += weight * row * column;
            }
        }
        (observed, expected)
    }

    /// Fleiss, Cohen and Everitt (1969), equation 10, not under the hypothesis of no agreement.
    fn standard_error(&self, weights: &[Vec<f64>], kappa: f64, expected: f64) -> f64 {
        let dot =
            |one: &[f64], other: &[f64]| -> f64 { one.iter().zip(other).map(|(a, b)| a * b).sum() };
        // The mean weight of each category of the one rater with the ratings of the other; weights
        // are symmetric.
        let of_row: Vec<f64> = weights.iter().map(|row| dot(row, &self.columns)).collect();
        let of_column: Vec<f64> = weights.iter().map(|row| dot(row, &self.rows)).collect();
        let mut sum = 0.0;
        for ((shares, weights), of_row) in self.shares.iter().zip(weights).zip(&of_row) {
            for ((share, weight), of_column) in shares.iter().zip(weights).zip(&of_column) {
                sum += share * (weight - (of_row + of_column) * (1.0 - kappa)).powi(2);
            }
        }
        let less = (kappa - expected * (1.0 - kappa)).powi(2);
        ((sum - less).max(0.0) / self.n).sqrt() / (1.0 - expected)
    }
}
