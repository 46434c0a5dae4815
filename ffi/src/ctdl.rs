//! Standards as CTDL, and back.

use std::ffi::c_char;

use peerpath::Standard;
use peerpath::standard::{CtdlOptions, CtdlReadingOptions};

use crate::error::PeerpathError;
use crate::guard::guarded;
use crate::standard::PeerpathStandard;
use crate::status::PeerpathStatus;
use crate::text::PeerpathText;

/// The standard as CTDL (Credential Transparency Description Language, JSON-LD):
/// `{"document": …, "lost": [{"pointer", "what", "why", "in_words", "bears_on_verdict"}],
/// "wanting": [{"term", "option"}]}`. `lost` is what would not come back if the document were read
/// again, `wanting` what the Credential Registry asks for and is not given. The caller owns the text.
///
/// `options`: `ctid`, `base`, `webpage`, `owned_by`, `language`, all optional; NULL is all defaults.
///
/// `PEERPATH_ARGUMENT` where an option is unknown, or `ctid` is not a CTID.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_standard_to_ctdl(
    standard: *const PeerpathStandard,
    options: *const c_char,
    options_length: usize,
    json: *mut *mut PeerpathText,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let standard = call.handle("standard", standard)?;
        let options: CtdlOptions = call.options("options", options, options_length)?;
        let json = call.out("json", json)?;
        json.give(PeerpathText::new(standard.standard().to_ctdl(&options)?.to_json()));
        Ok(())
    })
}

/// Reads a credential of a CTDL document (JSON-LD) as a standard. What is said in words becomes a
/// decision that a person takes; `not_understood` is
/// `{"not_understood": [{"pointer", "found"}], "count": …}`, what is not in the standard. The caller
/// owns both.
///
/// `options`: `credential` (its `@id` or CTID, where there are several), `id` (of the standard), both
/// optional; NULL is all defaults.
///
/// `PEERPATH_SYNTAX` or `PEERPATH_DOCUMENT` where it is not JSON, or not about one credential.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_standard_from_ctdl(
    text: *const c_char,
    length: usize,
    options: *const c_char,
    options_length: usize,
    standard: *mut *mut PeerpathStandard,
    not_understood: *mut *mut PeerpathText,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let text = call.text("text", text, length)?;
        let options: CtdlReadingOptions = call.options("options", options, options_length)?;
        let standard = call.out("standard", standard)?;
        let not_understood = call.out("not_understood", not_understood)?;
        let reading = Standard::from_ctdl(text, &options)?;
        not_understood.give(PeerpathText::new(reading.not_understood_json()));
        standard.give(PeerpathStandard::new(reading.standard().clone()));
        Ok(())
    })
}
