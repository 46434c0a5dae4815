//! `peerpath.Histories`.

use peerpath::transition::{
    AalenJohansenOptions, EventColumns, Histories, IntervalColumns, SpellColumns, SummariseOptions,
};
use peerpath::{Error, StateSpace, Table};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::aalen_johansen::PyAalenJohansen;
use crate::error::{compute, run};
use crate::risk_table::PyRiskTable;
use crate::state_space::PyStateSpace;
use crate::table_input::TableInput;
use crate::value::{Options, to_python};
use crate::warning::warn;

/// Who was in which state from when to when, with exact times.
///
/// Made by ``Histories.from_events``, ``from_spells`` or ``from_intervals``; immutable.
///
/// Examples
/// --------
/// >>> import peerpath as pp
/// >>> histories = pp.Histories.from_events(
/// ...     {"id": [1, 1, 1, 2, 2], "month": [0, 7, 30, 0, 24],
/// ...      "status": ["seeking", "peer-job", None, "seeking", None]},
/// ...     person="id", time="month", state="status", unit="months")
/// >>> histories
/// Histories(2 persons, 1 transitions, 2 states, 54 person-months)
/// >>> histories.aalen_johansen().at([12])["probability"]
/// [0.5, 0.5]
#[pyclass(frozen, name = "Histories", module = "peerpath")]
pub(crate) struct PyHistories(Histories);

