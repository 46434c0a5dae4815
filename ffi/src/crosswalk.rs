//! Crosswalks between frameworks.

use std::ffi::c_char;

use peerpath::competency::Crosswalk;

use crate::error::PeerpathError;
use crate::guard::{guarded, guarded_or};
use crate::handle::{self, Handle};
use crate::status::PeerpathStatus;
use crate::table::PeerpathTable;
use crate::text::PeerpathText;

/// Links between the competencies of two frameworks.
///
/// The caller owns it and frees it with `peerpath_crosswalk_free`. It is immutable: any thread may
/// use it, and several at once.
pub struct PeerpathCrosswalk(pub(crate) Crosswalk);

impl Handle for PeerpathCrosswalk {
    const NAME: &'static str = "PeerpathCrosswalk";
}

/// Reads a crosswalk from a document, `"format": "peerpath/crosswalk/1"`.
///
/// `PEERPATH_SYNTAX` or `PEERPATH_DOCUMENT` where it is not one, with every problem.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_crosswalk_from_json(
    text: *const c_char,
    length: usize,
    crosswalk: *mut *mut PeerpathCrosswalk,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let text = call.text("text", text, length)?;
        let crosswalk = call.out("crosswalk", crosswalk)?;
        crosswalk.give(PeerpathCrosswalk(Crosswalk::from_json(text)?));
        Ok(())
    })
}

/// The crosswalk as a document again. The caller owns the text.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_crosswalk_to_json(
    crosswalk: *const PeerpathCrosswalk,
    json: *mut *mut PeerpathText,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let crosswalk = call.handle("crosswalk", crosswalk)?;
        let json = call.out("json", json)?;
        json.give(PeerpathText::new(crosswalk.0.to_json()));
        Ok(())
    })
}

/// The links as a table: `from`, `to`, `relation`, `confidence`, `note`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_crosswalk_to_table(
    crosswalk: *const PeerpathCrosswalk,
    table: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let crosswalk = call.handle("crosswalk", crosswalk)?;
        let table = call.out("table", table)?;
        table.give(PeerpathTable::new(crosswalk.0.to_table()?));
        Ok(())
    })
}

/// The crosswalk the other way round. A new handle; the crosswalk stays as it is.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_crosswalk_reversed(
    crosswalk: *const PeerpathCrosswalk,
    reversed: *mut *mut PeerpathCrosswalk,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let crosswalk = call.handle("crosswalk", crosswalk)?;
        let reversed = call.out("reversed", reversed)?;
        reversed.give(PeerpathCrosswalk(crosswalk.0.reversed()));
        Ok(())
    })
}

/// Frees a crosswalk. NULL is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_crosswalk_free(crosswalk: *mut PeerpathCrosswalk) {
    guarded_or!((), |_call| {
        handle::free(crosswalk);
        Ok(())
    });
}
