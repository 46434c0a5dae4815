//! Who does and who does not: logistic and log-link binomial regression, in blocks of covariates.

mod fit;
mod options;
mod result;
mod rows;
mod terms;
#[cfg(test)]
mod tests;

pub use options::{BinomialRegressionOptions, Errors, Link};
pub use result::{BinomialRegression, BlockRow, TermRow};
pub use rows::{Covariate, RegressionRows};

use fit::Fit;
use rows::Rows;
use terms::DesignMatrix;

use crate::error::Error;
use crate::stats::{normal, p_value};
use crate::warning::Warning;

const SUBJECT: &str = "binomial regression";

impl BinomialRegression {
    /// Fits the regression to a table: a row for each person. See
    /// [`BinomialRegression::from_rows`].
    ///
    /// ```
    /// use peerpath::Table;
    /// use peerpath::competency::{BinomialRegression, BinomialRegressionOptions};
    /// let table = Table::from_csv("stayed,role\n1,clear\n1,clear\n0,clear\n1,unclear\n0,unclear\n0,unclear\n")?;
    /// let options = BinomialRegressionOptions {
    ///     outcome: "stayed".to_owned(),
    ///     blocks: vec![vec!["role".to_owned()]],
    ///     ..BinomialRegressionOptions::default()
    /// };
    /// let fitted = BinomialRegression::from_table(&table, &options)?;
    /// let role = &fitted.terms()[1];
    /// assert_eq!(role.term, "role=unclear");
    /// assert!((role.ratio.unwrap() - 0.25).abs() < 1e-9);
    /// # Ok::<(), peerpath::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`crate::Code::Argument`] where the options cannot be meant; [`crate::Code::Table`] with
    /// every column that is missing and every outcome that is neither yes nor no;
    /// [`crate::Code::Empty`] where no row is complete, or all outcomes are alike.
    #[cfg(feature = "arrow")]
    pub fn from_table(
        table: &crate::Table,
        options: &BinomialRegressionOptions,
    ) -> Result<BinomialRegression, Error> {
        options.check()?;
        BinomialRegression::of(&Rows::read(table, options)?, options)
    }

    /// Fits the regression, once for each block of covariates and all blocks before it, to the
    /// rows in which no column of any block is missing.
    ///
    /// Maximum likelihood by Fisher scoring, each step halved until the likelihood rises and, with
    /// the log link, all probabilities stay below 1. P. McCullagh and J. A. Nelder, *Generalized
    /// linear models* (1989). In R, `glm(family = binomial(link))`; robust errors are
    /// `sandwich::sandwich`, those of clusters `sandwich::vcovCL`.
    ///
    /// # Errors
    /// As [`BinomialRegression::from_table`].
    pub fn from_rows(
        rows: &RegressionRows,
        options: &BinomialRegressionOptions,
    ) -> Result<BinomialRegression, Error> {
        options.check()?;
        BinomialRegression::of(&Rows::of(rows, options)?, options)
    }

    fn of(rows: &Rows, options: &BinomialRegressionOptions) -> Result<BinomialRegression, Error> {
        let design = DesignMatrix::of(rows, options)?;
        let robust = options.errors == Some(Errors::Robust)
            || (options.errors.is_none() && (rows.weights.is_some() || rows.clusters.is_some()));
        let z = normal::two_sided(options.level);
        let (mut terms, mut blocks) = (Vec::new(), Vec::new());
        let mut warnings = Vec::new();
        let mut before: Option<(f64, usize)> = None;
        for block in 0..options.blocks.len() {
            let width = design.width(block);
            let fit = Fit::of(&design, width, rows, options.link)?;
            let covariance = if robust { fit.robust(&design, rows) } else { fit.model.clone() };
            for (column, name) in design.names().iter().take(width).enumerate() {
                // A coefficient without end, or of a column that others make up, is none.
                let known = !fit.dependent.contains(&column) && !fit.endless.contains(&column);
                let coef = fit.coefficients[column];
                let model = fit.model.at(column, column).max(0.0).sqrt();
                let error = covariance.at(column, column).max(0.0).sqrt();
                let interval = known && error > 0.0;
                terms.push(TermRow {
                    block: block as u64 + 1,
                    term: name.clone(),
                    coef: known.then_some(coef),
                    std_err: interval.then_some(model),
                    robust_std_err: (interval && robust).then_some(error),
                    ratio: known.then(|| coef.exp()),
                    lower: interval.then(|| (coef - z * error).exp()),
                    upper: interval.then(|| (coef + z * error).exp()),
                    z: interval.then(|| coef / error),
                    p_value: interval.then(|| p_value::normal(coef / error)),
                });
            }
            let parameters = width - fit.dependent.len();
            // A ratio of pseudo-likelihoods has no chi-squared distribution.
            let tested = before.filter(|_| !robust && rows.weights.is_none());
            let tested = tested.filter(|(_, fewer)| parameters > *fewer);
            let statistic =
                tested.map(|(earlier, _)| (2.0 * (fit.log_likelihood - earlier)).max(0.0));
            let df = tested.map(|(_, fewer)| (parameters - fewer) as f64);
            blocks.push(BlockRow {
                block: block as u64 + 1,
                parameters: parameters as u64,
                n: rows.n() as u64,
                missing: rows.missing as u64,
                events: rows.events() as u64,
                log_likelihood: fit.log_likelihood,
                aic: 2.0 * parameters as f64 - 2.0 * fit.log_likelihood,
                statistic,
                df,
                p_value: statistic
                    .zip(df)
                    .map(|(statistic, df)| p_value::chi_squared(statistic, df)),
                iterations: fit.iterations as u64,
                converged: fit.converged,
            });
            before = Some((fit.log_likelihood, parameters));
            for warning in fit.warnings(&design, block + 1, rows) {
                if !warnings.iter().any(|known: &Warning| known.message() == warning.message()) {
                    warnings.push(warning);
                }
            }
        }
        Ok(BinomialRegression { options: options.clone(), terms, blocks, warnings })
    }
}
