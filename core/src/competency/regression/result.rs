//! What a regression gives.

use serde::Serialize;

use super::options::BinomialRegressionOptions;
#[cfg(feature = "arrow")]
use super::options::Link;
#[cfg(feature = "arrow")]
use crate::error::Error;
use crate::warning::Warning;

/// One coefficient, with one block and all before it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TermRow {
    /// The block, from 1.
    pub block: u64,
    /// The covariate: a column, `column=category`, a product of two with `:`, or `(intercept)`.
    pub term: String,
    /// The coefficient; `None` where it has no end, or other columns make this one up.
    pub coef: Option<f64>,
    /// Its standard error under the model.
    pub std_err: Option<f64>,
    /// Its robust standard error, where one was asked for.
    pub robust_std_err: Option<f64>,
    /// The odds ratio or, with the log link, the risk ratio: the exponential of the coefficient.
    pub ratio: Option<f64>,
    /// The lower end of the interval of the ratio.
    pub lower: Option<f64>,
    /// The upper end of it.
    pub upper: Option<f64>,
    /// The coefficient in standard errors: robust ones, where they were asked for.
    pub z: Option<f64>,
    /// The two-sided p-value.
    pub p_value: Option<f64>,
}

/// The fit with one block and all before it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BlockRow {
    /// The block, from 1.
    pub block: u64,
    /// How many coefficients there are, with the intercept.
    pub parameters: u64,
    /// How many rows are complete: those fitted.
    pub n: u64,
    /// How many are not, or have a weight of 0.
    pub missing: u64,
    /// In how many of those fitted the outcome is yes.
    pub events: u64,
    /// The logarithm of the likelihood.
    pub log_likelihood: f64,
    /// Akaike's criterion.
    pub aic: f64,
    /// The likelihood-ratio statistic against the block before; `None` for the first, and with
    /// robust errors.
    pub statistic: Option<f64>,
    /// Its degrees of freedom.
    pub df: Option<f64>,
    /// Its p-value.
    pub p_value: Option<f64>,
    /// How many steps were taken.
    pub iterations: u64,
    /// Whether the fit came to rest.
    pub converged: bool,
}

/// A logistic or log-link binomial regression, fitted.
#[derive(Clone, Debug, PartialEq)]
pub struct BinomialRegression {
    pub(super) options: BinomialRegressionOptions,
    pub(super) terms: Vec<TermRow>,
    pub(super) blocks: Vec<BlockRow>,
    pub(super) warnings: Vec<Warning>,
}

impl BinomialRegression {
    /// The coefficients, block by block.
    #[must_use]
    pub fn terms(&self) -> &[TermRow] {
        &self.terms
    }

    /// The fits, block by block.
    #[must_use]
    pub fn blocks(&self) -> &[BlockRow] {
        &self.blocks
    }

    /// What to say beside the result: `separation`, `collinear-term`, `not-converged`,
    /// `few-events`, `few-clusters`.
    #[must_use]
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// How it was fitted.
    #[must_use]
    pub fn options(&self) -> &BinomialRegressionOptions {
        &self.options
    }

    /// The coefficients as a table: `block`, `term`, `coef`, `std_err`, `robust_std_err`,
    /// `odds_ratio` (`risk_ratio` with the log link), `lower`, `upper`, `z`, `p_value`.
    ///
    /// # Errors
    /// Never for a result that exists; the type is that of every table.
    #[cfg(feature = "arrow")]
    pub fn to_table(&self) -> Result<crate::Table, Error> {
        let rows = &self.terms;
        let ratio = match self.options.link {
            Link::Logit => "odds_ratio",
            Link::Log => "risk_ratio",
        };
        crate::Table::builder()
            .count("block", rows.iter().map(|row| row.block))
            .text("term", rows.iter().map(|row| &row.term))
            .optional_number("coef", rows.iter().map(|row| row.coef))
            .optional_number("std_err", rows.iter().map(|row| row.std_err))
            .optional_number("robust_std_err", rows.iter().map(|row| row.robust_std_err))
            .optional_number(ratio, rows.iter().map(|row| row.ratio))
            .optional_number("lower", rows.iter().map(|row| row.lower))
            .optional_number("upper", rows.iter().map(|row| row.upper))
            .optional_number("z", rows.iter().map(|row| row.z))
            .optional_number("p_value", rows.iter().map(|row| row.p_value))
            .finish()
    }

    /// The fits as a table: `block`, `parameters`, `n`, `missing`, `events`, `log_likelihood`,
    /// `aic`, `statistic`, `df`, `p_value`, `iterations`, `converged`.
    ///
    /// # Errors
    /// Never for a result that exists; the type is that of every table.
    #[cfg(feature = "arrow")]
    pub fn blocks_to_table(&self) -> Result<crate::Table, Error> {
        let rows = &self.blocks;
        crate::Table::builder()
            .count("block", rows.iter().map(|row| row.block))
            .count("parameters", rows.iter().map(|row| row.parameters))
            .count("n", rows.iter().map(|row| row.n))
            .count("missing", rows.iter().map(|row| row.missing))
            .count("events", rows.iter().map(|row| row.events))
            .number("log_likelihood", rows.iter().map(|row| row.log_likelihood))
            .number("aic", rows.iter().map(|row| row.aic))
            .optional_number("statistic", rows.iter().map(|row| row.statistic))
            .optional_number("df", rows.iter().map(|row| row.df))
            .optional_number("p_value", rows.iter().map(|row| row.p_value))
            .count("iterations", rows.iter().map(|row| row.iterations))
            .flag("converged", rows.iter().map(|row| row.converged))
            .finish()
    }
}
