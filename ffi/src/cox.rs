//! The Cox model: how hazards depend on covariates.

use std::ffi::c_char;

use peerpath::transition::{
    Cox, Profiles, ProportionalityOptions, ResidualOptions, StateProbabilityOptions,
};
use peerpath::{Code, Error, Place};

use crate::error::PeerpathError;
use crate::guard::{guarded, guarded_or};
use crate::handle::{self, Handle};
use crate::status::{PEERPATH_NULL_POINTER, PeerpathStatus};
use crate::table::PeerpathTable;
use crate::text::PeerpathText;
use crate::warning::Warnings;

/// A fitted Cox model.
///
/// The caller owns it and frees it with `peerpath_cox_free`. It is immutable: any thread may use it, and
/// several at once.
pub struct PeerpathCox {
    cox: Cox,
    warnings: Warnings,
}

impl Handle for PeerpathCox {
    const NAME: &'static str = "PeerpathCox";
}

impl PeerpathCox {
    pub(crate) fn new(cox: Cox) -> PeerpathCox {
        PeerpathCox { warnings: Warnings::of(cox.warnings()), cox }
    }
}

/// The coefficients. The columns are `transition`, `term`, `coef`, `std_err`, `robust_std_err` (null
/// where it was not computed), `hazard_ratio`, `lower`, `upper`, `z`, `p_value`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_cox_to_table(
    cox: *const PeerpathCox,
    table: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let cox = call.handle("cox", cox)?;
        let table = call.out("table", table)?;
        table.give(PeerpathTable::new(cox.cox.to_table()?));
        Ok(())
    })
}

/// The tests that all coefficients are 0. The columns are `test` (`likelihood-ratio`, `score`, `wald`),
/// `statistic`, `df`, `p_value`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_cox_tests(
    cox: *const PeerpathCox,
    table: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let cox = call.handle("cox", cox)?;
        let table = call.out("table", table)?;
        table.give(PeerpathTable::new(cox.cox.tests_table()?));
        Ok(())
    })
}

/// The covariance of the coefficients. The columns are `transition`, `term`, `other_transition`,
/// `other_term`, `covariance`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_cox_covariance(
    cox: *const PeerpathCox,
    table: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let cox = call.handle("cox", cox)?;
        let table = call.out("table", table)?;
        table.give(PeerpathTable::new(cox.cox.covariance_table()?));
        Ok(())
    })
}

/// What went into the model and how well it fits, as JSON: `{"transitions", "null_log_likelihood",
/// "log_likelihood", "coefficients", "iterations", "converged"}`. The caller owns the text.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_cox_describe(
    cox: *const PeerpathCox,
    json: *mut *mut PeerpathText,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let cox = call.handle("cox", cox)?;
        let json = call.out("json", json)?;
        let text = serde_json::to_string(cox.cox.fit()).map_err(|error| {
            Error::one(Code::Internal, call.function(), Place::Whole, error.to_string(), "JSON")
        })?;
        json.give(PeerpathText::new(text));
        Ok(())
    })
}

/// Residuals. `options` is JSON: `{"kind": "martingale"}`, or `deviance`, `score`, `dfbeta`,
/// `dfbetas`, `schoenfeld`, `scaled-schoenfeld`. The columns are `person`, `transition`, `start`, `stop`,
/// `event`, `term` (of residuals that have a value for each coefficient), `residual`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_cox_residuals(
    cox: *const PeerpathCox,
    options: *const c_char,
    options_length: usize,
    table: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let cox = call.handle("cox", cox)?;
        let options: ResidualOptions = call.options("options", options, options_length)?;
        let table = call.out("table", table)?;
        table.give(PeerpathTable::new(cox.cox.residuals(&options)?.to_table()?));
        Ok(())
    })
}

