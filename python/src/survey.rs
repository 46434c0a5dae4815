//! `peerpath.Survey`.

use peerpath::competency::{
    BinomialOptions, CompareOptions, CoverageOptions, Survey, SurveyColumns,
};
use pyo3::prelude::*;

use crate::coverage::PyCoverage;
use crate::error::run;
use crate::framework::PyFramework;
use crate::survey_summary::PySurveySummary;
use crate::table::PyTable;
use crate::table_input::TableInput;
use crate::value::{Given, Options};
use crate::warning::warn;

/// Ratings of items by respondents: what training covered, as its graduates say.
///
/// Made by ``Survey.from_table``; immutable.
///
/// Examples
/// --------
/// >>> import peerpath as pp
/// >>> survey = pp.Survey.from_table(
/// ...     {"state": ["NC", "NC", "TN", "TN"], "crisis": [5, 4, 2, None]},
/// ...     items={"crisis": "samhsa-2015/VIII"}, group=["state"])
/// >>> survey
/// Survey(4 respondents, 1 items rated 1 to 5)
/// >>> survey.coverage().table["share"]
/// [0.6666666666666666]
#[pyclass(frozen, name = "Survey", module = "peerpath")]
pub(crate) struct PySurvey(Survey);

#[pymethods]
impl PySurvey {
    /// Reads a survey: a row for each respondent, a column for each item rated.
    ///
    /// Parameters
    /// ----------
    /// table : Table, data frame or dict of columns
    /// items : dict of str to (str or None)
    ///     The columns with ratings, and the id of the competency that each asks about.
    /// scale : (int, int) or list of str, optional
    ///     The lowest and the highest rating, or the labels from the lowest to the highest.
    ///     Default (1, 5).
    /// person : str, optional
    ///     A column that tells respondents apart: then nobody may occur twice.
    /// group : list of str, optional
    ///     Columns by which results can be grouped.
    /// framework : str or Framework, optional
    ///     The framework in which every competency must be. Default: ids are taken as they are.
    ///
    /// Returns
    /// -------
    /// Survey
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"argument"`` where a competency is not in its framework or an argument
    ///     cannot be meant; ``"table"`` with every column that is missing, every rating off the
    ///     scale and every respondent who occurs twice; ``"empty"`` where there is no row.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> pp.Survey.from_table({"crisis": ["well", None, "badly"]},
    /// ...                      items={"crisis": None}, scale=["badly", "so-so", "well"])
    /// Survey(3 respondents, 1 items rated 1 to 3)
    #[staticmethod]
    #[pyo3(signature = (table, items, *, scale=None, person=None, group=None, framework=None))]
    fn from_table<'py>(
        py: Python<'py>,
        table: TableInput,
        items: &Bound<'py, PyAny>,
        scale: Option<&Bound<'py, PyAny>>,
        person: Option<&Bound<'py, PyAny>>,
        group: Option<&Bound<'py, PyAny>>,
        framework: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<PySurvey> {
        let own = framework.and_then(|framework| framework.cast::<PyFramework>().ok());
        let columns: SurveyColumns = Options::new(py, "survey")
            .with("items", Some(items))
            .with("scale", scale)
            .with("person", person)
            .with("group", group)
            .with("framework", framework.filter(|_| own.is_none()))
            .parse()?;
        let own = own.map(|framework| framework.get().0.clone());
        run(py, || match &own {
            Some(framework) => Survey::from_table_in(&table.0, &columns, framework),
            None => Survey::from_table(&table.0, &columns),
        })
        .map(PySurvey)
    }

