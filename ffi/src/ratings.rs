//! Ratings of the same units by several raters.

use std::ffi::c_char;

use peerpath::Watch;
use peerpath::competency::Ratings;

use crate::error::PeerpathError;
use crate::guard::{guarded, guarded_or};
use crate::handle::{self, Handle};
use crate::status::PeerpathStatus;
use crate::table::PeerpathTable;
use crate::text::PeerpathText;
use crate::watch::PeerpathWatch;

/// Ratings of units by raters.
///
/// The caller owns it and frees it with `peerpath_ratings_free`. It is immutable: any thread may
/// use it, and several at once.
pub struct PeerpathRatings(Ratings);

impl Handle for PeerpathRatings {
    const NAME: &'static str = "PeerpathRatings";
}

/// Reads ratings from a table: a row for each rating.
///
/// `columns` is JSON: `{"unit": "unit", "rater": "rater", "value": "value", "group": "column",
/// "level": "nominal", "scale": [1, 5]}`, each of which may be left out; `level` is nominal, ordinal,
/// interval or ratio. `PEERPATH_ARGUMENT` where the columns cannot be meant, `PEERPATH_TABLE` with every
/// cell that is not a rating, every second rating of a unit by one rater and every rater in two
/// groups, `PEERPATH_EMPTY` where there is no rating.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_ratings_from_table(
    table: *const PeerpathTable,
    columns: *const c_char,
    columns_length: usize,
    ratings: *mut *mut PeerpathRatings,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let table = call.handle("table", table)?.table();
        let columns = call.options("columns", columns, columns_length)?;
        let ratings = call.out("ratings", ratings)?;
        ratings.give(PeerpathRatings(Ratings::from_table(table, &columns)?));
        Ok(())
    })
}

/// The number of units; 0 where `ratings` is NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_ratings_units(ratings: *const PeerpathRatings) -> usize {
    guarded_or!(0, |call| { Ok(call.handle("ratings", ratings)?.0.units().len()) })
}

/// The number of raters; 0 where `ratings` is NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_ratings_raters(ratings: *const PeerpathRatings) -> usize {
    guarded_or!(0, |call| { Ok(call.handle("ratings", ratings)?.0.raters().len()) })
}

/// Krippendorff's alpha, of all raters or within each group.
///
/// `options` is JSON: `{"by": "group column", "metric": "ordinal", "level": 0.95, "standard_error":
/// "bootstrap", "draws": 1000, "seed": 1, "threads": 2}`. `watch` (nullable) is asked during a bootstrap
/// whether to go on. `observed` and `expected` are disagreements here.
/// The columns of the table are `group` (where there is a `by`), `coefficient`, `weights`, `estimate`,
/// `standard_error`, `lower`, `upper`, `observed`, `expected`, `units`, `raters`, `ratings`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_ratings_krippendorff_alpha(
    ratings: *const PeerpathRatings,
    options: *const c_char,
    options_length: usize,
    watch: *const PeerpathWatch,
    result: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let ratings = call.handle("ratings", ratings)?;
        let options = call.options("options", options, options_length)?;
        let mut step = call.watch(watch);
        let result = call.out("result", result)?;
        let made = ratings.0.krippendorff_alpha(&options, &mut Watch::calling(&mut step))?;
        result.give(PeerpathTable::with_warnings(made.to_table()?, made.warnings()));
        Ok(())
    })
}

/// Fleiss' kappa, of all raters or within each group.
///
/// `options` is JSON: `{"by": "group column", "weights": "identity", "level": 0.95, "standard_error":
/// "analytic", "draws": 1000, "seed": 1, "threads": 2}`; the weights are identity, linear, quadratic,
/// ordinal, radical or ratio. `watch` (nullable) is asked during a bootstrap whether to go on.
/// The columns of the table are `group` (where there is a `by`), `coefficient`, `weights`, `estimate`,
/// `standard_error`, `lower`, `upper`, `observed`, `expected`, `units`, `raters`, `ratings`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_ratings_fleiss_kappa(
    ratings: *const PeerpathRatings,
    options: *const c_char,
    options_length: usize,
    watch: *const PeerpathWatch,
    result: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let ratings = call.handle("ratings", ratings)?;
        let options = call.options("options", options, options_length)?;
        let mut step = call.watch(watch);
        let result = call.out("result", result)?;
        let made = ratings.0.fleiss_kappa(&options, &mut Watch::calling(&mut step))?;
        result.give(PeerpathTable::with_warnings(made.to_table()?, made.warnings()));
        Ok(())
    })
}

