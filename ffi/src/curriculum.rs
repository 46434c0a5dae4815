//! Curricula.

use std::ffi::c_char;

use peerpath::competency::{Curriculum, CurriculumOptions, SelectionOptions};
use peerpath::document::Day;

use crate::crosswalk::PeerpathCrosswalk;
use crate::date::PeerpathDate;
use crate::error::PeerpathError;
use crate::framework::PeerpathFramework;
use crate::guard::{guarded, guarded_or};
use crate::handle::{self, Handle};
use crate::status::PeerpathStatus;
use crate::table::PeerpathTable;
use crate::text::PeerpathText;

/// The modules of a training, and the competencies that each introduces, practises or assesses.
///
/// The caller owns it and frees it with `peerpath_curriculum_free`. It is immutable: any thread may
/// use it, and several at once.
pub struct PeerpathCurriculum(Curriculum);

impl Handle for PeerpathCurriculum {
    const NAME: &'static str = "PeerpathCurriculum";
}

/// Reads a curriculum from a document, `"format": "peerpath/curriculum/1"`.
///
/// `PEERPATH_SYNTAX` or `PEERPATH_DOCUMENT` where it is not one, with every problem.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_curriculum_from_json(
    text: *const c_char,
    length: usize,
    curriculum: *mut *mut PeerpathCurriculum,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let text = call.text("text", text, length)?;
        let curriculum = call.out("curriculum", curriculum)?;
        curriculum.give(PeerpathCurriculum(Curriculum::from_json(text)?));
        Ok(())
    })
}

/// The curriculum as a document again. The caller owns the text.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_curriculum_to_json(
    curriculum: *const PeerpathCurriculum,
    json: *mut *mut PeerpathText,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let curriculum = call.handle("curriculum", curriculum)?;
        let json = call.out("json", json)?;
        json.give(PeerpathText::new(curriculum.0.to_json()));
        Ok(())
    })
}

/// For each competency of a framework, which modules go into it and how deep.
///
/// `options` is JSON: `{"depth": "introduced"}`, or `practised`, or `assessed`. The columns of the
/// table are `competency`, `label`, `level`, `modules`, `module_ids` (with spaces between), `hours`,
/// `depth`, `covered`, `share`. `PEERPATH_DOCUMENT` where the curriculum names what is not in the
/// framework.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_curriculum_coverage(
    curriculum: *const PeerpathCurriculum,
    framework: *const PeerpathFramework,
    options: *const c_char,
    options_length: usize,
    table: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let curriculum = call.handle("curriculum", curriculum)?;
        let framework = call.handle("framework", framework)?;
        let options: CurriculumOptions = call.options("options", options, options_length)?;
        let table = call.out("table", table)?;
        let result = curriculum.0.coverage(framework.framework(), &options)?;
        table.give(PeerpathTable::new(result.to_table()?));
        Ok(())
    })
}

/// The competencies without parts that the curriculum does not cover.
///
/// `options` is JSON: `{"depth": "introduced"}`, or `practised`, or `assessed`. The columns of the
/// table are `competency`, `label`, `level`, `modules`, `module_ids` (with spaces between), `hours`,
/// `depth`, `covered`, `share`. `PEERPATH_DOCUMENT` where the curriculum names what is not in the
/// framework.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_curriculum_gaps(
    curriculum: *const PeerpathCurriculum,
    framework: *const PeerpathFramework,
    options: *const c_char,
    options_length: usize,
    table: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let curriculum = call.handle("curriculum", curriculum)?;
        let framework = call.handle("framework", framework)?;
        let options: CurriculumOptions = call.options("options", options, options_length)?;
        let table = call.out("table", table)?;
        let result = curriculum.0.gaps(framework.framework(), &options)?;
        table.give(PeerpathTable::new(result.to_table()?));
        Ok(())
    })
}

