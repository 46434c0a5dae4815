//! Comparisons of standards.

use std::ffi::{CString, c_char};
use std::ptr;
use std::sync::OnceLock;

use peerpath::standard::{Comparison, compare};

use crate::error::PeerpathError;
use crate::guard::{guarded, guarded_or};
use crate::handle::{self, Handle};
use crate::standard::PeerpathStandard;
use crate::status::PeerpathStatus;
use crate::table::PeerpathTable;
use crate::text::{PeerpathText, c_string};

/// Which of two standards asks for more, as a whole and requirement by requirement.
///
/// The caller owns it and frees it with `peerpath_comparison_free`. It is immutable: any thread may use
/// it, and several at once.
pub struct PeerpathComparison {
    comparison: Comparison,
    /// Made at the first call that asks for it.
    explanation: OnceLock<CString>,
}

impl Handle for PeerpathComparison {
    const NAME: &'static str = "PeerpathComparison";
}

/// Compares two standards: which asks for more, as a whole and requirement by requirement. What is not
/// proved or shown by a witness is `incomparable`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_standard_compare(
    standard: *const PeerpathStandard,
    other: *const PeerpathStandard,
    comparison: *mut *mut PeerpathComparison,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let standard = call.handle("standard", standard)?;
        let other = call.handle("other", other)?;
        let comparison = call.out("comparison", comparison)?;
        let result = compare(standard.standard(), other.standard());
        comparison.give(PeerpathComparison { comparison: result, explanation: OnceLock::new() });
        Ok(())
    })
}

/// The comparison in text for people, UTF-8 and NUL-terminated; NULL where `comparison` is NULL. Borrowed:
/// valid until the comparison is freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_comparison_explain(
    comparison: *const PeerpathComparison,
) -> *const c_char {
    guarded_or!(ptr::null(), |call| {
        let handle = call.handle("comparison", comparison)?;
        let text = handle.explanation.get_or_init(|| c_string(&handle.comparison.explain()));
        Ok(text.as_ptr())
    })
}

/// The comparison as JSON for programs, `"format": "peerpath/comparison/1"`: the same content. The caller owns
/// the text.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_comparison_to_json(
    comparison: *const PeerpathComparison,
    json: *mut *mut PeerpathText,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let handle = call.handle("comparison", comparison)?;
        let json = call.out("json", json)?;
        json.give(PeerpathText::new(handle.comparison.to_json()));
        Ok(())
    })
}

/// The comparison as a table, a row for each pair of requirements or requirement alone:
/// `requirement_a`, `requirement_b`, `relation` (`same`, `stricter`, `looser`, `only-in-a`, `only-in-b`,
/// `incomparable`), `reason`, `required_a`, `required_b`, `a_entails_b`, `b_entails_a`,
/// `confidence_a`, `confidence_b`. The caller owns the table.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_comparison_to_table(
    comparison: *const PeerpathComparison,
    table: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let handle = call.handle("comparison", comparison)?;
        let table = call.out("table", table)?;
        table.give(PeerpathTable::new(handle.comparison.to_table()?));
        Ok(())
    })
}

/// Frees a comparison. NULL is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_comparison_free(comparison: *mut PeerpathComparison) {
    guarded_or!((), |_call| {
        handle::free(comparison);
        Ok(())
    });
}
