//! Assessments: a dossier held against a standard.

use std::ffi::{CString, c_char};
use std::ptr;
use std::sync::OnceLock;

use peerpath::standard::{Assessment, NextStepsOptions, Verdict};

use crate::date::PeerpathDate;
use crate::error::PeerpathError;
use crate::guard::{guarded, guarded_or};
use crate::handle::{self, Handle};
use crate::status::PeerpathStatus;
use crate::text::{PeerpathText, c_string};

/// A dossier held against a standard on a day: the verdict, and for each requirement what was
/// asked, what was found and which evidence counted.
///
/// The caller owns it and frees it with `peerpath_assessment_free`. It is immutable: any thread may use
/// it, and several at once.
pub struct PeerpathAssessment {
    assessment: Assessment,
    /// Made at the first call that asks for it.
    explanation: OnceLock<CString>,
}

impl Handle for PeerpathAssessment {
    const NAME: &'static str = "PeerpathAssessment";
}

impl PeerpathAssessment {
    pub(crate) fn new(assessment: Assessment) -> PeerpathAssessment {
        PeerpathAssessment { assessment, explanation: OnceLock::new() }
    }

    pub(crate) fn assessment(&self) -> &Assessment {
        &self.assessment
    }
}

/// Whether a person meets a standard; one of the constants `PEERPATH_VERDICT_…`.
pub type PeerpathVerdict = i32;

/// There is no assessment.
pub const PEERPATH_VERDICT_NONE: PeerpathVerdict = 0;
/// What is known shows that the standard is met.
pub const PEERPATH_VERDICT_MET: PeerpathVerdict = 1;
/// What is known shows that the standard is not met.
pub const PEERPATH_VERDICT_UNMET: PeerpathVerdict = 2;
/// What is known settles it neither way.
pub const PEERPATH_VERDICT_UNKNOWN: PeerpathVerdict = 3;

/// The verdict; `PEERPATH_VERDICT_NONE` where `assessment` is NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_assessment_verdict(
    assessment: *const PeerpathAssessment,
) -> PeerpathVerdict {
    guarded_or!(PEERPATH_VERDICT_NONE, |call| {
        Ok(match call.handle("assessment", assessment)?.assessment.verdict() {
            Verdict::Met => PEERPATH_VERDICT_MET,
            Verdict::Unmet => PEERPATH_VERDICT_UNMET,
            Verdict::Unknown => PEERPATH_VERDICT_UNKNOWN,
        })
    })
}

/// The assessment in indented text for people, UTF-8 and NUL-terminated; NULL where `assessment` is
/// NULL. Borrowed: valid until the assessment is freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_assessment_explain(
    assessment: *const PeerpathAssessment,
) -> *const c_char {
    guarded_or!(ptr::null(), |call| {
        let handle = call.handle("assessment", assessment)?;
        let text = handle.explanation.get_or_init(|| c_string(&handle.assessment.explain()));
        Ok(text.as_ptr())
    })
}

/// The assessment as JSON for programs, `"format": "peerpath/assessment/1"`: the same content as the
/// explanation. The caller owns the text.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_assessment_to_json(
    assessment: *const PeerpathAssessment,
    json: *mut *mut PeerpathText,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let handle = call.handle("assessment", assessment)?;
        let json = call.out("json", json)?;
        json.give(PeerpathText::new(handle.assessment.to_json()));
        Ok(())
    })
}

/// The first day, from the day of assessment on, on which the standard is met under this version if
/// nothing changes but time; `{0, 0, 0}` where there is none up to the year 9999. Exact.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_assessment_met_on(
    assessment: *const PeerpathAssessment,
    day: *mut PeerpathDate,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let handle = call.handle("assessment", assessment)?;
        let day = call.out("day", day)?;
        day.write(PeerpathDate::of(handle.assessment.met_on()));
        Ok(())
    })
}

/// The last day, counted from that of `peerpath_assessment_met_on`, on which the standard is still met
/// if nothing changes but time; `{0, 0, 0}` where it is never met, or met for good.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_assessment_met_until(
    assessment: *const PeerpathAssessment,
    day: *mut PeerpathDate,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let handle = call.handle("assessment", assessment)?;
        let day = call.out("day", day)?;
        day.write(PeerpathDate::of(handle.assessment.met_until()));
        Ok(())
    })
}

/// A cheapest set of actions after which the verdict is met, as JSON: `cost`, `on` (the day on which
/// it is then met), `steps` with `requirement`, `kind`, `says`, `by`, `amount`, `cost` and `on`, whether
/// it is `optimal`, `lower_bound`, `considered`, and `blocked_by` where nothing helps.
///
/// `options` is JSON: `action`, `settle`, `waiver`, `day`, `units`, `costs`, `wait_at_most`, `budget`; NULL
/// with the length 0 is all defaults. `PEERPATH_ARGUMENT` where it is not valid. The caller owns the text.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_assessment_next_steps(
    assessment: *const PeerpathAssessment,
    options: *const c_char,
    length: usize,
    json: *mut *mut PeerpathText,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let handle = call.handle("assessment", assessment)?;
        let options: NextStepsOptions = call.options("options", options, length)?;
        let json = call.out("json", json)?;
        let steps = handle.assessment.next_steps(&options)?;
        json.give(PeerpathText::new(serde_json::to_string(&steps).unwrap_or_default()));
        Ok(())
    })
}

/// Frees an assessment. NULL is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_assessment_free(assessment: *mut PeerpathAssessment) {
    guarded_or!((), |_call| {
        handle::free(assessment);
        Ok(())
    });
}
