//! `peerpath.SurveySummary`.

use peerpath::competency::{
    BinomialOptions, CompareOptions, CoverageOptions, MultipleResponseOptions, SurveySummary,
};
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::coverage::PyCoverage;
use crate::error::{compute, run};
use crate::table::PyTable;
use crate::value::{Given, Options};
use crate::warning::warn;

/// Counts of answers: all that coverage and the binomial test need, in a size that does not
/// depend on the number of respondents.
///
/// Made by ``Survey.summarise``. Summaries of parts, merged in any order, equal the summary of
/// all, to the bit; they are picklable and small, so that parts can be counted anywhere.
///
/// Examples
/// --------
/// >>> import peerpath as pp
/// >>> def part(ratings):
/// ...     return pp.Survey.from_table({"crisis": ratings}, items={"crisis": None}).summarise()
/// >>> part([5, 4]).merge(part([2, None])) == part([5, 4, 2, None])
/// True
#[pyclass(frozen, eq, name = "SurveySummary", module = "peerpath")]
#[derive(PartialEq)]
pub(crate) struct PySurveySummary(pub(crate) SurveySummary);

#[pymethods]
impl PySurveySummary {
    /// The summary of the respondents of both, of whom none may be in both.
    ///
    /// Parameters
    /// ----------
    /// other : SurveySummary
    ///     With the same items, scale and group column.
    ///
    /// Returns
    /// -------
    /// SurveySummary
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"argument"`` where the two do not match.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> part = pp.Survey.from_table({"a": [5, 4]}, items={"a": None}).summarise()
    /// >>> part.merge(part).respondents
    /// 4
    fn merge(&self, py: Python<'_>, other: &PySurveySummary) -> PyResult<PySurveySummary> {
        run(py, || self.0.merge(&other.0)).map(PySurveySummary)
    }

    /// For each item, how many rate it at or above a threshold. See ``Survey.coverage``; ``by``
    /// is that of the summary.
    ///
    /// Parameters
    /// ----------
    /// threshold : int, optional
    ///     The rating from which an item counts as covered. Default 4.
    /// level : float, optional
    ///     The level of the intervals. Default 0.95.
    /// interval : {"wilson", "clopper-pearson", "agresti-coull", "jeffreys"}, optional
    ///     The interval of the share. Default ``"wilson"``.
    /// min_cell : int, optional
    ///     Rows that tell on fewer persons than this are hidden, and one more where that would let them
    ///     be worked out. Default: none are.
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
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> part = pp.Survey.from_table({"a": [5, 4]}, items={"a": None}).summarise()
    /// >>> part.coverage(threshold=5).table["share"]
    /// [0.5]
    #[pyo3(signature = (*, threshold=None, level=None, interval=None, min_cell=None))]
    fn coverage<'py>(
        &self,
        py: Python<'py>,
        threshold: Option<&Bound<'py, PyAny>>,
        level: Option<&Bound<'py, PyAny>>,
        interval: Option<&Bound<'py, PyAny>>,
        min_cell: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<PyCoverage> {
        let mut options: CoverageOptions = Options::new(py, "coverage")
            .with("threshold", threshold)
            .with("level", level)
            .with("interval", interval)
            .with("min_cell", min_cell)
            .parse()?;
        options.by = self.0.by().map(str::to_owned);
        PyCoverage::new(py, run(py, || self.0.coverage(&options))?)
    }

    /// Tests for each item the share that rates it at or above a threshold. See
    /// ``Survey.binomial``; ``by`` is that of the summary.
    ///
    /// Parameters
    /// ----------
    /// p : float, optional
    ///     The share to test against. Default 0.5.
    /// threshold : int, optional
    ///     The rating from which an item counts as covered. Default 4.
    /// alternative : {"greater", "less", "two-sided"}, optional
    ///     What the share may be instead. Default ``"greater"``.
    /// level : float, optional
    ///     The level of the intervals. Default 0.95.
    ///
    /// Returns
    /// -------
    /// Table
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"argument"`` where an argument is out of its range.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> part = pp.Survey.from_table({"a": [5, 4]}, items={"a": None}).summarise()
    /// >>> round(part.binomial()["p_value"][0], 9)
    /// 0.25
    #[pyo3(signature = (*, p=None, threshold=None, alternative=None, level=None))]
    fn binomial<'py>(
        &self,
        py: Python<'py>,
        p: Option<&Bound<'py, PyAny>>,
        threshold: Option<&Bound<'py, PyAny>>,
        alternative: Option<&Bound<'py, PyAny>>,
        level: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<PyTable> {
        let mut options: BinomialOptions = Options::new(py, "binomial")
            .with("p", p)
            .with("threshold", threshold)
            .with("alternative", alternative)
            .with("level", level)
            .parse()?;
        options.by = self.0.by().map(str::to_owned);
        let (table, warnings) = run(py, || {
            let tests = self.0.binomial(&options)?;
            Ok((tests.to_table()?, tests.warnings().to_vec()))
        })?;
        warn(py, &warnings)?;
        Ok(PyTable(table))
    }

