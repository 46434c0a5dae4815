//! `peerpath.Cox`.

use peerpath::transition::{
    Cox, CoxOptions, Profiles, ProportionalityOptions, ResidualOptions, StateProbabilityOptions,
};
use peerpath::{Code, Error, Place};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};

use crate::error::{compute, run};
use crate::table::PyTable;
use crate::table_input::TableInput;
use crate::value::{Options, to_python};
use crate::warning::warn;

/// A Cox model: how the hazards of transitions depend on covariates.
///
/// Made by ``Histories.cox``; immutable.
///
/// Examples
/// --------
/// >>> import peerpath as pp
/// >>> histories = pp.Histories.from_intervals(
/// ...     {"person": [1, 2, 3, 4], "start": [0, 0, 0, 0], "stop": [3, 5, 7, 9],
/// ...      "origin": ["seeking"] * 4, "target": ["peer-job", "peer-job", "peer-job", None],
/// ...      "trained": [1, 0, 1, 0]}, covariates=["trained"])
/// >>> cox = histories.cox("seeking -> peer-job", ["trained"])
/// >>> [round(ratio, 4) for ratio in cox.table["hazard_ratio"]]
/// [2.5616]
#[pyclass(frozen, name = "Cox", module = "peerpath")]
pub(crate) struct PyCox(Cox);

impl PyCox {
    pub(crate) fn new(py: Python<'_>, cox: Cox) -> PyResult<PyCox> {
        warn(py, cox.warnings())?;
        Ok(PyCox(cox))
    }
}

#[pymethods]
impl PyCox {
    /// The coefficients.
    ///
    /// A table with ``transition``, ``term``, ``coef``, ``std_err``, ``robust_std_err``,
    /// ``hazard_ratio``, ``lower``, ``upper``, ``z``, ``p_value``. Intervals and tests rest on the
    /// robust errors where there are; null is what is not known.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> histories = pp.Histories.from_intervals(
    /// ...     {"person": [1, 2, 3, 4], "start": [0, 0, 0, 0], "stop": [3, 5, 7, 9],
    /// ...      "origin": ["seeking"] * 4, "target": ["peer-job", "peer-job", "peer-job", None],
    /// ...      "trained": [1, 0, 1, 0]}, covariates=["trained"])
    /// >>> histories.cox("seeking -> peer-job", ["trained"]).table["term"]
    /// ['trained']
    #[getter]
    fn table(&self, py: Python<'_>) -> PyResult<PyTable> {
        run(py, || self.0.to_table()).map(PyTable)
    }

    /// The tests that all coefficients are 0: likelihood ratio, score, Wald.
    ///
    /// Returns
    /// -------
    /// Table
    ///     ``test``, ``statistic``, ``df``, ``p_value``.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> histories = pp.Histories.from_intervals(
    /// ...     {"person": [1, 2, 3, 4], "start": [0, 0, 0, 0], "stop": [3, 5, 7, 9],
    /// ...      "origin": ["seeking"] * 4, "target": ["peer-job", "peer-job", "peer-job", None],
    /// ...      "trained": [1, 0, 1, 0]}, covariates=["trained"])
    /// >>> histories.cox("seeking -> peer-job", ["trained"]).tests()["test"]
    /// ['likelihood-ratio', 'score', 'wald']
    fn tests(&self, py: Python<'_>) -> PyResult<PyTable> {
        run(py, || self.0.tests_table()).map(PyTable)
    }

    /// The covariance of the coefficients, robust where it was computed.
    ///
    /// Returns
    /// -------
    /// Table
    ///     ``transition``, ``term``, ``other_transition``, ``other_term``, ``covariance``.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> histories = pp.Histories.from_intervals(
    /// ...     {"person": [1, 2, 3, 4], "start": [0, 0, 0, 0], "stop": [3, 5, 7, 9],
    /// ...      "origin": ["seeking"] * 4, "target": ["peer-job", "peer-job", "peer-job", None],
    /// ...      "trained": [1, 0, 1, 0]}, covariates=["trained"])
    /// >>> cox = histories.cox("seeking -> peer-job", ["trained"])
    /// >>> cox.covariance()["covariance"][0] > 0
    /// True
    fn covariance(&self, py: Python<'_>) -> PyResult<PyTable> {
        run(py, || self.0.covariance_table()).map(PyTable)
    }

