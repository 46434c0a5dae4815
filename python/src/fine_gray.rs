//! `peerpath.FineGray`.

use peerpath::transition::{FineGray, Profiles};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::error::{compute, run};
use crate::table::PyTable;
use crate::table_input::TableInput;
use crate::value::to_python;
use crate::warning::warn;

/// A model of Fine and Gray: how the probability of one of several competing transitions depends
/// on covariates.
///
/// Made by ``Histories.fine_gray``; immutable.
///
/// Examples
/// --------
/// >>> import warnings
/// >>> import peerpath as pp
/// >>> histories = pp.Histories.from_intervals(
/// ...     {"person": [1, 2, 3, 4, 5], "start": [0] * 5, "stop": [3, 5, 7, 8, 9],
/// ...      "origin": ["seeking"] * 5, "target": ["peer-job", "school", "peer-job", "peer-job", None],
/// ...      "trained": [1, 0, 0, 1, 0]}, covariates=["trained"])
/// >>> with warnings.catch_warnings():
/// ...     warnings.simplefilter("ignore", pp.PeerpathWarning)
/// ...     model = histories.fine_gray("seeking -> peer-job", ["trained"])
/// >>> model.describe()["competing_events"]
/// 1
#[pyclass(frozen, name = "FineGray", module = "peerpath")]
pub(crate) struct PyFineGray(FineGray);

impl PyFineGray {
    pub(crate) fn new(py: Python<'_>, model: FineGray) -> PyResult<PyFineGray> {
        warn(py, model.warnings())?;
        Ok(PyFineGray(model))
    }
}

#[pymethods]
impl PyFineGray {
    /// The coefficients.
    ///
    /// A table with the columns of ``Cox.table``; hazards are those of the subdistribution, and
    /// intervals and tests rest on the robust errors.
    #[getter]
    fn table(&self, py: Python<'_>) -> PyResult<PyTable> {
        run(py, || self.0.to_table()).map(PyTable)
    }

    /// What went into the model and how well it fits.
    ///
    /// Returns
    /// -------
    /// dict
    ///     ``transition``, ``persons``, ``events``, ``competing_events``,
    ///     ``null_log_likelihood``, ``log_likelihood``, ``iterations``, ``converged``.
    ///
    /// Examples
    /// --------
    /// >>> import warnings
    /// >>> import peerpath as pp
    /// >>> histories = pp.Histories.from_intervals(
    /// ...     {"person": [1, 2, 3], "start": [0] * 3, "stop": [3, 5, 7],
    /// ...      "origin": ["seeking"] * 3, "target": ["peer-job", "school", "peer-job"]})
    /// >>> with warnings.catch_warnings():
    /// ...     warnings.simplefilter("ignore", pp.PeerpathWarning)
    /// ...     model = histories.fine_gray("seeking -> peer-job")
    /// >>> model.describe()["events"]
    /// 2
    fn describe<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let described = compute(py, || serde_json::to_value(self.0.fit()).unwrap_or_default())?;
        Ok(to_python(py, &described)?.cast_into()?)
    }

    /// The probability that the transition has happened, of persons at every event time.
    ///
    /// Parameters
    /// ----------
    /// profiles : Table, data frame or dict of columns, optional
    ///     The persons, a row each, with a column for each covariate of the model. Default: one,
    ///     for a model without covariates.
    ///
    /// Returns
    /// -------
    /// Table
    ///     ``profile`` (the row, from 0), ``time``, ``probability``.
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"table"`` where a covariate is missing or has none of its categories.
    ///
    /// Examples
    /// --------
    /// >>> import warnings
    /// >>> import peerpath as pp
    /// >>> histories = pp.Histories.from_intervals(
    /// ...     {"person": [1, 2, 3], "start": [0] * 3, "stop": [3, 5, 7],
    /// ...      "origin": ["seeking"] * 3, "target": ["peer-job", "school", "peer-job"]})
    /// >>> with warnings.catch_warnings():
    /// ...     warnings.simplefilter("ignore", pp.PeerpathWarning)
    /// ...     model = histories.fine_gray("seeking -> peer-job")
    /// >>> [round(p, 4) for p in model.cumulative_incidence()["probability"]]
    /// [0.2835, 0.5654]
    #[pyo3(signature = (profiles=None))]
    fn cumulative_incidence(
        &self,
        py: Python<'_>,
        profiles: Option<TableInput>,
    ) -> PyResult<PyTable> {
        run(py, || {
            let profiles = match &profiles {
                Some(table) => Profiles::from_table(&table.0)?,
                None => Profiles::from(1),
            };
            self.0.cumulative_incidence_table(&profiles)
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
            "FineGray({}, {} events, {} competing)\n{table}",
            fit.transition, fit.events, fit.competing_events
        ))
    }

    fn _repr_html_<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Bound::new(py, self.table(py)?)?.call_method0("_repr_html_")
    }
}
