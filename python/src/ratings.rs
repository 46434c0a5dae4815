//! `peerpath.Ratings`.

use peerpath::competency::{
    AgreementOptions, AlphaOptions, CohenOptions, ConsensusOptions, CulturalConsensusOptions,
    DelphiOptions, DisagreementOptions, OverlapOptions, PairwiseOptions, Ratings, RatingsColumns,
};
use pyo3::prelude::*;

use crate::agreement::{PyAgreement, PyPairwise};
use crate::error::run;
use crate::role_groups::{PyCulturalConsensus, PyDisagreement, PyOverlap};
use crate::table::PyTable;
use crate::table_input::TableInput;
use crate::value::Options;
use crate::warning::warn;
use crate::watch::run_watched;

/// Ratings of the same units by several raters: how far they agree, and where groups differ.
///
/// Made by ``Ratings.from_table``; immutable.
///
/// Examples
/// --------
/// >>> import peerpath as pp
/// >>> ratings = pp.Ratings.from_table({
/// ...     "unit": ["a", "a", "b", "b", "c", "c"],
/// ...     "rater": ["x", "y", "x", "y", "x", "y"],
/// ...     "value": ["yes", "yes", "no", "no", "no", "yes"]})
/// >>> ratings
/// Ratings(6 nominal ratings of 3 units by 2 raters)
/// >>> round(ratings.krippendorff_alpha().estimate, 3)
/// 0.444
#[pyclass(frozen, name = "Ratings", module = "peerpath")]
pub(crate) struct PyRatings(Ratings);

#[pymethods]
impl PyRatings {
    /// Reads ratings: a row for each rating of a unit by a rater.
    ///
    /// Parameters
    /// ----------
    /// table : Table, data frame or dict of columns
    /// unit : str, optional
    ///     The column with what is rated. Default ``"unit"``.
    /// rater : str, optional
    ///     The column with who rates. Default ``"rater"``.
    /// value : str, optional
    ///     The column with the ratings; an empty cell is missing. Default ``"value"``.
    /// group : str, optional
    ///     A column with the group of the rater.
    /// level : {"nominal", "ordinal", "interval", "ratio"}, optional
    ///     What the ratings mean. Default ``"nominal"``.
    /// scale : (int, int) or list of str, optional
    ///     The ratings that are possible. Default: those that occur.
    ///
    /// Returns
    /// -------
    /// Ratings
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"table"`` and every column that is missing, every rating off the scale, every
    ///     second rating of a unit by one rater and every rater in two groups; ``"empty"`` where
    ///     there is no rating.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> pp.Ratings.from_table({"task": ["a", "a"], "who": [1, 2], "value": ["core", "some"]},
    /// ...                       unit="task", rater="who", level="ordinal",
    /// ...                       scale=["none", "some", "core"])
    /// Ratings(2 ordinal ratings of 1 units by 2 raters)
    #[staticmethod]
    #[pyo3(signature = (table, *, unit=None, rater=None, value=None, group=None, level=None, scale=None))]
    #[allow(clippy::too_many_arguments, reason = "the keywords of Python")]
    fn from_table<'py>(
        py: Python<'py>,
        table: TableInput,
        unit: Option<&Bound<'py, PyAny>>,
        rater: Option<&Bound<'py, PyAny>>,
        value: Option<&Bound<'py, PyAny>>,
        group: Option<&Bound<'py, PyAny>>,
        level: Option<&Bound<'py, PyAny>>,
        scale: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<PyRatings> {
        let columns: RatingsColumns = Options::new(py, "ratings")
            .with("unit", unit)
            .with("rater", rater)
            .with("value", value)
            .with("group", group)
            .with("level", level)
            .with("scale", scale)
            .parse()?;
        run(py, || Ratings::from_table(&table.0, &columns)).map(PyRatings)
    }

