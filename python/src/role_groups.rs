//! `peerpath.Disagreement`, `peerpath.Overlap` and `peerpath.CulturalConsensus`.

use peerpath::competency::{CulturalConsensus, Disagreement, Overlap};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::error::run;
use crate::table::PyTable;
use crate::value::json_object;
use crate::warning::warn;

/// On which units groups of raters differ.
///
/// Examples
/// --------
/// >>> import peerpath as pp
/// >>> ratings = pp.Ratings.from_table({
/// ...     "unit": ["a"] * 10, "rater": list(range(10)), "role": ["peer"] * 5 + ["staff"] * 5,
/// ...     "value": [5, 5, 4, 4, 5, 2, 1, 2, 2, 1]}, group="role", level="ordinal")
/// >>> disagreement = ratings.disagreement(between="role")
/// >>> disagreement.table["highest"], disagreement.table["lowest"]
/// (['peer'], ['staff'])
#[pyclass(frozen, name = "Disagreement", module = "peerpath")]
pub(crate) struct PyDisagreement {
    disagreement: Disagreement,
    table: Py<PyTable>,
}

impl PyDisagreement {
    pub(crate) fn new(py: Python<'_>, disagreement: Disagreement) -> PyResult<PyDisagreement> {
        let table = PyTable(run(py, || disagreement.to_table())?);
        warn(py, disagreement.warnings())?;
        Ok(PyDisagreement { disagreement, table: Py::new(py, table)? })
    }
}

#[pymethods]
impl PyDisagreement {
    /// The result, those units first that split the groups most: ``unit``, ``n``, ``method``,
    /// ``statistic``, ``df``, ``p_value``, ``p_adjusted``, ``effect``, ``effect_name``,
    /// ``highest``, ``lowest``, ``difference``.
    #[getter]
    fn table(&self, py: Python<'_>) -> Py<PyTable> {
        self.table.clone_ref(py)
    }

    /// The group column.
    #[getter]
    fn between(&self) -> &str {
        self.disagreement.between()
    }

    /// The cautions that were raised with the result.
    #[getter]
    fn warnings(&self) -> Vec<String> {
        self.disagreement.warnings().iter().map(ToString::to_string).collect()
    }

    /// A ranking: a bar for each unit, as long as its effect, dark where the adjusted p-value is
    /// small.
    ///
    /// Parameters
    /// ----------
    /// most : int, optional
    ///     How many units to show. Default 20.
    /// alpha : float, optional
    ///     Below which adjusted p-value a bar is dark. Default 0.05.
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
    /// >>> ratings = pp.Ratings.from_table({
    /// ...     "unit": ["a"] * 10, "rater": list(range(10)), "role": ["peer"] * 5 + ["staff"] * 5,
    /// ...     "value": [5, 5, 4, 4, 5, 2, 1, 2, 2, 1]}, group="role", level="ordinal")
    /// >>> len(ratings.disagreement(between="role").plot().patches)
    /// 1
    #[pyo3(signature = (most=20, alpha=0.05, ax=None))]
    fn plot<'py>(
        &self,
        py: Python<'py>,
        most: usize,
        alpha: f64,
        ax: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let plot = py.import("peerpath._plot")?.getattr("disagreement")?;
        plot.call1((self.table.bind(py), most, alpha, ax))
    }

    fn __len__(&self) -> usize {
        self.disagreement.rows().len()
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let between = self.between();
        Ok(format!("Disagreement between `{between}`\n{}", self.table.get().text(py)?))
    }

    fn _repr_html_(&self, py: Python<'_>) -> PyResult<String> {
        self.table.get().html(py)
    }
}

/// Which tasks are core to groups of raters, alone or together.
///
/// Examples
/// --------
/// >>> import peerpath as pp
/// >>> ratings = pp.Ratings.from_table({
/// ...     "unit": ["a"] * 10, "rater": list(range(10)), "role": ["peer"] * 5 + ["staff"] * 5,
/// ...     "value": [5, 5, 4, 4, 5, 2, 1, 2, 2, 1]}, group="role", level="ordinal")
/// >>> overlap = ratings.overlap(between="role")
/// >>> overlap.tasks["place"]
/// ['unique', 'not-core']
#[pyclass(frozen, name = "Overlap", module = "peerpath")]
pub(crate) struct PyOverlap {
    table: Py<PyTable>,
    tasks: Py<PyTable>,
    warnings: Vec<String>,
}

impl PyOverlap {
    pub(crate) fn new(py: Python<'_>, overlap: Overlap) -> PyResult<PyOverlap> {
        let (table, tasks) = run(py, || Ok((overlap.to_table()?, overlap.tasks_table()?)))?;
        warn(py, overlap.warnings())?;
        Ok(PyOverlap {
            table: Py::new(py, PyTable(table))?,
            tasks: Py::new(py, PyTable(tasks))?,
            warnings: overlap.warnings().iter().map(ToString::to_string).collect(),
        })
    }
}

