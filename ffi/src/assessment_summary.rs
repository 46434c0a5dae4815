//! Summaries of assessments: how many people meet a standard, and each of its requirements.

use peerpath::AssessmentSummary;

use crate::assessment::PeerpathAssessment;
use crate::date::PeerpathDate;
use crate::error::PeerpathError;
use crate::guard::{guarded, guarded_or};
use crate::handle::{self, Handle, Mutable};
use crate::standard::PeerpathStandard;
use crate::status::PeerpathStatus;
use crate::table::PeerpathTable;
use crate::text::PeerpathText;

/// How many people meet a standard on a day, and each of its requirements. Summaries of parts can be
/// made apart and merged, in any order.
///
/// The caller owns it and frees it with `peerpath_assessment_summary_free`. Any thread may use it, and
/// several may read it at once; but `peerpath_assessment_summary_update` must not overlap with
/// another call on it.
pub struct PeerpathAssessmentSummary(Mutable<AssessmentSummary>);

impl Handle for PeerpathAssessmentSummary {
    const NAME: &'static str = "PeerpathAssessmentSummary";

    fn is_poisoned(&self) -> bool {
        self.0.is_poisoned()
    }
}

/// A summary of no assessments yet.
///
/// `PEERPATH_ARGUMENT` where the day does not exist.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_assessment_summary_new(
    standard: *const PeerpathStandard,
    as_of: PeerpathDate,
    summary: *mut *mut PeerpathAssessmentSummary,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let standard = call.handle("standard", standard)?.standard();
        let as_of = call.date("as_of", as_of)?;
        let summary = call.out("summary", summary)?;
        let empty = AssessmentSummary::new(standard, as_of);
        summary.give(PeerpathAssessmentSummary(Mutable::new(empty)));
        Ok(())
    })
}

/// Counts one more assessment in. On failure the summary is as it was.
///
/// `PEERPATH_ARGUMENT` where the assessment is by another standard, version or day.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_assessment_summary_update(
    summary: *mut PeerpathAssessmentSummary,
    assessment: *const PeerpathAssessment,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let summary = call.handle_mut("summary", summary)?;
        let assessment = call.handle("assessment", assessment)?.assessment();
        summary.0.change(|summary| summary.update(assessment))
    })
}

/// A new summary of two parts together. The two stay as they are; they may be the same handle.
///
/// `PEERPATH_ARGUMENT` where they are by different standards, versions or days.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_assessment_summary_merge(
    summary: *const PeerpathAssessmentSummary,
    other: *const PeerpathAssessmentSummary,
    merged: *mut *mut PeerpathAssessmentSummary,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let summary = call.handle("summary", summary)?;
        let other = call.handle("other", other)?;
        let merged = call.out("merged", merged)?;
        let mut both = summary.0.get().clone();
        both.merge(other.0.get())?;
        merged.give(PeerpathAssessmentSummary(Mutable::new(both)));
        Ok(())
    })
}

/// The counts of each requirement, in the order of the standard. The caller owns the table.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_assessment_summary_to_table(
    summary: *const PeerpathAssessmentSummary,
    table: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let summary = call.handle("summary", summary)?;
        let table = call.out("table", table)?;
        table.give(PeerpathTable::new(summary.0.get().to_table()?));
        Ok(())
    })
}

/// The summary as JSON: `{"standard", "version", "as_of", "n", "met", "unmet", "unknown",
/// "requirements"}`. The caller owns the text.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_assessment_summary_to_json(
    summary: *const PeerpathAssessmentSummary,
    json: *mut *mut PeerpathText,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let summary = call.handle("summary", summary)?;
        let json = call.out("json", json)?;
        json.give(PeerpathText::new(summary.0.get().to_json()));
        Ok(())
    })
}

/// Frees a summary. NULL is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_assessment_summary_free(summary: *mut PeerpathAssessmentSummary) {
    guarded_or!((), |_call| {
        handle::free(summary);
        Ok(())
    });
}
