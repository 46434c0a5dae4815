//! `peerpath.Profiles`.

use peerpath::competency::{
    LikelihoodRatioOptions, PredictorsOptions, Profiles, ProfilesColumns, ProfilesOptions,
};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::error::run;
use crate::table::PyTable;
use crate::table_input::TableInput;
use crate::value::{Options, json_object};
use crate::warning::warn;
use crate::watch::run_watched;

/// Latent profiles or classes of the respondents of a survey: a fit for each number of classes.
///
/// Made by ``Survey.profiles``, or of columns of numbers by ``Profiles.from_table``; immutable.
///
/// Examples
/// --------
/// >>> import peerpath as pp
/// >>> rows = {"a": [5, 4, 1, 2] * 15, "b": [5, 5, 2, 1] * 15, "c": [4, 5, 1, 2] * 15}
/// >>> survey = pp.Survey.from_table(rows, items={"a": None, "b": None, "c": None})
/// >>> profiles = survey.profiles(classes=[1, 2], starts=5)
/// >>> profiles.best
/// 2
#[pyclass(frozen, name = "Profiles", module = "peerpath")]
pub(crate) struct PyProfiles {
    profiles: Profiles,
    table: Py<PyTable>,
}

impl PyProfiles {
    pub(crate) fn new(py: Python<'_>, profiles: Profiles) -> PyResult<PyProfiles> {
        let table = PyTable(run(py, || profiles.to_table())?);
        warn(py, profiles.warnings())?;
        Ok(PyProfiles { profiles, table: Py::new(py, table)? })
    }
}

#[pymethods]
impl PyProfiles {
    /// Looks for latent profiles of the rows of a table by columns of numbers, such as the scores of
    /// scales. Each row is a respondent; ratings on a scale are for ``Survey.profiles``.
    ///
    /// Parameters
    /// ----------
    /// table : table
    ///     Anything with ``__arrow_c_stream__``, or a dict of columns.
    /// items : list of str
    ///     The columns with the numbers; a gap is a number that is missing.
    /// classes : list of int, optional
    ///     The numbers of classes to fit, each from 1 to 16. Default 1 to 5.
    /// variances : {"equal", "free"}, optional
    ///     Whether an item has one variance in all classes or one in each. Default ``"equal"``.
    /// starts : int, optional
    ///     How many random starts each number of classes has. Default 50.
    /// finalists : int, optional
    ///     How many of them are run to the end: those that are most likely after a few steps. Default: a
    ///     fifth, and 10 or more.
    /// seed : int, optional
    ///     What starts are drawn by. Default 1.
    /// variance_floor : float, optional
    ///     The least variance in a class, as a share of the item's. Default 0.01.
    /// threads : int, optional
    ///     At most how many threads work. The result does not depend on it.
    /// progress : callable, optional
    ///     Called as ``progress(done, total)``; where it returns ``False``, the call is cancelled.
    ///
    /// Returns
    /// -------
    /// Profiles
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"argument"`` where an argument is out of its range or there are more classes
    ///     than different rows, ``"table"`` where a column is missing or does not hold numbers,
    ///     ``"empty"`` where no column varies, ``"cancelled"`` where ``progress`` stopped it.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> scores = {"hope": [3.5, 2.6, 1.2, 2.0] * 15, "skill": [70.5, 52.0, 31.5, 45.0] * 15}
    /// >>> profiles = pp.Profiles.from_table(scores, ["hope", "skill"], classes=[1, 2], starts=5)
    /// >>> profiles.best
    /// 2
    #[staticmethod]
    #[pyo3(signature = (table, items, *, classes=None, variances=None, starts=None, finalists=None, seed=None, variance_floor=None, threads=None, progress=None))]
    #[expect(clippy::too_many_arguments, reason = "keyword arguments of Python")]
    fn from_table<'py>(
        py: Python<'py>,
        table: TableInput,
        items: &Bound<'py, PyAny>,
        classes: Option<&Bound<'py, PyAny>>,
        variances: Option<&Bound<'py, PyAny>>,
        starts: Option<&Bound<'py, PyAny>>,
        finalists: Option<&Bound<'py, PyAny>>,
        seed: Option<&Bound<'py, PyAny>>,
        variance_floor: Option<&Bound<'py, PyAny>>,
        threads: Option<&Bound<'py, PyAny>>,
        progress: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<PyProfiles> {
        let columns: ProfilesColumns =
            Options::new(py, "profiles").with("items", Some(items)).parse()?;
        let options: ProfilesOptions = Options::new(py, "profiles")
            .with("classes", classes)
            .with("variances", variances)
            .with("starts", starts)
            .with("finalists", finalists)
            .with("seed", seed)
            .with("variance_floor", variance_floor)
            .with("threads", threads)
            .parse()?;
        let made = run_watched(py, progress, |watch| {
            Profiles::from_table(&table.0, &columns, &options, watch)
        })?;
        PyProfiles::new(py, made)
    }