/// The competencies without parts that two or more modules go into.
///
/// `options` is JSON: `{"depth": "introduced"}`, or `practised`, or `assessed`. The columns of the
/// table are `competency`, `label`, `level`, `modules`, `module_ids` (with spaces between), `hours`,
/// `depth`, `covered`, `share`. `PEERPATH_DOCUMENT` where the curriculum names what is not in the
/// framework.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_curriculum_overlaps(
    curriculum: *const PeerpathCurriculum,
    framework: *const PeerpathFramework,
    options: *const c_char,
    options_length: usize,
    table: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let curriculum = call.handle("curriculum", curriculum)?;
        let framework = call.handle("framework", framework)?;
        let options: CurriculumOptions = call.options("options", options, options_length)?;
        let table = call.out("table", table)?;
        let result = curriculum.0.overlaps(framework.framework(), &options)?;
        table.give(PeerpathTable::new(result.to_table()?));
        Ok(())
    })
}

/// The cheapest modules that together cover what is asked for, as JSON: `{"modules": [id, …], "cost",
/// "bound", "optimal", "wanted", "uncovered": [id, …]}`. The caller owns the text.
///
/// `options` is JSON: `{"depth": "introduced", "competencies": [id, …], "cost": "hours",
/// "with_modules": [module, …], "without": [module, …], "steps": 1000000}`; `cost` is `hours`, `price` or `modules`.
/// `PEERPATH_ARGUMENT` where an option names what is not there.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_curriculum_smallest_selection(
    curriculum: *const PeerpathCurriculum,
    framework: *const PeerpathFramework,
    options: *const c_char,
    options_length: usize,
    json: *mut *mut PeerpathText,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let curriculum = call.handle("curriculum", curriculum)?;
        let framework = call.handle("framework", framework)?;
        let options: SelectionOptions = call.options("options", options, options_length)?;
        let json = call.out("json", json)?;
        let selection = curriculum.0.smallest_selection(framework.framework(), &options)?;
        json.give(PeerpathText::new(selection.to_json()));
        Ok(())
    })
}

/// For each competency without parts, how deep two curricula go: `competency`, `label`, `depth`,
/// `other_depth`, `hours`, `other_hours`, `relation`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_curriculum_compare(
    curriculum: *const PeerpathCurriculum,
    other: *const PeerpathCurriculum,
    framework: *const PeerpathFramework,
    table: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let curriculum = call.handle("curriculum", curriculum)?;
        let other = call.handle("other", other)?;
        let framework = call.handle("framework", framework)?;
        let table = call.out("table", table)?;
        let compared = curriculum.0.compare(&other.0, framework.framework())?;
        table.give(PeerpathTable::new(compared.to_table()?));
        Ok(())
    })
}

/// The curriculum with its competencies in the terms of another framework, as far as the crosswalk
/// carries them over. A new handle; the curriculum stays as it is.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_curriculum_through(
    curriculum: *const PeerpathCurriculum,
    crosswalk: *const PeerpathCrosswalk,
    carried: *mut *mut PeerpathCurriculum,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let curriculum = call.handle("curriculum", curriculum)?;
        let crosswalk = call.handle("crosswalk", crosswalk)?;
        let carried = call.out("carried", carried)?;
        carried.give(PeerpathCurriculum(curriculum.0.through(&crosswalk.0)));
        Ok(())
    })
}

/// The curriculum as the dossier of a person who has done all of it on a day, and nothing else:
/// assessed by a standard, it says whether the training requirement is met. The caller owns the text.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_curriculum_to_dossier(
    curriculum: *const PeerpathCurriculum,
    person: *const c_char,
    person_length: usize,
    on: PeerpathDate,
    json: *mut *mut PeerpathText,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let curriculum = call.handle("curriculum", curriculum)?;
        let person = call.text("person", person, person_length)?;
        let on = Day(call.date("on", on)?);
        let json = call.out("json", json)?;
        json.give(PeerpathText::new(curriculum.0.to_dossier(person, on, None)));
        Ok(())
    })
}

/// Frees a curriculum. NULL is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_curriculum_free(curriculum: *mut PeerpathCurriculum) {
    guarded_or!((), |_call| {
        handle::free(curriculum);
        Ok(())
    });
}
