//! `peerpath.Parametric`.

use peerpath::transition::{Parametric, Profiles};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::error::{compute, run};
use crate::table::PyTable;
use crate::table_input::TableInput;
use crate::value::{numbers, to_python};
use crate::warning::warn;

/// A hazard that has the form of a known distribution, with covariates on its location.
///
/// Made by ``Histories.parametric``; immutable.
///
/// Examples
/// --------
/// >>> import peerpath as pp
/// >>> histories = pp.Histories.from_intervals(
/// ...     {"person": [1, 2, 3, 4], "start": [0] * 4, "stop": [3, 5, 7, 9],
/// ...      "origin": ["seeking"] * 4, "target": ["peer-job", "peer-job", "peer-job", None]})
/// >>> model = histories.parametric("seeking -> peer-job", distribution="exponential")
/// >>> [round(rate, 6) for rate in model.table["estimate"]]
/// [0.125]
#[pyclass(frozen, name = "Parametric", module = "peerpath")]
pub(crate) struct PyParametric(Parametric);

impl PyParametric {
    pub(crate) fn new(py: Python<'_>, model: Parametric) -> PyResult<PyParametric> {
        warn(py, model.warnings())?;
        Ok(PyParametric(model))
    }
}

#[pymethods]
impl PyParametric {
    /// The parameters of the distribution and the coefficients of the covariates.
    ///
    /// A table with ``transition``, ``term``, ``estimate``, ``std_err``, ``lower``, ``upper``, and
    /// of coefficients ``z`` and ``p_value``.
    #[getter]
    fn table(&self, py: Python<'_>) -> PyResult<PyTable> {
        run(py, || self.0.to_table()).map(PyTable)
    }

    /// What went into the model and how well it fits.
    ///
    /// Returns
    /// -------
    /// dict
    ///     ``transition``, ``rows``, ``events``, ``log_likelihood``, ``aic``, ``iterations``,
    ///     ``converged``.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> histories = pp.Histories.from_intervals(
    /// ...     {"person": [1, 2, 3, 4], "start": [0] * 4, "stop": [3, 5, 7, 9],
    /// ...      "origin": ["seeking"] * 4, "target": ["peer-job", "peer-job", "peer-job", None]})
    /// >>> model = histories.parametric("seeking -> peer-job", distribution="exponential")
    /// >>> model.describe()["events"]
    /// 3
    fn describe<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let described = compute(py, || serde_json::to_value(self.0.fit()).unwrap_or_default())?;
        Ok(to_python(py, &described)?.cast_into()?)
    }

    /// Hazards of persons at these times.
    ///
    /// Parameters
    /// ----------
    /// profiles : Table, data frame or dict of columns, optional
    ///     The persons, a row each, with a column for each covariate of the model. Default: one,
    ///     for a model without covariates.
    /// times : list of float
    ///
    /// Returns
    /// -------
    /// Table
    ///     ``profile`` (the row, from 0), ``time``, ``hazard``, ``cumulative_hazard``, ``std_err``
    ///     (of the cumulative hazard), ``survival``, ``lower``, ``upper``.
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"argument"`` for a time that is not finite and above 0, ``"table"`` where a
    ///     covariate is missing or has none of its categories.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> histories = pp.Histories.from_intervals(
    /// ...     {"person": [1, 2, 3, 4], "start": [0] * 4, "stop": [3, 5, 7, 9],
    /// ...      "origin": ["seeking"] * 4, "target": ["peer-job", "peer-job", "peer-job", None]})
    /// >>> model = histories.parametric("seeking -> peer-job", distribution="exponential")
    /// >>> [round(p, 4) for p in model.hazards(times=[8])["survival"]]
    /// [0.3679]
    #[pyo3(signature = (profiles=None, *, times))]
    fn hazards(
        &self,
        py: Python<'_>,
        profiles: Option<TableInput>,
        times: &Bound<'_, PyAny>,
    ) -> PyResult<PyTable> {
        let times = numbers(times, "parametric", "times")?;
        run(py, || {
            let profiles = match &profiles {
                Some(table) => Profiles::from_table(&table.0)?,
                None => Profiles::from(1),
            };
            self.0.hazards_table(&profiles, &times)
        })
        .map(PyTable)
    }

    /// The cautions that were raised with the model.
    #[getter]
    fn warnings(&self) -> Vec<String> {
        self.0.warnings().iter().map(ToString::to_string).collect()
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let fit = self.0.fit();
        let table = Bound::new(py, self.table(py)?)?.repr()?;
        Ok(format!(
            "Parametric({}, {} events, log-likelihood {:.4})\n{table}",
            fit.transition, fit.events, fit.log_likelihood
        ))
    }

    fn _repr_html_<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Bound::new(py, self.table(py)?)?.call_method0("_repr_html_")
    }
}
