//! `peerpath.NelsonAalen`.

use peerpath::transition::{CumulativeHazards, NelsonAalen};
use peerpath::{Error, Table, Warning};
use pyo3::prelude::*;

use crate::error::run;
use crate::table::PyTable;
use crate::value::numbers;
use crate::warning::warn;

/// Cumulative hazards of transitions, with standard errors.
///
/// Made by ``Histories.nelson_aalen``; immutable. A hazard is a step function.
///
/// Examples
/// --------
/// >>> import peerpath as pp
/// >>> histories = pp.Histories.from_spells({"person": [1, 1, 2], "start": [0, 7, 0],
/// ...     "stop": [7, 30, 30], "state": ["seeking", "peer-job", "seeking"]})
/// >>> histories.nelson_aalen().at([12])["cumulative_hazard"]
/// [0.5]
#[pyclass(frozen, name = "NelsonAalen", module = "peerpath")]
pub(crate) struct PyNelsonAalen(NelsonAalen);

impl PyNelsonAalen {
    pub(crate) fn new(py: Python<'_>, hazards: NelsonAalen) -> PyResult<PyNelsonAalen> {
        warn(py, hazards.warnings())?;
        Ok(PyNelsonAalen(hazards))
    }

    fn table_of(
        &self,
        py: Python<'_>,
        estimate: impl FnOnce(&NelsonAalen) -> Result<CumulativeHazards, Error> + Send,
    ) -> PyResult<PyTable> {
        let of = |hazards| -> Result<(Table, Vec<Warning>), Error> {
            let found = estimate(hazards)?;
            Ok((found.to_table()?, found.warnings().to_vec()))
        };
        let (table, mut warnings) = run(py, || of(&self.0))?;
        warnings.retain(|warning| !self.0.warnings().contains(warning));
        warn(py, &warnings)?;
        Ok(PyTable(table))
    }
}

#[pymethods]
impl PyNelsonAalen {
    /// The hazards at these times, in the order given.
    ///
    /// Parameters
    /// ----------
    /// times : list of float
    ///
    /// Returns
    /// -------
    /// Table
    ///     ``group`` (with ``by``), ``time``, ``origin``, ``target``, ``cumulative_hazard``,
    ///     ``std_err``, ``lower``, ``upper``; null beyond the follow-up.
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"argument"`` for a time that is not a finite number, or before the start.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> hazards = pp.Histories.from_spells({"person": [1, 1, 2], "start": [0, 7, 0],
    /// ...     "stop": [7, 30, 30], "state": ["seeking", "peer-job", "seeking"]}).nelson_aalen()
    /// >>> hazards.at([0, 12])["cumulative_hazard"]
    /// [0.0, 0.5]
    fn at(&self, py: Python<'_>, times: &Bound<'_, PyAny>) -> PyResult<PyTable> {
        let times = numbers(times, "nelson_aalen", "times")?;
        self.table_of(py, |hazards| hazards.at(&times))
    }

    /// The hazards at the start and after each time of transitions, in the columns of ``at``.
    #[getter]
    fn table(&self, py: Python<'_>) -> PyResult<PyTable> {
        self.table_of(py, NelsonAalen::curve)
    }

    /// The cautions that were raised with the hazards.
    #[getter]
    fn warnings(&self) -> Vec<String> {
        self.0.warnings().iter().map(ToString::to_string).collect()
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(format!("NelsonAalen cumulative hazards\n{}", self.table(py)?.text(py)?))
    }

    fn _repr_html_(&self, py: Python<'_>) -> PyResult<String> {
        self.table(py)?.html(py)
    }
}
