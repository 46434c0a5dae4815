//! Risk tables: the mergeable summary of histories.

use std::ffi::c_char;

use peerpath::transition::{
    AalenJohansenOptions, CumulativeIncidenceOptions, KaplanMeierOptions, NelsonAalenOptions,
    RiskTable,
};

use crate::aalen_johansen::PeerpathAalenJohansen;
use crate::bytes::PeerpathBytes;
use crate::error::PeerpathError;
use crate::guard::{guarded, guarded_or};
use crate::handle::{self, Handle, Mutable};
use crate::histories::PeerpathHistories;
use crate::nelson_aalen::PeerpathNelsonAalen;
use crate::status::PeerpathStatus;
use crate::table::PeerpathTable;

/// For each time, how many are at risk in each state and how many move: all that the curves need of
/// histories. Tables of parts can be made apart, sent as bytes and merged, in any order.
///
/// The caller owns it and frees it with `peerpath_risk_table_free`. Any thread may use it, and several
/// may read it at once; but `peerpath_risk_table_update` must not overlap with another call on it.
pub struct PeerpathRiskTable(Mutable<RiskTable>);

impl Handle for PeerpathRiskTable {
    const NAME: &'static str = "PeerpathRiskTable";

    fn is_poisoned(&self) -> bool {
        self.0.is_poisoned()
    }
}

impl PeerpathRiskTable {
    pub(crate) fn new(table: RiskTable) -> PeerpathRiskTable {
        PeerpathRiskTable(Mutable::new(table))
    }

    #[cfg(feature = "panic-test")]
    pub(crate) fn change_badly(&mut self) {
        self.0.change(|_| crate::panic_test::panic_on_purpose());
    }
}

/// Counts the moves of further histories in. On failure the table is as it was.
///
/// `PEERPATH_ARGUMENT` where they do not have the same states, unit and groups.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_risk_table_update(
    risk_table: *mut PeerpathRiskTable,
    histories: *const PeerpathHistories,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let risk_table = call.handle_mut("risk_table", risk_table)?;
        let histories = call.handle("histories", histories)?.histories();
        risk_table.0.change(|risk_table| risk_table.update(histories))
    })
}

/// A new table of two parts together. The two stay as they are; they may be the same handle.
///
/// `PEERPATH_ARGUMENT` where they do not have the same states, unit and groups.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_risk_table_merge(
    risk_table: *const PeerpathRiskTable,
    other: *const PeerpathRiskTable,
    merged: *mut *mut PeerpathRiskTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let risk_table = call.handle("risk_table", risk_table)?;
        let other = call.handle("other", other)?;
        let merged = call.out("merged", merged)?;
        merged.give(PeerpathRiskTable::new(risk_table.0.get().merge(other.0.get())?));
        Ok(())
    })
}

/// The table as bytes, which `peerpath_risk_table_from_bytes` reads. The caller owns them.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_risk_table_to_bytes(
    risk_table: *const PeerpathRiskTable,
    bytes: *mut *mut PeerpathBytes,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let risk_table = call.handle("risk_table", risk_table)?;
        let bytes = call.out("bytes", bytes)?;
        bytes.give(PeerpathBytes(risk_table.0.get().to_bytes()));
        Ok(())
    })
}

/// Reads a risk table from bytes. Bytes of any origin are safe to pass; those that are not a risk
/// table are refused.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_risk_table_from_bytes(
    bytes: *const u8,
    length: usize,
    risk_table: *mut *mut PeerpathRiskTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let bytes = call.bytes("bytes", bytes, length)?;
        let risk_table = call.out("risk_table", risk_table)?;
        risk_table.give(PeerpathRiskTable::new(RiskTable::from_bytes(bytes)?));
        Ok(())
    })
}

/// The number of transitions of all kinds; 0 where `risk_table` is NULL or poisoned.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_risk_table_transitions(
    risk_table: *const PeerpathRiskTable,
) -> u64 {
    guarded_or!(0, |call| { Ok(call.handle("risk_table", risk_table)?.0.get().transitions()) })
}

