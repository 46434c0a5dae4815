//! Surveys of competency coverage.

use std::ffi::c_char;

use peerpath::competency::{
    BinomialOptions, CompareOptions, CoverageOptions, LabelledMetadata, MultipleResponseOptions,
    NeedsOptions, RedcapOptions, ReliabilityOptions, SurveyColumns, WeightedOptions,
};
use peerpath::{Survey, Watch};

use crate::error::PeerpathError;
use crate::framework::PeerpathFramework;
use crate::guard::{guarded, guarded_or};
use crate::handle::{self, Handle};
use crate::status::PeerpathStatus;
use crate::table::PeerpathTable;
use crate::watch::PeerpathWatch;

/// What respondents rated, item by item.
///
/// The caller owns it and frees it with `peerpath_survey_free`. It is immutable: any thread may
/// use it, and several at once.
pub struct PeerpathSurvey(pub(crate) Survey);

impl Handle for PeerpathSurvey {
    const NAME: &'static str = "PeerpathSurvey";
}

/// Reads a survey from a table: a row for each respondent.
///
/// `columns` is JSON: `{"items": {"column": "competency or null", …}, "scale": [1, 5], "labels":
/// {"column": "text"}, "missing": {"column": [97, [98, 99]]}, "person":
/// "column", "group": ["column", …], "weight": "column", "strata": "column",
/// "cluster": "column", "population": "column", "framework": "shipped framework"}`, of which only
/// `items` is needed. `framework` (nullable) is one of the caller's in which every competency must be.
/// `PEERPATH_ARGUMENT` where the columns cannot be meant, `PEERPATH_TABLE` with every cell that is not a
/// rating, `PEERPATH_EMPTY` where there is no row.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_survey_from_table(
    table: *const PeerpathTable,
    columns: *const c_char,
    columns_length: usize,
    framework: *const PeerpathFramework,
    survey: *mut *mut PeerpathSurvey,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let table = call.handle("table", table)?.table();
        let columns = call.options("columns", columns, columns_length)?;
        let framework = call.optional_handle("framework", framework)?;
        let survey = call.out("survey", survey)?;
        survey.give(PeerpathSurvey(match framework {
            Some(framework) => Survey::from_table_in(table, &columns, framework.framework())?,
            None => Survey::from_table(table, &columns)?,
        }));
        Ok(())
    })
}

/// Reads a survey from labelled columns, as SPSS, Stata and SAS files have them.
///
/// `metadata` is JSON: `{"column_labels": {column: text or null}, "value_labels": {column: {code: label}},
/// "missing": {column: [code, [low, high], …]}}`; `columns` as in `peerpath_survey_from_table`, without a
/// scale where the items have value labels.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_survey_from_labelled(
    table: *const PeerpathTable,
    metadata: *const c_char,
    metadata_length: usize,
    columns: *const c_char,
    columns_length: usize,
    survey: *mut *mut PeerpathSurvey,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let table = call.handle("table", table)?.table();
        let metadata: LabelledMetadata = call.options("metadata", metadata, metadata_length)?;
        let columns: SurveyColumns = call.options("columns", columns, columns_length)?;
        let survey = call.out("survey", survey)?;
        survey.give(PeerpathSurvey(Survey::from_labelled(table, &metadata, &columns)?));
        Ok(())
    })
}

/// Reads a survey from a REDCap export; an item that names a check-box field stands for all its
/// columns, `field___code`.
///
/// `options` is JSON: `{"event": "…", "instrument": "…", "instance": "…", "dictionary": "CSV text"}`, all
/// optional; `columns` as in `peerpath_survey_from_table`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_survey_from_redcap(
    table: *const PeerpathTable,
    options: *const c_char,
    options_length: usize,
    columns: *const c_char,
    columns_length: usize,
    survey: *mut *mut PeerpathSurvey,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let table = call.handle("table", table)?.table();
        let options: RedcapOptions = call.options("options", options, options_length)?;
        let columns: SurveyColumns = call.options("columns", columns, columns_length)?;
        let survey = call.out("survey", survey)?;
        survey.give(PeerpathSurvey(Survey::from_redcap(table, &options, &columns)?));
        Ok(())
    })
}

