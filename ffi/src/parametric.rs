//! Parametric hazards: the hazard of a transition has the form of a known distribution.

use std::ffi::c_char;
use std::slice;

use peerpath::transition::{Parametric, Profiles};
use peerpath::{Code, Error, Place};

use crate::error::PeerpathError;
use crate::guard::{guarded, guarded_or};
use crate::handle::{self, Handle};
use crate::status::{PEERPATH_NULL_POINTER, PeerpathStatus};
use crate::table::PeerpathTable;
use crate::text::PeerpathText;
use crate::warning::Warnings;

/// A fitted parametric hazard.
///
/// The caller owns it and frees it with `peerpath_parametric_free`. It is immutable: any thread may use
/// it, and several at once.
pub struct PeerpathParametric {
    model: Parametric,
    warnings: Warnings,
}

impl Handle for PeerpathParametric {
    const NAME: &'static str = "PeerpathParametric";
}

impl PeerpathParametric {
    pub(crate) fn new(model: Parametric) -> PeerpathParametric {
        PeerpathParametric { warnings: Warnings::of(model.warnings()), model }
    }
}

/// The parameters of the distribution and the coefficients of the covariates. The columns are
/// `transition`, `term`, `estimate`, `std_err`, `lower`, `upper`, and of coefficients `z` and `p_value`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_parametric_to_table(
    model: *const PeerpathParametric,
    table: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let model = call.handle("model", model)?;
        let table = call.out("table", table)?;
        table.give(PeerpathTable::new(model.model.to_table()?));
        Ok(())
    })
}

/// What went into the model and how well it fits, as JSON: `{"transition", "rows", "events",
/// "log_likelihood", "aic", "iterations", "converged"}`. The caller owns the text.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_parametric_describe(
    model: *const PeerpathParametric,
    json: *mut *mut PeerpathText,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let model = call.handle("model", model)?;
        let json = call.out("json", json)?;
        let text = serde_json::to_string(model.model.fit()).map_err(|error| {
            Error::one(Code::Internal, call.function(), Place::Whole, error.to_string(), "JSON")
        })?;
        json.give(PeerpathText::new(text));
        Ok(())
    })
}

/// Hazards of persons at `count` times. `profiles` has a row for each of them and a column for each
/// covariate of the model; NULL for a model that has none. The columns are `profile` (the row, from 0),
/// `time`, `hazard`, `cumulative_hazard`, `std_err`, `survival`, `lower`, `upper`.
///
/// `PEERPATH_ARGUMENT` where a time is not finite and above 0, `PEERPATH_TABLE` where a covariate is
/// missing or has none of its categories.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_parametric_hazards(
    model: *const PeerpathParametric,
    profiles: *const PeerpathTable,
    times: *const f64,
    count: usize,
    table: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let model = call.handle("model", model)?;
        let profiles = match call.optional_handle("profiles", profiles)? {
            Some(table) => Profiles::from_table(table.table())?,
            None => Profiles::from(1),
        };
        let times = match (times.is_null(), count) {
            (_, 0) => &[],
            (true, _) => return Err(call.refuse(Code::NullPointer, "times", "NULL", "numbers")),
            (false, count) => slice::from_raw_parts(times, count),
        };
        let table = call.out("table", table)?;
        table.give(PeerpathTable::new(model.model.hazards_table(&profiles, times)?));
        Ok(())
    })
}

/// How many cautions come with the model; 0 where `model` is NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_parametric_warning_count(
    model: *const PeerpathParametric,
) -> usize {
    guarded_or!(0, |call| { Ok(call.handle("model", model)?.warnings.count()) })
}

/// A caution that comes with the model: its fixed name and a sentence. Each output is UTF-8,
/// NUL-terminated and borrowed, valid until the model is freed, and may be NULL where it is not wanted.
///
/// `PEERPATH_ARGUMENT` where `index` is not below `peerpath_parametric_warning_count`,
/// `PEERPATH_NULL_POINTER` where `model` is NULL; outputs are then untouched.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_parametric_warning(
    model: *const PeerpathParametric,
    index: usize,
    name: *mut *const c_char,
    message: *mut *const c_char,
) -> PeerpathStatus {
    guarded_or!(PEERPATH_NULL_POINTER, |call| {
        Ok(call.handle("model", model)?.warnings.write(index, name, message))
    })
}

/// Frees a parametric hazard. NULL is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_parametric_free(model: *mut PeerpathParametric) {
    guarded_or!((), |_call| {
        handle::free(model);
        Ok(())
    });
}