    /// A row for each number of classes: ``classes``, ``log_likelihood``, ``parameters``, ``aic``,
    /// ``bic``, ``adjusted_bic``, ``entropy``, ``smallest``, ``starts``, ``finished``, ``replicated``,
    /// ``converged``, ``gradient``, ``at_floor``.
    #[getter]
    fn table(&self, py: Python<'_>) -> Py<PyTable> {
        self.table.clone_ref(py)
    }

    /// The number of classes with the least Bayesian criterion, of the fits without a variance at the
    /// floor where there are any.
    #[getter]
    fn best(&self) -> u32 {
        self.profiles.best().classes
    }

    /// The items that vary.
    #[getter]
    fn items(&self) -> Vec<String> {
        self.profiles.items().map(str::to_owned).collect()
    }

    /// How many respondents answered anything.
    #[getter]
    fn respondents(&self) -> usize {
        self.profiles.respondents()
    }

    /// The cautions that were raised with the result.
    #[getter]
    fn warnings(&self) -> Vec<String> {
        self.profiles.warnings().iter().map(ToString::to_string).collect()
    }

    /// What the classes of one fit look like.
    ///
    /// Parameters
    /// ----------
    /// classes : int, optional
    ///     The number of classes. Default: the best.
    ///
    /// Returns
    /// -------
    /// Table
    ///     ``class``, ``share``, ``item`` and, of the Gaussian model, ``mean``, ``sd``,
    ///     ``at_floor``; of the categorical one ``rating``, ``probability``.
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"argument"`` where there is no fit of this number.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> rows = {"a": [5, 4, 1, 2] * 15, "b": [5, 5, 2, 1] * 15, "c": [4, 5, 1, 2] * 15}
    /// >>> survey = pp.Survey.from_table(rows, items={"a": None, "b": None, "c": None})
    /// >>> profiles = survey.profiles(classes=[1, 2], starts=5)
    /// >>> [round(mean, 2) for mean in profiles.classes(1)["mean"]]
    /// [3.0, 3.25, 3.0]
    #[pyo3(signature = (classes=None))]
    fn classes(&self, py: Python<'_>, classes: Option<u32>) -> PyResult<PyTable> {
        run(py, || self.profiles.classes(classes)).map(PyTable)
    }

    /// To which class each respondent belongs, in the order of the survey.
    ///
    /// Parameters
    /// ----------
    /// classes : int, optional
    ///     The number of classes. Default: the best.
    ///
    /// Returns
    /// -------
    /// Table
    ///     ``class``, the most probable one, and ``class_1``, ``class_2``, …, the probability of
    ///     each; None for who answered nothing.
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"argument"`` where there is no fit of this number.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> rows = {"a": [5, 4, 1, 2] * 15, "b": [5, 5, 2, 1] * 15, "c": [4, 5, 1, 2] * 15}
    /// >>> survey = pp.Survey.from_table(rows, items={"a": None, "b": None, "c": None})
    /// >>> profiles = survey.profiles(classes=[1, 2], starts=5)
    /// >>> members = profiles.membership(2)["class"]
    /// >>> members[0] == members[1] != members[2] == members[3]
    /// True
    #[pyo3(signature = (classes=None))]
    fn membership(&self, py: Python<'_>, classes: Option<u32>) -> PyResult<PyTable> {
        run(py, || self.profiles.membership(classes)).map(PyTable)
    }

    /// The bootstrap likelihood-ratio test of a number of classes against one fewer.
    ///
    /// Parameters
    /// ----------
    /// classes : int, optional
    ///     The number of classes; it and one fewer must have been fitted. Default: the best, or 2.
    /// draws : int, optional
    ///     How many samples are drawn. Default 100.
    /// starts : int, optional
    ///     How many starts each fit to a sample has. Default 5.
    /// seed : int, optional
    ///     What samples are drawn by. Default 1.
    /// threads : int, optional
    ///     At most how many threads work. The result does not depend on it.
    /// progress : callable, optional
    ///     Called as ``progress(done, total)``; where it returns ``False``, the call is cancelled.
    ///
    /// Returns
    /// -------
    /// dict
    ///     ``hypothesis``, ``alternative``, ``statistic``, ``p_value``, ``draws``, ``warnings``.
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"argument"`` where the two numbers of classes were not fitted.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> rows = {"a": [5, 4, 1, 2] * 15, "b": [5, 5, 2, 1] * 15, "c": [4, 5, 1, 2] * 15}
    /// >>> survey = pp.Survey.from_table(rows, items={"a": None, "b": None, "c": None})
    /// >>> profiles = survey.profiles(classes=[1, 2], starts=5)
    /// >>> profiles.likelihood_ratio(classes=2, draws=9)["p_value"]
    /// 0.1
    #[pyo3(signature = (*, classes=None, draws=None, starts=None, seed=None, threads=None, progress=None))]
    #[allow(clippy::too_many_arguments, reason = "the keywords of Python")]
    fn likelihood_ratio<'py>(
        &self,
        py: Python<'py>,
        classes: Option<&Bound<'py, PyAny>>,
        draws: Option<&Bound<'py, PyAny>>,
        starts: Option<&Bound<'py, PyAny>>,
        seed: Option<&Bound<'py, PyAny>>,
        threads: Option<&Bound<'py, PyAny>>,
        progress: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyDict>> {
        let options: LikelihoodRatioOptions = Options::new(py, "likelihood_ratio")
            .with("classes", classes)
            .with("draws", draws)
            .with("starts", starts)
            .with("seed", seed)
            .with("threads", threads)
            .parse()?;
        let made =
            run_watched(py, progress, |watch| self.profiles.likelihood_ratio(&options, watch))?;
        warn(py, &made.warnings)?;
        json_object(py, &made.to_json())
    }

