//! `peerpath.Agreement` and `peerpath.Pairwise`.

use peerpath::competency::{Agreement, AgreementRow, Pairwise, StandardError};
use pyo3::prelude::*;

use crate::error::run;
use crate::table::PyTable;
use crate::warning::warn;

/// A coefficient of agreement, of all raters or within each group of them.
///
/// Examples
/// --------
/// >>> import peerpath as pp
/// >>> ratings = pp.Ratings.from_table({"unit": ["a", "a", "b", "b", "c", "c"],
/// ...                                  "rater": [1, 2, 1, 2, 1, 2],
/// ...                                  "value": ["yes", "yes", "no", "no", "no", "yes"]})
/// >>> kappa = ratings.cohen_kappa()
/// >>> round(kappa.estimate, 3), kappa.coefficient
/// (0.4, 'cohen-kappa')
#[pyclass(frozen, name = "Agreement", module = "peerpath")]
pub(crate) struct PyAgreement {
    agreement: Agreement,
    table: Py<PyTable>,
}

impl PyAgreement {
    pub(crate) fn new(py: Python<'_>, agreement: Agreement) -> PyResult<PyAgreement> {
        let table = PyTable(run(py, || agreement.to_table())?);
        warn(py, agreement.warnings())?;
        Ok(PyAgreement { agreement, table: Py::new(py, table)? })
    }

    /// The one row; `None` where there are several.
    fn only(&self) -> Option<&AgreementRow> {
        match self.agreement.rows() {
            [row] => Some(row),
            _ => None,
        }
    }
}

#[pymethods]
impl PyAgreement {
    /// The result: ``group`` (with ``by``), ``coefficient``, ``weights``, ``estimate``,
    /// ``standard_error``, ``lower``, ``upper``, ``observed``, ``expected``, ``units``,
    /// ``raters``, ``ratings``.
    #[getter]
    fn table(&self, py: Python<'_>) -> Py<PyTable> {
        self.table.clone_ref(py)
    }

    /// Which coefficient it is.
    #[getter]
    fn coefficient(&self) -> &'static str {
        self.agreement.coefficient()
    }

    /// The weights, or the metric of alpha.
    #[getter]
    fn weights(&self) -> &'static str {
        self.agreement.weights()
    }

    /// The coefficient; None where it is not defined, or there are several groups.
    #[getter]
    fn estimate(&self) -> Option<f64> {
        self.only()?.estimate
    }

    /// Its standard error; None where it has none, or there are several groups.
    #[getter]
    fn standard_error(&self) -> Option<f64> {
        self.only()?.standard_error
    }

    /// The lower end of its interval; None where it has none, or there are several groups.
    #[getter]
    fn lower(&self) -> Option<f64> {
        self.only()?.lower
    }

    /// The upper end of its interval; None where it has none, or there are several groups.
    #[getter]
    fn upper(&self) -> Option<f64> {
        self.only()?.upper
    }

    /// The level of the interval.
    #[getter]
    fn level(&self) -> f64 {
        self.agreement.level()
    }

    /// Where the standard error comes from: ``"analytic"`` or ``"bootstrap"``.
    #[getter]
    fn method(&self) -> &'static str {
        match self.agreement.standard_error() {
            StandardError::Analytic => "analytic",
            StandardError::Bootstrap => "bootstrap",
        }
    }

    /// The cautions that were raised with the result.
    #[getter]
    fn warnings(&self) -> Vec<String> {
        self.agreement.warnings().iter().map(ToString::to_string).collect()
    }

    fn __len__(&self) -> usize {
        self.agreement.rows().len()
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let (name, weights) = (self.agreement.coefficient(), self.agreement.weights());
        let table = self.table.get().text(py)?;
        Ok(format!("Agreement: {name} ({weights}), {} errors\n{table}", self.method()))
    }

    fn _repr_html_(&self, py: Python<'_>) -> PyResult<String> {
        self.table.get().html(py)
    }
}

/// The agreement of every two raters.
///
/// Examples
/// --------
/// >>> import peerpath as pp
/// >>> ratings = pp.Ratings.from_table({"unit": ["a", "a", "b", "b"], "rater": [1, 2, 1, 2],
/// ...                                  "value": ["yes", "yes", "no", "yes"]})
/// >>> ratings.pairwise().table["agreement"]
/// [0.5]
#[pyclass(frozen, name = "Pairwise", module = "peerpath")]
pub(crate) struct PyPairwise {
    pairwise: Pairwise,
    table: Py<PyTable>,
}

impl PyPairwise {
    pub(crate) fn new(py: Python<'_>, pairwise: Pairwise) -> PyResult<PyPairwise> {
        let table = PyTable(run(py, || pairwise.to_table())?);
        warn(py, pairwise.warnings())?;
        Ok(PyPairwise { pairwise, table: Py::new(py, table)? })
    }
}

#[pymethods]
impl PyPairwise {
    /// The result: ``rater``, ``other``, ``units``, ``agreement``, ``kappa``.
    #[getter]
    fn table(&self, py: Python<'_>) -> Py<PyTable> {
        self.table.clone_ref(py)
    }

    /// The cautions that were raised with the result.
    #[getter]
    fn warnings(&self) -> Vec<String> {
        self.pairwise.warnings().iter().map(ToString::to_string).collect()
    }

    /// A map of the agreement: a square for every two raters, the darker the more they agree.
    ///
    /// Parameters
    /// ----------
    /// measure : {"agreement", "kappa"}, optional
    ///     What to show. Default ``"agreement"``.
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
    /// >>> ratings = pp.Ratings.from_table({"unit": ["a", "a", "b", "b"], "rater": [1, 2, 1, 2],
    /// ...                                  "value": ["yes", "yes", "no", "yes"]})
    /// >>> len(ratings.pairwise().plot().images)
    /// 1
    #[pyo3(signature = (measure="agreement", ax=None))]
    fn plot<'py>(
        &self,
        py: Python<'py>,
        measure: &str,
        ax: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let plot = py.import("peerpath._plot")?.getattr("agreement_map")?;
        plot.call1((self.table.bind(py), measure, ax))
    }

    fn __len__(&self) -> usize {
        self.pairwise.rows().len()
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(format!("Pairwise\n{}", self.table.get().text(py)?))
    }

    fn _repr_html_(&self, py: Python<'_>) -> PyResult<String> {
        self.table.get().html(py)
    }
}
