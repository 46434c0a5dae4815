//! Published tables of means and standard deviations.

use std::ffi::c_char;

use peerpath::competency::{SummaryColumns, check_summaries};

use crate::error::PeerpathError;
use crate::guard::guarded;
use crate::status::PeerpathStatus;
use crate::table::PeerpathTable;

/// Checks published means and standard deviations against each other, before anybody computes with
/// them: `checked` has `n`, `mean`, `sd`, `minimum`, `maximum` and `largest_sd`, the largest deviation
/// that is possible.
///
/// `columns` is JSON: `{"n": "n", "mean": "mean", "sd": "sd", "minimum": "minimum", "maximum": "maximum",
/// "decimals": 1}`, all optional. `PEERPATH_TABLE` with every figure that cannot be.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_summaries_check(
    table: *const PeerpathTable,
    columns: *const c_char,
    columns_length: usize,
    checked: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let table = call.handle("table", table)?.table();
        let columns: SummaryColumns = call.options("columns", columns, columns_length)?;
        let checked = call.out("checked", checked)?;
        checked.give(PeerpathTable::new(check_summaries(table, &columns)?));
        Ok(())
    })
}