/// The time for which persons are followed, all together; 0 where `risk_table` is NULL or poisoned.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_risk_table_person_time(
    risk_table: *const PeerpathRiskTable,
) -> f64 {
    guarded_or!(0.0, |call| { Ok(call.handle("risk_table", risk_table)?.0.get().person_time()) })
}

/// The counts for each time and state. The columns are `group` (where there are groups), `time`,
/// `state`, `at_risk`, `joined`, `events`, `censored`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_risk_table_to_table(
    risk_table: *const PeerpathRiskTable,
    table: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let risk_table = call.handle("risk_table", risk_table)?;
        let table = call.out("table", table)?;
        table.give(PeerpathTable::new(risk_table.0.get().to_table()?));
        Ok(())
    })
}

/// The counts for each time and transition. The columns are `group` (where there are groups),
/// `time`, `origin`, `target`, `at_risk`, `events`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_risk_table_transitions_table(
    risk_table: *const PeerpathRiskTable,
    table: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let risk_table = call.handle("risk_table", risk_table)?;
        let table = call.out("table", table)?;
        table.give(PeerpathTable::new(risk_table.0.get().transitions_table()?));
        Ok(())
    })
}

/// As `peerpath_histories_aalen_johansen`. `by` is the table's own, or left out: then a table with
/// groups is taken as one.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_risk_table_aalen_johansen(
    risk_table: *const PeerpathRiskTable,
    options: *const c_char,
    options_length: usize,
    curves: *mut *mut PeerpathAalenJohansen,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let risk_table = call.handle("risk_table", risk_table)?;
        let options: AalenJohansenOptions = call.options("options", options, options_length)?;
        let curves = call.out("curves", curves)?;
        let result = risk_table.0.get().aalen_johansen(&options)?;
        curves.give(PeerpathAalenJohansen::new(result));
        Ok(())
    })
}

/// As `peerpath_histories_kaplan_meier`, with the clock forward and without robust errors.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_risk_table_kaplan_meier(
    risk_table: *const PeerpathRiskTable,
    options: *const c_char,
    options_length: usize,
    curves: *mut *mut PeerpathAalenJohansen,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let risk_table = call.handle("risk_table", risk_table)?;
        let options: KaplanMeierOptions = call.options("options", options, options_length)?;
        let curves = call.out("curves", curves)?;
        let result = risk_table.0.get().kaplan_meier(&options)?;
        curves.give(PeerpathAalenJohansen::new(result));
        Ok(())
    })
}

/// As `peerpath_histories_cumulative_incidence`, with the clock forward, causes by the state entered and
/// without robust errors.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_risk_table_cumulative_incidence(
    risk_table: *const PeerpathRiskTable,
    options: *const c_char,
    options_length: usize,
    curves: *mut *mut PeerpathAalenJohansen,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let risk_table = call.handle("risk_table", risk_table)?;
        let options: CumulativeIncidenceOptions =
            call.options("options", options, options_length)?;
        let curves = call.out("curves", curves)?;
        let result = risk_table.0.get().cumulative_incidence(&options)?;
        curves.give(PeerpathAalenJohansen::new(result));
        Ok(())
    })
}

/// As `peerpath_histories_nelson_aalen`. `by` is the table's own, or left out.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_risk_table_nelson_aalen(
    risk_table: *const PeerpathRiskTable,
    options: *const c_char,
    options_length: usize,
    hazards: *mut *mut PeerpathNelsonAalen,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let risk_table = call.handle("risk_table", risk_table)?;
        let options: NelsonAalenOptions = call.options("options", options, options_length)?;
        let hazards = call.out("hazards", hazards)?;
        let result = risk_table.0.get().nelson_aalen(&options)?;
        hazards.give(PeerpathNelsonAalen::new(result));
        Ok(())
    })
}

/// Frees a risk table. NULL is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_risk_table_free(risk_table: *mut PeerpathRiskTable) {
    guarded_or!((), |_call| {
        handle::free(risk_table);
        Ok(())
    });
}