    /// For each item, how many rate it at or above a threshold.
    ///
    /// Parameters
    /// ----------
    /// by : str, optional
    ///     One of the ``group`` columns: then each item has a row in each group.
    /// threshold : int, optional
    ///     The rating from which an item counts as covered. Default 4.
    /// level : float, optional
    ///     The level of the intervals. Default 0.95.
    /// interval : {"wilson", "clopper-pearson", "agresti-coull", "jeffreys"}, optional
    ///     The interval of the share. Default ``"wilson"``.
    ///
    /// Returns
    /// -------
    /// Coverage
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"argument"`` where an argument is out of its range.
    ///
    /// Warns
    /// -----
    /// PeerpathWarning
    ///     Where respondents have no group, nobody rated an item, or only one did.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> survey = pp.Survey.from_table({"crisis": [5, 4, 2, None]}, items={"crisis": None})
    /// >>> survey.coverage(interval="wilson").table.to_dict()["n"]
    /// [3]
    #[pyo3(signature = (*, by=None, threshold=None, level=None, interval=None))]
    fn coverage<'py>(
        &self,
        py: Python<'py>,
        by: Option<&Bound<'py, PyAny>>,
        threshold: Option<&Bound<'py, PyAny>>,
        level: Option<&Bound<'py, PyAny>>,
        interval: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<PyCoverage> {
        let options: CoverageOptions = Options::new(py, "coverage")
            .with("by", by)
            .with("threshold", threshold)
            .with("level", level)
            .with("interval", interval)
            .parse()?;
        PyCoverage::new(py, run(py, || self.0.coverage(&options))?)
    }

    /// Tests for each item the share that rates it at or above a threshold, exactly.
    ///
    /// Parameters
    /// ----------
    /// p : float, optional
    ///     The share to test against. Default 0.5.
    /// threshold : int, optional
    ///     The rating from which an item counts as covered. Default 4.
    /// alternative : {"greater", "less", "two-sided"}, optional
    ///     What the share may be instead. Default ``"greater"``.
    /// by : str, optional
    ///     One of the ``group`` columns.
    /// level : float, optional
    ///     The level of the intervals, which belong to the test. Default 0.95.
    ///
    /// Returns
    /// -------
    /// Table
    ///     ``group`` (with ``by``), ``item``, ``competency``, ``n``, ``successes``,
    ///     ``estimate``, ``lower``, ``upper``, ``p_value``.
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"argument"`` where an argument is out of its range.
    ///
    /// Warns
    /// -----
    /// PeerpathWarning
    ///     Where respondents have no group or nobody rated an item.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> survey = pp.Survey.from_table({"crisis": [5, 5, 4, 4]}, items={"crisis": None})
    /// >>> round(survey.binomial(p=0.5)["p_value"][0], 9)
    /// 0.0625
    #[pyo3(signature = (*, p=None, threshold=None, alternative=None, by=None, level=None))]
    fn binomial<'py>(
        &self,
        py: Python<'py>,
        p: Option<&Bound<'py, PyAny>>,
        threshold: Option<&Bound<'py, PyAny>>,
        alternative: Option<&Bound<'py, PyAny>>,
        by: Option<&Bound<'py, PyAny>>,
        level: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<PyTable> {
        let options: BinomialOptions = Options::new(py, "binomial")
            .with("p", p)
            .with("threshold", threshold)
            .with("alternative", alternative)
            .with("by", by)
            .with("level", level)
            .parse()?;
        let (table, warnings) = run(py, || {
            let tests = self.0.binomial(&options)?;
            Ok((tests.to_table()?, tests.warnings().to_vec()))
        })?;
        warn(py, &warnings)?;
        Ok(PyTable(table))
    }