    /// Tests for each item whether the groups rate it alike. See
    /// ``Survey.compare``; ``by`` is that of the summary.
    ///
    /// Parameters
    /// ----------
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
    /// >>> table = {"a": [5, 4, 1, 2], "state": ["NC", "NC", "TN", "TN"]}
    /// >>> part = pp.Survey.from_table(table, items={"a": None}, group=["state"])
    /// >>> part.summarise(by="state").compare(test="mann-whitney")["effect"]
    /// [1.0]
    #[pyo3(
        signature = (*, test=None, adjust=Given::Default, threshold=None, yates=None, groups=None),
        text_signature = "($self, *, test=None, adjust='holm', threshold=None, yates=None, groups=None)"
    )]
    fn compare<'py>(
        &self,
        py: Python<'py>,
        test: Option<&Bound<'py, PyAny>>,
        adjust: Given<'py>,
        threshold: Option<&Bound<'py, PyAny>>,
        yates: Option<&Bound<'py, PyAny>>,
        groups: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<PyTable> {
        let mut options: CompareOptions = Options::new(py, "compare")
            .with("test", test)
            .given("adjust", &adjust)
            .with("threshold", threshold)
            .with("yates", yates)
            .with("groups", groups)
            .parse()?;
        options.by = self.0.by().map(str::to_owned);
        let (table, warnings) = run(py, || {
            let compared = self.0.compare(&options)?;
            Ok((compared.to_table()?, compared.warnings().to_vec()))
        })?;
        warn(py, &warnings)?;
        Ok(PyTable(table))
    }

    /// For a question with several answers, each a column, how many chose each. See
    /// ``Survey.multiple_response``; ``by`` is that of the summary.
    ///
    /// Shares are of those who said whether they choose it, and add up to more than 1;
    /// ``share_of_choices`` adds up to 1.
    ///
    /// Parameters
    /// ----------
    /// threshold : int, optional
    ///     The least answer that counts as chosen. Default: the highest of the scale.
    /// level : float, optional
    ///     The level of the intervals. Default 0.95.
    /// interval : {"wilson", "clopper-pearson", "agresti-coull", "jeffreys"}, optional
    ///     The interval of the share. Default ``"wilson"``.
    /// min_cell : int, optional
    ///     Rows that tell on fewer persons than this are hidden, and one more where that would let them
    ///     be worked out. Default: none are.
    ///
    /// Returns
    /// -------
    /// Table
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"argument"`` where an argument is out of its range.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> survey = pp.Survey.from_table(
    /// ...     {"pay": [1, 1, 0, 1], "hours": [0, 1, 0, 0]}, items={"pay": None, "hours": None},
    /// ...     scale=(0, 1)).summarise()
    /// >>> survey.multiple_response()["share"]
    /// [0.75, 0.25]
    #[pyo3(signature = (*, threshold=None, level=None, interval=None, min_cell=None))]
    fn multiple_response<'py>(
        &self,
        py: Python<'py>,
        threshold: Option<&Bound<'py, PyAny>>,
        level: Option<&Bound<'py, PyAny>>,
        interval: Option<&Bound<'py, PyAny>>,
        min_cell: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<PyTable> {
        let mut options: MultipleResponseOptions = Options::new(py, "multiple_response")
            .with("threshold", threshold)
            .with("level", level)
            .with("interval", interval)
            .with("min_cell", min_cell)
            .parse()?;
        options.by = self.0.by().map(str::to_owned);
        let (table, warnings) = run(py, || {
            let result = self.0.multiple_response(&options)?;
            Ok((result.to_table()?, result.warnings().to_vec()))
        })?;
        warn(py, &warnings)?;
        Ok(PyTable(table))
    }

    /// The number of respondents, with or without answers, with or without a group.
    #[getter]
    fn respondents(&self) -> u64 {
        self.0.respondents()
    }

    /// The items rated, by the names of their columns.
    #[getter]
    fn items(&self) -> Vec<String> {
        self.0.items().iter().map(|item| item.name.clone()).collect()
    }

    /// The column that makes the groups, or None.
    #[getter]
    fn by(&self) -> Option<&str> {
        self.0.by()
    }

    /// The summary as bytes, the same for the same summary.
    ///
    /// Returns
    /// -------
    /// bytes
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> part = pp.Survey.from_table({"a": [5, 4]}, items={"a": None}).summarise()
    /// >>> pp.SurveySummary.from_bytes(part.to_bytes()) == part
    /// True
    fn to_bytes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        Ok(PyBytes::new(py, &compute(py, || self.0.to_bytes())?))
    }

    /// The summary in bytes that ``to_bytes`` made.
    ///
    /// Parameters
    /// ----------
    /// data : bytes
    ///
    /// Returns
    /// -------
    /// SurveySummary
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"invalid_text"``, ``"syntax"`` or ``"document"`` where they are not such.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> part = pp.Survey.from_table({"a": [5, 4]}, items={"a": None}).summarise()
    /// >>> pp.SurveySummary.from_bytes(part.to_bytes()).items
    /// ['a']
    #[staticmethod]
    fn from_bytes(py: Python<'_>, data: &[u8]) -> PyResult<PySurveySummary> {
        run(py, || SurveySummary::from_bytes(data)).map(PySurveySummary)
    }

    fn __reduce__<'py>(
        &self,
        py: Python<'py>,
    ) -> PyResult<(Bound<'py, PyAny>, (Bound<'py, PyBytes>,))> {
        let read = py.get_type::<PySurveySummary>().getattr("from_bytes")?;
        Ok((read, (self.to_bytes(py)?,)))
    }

    fn __repr__(&self) -> String {
        let by = self.0.by().map_or_else(String::new, |by| format!(", by `{by}`"));
        format!(
            "SurveySummary({} respondents, {} items{by})",
            self.0.respondents(),
            self.0.items().len()
        )
    }
}
