//! Histories: who was in which state from when to when.

use std::ffi::c_char;

use peerpath::transition::{
    AalenJohansenOptions, CumulativeIncidenceOptions, GrayTestOptions, Histories,
    KaplanMeierOptions, LogRankOptions, NelsonAalenOptions, SummariseOptions,
};

use crate::aalen_johansen::PeerpathAalenJohansen;
use crate::cox::PeerpathCox;
use crate::error::PeerpathError;
use crate::fine_gray::PeerpathFineGray;
use crate::guard::{guarded, guarded_or};
use crate::handle::{self, Handle};
use crate::nelson_aalen::PeerpathNelsonAalen;
use crate::parametric::PeerpathParametric;
use crate::risk_table::PeerpathRiskTable;
use crate::state_space::PeerpathStateSpace;
use crate::status::{PEERPATH_NULL_POINTER, PeerpathStatus};
use crate::table::PeerpathTable;
use crate::text::PeerpathText;
use crate::warning::Warnings;
use peerpath::transition::{CoxOptions, FineGrayOptions, ParametricOptions};

/// Employment histories with exact times: who was in which state from when to when.
///
/// The caller owns them and frees them with `peerpath_histories_free`. They are immutable: any thread
/// may use them, and several at once.
pub struct PeerpathHistories {
    histories: Histories,
    warnings: Warnings,
}

impl Handle for PeerpathHistories {
    const NAME: &'static str = "PeerpathHistories";
}

impl PeerpathHistories {
    fn new(histories: Histories) -> PeerpathHistories {
        PeerpathHistories { warnings: Warnings::of(histories.warnings()), histories }
    }

    pub(crate) fn histories(&self) -> &Histories {
        &self.histories
    }
}

/// Reads histories from a table of events: a row for each entry into a state; a state that is
/// missing ends observation.
///
/// `columns` is JSON: `{"person": "person", "time": "time", "state": "state", "weight": null, "cluster": null,
/// "reason": null, "covariates": [], "unit": "months", "time_origin": "first-entry"}`, the names that the Python function has; NULL with length 0
/// for all defaults. `space` (nullable) gives the states; without it they are those that occur.
/// `PEERPATH_TABLE` where a column cannot be read, `PEERPATH_HISTORIES` with every contradiction,
/// `PEERPATH_ARGUMENT` where the columns cannot be meant, `PEERPATH_EMPTY` where there is nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_histories_from_events(
    table: *const PeerpathTable,
    columns: *const c_char,
    columns_length: usize,
    space: *const PeerpathStateSpace,
    histories: *mut *mut PeerpathHistories,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let table = call.handle("table", table)?.table();
        let columns = call.options("columns", columns, columns_length)?;
        let space = call.optional_handle("space", space)?.map(PeerpathStateSpace::space);
        let histories = call.out("histories", histories)?;
        histories.give(PeerpathHistories::new(Histories::from_events(table, &columns, space)?));
        Ok(())
    })
}

/// Reads histories from a table of spells: a row for each stay in a state, with its start and stop.
///
/// `columns` is JSON: `{"person": "person", "start": "start", "stop": "stop", "state": "state", …}`. A
/// null stop says that the person has not been seen to leave: the stay lasts until the next one, and the
/// last one adds no time. All else is as in `peerpath_histories_from_events`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_histories_from_spells(
    table: *const PeerpathTable,
    columns: *const c_char,
    columns_length: usize,
    space: *const PeerpathStateSpace,
    histories: *mut *mut PeerpathHistories,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let table = call.handle("table", table)?.table();
        let columns = call.options("columns", columns, columns_length)?;
        let space = call.optional_handle("space", space)?.map(PeerpathStateSpace::space);
        let histories = call.out("histories", histories)?;
        histories.give(PeerpathHistories::new(Histories::from_spells(table, &columns, space)?));
        Ok(())
    })
}

/// Reads histories from a table in counting-process form: a row for each interval, with its origin and
/// its target; a target that is missing is censored.
///
/// `columns` is JSON: `{"person": "person", "start": "start", "stop": "stop", "origin": "origin",
/// "target": "target", …}`. All else is as in `peerpath_histories_from_events`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_histories_from_intervals(
    table: *const PeerpathTable,
    columns: *const c_char,
    columns_length: usize,
    space: *const PeerpathStateSpace,
    histories: *mut *mut PeerpathHistories,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let table = call.handle("table", table)?.table();
        let columns = call.options("columns", columns, columns_length)?;
        let space = call.optional_handle("space", space)?.map(PeerpathStateSpace::space);
        let histories = call.out("histories", histories)?;
        histories.give(PeerpathHistories::new(Histories::from_intervals(table, &columns, space)?));
        Ok(())
    })
}

