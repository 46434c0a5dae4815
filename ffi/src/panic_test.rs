//! Entry points that panic on purpose. Only with the feature `panic-test`, never shipped, and so
//! declared by the test that calls them and not by the header.

use crate::error::PeerpathError;
use crate::guard::guarded;
use crate::status::PeerpathStatus;

/// Panics.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_test_panic(error: *mut *mut PeerpathError) -> PeerpathStatus {
    guarded!(error, |_call| {
        panic_on_purpose();
        Ok(())
    })
}

/// Panics while it changes a risk table.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_test_panic_in_change(
    risk_table: *mut crate::risk_table::PeerpathRiskTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        call.handle_mut("risk_table", risk_table)?.change_badly();
        Ok(())
    })
}

#[expect(clippy::panic, reason = "that is what this is for")]
pub(crate) fn panic_on_purpose() {
    panic!("on purpose");
}
