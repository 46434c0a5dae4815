//! The bootstrap of state probabilities.

use std::ffi::c_char;

use peerpath::Watch;
use peerpath::transition::BootstrapOptions;

use crate::error::PeerpathError;
use crate::guard::guarded;
use crate::histories::PeerpathHistories;
use crate::status::PeerpathStatus;
use crate::table::PeerpathTable;
use crate::watch::PeerpathWatch;

/// State probabilities at `count` times, with errors by the bootstrap over persons, or over clusters
/// where there is a column of them. The columns are those of `peerpath_aalen_johansen_at`. Where all samples
/// say the same, as of what has happened to nobody, there is no interval.
///
/// `options` is JSON: `{"by": null, "start_time": null, "start_state": null, "start_distribution": null,
/// "draws": 1000, "seed": 1, "level": 0.95, "threads": null}`. `watch` (nullable) is asked after each
/// sample whether to go on. `PEERPATH_EMPTY` where there are no two persons or clusters to draw from.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_histories_bootstrap(
    histories: *const PeerpathHistories,
    times: *const f64,
    count: usize,
    options: *const c_char,
    options_length: usize,
    watch: *const PeerpathWatch,
    table: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let histories = call.handle("histories", histories)?;
        let times = call.list("times", times, count)?;
        let options: BootstrapOptions = call.options("options", options, options_length)?;
        let mut step = call.watch(watch);
        let table = call.out("table", table)?;
        let mut watch = Watch::calling(&mut step);
        let result = histories.histories().bootstrap(times, &options, &mut watch)?;
        table.give(PeerpathTable::with_warnings(result.to_table()?, result.warnings()));
        Ok(())
    })
}
