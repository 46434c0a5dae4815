//! The model of Fine and Gray: the subdistribution of one of several competing transitions.

use std::ffi::c_char;

use peerpath::transition::{FineGray, Profiles};
use peerpath::{Code, Error, Place};

use crate::error::PeerpathError;
use crate::guard::{guarded, guarded_or};
use crate::handle::{self, Handle};
use crate::status::{PEERPATH_NULL_POINTER, PeerpathStatus};
use crate::table::PeerpathTable;
use crate::text::PeerpathText;
use crate::warning::Warnings;

/// A fitted model of Fine and Gray.
///
/// The caller owns it and frees it with `peerpath_fine_gray_free`. It is immutable: any thread may use
/// it, and several at once.
pub struct PeerpathFineGray {
    model: FineGray,
    warnings: Warnings,
}

impl Handle for PeerpathFineGray {
    const NAME: &'static str = "PeerpathFineGray";
}

impl PeerpathFineGray {
    pub(crate) fn new(model: FineGray) -> PeerpathFineGray {
        PeerpathFineGray { warnings: Warnings::of(model.warnings()), model }
    }
}

/// The coefficients. The columns are those of `peerpath_cox_to_table`; hazards are those of the
/// subdistribution, and intervals and tests rest on the robust errors.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_fine_gray_to_table(
    model: *const PeerpathFineGray,
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

/// What went into the model and how well it fits, as JSON: `{"transition", "persons", "events",
/// "competing_events", "null_log_likelihood", "log_likelihood", "iterations", "converged"}`. The caller
/// owns the text.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_fine_gray_describe(
    model: *const PeerpathFineGray,
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

/// The probability that the transition has happened, of persons at every event time. `profiles` has a
/// row for each of them and a column for each covariate of the model; NULL for a model that has none.
/// The columns are `profile` (the row, from 0), `time`, `probability`.
///
/// `PEERPATH_TABLE` where a covariate is missing or has none of its categories.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_fine_gray_cumulative_incidence(
    model: *const PeerpathFineGray,
    profiles: *const PeerpathTable,
    table: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let model = call.handle("model", model)?;
        let profiles = match call.optional_handle("profiles", profiles)? {
            Some(table) => Profiles::from_table(table.table())?,
            None => Profiles::from(1),
        };
        let table = call.out("table", table)?;
        table.give(PeerpathTable::new(model.model.cumulative_incidence_table(&profiles)?));
        Ok(())
    })
}

/// How many cautions come with the model; 0 where `model` is NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_fine_gray_warning_count(model: *const PeerpathFineGray) -> usize {
    guarded_or!(0, |call| { Ok(call.handle("model", model)?.warnings.count()) })
}

/// A caution that comes with the model: its fixed name and a sentence. Each output is UTF-8,
/// NUL-terminated and borrowed, valid until the model is freed, and may be NULL where it is not wanted.
///
/// `PEERPATH_ARGUMENT` where `index` is not below `peerpath_fine_gray_warning_count`,
/// `PEERPATH_NULL_POINTER` where `model` is NULL; outputs are then untouched.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_fine_gray_warning(
    model: *const PeerpathFineGray,
    index: usize,
    name: *mut *const c_char,
    message: *mut *const c_char,
) -> PeerpathStatus {
    guarded_or!(PEERPATH_NULL_POINTER, |call| {
        Ok(call.handle("model", model)?.warnings.write(index, name, message))
    })
}

/// Frees a model of Fine and Gray. NULL is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_fine_gray_free(model: *mut PeerpathFineGray) {
    guarded_or!((), |_call| {
        handle::free(model);
        Ok(())
    });
}