    /// What went into the model and how well it fits.
    ///
    /// Returns
    /// -------
    /// dict
    ///     ``transitions`` (name, rows, persons, events), ``null_log_likelihood``,
    ///     ``log_likelihood``, ``coefficients``, ``iterations``, ``converged``.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> histories = pp.Histories.from_intervals(
    /// ...     {"person": [1, 2, 3, 4], "start": [0, 0, 0, 0], "stop": [3, 5, 7, 9],
    /// ...      "origin": ["seeking"] * 4, "target": ["peer-job", "peer-job", "peer-job", None],
    /// ...      "trained": [1, 0, 1, 0]}, covariates=["trained"])
    /// >>> cox = histories.cox("seeking -> peer-job", ["trained"])
    /// >>> cox.describe()["converged"]
    /// True
    fn describe<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let described = compute(py, || serde_json::to_value(self.0.fit()).unwrap_or_default())?;
        Ok(to_python(py, &described)?.cast_into()?)
    }

    /// Fits the model of Cox to histories whose persons are in several places, such as the workers
    /// of a cluster. ``peerpath.dask.cox`` and ``peerpath.spark.cox`` do it there.
    ///
    /// But for rounding it is the model of all persons together. It predicts as any other does;
    /// what needs its rows, such as residuals, it refuses. What travels are as many numbers as
    /// there are event times, whatever the number of rows, twice for each step of the iteration.
    ///
    /// Parameters
    /// ----------
    /// ask : callable
    ///     Called with a question (bytes); gives the answers of all parts, in the same order each
    ///     time: of each what its ``Histories.cox_answer`` says, or None where it has no rows. All
    ///     rows of a person, and all persons of a cluster, must be in one part.
    /// **options
    ///     As ``Histories.cox`` takes them.
    ///
    /// Returns
    /// -------
    /// Cox
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     As ``Histories.cox``; with code ``"empty"`` where no part answers, ``"argument"`` where
    ///     parts do not fit together, ``"document"`` where an answer is none.
    /// Exception
    ///     What ``ask`` raises.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> def part(persons, stops, trained):
    /// ...     return pp.Histories.from_intervals(
    /// ...         {"person": persons, "start": [0, 0], "stop": stops, "origin": ["seeking"] * 2,
    /// ...          "target": ["peer-job"] * 2, "trained": trained}, covariates=["trained"])
    /// >>> parts = [part([1, 2], [3, 5], [1, 0]), part([3, 4], [7, 9], [1, 0])]
    /// >>> cox = pp.Cox.of_parts(
    /// ...     lambda question: [part.cox_answer(question) for part in parts],
    /// ...     covariates=["trained"])
    /// >>> [round(ratio, 4) for ratio in cox.table["hazard_ratio"]]
    /// [2.5616]
    #[staticmethod]
    #[pyo3(signature = (ask, **options))]
    fn of_parts(
        py: Python<'_>,
        ask: Py<PyAny>,
        options: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<PyCox> {
        let mut given = Options::new(py, "cox");
        for (name, value) in options.into_iter().flatten() {
            given = given.with(&name.extract::<String>()?, Some(&value));
        }
        let options: CoxOptions = given.parse()?;
        let mut stopped: Option<PyErr> = None;
        let fitted = {
            let stopped = &mut stopped;
            run(py, move || {
                Cox::of_parts(&options, &mut |question| {
                    Python::attach(|py| answers(ask.bind(py), question)).map_err(|error| {
                        *stopped = Some(error);
                        let (found, expected) =
                            ("an `ask` that raised", "one that has all answers");
                        Error::one(Code::Cancelled, "cox", Place::argument("ask"), found, expected)
                    })
                })
            })
        };
        match stopped {
            Some(error) => Err(error),
            None => PyCox::new(py, fitted?),
        }
    }

    /// Residuals, of each row at risk or of each event.
    ///
    /// Parameters
    /// ----------
    /// kind : {"martingale", "deviance", "score", "dfbeta", "dfbetas", "schoenfeld", \
    ///     "scaled-schoenfeld"}, optional
    ///     Default ``"martingale"``.
    ///
    /// Returns
    /// -------
    /// Table
    ///     ``person``, ``transition``, ``start``, ``stop``, ``event``, ``term`` (of residuals that
    ///     have a value for each coefficient), ``residual``.
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"argument"`` for a kind that is none.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> histories = pp.Histories.from_intervals(
    /// ...     {"person": [1, 2, 3, 4], "start": [0, 0, 0, 0], "stop": [3, 5, 7, 9],
    /// ...      "origin": ["seeking"] * 4, "target": ["peer-job", "peer-job", "peer-job", None],
    /// ...      "trained": [1, 0, 1, 0]}, covariates=["trained"])
    /// >>> cox = histories.cox("seeking -> peer-job", ["trained"])
    /// >>> abs(sum(cox.residuals()["residual"])) < 1e-12
    /// True
    #[pyo3(signature = (kind=None))]
    fn residuals<'py>(
        &self,
        py: Python<'py>,
        kind: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<PyTable> {
        let options: ResidualOptions = Options::new(py, "residuals").with("kind", kind).parse()?;
        run(py, || self.0.residuals(&options)?.to_table()).map(PyTable)
    }

    /// Tests whether hazards are proportional: whether coefficients change with time, for each
    /// covariate and for all together (the exact score test of Grambsch and Therneau, as in R's
    /// survival from version 3 on).
    ///
    /// Parameters
    /// ----------
    /// transform : {"km", "identity", "rank", "log"}, optional
    ///     The function of time by which they might. Default ``"km"``.
    ///
    /// Returns
    /// -------
    /// Table
    ///     ``transition``, ``term``, ``statistic``, ``df``, ``p_value``.
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"argument"`` for a transform that is none.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> histories = pp.Histories.from_intervals(
    /// ...     {"person": [1, 2, 3, 4], "start": [0, 0, 0, 0], "stop": [3, 5, 7, 9],
    /// ...      "origin": ["seeking"] * 4, "target": ["peer-job", "peer-job", "peer-job", None],
    /// ...      "trained": [1, 0, 1, 0]}, covariates=["trained"])
    /// >>> cox = histories.cox("seeking -> peer-job", ["trained"])
    /// >>> cox.proportionality()["term"]
    /// ['trained', 'global']
    #[pyo3(signature = (transform=None))]
    fn proportionality<'py>(
        &self,
        py: Python<'py>,
        transform: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<PyTable> {
        let options: ProportionalityOptions =
            Options::new(py, "proportionality").with("transform", transform).parse()?;
        run(py, || self.0.proportionality_table(&options)).map(PyTable)
    }

    /// How often, of two persons at risk, the one with the higher hazard goes first.
    ///
    /// Returns
    /// -------
    /// Table
    ///     ``transition``, ``concordance``, ``std_err``, ``concordant``, ``discordant``, ``tied``.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> histories = pp.Histories.from_intervals(
    /// ...     {"person": [1, 2, 3, 4], "start": [0, 0, 0, 0], "stop": [3, 5, 7, 9],
    /// ...      "origin": ["seeking"] * 4, "target": ["peer-job", "peer-job", "peer-job", None],
    /// ...      "trained": [1, 0, 1, 0]}, covariates=["trained"])
    /// >>> cox = histories.cox("seeking -> peer-job", ["trained"])
    /// >>> cox.concordance()["concordant"]
    /// [3.0]
    fn concordance(&self, py: Python<'_>) -> PyResult<PyTable> {
        run(py, || self.0.concordance_table()).map(PyTable)
    }

    /// The cumulative hazard of persons, at every event time, with errors.
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
    ///     ``profile`` (the row, from 0), ``transition``, ``time``, ``cumulative_hazard``,
    ///     ``std_err``, ``lower``, ``upper``.
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"table"`` where a covariate is missing or has none of its categories.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> histories = pp.Histories.from_intervals(
    /// ...     {"person": [1, 2, 3, 4], "start": [0, 0, 0, 0], "stop": [3, 5, 7, 9],
    /// ...      "origin": ["seeking"] * 4, "target": ["peer-job", "peer-job", "peer-job", None]})
    /// >>> [round(h, 4) for h in histories.cox().cumulative_hazard()["cumulative_hazard"]]
    /// [0.25, 0.5833, 1.0833]
    #[pyo3(signature = (profiles=None))]
    fn cumulative_hazard(&self, py: Python<'_>, profiles: Option<TableInput>) -> PyResult<PyTable> {
        run(py, || self.0.cumulative_hazard_table(&read(profiles.as_ref())?)).map(PyTable)
    }

    /// The probabilities of states of persons, with errors.
    ///
    /// Parameters
    /// ----------
    /// profiles : Table, data frame or dict of columns, optional
    ///     As in ``cumulative_hazard``.
    /// times : list of float
    /// start_state : str
    ///     The state in which everybody is at the start.
    /// start_time : float, optional
    ///     Default 0.
    /// interval : {"log-log", "log", "plain", "arcsine", "logit"}, optional
    ///     The scale on which intervals are symmetric. Default ``"log-log"``.
    ///
    /// Returns
    /// -------
    /// Table
    ///     ``profile``, ``time``, ``state``, ``probability``, ``std_err``, ``lower``, ``upper``;
    ///     null beyond the follow-up.
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"argument"`` where an argument is out of its range or the clock of the
    ///     model is reset, ``"table"`` as in ``cumulative_hazard``.
    ///
    /// Warns
    /// -----
    /// PeerpathWarning
    ///     For times beyond the follow-up.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> histories = pp.Histories.from_intervals(
    /// ...     {"person": [1, 2, 3, 4], "start": [0, 0, 0, 0], "stop": [3, 5, 7, 9],
    /// ...      "origin": ["seeking"] * 4, "target": ["peer-job", "peer-job", "peer-job", None],
    /// ...      "trained": [1, 0, 1, 0]}, covariates=["trained"])
    /// >>> cox = histories.cox("seeking -> peer-job", ["trained"])
    /// >>> found = cox.state_probabilities({"trained": [0, 1]}, times=[5], start_state="seeking")
    /// >>> [round(p, 4) for p in found["probability"]]
    /// [0.3021, 0.6979, 0.6019, 0.3981]
    #[pyo3(signature = (profiles=None, *, times, start_state, start_time=None, interval=None))]
    fn state_probabilities<'py>(
        &self,
        py: Python<'py>,
        profiles: Option<TableInput>,
        times: &Bound<'py, PyAny>,
        start_state: &Bound<'py, PyAny>,
        start_time: Option<&Bound<'py, PyAny>>,
        interval: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<PyTable> {
        let options: StateProbabilityOptions = Options::new(py, "state_probabilities")
            .with("times", Some(times))
            .with("start_state", Some(start_state))
            .with("start_time", start_time)
            .with("interval", interval)
            .parse()?;
        let (table, warnings) =
            run(py, || self.0.state_probabilities_table(&read(profiles.as_ref())?, &options))?;
        warn(py, &warnings)?;
        Ok(PyTable(table))
    }

    /// The cautions that were raised with the model.
    #[getter]
    fn warnings(&self) -> Vec<String> {
        self.0.warnings().iter().map(ToString::to_string).collect()
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let fit = self.0.fit();
        let events: u64 = fit.transitions.iter().map(|one| one.events).sum();
        let named = match fit.transitions.as_slice() {
            [one] => one.transition.clone(),
            several => format!("{} transitions", several.len()),
        };
        let table = self.table(py)?;
        let table = Bound::new(py, table)?.repr()?;
        Ok(format!(
            "Cox({named}, {events} events, log-likelihood {:.4})\n{table}",
            fit.log_likelihood
        ))
    }

    fn _repr_html_<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Bound::new(py, self.table(py)?)?.call_method0("_repr_html_")
    }
}

/// What all parts answer, of which those without rows answer None.
fn answers(ask: &Bound<'_, PyAny>, question: &[u8]) -> PyResult<Vec<Vec<u8>>> {
    let mut answers = Vec::new();
    for answer in ask.call1((PyBytes::new(ask.py(), question),))?.try_iter()? {
        if let Some(answer) = answer?.extract::<Option<Vec<u8>>>()? {
            answers.push(answer);
        }
    }
    Ok(answers)
}

fn read(profiles: Option<&TableInput>) -> Result<Profiles, Error> {
    match profiles {
        Some(table) => Profiles::from_table(&table.0),
        None => Ok(Profiles::from(1)),
    }
}
