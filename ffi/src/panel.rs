//! Panels: what waves of a survey see.

use std::ffi::c_char;

use peerpath::Panel;
use peerpath::transition::PanelColumns;

use crate::error::PeerpathError;
use crate::guard::{guarded, guarded_or};
use crate::handle::{self, Handle};
use crate::state_space::PeerpathStateSpace;
use crate::status::PeerpathStatus;
use crate::table::PeerpathTable;

/// What waves of a survey see: states at interview times, with persons missing a wave and coming back.
///
/// The caller owns it and frees it with `peerpath_panel_free`. It is immutable: any thread may use it,
/// and several at once.
pub struct PeerpathPanel(Panel);

impl Handle for PeerpathPanel {
    const NAME: &'static str = "PeerpathPanel";
}

/// Reads a panel from a table: a row for each person and wave; a state that is missing was not seen.
///
/// `columns` is JSON: `{"person": "person", "time": "time", "state": "state"}`; NULL with length 0 for
/// these defaults. `space` (nullable) gives the states; without it they are those that occur.
/// `PEERPATH_TABLE` where a column cannot be read, `PEERPATH_PANEL` with every contradiction,
/// `PEERPATH_EMPTY` where there is nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_panel_from_table(
    table: *const PeerpathTable,
    columns: *const c_char,
    columns_length: usize,
    space: *const PeerpathStateSpace,
    panel: *mut *mut PeerpathPanel,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let table = call.handle("table", table)?.table();
        let columns: PanelColumns = call.options("columns", columns, columns_length)?;
        let space = call.optional_handle("space", space)?.map(PeerpathStateSpace::space);
        let panel = call.out("panel", panel)?;
        panel.give(PeerpathPanel(Panel::from_table(table, &columns, space)?));
        Ok(())
    })
}

/// The number of persons; 0 where `panel` is NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_panel_person_count(panel: *const PeerpathPanel) -> usize {
    guarded_or!(0, |call| { Ok(call.handle("panel", panel)?.0.persons().len()) })
}

/// The number of waves; 0 where `panel` is NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_panel_wave_count(panel: *const PeerpathPanel) -> usize {
    guarded_or!(0, |call| { Ok(call.handle("panel", panel)?.0.waves().len()) })
}

/// From each wave to the next, how many move from state to state, of how many. The columns are `from`,
/// `to`, `origin`, `target`, `n`, `of`, `share`, `lower`, `upper`; an origin or target that is
/// missing means not seen.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_panel_transition_table(
    panel: *const PeerpathPanel,
    table: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let panel = call.handle("panel", panel)?;
        let table = call.out("table", table)?;
        table.give(PeerpathTable::new(panel.0.transition_table().to_table()?));
        Ok(())
    })
}

/// For each wave, how many were seen, missed and lost. The columns are `wave`, `enrolled`, `seen`,
/// `joined`, `returned`, `missed`, `ended`, `lost`, `share`, `lower`, `upper`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_panel_attrition(
    panel: *const PeerpathPanel,
    table: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let panel = call.handle("panel", panel)?;
        let table = call.out("table", table)?;
        table.give(PeerpathTable::new(panel.0.attrition().to_table()?));
        Ok(())
    })
}

/// Frees a panel. NULL is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_panel_free(panel: *mut PeerpathPanel) {
    guarded_or!((), |_call| {
        handle::free(panel);
        Ok(())
    });
}