/// Gwet's AC1, or AC2 with weights, of all raters or within each group.
///
/// `options` is JSON: `{"by": "group column", "weights": "identity", "level": 0.95, "standard_error":
/// "analytic", "draws": 1000, "seed": 1, "threads": 2}`; the weights are identity, linear, quadratic,
/// ordinal, radical or ratio. `watch` (nullable) is asked during a bootstrap whether to go on.
/// The columns of the table are `group` (where there is a `by`), `coefficient`, `weights`, `estimate`,
/// `standard_error`, `lower`, `upper`, `observed`, `expected`, `units`, `raters`, `ratings`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_ratings_gwet_ac(
    ratings: *const PeerpathRatings,
    options: *const c_char,
    options_length: usize,
    watch: *const PeerpathWatch,
    result: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let ratings = call.handle("ratings", ratings)?;
        let options = call.options("options", options, options_length)?;
        let mut step = call.watch(watch);
        let result = call.out("result", result)?;
        let made = ratings.0.gwet_ac(&options, &mut Watch::calling(&mut step))?;
        result.give(PeerpathTable::with_warnings(made.to_table()?, made.warnings()));
        Ok(())
    })
}

/// The share of pairs of raters who agree on a unit, of all raters or within each group.
///
/// `options` is JSON: `{"by": "group column", "weights": "identity", "level": 0.95, "standard_error":
/// "analytic", "draws": 1000, "seed": 1, "threads": 2}`; the weights are identity, linear, quadratic,
/// ordinal, radical or ratio. `watch` (nullable) is asked during a bootstrap whether to go on.
/// The columns of the table are `group` (where there is a `by`), `coefficient`, `weights`, `estimate`,
/// `standard_error`, `lower`, `upper`, `observed`, `expected`, `units`, `raters`, `ratings`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_ratings_percent_agreement(
    ratings: *const PeerpathRatings,
    options: *const c_char,
    options_length: usize,
    watch: *const PeerpathWatch,
    result: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let ratings = call.handle("ratings", ratings)?;
        let options = call.options("options", options, options_length)?;
        let mut step = call.watch(watch);
        let result = call.out("result", result)?;
        let made = ratings.0.percent_agreement(&options, &mut Watch::calling(&mut step))?;
        result.give(PeerpathTable::with_warnings(made.to_table()?, made.warnings()));
        Ok(())
    })
}

/// Cohen's kappa of two raters.
///
/// `options` is JSON: `{"raters": ["one", "other"], "weights": "identity", "level": 0.95}`; raters must be
/// named where there are more than two. The columns are those of `peerpath_ratings_fleiss_kappa`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_ratings_cohen_kappa(
    ratings: *const PeerpathRatings,
    options: *const c_char,
    options_length: usize,
    result: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let ratings = call.handle("ratings", ratings)?;
        let options = call.options("options", options, options_length)?;
        let result = call.out("result", result)?;
        let made = ratings.0.cohen_kappa(&options)?;
        result.give(PeerpathTable::with_warnings(made.to_table()?, made.warnings()));
        Ok(())
    })
}

/// The agreement of every two raters on the units that both rated.
///
/// `options` is JSON: `{"weights": "identity"}`. The columns of the table are `rater`, `other`, `units`,
/// `agreement`, `kappa`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_ratings_pairwise(
    ratings: *const PeerpathRatings,
    options: *const c_char,
    options_length: usize,
    result: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let ratings = call.handle("ratings", ratings)?;
        let options = call.options("options", options, options_length)?;
        let result = call.out("result", result)?;
        let made = ratings.0.pairwise(&options)?;
        result.give(PeerpathTable::with_warnings(made.to_table()?, made.warnings()));
        Ok(())
    })
}

/// For each unit, how far its raters agree, in all or within each group.
///
/// `options` is JSON: `{"by": "group column"}`. The columns of the table are `unit`, `group` (where there
/// is a `by`), `n`, `mode`, `mode_share`, `agreement`, `mean`, `sd`, `median`, `iqr`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_ratings_consensus(
    ratings: *const PeerpathRatings,
    options: *const c_char,
    options_length: usize,
    result: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let ratings = call.handle("ratings", ratings)?;
        let options = call.options("options", options, options_length)?;
        let result = call.out("result", result)?;
        let made = ratings.0.consensus(&options)?;
        result.give(PeerpathTable::with_warnings(made.to_table()?, made.warnings()));
        Ok(())
    })
}

