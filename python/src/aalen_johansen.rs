//! `peerpath.AalenJohansen`.

use peerpath::transition::{AalenJohansen, TimeUnit};
use peerpath::{Error, Table, Warning};
use pyo3::prelude::*;

use crate::error::run;
use crate::state_space::PyStateSpace;
use crate::table::PyTable;
use crate::value::{Options, numbers, wrong_argument};
use crate::warning::warn;

/// Aalen–Johansen curves: the probability of each state over time, with standard errors.
///
/// Made by ``Histories.aalen_johansen``; immutable. A curve is a step function; after the last
/// time at which anybody is followed nothing is known, and nothing is given.
///
/// Examples
/// --------
/// >>> import peerpath as pp
/// >>> histories = pp.Histories.from_events(
/// ...     {"person": [1, 1, 1, 2, 2], "time": [0, 7, 30, 0, 24],
/// ...      "state": ["seeking", "peer-job", None, "seeking", None]}, unit="months")
/// >>> curves = histories.aalen_johansen()
/// >>> curves.at([12])
/// time  state     probability  std_err  lower   upper
///   12  peer-job          0.5   0.3536  0.006  0.9104
///   12  seeking           0.5   0.3536  0.006  0.9104
/// [2 rows, 6 columns]
#[pyclass(frozen, name = "AalenJohansen", module = "peerpath")]
pub(crate) struct PyAalenJohansen {
    curves: AalenJohansen,
    unit: Option<TimeUnit>,
    level: f64,
}

impl PyAalenJohansen {
    pub(crate) fn curves(&self) -> &AalenJohansen {
        &self.curves
    }

    pub(crate) fn new(
        py: Python<'_>,
        curves: AalenJohansen,
        unit: Option<TimeUnit>,
        level: f64,
    ) -> PyResult<PyAalenJohansen> {
        warn(py, curves.warnings())?;
        Ok(PyAalenJohansen::without_warnings(curves, unit, level))
    }

    pub(crate) fn without_warnings(
        curves: AalenJohansen,
        unit: Option<TimeUnit>,
        level: f64,
    ) -> PyAalenJohansen {
        PyAalenJohansen { curves, unit, level }
    }

    /// A table with the cautions that are its own, not those of the curves.
    fn table_of(
        &self,
        py: Python<'_>,
        estimate: impl FnOnce(&AalenJohansen) -> Result<(Table, Vec<Warning>), Error> + Send,
    ) -> PyResult<PyTable> {
        let (table, mut warnings) = run(py, || estimate(&self.curves))?;
        warnings.retain(|warning| !self.curves.warnings().contains(warning));
        warn(py, &warnings)?;
        Ok(PyTable(table))
    }
}

#[pymethods]
impl PyAalenJohansen {
    /// The probabilities at these times, in the order given.
    ///
    /// Parameters
    /// ----------
    /// times : list of float
    ///
    /// Returns
    /// -------
    /// Table
    ///     ``group`` (with ``by``), ``time``, ``state``, ``probability``, ``std_err``,
    ///     ``lower``, ``upper``; null beyond the follow-up.
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"argument"`` for a time that is not a finite number, or before the start.
    ///
    /// Warns
    /// -----
    /// PeerpathWarning
    ///     For times beyond the follow-up, and risk sets that ran empty and filled again.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> curves = pp.Histories.from_spells({"person": [1, 1, 2], "start": [0, 7, 0],
    /// ...     "stop": [7, 30, 30], "state": ["seeking", "peer-job", "seeking"]}).aalen_johansen()
    /// >>> curves.at([0, 12])["probability"]
    /// [0.0, 1.0, 0.5, 0.5]
    fn at(&self, py: Python<'_>, times: &Bound<'_, PyAny>) -> PyResult<PyTable> {
        let times = numbers(times, "aalen_johansen", "times")?;
        self.table_of(py, |curves| {
            let found = curves.at(&times)?;
            Ok((found.to_table()?, found.warnings().to_vec()))
        })
    }