/// Tests whether hazards are proportional. `options` is JSON: `{"transform": "km"}`, or `identity`,
/// `rank`, `log`. The columns are `transition`, `term`, `statistic`, `df`, `p_value`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_cox_proportionality(
    cox: *const PeerpathCox,
    options: *const c_char,
    options_length: usize,
    table: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let cox = call.handle("cox", cox)?;
        let options: ProportionalityOptions = call.options("options", options, options_length)?;
        let table = call.out("table", table)?;
        table.give(PeerpathTable::new(cox.cox.proportionality_table(&options)?));
        Ok(())
    })
}

/// How often, of two persons at risk, the one with the higher hazard goes first. The columns are
/// `transition`, `concordance`, `std_err`, `concordant`, `discordant`, `tied`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_cox_concordance(
    cox: *const PeerpathCox,
    table: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let cox = call.handle("cox", cox)?;
        let table = call.out("table", table)?;
        table.give(PeerpathTable::new(cox.cox.concordance_table()?));
        Ok(())
    })
}

/// The cumulative hazard of persons, at every event time, with errors. `profiles` has a row for each of
/// them and a column for each covariate of the model; NULL for a model that has none. The columns are
/// `profile` (the row, from 0), `transition`, `time`, `cumulative_hazard`, `std_err`, `lower`, `upper`.
///
/// `PEERPATH_TABLE` where a covariate is missing or has none of its categories.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_cox_cumulative_hazard(
    cox: *const PeerpathCox,
    profiles: *const PeerpathTable,
    table: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let cox = call.handle("cox", cox)?;
        let profiles = read_profiles(call.optional_handle("profiles", profiles)?)?;
        let table = call.out("table", table)?;
        table.give(PeerpathTable::new(cox.cox.cumulative_hazard_table(&profiles)?));
        Ok(())
    })
}

/// The probabilities of states of persons, with errors. `profiles` is as in
/// `peerpath_cox_cumulative_hazard`; `options` is JSON: `{"times": [12, 24], "start_state": "seeking",
/// "start_time": 0, "interval": "log-log"}`. The columns are `profile`, `time`, `state`, `probability`,
/// `std_err`, `lower`, `upper`.
///
/// `PEERPATH_ARGUMENT` where an option is out of its range, `PEERPATH_TABLE` where a covariate is missing
/// or has none of its categories.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_cox_state_probabilities(
    cox: *const PeerpathCox,
    profiles: *const PeerpathTable,
    options: *const c_char,
    options_length: usize,
    table: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let cox = call.handle("cox", cox)?;
        let profiles = read_profiles(call.optional_handle("profiles", profiles)?)?;
        let options: StateProbabilityOptions = call.options("options", options, options_length)?;
        let table = call.out("table", table)?;
        let (found, warnings) = cox.cox.state_probabilities_table(&profiles, &options)?;
        table.give(PeerpathTable::with_warnings(found, &warnings));
        Ok(())
    })
}

fn read_profiles(table: Option<&PeerpathTable>) -> Result<Profiles, Error> {
    match table {
        Some(table) => Profiles::from_table(table.table()),
        None => Ok(Profiles::from(1)),
    }
}

/// How many cautions come with the model; 0 where `cox` is NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_cox_warning_count(cox: *const PeerpathCox) -> usize {
    guarded_or!(0, |call| { Ok(call.handle("cox", cox)?.warnings.count()) })
}

/// A caution that comes with the model: its fixed name and a sentence. Each output is UTF-8,
/// NUL-terminated and borrowed, valid until the model is freed, and may be NULL where it is not wanted.
///
/// `PEERPATH_ARGUMENT` where `index` is not below `peerpath_cox_warning_count`, `PEERPATH_NULL_POINTER`
/// where `cox` is NULL; outputs are then untouched.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_cox_warning(
    cox: *const PeerpathCox,
    index: usize,
    name: *mut *const c_char,
    message: *mut *const c_char,
) -> PeerpathStatus {
    guarded_or!(PEERPATH_NULL_POINTER, |call| {
        Ok(call.handle("cox", cox)?.warnings.write(index, name, message))
    })
}

/// Frees a Cox model. NULL is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_cox_free(cox: *mut PeerpathCox) {
    guarded_or!((), |_call| {
        handle::free(cox);
        Ok(())
    });
}
