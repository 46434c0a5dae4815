//! What becomes of those who are in a state at one time, and whether it matters.

use std::ffi::c_char;

use peerpath::transition::{LandmarkOptions, MarkovTestOptions};

use crate::aalen_johansen::PeerpathAalenJohansen;
use crate::error::PeerpathError;
use crate::guard::guarded;
use crate::histories::PeerpathHistories;
use crate::status::PeerpathStatus;
use crate::text::{PeerpathText, json_of};

/// Curves from a landmark on, of those who are in a state then, without the Markov assumption.
///
/// `options` is JSON: `{"time": 0, "state": null, "by": null, "se": "greenwood", "interval": "log-log",
/// "level": 0.95}`. `PEERPATH_EMPTY` where nobody is in the state at the time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_histories_landmark(
    histories: *const PeerpathHistories,
    options: *const c_char,
    options_length: usize,
    curves: *mut *mut PeerpathAalenJohansen,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let histories = call.handle("histories", histories)?;
        let options: LandmarkOptions = call.options("options", options, options_length)?;
        let curves = call.out("curves", curves)?;
        let result = histories.histories().landmark(&options)?;
        curves.give(PeerpathAalenJohansen::new(result));
        Ok(())
    })
}

/// Tests whether having been in a state at a time matters for what happens later; as JSON: `{"time",
/// "state", "within", "without", "transitions": [{"origin", "target", "events", "observed", "expected",
/// "statistic", "p_value", "p_adjusted"}], "p_value", "warnings"}`. The caller owns the text.
///
/// `options` is JSON: `{"time": 0, "state": "state"}`. `PEERPATH_EMPTY` where all who are followed then are
/// in the state, or none is.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_histories_markov_test(
    histories: *const PeerpathHistories,
    options: *const c_char,
    options_length: usize,
    json: *mut *mut PeerpathText,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let histories = call.handle("histories", histories)?;
        let options: MarkovTestOptions = call.options("options", options, options_length)?;
        let json = call.out("json", json)?;
        let result = histories.histories().markov_test(&options)?;
        json.give(json_of(&result)?);
        Ok(())
    })
}