/// Reads a survey from the text of a Qualtrics CSV export, of two or three header rows: the
/// questions become labels. `columns` as in `peerpath_survey_from_table`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_survey_from_qualtrics(
    text: *const c_char,
    length: usize,
    columns: *const c_char,
    columns_length: usize,
    survey: *mut *mut PeerpathSurvey,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let text = call.text("text", text, length)?;
        let columns: SurveyColumns = call.options("columns", columns, columns_length)?;
        let survey = call.out("survey", survey)?;
        survey.give(PeerpathSurvey(Survey::from_qualtrics(text, &columns)?));
        Ok(())
    })
}

/// The items as a table: `item`, `competency`, `label`. The caller owns it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_survey_items_to_table(
    survey: *const PeerpathSurvey,
    table: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let survey = call.handle("survey", survey)?;
        let table = call.out("table", table)?;
        table.give(PeerpathTable::new(survey.0.items_to_table()?));
        Ok(())
    })
}

/// The number of respondents, with or without answers; 0 where `survey` is NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_survey_respondents(survey: *const PeerpathSurvey) -> usize {
    guarded_or!(0, |call| { Ok(call.handle("survey", survey)?.0.respondents()) })
}

/// For each item, how many rate it at or above a threshold, with an interval.
///
/// `options` is JSON: `{"by": "group column", "threshold": 4, "level": 0.95, "interval": "wilson",
/// "min_cell": null}`. The columns of the table are `group` (where there is a `by`), `item`,
/// `competency`, `n`, `missing`, `mean`, `sd`, `median`, `share`, `lower`, `upper`, and `suppressed`
/// where there is a `min_cell`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_survey_coverage(
    survey: *const PeerpathSurvey,
    options: *const c_char,
    options_length: usize,
    coverage: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let survey = call.handle("survey", survey)?;
        let options: CoverageOptions = call.options("options", options, options_length)?;
        let coverage = call.out("coverage", coverage)?;
        let result = survey.0.coverage(&options)?;
        coverage.give(PeerpathTable::with_warnings(result.to_table()?, result.warnings()));
        Ok(())
    })
}

/// Tests for each item, exactly, the share that rates it at or above a threshold.
///
/// `options` is JSON: `{"by": "group column", "p": 0.5, "threshold": 4, "alternative": "greater"}`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_survey_binomial(
    survey: *const PeerpathSurvey,
    options: *const c_char,
    options_length: usize,
    tests: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let survey = call.handle("survey", survey)?;
        let options: BinomialOptions = call.options("options", options, options_length)?;
        let tests = call.out("tests", tests)?;
        let result = survey.0.binomial(&options)?;
        tests.give(PeerpathTable::with_warnings(result.to_table()?, result.warnings()));
        Ok(())
    })
}

/// Tests for each item whether the groups of a column rate it alike.
///
/// `options` is JSON: `{"by": "group column", "test": "chi2", "adjust": "holm", "threshold": null,
/// "yates": false, "groups": []}`; the tests are `chi2`, `fisher`, `kruskal`, `mann-whitney` and `trend`,
/// `adjust` is `holm`, `bh` or null. The columns of the table are `item`, `competency`, `groups`, `n`,
/// `missing`, `method`, `statistic`, `df`, `p_value`, `p_adjusted`, `effect`, `effect_name`,
/// `smallest_expected`, `warning`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_survey_compare(
    survey: *const PeerpathSurvey,
    options: *const c_char,
    options_length: usize,
    comparison: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let survey = call.handle("survey", survey)?;
        let options: CompareOptions = call.options("options", options, options_length)?;
        let comparison = call.out("comparison", comparison)?;
        let result = survey.0.compare(&options)?;
        comparison.give(PeerpathTable::with_warnings(result.to_table()?, result.warnings()));
        Ok(())
    })
}

/// For each item, how the population would rate it: weighted means and shares, with standard errors
/// that know strata and clusters. The survey must have been read with `weight`, `strata`, `cluster` or
/// `population`.
///
/// `options` is JSON: `{"by": "group column", "threshold": 4, "level": 0.95, "interval": "logit",
/// "min_cell": null}`; the intervals are `logit`, `beta` and `plain`. The columns of the table are
/// `group` (where there is a `by`), `item`, `competency`, `n`, `missing`, `weight`, `mean`,
/// `mean_std_err`, `share`, `std_err`, `lower`, `upper`, `df`, and `suppressed` where there is a `min_cell`.
/// `PEERPATH_ARGUMENT` where the survey has no weights, `PEERPATH_TABLE` where a stratum has one unit.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_survey_weighted_coverage(
    survey: *const PeerpathSurvey,
    options: *const c_char,
    options_length: usize,
    coverage: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let survey = call.handle("survey", survey)?;
        let options: WeightedOptions = call.options("options", options, options_length)?;
        let coverage = call.out("coverage", coverage)?;
        let result = survey.0.weighted_coverage(&options)?;
        coverage.give(PeerpathTable::with_warnings(result.to_table()?, result.warnings()));
        Ok(())
    })
}

