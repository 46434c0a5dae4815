//! Dossiers: the evidence about a person.

use std::ffi::{CString, c_char};
use std::ptr;

use peerpath::Dossier;

use crate::error::PeerpathError;
use crate::guard::{guarded, guarded_or};
use crate::handle::{self, Handle};
use crate::status::PeerpathStatus;
use crate::text::{PeerpathText, c_string};

/// What is recorded about a person.
///
/// The caller owns it and frees it with `peerpath_dossier_free`. It is immutable: any thread may use
/// it, and several at once.
pub struct PeerpathDossier {
    dossier: Dossier,
    person: Option<CString>,
}

impl Handle for PeerpathDossier {
    const NAME: &'static str = "PeerpathDossier";
}

impl PeerpathDossier {
    pub(crate) fn dossier(&self) -> &Dossier {
        &self.dossier
    }
}

/// Reads a dossier from a document, `"format": "peerpath/dossier/1"`.
///
/// `PEERPATH_SYNTAX` or `PEERPATH_DOCUMENT` where it is not one, with every problem.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_dossier_from_json(
    text: *const c_char,
    length: usize,
    dossier: *mut *mut PeerpathDossier,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let text = call.text("text", text, length)?;
        let dossier_out = call.out("dossier", dossier)?;
        let dossier = Dossier::from_json(text)?;
        dossier_out.give(PeerpathDossier { person: dossier.person().map(c_string), dossier });
        Ok(())
    })
}

/// Who the dossier is about; NULL where it does not say, or where `dossier` is NULL. Borrowed: valid
/// until the dossier is freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_dossier_person(dossier: *const PeerpathDossier) -> *const c_char {
    guarded_or!(ptr::null(), |call| {
        let person = call.handle("dossier", dossier)?.person.as_ref();
        Ok(person.map_or(ptr::null(), |person| person.as_ptr()))
    })
}

/// The dossier as a document again. The caller owns the text.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_dossier_to_json(
    dossier: *const PeerpathDossier,
    json: *mut *mut PeerpathText,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let dossier = call.handle("dossier", dossier)?;
        let json = call.out("json", json)?;
        json.give(PeerpathText::new(dossier.dossier.to_json()));
        Ok(())
    })
}

/// The JSON Schema (draft 2020-12) of the document of a dossier. The caller owns the text.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_dossier_schema(
    json: *mut *mut PeerpathText,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let json = call.out("json", json)?;
        json.give(PeerpathText::new(Dossier::json_schema().to_string()));
        Ok(())
    })
}

/// Frees a dossier. NULL is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_dossier_free(dossier: *mut PeerpathDossier) {
    guarded_or!((), |_call| {
        handle::free(dossier);
        Ok(())
    });
}