    /// The probabilities at times, with robust errors by what parts of the persons gave.
    ///
    /// Parameters
    /// ----------
    /// times : float or iterable of float
    /// squares : iterable of float
    ///     What ``Histories.influence_squares`` gave of all parts for these curves and the same
    ///     times, added up.
    ///
    /// Returns
    /// -------
    /// Table
    ///     The columns of ``at``.
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"argument"`` for times before the start, and for squares that are not one
    ///     number of 0 or more for each group, time and state.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> rows = [{"person": [1, 1], "start": [0, 7], "stop": [7, 30],
    /// ...     "state": ["seeking", "peer-job"]}, {"person": [2], "start": [0], "stop": [30],
    /// ...     "state": ["seeking"]}]
    /// >>> tables = [pp.Histories.from_spells(part).summarise() for part in rows]
    /// >>> curves = tables[0].merge(tables[1]).aalen_johansen()
    /// >>> parts = [pp.Histories.from_spells(part, states=curves.states) for part in rows]
    /// >>> squares = [part.influence_squares(curves, [12]) for part in parts]
    /// >>> added = [sum(one) for one in zip(*squares)]
    /// >>> [round(one, 4) for one in curves.at_with_squares([12], added)["std_err"]]
    /// [0.3536, 0.3536]
    fn at_with_squares(
        &self,
        py: Python<'_>,
        times: &Bound<'_, PyAny>,
        squares: &Bound<'_, PyAny>,
    ) -> PyResult<PyTable> {
        let times = numbers(times, "aalen_johansen", "times")?;
        let squares = numbers(squares, "aalen_johansen", "squares")?;
        self.table_of(py, |curves| {
            let found = curves.at_with_squares(&times, &squares)?;
            Ok((found.to_table()?, found.warnings().to_vec()))
        })
    }

    /// The whole curves: the probabilities at the start and after each time of transitions, in
    /// the columns of ``at``.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> curves = pp.Histories.from_spells({"person": [1, 1, 2], "start": [0, 7, 0],
    /// ...     "stop": [7, 30, 30], "state": ["seeking", "peer-job", "seeking"]}).aalen_johansen()
    /// >>> curves.table["time"]
    /// [0.0, 0.0, 7.0, 7.0]
    #[getter]
    fn table(&self, py: Python<'_>) -> PyResult<PyTable> {
        self.table_of(py, |curves| {
            let found = curves.curve()?;
            Ok((found.to_table()?, found.warnings().to_vec()))
        })
    }

    /// The probabilities of being in each state at one time, given each state at another.
    ///
    /// Parameters
    /// ----------
    /// start, stop : float
    ///
    /// Returns
    /// -------
    /// Table
    ///     ``group`` (with ``by``), ``origin``, ``target``, ``probability``, ``std_err``,
    ///     ``lower``, ``upper``.
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"argument"`` for times that are not finite, or not in this order.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> curves = pp.Histories.from_spells({"person": [1, 1, 2], "start": [0, 7, 0],
    /// ...     "stop": [7, 30, 30], "state": ["seeking", "peer-job", "seeking"]}).aalen_johansen()
    /// >>> curves.transition_matrix(0, 12)["probability"]
    /// [1.0, 0.0, 0.5, 0.5]
    fn transition_matrix<'py>(
        &self,
        py: Python<'py>,
        start: &Bound<'py, PyAny>,
        stop: &Bound<'py, PyAny>,
    ) -> PyResult<PyTable> {
        let mut times = Options::new(py, "aalen_johansen");
        let (start, stop) = (times.number("from", start), times.number("to", stop));
        times.finish()?;
        self.table_of(py, |curves| {
            let found = curves.transition_matrix(start, stop)?;
            Ok((found.to_table()?, found.warnings().to_vec()))
        })
    }

    /// The covariances of the probabilities of states at these times.
    ///
    /// Parameters
    /// ----------
    /// times : list of float
    ///
    /// Returns
    /// -------
    /// Table
    ///     ``group`` (with ``by``), ``time``, ``state``, ``other_state``, ``covariance``; null
    ///     beyond the follow-up.
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"argument"`` for a time that is not a finite number, or before the start,
    ///     and where there would be more than 10,000,000 rows.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> curves = pp.Histories.from_spells({"person": [1, 1, 2], "start": [0, 7, 0],
    /// ...     "stop": [7, 30, 30], "state": ["seeking", "peer-job", "seeking"]}).aalen_johansen()
    /// >>> curves.covariance([12])["covariance"]
    /// [0.125, -0.125, -0.125, 0.125]
    fn covariance(&self, py: Python<'_>, times: &Bound<'_, PyAny>) -> PyResult<PyTable> {
        let times = numbers(times, "aalen_johansen", "times")?;
        self.table_of(py, |curves| {
            let found = curves.covariance(&times)?;
            Ok((found.to_table()?, found.warnings().to_vec()))
        })
    }

    /// The covariances of the probabilities that ``transition_matrix`` gives.
    ///
    /// Parameters
    /// ----------
    /// start, stop : float
    ///
    /// Returns
    /// -------
    /// Table
    ///     ``group`` (with ``by``), ``origin``, ``target``, ``other_origin``, ``other_target``,
    ///     ``covariance``. The rows of a group are a square matrix, in the order of the rows of
    ///     ``transition_matrix``.
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"argument"`` for times that are not finite, or not in this order, and
    ///     where there would be more than 10,000,000 rows.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> curves = pp.Histories.from_spells({"person": [1, 1, 2], "start": [0, 7, 0],
    /// ...     "stop": [7, 30, 30], "state": ["seeking", "peer-job", "seeking"]}).aalen_johansen()
    /// >>> found = curves.transition_covariance(0, 12)
    /// >>> rows = list(zip(*(found[name] for name in found.columns)))
    /// >>> rows[-2:]
    /// [('seeking', 'seeking', 'seeking', 'peer-job', -0.125), ('seeking', 'seeking', 'seeking', 'seeking', 0.125)]
    fn transition_covariance<'py>(
        &self,
        py: Python<'py>,
        start: &Bound<'py, PyAny>,
        stop: &Bound<'py, PyAny>,
    ) -> PyResult<PyTable> {
        let mut times = Options::new(py, "aalen_johansen");
        let (start, stop) = (times.number("from", start), times.number("to", stop));
        times.finish()?;
        self.table_of(py, |curves| {
            let found = curves.transition_covariance(start, stop)?;
            Ok((found.to_table()?, found.warnings().to_vec()))
        })
    }

