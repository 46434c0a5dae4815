//! `peerpath.Reliability`.

use peerpath::competency::Reliability;
use pyo3::prelude::*;

use crate::error::run;
use crate::table::PyTable;
use crate::warning::warn;

/// What ``Survey.reliability`` gives: alpha and omega of a scale, and how each item goes with the
/// others.
///
/// Examples
/// --------
/// >>> import peerpath as pp
/// >>> survey = pp.Survey.from_table(
/// ...     {"a": [1, 2, 4, 5], "b": [2, 2, 5, 4]},
/// ...     items={"a": None, "b": None})
/// >>> survey.reliability().items["item"]
/// ['a', 'b']
#[pyclass(frozen, name = "Reliability", module = "peerpath")]
pub(crate) struct PyReliability {
    table: Py<PyTable>,
    items: Py<PyTable>,
    warnings: Vec<String>,
}

impl PyReliability {
    pub(crate) fn new(py: Python<'_>, reliability: Reliability) -> PyResult<PyReliability> {
        let (table, items) =
            run(py, || Ok((reliability.to_table()?, reliability.items_to_table()?)))?;
        warn(py, reliability.warnings())?;
        Ok(PyReliability {
            table: Py::new(py, PyTable(table))?,
            items: Py::new(py, PyTable(items))?,
            warnings: reliability.warnings().iter().map(ToString::to_string).collect(),
        })
    }
}

#[pymethods]
impl PyReliability {
    /// A row for each group: ``group`` (with ``by``), ``items``, ``n``, ``missing``, ``alpha``,
    /// ``lower``, ``upper`` (Feldt's interval), ``standardised_alpha``, ``mean_correlation``,
    /// ``omega``, ``standardised_omega``.
    #[getter]
    fn table(&self, py: Python<'_>) -> Py<PyTable> {
        self.table.clone_ref(py)
    }

    /// A row for each item: ``group`` (with ``by``), ``item``, ``reversed``, ``n``, ``mean``, ``sd``,
    /// ``item_total``, ``item_rest``, ``alpha_if_dropped``, ``loading``.
    #[getter]
    fn items(&self, py: Python<'_>) -> Py<PyTable> {
        self.items.clone_ref(py)
    }

    /// The cautions that were raised with the result.
    #[getter]
    fn warnings(&self) -> Vec<String> {
        self.warnings.clone()
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(format!("Reliability\n{}\n{}", self.table.get().text(py)?, self.items.get().text(py)?))
    }

    fn _repr_html_(&self, py: Python<'_>) -> PyResult<String> {
        Ok(format!("{}{}", self.table.get().html(py)?, self.items.get().html(py)?))
    }
}
