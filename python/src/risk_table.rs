//! `peerpath.RiskTable`.

use peerpath::RiskTable;
use peerpath::document::parse;
use peerpath::transition::{
    AalenJohansenOptions, CumulativeIncidenceOptions, KaplanMeierOptions, NelsonAalenOptions,
};
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::aalen_johansen::PyAalenJohansen;
use crate::error::{compute, run};
use crate::histories::PyHistories;
use crate::nelson_aalen::PyNelsonAalen;
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
    /// start_distribution : dict of str to float, optional
    ///     The probability of each state at the start, instead of ``start_state``: they add up to
    ///     1 and are taken as known.
    /// se : {"greenwood", "aalen"}, optional
    ///     The kind of standard error. Default ``"greenwood"``.
    /// interval : {"log-log", "log", "plain", "arcsine", "logit"}, optional
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
    #[pyo3(signature = (*, by=None, start_time=None, start_state=None, start_distribution=None,
        se=None, interval=None, level=None))]
    #[expect(clippy::too_many_arguments, reason = "keyword arguments of Python")]
    fn aalen_johansen<'py>(
        &self,
        py: Python<'py>,
        by: Option<&Bound<'py, PyAny>>,
        start_time: Option<&Bound<'py, PyAny>>,
        start_state: Option<&Bound<'py, PyAny>>,
        start_distribution: Option<&Bound<'py, PyAny>>,
        se: Option<&Bound<'py, PyAny>>,
        interval: Option<&Bound<'py, PyAny>>,
        level: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<PyAalenJohansen> {
        let options: AalenJohansenOptions = Options::new(py, "aalen_johansen")
            .with("by", by)
            .with("start_time", start_time)
            .with("start_state", start_state)
            .with("start_distribution", start_distribution)
            .with("se", se)
            .with("interval", interval)
            .with("level", level)
            .parse()?;
        let curves = run(py, || self.0.aalen_johansen(&options))?;
        PyAalenJohansen::new(py, curves, self.0.unit(), options.level)
    }

    /// The curves without their warnings: for parts of the persons, where nobody reads them. The
    /// options are those of ``aalen_johansen``, as JSON.
    fn _curves(&self, py: Python<'_>, options: &str) -> PyResult<PyAalenJohansen> {
        let (curves, level) = run(py, || {
            let options: AalenJohansenOptions = parse(options, "aalen_johansen")?;
            Ok((self.0.aalen_johansen(&options)?, options.level))
        })?;
        Ok(PyAalenJohansen::without_warnings(curves, self.0.unit(), level))
    }

    /// The Kaplan–Meier curve of staying in a state: the probability of not yet having left it.
    ///
    /// The result has two states: ``origin``, whose probability is the curve, and ``left``.
    /// ``quantiles([0.5])`` of it is the median stay.
    ///
    /// Parameters
    /// ----------
    /// origin : str
    ///     The state that is left.
    /// targets : list of str, optional
    ///     The states that it is left for; going to others is censoring. Default: all.
    /// by : str, optional
    ///     The covariate whose values are groups, each with a curve of its own.
    /// start_time : float, optional
    ///     Where the curves start. Default: the earliest time at which anybody is at risk.
    /// se : {"greenwood", "aalen"}, optional
    ///     The kind of standard error. Default ``"greenwood"``.
    /// interval : {"log-log", "log", "plain", "arcsine", "logit"}, optional
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
    ///     With code ``"argument"`` where an argument is out of its range or names something
    ///     that is not there, ``"empty"`` where nobody is ever at risk.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> histories = pp.Histories.from_spells({"person": [1, 1, 2], "start": [0, 7, 0],
    /// ...     "stop": [7, 30, 30], "state": ["seeking", "peer-job", "seeking"]})
    /// >>> histories.summarise().kaplan_meier("seeking").at([12])["probability"]
    /// [0.5, 0.5]
    #[pyo3(signature = (origin, *, targets=None, by=None, start_time=None, se=None, interval=None,
        level=None))]
    #[expect(clippy::too_many_arguments, reason = "keyword arguments of Python")]
    fn kaplan_meier<'py>(
        &self,
        py: Python<'py>,
        origin: &Bound<'py, PyAny>,
        targets: Option<&Bound<'py, PyAny>>,
        by: Option<&Bound<'py, PyAny>>,
        start_time: Option<&Bound<'py, PyAny>>,
        se: Option<&Bound<'py, PyAny>>,
        interval: Option<&Bound<'py, PyAny>>,
        level: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<PyAalenJohansen> {
        let options: KaplanMeierOptions = Options::new(py, "kaplan_meier")
            .with("origin", Some(origin))
            .with("targets", targets)
            .with("by", by)
            .with("start_time", start_time)
            .with("se", se)
            .with("interval", interval)
            .with("level", level)
            .parse()?;
        let result = run(py, || self.0.kaplan_meier(&options))?;
        PyAalenJohansen::new(py, result, self.0.unit(), options.level)
    }

    /// Cumulative incidences: the probabilities of having left a state for each cause.
    ///
    /// The result has the origin and the causes as its states; causes compete.
    ///
    /// Parameters
    /// ----------
    /// origin : str
    ///     The state that is left.
    /// by : str, optional
    ///     The covariate whose values are groups, each with curves of its own.
    /// start_time : float, optional
    ///     Where the curves start. Default: the earliest time at which anybody is at risk.
    /// se : {"greenwood", "aalen"}, optional
    ///     The kind of standard error. Default ``"greenwood"``.
    /// interval : {"log-log", "log", "plain", "arcsine", "logit"}, optional
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
    ///     With code ``"argument"`` where an argument is out of its range or names something
    ///     that is not there, ``"empty"`` where nobody is ever at risk.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> histories = pp.Histories.from_spells({"person": [1, 1, 2], "start": [0, 7, 0],
    /// ...     "stop": [7, 30, 30], "state": ["seeking", "peer-job", "seeking"]})
    /// >>> histories.summarise().cumulative_incidence("seeking").at([12])["probability"]
    /// [0.5, 0.5]
    #[pyo3(signature = (origin, *, by=None, start_time=None, se=None, interval=None, level=None))]
    #[expect(clippy::too_many_arguments, reason = "keyword arguments of Python")]
    fn cumulative_incidence<'py>(
        &self,
        py: Python<'py>,
        origin: &Bound<'py, PyAny>,
        by: Option<&Bound<'py, PyAny>>,
        start_time: Option<&Bound<'py, PyAny>>,
        se: Option<&Bound<'py, PyAny>>,
        interval: Option<&Bound<'py, PyAny>>,
        level: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<PyAalenJohansen> {
        let options: CumulativeIncidenceOptions = Options::new(py, "cumulative_incidence")
            .with("origin", Some(origin))
            .with("by", by)
            .with("start_time", start_time)
            .with("se", se)
            .with("interval", interval)
            .with("level", level)
            .parse()?;
        let result = run(py, || self.0.cumulative_incidence(&options))?;
        PyAalenJohansen::new(py, result, self.0.unit(), options.level)
    }

    /// Cumulative hazards of each transition that happens.
    ///
    /// Parameters
    /// ----------
    /// by : str, optional
    ///     The covariate whose values are groups, each with hazards of its own.
    /// start_time : float, optional
    ///     From when hazards are added up. Default: the earliest time anybody is followed.
    /// se : {"aalen", "greenwood"}, optional
    ///     The kind of standard error. Default ``"aalen"``.
    /// interval : {"log", "plain"}, optional
    ///     The scale on which intervals are symmetric. Default ``"log"``.
    /// level : float, optional
    ///     The level of the intervals. Default 0.95.
    ///
    /// Returns
    /// -------
    /// NelsonAalen
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"argument"`` where an argument is out of its range, ``"empty"`` where
    ///     nobody makes a transition.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> histories = pp.Histories.from_spells({"person": [1, 1, 2], "start": [0, 7, 0],
    /// ...     "stop": [7, 30, 30], "state": ["seeking", "peer-job", "seeking"]})
    /// >>> histories.summarise().nelson_aalen().at([12])["cumulative_hazard"]
    /// [0.5]
    #[pyo3(signature = (*, by=None, start_time=None, se=None, interval=None, level=None))]
    fn nelson_aalen<'py>(
        &self,
        py: Python<'py>,
        by: Option<&Bound<'py, PyAny>>,
        start_time: Option<&Bound<'py, PyAny>>,
        se: Option<&Bound<'py, PyAny>>,
        interval: Option<&Bound<'py, PyAny>>,
        level: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<PyNelsonAalen> {
        let options: NelsonAalenOptions = Options::new(py, "nelson_aalen")
            .with("by", by)
            .with("start_time", start_time)
            .with("se", se)
            .with("interval", interval)
            .with("level", level)
            .parse()?;
        let result = run(py, || self.0.nelson_aalen(&options))?;
        PyNelsonAalen::new(py, result)
    }

    /// The table with the moves of further histories counted in: a new table.
    ///
    /// Parameters
    /// ----------
    /// histories : Histories
    ///     With the same states, unit and, where there are groups, the covariate.
    ///
    /// Returns
    /// -------
    /// RiskTable
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"argument"`` where the two do not fit together.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> part = pp.Histories.from_spells({"person": [1], "start": [0], "stop": [9],
    /// ...                                  "state": ["seeking"]})
    /// >>> part.summarise().update(part).person_time
    /// 18.0
    fn update(&self, py: Python<'_>, histories: &PyHistories) -> PyResult<PyRiskTable> {
        let updated = || {
            let mut table = self.0.clone();
            table.update(histories.histories())?;
            Ok(table)
        };
        run(py, updated).map(PyRiskTable)
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

    /// Whether what persons weigh stands beside their number.
    #[getter]
    fn is_weighted(&self) -> bool {
        self.0.is_weighted()
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
