//! The exact test of the share that rates an item at or above a threshold.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::coverage::successes;
use super::summary::SurveySummary;
use crate::document::described;
use crate::error::{Code, Error, Place, Problems};
use crate::stats::proportion::{Alternative, binomial_test, binomial_test_interval};
use crate::warning::Warning;

described! { BinomialOptions = "binomial-options" }

/// How to test.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct BinomialOptions {
    /// A group column: then each group is tested. Default none.
    pub by: Option<String>,
    /// The share that the hypothesis says. Default 0.5: as many say covered as not.
    pub p: f64,
    /// The least rating that counts as covered; of a scale of labels, the place of the least
    /// label, counted from 1. Default 4.
    pub threshold: i64,
    /// What is held against the hypothesis. Default `greater`.
    pub alternative: Alternative,
    /// The probability with which the interval should hold the true share. Default 0.95.
    pub level: f64,
}

impl Default for BinomialOptions {
    fn default() -> BinomialOptions {
        let alternative = Alternative::Greater;
        BinomialOptions { by: None, p: 0.5, threshold: 4, alternative, level: 0.95 }
    }
}

/// The test of one item in one group.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BinomialRow {
    /// The group; `None` without `by`.
    pub group: Option<String>,
    /// The item.
    pub item: String,
    /// The id of the competency that it asks about.
    pub competency: Option<String>,
    /// How many rated it.
    pub n: u64,
    /// How many of them rated it at or above the threshold.
    pub successes: u64,
    /// Their share; `None` where nobody rated it.
    pub estimate: Option<f64>,
    /// The lower end of the exact (Clopper–Pearson) interval; 0 where the alternative is `less`.
    pub lower: Option<f64>,
    /// The upper end of it; 1 where the alternative is `greater`.
    pub upper: Option<f64>,
    /// The exact p-value.
    pub p_value: Option<f64>,
}

/// What [`SurveySummary::binomial`] gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Binomial {
    options: BinomialOptions,
    rows: Vec<BinomialRow>,
    warnings: Vec<Warning>,
}

impl Binomial {
    /// A row for each item in each group: groups in order, and in them items in the order of
    /// the survey.
    #[must_use]
    pub fn rows(&self) -> &[BinomialRow] {
        &self.rows
    }

    /// What to say beside the result: `missing-group`, `unanswered-item`.
    #[must_use]
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    pub(super) fn warn(&mut self, warning: Option<Warning>) {
        self.warnings.extend(warning);
    }

    /// How it was tested.
    #[must_use]
    pub fn options(&self) -> &BinomialOptions {
        &self.options
    }

    /// The rows as a table: `group` (where there is a `by`), `item`, `competency`, `n`,
    /// `successes`, `estimate`, `lower`, `upper`, `p_value`.
    ///
    /// # Errors
    /// Never for a result that exists; the type is that of every table.
    #[cfg(feature = "arrow")]
    pub fn to_table(&self) -> Result<crate::Table, Error> {
        let rows = &self.rows;
        let mut table = crate::Table::builder();
        if self.options.by.is_some() {
            table = table.optional_text("group", rows.iter().map(|row| row.group.as_deref()));
        }
        table
            .text("item", rows.iter().map(|row| &row.item))
            .optional_text("competency", rows.iter().map(|row| row.competency.as_deref()))
            .count("n", rows.iter().map(|row| row.n))
            .count("successes", rows.iter().map(|row| row.successes))
            .optional_number("estimate", rows.iter().map(|row| row.estimate))
            .optional_number("lower", rows.iter().map(|row| row.lower))
            .optional_number("upper", rows.iter().map(|row| row.upper))
            .optional_number("p_value", rows.iter().map(|row| row.p_value))
            .finish()
    }
}

impl SurveySummary {
    /// Tests for each item, exactly, whether the share that rates it at or above the threshold
    /// is `p`, with the interval that belongs to the test. P-values are not adjusted for the
    /// number of items.
    ///
    /// # Errors
    /// [`Code::Argument`] where an option is out of its range, or `by` is not the column that
    /// the summary was made by.
    pub fn binomial(&self, options: &BinomialOptions) -> Result<Binomial, Error> {
        let BinomialOptions { p, threshold, alternative, level, .. } = *options;
        let mut problems = Problems::new();
        self.check(options.by.as_deref(), threshold, level, &mut problems);
        if !(0.0..=1.0).contains(&p) {
            problems.push(Place::argument("p"), p.to_string(), "a share from 0 to 1");
        }
        problems.finish(Code::Argument, "binomial")?;
        let mut rows = Vec::new();
        for (name, group) in self.ordered() {
            for (item, counts) in self.items.iter().zip(&group.counts) {
                let n: u64 = counts.iter().sum();
                let successes = successes(&self.scale, counts, threshold);
                let (lower, upper) = binomial_test_interval(successes, n, level, alternative);
                let answered = n > 0;
                rows.push(BinomialRow {
                    group: options.by.is_some().then(|| name.to_owned()),
                    item: item.name.clone(),
                    competency: item.competency.clone(),
                    n,
                    successes,
                    estimate: answered.then(|| successes as f64 / n as f64),
                    lower: answered.then_some(lower),
                    upper: answered.then_some(upper),
                    p_value: answered.then(|| binomial_test(successes, n, p, alternative)),
                });
            }
        }
        Ok(Binomial { options: options.clone(), rows, warnings: self.warnings() })
    }
}
