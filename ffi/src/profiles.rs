//! Latent profiles and classes of the respondents of a survey.

use std::ffi::c_char;

use peerpath::Watch;
use peerpath::competency::{Profiles, ProfilesColumns};

use crate::error::PeerpathError;
use crate::guard::{guarded, guarded_or};
use crate::handle::{self, Handle};
use crate::status::PeerpathStatus;
use crate::survey::PeerpathSurvey;
use crate::table::PeerpathTable;
use crate::watch::PeerpathWatch;

/// Profiles of a survey: a fit for each number of classes that was asked for.
///
/// The caller owns it and frees it with `peerpath_profiles_free`. It is immutable: any thread may
/// use it, and several at once.
pub struct PeerpathProfiles(Profiles);

impl Handle for PeerpathProfiles {
    const NAME: &'static str = "PeerpathProfiles";
}

/// Looks for latent profiles or classes of the respondents of a survey.
///
/// `options` is JSON: `{"classes": [1, 2, 3], "model": "gaussian", "variances": "equal", "starts": 50,
/// "finalists": null, "seed": 1, "variance_floor": 0.01, "threads": 2}`; the model is gaussian or
/// categorical, variances are equal or free. All starts take a few steps, and as many as `finalists`, the
/// most likely, go on to the end: by default a fifth, and 10 or more. `watch` (nullable) is asked after each
/// start whether to go on.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_survey_profiles(
    survey: *const PeerpathSurvey,
    options: *const c_char,
    options_length: usize,
    watch: *const PeerpathWatch,
    profiles: *mut *mut PeerpathProfiles,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let survey = call.handle("survey", survey)?;
        let options = call.options("options", options, options_length)?;
        let mut step = call.watch(watch);
        let profiles = call.out("profiles", profiles)?;
        let made = survey.0.profiles(&options, &mut Watch::calling(&mut step))?;
        profiles.give(PeerpathProfiles(made));
        Ok(())
    })
}

/// Looks for latent profiles of the rows of a table by columns of numbers, such as the scores of scales.
///
/// `columns` is JSON: `{"items": ["score", …]}`. `options` and `watch` as in `peerpath_survey_profiles`; the
/// model is gaussian. Each row of the table is a respondent.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_profiles_from_table(
    table: *const PeerpathTable,
    columns: *const c_char,
    columns_length: usize,
    options: *const c_char,
    options_length: usize,
    watch: *const PeerpathWatch,
    profiles: *mut *mut PeerpathProfiles,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let table = call.handle("table", table)?.table();
        let columns: ProfilesColumns = call.options("columns", columns, columns_length)?;
        let options = call.options("options", options, options_length)?;
        let mut step = call.watch(watch);
        let profiles = call.out("profiles", profiles)?;
        let mut watch = Watch::calling(&mut step);
        let made = Profiles::from_table(table, &columns, &options, &mut watch)?;
        profiles.give(PeerpathProfiles(made));
        Ok(())
    })
}

/// The number of classes of the fit with the least Bayesian criterion, of those without a variance at the
/// floor where there are any; 0 where `profiles` is NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_profiles_best(profiles: *const PeerpathProfiles) -> u32 {
    guarded_or!(0, |call| { Ok(call.handle("profiles", profiles)?.0.best().classes) })
}

/// The fits, with their cautions: a row for each number of classes, with the columns `classes`,
/// `log_likelihood`, `parameters`, `aic`, `bic`, `adjusted_bic`, `entropy`, `smallest`, `starts`,
/// `finished`, `replicated`, `converged`, `gradient`, `at_floor`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_profiles_fits(
    profiles: *const PeerpathProfiles,
    fits: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let profiles = call.handle("profiles", profiles)?;
        let fits = call.out("fits", fits)?;
        fits.give(PeerpathTable::with_warnings(profiles.0.to_table()?, profiles.0.warnings()));
        Ok(())
    })
}

/// What the classes of one fit look like; 0 classes stands for the best fit. The columns are `class`,
/// `share`, `item` and, of the Gaussian model, `mean`, `sd`, `at_floor`, of the categorical one `rating`,
/// `probability`.
///
/// `PEERPATH_ARGUMENT` where there is no fit of this number of classes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_profiles_classes(
    profiles: *const PeerpathProfiles,
    classes: u32,
    result: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let profiles = call.handle("profiles", profiles)?;
        let result = call.out("result", result)?;
        let named = (classes > 0).then_some(classes);
        result.give(PeerpathTable::new(profiles.0.classes(named)?));
        Ok(())
    })
}

/// To which class each respondent belongs, in the order of the survey; 0 classes stands for the best fit.
/// The columns are `class`, the most probable one, and `class_1`, `class_2`, …, the probability of each.
///
/// `PEERPATH_ARGUMENT` where there is no fit of this number of classes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_profiles_membership(
    profiles: *const PeerpathProfiles,
    classes: u32,
    result: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let profiles = call.handle("profiles", profiles)?;
        let result = call.out("result", result)?;
        let named = (classes > 0).then_some(classes);
        result.give(PeerpathTable::new(profiles.0.membership(named)?));
        Ok(())
    })
}

/// The bootstrap likelihood-ratio test of a number of classes against one fewer.
///
/// `options` is JSON: `{"classes": 3, "draws": 100, "starts": 5, "seed": 1, "threads": 2}`. `watch`
/// (nullable) is asked after each sample whether to go on. The columns of the one row are `hypothesis`,
/// `alternative`, `statistic`, `p_value`, `draws`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_profiles_likelihood_ratio(
    profiles: *const PeerpathProfiles,
    options: *const c_char,
    options_length: usize,
    watch: *const PeerpathWatch,
    result: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let profiles = call.handle("profiles", profiles)?;
        let options = call.options("options", options, options_length)?;
        let mut step = call.watch(watch);
        let result = call.out("result", result)?;
        let made = profiles.0.likelihood_ratio(&options, &mut Watch::calling(&mut step))?;
        result.give(PeerpathTable::with_warnings(made.to_table()?, &made.warnings));
        Ok(())
    })
}

/// Regresses membership on columns of a table whose rows are the respondents, in the order of the survey:
/// bias-adjusted three steps.
///
/// `options` is JSON: `{"columns": ["column", …], "classes": 3, "correction": "ml", "reference": 1,
/// "level": 0.95}`, of which only `columns` is needed; the correction is ml or bch. The columns of the
/// result are `class`, `reference`, `predictor`, `coefficient`, `standard_error`, `odds_ratio`, `lower`,
/// `upper`, `p_value`, `n`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_profiles_predictors(
    profiles: *const PeerpathProfiles,
    table: *const PeerpathTable,
    options: *const c_char,
    options_length: usize,
    result: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let profiles = call.handle("profiles", profiles)?;
        let table = call.handle("table", table)?.table();
        let options = call.options("options", options, options_length)?;
        let result = call.out("result", result)?;
        let made = profiles.0.predictors(table, &options)?;
        result.give(PeerpathTable::with_warnings(made.to_table()?, made.warnings()));
        Ok(())
    })
}

/// Frees profiles. NULL is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_profiles_free(profiles: *mut PeerpathProfiles) {
    guarded_or!((), |_call| {
        handle::free(profiles);
        Ok(())
    });
}
