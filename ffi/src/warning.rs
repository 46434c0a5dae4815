//! Cautions beside a result.

use std::ffi::{CString, c_char};

use peerpath::Warning;

use crate::status::{PEERPATH_ARGUMENT, PEERPATH_OK, PeerpathStatus};
use crate::text::c_string;

/// Cautions as C reads them: each a name such as `few-at-risk` and a sentence.
#[derive(Default)]
pub(crate) struct Warnings(Vec<(CString, CString)>);

impl Warnings {
    pub(crate) fn of(warnings: &[Warning]) -> Warnings {
        let texts = |warning: &Warning| (c_string(warning.name()), c_string(warning.message()));
        Warnings(warnings.iter().map(texts).collect())
    }

    pub(crate) fn count(&self) -> usize {
        self.0.len()
    }

    /// Writes the texts of one warning to the places that are not NULL.
    ///
    /// # Safety
    /// The pointers are NULL or valid for writing.
    pub(crate) unsafe fn write(
        &self,
        index: usize,
        name: *mut *const c_char,
        message: *mut *const c_char,
    ) -> PeerpathStatus {
        let Some(texts) = self.0.get(index) else { return PEERPATH_ARGUMENT };
        for (out, text) in [(name, &texts.0), (message, &texts.1)] {
            if !out.is_null() {
                // SAFETY: not NULL, so valid by contract.
                unsafe { out.write(text.as_ptr()) };
            }
        }
        PEERPATH_OK
    }
}