    /// Regresses membership on predictors, with allowance for the errors of assignment.
    ///
    /// Parameters
    /// ----------
    /// table : Table, data frame or dict of columns
    ///     Its rows are the respondents, in the order of the survey.
    /// columns : list of str
    ///     The columns with predictors: numbers, or names of which the first is compared with.
    /// classes : int, optional
    ///     The number of classes. Default: the best.
    /// correction : {"ml", "bch"}, optional
    ///     How the errors are allowed for. Default ``"ml"``.
    /// reference : int, optional
    ///     The class that the others are compared with. Default 1, the largest.
    /// level : float, optional
    ///     The level of the intervals. Default 0.95.
    ///
    /// Returns
    /// -------
    /// Table
    ///     ``class``, ``reference``, ``predictor``, ``coefficient``, ``standard_error``,
    ///     ``odds_ratio``, ``lower``, ``upper``, ``p_value``, ``n``.
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"argument"`` where there is no such fit or no predictor, ``"table"`` where a
    ///     column is missing or has another number of rows.
    ///
    /// Warns
    /// -----
    /// PeerpathWarning
    ///     Where a predictor is missing, made up by others, or tells a class apart in full.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> rows = {"a": [5, 4, 1, 2] * 15, "b": [5, 5, 2, 1] * 15, "c": [4, 5, 1, 2] * 15}
    /// >>> survey = pp.Survey.from_table(rows, items={"a": None, "b": None, "c": None})
    /// >>> profiles = survey.profiles(classes=[1, 2], starts=5)
    /// >>> years = {"years": [6, 4, 5, 3, 2, 4] * 10}
    /// >>> profiles.predictors(years, ["years"], classes=2)["predictor"]
    /// ['(intercept)', 'years']
    #[pyo3(signature = (table, columns, *, classes=None, correction=None, reference=None, level=None))]
    #[allow(clippy::too_many_arguments, reason = "the keywords of Python")]
    fn predictors<'py>(
        &self,
        py: Python<'py>,
        table: TableInput,
        columns: &Bound<'py, PyAny>,
        classes: Option<&Bound<'py, PyAny>>,
        correction: Option<&Bound<'py, PyAny>>,
        reference: Option<&Bound<'py, PyAny>>,
        level: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<PyTable> {
        let options: PredictorsOptions = Options::new(py, "predictors")
            .with("columns", Some(columns))
            .with("classes", classes)
            .with("correction", correction)
            .with("reference", reference)
            .with("level", level)
            .parse()?;
        let (result, warnings) = run(py, || {
            let made = self.profiles.predictors(&table.0, &options)?;
            Ok((made.to_table()?, made.warnings().to_vec()))
        })?;
        warn(py, &warnings)?;
        Ok(PyTable(result))
    }

    /// Profile lines: a line for each class, over the items; of the categorical model the mean rating.
    ///
    /// Parameters
    /// ----------
    /// classes : int, optional
    ///     The number of classes. Default: the best.
    /// ax : matplotlib.axes.Axes, optional
    ///     Where to draw. Default: a new figure, which is not shown.
    ///
    /// Returns
    /// -------
    /// matplotlib.axes.Axes
    ///
    /// Raises
    /// ------
    /// ImportError
    ///     Where matplotlib is not installed: ``pip install peerpath[plot]``.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> rows = {"a": [5, 4, 1, 2] * 15, "b": [5, 5, 2, 1] * 15, "c": [4, 5, 1, 2] * 15}
    /// >>> survey = pp.Survey.from_table(rows, items={"a": None, "b": None, "c": None})
    /// >>> profiles = survey.profiles(classes=[1, 2], starts=5)
    /// >>> len(profiles.plot(2).lines)
    /// 2
    #[pyo3(signature = (classes=None, ax=None))]
    fn plot<'py>(
        &self,
        py: Python<'py>,
        classes: Option<u32>,
        ax: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let table = Py::new(py, self.classes(py, classes)?)?;
        let plot = py.import("peerpath._plot")?.getattr("profiles")?;
        plot.call1((table, ax))
    }

    fn __len__(&self) -> usize {
        self.profiles.fits().len()
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(format!("Profiles({})\n{}", self.profiles, self.table.get().text(py)?))
    }

    fn _repr_html_(&self, py: Python<'_>) -> PyResult<String> {
        self.table.get().html(py)
    }
}
