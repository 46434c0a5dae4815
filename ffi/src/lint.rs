//! What is doubtful in the document of a standard.

use std::ffi::c_char;

use peerpath::Standard;
use peerpath::standard::LintFinding;

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

fn text(findings: &[LintFinding]) -> PeerpathText {
    PeerpathText::new(serde_json::to_string(findings).unwrap_or_default())
}
