//! Mergeable summaries of surveys.

use std::ffi::c_char;

use peerpath::competency::{
    BinomialOptions, CompareOptions, CoverageOptions, MultipleResponseOptions, SurveySummary,
};

use crate::bytes::PeerpathBytes;
use crate::error::PeerpathError;
use crate::guard::{guarded, guarded_or};
use crate::handle::{self, Handle, Mutable};
use crate::status::PeerpathStatus;
use crate::survey::PeerpathSurvey;
use crate::table::PeerpathTable;

/// How often each rating was given: all that coverage and its test need of a survey. Summaries of
/// parts can be made apart, sent as bytes and merged, in any order.
///
/// The caller owns it and frees it with `peerpath_survey_summary_free`. Any thread may use it, and
/// several may read it at once; but `peerpath_survey_summary_update` must not overlap with
/// another call on it.
pub struct PeerpathSurveySummary(Mutable<SurveySummary>);

impl Handle for PeerpathSurveySummary {
    const NAME: &'static str = "PeerpathSurveySummary";

    fn is_poisoned(&self) -> bool {
        self.0.is_poisoned()
    }
}

/// Counts the ratings of a survey, in the groups of the column `by`; NULL with length 0 for no
/// groups.
///
/// `PEERPATH_ARGUMENT` where `by` is not one of the survey's group columns.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_survey_summarise(
    survey: *const PeerpathSurvey,
    by: *const c_char,
    by_length: usize,
    summary: *mut *mut PeerpathSurveySummary,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let survey = call.handle("survey", survey)?;
        let by = call.optional_text("by", by, by_length)?;
        let summary = call.out("summary", summary)?;
        summary.give(PeerpathSurveySummary(Mutable::new(survey.0.summarise(by)?)));
        Ok(())
    })
}

/// Counts further respondents in. On failure the summary is as it was.
///
/// `PEERPATH_ARGUMENT` where the survey does not have the same items, scale and group column.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_survey_summary_update(
    summary: *mut PeerpathSurveySummary,
    survey: *const PeerpathSurvey,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let summary = call.handle_mut("summary", summary)?;
        let survey = call.handle("survey", survey)?;
        summary.0.change(|summary| summary.update(&survey.0))
    })
}

/// A new summary of the respondents of both. The two stay as they are; they may be the same handle.
///
/// `PEERPATH_ARGUMENT` where the two do not have the same items, scale and group column.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_survey_summary_merge(
    summary: *const PeerpathSurveySummary,
    other: *const PeerpathSurveySummary,
    merged: *mut *mut PeerpathSurveySummary,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let summary = call.handle("summary", summary)?;
        let other = call.handle("other", other)?;
        let merged = call.out("merged", merged)?;
        let result = summary.0.get().merge(other.0.get())?;
        merged.give(PeerpathSurveySummary(Mutable::new(result)));
        Ok(())
    })
}

/// The summary as bytes, which `peerpath_survey_summary_from_bytes` reads. The caller owns them.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_survey_summary_to_bytes(
    summary: *const PeerpathSurveySummary,
    bytes: *mut *mut PeerpathBytes,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let summary = call.handle("summary", summary)?;
        let bytes = call.out("bytes", bytes)?;
        bytes.give(PeerpathBytes(summary.0.get().to_bytes()));
        Ok(())
    })
}

/// Reads a summary from bytes. Bytes of any origin are safe to pass.
///
/// `PEERPATH_DOCUMENT` or another status of refusal where they are not a summary.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_survey_summary_from_bytes(
    bytes: *const u8,
    length: usize,
    summary: *mut *mut PeerpathSurveySummary,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let bytes = call.bytes("bytes", bytes, length)?;
        let summary = call.out("summary", summary)?;
        let result = SurveySummary::from_bytes(bytes)?;
        summary.give(PeerpathSurveySummary(Mutable::new(result)));
        Ok(())
    })
}

/// As `peerpath_survey_coverage`; `by` must name the groups by which the summary was made.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_survey_summary_coverage(
    summary: *const PeerpathSurveySummary,
    options: *const c_char,
    options_length: usize,
    coverage: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let summary = call.handle("summary", summary)?;
        let options: CoverageOptions = call.options("options", options, options_length)?;
        let coverage = call.out("coverage", coverage)?;
        let result = summary.0.get().coverage(&options)?;
        coverage.give(PeerpathTable::with_warnings(result.to_table()?, result.warnings()));
        Ok(())
    })
}

/// As `peerpath_survey_binomial`; `by` must name the groups by which the summary was made.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_survey_summary_binomial(
    summary: *const PeerpathSurveySummary,
    options: *const c_char,
    options_length: usize,
    tests: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let summary = call.handle("summary", summary)?;
        let options: BinomialOptions = call.options("options", options, options_length)?;
        let tests = call.out("tests", tests)?;
        let result = summary.0.get().binomial(&options)?;
        tests.give(PeerpathTable::with_warnings(result.to_table()?, result.warnings()));
        Ok(())
    })
}

/// As `peerpath_survey_compare`; `by` must name the groups by which the summary was made.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_survey_summary_compare(
    summary: *const PeerpathSurveySummary,
    options: *const c_char,
    options_length: usize,
    comparison: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let summary = call.handle("summary", summary)?;
        let options: CompareOptions = call.options("options", options, options_length)?;
        let comparison = call.out("comparison", comparison)?;
        let result = summary.0.get().compare(&options)?;
        comparison.give(PeerpathTable::with_warnings(result.to_table()?, result.warnings()));
        Ok(())
    })
}

/// As `peerpath_survey_multiple_response`; `by` must name the groups by which the summary was made.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_survey_summary_multiple_response(
    summary: *const PeerpathSurveySummary,
    options: *const c_char,
    options_length: usize,
    responses: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let summary = call.handle("summary", summary)?;
        let options: MultipleResponseOptions = call.options("options", options, options_length)?;
        let responses = call.out("responses", responses)?;
        let result = summary.0.get().multiple_response(&options)?;
        responses.give(PeerpathTable::with_warnings(result.to_table()?, result.warnings()));
        Ok(())
    })
}

/// Frees a summary. NULL is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_survey_summary_free(summary: *mut PeerpathSurveySummary) {
    guarded_or!((), |_call| {
        handle::free(summary);
        Ok(())
    });
}
