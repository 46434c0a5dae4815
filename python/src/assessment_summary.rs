//! `peerpath.AssessmentSummary`.

use peerpath::AssessmentSummary;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::error::{compute, run};
use crate::table::PyTable;
use crate::value::json_object;

/// How many people meet a standard, and what those who do not lack.
///
/// Made by ``Standard.summarise``; immutable. Summaries by the same standard, version and day
/// can be merged.
///
/// Examples
/// --------
/// >>> import peerpath as pp
/// >>> who = pp.Dossier.from_json({"format": "peerpath/dossier/1", "born": "2015-05-02"})
/// >>> summary = pp.Standard.builtin("us-nc/cpss").summarise([who, who], as_of="2026-11-21")
/// >>> summary
/// AssessmentSummary('us-nc/cpss', as_of='2026-11-21', n=2, met=0, unmet=2, unknown=0)
#[pyclass(frozen, eq, name = "AssessmentSummary", module = "peerpath")]
#[derive(PartialEq)]
pub(crate) struct PyAssessmentSummary(pub(crate) AssessmentSummary);

#[pymethods]
impl PyAssessmentSummary {
    /// The id of the standard.
    #[getter]
    fn standard(&self) -> &str {
        &self.0.standard
    }

    /// The version of the standard.
    #[getter]
    fn version(&self) -> &str {
        &self.0.version
    }

    /// The day of assessment.
    #[getter]
    fn as_of(&self) -> jiff::civil::Date {
        self.0.as_of
    }

    /// How many were assessed.
    #[getter]
    fn n(&self) -> u64 {
        self.0.n
    }

    /// How many meet the standard.
    #[getter]
    fn met(&self) -> u64 {
        self.0.met
    }

    /// How many do not.
    #[getter]
    fn unmet(&self) -> u64 {
        self.0.unmet
    }

    /// Of how many it is unknown.
    #[getter]
    fn unknown(&self) -> u64 {
        self.0.unknown
    }

    /// A row for each requirement that looks at evidence, in the order of the document.
    ///
    /// Returns
    /// -------
    /// Table
    ///     ``requirement``, ``title``, ``met``, ``unmet``, ``unknown``, ``n``, and how often the
    ///     verdict on the whole turns on it: ``deciding_unmet``, ``deciding_unknown``.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> who = pp.Dossier.from_json({"format": "peerpath/dossier/1", "born": "2015-05-02"})
    /// >>> summary = pp.Standard.builtin("us-nc/cpss").summarise([who], as_of="2026-11-21")
    /// >>> rows = summary.requirements()
    /// >>> dict(zip(rows["requirement"], rows["unmet"]))["age"]
    /// 1
    fn requirements(&self, py: Python<'_>) -> PyResult<PyTable> {
        run(py, || self.0.to_table()).map(PyTable)
    }

    /// The counts of both.
    ///
    /// Parameters
    /// ----------
    /// other : AssessmentSummary
    ///
    /// Returns
    /// -------
    /// AssessmentSummary
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"argument"`` where it is by another standard, version or day.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> who = pp.Dossier.from_json({"format": "peerpath/dossier/1", "born": "2015-05-02"})
    /// >>> part = pp.Standard.builtin("us-nc/cpss").summarise([who], as_of="2026-11-21")
    /// >>> part.merge(part).n
    /// 2
    fn merge(&self, py: Python<'_>, other: &PyAssessmentSummary) -> PyResult<PyAssessmentSummary> {
        let mut merged = self.0.clone();
        run(py, move || merged.merge(&other.0).map(|()| merged)).map(PyAssessmentSummary)
    }

    /// The summary as a dict.
    ///
    /// Returns
    /// -------
    /// dict
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> summary = pp.Standard.builtin("us-nc/cpss").summarise([], as_of="2026-11-21")
    /// >>> summary.to_dict()["n"]
    /// 0
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        json_object(py, &compute(py, || self.0.to_json())?)
    }

    fn __repr__(&self) -> String {
        let AssessmentSummary { standard, as_of, n, met, unmet, unknown, .. } = &self.0;
        format!(
            "AssessmentSummary('{standard}', as_of='{as_of}', n={n}, met={met}, unmet={unmet}, \
             unknown={unknown})"
        )
    }

    fn _repr_html_(&self, py: Python<'_>) -> PyResult<String> {
        self.requirements(py)?.html(py)
    }
}
