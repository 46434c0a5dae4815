//! Certification standards.

use std::ffi::{CString, c_char};
use std::ptr;

use peerpath::{Standard, Standards};

use crate::assessment::PeerpathAssessment;
use crate::date::PeerpathDate;
use crate::dossier::PeerpathDossier;
use crate::error::PeerpathError;
use crate::guard::{guarded, guarded_or};
use crate::handle::{self, Handle};
use crate::renewal::PeerpathRenewal;
use crate::status::PeerpathStatus;
use crate::text::{PeerpathText, c_string};

/// A certification standard: what a credential requires, with its sources and dates.
///
/// The caller owns it and frees it with `peerpath_standard_free`. It is immutable: any thread may use
/// it, and several at once.
pub struct PeerpathStandard {
    standard: Standard,
    id: CString,
    version: CString,
    title: CString,
}

impl Handle for PeerpathStandard {
    const NAME: &'static str = "PeerpathStandard";
}

impl PeerpathStandard {
    pub(crate) fn new(standard: Standard) -> PeerpathStandard {
        PeerpathStandard {
            id: c_string(standard.id()),
            version: c_string(standard.version()),
            title: c_string(standard.title()),
            standard,
        }
    }

    pub(crate) fn standard(&self) -> &Standard {
        &self.standard
    }
}

/// Finds a standard that is shipped with the library, such as `us-nc/cpss`.
///
/// `PEERPATH_UNKNOWN_NAME` where none of this name is shipped; `peerpath_catalog` lists those that are.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_standard_builtin(
    name: *const c_char,
    length: usize,
    standard: *mut *mut PeerpathStandard,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let name = call.text("name", name, length)?;
        let standard = call.out("standard", standard)?;
        standard.give(PeerpathStandard::new(Standard::builtin(name)?));
        Ok(())
    })
}

/// Reads a standard from a document, `"format": "peerpath/standard/1"`.
///
/// `PEERPATH_SYNTAX` or `PEERPATH_DOCUMENT` where it is not one, with every problem.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_standard_from_json(
    text: *const c_char,
    length: usize,
    standard: *mut *mut PeerpathStandard,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let text = call.text("text", text, length)?;
        let standard = call.out("standard", standard)?;
        standard.give(PeerpathStandard::new(Standard::from_json(text)?));
        Ok(())
    })
}

/// Reads a standard that refers to requirements of other standards: of those in `standards`, a JSON
/// list of documents, else of the shipped ones. NULL is an empty list.
///
/// As `peerpath_standard_from_json`; what is wrong in the list is refused with a pointer into it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_standard_from_json_with(
    text: *const c_char,
    length: usize,
    standards: *const c_char,
    standards_length: usize,
    standard: *mut *mut PeerpathStandard,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let text = call.text("text", text, length)?;
        let beside = match standards.is_null() {
            true => Standards::new(),
            false => Standards::from_json(call.text("standards", standards, standards_length)?)?,
        };
        let standard = call.out("standard", standard)?;
        standard.give(PeerpathStandard::new(Standard::from_json_with(text, &beside)?));
        Ok(())
    })
}

/// The documents of the other standards to whose requirements this one refers, those of the catalog
/// not among them, as a JSON list: what `peerpath_standard_from_json_with` needs beside
/// `peerpath_standard_to_json` to make the same standard again. The caller owns the text.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_standard_beside(
    standard: *const PeerpathStandard,
    json: *mut *mut PeerpathText,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let standard = call.handle("standard", standard)?;
        let json = call.out("json", json)?;
        json.give(PeerpathText::new(format!("[{}]", standard.standard.beside().join(","))));
        Ok(())
    })
}

/// The id, such as `us-nc/cpss`; NULL where `standard` is NULL. Borrowed: valid until the standard is
/// freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_standard_id(standard: *const PeerpathStandard) -> *const c_char {
    guarded_or!(ptr::null(), |call| { Ok(call.handle("standard", standard)?.id.as_ptr()) })
}

/// The version; NULL where `standard` is NULL. Borrowed: valid until the standard is freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_standard_version(
    standard: *const PeerpathStandard,
) -> *const c_char {
    guarded_or!(ptr::null(), |call| { Ok(call.handle("standard", standard)?.version.as_ptr()) })
}

/// The title; NULL where `standard` is NULL. Borrowed: valid until the standard is freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_standard_title(
    standard: *const PeerpathStandard,
) -> *const c_char {
    guarded_or!(ptr::null(), |call| { Ok(call.handle("standard", standard)?.title.as_ptr()) })
}

/// The standard as a document again. The caller owns the text.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_standard_to_json(
    standard: *const PeerpathStandard,
    json: *mut *mut PeerpathText,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let standard = call.handle("standard", standard)?;
        let json = call.out("json", json)?;
        json.give(PeerpathText::new(standard.standard.to_json()));
        Ok(())
    })
}

/// Holds a dossier against the standard, as of a day. That a person does not meet it is a result, not
/// a failure.
///
/// `PEERPATH_NOT_IN_FORCE` where the standard is not in force on the day, `PEERPATH_ARGUMENT` where the
/// day does not exist.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_standard_assess(
    standard: *const PeerpathStandard,
    dossier: *const PeerpathDossier,
    as_of: PeerpathDate,
    assessment: *mut *mut PeerpathAssessment,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let standard = call.handle("standard", standard)?;
        let dossier = call.handle("dossier", dossier)?;
        let as_of = call.date("as_of", as_of)?;
        let assessment = call.out("assessment", assessment)?;
        let result = standard.standard.assess(dossier.dossier(), as_of)?;
        assessment.give(PeerpathAssessment::new(result));
        Ok(())
    })
}

/// Where the credential of a dossier stands in the life cycle of the standard, as of a day. That it has
/// lapsed or is unknown is a result, not a failure.
///
/// `PEERPATH_NOT_IN_FORCE` where the standard is not in force on the day, `PEERPATH_ARGUMENT` where the
/// day does not exist or the standard has no `life_cycle`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_standard_renewal(
    standard: *const PeerpathStandard,
    dossier: *const PeerpathDossier,
    as_of: PeerpathDate,
    renewal: *mut *mut PeerpathRenewal,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let standard = call.handle("standard", standard)?;
        let dossier = call.handle("dossier", dossier)?;
        let as_of = call.date("as_of", as_of)?;
        let renewal = call.out("renewal", renewal)?;
        let result = standard.standard.renewal(dossier.dossier(), as_of)?;
        renewal.give(PeerpathRenewal::new(result));
        Ok(())
    })
}

/// The JSON Schema (draft 2020-12) of the document of a standard. The caller owns the text.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_standard_schema(
    json: *mut *mut PeerpathText,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let json = call.out("json", json)?;
        json.give(PeerpathText::new(Standard::json_schema().to_string()));
        Ok(())
    })
}

/// Frees a standard. NULL is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_standard_free(standard: *mut PeerpathStandard) {
    guarded_or!((), |_call| {
        handle::free(standard);
        Ok(())
    });
}
