//! `peerpath.Survey`.

use std::collections::BTreeMap;

use peerpath::competency::{
    BinomialOptions, CompareOptions, CoverageOptions, MultipleResponseOptions, NeedsOptions,
    ProfilesOptions, RedcapOptions, ReliabilityOptions, Survey, SurveyColumns, WeightedOptions,
};
use pyo3::prelude::*;

use crate::coverage::PyCoverage;
use crate::error::run;
use crate::framework::PyFramework;
use crate::labelled::labelled_metadata;
use crate::profiles::PyProfiles;
use crate::reliability::PyReliability;
use crate::source::csv_text;
use crate::survey_summary::PySurveySummary;
use crate::table::PyTable;
use crate::table_input::TableInput;
use crate::value::{Given, Options};
use crate::warning::warn;
use crate::watch::run_watched;

/// Ratings of items by respondents: what training covered, as its graduates say.
///
/// Made by ``Survey.from_table``; immutable.
///
/// Examples
/// --------
/// >>> import peerpath as pp
/// >>> survey = pp.Survey.from_table(
/// ...     {"state": ["NC", "NC", "TN", "TN"], "crisis": [5, 4, 2, None]},
/// ...     items={"crisis": "samhsa-2015/VIII"}, group=["state"])
/// >>> survey
/// Survey(4 respondents, 1 items rated 1 to 5)
/// >>> survey.coverage().table["share"]
/// [0.6666666666666666]
#[pyclass(frozen, name = "Survey", module = "peerpath")]
pub(crate) struct PySurvey(Survey);

