//! What is doubtful in the document of a standard.

use std::ffi::c_char;

use peerpath::standard::LintFinding;
use peerpath::{Standard, Standards};

use crate::error::PeerpathError;
use crate::guard::guarded;
use crate::standard::PeerpathStandard;
use crate::status::PeerpathStatus;
use crate::text::PeerpathText;

/// What is doubtful in a standard, as a JSON list of findings, the worst first: `kind`, `severity`
/// (`error`, `warning` or `info`), `place` (a JSON pointer), `requirement` (an id or null), `message`.
/// The caller owns the text.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_standard_lint(
    standard: *const PeerpathStandard,
    json: *mut *mut PeerpathText,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let standard = call.handle("standard", standard)?;
        let json = call.out("json", json)?;
        json.give(text(&standard.standard().lint()));
        Ok(())
    })
}

/// What is wrong or doubtful in a text that should be the document of a standard, in the form of
/// `peerpath_standard_lint`: a text that is none gives the problems for which it is refused as findings.
/// The caller owns the text that comes out.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_standard_lint_document(
    document: *const c_char,
    length: usize,
    json: *mut *mut PeerpathText,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let document = call.text("document", document, length)?;
        let json = call.out("json", json)?;
        json.give(text(&Standard::lint_document(document)));
        Ok(())
    })
}

/// As `peerpath_standard_lint_document`, of a text that refers to requirements of other standards: of
/// those in `standards`, a JSON list of documents, else of the shipped ones. NULL is an empty list; what
/// is wrong in the list is refused with a pointer into it. The caller owns the text that comes out.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_standard_lint_document_with(
    document: *const c_char,
    length: usize,
    standards: *const c_char,
    standards_length: usize,
    json: *mut *mut PeerpathText,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let document = call.text("document", document, length)?;
        let beside = match standards.is_null() {
            true => Standards::new(),
            false => Standards::from_json(call.text("standards", standards, standards_length)?)?,
        };
        let json = call.out("json", json)?;
        json.give(text(&Standard::lint_document_with(document, &beside)));
        Ok(())
    })
}

fn text(findings: &[LintFinding]) -> PeerpathText {
    PeerpathText::new(serde_json::to_string(findings).unwrap_or_default())
}