    /// Krippendorff's alpha: any number of raters, missing ratings, any level.
    ///
    /// Parameters
    /// ----------
    /// by : str, optional
    ///     The group column: then the agreement within each group is computed.
    /// metric : {"nominal", "ordinal", "interval", "ratio"}, optional
    ///     How far two ratings are apart. Default: the ``level`` of the ratings.
    /// level : float, optional
    ///     The level of the interval. Default 0.95.
    /// standard_error : {"analytic", "bootstrap"}, optional
    ///     Where the standard error comes from. Default: the published formula where there is one.
    /// draws : int, optional
    ///     How many samples of units a bootstrap draws. Default 1000.
    /// seed : int, optional
    ///     What a bootstrap draws by. Default 1.
    /// threads : int, optional
    ///     At most how many threads work. The result does not depend on it.
    /// progress : callable, optional
    ///     Called as ``progress(done, total)`` during a bootstrap; where it returns ``False``, the
    ///     call is cancelled.
    ///
    /// Returns
    /// -------
    /// Agreement
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"argument"`` where an argument is out of its range, ``"empty"`` where no unit
    ///     was rated twice, ``"cancelled"`` where ``progress`` stopped it.
    ///
    /// Warns
    /// -----
    /// PeerpathWarning
    ///     Where raters or units without ratings do not count, or the coefficient is not defined.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> ratings = pp.Ratings.from_table({
    /// ...     "unit": ["a", "a", "b", "b", "c", "c", "d", "d"],
    /// ...     "rater": ["x", "y", "x", "y", "x", "y", "x", "y"],
    /// ...     "value": [1, 1, 2, 2, 3, 3, 1, 2]}, level="ordinal")
    /// >>> alpha = ratings.krippendorff_alpha(metric="interval")
    /// >>> round(alpha.estimate, 3)
    /// 0.821
    #[pyo3(signature = (*, by=None, metric=None, level=None, standard_error=None, draws=None, seed=None, threads=None, progress=None))]
    #[allow(clippy::too_many_arguments, reason = "the keywords of Python")]
    fn krippendorff_alpha<'py>(
        &self,
        py: Python<'py>,
        by: Option<&Bound<'py, PyAny>>,
        metric: Option<&Bound<'py, PyAny>>,
        level: Option<&Bound<'py, PyAny>>,
        standard_error: Option<&Bound<'py, PyAny>>,
        draws: Option<&Bound<'py, PyAny>>,
        seed: Option<&Bound<'py, PyAny>>,
        threads: Option<&Bound<'py, PyAny>>,
        progress: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<PyAgreement> {
        let options: AlphaOptions = Options::new(py, "krippendorff_alpha")
            .with("by", by)
            .with("metric", metric)
            .with("level", level)
            .with("standard_error", standard_error)
            .with("draws", draws)
            .with("seed", seed)
            .with("threads", threads)
            .parse()?;
        let result = run_watched(py, progress, |watch| self.0.krippendorff_alpha(&options, watch))?;
        PyAgreement::new(py, result)
    }