#[pymethods]
impl PyHistories {
    /// Reads a table of events: a row for each entry into a state.
    ///
    /// Parameters
    /// ----------
    /// table : Table, data frame or dict of columns
    /// person, time, state : str, optional
    ///     The columns that tell persons apart, that hold the time of entry (numbers or dates),
    ///     and the state entered; a null state ends the person's observation. Default
    ///     ``"person"``, ``"time"``, ``"state"``.
    /// covariates : list of str, optional
    ///     Columns that hold the same in every row of a person, for ``by``.
    /// time_origin : "first-entry", {"date": day} or {"column": name}, optional
    ///     Where time is counted from. Default: dates from each person's first row, numbers
    ///     from 0. A first record later than this is delayed entry.
    /// unit : {"days", "weeks", "months", "years"}, optional
    ///     What dates are turned into (default days), or what numbers are in.
    /// ordered : bool, optional
    ///     Whether a step back in time within a person's rows is a problem. Default False.
    /// states : StateSpace, optional
    ///     The states that records must keep to. Default: those found in the table.
    ///
    /// Returns
    /// -------
    /// Histories
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"table"`` where columns cannot be read, ``"empty"`` where there is no
    ///     row, ``"histories"`` with every row that breaks a rule: two states at once, time
    ///     before the origin, a transition that cannot happen.
    ///
    /// Warns
    /// -----
    /// PeerpathWarning
    ///     Where the records deserve a caution.
    ///
    /// Examples
    /// --------
    /// >>> import datetime as dt
    /// >>> import peerpath as pp
    /// >>> pp.Histories.from_events({
    /// ...     "person": ["a", "a"], "time": [dt.date(2024, 1, 1), dt.date(2024, 12, 31)],
    /// ...     "state": ["seeking", None]})
    /// Histories(1 persons, 0 transitions, 1 states, 365 person-days)
    #[staticmethod]
    #[pyo3(signature = (table, *, person=None, time=None, state=None, covariates=None,
        time_origin=None, unit=None, ordered=None, states=None))]
    #[expect(clippy::too_many_arguments, reason = "keyword arguments of Python")]
    fn from_events<'py>(
        py: Python<'py>,
        table: TableInput,
        person: Option<&Bound<'py, PyAny>>,
        time: Option<&Bound<'py, PyAny>>,
        state: Option<&Bound<'py, PyAny>>,
        covariates: Option<&Bound<'py, PyAny>>,
        time_origin: Option<&Bound<'py, PyAny>>,
        unit: Option<&Bound<'py, PyAny>>,
        ordered: Option<&Bound<'py, PyAny>>,
        states: Option<&Bound<'py, PyStateSpace>>,
    ) -> PyResult<PyHistories> {
        let columns: EventColumns = Options::new(py, "histories")
            .with("person", person)
            .with("time", time)
            .with("state", state)
            .with("covariates", covariates)
            .with("time_origin", time_origin)
            .with("unit", unit)
            .with("ordered", ordered)
            .parse()?;
        read(py, &table, states, |table, space| Histories::from_events(table, &columns, space))
    }

    /// Reads a table of spells: a row for each stay in a state.
    ///
    /// Parameters
    /// ----------
    /// table : Table, data frame or dict of columns
    /// person, start, stop, state : str, optional
    ///     The columns. Default ``"person"``, ``"start"``, ``"stop"``, ``"state"``.
    /// covariates : list of str, optional
    ///     Columns that hold the same in every row of a person, for ``by``.
    /// time_origin : "first-entry", {"date": day} or {"column": name}, optional
    ///     Where time is counted from. See ``from_events``.
    /// unit : {"days", "weeks", "months", "years"}, optional
    ///     What dates are turned into (default days), or what numbers are in.
    /// gaps : {"error", "censor"}, optional
    ///     What a gap between two spells means: a mistake (the default), or a time in which the
    ///     person was not observed.
    /// states : StateSpace, optional
    ///     The states that records must keep to. Default: those found in the table.
    ///
    /// Returns
    /// -------
    /// Histories
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     As ``from_events``; spells that overlap, stops not after their starts and gaps are
    ///     problems too.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> pp.Histories.from_spells({"person": [1, 1], "start": [0, 7], "stop": [7, 30],
    /// ...                           "state": ["seeking", "peer-job"]})
    /// Histories(1 persons, 1 transitions, 2 states, 30 units of person-time)
    #[staticmethod]
    #[pyo3(signature = (table, *, person=None, start=None, stop=None, state=None, covariates=None,
        time_origin=None, unit=None, gaps=None, states=None))]
    #[expect(clippy::too_many_arguments, reason = "keyword arguments of Python")]
    fn from_spells<'py>(
        py: Python<'py>,
        table: TableInput,
        person: Option<&Bound<'py, PyAny>>,
        start: Option<&Bound<'py, PyAny>>,
        stop: Option<&Bound<'py, PyAny>>,
        state: Option<&Bound<'py, PyAny>>,
        covariates: Option<&Bound<'py, PyAny>>,
        time_origin: Option<&Bound<'py, PyAny>>,
        unit: Option<&Bound<'py, PyAny>>,
        gaps: Option<&Bound<'py, PyAny>>,
        states: Option<&Bound<'py, PyStateSpace>>,
    ) -> PyResult<PyHistories> {
        let columns: SpellColumns = Options::new(py, "histories")
            .with("person", person)
            .with("start", start)
            .with("stop", stop)
            .with("state", state)
            .with("covariates", covariates)
            .with("time_origin", time_origin)
            .with("unit", unit)
            .with("gaps", gaps)
            .parse()?;
        read(py, &table, states, |table, space| Histories::from_spells(table, &columns, space))
    }

    /// Reads a table of intervals, the counting-process form: a row for each time
    /// ``(start, stop]`` at risk in a state, and the transition that ends it, if one does.
    ///
    /// Parameters
    /// ----------
    /// table : Table, data frame or dict of columns
    /// person, start, stop, origin, target : str, optional
    ///     The columns; a null target is no transition. Default the names of the parameters.
    /// covariates : list of str, optional
    ///     Columns that hold the same in every row of a person, for ``by``.
    /// time_origin : "first-entry", {"date": day} or {"column": name}, optional
    ///     Where time is counted from. See ``from_events``.
    /// unit : {"days", "weeks", "months", "years"}, optional
    ///     What dates are turned into (default days), or what numbers are in.
    /// gaps : {"censor", "error"}, optional
    ///     What a gap between two intervals means: the person was not observed (the default),
    ///     or a mistake.
    /// states : StateSpace, optional
    ///     The states that records must keep to. Default: those found in the table.
    ///
    /// Returns
    /// -------
    /// Histories
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     As ``from_events``; rows that overlap, stops not after their starts and changes of
    ///     state without a transition are problems too.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> pp.Histories.from_intervals({"person": [1, 1], "start": [0, 7], "stop": [7, 30],
    /// ...                              "origin": ["seeking", "peer-job"],
    /// ...                              "target": ["peer-job", None]})
    /// Histories(1 persons, 1 transitions, 2 states, 30 units of person-time)
    #[staticmethod]
    #[pyo3(signature = (table, *, person=None, start=None, stop=None, origin=None, target=None,
        covariates=None, time_origin=None, unit=None, gaps=None, states=None))]
    #[expect(clippy::too_many_arguments, reason = "keyword arguments of Python")]
    fn from_intervals<'py>(
        py: Python<'py>,
        table: TableInput,
        person: Option<&Bound<'py, PyAny>>,
        start: Option<&Bound<'py, PyAny>>,
        stop: Option<&Bound<'py, PyAny>>,
        origin: Option<&Bound<'py, PyAny>>,
        target: Option<&Bound<'py, PyAny>>,
        covariates: Option<&Bound<'py, PyAny>>,
        time_origin: Option<&Bound<'py, PyAny>>,
        unit: Option<&Bound<'py, PyAny>>,
        gaps: Option<&Bound<'py, PyAny>>,
        states: Option<&Bound<'py, PyStateSpace>>,
    ) -> PyResult<PyHistories> {
        let columns: IntervalColumns = Options::new(py, "histories")
            .with("person", person)
            .with("start", start)
            .with("stop", stop)
            .with("origin", origin)
            .with("target", target)
            .with("covariates", covariates)
            .with("time_origin", time_origin)
            .with("unit", unit)
            .with("gaps", gaps)
            .parse()?;
        read(py, &table, states, |table, space| Histories::from_intervals(table, &columns, space))
    }

    /// Who and how much.
    ///
    /// Returns
    /// -------
    /// dict
    ///     ``persons``, ``intervals``, ``transitions``, ``person_time``, ``unit``,
    ///     ``first_entry``, ``last_exit``, ``longest_follow_up``, ``states``,
    ///     ``time_in_state``, ``counts`` (origin, target, how often).
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> histories = pp.Histories.from_spells({"person": [1, 1], "start": [0, 7],
    /// ...     "stop": [7, 30], "state": ["seeking", "peer-job"]})
    /// >>> histories.describe()["counts"]
    /// [['seeking', 'peer-job', 1]]
    fn describe<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let described =
            compute(py, || serde_json::to_value(self.0.describe()).unwrap_or_default())?;
        Ok(to_python(py, &described)?.cast_into()?)
    }

    /// Counts everybody's moves: the mergeable summary under every curve.
    ///
    /// Parameters
    /// ----------
    /// by : str, optional
    ///     The covariate whose values are groups, each with a table of its own.
    /// threads : int, optional
    ///     How many threads count. Default: as many as the machine has. The result is the same,
    ///     to the bit.
    ///
    /// Returns
    /// -------
    /// RiskTable
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"argument"`` where ``by`` is no covariate that was read.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> histories = pp.Histories.from_spells({"person": [1, 1], "start": [0, 7],
    /// ...     "stop": [7, 30], "state": ["seeking", "peer-job"]})
    /// >>> histories.summarise().transitions
    /// 1
    #[pyo3(signature = (*, by=None, threads=None))]
    fn summarise<'py>(
        &self,
        py: Python<'py>,
        by: Option<&Bound<'py, PyAny>>,
        threads: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<PyRiskTable> {
        let options: SummariseOptions =
            Options::new(py, "summarise").with("by", by).with("threads", threads).parse()?;
        run(py, || self.0.summarise(&options)).map(PyRiskTable)
    }

    /// Aalen–Johansen curves: the probability of each state over time.
    ///
    /// Parameters
    /// ----------
    /// by : str, optional
    ///     The covariate whose values are groups, each with curves of its own.
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
    ///     With code ``"argument"`` where an argument is out of its range or names something
    ///     that is not there, ``"empty"`` where nobody is followed.
    ///
    /// Warns
    /// -----
    /// PeerpathWarning
    ///     Where persons have no group or groups have nobody.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> histories = pp.Histories.from_spells({"person": [1, 1, 2], "start": [0, 7, 0],
    /// ...     "stop": [7, 30, 30], "state": ["seeking", "peer-job", "seeking"]})
    /// >>> histories.aalen_johansen(start_state="seeking").at([6, 8])["probability"]
    /// [0.0, 1.0, 0.5, 0.5]
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

    /// The latest time at which anybody is followed.
    #[getter]
    fn last_time(&self, py: Python<'_>) -> PyResult<f64> {
        compute(py, || self.0.describe().last_exit)
    }

    /// The names of the covariates that were read, for ``by``.
    #[getter]
    fn covariates(&self) -> Vec<String> {
        self.0.covariates().map(str::to_owned).collect()
    }

    /// The cautions that were raised with the histories.
    #[getter]
    fn warnings(&self) -> Vec<String> {
        self.0.warnings().iter().map(ToString::to_string).collect()
    }

    /// The number of persons.
    fn __len__(&self) -> usize {
        self.0.persons().len()
    }

    fn __str__(&self, py: Python<'_>) -> PyResult<String> {
        compute(py, || self.0.to_string())
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        compute(py, || format!("Histories({})", self.0))
    }
}

fn read(
    py: Python<'_>,
    table: &TableInput,
    states: Option<&Bound<'_, PyStateSpace>>,
    from: impl FnOnce(&Table, Option<&StateSpace>) -> Result<Histories, Error> + Send,
) -> PyResult<PyHistories> {
    let space = states.map(|states| states.get().0.clone());
    let histories = run(py, || from(&table.0, space.as_ref()))?;
    warn(py, histories.warnings())?;
    Ok(PyHistories(histories))
}
