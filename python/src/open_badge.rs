//! `peerpath.OpenBadgeReading`.

use peerpath::standard::OpenBadgeReading;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::error::compute;
use crate::value::json_object;

/// Credentials read from badges. **No signature was checked.** Made by
/// ``Dossier.credentials_from_open_badge`` and ``Dossier.with_open_badge``; immutable.
///
/// Examples
/// --------
/// >>> import peerpath as pp
/// >>> reading = pp.Dossier.credentials_from_open_badge(
/// ...     {"type": "EndorsementCredential"}, achievements={})
/// >>> reading.left_out[0]["why"]
/// 'it is about a credential, not a credential'
#[pyclass(frozen, name = "OpenBadgeReading", module = "peerpath")]
pub(crate) struct PyOpenBadgeReading(pub(crate) OpenBadgeReading);

#[pymethods]
impl PyOpenBadgeReading {
    /// The entries, as they stand under ``credentials`` in a dossier.
    #[getter]
    fn credentials<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.to_dict(py)?.as_any().get_item("credentials")
    }

    /// What is not among them: ``pointer``, ``found``, ``why``.
    #[getter]
    fn left_out<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.to_dict(py)?.as_any().get_item("left_out")
    }

    /// What the entries do not prove.
    #[getter]
    fn notice(&self) -> &'static str {
        self.0.notice()
    }

    /// All of it as a dict: ``credentials``, ``left_out``, ``notice``.
    ///
    /// Returns
    /// -------
    /// dict
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> pp.Dossier.credentials_from_open_badge(
    /// ...     {"type": "EndorsementCredential"}, achievements={}).to_dict()["credentials"]
    /// []
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
    /// >>> pp.Dossier.credentials_from_open_badge(
    /// ...     {"type": "EndorsementCredential"}, achievements={}).to_json()[:18]
    /// '{"credentials":[],'
    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        compute(py, || self.0.to_json())
    }

    fn __repr__(&self) -> String {
        let (count, left_out) = (self.0.count(), self.0.left_out().len());
        format!("OpenBadgeReading({count} credentials, {left_out} left out, no signature checked)")
    }
}
