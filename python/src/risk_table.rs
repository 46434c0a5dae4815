//! `peerpath.RiskTable`.

use peerpath::RiskTable;
use peerpath::transition::AalenJohansenOptions;
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::aalen_johansen::PyAalenJohansen;
use crate::error::{compute, run};
use crate::state_space::PyStateSpace;
use crate::table::PyTable;
use crate::value::Options;

/// Per distinct time, the moves between states: all that the curves need, in a size that does
/// not depend on the number of persons.
///
/// Made by ``Histories.summarise``. Tables of parts, merged in any order, equal the table of
/// all; they are picklable and small, so that parts can be counted anywhere.
///
/// Examples
/// --------
/// >>> import peerpath as pp
/// >>> def part(person, found):
/// ...     return pp.Histories.from_events({
/// ...         "person": [person] * 3, "time": [0, found, 24],
/// ...         "state": ["seeking", "peer-job", None]}).summarise()
/// >>> both = part("a", 3).merge(part("b", 9))
/// >>> both
/// RiskTable(2 transitions between 2 states at 4 distinct times)
/// >>> both.aalen_johansen().at([6])["probability"]
/// [0.5, 0.5]
#[pyclass(frozen, eq, name = "RiskTable", module = "peerpath")]
#[derive(PartialEq)]
pub(crate) struct PyRiskTable(pub(crate) RiskTable);

#[pymethods]
impl PyRiskTable {
    /// The table of two parts together. Open spaces are united; declared ones must be equal.
    ///
    /// Parameters
    /// ----------
    /// other : RiskTable
    ///
    /// Returns
    /// -------
    /// RiskTable
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"argument"`` where states, unit or groups do not fit together.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> part = pp.Histories.from_spells({"person": [1], "start": [0], "stop": [9],
    /// ...                                  "state": ["seeking"]}).summarise()
    /// >>> part.merge(part).person_time
    /// 18.0
    fn merge(&self, py: Python<'_>, other: &PyRiskTable) -> PyResult<PyRiskTable> {
        run(py, || self.0.merge(&other.0)).map(PyRiskTable)
    }

    /// Aalen–Johansen curves. Without ``by`` a table with groups is taken as one.
    ///
    /// Parameters
    /// ----------
    /// by : str, optional
    ///     The covariate by which the table is grouped.
    /// start_time : float, optional
    ///     Where the curves start. Default: the earliest time at which anybody is followed.
    /// start_state : str, optional
    ///     The state in which everybody is at the start. Default: the distribution observed.
    /// se : {"greenwood", "aalen"}, optional
    ///     The kind of standard error. Default ``"greenwood"``.
    /// interval : {"log-log", "log", "plain"}, optional
    ///     The scale on which intervals are symmetric. Default ``"log-log"``.
    /// level : float, optional
    ///     The level of the intervals. Default 0.95.
    ///
    /// Returns
    /// -------
    /// AalenJohansen
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     As ``Histories.aalen_johansen``.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> part = pp.Histories.from_spells({"person": [1], "start": [0], "stop": [9],
    /// ...                                  "state": ["seeking"]}).summarise()
    /// >>> part.aalen_johansen().at([5])["probability"]
    /// [1.0]
    #[pyo3(signature = (*, by=None, start_time=None, start_state=None, se=None, interval=None,
        level=None))]
    #[expect(clippy::too_many_arguments, reason = "keyword arguments of Python")]
    fn aalen_johansen<'py>(
        &self,
        py: Python<'py>,
        by: Option<&Bound<'py, PyAny>>,
        start_time: Option<&Bound<'py, PyAny>>,
        start_state: Option<&Bound<'py, PyAny>>,
        se: Option<&Bound<'py, PyAny>>,
        interval: Option<&Bound<'py, PyAny>>,
        level: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<PyAalenJohansen> {
        let options: AalenJohansenOptions = Options::new(py, "aalen_johansen")
            .with("by", by)
            .with("start_time", start_time)
            .with("start_state", start_state)
            .with("se", se)
            .with("interval", interval)
            .with("level", level)
            .parse()?;
        let curves = run(py, || self.0.aalen_johansen(&options))?;
        PyAalenJohansen::new(py, curves, self.0.unit(), options.level)
    }

    /// A row for each group, time and state in which anything happens: ``group`` (with ``by``),
    /// ``time``, ``state``, ``at_risk`` just before the time, ``joined``, ``events``,
    /// ``censored``.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> part = pp.Histories.from_spells({"person": [1], "start": [0], "stop": [9],
    /// ...                                  "state": ["seeking"]}).summarise()
    /// >>> part.table["censored"]
    /// [0, 1]
    #[getter]
    fn table(&self, py: Python<'_>) -> PyResult<PyTable> {
        run(py, || self.0.to_table()).map(PyTable)
    }

    /// A row for each group, time and transition that happens: ``group`` (with ``by``),
    /// ``time``, ``origin``, ``target``, ``at_risk``, ``events``.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> part = pp.Histories.from_spells({"person": [1, 1], "start": [0, 7], "stop": [7, 9],
    /// ...     "state": ["seeking", "peer-job"]}).summarise()
    /// >>> part.transitions_table["time"]
    /// [7.0]
    #[getter]
    fn transitions_table(&self, py: Python<'_>) -> PyResult<PyTable> {
        run(py, || self.0.transitions_table()).map(PyTable)
    }

    /// The states and the transitions that can happen between them.
    #[getter]
    fn states(&self) -> PyStateSpace {
        PyStateSpace(self.0.space().clone())
    }

    /// The unit of time, or None where it was not said.
    #[getter]
    fn unit(&self) -> Option<&'static str> {
        self.0.unit().map(peerpath::transition::TimeUnit::name)
    }