#[pymethods]
impl PyOverlap {
    /// A row for each two groups: ``group``, ``other``, ``units``, ``shared``, ``only_group``,
    /// ``only_other``, ``neither``, ``core_group``, ``core_other``, ``jaccard``, ``spearman``.
    #[getter]
    fn table(&self, py: Python<'_>) -> Py<PyTable> {
        self.table.clone_ref(py)
    }

    /// A row for each group of each task: ``unit``, ``group``, ``n``, ``share``, ``place``
    /// (``"unique"``, ``"shared"`` or ``"not-core"``).
    #[getter]
    fn tasks(&self, py: Python<'_>) -> Py<PyTable> {
        self.tasks.clone_ref(py)
    }

    /// The cautions that were raised with the result.
    #[getter]
    fn warnings(&self) -> Vec<String> {
        self.warnings.clone()
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(format!("Overlap\n{}", self.table.get().text(py)?))
    }

    fn _repr_html_(&self, py: Python<'_>) -> PyResult<String> {
        self.table.get().html(py)
    }
}

/// What raters know in common, and how much of it each knows.
///
/// Examples
/// --------
/// >>> import peerpath as pp
/// >>> ratings = pp.Ratings.from_table({
/// ...     "unit": [unit for unit in "abcdef" for _ in range(4)], "rater": list("wxyz") * 6,
/// ...     "value": list("yyynnnnnyynyynnnyyyynynn")})
/// >>> consensus = ratings.cultural_consensus()
/// >>> consensus.answers["answer"]
/// ['y', 'n', 'y', 'n', 'y', 'n']
#[pyclass(frozen, name = "CulturalConsensus", module = "peerpath")]
pub(crate) struct PyCulturalConsensus {
    consensus: CulturalConsensus,
    competence: Py<PyTable>,
    answers: Py<PyTable>,
}

impl PyCulturalConsensus {
    pub(crate) fn new(
        py: Python<'_>,
        consensus: CulturalConsensus,
    ) -> PyResult<PyCulturalConsensus> {
        let (competence, answers) =
            run(py, || Ok((consensus.competence_table()?, consensus.answers_table()?)))?;
        warn(py, &consensus.warnings)?;
        Ok(PyCulturalConsensus {
            consensus,
            competence: Py::new(py, PyTable(competence))?,
            answers: Py::new(py, PyTable(answers))?,
        })
    }
}

#[pymethods]
impl PyCulturalConsensus {
    /// The first eigenvalue by the second: 3 or more speaks for one culture; None where the second is
    /// not above 0.
    #[getter]
    fn ratio(&self) -> Option<f64> {
        self.consensus.ratio
    }

    /// The eigenvalues of the raters' agreement, the greatest first.
    #[getter]
    fn eigenvalues(&self) -> Vec<f64> {
        self.consensus.eigenvalues.clone()
    }

    /// Whether the estimates of competence came to rest.
    #[getter]
    fn converged(&self) -> bool {
        self.consensus.converged
    }

    /// How often all of them were estimated anew, each given the others.
    #[getter]
    fn sweeps(&self) -> u64 {
        self.consensus.sweeps
    }

    /// Per rater: ``rater``, ``n``, ``competence``.
    #[getter]
    fn competence(&self, py: Python<'_>) -> Py<PyTable> {
        self.competence.clone_ref(py)
    }

    /// Per unit: ``unit``, ``n``, ``answer``, ``probability``.
    #[getter]
    fn answers(&self, py: Python<'_>) -> Py<PyTable> {
        self.answers.clone_ref(py)
    }

    /// The cautions that were raised with the result.
    #[getter]
    fn warnings(&self) -> Vec<String> {
        self.consensus.warnings.iter().map(ToString::to_string).collect()
    }

    /// The whole as a dict.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> ratings = pp.Ratings.from_table({"unit": ["a", "a", "a", "b", "b", "b"],
    /// ...                                  "rater": [1, 2, 3] * 2, "value": list("yyynnn")})
    /// >>> sorted(ratings.cultural_consensus().to_dict())
    /// ['answers', 'competence', 'converged', 'eigenvalues', 'ratio', 'sweeps', 'warnings']
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        json_object(py, &self.to_json())
    }

    /// The whole as JSON text.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> ratings = pp.Ratings.from_table({"unit": ["a", "a", "a", "b", "b", "b"],
    /// ...                                  "rater": [1, 2, 3] * 2, "value": list("yyynnn")})
    /// >>> ratings.cultural_consensus().to_json()[:15]
    /// '{"eigenvalues":'
    fn to_json(&self) -> String {
        self.consensus.to_json()
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let ratio = self.ratio().map_or_else(|| "none".to_owned(), |ratio| format!("{ratio:.2}"));
        let table = self.competence.get().text(py)?;
        Ok(format!("CulturalConsensus, eigenvalue ratio {ratio}\n{table}"))
    }

    fn _repr_html_(&self, py: Python<'_>) -> PyResult<String> {
        self.competence.get().html(py)
    }
}
