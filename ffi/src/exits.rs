//! Exits: who leaves a state, for what and why, and how fast.

use std::ffi::c_char;

use peerpath::transition::ExitsOptions;

use crate::error::PeerpathError;
use crate::guard::guarded;
use crate::histories::PeerpathHistories;
use crate::status::PeerpathStatus;
use crate::table::PeerpathTable;

/// Who leaves a state, for what and why, and how fast. The columns are `group` (where there is a `by`),
/// `origin`, `target`, `reason`, `advancement`, `events`, `person_time`, `rate`, `std_err`, `lower`,
/// `upper`. Each kind of exit that happens has a row for each group that spends time in its origin; where
/// it does not happen in that group, its rate is 0 and its interval null.
///
/// `options` is JSON: `{"origin": null, "by": null, "level": 0.95}`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_histories_exits(
    histories: *const PeerpathHistories,
    options: *const c_char,
    options_length: usize,
    table: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let histories = call.handle("histories", histories)?;
        let options: ExitsOptions = call.options("options", options, options_length)?;
        let table = call.out("table", table)?;
        let result = histories.histories().exits(&options)?;
        table.give(PeerpathTable::new(result.to_table()?));
        Ok(())
    })
}
