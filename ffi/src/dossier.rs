//! Dossiers: the evidence about a person.

use std::ffi::{CString, c_char};
use std::ptr;

use peerpath::Dossier;
use peerpath::standard::OpenBadgeOptions;

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
    fn new(dossier: Dossier) -> PeerpathDossier {
        PeerpathDossier { person: dossier.person().map(c_string), dossier }
    }

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
        let dossier = call.out("dossier", dossier)?;
        dossier.give(PeerpathDossier::new(Dossier::from_json(text)?));
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

/// Reads Open Badges 3.0 (Verifiable Credentials 1.1 or 2.0, JSON) as entries of a dossier:
/// `{"credentials": […], "left_out": [{"pointer", "found", "why"}], "notice": …}`. **No signature is
/// checked**, no status list is asked: an entry proves no more than the person's own statement. The
/// caller owns the text.
///
/// `options`: `achievements` (an object from ids of achievements to our credentials), `issuers` (from
/// ids of issuers to our names), `subject` (the id of the person), `status` (the standing, where it was
/// verified elsewhere), `read_unverified_jwt`; all optional; NULL is all defaults.
///
/// `PEERPATH_SYNTAX` or `PEERPATH_DOCUMENT` where it is not JSON, not a credential, or a JWT without
/// leave to read one.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_dossier_credentials_from_open_badge(
    text: *const c_char,
    length: usize,
    options: *const c_char,
    options_length: usize,
    json: *mut *mut PeerpathText,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let text = call.text("text", text, length)?;
        let options: OpenBadgeOptions = call.options("options", options, options_length)?;
        let json = call.out("json", json)?;
        let reading = Dossier::credentials_from_open_badge(text, &options)?;
        json.give(PeerpathText::new(reading.to_json()));
        Ok(())
    })
}

/// A new dossier with the credentials of badges beside those of `dossier`, which stays as it is; and
/// what was read, as `peerpath_dossier_credentials_from_open_badge` gives it. **No signature is
/// checked.** An entry whose id the dossier has already is left out. The caller owns both.
///
/// Options and errors as `peerpath_dossier_credentials_from_open_badge`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_dossier_with_open_badge(
    dossier: *const PeerpathDossier,
    text: *const c_char,
    length: usize,
    options: *const c_char,
    options_length: usize,
    with_badge: *mut *mut PeerpathDossier,
    json: *mut *mut PeerpathText,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let dossier = call.handle("dossier", dossier)?;
        let text = call.text("text", text, length)?;
        let options: OpenBadgeOptions = call.options("options", options, options_length)?;
        let with_badge = call.out("with_badge", with_badge)?;
        let json = call.out("json", json)?;
        let (dossier, reading) = dossier.dossier.with_open_badge(text, &options)?;
        json.give(PeerpathText::new(reading.to_json()));
        with_badge.give(PeerpathDossier::new(dossier));
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
