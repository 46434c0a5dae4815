//! `peerpath.Ctdl` and `peerpath.CtdlReading`.

use peerpath::standard::{Ctdl, CtdlReading};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::error::compute;
use crate::standard::PyStandard;
use crate::value::json_object;

/// A standard as CTDL, and what did not survive. Made by ``Standard.to_ctdl``; immutable.
///
/// Examples
/// --------
/// >>> import peerpath as pp
/// >>> ctdl = pp.Standard.builtin("us-nc/cpss").to_ctdl(owned_by="https://example.org/board")
/// >>> ctdl.document["@graph"][0]["@type"]
/// 'ceterms:Certification'
/// >>> ctdl.wanting
/// []
#[pyclass(frozen, name = "Ctdl", module = "peerpath")]
pub(crate) struct PyCtdl(pub(crate) Ctdl);

#[pymethods]
impl PyCtdl {
    /// The JSON-LD document, with its ``@graph``.
    #[getter]
    fn document<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.part(py, "document")
    }

    /// What would not come back if the document were read again: ``pointer``, ``what``, ``why``,
    /// ``in_words`` (whether the document says it in words) and ``bears_on_verdict`` (whether the
    /// standard that is read back may answer unknown because of it).
    #[getter]
    fn lost<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.part(py, "lost")
    }

    /// What the Credential Registry asks for and is not given: ``term`` and the ``option`` of
    /// ``to_ctdl`` that gives it.
    #[getter]
    fn wanting<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.part(py, "wanting")
    }

    /// All of it as a dict: ``document``, ``lost``, ``wanting``.
    ///
    /// Returns
    /// -------
    /// dict
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> list(pp.Standard.builtin("us-nc/cpss").to_ctdl().to_dict())
    /// ['document', 'lost', 'wanting']
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        json_object(py, &self.to_json(py)?)
    }

    /// All of it as JSON text.
    ///
    /// Returns
    /// -------
    /// str
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> pp.Standard.builtin("us-nc/cpss").to_ctdl().to_json()[:12]
    /// '{"document":'
    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        compute(py, || self.0.to_json())
    }

    fn __repr__(&self) -> String {
        let resources = self.0.document().get("@graph").and_then(|graph| graph.as_array());
        let resources = resources.map_or(0, Vec::len);
        format!("Ctdl({resources} resources, {} lost)", self.0.lost().len())
    }
}

impl PyCtdl {
    fn part<'py>(&self, py: Python<'py>, key: &str) -> PyResult<Bound<'py, PyAny>> {
        self.to_dict(py)?.as_any().get_item(key)
    }
}

/// A standard read from CTDL. Made by ``Standard.from_ctdl``; immutable.
///
/// Examples
/// --------
/// >>> import peerpath as pp
/// >>> reading = pp.Standard.from_ctdl({
/// ...     "@type": "ceterms:Certification", "@id": "ce-1", "ceterms:name": {"en": "CPS"},
/// ...     "ceterms:requires": {"@type": "ceterms:ConditionProfile", "ceterms:minimumAge": 18},
/// ...     "ceterms:keyword": {"en": ["recovery"]}})
/// >>> reading.standard
/// Standard('ctdl/ce-1', version='1')
/// >>> reading.not_understood
/// [{'pointer': '/ceterms:keyword', 'found': 'an object of 1 keys'}]
#[pyclass(frozen, name = "CtdlReading", module = "peerpath")]
pub(crate) struct PyCtdlReading {
    standard: Py<PyStandard>,
    reading: CtdlReading,
}

impl PyCtdlReading {
    pub(crate) fn new(py: Python<'_>, reading: CtdlReading) -> PyResult<PyCtdlReading> {
        let standard = Py::new(py, PyStandard(reading.standard().clone()))?;
        Ok(PyCtdlReading { standard, reading })
    }
}

#[pymethods]
impl PyCtdlReading {
    /// The standard.
    #[getter]
    fn standard(&self, py: Python<'_>) -> Py<PyStandard> {
        self.standard.clone_ref(py)
    }

    /// What of the document is not in the standard, the first 1000 places: ``pointer``, ``found``.
    #[getter]
    fn not_understood<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let text = compute(py, || self.reading.not_understood_json())?;
        json_object(py, &text)?.as_any().get_item("not_understood")
    }

    /// How many places were not understood, including those not listed.
    #[getter]
    fn count(&self) -> usize {
        self.reading.not_understood_count()
    }

    fn __repr__(&self) -> String {
        let standard = self.reading.standard();
        let count = self.reading.not_understood_count();
        format!("CtdlReading('{}', {count} not understood)", standard.id())
    }
}
