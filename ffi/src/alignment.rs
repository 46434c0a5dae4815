//! Alignments of standards with a model.

use std::ffi::c_char;
use std::slice;

use peerpath::Code;
use peerpath::standard::{AlignmentOptions, alignment};

use crate::error::PeerpathError;
use crate::guard::guarded;
use crate::standard::PeerpathStandard;
use crate::status::PeerpathStatus;
use crate::table::PeerpathTable;

/// Holds standards against a model of what they should ask for, criterion by criterion: `met`,
/// `exceeded`, `short`, `silent` or `undecided`.
///
/// `standards` is an array of `count` handles; with a count of 0 it is every standard that is
/// shipped. `options` is JSON: `{"model": "samhsa-2023", "form": "long"}`. The long form has a row for
/// each standard and criterion: `standard`, `version`, `criterion`, `title`, `status`, `theirs`, `model`,
/// `requirements`, `cite`, `confidence`, `model_cite`, `model_confidence`, `note`; the form `wide` a row
/// for each standard and a column for each criterion. `PEERPATH_UNKNOWN_NAME` where no such model is
/// shipped. The caller owns the table.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_alignment(
    standards: *const *const PeerpathStandard,
    count: usize,
    options: *const c_char,
    options_length: usize,
    table: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let pointers = match (standards.is_null(), count) {
            (_, 0) => &[],
            (true, _) => {
                let found = "NULL";
                return Err(call.refuse(Code::NullPointer, "standards", found, "an array"));
            }
            (false, count) => slice::from_raw_parts(standards, count),
        };
        let mut given = Vec::with_capacity(pointers.len());
        for &pointer in pointers {
            given.push(call.handle("standards", pointer)?.standard().clone());
        }
        let options: AlignmentOptions = call.options("options", options, options_length)?;
        let table = call.out("table", table)?;
        table.give(PeerpathTable::new(alignment(&given, &options.model)?.table(&options)?));
        Ok(())
    })
}