    /// The mean time spent in each state from the start until a time.
    ///
    /// Parameters
    /// ----------
    /// until : float
    ///
    /// Returns
    /// -------
    /// Table
    ///     ``group`` (with ``by``), ``state``, ``estimate``, ``std_err``, ``lower``, ``upper``.
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"argument"`` for a time that is not finite, or before the start.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> curves = pp.Histories.from_spells({"person": [1, 1, 2], "start": [0, 7, 0],
    /// ...     "stop": [7, 30, 30], "state": ["seeking", "peer-job", "seeking"]}).aalen_johansen()
    /// >>> curves.restricted_mean_time(10)["estimate"]
    /// [1.5, 8.5]
    fn restricted_mean_time<'py>(
        &self,
        py: Python<'py>,
        until: &Bound<'py, PyAny>,
    ) -> PyResult<PyTable> {
        let mut times = Options::new(py, "aalen_johansen");
        let until = times.number("until", until);
        times.finish()?;
        self.table_of(py, |curves| {
            let found = curves.restricted_mean_time(until)?;
            Ok((found.to_table()?, found.warnings().to_vec()))
        })
    }

    /// The times by which shares of persons have left a state, or entered it.
    ///
    /// Parameters
    /// ----------
    /// quantiles : list of float
    ///     The shares, between 0 and 1; 0.5 is the median.
    /// state : str, optional
    ///     A state that is only left or only entered. Default: the first, which is the origin
    ///     of a Kaplan–Meier curve.
    ///
    /// Returns
    /// -------
    /// Table
    ///     ``group`` (with ``by``), ``state``, ``quantile``, ``estimate``, ``lower``,
    ///     ``upper``; null where a share is not reached.
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"argument"`` for shares that are none, or a state both entered and left.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> histories = pp.Histories.from_spells({"person": [1, 1, 2], "start": [0, 7, 0],
    /// ...     "stop": [7, 30, 30], "state": ["seeking", "peer-job", "seeking"]})
    /// >>> histories.kaplan_meier("seeking").quantiles([0.25])["estimate"]
    /// [7.0]
    #[pyo3(signature = (quantiles, *, state=None))]
    fn quantiles(
        &self,
        py: Python<'_>,
        quantiles: &Bound<'_, PyAny>,
        state: Option<&str>,
    ) -> PyResult<PyTable> {
        let shares = numbers(quantiles, "aalen_johansen", "quantiles")?;
        self.table_of(py, |curves| {
            let found = curves.quantiles(state, &shares)?;
            Ok((found.to_table()?, found.warnings().to_vec()))
        })
    }

    /// Pseudo-values of everybody's state at these times: values that can be regressed on
    /// covariates as if nobody were censored.
    ///
    /// Parameters
    /// ----------
    /// times : list of float
    ///
    /// Returns
    /// -------
    /// Table
    ///     ``person``, ``time``, ``state``, ``pseudo_value``, ``influence`` (the derivative of
    ///     the probability in the person's weight).
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"argument"`` for times outside the curves, persons with weights, or
    ///     curves of a risk table, which has no persons.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> curves = pp.Histories.from_spells({"person": [1, 1, 2], "start": [0, 7, 0],
    /// ...     "stop": [7, 30, 30], "state": ["seeking", "peer-job", "seeking"]}).aalen_johansen()
    /// >>> curves.pseudo_values([12])["pseudo_value"]
    /// [1.0, 0.0, 0.0, 1.0]
    fn pseudo_values(&self, py: Python<'_>, times: &Bound<'_, PyAny>) -> PyResult<PyTable> {
        let times = numbers(times, "aalen_johansen", "times")?;
        self.table_of(py, |curves| {
            let found = curves.pseudo_values(&times)?;
            Ok((found.to_table()?, found.warnings().to_vec()))
        })
    }

    /// Pseudo-values of the mean times in states until a time, in the columns of
    /// ``pseudo_values``.
    ///
    /// Parameters
    /// ----------
    /// until : float
    ///
    /// Returns
    /// -------
    /// Table
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     As ``pseudo_values``.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> curves = pp.Histories.from_spells({"person": [1, 1, 2], "start": [0, 7, 0],
    /// ...     "stop": [7, 30, 30], "state": ["seeking", "peer-job", "seeking"]}).aalen_johansen()
    /// >>> curves.pseudo_mean_times(10)["pseudo_value"]
    /// [3.0, 7.0, 0.0, 10.0]
    fn pseudo_mean_times<'py>(
        &self,
        py: Python<'py>,
        until: &Bound<'py, PyAny>,
    ) -> PyResult<PyTable> {
        let mut times = Options::new(py, "aalen_johansen");
        let until = times.number("until", until);
        times.finish()?;
        self.table_of(py, |curves| {
            let found = curves.pseudo_mean_times(until)?;
            Ok((found.to_table()?, found.warnings().to_vec()))
        })
    }

    /// Step curves: a colour per state with bands, and a line style per group without.
    ///
    /// Parameters
    /// ----------
    /// ax : matplotlib.axes.Axes, optional
    ///     Where to draw. Default: a new figure, which is not shown.
    /// state : str, optional
    ///     Draw this state alone: a colour per group, with bands.
    ///
    /// Returns
    /// -------
    /// matplotlib.axes.Axes
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"argument"`` where there is no such state.
    /// ImportError
    ///     Where matplotlib is not installed: ``pip install peerpath[plot]``.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> curves = pp.Histories.from_spells({"person": [1, 1, 2], "start": [0, 7, 0],
    /// ...     "stop": [7, 30, 30], "state": ["seeking", "peer-job", "seeking"]}).aalen_johansen()
    /// >>> curves.plot().get_ylabel()
    /// 'probability (95% bands)'
    #[pyo3(signature = (ax=None, *, state=None))]
    fn plot<'py>(
        &self,
        py: Python<'py>,
        ax: Option<Bound<'py, PyAny>>,
        state: Option<&str>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let names: Vec<&str> = self.curves.space().names().collect();
        if let Some(state) = state.filter(|state| !names.contains(state)) {
            let expected = format!("one of `{}`", names.join("`, `"));
            return Err(wrong_argument(py, "plot", "state", format!("`{state}`"), &expected));
        }
        let plot = py.import("peerpath._plot")?.getattr("state_probabilities")?;
        plot.call1((self.table(py)?, self.unit(), self.level, state, ax))
    }

    /// The states and the transitions that can happen between them.
    #[getter]
    fn states(&self) -> PyStateSpace {
        PyStateSpace(self.curves.space().clone())
    }

    /// The unit of time, or None where it was not said.
    #[getter]
    fn unit(&self) -> Option<&'static str> {
        self.unit.map(TimeUnit::name)
    }

    /// The level of the intervals.
    #[getter]
    fn level(&self) -> f64 {
        self.level
    }

    /// The cautions that were raised with the curves.
    #[getter]
    fn warnings(&self) -> Vec<String> {
        self.curves.warnings().iter().map(ToString::to_string).collect()
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let unit = self.unit().map_or_else(String::new, |unit| format!(", time in {unit}"));
        let table = self.table(py)?.text(py)?;
        Ok(format!("AalenJohansen curves of {} states{unit}\n{table}", self.curves.space().len()))
    }

    fn _repr_html_(&self, py: Python<'_>) -> PyResult<String> {
        self.table(py)?.html(py)
    }
}
