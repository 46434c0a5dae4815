//! `peerpath.Coverage`.

use peerpath::competency::Coverage;
use pyo3::prelude::*;

use crate::error::run;
use crate::table::PyTable;
use crate::warning::warn;

/// What ``Survey.coverage`` gives: per item and group, the share who rate it as covered.
///
/// Examples
/// --------
/// >>> import peerpath as pp
/// >>> survey = pp.Survey.from_table(
/// ...     {"state": ["NC", "NC", "TN", "TN"], "crisis": [5, 4, 2, 5]},
/// ...     items={"crisis": "samhsa-2015/VIII"}, group=["state"])
/// >>> coverage = survey.coverage(by="state")
/// >>> coverage.table["share"]
/// [1.0, 0.5]
#[pyclass(frozen, name = "Coverage", module = "peerpath")]
pub(crate) struct PyCoverage {
    coverage: Coverage,
    table: Py<PyTable>,
}

impl PyCoverage {
    pub(crate) fn new(py: Python<'_>, coverage: Coverage) -> PyResult<PyCoverage> {
        let table = PyTable(run(py, || coverage.to_table())?);
        warn(py, coverage.warnings())?;
        Ok(PyCoverage { coverage, table: Py::new(py, table)? })
    }
}

#[pymethods]
impl PyCoverage {
    /// The result: ``group`` (with ``by``), ``item``, ``competency``, ``n``, ``missing``,
    /// ``mean``, ``sd``, ``median``, ``share``, ``lower``, ``upper``.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> survey = pp.Survey.from_table({"crisis": [5, 4, 2, 5]}, items={"crisis": None})
    /// >>> survey.coverage().table["mean"]
    /// [4.0]
    #[getter]
    fn table(&self, py: Python<'_>) -> Py<PyTable> {
        self.table.clone_ref(py)
    }

    /// The rating from which an item counts as covered.
    #[getter]
    fn threshold(&self) -> i64 {
        self.coverage.options().threshold
    }

    /// The level of the intervals.
    #[getter]
    fn level(&self) -> f64 {
        self.coverage.options().level
    }

    /// The group column, or None.
    #[getter]
    fn by(&self) -> Option<&str> {
        self.coverage.options().by.as_deref()
    }

    /// The cautions that were raised with the result.
    #[getter]
    fn warnings(&self) -> Vec<String> {
        self.coverage.warnings().iter().map(ToString::to_string).collect()
    }

    /// Dots with intervals: a line per item, a colour per group.
    ///
    /// Parameters
    /// ----------
    /// ax : matplotlib.axes.Axes, optional
    ///     Where to draw. Default: a new figure, which is not shown.
    ///
    /// Returns
    /// -------
    /// matplotlib.axes.Axes
    ///
    /// Raises
    /// ------
    /// ImportError
    ///     Where matplotlib is not installed: ``pip install peerpath[plot]``.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> survey = pp.Survey.from_table({"crisis": [5, 4, 2, 5]}, items={"crisis": None})
    /// >>> survey.coverage().plot().get_xlabel()
    /// 'share who rate coverage 4 or more (95% intervals)'
    #[pyo3(signature = (ax=None))]
    fn plot<'py>(
        &self,
        py: Python<'py>,
        ax: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let plot = py.import("peerpath._plot")?.getattr("coverage")?;
        plot.call1((self.table.bind(py), self.threshold(), self.level(), ax))
    }

    fn __len__(&self) -> usize {
        self.coverage.rows().len()
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let by = self.by().map_or_else(String::new, |by| format!(", by `{by}`"));
        let options = self.coverage.options();
        let table = self.table.get().text(py)?;
        Ok(format!(
            "Coverage at {} or more{by}, level {}\n{table}",
            options.threshold, options.level
        ))
    }

    fn _repr_html_(&self, py: Python<'_>) -> PyResult<String> {
        self.table.get().html(py)
    }
}