/// Tests on which units groups of raters differ; those that split them most come first.
///
/// `options` is JSON: `{"between": "group column", "test": "kruskal", "adjust": "holm"}`, of which only
/// `between` is needed; the test is kruskal, fisher or chi2. The columns of the table are `unit`, `n`,
/// `method`, `statistic`, `df`, `p_value`, `p_adjusted`, `effect`, `effect_name`, `highest`, `lowest`,
/// `difference`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_ratings_disagreement(
    ratings: *const PeerpathRatings,
    options: *const c_char,
    options_length: usize,
    result: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let ratings = call.handle("ratings", ratings)?;
        let options = call.options("options", options, options_length)?;
        let result = call.out("result", result)?;
        let made = ratings.0.disagreement(&options)?;
        result.give(PeerpathTable::with_warnings(made.to_table()?, made.warnings()));
        Ok(())
    })
}

/// Which tasks are core to groups of raters, alone or together.
///
/// `options` is JSON: `{"between": "group column", "threshold": 4, "category": "yes", "share": 0.5}`, of
/// which only `between` is needed, and `category` of nominal ratings. `pairs` has a row for each two
/// groups: `group`, `other`, `units`, `shared`, `only_group`, `only_other`, `neither`, `core_group`,
/// `core_other`, `jaccard`, `spearman`; `tasks` one for each group of each unit: `unit`, `group`, `n`,
/// `share`, `place`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_ratings_overlap(
    ratings: *const PeerpathRatings,
    options: *const c_char,
    options_length: usize,
    pairs: *mut *mut PeerpathTable,
    tasks: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let ratings = call.handle("ratings", ratings)?;
        let options = call.options("options", options, options_length)?;
        let (pairs, tasks) = (call.out("pairs", pairs)?, call.out("tasks", tasks)?);
        let made = ratings.0.overlap(&options)?;
        let (of_pairs, of_tasks) = (made.to_table()?, made.tasks_table()?);
        pairs.give(PeerpathTable::with_warnings(of_pairs, made.warnings()));
        tasks.give(PeerpathTable::with_warnings(of_tasks, made.warnings()));
        Ok(())
    })
}

/// Whether a Delphi panel agrees on each unit after this round, or will not.
///
/// `before` (nullable) is the round before. `options` is JSON: `{"threshold": 4, "share": 0.75, "iqr": 1,
/// "change": 0.15}`. The columns of the table are `unit`, `n`, `share`, `median`, `iqr`, `change`,
/// `verdict`: `consensus-for`, `consensus-against`, `stable`, `continue` or `unrated`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_ratings_delphi(
    ratings: *const PeerpathRatings,
    before: *const PeerpathRatings,
    options: *const c_char,
    options_length: usize,
    result: *mut *mut PeerpathTable,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let ratings = call.handle("ratings", ratings)?;
        let before = call.optional_handle("before", before)?;
        let options = call.options("options", options, options_length)?;
        let result = call.out("result", result)?;
        let made = ratings.0.delphi(before.map(|before| &before.0), &options)?;
        result.give(PeerpathTable::with_warnings(made.to_table()?, made.warnings()));
        Ok(())
    })
}

/// What raters know in common, and how much of it each knows.
///
/// `options` is JSON: `{"alternatives": 5}`. `json` is `{"eigenvalues": […], "ratio": …, "competence":
/// [{"rater", "n", "competence"}, …], "answers": [{"unit", "n", "answer", "probability"}, …],
/// "warnings": [{"name", "message"}, …]}`; the caller owns it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_ratings_cultural_consensus(
    ratings: *const PeerpathRatings,
    options: *const c_char,
    options_length: usize,
    json: *mut *mut PeerpathText,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let ratings = call.handle("ratings", ratings)?;
        let options = call.options("options", options, options_length)?;
        let json = call.out("json", json)?;
        json.give(PeerpathText::new(ratings.0.cultural_consensus(&options)?.to_json()));
        Ok(())
    })
}

/// Frees ratings. NULL is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_ratings_free(ratings: *mut PeerpathRatings) {
    guarded_or!((), |_call| {
        handle::free(ratings);
        Ok(())
    });
}