/// For a question with several answers, each a column, how many chose each.
///
/// `options` is JSON: `{"by": "group column", "threshold": 1, "level": 0.95, "interval": "wilson",
/// "min_cell": null}`; the threshold is the highest of the scale unless given. The columns of the
/// table are `group` (where there is a `by`), `item`, `competency`, `n`, `missing`, `count`, `share`,
/// `lower`, `upper`, `share_of_choices`, `rank`, and `suppressed` where there is a `min_cell`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_survey_multiple_response(
    survey: *const PeerpathSurvey,
    options: *const c_char,
    options_length: usize,
    responses: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let survey = call.handle("survey", survey)?;
        let options: MultipleResponseOptions = call.options("options", options, options_length)?;
        let responses = call.out("responses", responses)?;
        let result = survey.0.multiple_response(&options)?;
        responses.give(PeerpathTable::with_warnings(result.to_table()?, result.warnings()));
        Ok(())
    })
}

/// Items ranked by the share who need them, with bootstrap intervals of the ranks.
///
/// `options` is JSON: `{"by": "group column", "threshold": 5, "needed": "high", "level": 0.95, "top": 3,
/// "draws": 1000, "seed": 0, "threads": null, "min_cell": null}`; `needed` is `high` or `low`. The
/// columns of the table are `group` (where there is a `by`), `item`, `competency`, `n`, `missing`, `share`,
/// `lower`, `upper`, `rank`, `rank_lower`, `rank_upper`, `top_probability`, and `suppressed` where there
/// is a `min_cell`. `watch` (nullable) is asked after each few draws whether to go on.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_survey_needs(
    survey: *const PeerpathSurvey,
    options: *const c_char,
    options_length: usize,
    watch: *const PeerpathWatch,
    needs: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let survey = call.handle("survey", survey)?;
        let options: NeedsOptions = call.options("options", options, options_length)?;
        let mut step = call.watch(watch);
        let needs = call.out("needs", needs)?;
        let result = survey.0.needs(&options, &mut Watch::calling(&mut step))?;
        needs.give(PeerpathTable::with_warnings(result.to_table()?, result.warnings()));
        Ok(())
    })
}

/// How reliable the sum of several items is: Cronbach's alpha with its interval, and omega.
///
/// `options` is JSON: `{"items": ["column", …], "reverse": ["column", …], "by": "group column", "level":
/// 0.95}`; without `items` all are the scale. The columns of the table are `group` (where there is a
/// `by`), `items`, `n`, `missing`, `alpha`, `lower`, `upper`, `standardised_alpha`, `mean_correlation`,
/// `omega`, `standardised_omega`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_survey_reliability(
    survey: *const PeerpathSurvey,
    options: *const c_char,
    options_length: usize,
    reliability: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let survey = call.handle("survey", survey)?;
        let options: ReliabilityOptions = call.options("options", options, options_length)?;
        let reliability = call.out("reliability", reliability)?;
        let result = survey.0.reliability(&options)?;
        reliability.give(PeerpathTable::with_warnings(result.to_table()?, result.warnings()));
        Ok(())
    })
}

/// How each item of a scale goes with the others. `options` is that of `peerpath_survey_reliability`.
///
/// The columns of the table are `group` (where there is a `by`), `item`, `reversed`, `n`, `mean`, `sd`,
/// `item_total`, `item_rest`, `alpha_if_dropped`, `loading`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_survey_item_totals(
    survey: *const PeerpathSurvey,
    options: *const c_char,
    options_length: usize,
    items: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let survey = call.handle("survey", survey)?;
        let options: ReliabilityOptions = call.options("options", options, options_length)?;
        let items = call.out("items", items)?;
        let result = survey.0.reliability(&options)?;
        items.give(PeerpathTable::with_warnings(result.items_to_table()?, result.warnings()));
        Ok(())
    })
}

/// Frees a survey. NULL is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_survey_free(survey: *mut PeerpathSurvey) {
    guarded_or!((), |_call| {
        handle::free(survey);
        Ok(())
    });
}