    /// Fleiss' kappa, with Gwet's treatment of missing ratings and weights.
    ///
    /// Parameters
    /// ----------
    /// by : str, optional
    ///     The group column: then the agreement within each group is computed.
    /// weights : {"identity", "linear", "quadratic", "ordinal", "radical", "ratio"}, optional
    ///     How near two different ratings come to agreeing. Default ``"identity"``.
    /// level : float, optional
    ///     The level of the interval. Default 0.95.
    /// standard_error : {"analytic", "bootstrap"}, optional
    ///     Where the standard error comes from. Default: the published formula where there is one.
    /// draws : int, optional
    ///     How many samples of units a bootstrap draws. Default 1000.
    /// seed : int, optional
    ///     What a bootstrap draws by. Default 1.
    /// threads : int, optional
    ///     At most how many threads work. The result does not depend on it.
    /// progress : callable, optional
    ///     Called as ``progress(done, total)`` during a bootstrap; where it returns ``False``, the
    ///     call is cancelled.
    ///
    /// Returns
    /// -------
    /// Agreement
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"argument"`` where an argument is out of its range, ``"empty"`` where no unit
    ///     was rated twice, ``"cancelled"`` where ``progress`` stopped it.
    ///
    /// Warns
    /// -----
    /// PeerpathWarning
    ///     Where raters or units without ratings do not count, or the coefficient is not defined.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> ratings = pp.Ratings.from_table({
    /// ...     "unit": ["a", "a", "b", "b", "c", "c", "d", "d"],
    /// ...     "rater": ["x", "y", "x", "y", "x", "y", "x", "y"],
    /// ...     "value": [1, 1, 2, 2, 3, 3, 1, 2]}, level="ordinal")
    /// >>> round(ratings.fleiss_kappa().estimate, 3)
    /// 0.619
    #[pyo3(signature = (*, by=None, weights=None, level=None, standard_error=None, draws=None, seed=None, threads=None, progress=None))]
    #[allow(clippy::too_many_arguments, reason = "the keywords of Python")]
    fn fleiss_kappa<'py>(
        &self,
        py: Python<'py>,
        by: Option<&Bound<'py, PyAny>>,
        weights: Option<&Bound<'py, PyAny>>,
        level: Option<&Bound<'py, PyAny>>,
        standard_error: Option<&Bound<'py, PyAny>>,
        draws: Option<&Bound<'py, PyAny>>,
        seed: Option<&Bound<'py, PyAny>>,
        threads: Option<&Bound<'py, PyAny>>,
        progress: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<PyAgreement> {
        let options: AgreementOptions = Options::new(py, "fleiss_kappa")
            .with("by", by)
            .with("weights", weights)
            .with("level", level)
            .with("standard_error", standard_error)
            .with("draws", draws)
            .with("seed", seed)
            .with("threads", threads)
            .parse()?;
        let result = run_watched(py, progress, |watch| self.0.fleiss_kappa(&options, watch))?;
        PyAgreement::new(py, result)
    }

    /// Gwet's AC1, or AC2 with weights: does not fall when one category prevails.
    ///
    /// Parameters
    /// ----------
    /// by : str, optional
    ///     The group column: then the agreement within each group is computed.
    /// weights : {"identity", "linear", "quadratic", "ordinal", "radical", "ratio"}, optional
    ///     How near two different ratings come to agreeing. Default ``"identity"``.
    /// level : float, optional
    ///     The level of the interval. Default 0.95.
    /// standard_error : {"analytic", "bootstrap"}, optional
    ///     Where the standard error comes from. Default: the published formula where there is one.
    /// draws : int, optional
    ///     How many samples of units a bootstrap draws. Default 1000.
    /// seed : int, optional
    ///     What a bootstrap draws by. Default 1.
    /// threads : int, optional
    ///     At most how many threads work. The result does not depend on it.
    /// progress : callable, optional
    ///     Called as ``progress(done, total)`` during a bootstrap; where it returns ``False``, the
    ///     call is cancelled.
    ///
    /// Returns
    /// -------
    /// Agreement
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"argument"`` where an argument is out of its range, ``"empty"`` where no unit
    ///     was rated twice, ``"cancelled"`` where ``progress`` stopped it.
    ///
    /// Warns
    /// -----
    /// PeerpathWarning
    ///     Where raters or units without ratings do not count, or the coefficient is not defined.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> ratings = pp.Ratings.from_table({
    /// ...     "unit": ["a", "a", "b", "b", "c", "c", "d", "d"],
    /// ...     "rater": ["x", "y", "x", "y", "x", "y", "x", "y"],
    /// ...     "value": [1, 1, 2, 2, 3, 3, 1, 2]}, level="ordinal")
    /// >>> round(ratings.gwet_ac(weights="quadratic").estimate, 3)
    /// 0.818
    #[pyo3(signature = (*, by=None, weights=None, level=None, standard_error=None, draws=None, seed=None, threads=None, progress=None))]
    #[allow(clippy::too_many_arguments, reason = "the keywords of Python")]
    fn gwet_ac<'py>(
        &self,
        py: Python<'py>,
        by: Option<&Bound<'py, PyAny>>,
        weights: Option<&Bound<'py, PyAny>>,
        level: Option<&Bound<'py, PyAny>>,
        standard_error: Option<&Bound<'py, PyAny>>,
        draws: Option<&Bound<'py, PyAny>>,
        seed: Option<&Bound<'py, PyAny>>,
        threads: Option<&Bound<'py, PyAny>>,
        progress: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<PyAgreement> {
        let options: AgreementOptions = Options::new(py, "gwet_ac")
            .with("by", by)
            .with("weights", weights)
            .with("level", level)
            .with("standard_error", standard_error)
            .with("draws", draws)
            .with("seed", seed)
            .with("threads", threads)
            .parse()?;
        let result = run_watched(py, progress, |watch| self.0.gwet_ac(&options, watch))?;
        PyAgreement::new(py, result)
    }