/// The number of persons; 0 where `histories` is NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_histories_person_count(
    histories: *const PeerpathHistories,
) -> usize {
    guarded_or!(0, |call| { Ok(call.handle("histories", histories)?.histories.persons().len()) })
}

/// Who and how much, as JSON: `{"persons", "followed", "clusters", "weight", "intervals", "transitions",
/// "person_time", "unit", "first_entry", "last_exit", "longest_follow_up", "median_follow_up", "states",
/// "time_in_state", "persons_in_state", "at_risk", "censored", "counts", "reasons"}`. The caller owns the
/// text.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_histories_describe(
    histories: *const PeerpathHistories,
    json: *mut *mut PeerpathText,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let histories = call.handle("histories", histories)?;
        let json = call.out("json", json)?;
        json.give(crate::text::json_of(&histories.histories.describe())?);
        Ok(())
    })
}

/// Counts the moves of everybody: the mergeable summary under every curve.
///
/// `options` is JSON: `{"by": "covariate"}`. `PEERPATH_ARGUMENT` where `by` is no covariate that was
/// read.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_histories_summarise(
    histories: *const PeerpathHistories,
    options: *const c_char,
    options_length: usize,
    risk_table: *mut *mut PeerpathRiskTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let histories = call.handle("histories", histories)?;
        let options: SummariseOptions = call.options("options", options, options_length)?;
        let risk_table = call.out("risk_table", risk_table)?;
        risk_table.give(PeerpathRiskTable::new(histories.histories.summarise(&options)?));
        Ok(())
    })
}

/// Estimates the probabilities of states over time.
///
/// `options` is JSON: `{"by": "covariate", "start_time": 0, "start_state": "state", "se": "greenwood",
/// "interval": "log-log", "level": 0.95}`; `se` also `aalen` and `robust`, `interval` also `log`, `plain`,
/// `arcsine` and `logit`; in place of `start_state` also `"start_distribution": {"state": 0.7, …}`.
/// `PEERPATH_ARGUMENT` where one is out of its range.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_histories_aalen_johansen(
    histories: *const PeerpathHistories,
    options: *const c_char,
    options_length: usize,
    curves: *mut *mut PeerpathAalenJohansen,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let histories = call.handle("histories", histories)?;
        let options: AalenJohansenOptions = call.options("options", options, options_length)?;
        let curves = call.out("curves", curves)?;
        curves.give(PeerpathAalenJohansen::new(histories.histories.aalen_johansen(&options)?));
        Ok(())
    })
}

/// The curve of staying in a state, as the state `origin` of the curves; `left` is the other one.
///
/// `options` is JSON: `{"origin": "state", "targets": null, "clock": "forward", "by": null, "start_time":
/// null, "se": "greenwood", "interval": "log-log", "level": 0.95}`; `clock` also `reset`. `PEERPATH_ARGUMENT`
/// where one is out of its range, `PEERPATH_EMPTY` where nobody is ever at risk.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_histories_kaplan_meier(
    histories: *const PeerpathHistories,
    options: *const c_char,
    options_length: usize,
    curves: *mut *mut PeerpathAalenJohansen,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let histories = call.handle("histories", histories)?;
        let options: KaplanMeierOptions = call.options("options", options, options_length)?;
        let curves = call.out("curves", curves)?;
        let result = histories.histories.kaplan_meier(&options)?;
        curves.give(PeerpathAalenJohansen::new(result));
        Ok(())
    })
}

/// The probabilities of having left a state for each cause.
///
/// `options` is JSON: those of `peerpath_histories_kaplan_meier` with `"causes": "target"` in place of
/// `targets`; `causes` also `reason`, `advancement` and `{"groups": {"name": ["state or reason"]}}`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_histories_cumulative_incidence(
    histories: *const PeerpathHistories,
    options: *const c_char,
    options_length: usize,
    curves: *mut *mut PeerpathAalenJohansen,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let histories = call.handle("histories", histories)?;
        let options: CumulativeIncidenceOptions =
            call.options("options", options, options_length)?;
        let curves = call.out("curves", curves)?;
        let result = histories.histories.cumulative_incidence(&options)?;
        curves.give(PeerpathAalenJohansen::new(result));
        Ok(())
    })
}

