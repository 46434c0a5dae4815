//! `peerpath.Histories`.

use peerpath::transition::{
    AalenJohansenOptions, BootstrapOptions, CumulativeIncidenceOptions, EventColumns, ExitsOptions,
    GrayTestOptions, Histories, IntervalColumns, KaplanMeierOptions, LandmarkOptions,
    LogRankOptions, MarkovTestOptions, NelsonAalenOptions, SpellColumns, SummariseOptions,
};
use peerpath::transition::{CoxOptions, FineGrayOptions, ParametricOptions};
use peerpath::{Error, StateSpace, Table};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};

use crate::aalen_johansen::PyAalenJohansen;
use crate::cox::PyCox;
use crate::error::{compute, run};
use crate::fine_gray::PyFineGray;
use crate::group_test::PyGroupTest;
use crate::nelson_aalen::PyNelsonAalen;
use crate::parametric::PyParametric;
use crate::risk_table::PyRiskTable;
use crate::state_space::PyStateSpace;
use crate::table::PyTable;
use crate::table_input::TableInput;
use crate::value::{Options, numbers, to_python};
use crate::warning::warn;
use crate::watch::run_watched;

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

impl PyHistories {
    pub(crate) fn histories(&self) -> &Histories {
        &self.0
    }
}

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
    /// weight : str, optional
    ///     The column with how many persons a row stands for, from 1e-9 to 1e9.
    /// cluster : str, optional
    ///     The column with the person's cluster, such as a provider, for robust errors.
    /// reason : str, optional
    ///     The column that says why a person left, in the row that ends the stay.
    /// covariates : list of str, optional
    ///     Columns with numbers or categories. A change within a person takes effect with the
    ///     row that shows it; ``by`` takes those that never change.
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
    #[pyo3(signature = (table, *, person=None, time=None, state=None, weight=None, cluster=None,
        reason=None, covariates=None, time_origin=None, unit=None, ordered=None, states=None))]
    #[expect(clippy::too_many_arguments, reason = "keyword arguments of Python")]
    fn from_events<'py>(
        py: Python<'py>,
        table: TableInput,
        person: Option<&Bound<'py, PyAny>>,
        time: Option<&Bound<'py, PyAny>>,
        state: Option<&Bound<'py, PyAny>>,
        weight: Option<&Bound<'py, PyAny>>,
        cluster: Option<&Bound<'py, PyAny>>,
        reason: Option<&Bound<'py, PyAny>>,
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
            .with("weight", weight)
            .with("cluster", cluster)
            .with("reason", reason)
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
    ///     The columns. A null stop says that the person has not been seen to leave: the stay
    ///     lasts until the next one, and the last one adds no time. Default ``"person"``,
    ///     ``"start"``, ``"stop"``, ``"state"``.
    /// weight : str, optional
    ///     The column with how many persons a row stands for, from 1e-9 to 1e9.
    /// cluster : str, optional
    ///     The column with the person's cluster, such as a provider, for robust errors.
    /// reason : str, optional
    ///     The column that says why a person left, in the row of the stay.
    /// covariates : list of str, optional
    ///     Columns with numbers or categories. A change within a person takes effect with the
    ///     row that shows it; ``by`` takes those that never change.
    /// time_origin : "first-entry", {"date": day} or {"column": name}, optional
    ///     Where time is counted from. See ``from_events``.
    /// unit : {"days", "weeks", "months", "years"}, optional
    ///     What dates are turned into (default days), or what numbers are in.
    /// gaps : {"error", "censor"} or {"state": name}, optional
    ///     What a gap between two spells means: a mistake (the default), a time in which the
    ///     person was not observed, or a stay in a state.
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
    #[pyo3(signature = (table, *, person=None, start=None, stop=None, state=None, weight=None, cluster=None,
        reason=None, covariates=None, time_origin=None, unit=None, gaps=None, states=None))]
    #[expect(clippy::too_many_arguments, reason = "keyword arguments of Python")]
    fn from_spells<'py>(
        py: Python<'py>,
        table: TableInput,
        person: Option<&Bound<'py, PyAny>>,
        start: Option<&Bound<'py, PyAny>>,
        stop: Option<&Bound<'py, PyAny>>,
        state: Option<&Bound<'py, PyAny>>,
        weight: Option<&Bound<'py, PyAny>>,
        cluster: Option<&Bound<'py, PyAny>>,
        reason: Option<&Bound<'py, PyAny>>,
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
            .with("weight", weight)
            .with("cluster", cluster)
            .with("reason", reason)
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
    /// weight : str, optional
    ///     The column with how many persons a row stands for, from 1e-9 to 1e9.
    /// cluster : str, optional
    ///     The column with the person's cluster, such as a provider, for robust errors.
    /// reason : str, optional
    ///     The column that says why a person left, in the row of the interval.
    /// covariates : list of str, optional
    ///     Columns with numbers or categories. A change within a person takes effect with the
    ///     row that shows it; ``by`` takes those that never change.
    /// time_origin : "first-entry", {"date": day} or {"column": name}, optional
    ///     Where time is counted from. See ``from_events``.
    /// unit : {"days", "weeks", "months", "years"}, optional
    ///     What dates are turned into (default days), or what numbers are in.
    /// gaps : {"censor", "error"} or {"state": name}, optional
    ///     What a gap between two intervals means: the person was not observed (the default),
    ///     a mistake, or a stay in a state.
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
        weight=None, cluster=None, reason=None, covariates=None, time_origin=None, unit=None, gaps=None, states=None))]
    #[expect(clippy::too_many_arguments, reason = "keyword arguments of Python")]
    fn from_intervals<'py>(
        py: Python<'py>,
        table: TableInput,
        person: Option<&Bound<'py, PyAny>>,
        start: Option<&Bound<'py, PyAny>>,
        stop: Option<&Bound<'py, PyAny>>,
        origin: Option<&Bound<'py, PyAny>>,
        target: Option<&Bound<'py, PyAny>>,
        weight: Option<&Bound<'py, PyAny>>,
        cluster: Option<&Bound<'py, PyAny>>,
        reason: Option<&Bound<'py, PyAny>>,
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
            .with("weight", weight)
            .with("cluster", cluster)
            .with("reason", reason)
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
    ///     ``persons``, ``followed``, ``clusters``, ``weight``, ``intervals``, ``transitions``,
    ///     ``person_time``, ``unit``, ``first_entry``, ``last_exit``, ``longest_follow_up``,
    ///     ``median_follow_up``, ``states``, and for each state ``time_in_state``,
    ///     ``persons_in_state``, ``at_risk`` (stays) and ``censored``; ``counts`` (origin,
    ///     target, how often) and ``reasons`` (origin, target, reason, how often).
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

    /// What these persons add to the robust variances of curves of which they are a part.
    ///
    /// Where the persons are in parts, such as on a cluster, curves come from the merged risk
    /// table, what all parts give here is added up, and ``AalenJohansen.at_with_squares`` gives
    /// the probabilities with robust errors. All rows of a person, and all persons of a cluster,
    /// must be in one part. ``peerpath.dask.robust`` and ``peerpath.spark.robust`` do it all.
    ///
    /// Parameters
    /// ----------
    /// curves : AalenJohansen
    ///     Of all persons; the parts must be read with ``states=curves.states``.
    /// times : float or iterable of float
    ///
    /// Returns
    /// -------
    /// list of float
    ///     The squares of influence, summed over clusters, for each group, time and state of the
    ///     curves, in this order.
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"argument"`` where the states are not those of the curves, there is no
    ///     covariate as their groups are made by, or a time is before the start.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> histories = pp.Histories.from_spells({"person": [1, 1, 2], "start": [0, 7, 0],
    /// ...     "stop": [7, 30, 30], "state": ["seeking", "peer-job", "seeking"]})
    /// >>> curves = histories.summarise().aalen_johansen()
    /// >>> histories.influence_squares(curves, [12])
    /// [0.125, 0.125]
    fn influence_squares(
        &self,
        py: Python<'_>,
        curves: &PyAalenJohansen,
        times: &Bound<'_, PyAny>,
    ) -> PyResult<Vec<f64>> {
        let times = numbers(times, "influence_squares", "times")?;
        run(py, || self.0.influence_squares(curves.curves(), &times))
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
    /// start_distribution : dict of str to float, optional
    ///     The probability of each state at the start, instead of ``start_state``: they add up to
    ///     1 and are taken as known.
    /// se : {"greenwood", "aalen", "robust"}, optional
    ///     The kind of standard error. Default ``"greenwood"``. Robust ones sum the squared
    ///     influences of persons, or of the clusters that ``cluster`` names.
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
    /// clock : {"forward", "reset"}, optional
    ///     Whether time is counted from the origin of the histories (the default), or from each
    ///     entry into the state.
    /// by : str, optional
    ///     The covariate whose values are groups, each with a curve of its own.
    /// start_time : float, optional
    ///     Where the curves start. Default: the earliest time at which anybody is at risk.
    /// se : {"greenwood", "aalen", "robust"}, optional
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
    /// >>> histories.kaplan_meier("seeking").at([12])["probability"]
    /// [0.5, 0.5]
    #[pyo3(signature = (origin, *, targets=None, clock=None, by=None, start_time=None, se=None,
        interval=None, level=None))]
    #[expect(clippy::too_many_arguments, reason = "keyword arguments of Python")]
    fn kaplan_meier<'py>(
        &self,
        py: Python<'py>,
        origin: &Bound<'py, PyAny>,
        targets: Option<&Bound<'py, PyAny>>,
        clock: Option<&Bound<'py, PyAny>>,
        by: Option<&Bound<'py, PyAny>>,
        start_time: Option<&Bound<'py, PyAny>>,
        se: Option<&Bound<'py, PyAny>>,
        interval: Option<&Bound<'py, PyAny>>,
        level: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<PyAalenJohansen> {
        let options: KaplanMeierOptions = Options::new(py, "kaplan_meier")
            .with("origin", Some(origin))
            .with("targets", targets)
            .with("clock", clock)
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
    /// causes : {"target", "reason", "advancement"} or {"groups": dict}, optional
    ///     What exits are told apart by: the state entered (the default), the coded reason,
    ///     whether the state entered is an advancement, or named groups of states and reasons.
    /// clock : {"forward", "reset"}, optional
    ///     Whether time is counted from the origin of the histories (the default), or from each
    ///     entry into the state.
    /// by : str, optional
    ///     The covariate whose values are groups, each with curves of its own.
    /// start_time : float, optional
    ///     Where the curves start. Default: the earliest time at which anybody is at risk.
    /// se : {"greenwood", "aalen", "robust"}, optional
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
    /// >>> histories.cumulative_incidence("seeking").at([12])["state"]
    /// ['seeking', 'peer-job']
    #[pyo3(signature = (origin, *, causes=None, clock=None, by=None, start_time=None, se=None, interval=None,
        level=None))]
    #[expect(clippy::too_many_arguments, reason = "keyword arguments of Python")]
    fn cumulative_incidence<'py>(
        &self,
        py: Python<'py>,
        origin: &Bound<'py, PyAny>,
        causes: Option<&Bound<'py, PyAny>>,
        clock: Option<&Bound<'py, PyAny>>,
        by: Option<&Bound<'py, PyAny>>,
        start_time: Option<&Bound<'py, PyAny>>,
        se: Option<&Bound<'py, PyAny>>,
        interval: Option<&Bound<'py, PyAny>>,
        level: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<PyAalenJohansen> {
        let options: CumulativeIncidenceOptions = Options::new(py, "cumulative_incidence")
            .with("origin", Some(origin))
            .with("causes", causes)
            .with("clock", clock)
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
    /// se : {"aalen", "greenwood", "robust"}, optional
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
    /// >>> histories.nelson_aalen().at([12])["cumulative_hazard"]
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

    /// Tests whether groups leave a state at different rates: the log-rank family.
    ///
    /// Parameters
    /// ----------
    /// by : str
    ///     The covariate whose values are the groups.
    /// origin : str
    ///     The state that is left.
    /// targets : list of str, optional
    ///     The states that it is left for; going to others is censoring. Default: all.
    /// clock : {"forward", "reset"}, optional
    ///     Whether time is counted from the origin of the histories (the default), or from each
    ///     entry into the state.
    /// strata : str, optional
    ///     A covariate within whose values groups are compared.
    /// rho, gamma : float, optional
    ///     Each event weighs ``S**rho * (1 - S)**gamma``, with S the survival before it.
    ///     Default 0: all weigh the same.
    /// trend : list of float, optional
    ///     Scores of the groups, in order of their names, for a test of trend.
    ///
    /// Returns
    /// -------
    /// GroupTest
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"argument"`` where an argument is out of its range or names something
    ///     that is not there, there is one group only, or persons have weights; ``"empty"``
    ///     where nobody leaves.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> histories = pp.Histories.from_spells({"person": [1, 1, 2, 2], "start": [0, 7, 0, 9],
    /// ...     "stop": [7, 30, 9, 30], "state": ["seeking", "peer-job"] * 2,
    /// ...     "region": ["NC", "NC", "TN", "TN"]}, covariates=["region"])
    /// >>> histories.log_rank("region", "seeking").statistic
    /// 1.0
    #[pyo3(signature = (by, origin, *, targets=None, clock=None, strata=None, rho=None, gamma=None,
        trend=None))]
    #[expect(clippy::too_many_arguments, reason = "keyword arguments of Python")]
    fn log_rank<'py>(
        &self,
        py: Python<'py>,
        by: &Bound<'py, PyAny>,
        origin: &Bound<'py, PyAny>,
        targets: Option<&Bound<'py, PyAny>>,
        clock: Option<&Bound<'py, PyAny>>,
        strata: Option<&Bound<'py, PyAny>>,
        rho: Option<&Bound<'py, PyAny>>,
        gamma: Option<&Bound<'py, PyAny>>,
        trend: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<PyGroupTest> {
        let options: LogRankOptions = Options::new(py, "log_rank")
            .with("by", Some(by))
            .with("origin", Some(origin))
            .with("targets", targets)
            .with("clock", clock)
            .with("strata", strata)
            .with("rho", rho)
            .with("gamma", gamma)
            .with("trend", trend)
            .parse()?;
        let result = run(py, || self.0.log_rank(&options))?;
        PyGroupTest::new(py, result)
    }

    /// Gray's test of whether the cumulative incidence of a cause of leaving a state differs
    /// between groups.
    ///
    /// Parameters
    /// ----------
    /// by : str
    ///     The covariate whose values are the groups.
    /// origin, cause : str
    ///     The state that is left, and the cause: a state entered, or one of ``causes``.
    /// causes : {"target", "reason", "advancement"} or {"groups": dict}, optional
    ///     What exits are told apart by. See ``cumulative_incidence``.
    /// clock : {"forward", "reset"}, optional
    ///     Whether time is counted from the origin of the histories (the default), or from each
    ///     entry into the state.
    /// strata : str, optional
    ///     A covariate within whose values groups are compared.
    /// rho : float, optional
    ///     Each event weighs ``(1 - F)**rho``, with F the incidence before it. Default 0.
    ///
    /// Returns
    /// -------
    /// GroupTest
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     As ``log_rank``.
    ///
    /// Warns
    /// -----
    /// PeerpathWarning
    ///     Where persons enter late, for whom the test is approximate.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> histories = pp.Histories.from_spells({"person": [1, 1, 2, 2], "start": [0, 7, 0, 9],
    /// ...     "stop": [7, 30, 9, 30], "state": ["seeking", "peer-job", "seeking", "school"],
    /// ...     "region": ["NC", "NC", "TN", "TN"]}, covariates=["region"])
    /// >>> histories.gray_test("region", "seeking", "peer-job").df
    /// 1
    #[pyo3(signature = (by, origin, cause, *, causes=None, clock=None, strata=None, rho=None))]
    #[expect(clippy::too_many_arguments, reason = "keyword arguments of Python")]
    fn gray_test<'py>(
        &self,
        py: Python<'py>,
        by: &Bound<'py, PyAny>,
        origin: &Bound<'py, PyAny>,
        cause: &Bound<'py, PyAny>,
        causes: Option<&Bound<'py, PyAny>>,
        clock: Option<&Bound<'py, PyAny>>,
        strata: Option<&Bound<'py, PyAny>>,
        rho: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<PyGroupTest> {
        let options: GrayTestOptions = Options::new(py, "gray_test")
            .with("by", Some(by))
            .with("origin", Some(origin))
            .with("cause", Some(cause))
            .with("causes", causes)
            .with("clock", clock)
            .with("strata", strata)
            .with("rho", rho)
            .parse()?;
        let result = run(py, || self.0.gray_test(&options))?;
        PyGroupTest::new(py, result)
    }

    /// Fits the model of Cox: how hazards depend on covariates.
    ///
    /// Parameters
    /// ----------
    /// transitions : str or list of str, optional
    ///     The transitions, such as ``"seeking -> peer-job"``. Default: all that happen, each with
    ///     a baseline hazard and coefficients of its own.
    /// covariates : list of str or dict, optional
    ///     The covariates. A dict ``{"covariate": name, "transitions": …, "shared": True,
    ///     "categorical": True, "reference": …}`` says on which transitions one acts, whether
    ///     they share its coefficient, and which category the others are compared with.
    /// ties : {"efron", "breslow"}, optional
    ///     How tied events are taken. Default ``"efron"``.
    /// strata : list of str, optional
    ///     Covariates whose values have baseline hazards of their own.
    /// offset : str, optional
    ///     A covariate that is added to the linear predictor as it is.
    /// weighted : bool, optional
    ///     Whether rows count by the weights of the histories. Default True.
    /// robust : bool, optional
    ///     Whether errors allow for rows of one cluster or person to depend on each other.
    ///     Default: where there are weights, clusters or several transitions.
    /// clock : {"forward", "reset"}, optional
    ///     Whether time counts from the origin (the default) or from the entry into the state.
    /// level : float, optional
    ///     The level of the intervals. Default 0.95.
    /// iterations : int, optional
    ///     The most steps of Newton's method. Default 50.
    /// tolerance : float, optional
    ///     The squared length of the last step, in standard errors. Default 1e-16.
    /// threads : int, optional
    ///     How many threads work. Default: as many as the machine has. The result is the same,
    ///     to the bit.
    ///
    /// Returns
    /// -------
    /// Cox
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"argument"`` where an argument is out of its range or names nothing,
    ///     ``"empty"`` where a transition never happens.
    ///
    /// Warns
    /// -----
    /// PeerpathWarning
    ///     For missing, constant and collinear covariates, and for coefficients that grow without
    ///     bound.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> histories = pp.Histories.from_intervals(
    /// ...     {"person": [1, 2, 3, 4], "start": [0, 0, 0, 0], "stop": [3, 5, 7, 9],
    /// ...      "origin": ["seeking"] * 4, "target": ["peer-job", "peer-job", "peer-job", None],
    /// ...      "trained": [1, 0, 1, 0]}, covariates=["trained"])
    /// >>> histories.cox("seeking -> peer-job", ["trained"]).describe()["transitions"][0]["events"]
    /// 3
    #[pyo3(signature = (transitions=None, covariates=None, *, ties=None, strata=None, offset=None,
        weighted=None, robust=None, clock=None, level=None, iterations=None, tolerance=None,
        threads=None))]
    #[expect(clippy::too_many_arguments, reason = "keyword arguments of Python")]
    fn cox<'py>(
        &self,
        py: Python<'py>,
        transitions: Option<&Bound<'py, PyAny>>,
        covariates: Option<&Bound<'py, PyAny>>,
        ties: Option<&Bound<'py, PyAny>>,
        strata: Option<&Bound<'py, PyAny>>,
        offset: Option<&Bound<'py, PyAny>>,
        weighted: Option<&Bound<'py, PyAny>>,
        robust: Option<&Bound<'py, PyAny>>,
        clock: Option<&Bound<'py, PyAny>>,
        level: Option<&Bound<'py, PyAny>>,
        iterations: Option<&Bound<'py, PyAny>>,
        tolerance: Option<&Bound<'py, PyAny>>,
        threads: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<PyCox> {
        let options: CoxOptions = Options::new(py, "cox")
            .with("transitions", transitions)
            .with("covariates", covariates)
            .with("ties", ties)
            .with("strata", strata)
            .with("offset", offset)
            .with("weighted", weighted)
            .with("robust", robust)
            .with("clock", clock)
            .with("level", level)
            .with("iterations", iterations)
            .with("tolerance", tolerance)
            .with("threads", threads)
            .parse()?;
        let cox = run(py, || self.0.cox(&options))?;
        PyCox::new(py, cox)
    }

    /// Answers a question of ``Cox.of_parts`` about these histories, which are a part of those of
    /// the model: whole persons, and whole clusters where there are.
    ///
    /// Parameters
    /// ----------
    /// question : bytes
    ///
    /// Returns
    /// -------
    /// bytes
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"document"`` where the bytes are no question, else as ``cox``.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> part = pp.Histories.from_intervals(
    /// ...     {"person": [1, 2], "start": [0, 0], "stop": [3, 5], "origin": ["seeking"] * 2,
    /// ...      "target": ["peer-job", None]})
    /// >>> pp.Cox.of_parts(lambda question: [part.cox_answer(question)]).describe()["converged"]
    /// True
    fn cox_answer<'py>(&self, py: Python<'py>, question: &[u8]) -> PyResult<Bound<'py, PyBytes>> {
        Ok(PyBytes::new(py, &run(py, || self.0.cox_answer(question))?))
    }

    /// Fits the model of Fine and Gray: how the probability of one of several competing
    /// transitions depends on covariates.
    ///
    /// Parameters
    /// ----------
    /// transition : str
    ///     The transition, such as ``"seeking -> peer-job"``; all others from its origin compete.
    /// covariates : list of str or dict, optional
    ///     The covariates, as in ``cox``; none may change within a person.
    /// weighted : bool, optional
    ///     Whether rows count by the weights of the histories. Default True.
    /// clock : {"forward", "reset"}, optional
    ///     Whether time counts from the origin (the default) or from the entry into the state.
    /// level : float, optional
    ///     The level of the intervals. Default 0.95.
    /// iterations : int, optional
    ///     The most steps of Newton's method. Default 50.
    /// tolerance : float, optional
    ///     The squared length of the last step, in standard errors. Default 1e-16.
    /// threads : int, optional
    ///     How many threads work. Default: as many as the machine has.
    ///
    /// Returns
    /// -------
    /// FineGray
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"argument"`` where an argument is out of its range or names nothing, a
    ///     person is at risk more than once or only from a later time on, or a covariate changes;
    ///     ``"empty"`` where the transition never happens.
    ///
    /// Warns
    /// -----
    /// PeerpathWarning
    ///     That predicted probabilities of several competing transitions may sum above 1; and as
    ///     ``cox``.
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
    #[pyo3(signature = (transition, covariates=None, *, weighted=None, clock=None, level=None,
        iterations=None, tolerance=None, threads=None))]
    #[expect(clippy::too_many_arguments, reason = "keyword arguments of Python")]
    fn fine_gray<'py>(
        &self,
        py: Python<'py>,
        transition: &Bound<'py, PyAny>,
        covariates: Option<&Bound<'py, PyAny>>,
        weighted: Option<&Bound<'py, PyAny>>,
        clock: Option<&Bound<'py, PyAny>>,
        level: Option<&Bound<'py, PyAny>>,
        iterations: Option<&Bound<'py, PyAny>>,
        tolerance: Option<&Bound<'py, PyAny>>,
        threads: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<PyFineGray> {
        let options: FineGrayOptions = Options::new(py, "fine_gray")
            .with("transition", Some(transition))
            .with("covariates", covariates)
            .with("weighted", weighted)
            .with("clock", clock)
            .with("level", level)
            .with("iterations", iterations)
            .with("tolerance", tolerance)
            .with("threads", threads)
            .parse()?;
        let model = run(py, || self.0.fine_gray(&options))?;
        PyFineGray::new(py, model)
    }

    /// Fits a parametric hazard to a transition.
    ///
    /// Parameters
    /// ----------
    /// transition : str
    ///     The transition, such as ``"seeking -> peer-job"``; all others from its origin censor it.
    /// covariates : list of str or dict, optional
    ///     The covariates, as in ``cox``; they act on the location of the distribution.
    /// distribution : {"exponential", "weibull", "gompertz", "log-normal", "log-logistic", "gamma", \
    ///     "generalised-gamma"}, optional
    ///     Default ``"weibull"``. Parameters are named as in R's flexsurv.
    /// weighted : bool, optional
    ///     Whether rows count by the weights of the histories. Default True.
    /// clock : {"forward", "reset"}, optional
    ///     Whether time counts from the origin (the default) or from the entry into the state.
    /// level : float, optional
    ///     The level of the intervals. Default 0.95.
    /// iterations : int, optional
    ///     The most steps of Newton's method. Default 200.
    /// tolerance : float, optional
    ///     The squared length of the last step, in standard errors. Default 1e-16.
    /// threads : int, optional
    ///     How many threads work. Default: as many as the machine has.
    ///
    /// Returns
    /// -------
    /// Parametric
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"argument"`` where an argument is out of its range or names nothing, or
    ///     covariates say nothing of their own; ``"empty"`` where the transition never happens.
    ///
    /// Warns
    /// -----
    /// PeerpathWarning
    ///     For missing covariates, and where there is no maximum.
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
    #[pyo3(signature = (transition, covariates=None, *, distribution=None, weighted=None,
        clock=None, level=None, iterations=None, tolerance=None, threads=None))]
    #[expect(clippy::too_many_arguments, reason = "keyword arguments of Python")]
    fn parametric<'py>(
        &self,
        py: Python<'py>,
        transition: &Bound<'py, PyAny>,
        covariates: Option<&Bound<'py, PyAny>>,
        distribution: Option<&Bound<'py, PyAny>>,
        weighted: Option<&Bound<'py, PyAny>>,
        clock: Option<&Bound<'py, PyAny>>,
        level: Option<&Bound<'py, PyAny>>,
        iterations: Option<&Bound<'py, PyAny>>,
        tolerance: Option<&Bound<'py, PyAny>>,
        threads: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<PyParametric> {
        let options: ParametricOptions = Options::new(py, "parametric")
            .with("transition", Some(transition))
            .with("covariates", covariates)
            .with("distribution", distribution)
            .with("weighted", weighted)
            .with("clock", clock)
            .with("level", level)
            .with("iterations", iterations)
            .with("tolerance", tolerance)
            .with("threads", threads)
            .parse()?;
        let model = run(py, || self.0.parametric(&options))?;
        PyParametric::new(py, model)
    }

    /// Aalen–Johansen curves from a landmark on, of those who are in a state then: without the
    /// assumption that the past does not matter.
    ///
    /// Parameters
    /// ----------
    /// time : float
    ///     The time of the landmark.
    /// state : str, optional
    ///     The state that persons are in then. Default: whoever is followed then is taken.
    /// by : str, optional
    ///     The covariate whose values are groups, each with curves of its own.
    /// se : {"greenwood", "aalen", "robust"}, optional
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
    ///     With code ``"empty"`` where nobody is in the state at the time.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> histories = pp.Histories.from_spells({"person": [1, 1, 2], "start": [0, 7, 0],
    /// ...     "stop": [7, 30, 30], "state": ["seeking", "peer-job", "seeking"]})
    /// >>> histories.landmark(9, state="peer-job").at([12])["probability"]
    /// [1.0, 0.0]
    #[pyo3(signature = (time, *, state=None, by=None, se=None, interval=None, level=None))]
    #[expect(clippy::too_many_arguments, reason = "keyword arguments of Python")]
    fn landmark<'py>(
        &self,
        py: Python<'py>,
        time: &Bound<'py, PyAny>,
        state: Option<&Bound<'py, PyAny>>,
        by: Option<&Bound<'py, PyAny>>,
        se: Option<&Bound<'py, PyAny>>,
        interval: Option<&Bound<'py, PyAny>>,
        level: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<PyAalenJohansen> {
        let options: LandmarkOptions = Options::new(py, "landmark")
            .with("time", Some(time))
            .with("state", state)
            .with("by", by)
            .with("se", se)
            .with("interval", interval)
            .with("level", level)
            .parse()?;
        let result = run(py, || self.0.landmark(&options))?;
        PyAalenJohansen::new(py, result, self.0.unit(), options.level)
    }

    /// Tests whether having been in a state at a time matters for what happens later.
    ///
    /// For each transition after ``time``, the log-rank test of those who were in ``state`` then
    /// against those who were followed elsewhere; p-values are adjusted by Holm's method.
    ///
    /// Parameters
    /// ----------
    /// time : float
    /// state : str
    ///
    /// Returns
    /// -------
    /// dict
    ///     ``within``, ``without`` (persons), ``p_value`` (the smallest adjusted one) and
    ///     ``transitions``, each with ``origin``, ``target``, ``events``, ``observed``,
    ///     ``expected``, ``statistic``, ``p_value``, ``p_adjusted``.
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"empty"`` where all who are followed then are in the state, or none is.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> histories = pp.Histories.from_spells({"person": [1, 1, 2, 2], "start": [0, 7, 0, 9],
    /// ...     "stop": [7, 30, 9, 30], "state": ["training", "seeking", "seeking", "peer-job"]})
    /// >>> histories.markov_test(5, "training")["within"]
    /// 1
    fn markov_test<'py>(
        &self,
        py: Python<'py>,
        time: &Bound<'py, PyAny>,
        state: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyDict>> {
        let options: MarkovTestOptions = Options::new(py, "markov_test")
            .with("time", Some(time))
            .with("state", Some(state))
            .parse()?;
        let result = run(py, || self.0.markov_test(&options))?;
        warn(py, &result.warnings)?;
        let value = serde_json::to_value(&result).unwrap_or_default();
        Ok(to_python(py, &value)?.cast_into()?)
    }

    /// State probabilities with errors by the bootstrap, over persons or clusters.
    ///
    /// Samples of the persons who are followed, or of the clusters where there is a column of
    /// them, are drawn with replacement; each has Aalen–Johansen curves of its own. The standard
    /// error is the standard deviation of what the samples say, the interval goes from one of its
    /// quantiles to another.
    ///
    /// Parameters
    /// ----------
    /// times : list of float
    /// by : str, optional
    ///     The covariate whose values are groups, each with curves of its own.
    /// start_time : float, optional
    ///     The time at which the curves start. Default: the earliest at which anybody is followed.
    /// start_state : str, optional
    ///     The state in which everybody is at the start. Default: the distribution observed.
    /// start_distribution : dict of str to float, optional
    ///     The probability of each state at the start, instead of ``start_state``: they add up to
    ///     1 and are taken as known.
    /// draws : int, optional
    ///     How many samples are drawn. Default 1000.
    /// seed : int, optional
    ///     What they are drawn by. Default 1.
    /// level : float, optional
    ///     The level of the intervals. Default 0.95.
    /// threads : int, optional
    ///     How many threads work. Default: as many as the machine has. The result is the same.
    /// progress : callable, optional
    ///     Called with the samples done and their number; returning False stops the work.
    ///
    /// Returns
    /// -------
    /// Table
    ///     ``group`` (with ``by``), ``time``, ``state``, ``probability``, ``std_err``, ``lower``,
    ///     ``upper``; null beyond the follow-up. Where all samples say the same, as of what has
    ///     happened to nobody, there is no interval.
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"argument"`` where an argument is out of its range, ``"empty"`` where there
    ///     are no two persons or clusters to draw from, ``"cancelled"`` where ``progress`` says so.
    ///
    /// Warns
    /// -----
    /// PeerpathWarning
    ///     As ``AalenJohansen.at``, and where samples say nothing of a time.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> histories = pp.Histories.from_spells({"person": [1, 1, 2], "start": [0, 7, 0],
    /// ...     "stop": [7, 30, 30], "state": ["seeking", "peer-job", "seeking"]})
    /// >>> histories.bootstrap([12], draws=200)["upper"]
    /// [1.0, 1.0]
    #[pyo3(signature = (times, *, by=None, start_time=None, start_state=None,
        start_distribution=None, draws=None, seed=None, level=None, threads=None, progress=None))]
    #[expect(clippy::too_many_arguments, reason = "keyword arguments of Python")]
    fn bootstrap<'py>(
        &self,
        py: Python<'py>,
        times: &Bound<'py, PyAny>,
        by: Option<&Bound<'py, PyAny>>,
        start_time: Option<&Bound<'py, PyAny>>,
        start_state: Option<&Bound<'py, PyAny>>,
        start_distribution: Option<&Bound<'py, PyAny>>,
        draws: Option<&Bound<'py, PyAny>>,
        seed: Option<&Bound<'py, PyAny>>,
        level: Option<&Bound<'py, PyAny>>,
        threads: Option<&Bound<'py, PyAny>>,
        progress: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<PyTable> {
        let times = numbers(times, "bootstrap", "times")?;
        let options: BootstrapOptions = Options::new(py, "bootstrap")
            .with("by", by)
            .with("start_time", start_time)
            .with("start_state", start_state)
            .with("start_distribution", start_distribution)
            .with("draws", draws)
            .with("seed", seed)
            .with("level", level)
            .with("threads", threads)
            .parse()?;
        let (table, warnings) = run_watched(py, progress, |watch| {
            let found = self.0.bootstrap(&times, &options, watch)?;
            Ok((found.to_table()?, found.warnings().to_vec()))
        })?;
        warn(py, &warnings)?;
        Ok(PyTable(table))
    }

    /// Who leaves a state, for what and why, and how fast.
    ///
    /// Each kind of exit that happens has a row for each group that spends time in its origin,
    /// also where it does not happen in that group: then it has a rate of 0 and no interval.
    ///
    /// Parameters
    /// ----------
    /// origin : str, optional
    ///     The state that is left. Default: every state.
    /// by : str, optional
    ///     A covariate whose values are groups. It may change within a person, as what they say
    ///     that they intend does: so intention stands apart from leaving.
    /// level : float, optional
    ///     The level of the intervals. Default 0.95.
    ///
    /// Returns
    /// -------
    /// Table
    ///     ``group`` (with ``by``), ``origin``, ``target``, ``reason``, ``advancement``,
    ///     ``events``, ``person_time``, ``rate``, ``std_err``, ``lower``, ``upper``.
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"argument"`` where an argument names something that is not there.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> histories = pp.Histories.from_spells({"person": [1, 1, 2], "start": [0, 7, 0],
    /// ...     "stop": [7, 30, 13], "state": ["seeking", "peer-job", "seeking"]})
    /// >>> histories.exits("seeking")["rate"]
    /// [0.05]
    #[pyo3(signature = (origin=None, *, by=None, level=None))]
    fn exits<'py>(
        &self,
        py: Python<'py>,
        origin: Option<&Bound<'py, PyAny>>,
        by: Option<&Bound<'py, PyAny>>,
        level: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<PyTable> {
        let options: ExitsOptions = Options::new(py, "exits")
            .with("origin", origin)
            .with("by", by)
            .with("level", level)
            .parse()?;
        run(py, || self.0.exits(&options)?.to_table()).map(PyTable)
    }

    /// The histories as a table of intervals, which ``from_intervals`` reads back.
    ///
    /// Returns
    /// -------
    /// Table
    ///     ``person``, ``start``, ``stop``, ``origin``, ``target``, then ``weight``, ``cluster``,
    ///     ``reason`` and the covariates, where there are such.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> histories = pp.Histories.from_spells({"person": [1, 1], "start": [0, 7],
    /// ...     "stop": [7, 30], "state": ["seeking", "peer-job"]})
    /// >>> histories.to_intervals()["target"]
    /// ['peer-job', None]
    fn to_intervals(&self, py: Python<'_>) -> PyResult<PyTable> {
        run(py, || self.0.to_intervals()).map(PyTable)
    }

    /// The histories as a table of spells, which ``from_spells`` reads back.
    ///
    /// Returns
    /// -------
    /// Table
    ///     ``person``, ``start``, ``stop``, ``state``, then ``weight``, ``cluster``, ``reason`` and
    ///     the covariates, where there are such.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> histories = pp.Histories.from_spells({"person": [1, 1], "start": [0, 7],
    /// ...     "stop": [7, 30], "state": ["seeking", "peer-job"]})
    /// >>> histories.to_spells()["state"]
    /// ['seeking', 'peer-job']
    fn to_spells(&self, py: Python<'_>) -> PyResult<PyTable> {
        run(py, || self.0.to_spells()).map(PyTable)
    }

    /// The histories as a table of events, which ``from_events`` reads back.
    ///
    /// Returns
    /// -------
    /// Table
    ///     ``person``, ``time``, ``state``, then ``weight``, ``cluster``, ``reason`` and
    ///     the covariates, where there are such.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> histories = pp.Histories.from_spells({"person": [1, 1], "start": [0, 7],
    /// ...     "stop": [7, 30], "state": ["seeking", "peer-job"]})
    /// >>> histories.to_events()["state"]
    /// ['seeking', 'peer-job', None]
    fn to_events(&self, py: Python<'_>) -> PyResult<PyTable> {
        run(py, || self.0.to_events()).map(PyTable)
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