    /// The share of pairs of raters who agree on a unit, the mean over units.
    ///
    /// Parameters
    /// ----------
    /// by : str, optional
    ///     The group column: then the agreement within each group is computed.
    /// weights : {"identity", "linear", "quadratic", "ordinal", "radical", "ratio"}, optional
    ///     How near two different ratings come to agreeing. Default ``"identity"``.
    /// level : float, optional
    ///     The level of the interval. Default 0.95.
    /// standard_error : {"analytic", "bootstrap"}, optional
    ///     Where the standard error comes from. Default: the published formula where there is one.
    /// draws : int, optional
    ///     How many samples of units a bootstrap draws. Default 1000.
    /// seed : int, optional
    ///     What a bootstrap draws by. Default 1.
    /// threads : int, optional
    ///     At most how many threads work. The result does not depend on it.
    /// progress : callable, optional
    ///     Called as ``progress(done, total)`` during a bootstrap; where it returns ``False``, the
    ///     call is cancelled.
    ///
    /// Returns
    /// -------
    /// Agreement
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"argument"`` where an argument is out of its range, ``"empty"`` where no unit
    ///     was rated twice, ``"cancelled"`` where ``progress`` stopped it.
    ///
    /// Warns
    /// -----
    /// PeerpathWarning
    ///     Where raters or units without ratings do not count, or the coefficient is not defined.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> ratings = pp.Ratings.from_table({
    /// ...     "unit": ["a", "a", "b", "b", "c", "c", "d", "d"],
    /// ...     "rater": ["x", "y", "x", "y", "x", "y", "x", "y"],
    /// ...     "value": [1, 1, 2, 2, 3, 3, 1, 2]}, level="ordinal")
    /// >>> ratings.percent_agreement().estimate
    /// 0.75
    #[pyo3(signature = (*, by=None, weights=None, level=None, standard_error=None, draws=None, seed=None, threads=None, progress=None))]
    #[allow(clippy::too_many_arguments, reason = "the keywords of Python")]
    fn percent_agreement<'py>(
        &self,
        py: Python<'py>,
        by: Option<&Bound<'py, PyAny>>,
        weights: Option<&Bound<'py, PyAny>>,
        level: Option<&Bound<'py, PyAny>>,
        standard_error: Option<&Bound<'py, PyAny>>,
        draws: Option<&Bound<'py, PyAny>>,
        seed: Option<&Bound<'py, PyAny>>,
        threads: Option<&Bound<'py, PyAny>>,
        progress: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<PyAgreement> {
        let options: AgreementOptions = Options::new(py, "percent_agreement")
            .with("by", by)
            .with("weights", weights)
            .with("level", level)
            .with("standard_error", standard_error)
            .with("draws", draws)
            .with("seed", seed)
            .with("threads", threads)
            .parse()?;
        let result = run_watched(py, progress, |watch| self.0.percent_agreement(&options, watch))?;
        PyAgreement::new(py, result)
    }