#[pymethods]
impl PySurvey {
    /// Reads a survey: a row for each respondent, a column for each item rated.
    ///
    /// Parameters
    /// ----------
    /// table : Table, data frame or dict of columns
    /// items : dict of str to (str or None)
    ///     The columns with ratings, and the id of the competency that each asks about.
    /// scale : (int, int) or list of str, optional
    ///     The lowest and the highest rating, or the labels from the lowest to the highest.
    ///     Default (1, 5).
    /// labels : dict of str to str, optional
    ///     What each item asks, in words.
    /// missing : dict of str to list, optional
    ///     For each item, the codes that say why there is no answer, such as ``[97, [98, 99]]``.
    /// person : str, optional
    ///     A column that tells respondents apart: then nobody may occur twice.
    /// group : list of str, optional
    ///     Columns by which results can be grouped.
    /// weight : str, optional
    ///     A column of how many of the population each respondent stands for, for
    ///     ``weighted_coverage``.
    /// strata : str, optional
    ///     A column of the parts of the population that were drawn from separately.
    /// cluster : str, optional
    ///     A column of what was drawn, where that is several respondents together.
    /// population : str, optional
    ///     A column of how many there were to draw from in the stratum: clusters, or persons
    ///     without them.
    /// framework : str or Framework, optional
    ///     The framework in which every competency must be. Default: ids are taken as they are.
    ///
    /// Returns
    /// -------
    /// Survey
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"argument"`` where a competency is not in its framework or an argument
    ///     cannot be meant; ``"table"`` with every column that is missing, every rating off the
    ///     scale and every respondent who occurs twice; ``"empty"`` where there is no row.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> pp.Survey.from_table({"crisis": ["well", None, "badly"]},
    /// ...                      items={"crisis": None}, scale=["badly", "so-so", "well"])
    /// Survey(3 respondents, 1 items rated 1 to 3)
    #[staticmethod]
    #[pyo3(signature = (
        table, items, *, scale=None, labels=None, missing=None, person=None, group=None,
        weight=None, strata=None, cluster=None, population=None, framework=None
    ))]
    #[expect(clippy::too_many_arguments, reason = "keyword arguments of Python")]
    fn from_table<'py>(
        py: Python<'py>,
        table: TableInput,
        items: &Bound<'py, PyAny>,
        scale: Option<&Bound<'py, PyAny>>,
        labels: Option<&Bound<'py, PyAny>>,
        missing: Option<&Bound<'py, PyAny>>,
        person: Option<&Bound<'py, PyAny>>,
        group: Option<&Bound<'py, PyAny>>,
        weight: Option<&Bound<'py, PyAny>>,
        strata: Option<&Bound<'py, PyAny>>,
        cluster: Option<&Bound<'py, PyAny>>,
        population: Option<&Bound<'py, PyAny>>,
        framework: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<PySurvey> {
        let own = framework.and_then(|framework| framework.cast::<PyFramework>().ok());
        let columns: SurveyColumns = Options::new(py, "survey")
            .with("items", Some(items))
            .with("scale", scale)
            .with("labels", labels)
            .with("missing", missing)
            .with("person", person)
            .with("group", group)
            .with("weight", weight)
            .with("strata", strata)
            .with("cluster", cluster)
            .with("population", population)
            .with("framework", framework.filter(|_| own.is_none()))
            .parse()?;
        let own = own.map(|framework| framework.get().0.clone());
        run(py, || match &own {
            Some(framework) => Survey::from_table_in(&table.0, &columns, framework),
            None => Survey::from_table(&table.0, &columns),
        })
        .map(PySurvey)
    }

    /// Reads a survey from labelled columns, as SPSS, Stata and SAS files have them.
    ///
    /// Labels of columns are kept, codes declared missing are missing, and the scale goes from the least
    /// to the greatest labelled code. Read the file with the codes themselves:
    /// ``pyreadstat.read_sav(path, user_missing=True)``.
    ///
    /// Parameters
    /// ----------
    /// table : Table, data frame or dict of columns
    /// metadata : object
    ///     The metadata of pyreadstat: ``column_names_to_labels``, ``variable_value_labels``,
    ///     ``missing_ranges``, ``missing_user_values``.
    /// items : dict of str to (str or None)
    ///     The columns with ratings, and the id of the competency that each asks about.
    /// scale : (int, int) or list of str, optional
    ///     The scale of items without value labels. Default (1, 5).
    /// missing : dict of str to list, optional
    ///     Codes that are missing, in place of those of the metadata.
    /// person : str, optional
    ///     A column that tells respondents apart.
    /// group : list of str, optional
    ///     Columns by which results can be grouped.
    /// weight : str, optional
    ///     A column of how many of the population each respondent stands for.
    ///
    /// Returns
    /// -------
    /// Survey
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     As ``Survey.from_table``.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> from types import SimpleNamespace
    /// >>> metadata = SimpleNamespace(
    /// ...     column_names_to_labels={"q1": "How well was crisis covered?"},
    /// ...     variable_value_labels={"q1": {1: "badly", 2: "so-so", 3: "well", 9: "refused"}},
    /// ...     missing_ranges={"q1": [{"lo": 9, "hi": 9}]})
    /// >>> survey = pp.Survey.from_labelled({"q1": [3, 1, 9]}, metadata, {"q1": None})
    /// >>> survey, survey.labels
    /// (Survey(3 respondents, 1 items rated 1 to 3), {'q1': 'How well was crisis covered?'})
    #[staticmethod]
    #[pyo3(signature = (
        table, metadata, items, *, scale=None, missing=None, person=None, group=None, weight=None
    ))]
    #[expect(clippy::too_many_arguments, reason = "keyword arguments of Python")]
    fn from_labelled<'py>(
        py: Python<'py>,
        table: TableInput,
        metadata: &Bound<'py, PyAny>,
        items: &Bound<'py, PyAny>,
        scale: Option<&Bound<'py, PyAny>>,
        missing: Option<&Bound<'py, PyAny>>,
        person: Option<&Bound<'py, PyAny>>,
        group: Option<&Bound<'py, PyAny>>,
        weight: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<PySurvey> {
        let columns: SurveyColumns = Options::new(py, "survey")
            .with("items", Some(items))
            .with("scale", scale)
            .with("missing", missing)
            .with("person", person)
            .with("group", group)
            .with("weight", weight)
            .parse()?;
        let metadata = labelled_metadata(metadata)?;
        run(py, || Survey::from_labelled(&table.0, &metadata, &columns)).map(PySurvey)
    }

    /// Reads a survey from a REDCap export, raw or labelled. An item that names a check-box field stands
    /// for all its columns, ``field___code``.
    ///
    /// Parameters
    /// ----------
    /// table : Table, data frame or dict of columns
    /// items : dict of str to (str or None)
    ///     The fields with ratings or check-boxes, and the id of the competency that each asks about.
    /// event : str, optional
    ///     The value of ``redcap_event_name``. Default: there is only one.
    /// instrument : str, optional
    ///     The value of ``redcap_repeat_instrument``. Default: the rows that are not repeats.
    /// instance : str, optional
    ///     The value of ``redcap_repeat_instance``.
    /// dictionary : str, optional
    ///     The text of the data dictionary (CSV), for labels and choices.
    /// scale : (int, int) or list of str, optional
    ///     Default: that of check-boxes, of the choices in the dictionary, or (1, 5).
    /// missing : dict of str to list, optional
    ///     For each item, the codes that say why there is no answer.
    /// person : str, optional
    ///     A column that tells respondents apart.
    /// group : list of str, optional
    ///     Columns by which results can be grouped.
    /// weight : str, optional
    ///     A column of how many of the population each respondent stands for.
    ///
    /// Returns
    /// -------
    /// Survey
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     As ``Survey.from_table``.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> survey = pp.Survey.from_redcap(
    /// ...     {"record_id": [1, 2], "why___1": [1, 0], "why___2": [1, 1]}, {"why": None})
    /// >>> survey.multiple_response()["count"]
    /// [1, 2]
    #[staticmethod]
    #[pyo3(signature = (
        table, items, *, event=None, instrument=None, instance=None, dictionary=None, scale=None,
        missing=None, person=None, group=None, weight=None
    ))]
    #[expect(clippy::too_many_arguments, reason = "keyword arguments of Python")]
    fn from_redcap<'py>(
        py: Python<'py>,
        table: TableInput,
        items: &Bound<'py, PyAny>,
        event: Option<&Bound<'py, PyAny>>,
        instrument: Option<&Bound<'py, PyAny>>,
        instance: Option<&Bound<'py, PyAny>>,
        dictionary: Option<&Bound<'py, PyAny>>,
        scale: Option<&Bound<'py, PyAny>>,
        missing: Option<&Bound<'py, PyAny>>,
        person: Option<&Bound<'py, PyAny>>,
        group: Option<&Bound<'py, PyAny>>,
        weight: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<PySurvey> {
        let columns: SurveyColumns = Options::new(py, "survey")
            .with("items", Some(items))
            .with("scale", scale)
            .with("missing", missing)
            .with("person", person)
            .with("group", group)
            .with("weight", weight)
            .parse()?;
        let options: RedcapOptions = Options::new(py, "survey")
            .with("event", event)
            .with("instrument", instrument)
            .with("instance", instance)
            .with("dictionary", dictionary)
            .parse()?;
        run(py, || Survey::from_redcap(&table.0, &options, &columns)).map(PySurvey)
    }

    /// Reads a survey from a Qualtrics CSV export of two header rows (names, questions) or three (and the
    /// ``ImportId``s). Questions become the labels of items.
    ///
    /// Parameters
    /// ----------
    /// source : str, bytes or path
    ///     The CSV. A ``str`` of a single line is a path.
    /// items : dict of str to (str or None)
    ///     The columns with ratings, and the id of the competency that each asks about.
    /// scale : (int, int) or list of str, optional
    ///     Default (1, 5).
    /// missing : dict of str to list, optional
    ///     For each item, the codes that say why there is no answer.
    /// person : str, optional
    ///     A column that tells respondents apart.
    /// group : list of str, optional
    ///     Columns by which results can be grouped.
    /// weight : str, optional
    ///     A column of how many of the population each respondent stands for.
    ///
    /// Returns
    /// -------
    /// Survey
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     As ``Survey.from_table``.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> text = b'Q1,State\nHow well?,Where?\n"{""ImportId"":""QID1""}","{""ImportId"":""QID2""}"\n5,NC\n'
    /// >>> survey = pp.Survey.from_qualtrics(text, {"Q1": None}, group=["State"])
    /// >>> survey.labels
    /// {'Q1': 'How well?'}
    #[staticmethod]
    #[pyo3(signature = (
        source, items, *, scale=None, missing=None, person=None, group=None, weight=None
    ))]
    #[expect(clippy::too_many_arguments, reason = "keyword arguments of Python")]
    fn from_qualtrics<'py>(
        py: Python<'py>,
        source: &Bound<'py, PyAny>,
        items: &Bound<'py, PyAny>,
        scale: Option<&Bound<'py, PyAny>>,
        missing: Option<&Bound<'py, PyAny>>,
        person: Option<&Bound<'py, PyAny>>,
        group: Option<&Bound<'py, PyAny>>,
        weight: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<PySurvey> {
        let columns: SurveyColumns = Options::new(py, "survey")
            .with("items", Some(items))
            .with("scale", scale)
            .with("missing", missing)
            .with("person", person)
            .with("group", group)
            .with("weight", weight)
            .parse()?;
        let text = csv_text(source)?;
        run(py, || Survey::from_qualtrics(&text, &columns)).map(PySurvey)
    }

    /// For each item, how many rate it at or above a threshold.
    ///
    /// Parameters
    /// ----------
    /// by : str, optional
    ///     One of the ``group`` columns: then each item has a row in each group.
    /// threshold : int, optional
    ///     The rating from which an item counts as covered. Default 4.
    /// level : float, optional
    ///     The level of the intervals. Default 0.95.
    /// interval : {"wilson", "clopper-pearson", "agresti-coull", "jeffreys"}, optional
    ///     The interval of the share. Default ``"wilson"``.
    /// min_cell : int, optional
    ///     Rows that tell on fewer persons than this are hidden, and one more where that would let them
    ///     be worked out. Default: none are.
    ///
    /// Returns
    /// -------
    /// Coverage
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"argument"`` where an argument is out of its range.
    ///
    /// Warns
    /// -----
    /// PeerpathWarning
    ///     Where respondents have no group, nobody rated an item, or only one did.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> survey = pp.Survey.from_table({"crisis": [5, 4, 2, None]}, items={"crisis": None})
    /// >>> survey.coverage(interval="wilson").table.to_dict()["n"]
    /// [3]
    #[pyo3(signature = (*, by=None, threshold=None, level=None, interval=None, min_cell=None))]
    fn coverage<'py>(
        &self,
        py: Python<'py>,
        by: Option<&Bound<'py, PyAny>>,
        threshold: Option<&Bound<'py, PyAny>>,
        level: Option<&Bound<'py, PyAny>>,
        interval: Option<&Bound<'py, PyAny>>,
        min_cell: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<PyCoverage> {
        let options: CoverageOptions = Options::new(py, "coverage")
            .with("by", by)
            .with("threshold", threshold)
            .with("level", level)
            .with("interval", interval)
            .with("min_cell", min_cell)
            .parse()?;
        PyCoverage::new(py, run(py, || self.0.coverage(&options))?)
    }

    /// Tests for each item the share that rates it at or above a threshold, exactly.
    ///
    /// Parameters
    /// ----------
    /// p : float, optional
    ///     The share to test against. Default 0.5.
    /// threshold : int, optional
    ///     The rating from which an item counts as covered. Default 4.
    /// alternative : {"greater", "less", "two-sided"}, optional
    ///     What the share may be instead. Default ``"greater"``.
    /// by : str, optional
    ///     One of the ``group`` columns.
    /// level : float, optional
    ///     The level of the intervals, which belong to the test. Default 0.95.
    ///
    /// Returns
    /// -------
    /// Table
    ///     ``group`` (with ``by``), ``item``, ``competency``, ``n``, ``successes``,
    ///     ``estimate``, ``lower``, ``upper``, ``p_value``.
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"argument"`` where an argument is out of its range.
    ///
    /// Warns
    /// -----
    /// PeerpathWarning
    ///     Where respondents have no group or nobody rated an item.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> survey = pp.Survey.from_table({"crisis": [5, 5, 4, 4]}, items={"crisis": None})
    /// >>> round(survey.binomial(p=0.5)["p_value"][0], 9)
    /// 0.0625
    #[pyo3(signature = (*, p=None, threshold=None, alternative=None, by=None, level=None))]
    fn binomial<'py>(
        &self,
        py: Python<'py>,
        p: Option<&Bound<'py, PyAny>>,
        threshold: Option<&Bound<'py, PyAny>>,
        alternative: Option<&Bound<'py, PyAny>>,
        by: Option<&Bound<'py, PyAny>>,
        level: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<PyTable> {
        let options: BinomialOptions = Options::new(py, "binomial")
            .with("p", p)
            .with("threshold", threshold)
            .with("alternative", alternative)
            .with("by", by)
            .with("level", level)
            .parse()?;
        let (table, warnings) = run(py, || {
            let tests = self.0.binomial(&options)?;
            Ok((tests.to_table()?, tests.warnings().to_vec()))
        })?;
        warn(py, &warnings)?;
        Ok(PyTable(table))
    }

    /// Tests for each item whether the groups of a column rate it alike.
    ///
    /// Parameters
    /// ----------
    /// by : str
    ///     One of the ``group`` columns.
    /// test : {"chi2", "fisher", "kruskal", "mann-whitney", "trend"}, optional
    ///     Pearson's chi-squared test, Fisher's exact test of any size of table, the rank tests of
    ///     Kruskal and Wallis or (two groups) Mann and Whitney, or a trend over groups in order.
    ///     Default ``"chi2"``.
    /// adjust : {"holm", "bh"} or None, optional
    ///     How p-values are adjusted for the number of items; None for not at all. Default
    ///     ``"holm"``.
    /// threshold : int, optional
    ///     Then the shares who rate an item so or higher are compared. Default: all ratings
    ///     count.
    /// yates : bool, optional
    ///     Yates' correction in the chi-squared test of two groups and two answers. Default False.
    /// groups : list of str, optional
    ///     The groups to compare, in the order of a trend. Default: all, in order.
    ///
    /// Returns
    /// -------
    /// Table
    ///     A row for each item: ``item``, ``competency``, ``groups``, ``n``, ``missing``,
    ///     ``method``, ``statistic``, ``df``, ``p_value``, ``p_adjusted``, ``effect``,
    ///     ``effect_name``, ``smallest_expected``, ``warning``.
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"argument"`` where an argument is out of its range, or there are not two
    ///     groups.
    ///
    /// Warns
    /// -----
    /// PeerpathWarning
    ///     Where expected counts or groups are small, or an item cannot be tested.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> survey = pp.Survey.from_table(
    /// ...     {"state": ["NC"] * 4 + ["TN"] * 10, "crisis": [5] * 3 + [1] + [5] + [1] * 9},
    /// ...     items={"crisis": None}, group=["state"])
    /// >>> round(survey.compare("state", test="fisher")["p_value"][0], 9)
    /// 0.040959041
    #[pyo3(
        signature = (by, *, test=None, adjust=Given::Default, threshold=None, yates=None, groups=None),
        text_signature = "($self, by, *, test=None, adjust='holm', threshold=None, yates=None, groups=None)"
    )]
    #[expect(clippy::too_many_arguments, reason = "keywords of one call")]
    fn compare<'py>(
        &self,
        py: Python<'py>,
        by: Option<&Bound<'py, PyAny>>,
        test: Option<&Bound<'py, PyAny>>,
        adjust: Given<'py>,
        threshold: Option<&Bound<'py, PyAny>>,
        yates: Option<&Bound<'py, PyAny>>,
        groups: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<PyTable> {
        let options: CompareOptions = Options::new(py, "compare")
            .with("by", by)
            .with("test", test)
            .given("adjust", &adjust)
            .with("threshold", threshold)
            .with("yates", yates)
            .with("groups", groups)
            .parse()?;
        let (table, warnings) = run(py, || {
            let compared = self.0.compare(&options)?;
            Ok((compared.to_table()?, compared.warnings().to_vec()))
        })?;
        warn(py, &warnings)?;
        Ok(PyTable(table))
    }

    /// For each item, how the population would rate it: weighted means and shares, with standard errors
    /// by Taylor linearisation that know strata and clusters. In R, ``svymean`` and ``svyby``.
    ///
    /// Parameters
    /// ----------
    /// by : str, optional
    ///     One of the ``group`` columns: then each group has its rows.
    /// threshold : int, optional
    ///     The rating from which an item counts as covered. Default 4.
    /// level : float, optional
    ///     The level of the intervals. Default 0.95.
    /// interval : {"logit", "beta", "plain"}, optional
    ///     The interval of the share; ``"beta"`` (Korn and Graubard's) is better near 0 and 1. Default
    ///     ``"logit"``.
    /// min_cell : int, optional
    ///     Rows that tell on fewer persons than this are hidden, and one more where that would let them
    ///     be worked out. Default: none are.
    ///
    /// Returns
    /// -------
    /// Table
    ///     ``group`` (with ``by``), ``item``, ``competency``, ``n``, ``missing``, ``weight``, ``mean``,
    ///     ``mean_std_err``, ``share``, ``std_err``, ``lower``, ``upper``, ``df``.
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"argument"`` where the survey has no weights, strata or clusters, ``"table"`` where
    ///     a stratum has only one unit.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> survey = pp.Survey.from_table(
    /// ...     {"crisis": [5, 4, 2, 1], "weight": [1, 1, 1, 3]}, items={"crisis": None}, weight="weight")
    /// >>> round(survey.weighted_coverage()["share"][0], 9)
    /// 0.333333333
    #[pyo3(signature = (*, by=None, threshold=None, level=None, interval=None, min_cell=None))]
    fn weighted_coverage<'py>(
        &self,
        py: Python<'py>,
        by: Option<&Bound<'py, PyAny>>,
        threshold: Option<&Bound<'py, PyAny>>,
        level: Option<&Bound<'py, PyAny>>,
        interval: Option<&Bound<'py, PyAny>>,
        min_cell: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<PyTable> {
        let options: WeightedOptions = Options::new(py, "weighted_coverage")
            .with("by", by)
            .with("threshold", threshold)
            .with("level", level)
            .with("interval", interval)
            .with("min_cell", min_cell)
            .parse()?;
        let (table, warnings) = run(py, || {
            let result = self.0.weighted_coverage(&options)?;
            Ok((result.to_table()?, result.warnings().to_vec()))
        })?;
        warn(py, &warnings)?;
        Ok(PyTable(table))
    }

    /// For a question with several answers, each a column, how many chose each.
    ///
    /// Shares are of those who said whether they choose it, and add up to more than 1;
    /// ``share_of_choices`` adds up to 1.
    ///
    /// Parameters
    /// ----------
    /// by : str, optional
    ///     One of the ``group`` columns: then each group has its rows.
    /// threshold : int, optional
    ///     The least answer that counts as chosen. Default: the highest of the scale.
    /// level : float, optional
    ///     The level of the intervals. Default 0.95.
    /// interval : {"wilson", "clopper-pearson", "agresti-coull", "jeffreys"}, optional
    ///     The interval of the share. Default ``"wilson"``.
    /// min_cell : int, optional
    ///     Rows that tell on fewer persons than this are hidden, and one more where that would let them
    ///     be worked out. Default: none are.
    ///
    /// Returns
    /// -------
    /// Table
    ///     ``group`` (with ``by``), ``item``, ``competency``, ``n``, ``missing``, ``count``, ``share``,
    ///     ``lower``, ``upper``, ``share_of_choices``, ``rank``.
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"argument"`` where an argument is out of its range.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> survey = pp.Survey.from_table(
    /// ...     {"pay": [1, 1, 0, 1], "hours": [0, 1, 0, 0]}, items={"pay": None, "hours": None},
    /// ...     scale=(0, 1))
    /// >>> survey.multiple_response()["share"]
    /// [0.75, 0.25]
    #[pyo3(signature = (*, by=None, threshold=None, level=None, interval=None, min_cell=None))]
    fn multiple_response<'py>(
        &self,
        py: Python<'py>,
        by: Option<&Bound<'py, PyAny>>,
        threshold: Option<&Bound<'py, PyAny>>,
        level: Option<&Bound<'py, PyAny>>,
        interval: Option<&Bound<'py, PyAny>>,
        min_cell: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<PyTable> {
        let options: MultipleResponseOptions = Options::new(py, "multiple_response")
            .with("by", by)
            .with("threshold", threshold)
            .with("level", level)
            .with("interval", interval)
            .with("min_cell", min_cell)
            .parse()?;
        let (table, warnings) = run(py, || {
            let result = self.0.multiple_response(&options)?;
            Ok((result.to_table()?, result.warnings().to_vec()))
        })?;
        warn(py, &warnings)?;
        Ok(PyTable(table))
    }

    /// Items ranked by the share who need them, with the uncertainty of each rank.
    ///
    /// Respondents are drawn with replacement from each group and ranks taken anew: their quantiles are
    /// the interval. The same seed gives the same result, on any number of threads.
    ///
    /// Parameters
    /// ----------
    /// by : str, optional
    ///     One of the ``group`` columns: then each group has its rows.
    /// threshold : int, optional
    ///     The rating that splits answers in two. Default: the highest of the scale.
    /// needed : {"high", "low"}, optional
    ///     Which of the two say that something is needed: ``"low"`` where items ask what was covered.
    ///     Default ``"high"``.
    /// level : float, optional
    ///     The level of the intervals. Default 0.95.
    /// top : int, optional
    ///     How many of the first ranks ``top_probability`` is about. Default 3.
    /// draws : int, optional
    ///     The number of samples. Default 1000.
    /// seed : int, optional
    ///     Default 0.
    /// threads : int, optional
    ///     Default: as many as there are.
    /// min_cell : int, optional
    ///     Rows that tell on fewer persons than this are hidden, and one more where that would let them
    ///     be worked out. Default: none are.
    /// progress : callable, optional
    ///     Called as ``progress(done, total)``; where it returns ``False``, the call is cancelled.
    ///
    /// Returns
    /// -------
    /// Table
    ///     ``group`` (with ``by``), ``item``, ``competency``, ``n``, ``missing``, ``share``, ``lower``,
    ///     ``upper``, ``rank``, ``rank_lower``, ``rank_upper``, ``top_probability``; by rank.
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"argument"`` where an argument is out of its range, ``"cancelled"`` where
    ///     ``progress`` stopped it.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> survey = pp.Survey.from_table(
    /// ...     {"ethics": [1, 0, 0, 0], "crisis": [1, 1, 1, 1]}, items={"ethics": None, "crisis": None},
    /// ...     scale=(0, 1))
    /// >>> survey.needs()["item"]
    /// ['crisis', 'ethics']
    #[pyo3(signature = (*, by=None, threshold=None, needed=None, level=None, top=None, draws=None, seed=None, threads=None, min_cell=None, progress=None))]
    #[expect(clippy::too_many_arguments, reason = "keyword arguments of Python")]
    fn needs<'py>(
        &self,
        py: Python<'py>,
        by: Option<&Bound<'py, PyAny>>,
        threshold: Option<&Bound<'py, PyAny>>,
        needed: Option<&Bound<'py, PyAny>>,
        level: Option<&Bound<'py, PyAny>>,
        top: Option<&Bound<'py, PyAny>>,
        draws: Option<&Bound<'py, PyAny>>,
        seed: Option<&Bound<'py, PyAny>>,
        threads: Option<&Bound<'py, PyAny>>,
        min_cell: Option<&Bound<'py, PyAny>>,
        progress: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<PyTable> {
        let options: NeedsOptions = Options::new(py, "needs")
            .with("by", by)
            .with("threshold", threshold)
            .with("needed", needed)
            .with("level", level)
            .with("top", top)
            .with("draws", draws)
            .with("seed", seed)
            .with("threads", threads)
            .with("min_cell", min_cell)
            .parse()?;
        let (table, warnings) = run_watched(py, progress, |watch| {
            let result = self.0.needs(&options, watch)?;
            Ok((result.to_table()?, result.warnings().to_vec()))
        })?;
        warn(py, &warnings)?;
        Ok(PyTable(table))
    }

    /// How reliable the sum of several items is, over the respondents who answered all of them.
    ///
    /// Parameters
    /// ----------
    /// items : list of str, optional
    ///     The items of the scale. Default: all.
    /// reverse : list of str, optional
    ///     Those of them that are worded the other way round.
    /// by : str, optional
    ///     One of the ``group`` columns: then each group has its scale.
    /// level : float, optional
    ///     The level of the intervals. Default 0.95.
    ///
    /// Returns
    /// -------
    /// Reliability
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"argument"`` where an argument is out of its range.
    ///
    /// Warns
    /// -----
    /// PeerpathWarning
    ///     Where an item does not vary or goes against the others, or too few answered.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> survey = pp.Survey.from_table(
    /// ...     {"a": [1, 2, 4, 5], "b": [2, 2, 5, 4]},
    /// ...     items={"a": None, "b": None})
    /// >>> round(survey.reliability().table["alpha"][0], 3)
    /// 0.911
    #[pyo3(signature = (*, items=None, reverse=None, by=None, level=None))]
    fn reliability<'py>(
        &self,
        py: Python<'py>,
        items: Option<&Bound<'py, PyAny>>,
        reverse: Option<&Bound<'py, PyAny>>,
        by: Option<&Bound<'py, PyAny>>,
        level: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<PyReliability> {
        let options: ReliabilityOptions = Options::new(py, "reliability")
            .with("items", items)
            .with("reverse", reverse)
            .with("by", by)
            .with("level", level)
            .parse()?;
        PyReliability::new(py, run(py, || self.0.reliability(&options))?)
    }

    /// Looks for latent profiles (or classes) among the respondents.
    ///
    /// Parameters
    /// ----------
    /// classes : list of int, optional
    ///     The numbers of classes to fit, each from 1 to 16. Default 1 to 5.
    /// model : {"gaussian", "categorical"}, optional
    ///     Whether a rating is a number with a mean and a variance in each class, or an answer with a
    ///     probability. Default ``"gaussian"``.
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
    ///     than different rows, ``"empty"`` where no item varies, ``"cancelled"`` where
    ///     ``progress`` stopped it.
    ///
    /// Warns
    /// -----
    /// PeerpathWarning
    ///     Where an item does not vary, a variance is at its floor, or a solution was found once only.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> rows = {"a": [5, 4, 1, 2] * 15, "b": [5, 5, 2, 1] * 15, "c": [4, 5, 1, 2] * 15}
    /// >>> survey = pp.Survey.from_table(rows, items={"a": None, "b": None, "c": None})
    /// >>> profiles = survey.profiles(classes=[1, 2], starts=5)
    /// >>> profiles.table["classes"]
    /// [1, 2]
    #[pyo3(signature = (*, classes=None, model=None, variances=None, starts=None, finalists=None, seed=None, variance_floor=None, threads=None, progress=None))]
    #[allow(clippy::too_many_arguments, reason = "the keywords of Python")]
    fn profiles<'py>(
        &self,
        py: Python<'py>,
        classes: Option<&Bound<'py, PyAny>>,
        model: Option<&Bound<'py, PyAny>>,
        variances: Option<&Bound<'py, PyAny>>,
        starts: Option<&Bound<'py, PyAny>>,
        finalists: Option<&Bound<'py, PyAny>>,
        seed: Option<&Bound<'py, PyAny>>,
        variance_floor: Option<&Bound<'py, PyAny>>,
        threads: Option<&Bound<'py, PyAny>>,
        progress: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<PyProfiles> {
        let options: ProfilesOptions = Options::new(py, "profiles")
            .with("classes", classes)
            .with("model", model)
            .with("variances", variances)
            .with("starts", starts)
            .with("finalists", finalists)
            .with("seed", seed)
            .with("variance_floor", variance_floor)
            .with("threads", threads)
            .parse()?;
        PyProfiles::new(py, run_watched(py, progress, |watch| self.0.profiles(&options, watch))?)
    }

    /// Counts the answers to each item at each level: the mergeable summary.
    ///
    /// Parameters
    /// ----------
    /// by : str, optional
    ///     One of the ``group`` columns.
    ///
    /// Returns
    /// -------
    /// SurveySummary
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"argument"`` where ``by`` is not one of the group columns.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> survey = pp.Survey.from_table({"crisis": [5, 4, 2, None]}, items={"crisis": None})
    /// >>> survey.summarise().respondents
    /// 4
    #[pyo3(signature = (*, by=None))]
    fn summarise(&self, py: Python<'_>, by: Option<&str>) -> PyResult<PySurveySummary> {
        run(py, || self.0.summarise(by)).map(PySurveySummary)
    }

    /// The number of respondents, with or without answers.
    #[getter]
    fn respondents(&self) -> usize {
        self.0.respondents()
    }

    /// The items rated, by the names of their columns.
    #[getter]
    fn items(&self) -> Vec<String> {
        self.0.items().iter().map(|item| item.name.clone()).collect()
    }

    /// What each item asks, in words, of those of which it is known.
    #[getter]
    fn labels(&self) -> BTreeMap<&str, &str> {
        let items = self.0.items().iter();
        items.filter_map(|item| Some((item.name.as_str(), item.label.as_deref()?))).collect()
    }

    /// The columns by which results can be grouped.
    #[getter]
    fn groups(&self) -> Vec<String> {
        self.0.group_columns().map(str::to_owned).collect()
    }

    fn __len__(&self) -> usize {
        self.0.respondents()
    }

    fn __str__(&self) -> String {
        self.0.to_string()
    }

    fn __repr__(&self) -> String {
        format!("Survey({})", self.0)
    }
}
