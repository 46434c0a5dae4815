//! Binomial regressions.

use std::ffi::c_char;

use peerpath::competency::{BinomialRegression, BinomialRegressionOptions};

use crate::error::PeerpathError;
use crate::guard::guarded;
use crate::status::PeerpathStatus;
use crate::table::PeerpathTable;

/// Fits a logistic or log-link binomial regression, once for each block of covariates and all blocks
/// before it, to the complete rows of a table.
///
/// `options` is JSON: `{"outcome": "column", "success": "value", "blocks": [["column", "a:b", …], …],
/// "categories": ["column", …], "reference": {"column": "category"}, "link": "logit", "weight": "column",
/// "cluster": "column", "errors": "model", "level": 0.95}`, of which only `outcome` and `blocks` are
/// needed; `link` is `logit` or `log`, `errors` is `model` or `robust`. The columns of `terms` are
/// `block`, `term`, `coef`, `std_err`, `robust_std_err`, `odds_ratio` (`risk_ratio` with the log link),
/// `lower`, `upper`, `z`, `p_value`; those of `blocks` are `block`, `parameters`, `n`, `missing`,
/// `events`, `log_likelihood`, `aic`, `statistic`, `df`, `p_value`, `iterations`, `converged`. Warnings,
/// such as that of separation, come with `terms`. `PEERPATH_EMPTY` where no row is complete or all
/// outcomes are alike.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_binomial_regression(
    table: *const PeerpathTable,
    options: *const c_char,
    options_length: usize,
    terms: *mut *mut PeerpathTable,
    blocks: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let table = call.handle("table", table)?.table();
        let options: BinomialRegressionOptions =
            call.options("options", options, options_length)?;
        let terms = call.out("terms", terms)?;
        let blocks = call.out("blocks", blocks)?;
        let fitted = BinomialRegression::from_table(table, &options)?;
        let by_block = fitted.blocks_to_table()?;
        terms.give(PeerpathTable::with_warnings(fitted.to_table()?, fitted.warnings()));
        blocks.give(PeerpathTable::new(by_block));
        Ok(())
    })
}