/// Cumulative hazards of each transition that happens.
///
/// `options` is JSON: `{"by": null, "start_time": null, "se": "aalen", "interval": "log", "level": 0.95}`;
/// `se` also `greenwood` or `robust`, `interval` also `plain`. `PEERPATH_EMPTY` where nobody makes a transition.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_histories_nelson_aalen(
    histories: *const PeerpathHistories,
    options: *const c_char,
    options_length: usize,
    hazards: *mut *mut PeerpathNelsonAalen,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let histories = call.handle("histories", histories)?;
        let options: NelsonAalenOptions = call.options("options", options, options_length)?;
        let hazards = call.out("hazards", hazards)?;
        let result = histories.histories.nelson_aalen(&options)?;
        hazards.give(PeerpathNelsonAalen::new(result));
        Ok(())
    })
}

/// Tests whether groups leave a state at different rates; as JSON: `{"test", "statistic", "df",
/// "p_value", "groups": [{"group", "n", "events", "observed", "expected"}], "covariance", "warnings"}`.
/// The caller owns the text.
///
/// `options` is JSON: `{"by": "covariate", "origin": "state", "targets": null, "clock": "forward", "strata":
/// null, "rho": 0, "gamma": 0, "trend": null}`; `trend` a list of scores. `PEERPATH_EMPTY` where nobody
/// leaves.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_histories_log_rank(
    histories: *const PeerpathHistories,
    options: *const c_char,
    options_length: usize,
    json: *mut *mut PeerpathText,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let histories = call.handle("histories", histories)?;
        let options: LogRankOptions = call.options("options", options, options_length)?;
        let json = call.out("json", json)?;
        let result = histories.histories.log_rank(&options)?;
        json.give(crate::text::json_of(&result)?);
        Ok(())
    })
}

/// Tests whether the cumulative incidence of a cause of leaving a state differs between groups; as
/// JSON, as `peerpath_histories_log_rank` gives it. The caller owns the text.
///
/// `options` is JSON: `{"by": "covariate", "origin": "state", "cause": "state", "causes": "target", "clock":
/// "forward", "strata": null, "rho": 0}`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_histories_gray_test(
    histories: *const PeerpathHistories,
    options: *const c_char,
    options_length: usize,
    json: *mut *mut PeerpathText,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let histories = call.handle("histories", histories)?;
        let options: GrayTestOptions = call.options("options", options, options_length)?;
        let json = call.out("json", json)?;
        let result = histories.histories.gray_test(&options)?;
        json.give(crate::text::json_of(&result)?);
        Ok(())
    })
}

/// Fits the model of Cox: how the hazards of one transition or of several depend on covariates.
///
/// `options` is JSON: `{"transitions": "seeking -> peer-job", "covariates": ["age", {"covariate":
/// "state", "shared": true, "reference": "NC"}], "ties": "efron", "strata": [], "offset": null,
/// "weighted": true, "robust": null, "clock": "forward", "level": 0.95, "iterations": 50, "tolerance":
/// 1e-16}`. `PEERPATH_ARGUMENT` where one is out of its range or names nothing, `PEERPATH_EMPTY` where a
/// transition never happens. The caller frees the model with `peerpath_cox_free`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_histories_cox(
    histories: *const PeerpathHistories,
    options: *const c_char,
    options_length: usize,
    cox: *mut *mut PeerpathCox,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let histories = call.handle("histories", histories)?;
        let options: CoxOptions = call.options("options", options, options_length)?;
        let cox = call.out("cox", cox)?;
        cox.give(PeerpathCox::new(histories.histories.cox(&options)?));
        Ok(())
    })
}