    /// Cohen's kappa of two raters, over the units that both rated.
    ///
    /// Parameters
    /// ----------
    /// raters : (str, str), optional
    ///     The two raters. Default: those there are, where there are two.
    /// weights : {"identity", "linear", "quadratic", "ordinal", "radical", "ratio"}, optional
    ///     How near two different ratings come to agreeing. Default ``"identity"``.
    /// level : float, optional
    ///     The level of the interval. Default 0.95.
    ///
    /// Returns
    /// -------
    /// Agreement
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"argument"`` where the raters are not two of these, ``"empty"`` where they
    ///     rated no unit in common.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> ratings = pp.Ratings.from_table({
    /// ...     "unit": ["a", "a", "b", "b", "c", "c", "d", "d"],
    /// ...     "rater": ["x", "y", "x", "y", "x", "y", "x", "y"],
    /// ...     "value": [1, 1, 2, 2, 3, 3, 1, 2]}, level="ordinal")
    /// >>> round(ratings.cohen_kappa(weights="linear").estimate, 3)
    /// 0.714
    #[pyo3(signature = (*, raters=None, weights=None, level=None))]
    fn cohen_kappa<'py>(
        &self,
        py: Python<'py>,
        raters: Option<&Bound<'py, PyAny>>,
        weights: Option<&Bound<'py, PyAny>>,
        level: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<PyAgreement> {
        let options: CohenOptions = Options::new(py, "cohen_kappa")
            .with("raters", raters)
            .with("weights", weights)
            .with("level", level)
            .parse()?;
        PyAgreement::new(py, run(py, || self.0.cohen_kappa(&options))?)
    }