    /// The covariate that makes the groups, or None.
    #[getter]
    fn by(&self) -> Option<&str> {
        self.0.by()
    }

    /// The number of transitions of all kinds.
    #[getter]
    fn transitions(&self) -> u64 {
        self.0.transitions()
    }

    /// The number of distinct times in all groups together.
    #[getter]
    fn time_count(&self) -> usize {
        self.0.time_count()
    }

    /// The time for which persons are followed, all together.
    #[getter]
    fn person_time(&self) -> f64 {
        self.0.person_time()
    }

    /// The table as bytes, the same for the same table.
    ///
    /// Returns
    /// -------
    /// bytes
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> part = pp.Histories.from_spells({"person": [1], "start": [0], "stop": [9],
    /// ...                                  "state": ["seeking"]}).summarise()
    /// >>> pp.RiskTable.from_bytes(part.to_bytes()) == part
    /// True
    fn to_bytes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        Ok(PyBytes::new(py, &compute(py, || self.0.to_bytes())?))
    }

    /// The table in bytes that ``to_bytes`` made.
    ///
    /// Parameters
    /// ----------
    /// data : bytes
    ///
    /// Returns
    /// -------
    /// RiskTable
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     Where they are not such.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> part = pp.Histories.from_spells({"person": [1], "start": [0], "stop": [9],
    /// ...                                  "state": ["seeking"]}).summarise()
    /// >>> pp.RiskTable.from_bytes(part.to_bytes()).time_count
    /// 2
    #[staticmethod]
    fn from_bytes(py: Python<'_>, data: &[u8]) -> PyResult<PyRiskTable> {
        run(py, || RiskTable::from_bytes(data)).map(PyRiskTable)
    }

    fn __reduce__<'py>(
        &self,
        py: Python<'py>,
    ) -> PyResult<(Bound<'py, PyAny>, (Bound<'py, PyBytes>,))> {
        let read = py.get_type::<PyRiskTable>().getattr("from_bytes")?;
        Ok((read, (self.to_bytes(py)?,)))
    }

    fn __str__(&self) -> String {
        self.0.to_string()
    }

    fn __repr__(&self) -> String {
        let text = self.0.to_string();
        format!("RiskTable({})", text.strip_prefix("risk table: ").unwrap_or(&text))
    }

    fn _repr_html_(&self, py: Python<'_>) -> PyResult<String> {
        self.table(py)?.html(py)
    }
}
