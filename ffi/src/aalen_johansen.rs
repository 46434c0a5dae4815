//! Aalen–Johansen curves: probabilities of states over time.

use std::ffi::c_char;
use std::slice;

use peerpath::Code;
use peerpath::transition::AalenJohansen;

use crate::error::PeerpathError;
use crate::guard::{guarded, guarded_or};
use crate::handle::{self, Handle};
use crate::status::{PEERPATH_NULL_POINTER, PeerpathStatus};
use crate::table::PeerpathTable;
use crate::warning::Warnings;

/// Probabilities of states over time, with standard errors: step functions that can be read at any
/// time.
///
/// The caller owns them and frees them with `peerpath_aalen_johansen_free`. They are immutable: any
/// thread may use them, and several at once.
pub struct PeerpathAalenJohansen {
    curves: AalenJohansen,
    warnings: Warnings,
}

impl Handle for PeerpathAalenJohansen {
    const NAME: &'static str = "PeerpathAalenJohansen";
}

impl PeerpathAalenJohansen {
    pub(crate) fn new(curves: AalenJohansen) -> PeerpathAalenJohansen {
        PeerpathAalenJohansen { warnings: Warnings::of(curves.warnings()), curves }
    }
}

/// The probabilities at `count` times. The columns are `group` (where there is a `by`), `time`,
/// `state`, `probability`, `std_err`, `lower`, `upper`.
///
/// `PEERPATH_ARGUMENT` where a time is not finite or before the start of the curves.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_aalen_johansen_at(
    curves: *const PeerpathAalenJohansen,
    times: *const f64,
    count: usize,
    table: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let curves = call.handle("curves", curves)?;
        let times = match (times.is_null(), count) {
            (_, 0) => &[],
            (true, _) => return Err(call.refuse(Code::NullPointer, "times", "NULL", "numbers")),
            (false, count) => slice::from_raw_parts(times, count),
        };
        let table = call.out("table", table)?;
        let result = curves.curves.at(times)?;
        table.give(PeerpathTable::with_warnings(result.to_table()?, result.warnings()));
        Ok(())
    })
}

/// The whole curves: the probabilities at every time at which one changes. The columns are those
/// of `peerpath_aalen_johansen_at`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_aalen_johansen_curve(
    curves: *const PeerpathAalenJohansen,
    table: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let curves = call.handle("curves", curves)?;
        let table = call.out("table", table)?;
        let result = curves.curves.curve()?;
        table.give(PeerpathTable::with_warnings(result.to_table()?, result.warnings()));
        Ok(())
    })
}

/// The probability of being in each state at the time `to`, for each state at the time `from`. The
/// columns are `group` (where there is a `by`), `origin`, `target`, `probability`, `std_err`, `lower`,
/// `upper`.
///
/// `PEERPATH_ARGUMENT` where the times are not finite or not in this order.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_aalen_johansen_transition_matrix(
    curves: *const PeerpathAalenJohansen,
    from: f64,
    to: f64,
    table: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let curves = call.handle("curves", curves)?;
        let table = call.out("table", table)?;
        let result = curves.curves.transition_matrix(from, to)?;
        table.give(PeerpathTable::with_warnings(result.to_table()?, result.warnings()));
        Ok(())
    })
}

/// The mean time spent in each state from the start of the curves to the time `until`, in the unit of
/// time. The columns are `group` (where there is a `by`), `state`, `estimate`, `std_err`, `lower`,
/// `upper`.
///
/// `PEERPATH_ARGUMENT` where the time is not finite or before the start of the curves.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_aalen_johansen_restricted_mean_time(
    curves: *const PeerpathAalenJohansen,
    until: f64,
    table: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let curves = call.handle("curves", curves)?;
        let table = call.out("table", table)?;
        let result = curves.curves.restricted_mean_time(until)?;
        table.give(PeerpathTable::with_warnings(result.to_table()?, result.warnings()));
        Ok(())
    })
}

/// How many cautions come with the curves; 0 where `curves` is NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_aalen_johansen_warning_count(
    curves: *const PeerpathAalenJohansen,
) -> usize {
    guarded_or!(0, |call| { Ok(call.handle("curves", curves)?.warnings.count()) })
}

/// A caution that comes with the curves: its fixed name and a sentence. Each output is UTF-8,
/// NUL-terminated and borrowed, valid until the curves are freed, and may be NULL where it is not
/// wanted.
///
/// `PEERPATH_ARGUMENT` where `index` is not below `peerpath_aalen_johansen_warning_count`,
/// `PEERPATH_NULL_POINTER` where `curves` is NULL; outputs are then untouched.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_aalen_johansen_warning(
    curves: *const PeerpathAalenJohansen,
    index: usize,
    name: *mut *const c_char,
    message: *mut *const c_char,
) -> PeerpathStatus {
    guarded_or!(PEERPATH_NULL_POINTER, |call| {
        Ok(call.handle("curves", curves)?.warnings.write(index, name, message))
    })
}

/// Frees curves. NULL is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_aalen_johansen_free(curves: *mut PeerpathAalenJohansen) {
    guarded_or!((), |_call| {
        handle::free(curves);
        Ok(())
    });
}