/// Fits the model of Fine and Gray: how the probability of one of several competing transitions depends
/// on covariates.
///
/// `options` is JSON: `{"transition": "seeking -> peer-job", "covariates": ["age"], "weighted": true,
/// "clock": "forward", "level": 0.95, "iterations": 50, "tolerance": 1e-16}`. `PEERPATH_ARGUMENT` where
/// one is out of its range or names nothing, a person is at risk more than once or only from a later
/// time on, or a covariate changes; `PEERPATH_EMPTY` where the transition never happens. The caller frees
/// the model with `peerpath_fine_gray_free`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_histories_fine_gray(
    histories: *const PeerpathHistories,
    options: *const c_char,
    options_length: usize,
    model: *mut *mut PeerpathFineGray,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let histories = call.handle("histories", histories)?;
        let options: FineGrayOptions = call.options("options", options, options_length)?;
        let model = call.out("model", model)?;
        model.give(PeerpathFineGray::new(histories.histories.fine_gray(&options)?));
        Ok(())
    })
}

/// Fits a parametric hazard to a transition.
///
/// `options` is JSON: `{"transition": "seeking -> peer-job", "distribution": "weibull", "covariates":
/// ["age"], "weighted": true, "clock": "forward", "level": 0.95, "iterations": 200, "tolerance": 1e-16}`;
/// distributions are `exponential`, `weibull`, `gompertz`, `log-normal`, `log-logistic`, `gamma` and
/// `generalised-gamma`. `PEERPATH_ARGUMENT` where one is out of its range or names nothing, or covariates
/// say nothing of their own; `PEERPATH_EMPTY` where the transition never happens. The caller frees the
/// model with `peerpath_parametric_free`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_histories_parametric(
    histories: *const PeerpathHistories,
    options: *const c_char,
    options_length: usize,
    model: *mut *mut PeerpathParametric,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let histories = call.handle("histories", histories)?;
        let options: ParametricOptions = call.options("options", options, options_length)?;
        let model = call.out("model", model)?;
        model.give(PeerpathParametric::new(histories.histories.parametric(&options)?));
        Ok(())
    })
}

/// The histories as a table of intervals. The columns are `person`, `start`, `stop`, `origin`, `target`,
/// then `weight`, `cluster`, `reason` and the covariates, where there are such.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_histories_to_intervals(
    histories: *const PeerpathHistories,
    table: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let histories = call.handle("histories", histories)?;
        let table = call.out("table", table)?;
        table.give(PeerpathTable::new(histories.histories.to_intervals()?));
        Ok(())
    })
}

/// The histories as a table of spells. The columns are `person`, `start`, `stop`, `state`, then `weight`,
/// `cluster`, `reason` and the covariates, where there are such.
///
/// `PEERPATH_HISTORIES` where a person enters a state, is not followed in it and is followed again later:
/// only intervals can tell that.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_histories_to_spells(
    histories: *const PeerpathHistories,
    table: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let histories = call.handle("histories", histories)?;
        let table = call.out("table", table)?;
        table.give(PeerpathTable::new(histories.histories.to_spells()?));
        Ok(())
    })
}

/// The histories as a table of events. The columns are `person`, `time`, `state`, then `weight`,
/// `cluster`, `reason` and the covariates, where there are such.
///
/// `PEERPATH_HISTORIES` where a person enters a state, is not followed in it and is followed again later:
/// only intervals can tell that.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_histories_to_events(
    histories: *const PeerpathHistories,
    table: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let histories = call.handle("histories", histories)?;
        let table = call.out("table", table)?;
        table.give(PeerpathTable::new(histories.histories.to_events()?));
        Ok(())
    })
}

/// How many cautions come with the histories; 0 where `histories` is NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_histories_warning_count(
    histories: *const PeerpathHistories,
) -> usize {
    guarded_or!(0, |call| { Ok(call.handle("histories", histories)?.warnings.count()) })
}

/// A caution that comes with the histories: its fixed name and a sentence. Each output is UTF-8,
/// NUL-terminated and borrowed, valid until the histories are freed, and may be NULL where it is not
/// wanted.
///
/// `PEERPATH_ARGUMENT` where `index` is not below `peerpath_histories_warning_count`,
/// `PEERPATH_NULL_POINTER` where `histories` is NULL; outputs are then untouched.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_histories_warning(
    histories: *const PeerpathHistories,
    index: usize,
    name: *mut *const c_char,
    message: *mut *const c_char,
) -> PeerpathStatus {
    guarded_or!(PEERPATH_NULL_POINTER, |call| {
        Ok(call.handle("histories", histories)?.warnings.write(index, name, message))
    })
}

/// Frees histories. NULL is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_histories_free(histories: *mut PeerpathHistories) {
    guarded_or!((), |_call| {
        handle::free(histories);
        Ok(())
    });
}
