//! Transfers from one standard to another.

use std::ffi::{CString, c_char};
use std::ptr;
use std::sync::OnceLock;

use peerpath::standard::Transfer;

use crate::date::PeerpathDate;
use crate::dossier::PeerpathDossier;
use crate::error::PeerpathError;
use crate::guard::{guarded, guarded_or};
use crate::handle::{self, Handle};
use crate::standard::PeerpathStandard;
use crate::status::PeerpathStatus;
use crate::table::PeerpathTable;
use crate::text::{PeerpathText, c_string};

/// What someone who meets one standard still needs for another.
///
/// The caller owns it and frees it with `peerpath_transfer_free`. It is immutable: any thread may use
/// it, and several at once.
pub struct PeerpathTransfer {
    transfer: Transfer,
    /// Made at the first call that asks for it.
    explanation: OnceLock<CString>,
}

impl Handle for PeerpathTransfer {
    const NAME: &'static str = "PeerpathTransfer";
}

/// What a holder of the credential of a standard, or someone who meets it, still needs for another
/// standard, as of a day. Nothing unknown becomes met because a credential is held.
///
/// `PEERPATH_NOT_IN_FORCE` where the other standard is not in force on the day, `PEERPATH_ARGUMENT` where
/// the day does not exist.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_standard_transfer(
    standard: *const PeerpathStandard,
    other: *const PeerpathStandard,
    dossier: *const PeerpathDossier,
    as_of: PeerpathDate,
    transfer: *mut *mut PeerpathTransfer,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let standard = call.handle("standard", standard)?;
        let other = call.handle("other", other)?;
        let dossier = call.handle("dossier", dossier)?;
        let as_of = call.date("as_of", as_of)?;
        let transfer = call.out("transfer", transfer)?;
        let result = standard.standard().transfer(other.standard(), dossier.dossier(), as_of)?;
        transfer.give(PeerpathTransfer { transfer: result, explanation: OnceLock::new() });
        Ok(())
    })
}

/// The transfer in text for people, UTF-8 and NUL-terminated; NULL where `transfer` is NULL. Borrowed:
/// valid until the transfer is freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_transfer_explain(
    transfer: *const PeerpathTransfer,
) -> *const c_char {
    guarded_or!(ptr::null(), |call| {
        let handle = call.handle("transfer", transfer)?;
        let text = handle.explanation.get_or_init(|| c_string(&handle.transfer.explain()));
        Ok(text.as_ptr())
    })
}

/// The transfer as JSON for programs, `"format": "peerpath/transfer/1"`: the same content. The caller owns
/// the text.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_transfer_to_json(
    transfer: *const PeerpathTransfer,
    json: *mut *mut PeerpathText,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let handle = call.handle("transfer", transfer)?;
        let json = call.out("json", json)?;
        json.give(PeerpathText::new(handle.transfer.to_json()));
        Ok(())
    })
}

/// The requirements of the standard gone to as a table: `requirement`, `title`, `required`, `status`
/// (`met`, `met-as`, `shown-once`, `unknown`, `missing`), `verdict`, `found`, `missing`, `unit`,
/// `still_needed`, `already_met_as`, `certified_as`, `confidence`. The caller owns the table.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_transfer_to_table(
    transfer: *const PeerpathTransfer,
    table: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let handle = call.handle("transfer", transfer)?;
        let table = call.out("table", table)?;
        table.give(PeerpathTable::new(handle.transfer.to_table()?));
        Ok(())
    })
}

/// Frees a transfer. NULL is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_transfer_free(transfer: *mut PeerpathTransfer) {
    guarded_or!((), |_call| {
        handle::free(transfer);
        Ok(())
    });
}
