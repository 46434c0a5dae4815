//! Aalen–Johansen curves: probabilities of states over time.

use std::ffi::c_char;

use peerpath::Code;
use peerpath::transition::AalenJohansen;

use crate::error::PeerpathError;
use crate::guard::{guarded, guarded_or};
use crate::handle::{self, Handle};
use crate::histories::PeerpathHistories;
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
        let times = call.list("times", times, count)?;
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

/// The covariances of the probabilities of states at `count` times. The columns are `group` (where there is
/// a `by`), `time`, `state`, `other_state`, `covariance`.
///
/// `PEERPATH_ARGUMENT` where a time is not finite or before the start of the curves, and where there would be
/// more than 10,000,000 rows.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_aalen_johansen_covariance(
    curves: *const PeerpathAalenJohansen,
    times: *const f64,
    count: usize,
    table: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let curves = call.handle("curves", curves)?;
        let times = call.list("times", times, count)?;
        let table = call.out("table", table)?;
        let result = curves.curves.covariance(times)?;
        table.give(PeerpathTable::with_warnings(result.to_table()?, result.warnings()));
        Ok(())
    })
}

/// The covariances of the probabilities that `peerpath_aalen_johansen_transition_matrix` gives. The columns
/// are `group` (where there is a `by`), `origin`, `target`, `other_origin`, `other_target`, `covariance`; the
/// rows of a group are a square matrix, in the order of the rows there.
///
/// `PEERPATH_ARGUMENT` where the times are not finite or not in this order, and where there would be more than
/// 10,000,000 rows.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_aalen_johansen_transition_covariance(
    curves: *const PeerpathAalenJohansen,
    from: f64,
    to: f64,
    table: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let curves = call.handle("curves", curves)?;
        let table = call.out("table", table)?;
        let result = curves.curves.transition_covariance(from, to)?;
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

/// The times by which `count` shares of persons have left a state, or entered it; 0.5 is the median. The
/// columns are `group` (where there is a `by`), `state`, `quantile`, `estimate`, `lower`, `upper`. NULL for
/// `state`, with length 0, is the first state: the origin of a Kaplan–Meier curve.
///
/// `PEERPATH_ARGUMENT` where a share is not between 0 and 1, or the state is both entered and left.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_aalen_johansen_quantiles(
    curves: *const PeerpathAalenJohansen,
    state: *const c_char,
    state_length: usize,
    shares: *const f64,
    count: usize,
    table: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let curves = call.handle("curves", curves)?;
        let state = call.optional_text("state", state, state_length)?;
        let shares = call.list("shares", shares, count)?;
        let table = call.out("table", table)?;
        let result = curves.curves.quantiles(state, shares)?;
        table.give(PeerpathTable::with_warnings(result.to_table()?, result.warnings()));
        Ok(())
    })
}

/// Pseudo-values of everybody's state at `count` times. The columns are `person`, `time`, `state`,
/// `pseudo_value`, `influence`.
///
/// `PEERPATH_ARGUMENT` where a time is outside the curves, persons have weights, or the curves are
/// those of a risk table, which has no persons.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_aalen_johansen_pseudo_values(
    curves: *const PeerpathAalenJohansen,
    times: *const f64,
    count: usize,
    table: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let curves = call.handle("curves", curves)?;
        let times = call.list("times", times, count)?;
        let table = call.out("table", table)?;
        let result = curves.curves.pseudo_values(times)?;
        table.give(PeerpathTable::with_warnings(result.to_table()?, result.warnings()));
        Ok(())
    })
}

/// Pseudo-values of the mean times in states until the time `until`, in the columns of
/// `peerpath_aalen_johansen_pseudo_values`.
///
/// `PEERPATH_ARGUMENT` as there.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_aalen_johansen_pseudo_mean_times(
    curves: *const PeerpathAalenJohansen,
    until: f64,
    table: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let curves = call.handle("curves", curves)?;
        let table = call.out("table", table)?;
        let result = curves.curves.pseudo_mean_times(until)?;
        table.give(PeerpathTable::with_warnings(result.to_table()?, result.warnings()));
        Ok(())
    })
}

/// Adds what these persons add to the robust variances of curves of which they are a part: the squares of
/// their influence, summed over clusters, for each group, time and state of the curves, in this order.
///
/// Where the persons are in parts, curves are made from the merged risk table of all; an array of zeros is
/// given to this function with each part, and then to `peerpath_aalen_johansen_at_with_squares`. All rows
/// of a person, and all persons of a cluster, must be in one part.
///
/// `PEERPATH_ARGUMENT` where the states are not those of the curves, where there is no such covariate as
/// their groups are made by, for a time that is not finite or before the start, and where `length` is not
/// the product of the numbers of groups, times and states; the array is then as it was.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_histories_add_influence_squares(
    histories: *const PeerpathHistories,
    curves: *const PeerpathAalenJohansen,
    times: *const f64,
    count: usize,
    squares: *mut f64,
    length: usize,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let histories = call.handle("histories", histories)?;
        let curves = call.handle("curves", curves)?;
        let times = call.list("times", times, count)?;
        let given = call.list("squares", squares.cast_const(), length)?;
        let own = histories.histories().influence_squares(&curves.curves, times)?;
        if given.len() != own.len() {
            let expected = format!("{}: one for each group, time and state", own.len());
            return Err(call.refuse(Code::Argument, "squares", &length.to_string(), &expected));
        }
        for (place, own) in own.iter().enumerate() {
            // SAFETY: the array has `length` numbers by contract, and nothing else refers to it: `given` is
            // not used any more.
            *squares.add(place) += own;
        }
        Ok(())
    })
}

/// The probabilities at `count` times, in the columns of `peerpath_aalen_johansen_at`, with robust errors by
/// the squares of influence that `peerpath_histories_add_influence_squares` gave of all parts for the same
/// times.
///
/// `PEERPATH_ARGUMENT` where a time is not finite or before the start of the curves, and for squares that are
/// not one number of 0 or more for each group, time and state.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_aalen_johansen_at_with_squares(
    curves: *const PeerpathAalenJohansen,
    times: *const f64,
    count: usize,
    squares: *const f64,
    length: usize,
    table: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let curves = call.handle("curves", curves)?;
        let times = call.list("times", times, count)?;
        let squares = call.list("squares", squares, length)?;
        let table = call.out("table", table)?;
        let result = curves.curves.at_with_squares(times, squares)?;
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