    /// The agreement of every two raters on the units that both rated.
    ///
    /// Parameters
    /// ----------
    /// weights : {"identity", "linear", "quadratic", "ordinal", "radical", "ratio"}, optional
    ///     How near two different ratings come to agreeing. Default ``"identity"``.
    ///
    /// Returns
    /// -------
    /// Pairwise
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"argument"`` where there are more than 2,000 raters.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> ratings = pp.Ratings.from_table({
    /// ...     "unit": ["a", "a", "b", "b", "c", "c", "d", "d"],
    /// ...     "rater": ["x", "y", "x", "y", "x", "y", "x", "y"],
    /// ...     "value": [1, 1, 2, 2, 3, 3, 1, 2]}, level="ordinal")
    /// >>> ratings.pairwise().table["agreement"]
    /// [0.75]
    #[pyo3(signature = (*, weights=None))]
    fn pairwise<'py>(
        &self,
        py: Python<'py>,
        weights: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<PyPairwise> {
        let options: PairwiseOptions =
            Options::new(py, "pairwise").with("weights", weights).parse()?;
        PyPairwise::new(py, run(py, || self.0.pairwise(&options))?)
    }

    /// For each unit, how far its raters agree, in all or within each group.
    ///
    /// Parameters
    /// ----------
    /// by : str, optional
    ///     The group column: then each unit has a row for each group.
    ///
    /// Returns
    /// -------
    /// Table
    ///     ``unit``, ``group`` (with ``by``), ``n``, ``mode``, ``mode_share``, ``agreement``,
    ///     ``mean``, ``sd``, ``median``, ``iqr``.
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"argument"`` where ``by`` is not the group column.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> ratings = pp.Ratings.from_table({
    /// ...     "unit": ["a"] * 6 + ["b"] * 6, "rater": list("uvwxyz") * 2,
    /// ...     "role": ["peer"] * 3 + ["staff"] * 3 + ["peer"] * 3 + ["staff"] * 3,
    /// ...     "value": [5, 5, 4, 2, 1, 2, 3, 4, 4, 4, 4, 3]}, group="role", level="ordinal")
    /// >>> ratings.consensus(by="role")["median"]
    /// [5.0, 2.0, 4.0, 4.0]
    #[pyo3(signature = (*, by=None))]
    fn consensus<'py>(&self, py: Python<'py>, by: Option<&Bound<'py, PyAny>>) -> PyResult<PyTable> {
        let options: ConsensusOptions = Options::new(py, "consensus").with("by", by).parse()?;
        let (table, warnings) = run(py, || {
            let made = self.0.consensus(&options)?;
            Ok((made.to_table()?, made.warnings().to_vec()))
        })?;
        warn(py, &warnings)?;
        Ok(PyTable(table))
    }

    /// On which units groups of raters differ: a test of each, those that split them most first.
    ///
    /// Parameters
    /// ----------
    /// between : str
    ///     The group column.
    /// test : {"kruskal", "fisher", "chi2"}, optional
    ///     Default ``"kruskal"`` of ratings in order, ``"fisher"`` of nominal ones.
    /// adjust : {"holm", "bh"}, optional
    ///     How p-values are adjusted for the number of units. Default ``"holm"``.
    ///
    /// Returns
    /// -------
    /// Disagreement
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"argument"`` where ``between`` is not the group column, or ranks are asked of
    ///     nominal ratings.
    ///
    /// Warns
    /// -----
    /// PeerpathWarning
    ///     Where a group is small, a unit was not tested, or an expected count is small.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> ratings = pp.Ratings.from_table({
    /// ...     "unit": ["a"] * 6 + ["b"] * 6, "rater": list("uvwxyz") * 2,
    /// ...     "role": ["peer"] * 3 + ["staff"] * 3 + ["peer"] * 3 + ["staff"] * 3,
    /// ...     "value": [5, 5, 4, 2, 1, 2, 3, 4, 4, 4, 4, 3]}, group="role", level="ordinal")
    /// >>> import warnings
    /// >>> warnings.simplefilter("ignore")
    /// >>> ratings.disagreement(between="role").table["unit"]
    /// ['a', 'b']
    #[pyo3(signature = (*, between, test=None, adjust=None))]
    fn disagreement<'py>(
        &self,
        py: Python<'py>,
        between: &Bound<'py, PyAny>,
        test: Option<&Bound<'py, PyAny>>,
        adjust: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<PyDisagreement> {
        let options: DisagreementOptions = Options::new(py, "disagreement")
            .with("between", Some(between))
            .with("test", test)
            .with("adjust", adjust)
            .parse()?;
        PyDisagreement::new(py, run(py, || self.0.disagreement(&options))?)
    }

    /// Which tasks are core to groups of raters, alone or together, and how alike they rank them.
    ///
    /// Parameters
    /// ----------
    /// between : str
    ///     The group column.
    /// threshold : float, optional
    ///     The least rating that says a task is part of the role. Default 4.
    /// category : str, optional
    ///     Of nominal ratings, the category that says so.
    /// share : float, optional
    ///     The share of a group's raters from which a task is core to it. Default 0.5.
    ///
    /// Returns
    /// -------
    /// Overlap
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"argument"`` where ``between`` is not the group column, or nominal ratings
    ///     lack the category that counts.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> ratings = pp.Ratings.from_table({
    /// ...     "unit": ["a"] * 6 + ["b"] * 6, "rater": list("uvwxyz") * 2,
    /// ...     "role": ["peer"] * 3 + ["staff"] * 3 + ["peer"] * 3 + ["staff"] * 3,
    /// ...     "value": [5, 5, 4, 2, 1, 2, 3, 4, 4, 4, 4, 3]}, group="role", level="ordinal")
    /// >>> ratings.overlap(between="role").table["shared"]
    /// [1]
    #[pyo3(signature = (*, between, threshold=None, category=None, share=None))]
    fn overlap<'py>(
        &self,
        py: Python<'py>,
        between: &Bound<'py, PyAny>,
        threshold: Option<&Bound<'py, PyAny>>,
        category: Option<&Bound<'py, PyAny>>,
        share: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<PyOverlap> {
        let options: OverlapOptions = Options::new(py, "overlap")
            .with("between", Some(between))
            .with("threshold", threshold)
            .with("category", category)
            .with("share", share)
            .parse()?;
        PyOverlap::new(py, run(py, || self.0.overlap(&options))?)
    }

    /// Whether a Delphi panel agrees on each unit after this round, or will not.
    ///
    /// Parameters
    /// ----------
    /// before : Ratings, optional
    ///     The round before: a unit without consensus is stable where next to nothing has moved.
    /// threshold : float, optional
    ///     The least rating that speaks for a unit. Default 4.
    /// share : float, optional
    ///     The share for, or against, from which the panel agrees. Default 0.75.
    /// iqr : float, optional
    ///     The greatest distance between the quartiles with which it agrees. Default 1.
    /// change : float, optional
    ///     The share that has moved below which a unit is stable. Default 0.15.
    ///
    /// Returns
    /// -------
    /// Table
    ///     ``unit``, ``n``, ``share``, ``median``, ``iqr``, ``change``, ``verdict``:
    ///     ``"consensus-for"``, ``"consensus-against"``, ``"stable"``, ``"continue"`` or
    ///     ``"unrated"``.
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"argument"`` where an argument is out of its range, ratings are nominal, or
    ///     the two rounds have other ratings.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> ratings = pp.Ratings.from_table({
    /// ...     "unit": ["a"] * 6 + ["b"] * 6, "rater": list("uvwxyz") * 2,
    /// ...     "role": ["peer"] * 3 + ["staff"] * 3 + ["peer"] * 3 + ["staff"] * 3,
    /// ...     "value": [5, 5, 4, 2, 1, 2, 3, 4, 4, 4, 4, 3]}, group="role", level="ordinal")
    /// >>> ratings.delphi()["verdict"]
    /// ['continue', 'continue']
    #[pyo3(signature = (before=None, *, threshold=None, share=None, iqr=None, change=None))]
    fn delphi<'py>(
        &self,
        py: Python<'py>,
        before: Option<&Bound<'py, PyRatings>>,
        threshold: Option<&Bound<'py, PyAny>>,
        share: Option<&Bound<'py, PyAny>>,
        iqr: Option<&Bound<'py, PyAny>>,
        change: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<PyTable> {
        let options: DelphiOptions = Options::new(py, "delphi")
            .with("threshold", threshold)
            .with("share", share)
            .with("iqr", iqr)
            .with("change", change)
            .parse()?;
        let before = before.map(|before| &before.get().0);
        let (table, warnings) = run(py, || {
            let made = self.0.delphi(before, &options)?;
            Ok((made.to_table()?, made.warnings().to_vec()))
        })?;
        warn(py, &warnings)?;
        Ok(PyTable(table))
    }

    /// What raters know in common, and how much of it each knows: the cultural consensus model.
    ///
    /// Parameters
    /// ----------
    /// alternatives : int, optional
    ///     How many answers a rater could choose from. Default: the number of categories.
    ///
    /// Returns
    /// -------
    /// CulturalConsensus
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"argument"`` where there are fewer alternatives than categories, ``"empty"``
    ///     where fewer than three raters share a unit.
    ///
    /// Warns
    /// -----
    /// PeerpathWarning
    ///     Where the raters may not share one answer key, or one agrees less than guessing would.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> ratings = pp.Ratings.from_table({
    /// ...     "unit": [unit for unit in "abcdef" for _ in range(4)], "rater": list("wxyz") * 6,
    /// ...     "value": list("yyynnnnnyynyynnnyyyynynn")})
    /// >>> [row["answer"] for row in ratings.cultural_consensus().to_dict()["answers"]]
    /// ['y', 'n', 'y', 'n', 'y', 'n']
    #[pyo3(signature = (*, alternatives=None))]
    fn cultural_consensus<'py>(
        &self,
        py: Python<'py>,
        alternatives: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<PyCulturalConsensus> {
        let options: CulturalConsensusOptions =
            Options::new(py, "cultural_consensus").with("alternatives", alternatives).parse()?;
        PyCulturalConsensus::new(py, run(py, || self.0.cultural_consensus(&options))?)
    }

    /// What is rated.
    #[getter]
    fn units(&self) -> Vec<String> {
        self.0.units().to_vec()
    }

    /// Who rates.
    #[getter]
    fn raters(&self) -> Vec<String> {
        self.0.raters().to_vec()
    }

    /// The categories, in order.
    #[getter]
    fn categories(&self) -> Vec<String> {
        self.0.categories().to_vec()
    }

    /// What the ratings mean.
    #[getter]
    fn level(&self) -> &'static str {
        self.0.level().name()
    }

    /// The groups of raters, in order; empty without a ``group`` column.
    #[getter]
    fn groups(&self) -> Vec<String> {
        let groups = self.0.groups().map(|(_, names)| names).unwrap_or_default();
        groups.into_iter().map(str::to_owned).collect()
    }

    /// Cautions about what was read; they come with every result.
    #[getter]
    fn warnings(&self) -> Vec<String> {
        self.0.warnings().iter().map(ToString::to_string).collect()
    }

    fn __len__(&self) -> usize {
        self.0.count()
    }

    fn __str__(&self) -> String {
        self.0.to_string()
    }

    fn __repr__(&self) -> String {
        format!("Ratings({})", self.0)
    }
}
