//! Cumulative hazards.

use std::ffi::c_char;

use peerpath::transition::NelsonAalen;

use crate::error::PeerpathError;
use crate::guard::{guarded, guarded_or};
use crate::handle::{self, Handle};
use crate::status::{PEERPATH_NULL_POINTER, PeerpathStatus};
use crate::table::PeerpathTable;
use crate::warning::Warnings;

/// Cumulative hazards of transitions: step functions that can be read at any time.
///
/// The caller owns them and frees them with `peerpath_nelson_aalen_free`. They are immutable: any
/// thread may use them, and several at once.
pub struct PeerpathNelsonAalen {
    hazards: NelsonAalen,
    warnings: Warnings,
}

impl Handle for PeerpathNelsonAalen {
    const NAME: &'static str = "PeerpathNelsonAalen";
}

impl PeerpathNelsonAalen {
    pub(crate) fn new(hazards: NelsonAalen) -> PeerpathNelsonAalen {
        PeerpathNelsonAalen { warnings: Warnings::of(hazards.warnings()), hazards }
    }
}

/// The hazards at `count` times. The columns are `group` (where there is a `by`), `time`, `origin`,
/// `target`, `cumulative_hazard`, `std_err`, `lower`, `upper`.
///
/// `PEERPATH_ARGUMENT` where a time is not finite or before the start.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_nelson_aalen_at(
    hazards: *const PeerpathNelsonAalen,
    times: *const f64,
    count: usize,
    table: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let hazards = call.handle("hazards", hazards)?;
        let times = call.list("times", times, count)?;
        let table = call.out("table", table)?;
        let result = hazards.hazards.at(times)?;
        table.give(PeerpathTable::with_warnings(result.to_table()?, result.warnings()));
        Ok(())
    })
}

/// The hazards at every time at which one changes, in the columns of `peerpath_nelson_aalen_at`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_nelson_aalen_curve(
    hazards: *const PeerpathNelsonAalen,
    table: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let hazards = call.handle("hazards", hazards)?;
        let table = call.out("table", table)?;
        let result = hazards.hazards.curve()?;
        table.give(PeerpathTable::with_warnings(result.to_table()?, result.warnings()));
        Ok(())
    })
}

/// How many cautions come with the hazards; 0 where `hazards` is NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_nelson_aalen_warning_count(
    hazards: *const PeerpathNelsonAalen,
) -> usize {
    guarded_or!(0, |call| { Ok(call.handle("hazards", hazards)?.warnings.count()) })
}

/// A caution that comes with the hazards: its fixed name and a sentence. Each output is UTF-8,
/// NUL-terminated and borrowed, valid until the hazards are freed, and may be NULL where it is not
/// wanted.
///
/// `PEERPATH_ARGUMENT` where `index` is not below `peerpath_nelson_aalen_warning_count`,
/// `PEERPATH_NULL_POINTER` where `hazards` is NULL; outputs are then untouched.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_nelson_aalen_warning(
    hazards: *const PeerpathNelsonAalen,
    index: usize,
    name: *mut *const c_char,
    message: *mut *const c_char,
) -> PeerpathStatus {
    guarded_or!(PEERPATH_NULL_POINTER, |call| {
        Ok(call.handle("hazards", hazards)?.warnings.write(index, name, message))
    })
}

/// Frees hazards. NULL is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_nelson_aalen_free(hazards: *mut PeerpathNelsonAalen) {
    guarded_or!((), |_call| {
        handle::free(hazards);
        Ok(())
    });
}