    /// Tests for each item whether the groups of a column rate it alike.
    ///
    /// Parameters
    /// ----------
    /// by : str
    ///     One of the ``group`` columns.
    /// test : {"chi2", "fisher", "kruskal", "mann-whitney", "trend"}, optional
    ///     Pearson's chi-squared test, Fisher's exact test of any size of table, the rank tests of
    ///     Kruskal and Wallis or (two groups) Mann and Whitney, or a trend over groups in order.
    ///     Default ``"chi2"``.
    /// adjust : {"holm", "bh"} or None, optional
    ///     How p-values are adjusted for the number of items; None for not at all. Default
    ///     ``"holm"``.
    /// threshold : int, optional
    ///     Then the shares who rate an item so or higher are compared. Default: all ratings
    ///     count.
    /// yates : bool, optional
    ///     Yates' correction in the chi-squared test of two groups and two answers. Default False.
    /// groups : list of str, optional
    ///     The groups to compare, in the order of a trend. Default: all, in order.
    ///
    /// Returns
    /// -------
    /// Table
    ///     A row for each item: ``item``, ``competency``, ``groups``, ``n``, ``missing``,
    ///     ``method``, ``statistic``, ``df``, ``p_value``, ``p_adjusted``, ``effect``,
    ///     ``effect_name``, ``smallest_expected``, ``warning``.
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"argument"`` where an argument is out of its range, or there are not two
    ///     groups.
    ///
    /// Warns
    /// -----
    /// PeerpathWarning
    ///     Where expected counts or groups are small, or an item cannot be tested.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> survey = pp.Survey.from_table(
    /// ...     {"state": ["NC"] * 4 + ["TN"] * 10, "crisis": [5] * 3 + [1] + [5] + [1] * 9},
    /// ...     items={"crisis": None}, group=["state"])
    /// >>> round(survey.compare("state", test="fisher")["p_value"][0], 9)
    /// 0.040959041
    #[pyo3(
        signature = (by, *, test=None, adjust=Given::Default, threshold=None, yates=None, groups=None),
        text_signature = "($self, by, *, test=None, adjust='holm', threshold=None, yates=None, groups=None)"
    )]
    #[expect(clippy::too_many_arguments, reason = "keywords of one call")]
    fn compare<'py>(
        &self,
        py: Python<'py>,
        by: Option<&Bound<'py, PyAny>>,
        test: Option<&Bound<'py, PyAny>>,
        adjust: Given<'py>,
        threshold: Option<&Bound<'py, PyAny>>,
        yates: Option<&Bound<'py, PyAny>>,
        groups: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<PyTable> {
        let options: CompareOptions = Options::new(py, "compare")
            .with("by", by)
            .with("test", test)
            .given("adjust", &adjust)
            .with("threshold", threshold)
            .with("yates", yates)
            .with("groups", groups)
            .parse()?;
        let (table, warnings) = run(py, || {
            let compared = self.0.compare(&options)?;
            Ok((compared.to_table()?, compared.warnings().to_vec()))
        })?;
        warn(py, &warnings)?;
        Ok(PyTable(table))
    }

    /// Counts the answers to each item at each level: the mergeable summary.
    ///
    /// Parameters
    /// ----------
    /// by : str, optional
    ///     One of the ``group`` columns.
    ///
    /// Returns
    /// -------
    /// SurveySummary
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"argument"`` where ``by`` is not one of the group columns.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> survey = pp.Survey.from_table({"crisis": [5, 4, 2, None]}, items={"crisis": None})
    /// >>> survey.summarise().respondents
    /// 4
    #[pyo3(signature = (*, by=None))]
    fn summarise(&self, py: Python<'_>, by: Option<&str>) -> PyResult<PySurveySummary> {
        run(py, || self.0.summarise(by)).map(PySurveySummary)
    }

    /// The number of respondents, with or without answers.
    #[getter]
    fn respondents(&self) -> usize {
        self.0.respondents()
    }

    /// The items rated, by the names of their columns.
    #[getter]
    fn items(&self) -> Vec<String> {
        self.0.items().iter().map(|item| item.name.clone()).collect()
    }

    /// The columns by which results can be grouped.
    #[getter]
    fn groups(&self) -> Vec<String> {
        self.0.group_columns().map(str::to_owned).collect()
    }

    fn __len__(&self) -> usize {
        self.0.respondents()
    }

    fn __str__(&self) -> String {
        self.0.to_string()
    }

    fn __repr__(&self) -> String {
        format!("Survey({})", self.0)
    }
}
